"""Sentences, and the part of a sentence that is about each of its numbers."""

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
"""Look for the counted noun within this many characters after a number."""

MAX_TIMES = 20
"""Look at most at this many times in a sentence for one that its clauses share."""

_SEPARATORS = (
    re.compile(r"[;\n]|,\s+(?:and|but|while|whereas|plus|with)\b|\s[-\u2013\u2014]\s|\u2014"),
    re.compile(r"\b(?:and|but|while|whereas|plus)\b"),
    re.compile(r"[,():]"),
)
"""Separators of clauses, strongest first: ``;``, ``and``, a comma."""

_NOUN_END = re.compile(r"[,;:.()\"“”\n]|\s[-\u2013\u2014]\s|(?<!\bof)\s(?:their|his|her)\s")
_VERB = re.compile(
    r"\s(?:had|have|has|was|were|did|do|got|get|lack(?:ed)?|who|that|not|never|still|without|\w+n['’]t)\s",
    re.IGNORECASE,
)
"""A noun after one of these is not what is counted, as in "291,000 had not been served Notices to Appear"."""

_OF_THEM = re.compile(r"\s+of\s+(?:them|those|these|whom)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\Z")
_CLOSING = "\"'”’»)"
_NO = re.compile(rf"[\s{_CLOSING}]*no\s*[.,:;!\u2013\u2014]", re.IGNORECASE)
_PART_OF = re.compile(r"\s*(?:out\s+)?of\s+(?:the\s+)?", re.IGNORECASE)

_Placed = TypeVar("_Placed", Quantity, Time)


def within(items: list[_Placed], start: int, end: int) -> list[_Placed]:
    """Return the items that begin between two offsets; they must be sorted by start."""
    first = bisect_left(items, start, key=attrgetter("start"))
    return items[first : bisect_left(items, end, key=attrgetter("start"))]


def _name(words: str) -> str:
    """Put a name in quotation marks, without its possessive "'s"."""
    return f"“{' '.join(_POSSESSIVE.sub('', words).split())}”"


@attrs.frozen(slots=False, eq=False)
class Sentence:
    """A sentence of masked text; its properties are cached because every number in it needs them."""

    prose: str
    """The masked text."""
    span: Span
    """Where the sentence is in the masked text."""
    around: str
    """The text before it in the same paragraph, or around a quotation."""

    @cached_property
    def text(self) -> str:
        """The text of the sentence."""
        return self.prose[self.span.start : self.span.end]

    @cached_property
    def denied_from(self) -> int:
        """The offset where the sentence begins to deny something, or its end if it denies nothing."""
        is_question = self.text.rstrip(_CLOSING).endswith("?")
        if (is_question and _NO.match(self.prose, self.span.end)) or pattern("refuted").search(self.text):
            return self.span.start
        denial = pattern("denial").search(self.text)
        return self.span.start + denial.start() if denial else self.span.end

    @cached_property
    def has_term(self) -> bool:
        """Whether the sentence or its context has a term of the audit or mentions children and an inspector general."""
        text = f"{self.around} {self.text}"
        return bool(
            pattern("audit").search(text) or (pattern("children").search(text) and pattern("inspector").search(text))
        )

    @cached_property
    def has_children(self) -> bool:
        """Whether the sentence mentions children."""
        return pattern("children").search(self.text) is not None

    @cached_property
    def has_field_offices(self) -> bool:
        """Whether the sentence or its context mentions field offices."""
        return any(pattern("units", Unit.FIELD_OFFICES).search(text) for text in (self.text, self.around))

    @cached_property
    def named(self) -> list[str]:
        """The measures that the sentence mentions, or if none, those that its context mentions."""
        return measures_in(self.text) or measures_in(self.around)

    @cached_property
    def reports(self) -> list[str]:
        """The reports that the sentence names."""
        return reports_in(self.text)

    @cached_property
    def wrong_speaker(self) -> str | None:
        """Whoever is wrongly credited with what the inspector general or ICE said, if anybody; in quotation marks."""
        if inspector := pattern("wrong_inspectors").search(self.text):
            return _name(inspector[0])
        credit = credited().search(self.text)
        if credit is None or pattern("sayers").search(self.text):
            return None
        return _name(credit[credit.lastindex or 0])

    def clauses(self, quantities: list[Quantity], times: list[Time]) -> Iterator["Clause"]:
        """Yield each number with the part of the sentence that is about it."""
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
    """A number and the part of a sentence that is about it."""

    sentence: Sentence
    text: str
    quantity: Quantity
    words: str
    """The number with its qualifier, as written."""
    after: str
    """The rest of the clause after the number."""
    times: list[Time]
    """The times in the clause."""
    times_around: list[Time]
    """The times in the sentence, at most ``MAX_TIMES``."""
    is_first: bool
    """Whether the number is the first in the sentence."""
    is_whole: bool
    """Whether the number is the 448,000 in "31,000 of the 448,000" or in "Of the 448,000, 31,000"."""

    @cached_property
    def named(self) -> list[str]:
        """The measures that the clause mentions."""
        return measures_in(self.text)

    @cached_property
    def lost(self) -> list[str]:
        """The words that call children lost."""
        harmless = [match.span() for match in pattern("not_loss").finditer(self.text)]
        losses = pattern("loss").finditer(self.text)
        return [match[0] for match in losses if not covers(harmless, *match.span())]

    @cached_property
    def counted(self) -> Literal["children", "others"] | None:
        """Whether the words after the number name children or something else first; ``None`` if neither."""
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
        """Whether the clause counts children and says something about them that no report says."""
        wrong = (pattern("measures", measure, "wrong") for measure in phrases()["measures"])
        return self.counted == "children" and (bool(self.lost) or any(words.search(self.text) for words in wrong))
