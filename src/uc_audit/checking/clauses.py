"""The sentences of a text, and the part of a sentence that speaks of each of its numbers."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter
from typing import Literal, TypeVar

import attrs

from ..vocabulary import Unit
from .phrases import credited, measures_in, pattern, phrases, reports_in
from .prose import Span, covers
from .quantities import Quantity
from .times import Time

NOUN_DISTANCE = 60
"""What a number counts is named within this many characters after it."""

MAX_TIMES = 20
"""Look at this many times of a sentence for one that its clauses share."""

_SEPARATORS = (
    re.compile(r"[;\n]|,\s+(?:and|but|while|whereas|plus|with)\b|\s[-\u2013\u2014]\s|\u2014"),
    re.compile(r"\b(?:and|but|while|whereas|plus)\b"),
    re.compile(r"[,():]"),
)
"""What separates two clauses, the strongest first."""

_NOUN_END = re.compile(r"[,;:.()\"“”\n]|\s[-\u2013\u2014]\s|(?<!\bof)\s(?:their|his|her)\s")
_VERB = re.compile(
    r"\s(?:had|have|has|was|were|did|do|got|get|lack(?:ed)?|who|that|not|never|still|without|\w+n['’]t)\s",
    re.IGNORECASE,
)
"""What comes after it is not what is counted: "291,000 had not been served Notices to Appear"."""

_OF_THEM = re.compile(r"\s+of\s+(?:them|those|these|whom)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\Z")
_CLOSING = "\"'”’»)"
_NO = re.compile(rf"[\s{_CLOSING}]*no\s*[.,:;!\u2013\u2014]", re.IGNORECASE)
_PART_OF = re.compile(r"\s*(?:out\s+)?of\s+(?:the\s+)?", re.IGNORECASE)

_Placed = TypeVar("_Placed", Quantity, Time)


def within(items: list[_Placed], start: int, end: int) -> list[_Placed]:
    """Return the items, sorted by their start, that begin between two offsets."""
    first = bisect_left(items, start, key=attrgetter("start"))
    return items[first : bisect_left(items, end, key=attrgetter("start"))]


def _name(words: str) -> str:
    """Return a name in quotation marks, without its "'s"."""
    return f"“{' '.join(_POSSESSIVE.sub('', words).split())}”"


@attrs.frozen(slots=False, eq=False)
class Sentence:
    """A sentence of masked text; what is asked of it for each of its numbers is found out once."""

    prose: str
    """The masked text."""
    span: Span
    """Where in the text it is."""
    around: str
    """What comes before it in the same paragraph, or what is around a quotation."""

    @cached_property
    def text(self) -> str:
        """The sentence."""
        return self.prose[self.span.start : self.span.end]

    @cached_property
    def denied_from(self) -> int:
        """The offset from which on the sentence denies what it has: its end where it denies nothing."""
        is_question = self.text.rstrip(_CLOSING).endswith("?")
        if (is_question and _NO.match(self.prose, self.span.end)) or pattern("refuted").search(self.text):
            return self.span.start
        denial = pattern("denial").search(self.text)
        return self.span.start + denial.start() if denial else self.span.end

    @cached_property
    def has_term(self) -> bool:
        """Whether it has a term of the audit, or speaks of children and an inspector general."""
        text = f"{self.around} {self.text}"
        return bool(
            pattern("audit").search(text) or (pattern("children").search(text) and pattern("inspector").search(text))
        )

    @cached_property
    def has_children(self) -> bool:
        """Whether it has a word for children."""
        return pattern("children").search(self.text) is not None

    @cached_property
    def has_field_offices(self) -> bool:
        """Whether it has a word for field offices, or what is around it does."""
        return any(pattern("units", Unit.FIELD_OFFICES).search(text) for text in (self.text, self.around))

    @cached_property
    def named(self) -> list[str]:
        """The measures of which it speaks, or of which what comes before it does."""
        return measures_in(self.text) or measures_in(self.around)

    @cached_property
    def reports(self) -> list[str]:
        """The reports that it names."""
        return reports_in(self.text)

    @cached_property
    def wrong_speaker(self) -> str | None:
        """The one who is credited with what the inspector general or ICE said, if anybody is, in quotation marks."""
        if inspector := pattern("wrong_inspectors").search(self.text):
            return _name(inspector[0])
        credit = credited().search(self.text)
        if credit is None or pattern("sayers").search(self.text):
            return None
        return _name(credit[credit.lastindex or 0])

    def clauses(self, quantities: list[Quantity], times: list[Time]) -> Iterator["Clause"]:
        """Yield each number of the sentence with the part of the sentence that speaks of it."""
        start = self.span.start
        times_around = within(times, *self.span)[:MAX_TIMES]
        for index, quantity in enumerate(quantities):
            is_last = index + 1 == len(quantities)
            end = self.span.end if is_last else self._boundary(quantity.end, quantities[index + 1].start)
            previous = quantities[index - 1].end if index else start
            is_part_of = _PART_OF.fullmatch(self.prose, previous, quantity.number_start) is not None
            yield Clause(
                sentence=self,
                text=self.prose[start:end],
                quantity=quantity,
                words=" ".join(self.prose[quantity.start : quantity.end].split()),
                after=self.prose[quantity.end : end],
                times=within(times, start, end),
                times_around=times_around,
                is_first=index == 0,
                is_whole=is_part_of and len(quantities) > 1,
            )
            start = end

    def _boundary(self, start: int, end: int) -> int:
        for separator in _SEPARATORS:
            if match := separator.search(self.prose, start, end):
                return match.start()
        return end


@attrs.frozen(slots=False, eq=False)
class Clause:
    """A number, and the part of a sentence that speaks of it."""

    sentence: Sentence
    text: str
    quantity: Quantity
    words: str
    """The number with its qualifier, as the text has it."""
    after: str
    """What comes after the number."""
    times: list[Time]
    """The times in the clause."""
    times_around: list[Time]
    """The times in its sentence, as far as they are looked at."""
    is_first: bool
    """Whether it has the first number of the sentence."""
    is_whole: bool
    """Whether it is the 448,000 of "31,000 of the 448,000" or of "Of the 448,000, 31,000"."""

    @cached_property
    def named(self) -> list[str]:
        """The measures of which the clause speaks."""
        return measures_in(self.text)

    @cached_property
    def lost(self) -> list[str]:
        """The words that say that children are lost."""
        harmless = [match.span() for match in pattern("not_loss").finditer(self.text)]
        losses = pattern("loss").finditer(self.text)
        return [match[0] for match in losses if not covers(harmless, *match.span())]

    @cached_property
    def counted(self) -> Literal["children", "others"] | None:
        """Whether the words after the number name children or something else first, if they name either."""
        following = _NOUN_END.split(self.after[:NOUN_DISTANCE], maxsplit=1)[0]
        if _OF_THEM.match(following):
            return "children" if self.sentence.has_children else None
        child = pattern("children").search(following)
        other = pattern("others").search(_VERB.split(following, maxsplit=1)[0])
        if child is not None and (other is None or child.start() <= other.start()):
            return "children"
        return None if other is None else "others"

    @property
    def calls_children_lost(self) -> bool:
        """Whether it counts children, and says something of them that no report says."""
        wrong = (pattern("measures", measure, "wrong") for measure in phrases()["measures"])
        return self.counted == "children" and (bool(self.lost) or any(words.search(self.text) for words in wrong))
