"""The sentences of a text, and the part of a sentence that speaks of each of its numbers."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter
from typing import Literal

from .phrases import Phrases
from .prose import Span
from .quantities import Quantity
from .times import Time

CONTEXT = 400
"""Look at this many characters before a sentence to see what it speaks of."""

NOUN_DISTANCE = 60
"""What a number counts is named within this many characters after it."""

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_SEPARATORS = (
    re.compile(r"[;\n]|,\s+(?:and|but|while|whereas|plus|with)\b|\s[-\u2013\u2014]\s|\u2014"),
    re.compile(r"\b(?:and|but|while|whereas|plus)\b"),
    re.compile(r"[,():]"),
)
"""What separates two clauses, the strongest first."""

_NOUN_END = re.compile(r"[,;:.()\"“”\n]|\s[-\u2013\u2014]\s|(?<!\bof)\s(?:their|his|her)\s")
_OF_THEM = re.compile(r"\s+of\s+(?:them|those|these|whom)\b", re.IGNORECASE)
_PART_OF = re.compile(r"\s*(?:out\s+)?of\s+(?:the\s+)?", re.IGNORECASE)


class Sentence:
    """A sentence of masked text; what is asked of it once for all its numbers is remembered."""

    def __init__(self, prose: str, span: Span, around: str, phrases: Phrases) -> None:
        self.prose = prose
        self.span = span
        self.around = around
        """What comes before it in the same paragraph, or what is around a quotation."""
        self.phrases = phrases
        self.text: str = prose[span.start : span.end]

    @cached_property
    def denied_from(self) -> int:
        """The offset from which on the sentence denies what it has: its end where it denies nothing."""
        if self.phrases.refuted.search(self.text):
            return self.span.start
        denial = self.phrases.denial.search(self.text)
        return self.span.start + denial.start() if denial else self.span.end

    @cached_property
    def has_term(self) -> bool:
        """Whether it has a term of the audit, or speaks of children and an inspector general."""
        text = f"{self.around} {self.text}"
        return self.phrases.audit.search(text) is not None or (
            self.phrases.children.search(text) is not None and self.phrases.inspector.search(text) is not None
        )

    @cached_property
    def has_children(self) -> bool:
        """Whether it has a word for children."""
        return self.phrases.children.search(self.text) is not None

    @cached_property
    def named(self) -> list[str]:
        """The measures of which it speaks, or of which what comes before it does."""
        return self.phrases.named(self.text) or self.phrases.named(self.around)

    @cached_property
    def reports(self) -> list[str]:
        """The reports that it names."""
        return self.phrases.reports_in(self.text)

    @cached_property
    def wrong_speaker(self) -> str | None:
        """The one who is credited with what the inspector general or ICE said, if anybody is."""
        return wrong_speaker(self.text, self.phrases)

    def clauses(self, quantities: list[Quantity], times: list[Time]) -> Iterator["Clause"]:
        """Yield each number of the sentence with the part of the sentence that speaks of it."""
        start = self.span.start
        for index, quantity in enumerate(quantities):
            end = self.span.end
            if index + 1 < len(quantities):
                end = self._boundary(quantity.end, quantities[index + 1].start)
            first = bisect_left(times, start, key=attrgetter("start"))
            inside = times[first : bisect_left(times, end, key=attrgetter("start"))]
            previous = quantities[index - 1].end if index else start
            is_whole = len(quantities) > 1 and _PART_OF.fullmatch(self.prose, previous, quantity.number[0]) is not None
            yield Clause(self, quantity, Span(start, end), inside, is_whole=is_whole)
            start = end

    def _boundary(self, start: int, end: int) -> int:
        for separator in _SEPARATORS:
            if match := separator.search(self.prose, start, end):
                return match.start()
        return end


class Clause:
    """A number, and the part of a sentence that speaks of it."""

    def __init__(
        self, sentence: Sentence, quantity: Quantity, span: Span, times: list[Time], *, is_whole: bool
    ) -> None:
        self.sentence = sentence
        self.quantity = quantity
        self.times = times
        """The times in the clause."""
        self.is_whole = is_whole
        """Whether it is the 448,000 of "31,000 of the 448,000" or of "Of the 448,000, 31,000"."""
        self.text: str = sentence.prose[span.start : span.end]
        self.is_first: bool = span.start == sentence.span.start
        """Whether it has the first number of the sentence."""
        self.after: str = sentence.prose[quantity.end : span.end]
        self.words: str = " ".join(sentence.prose[quantity.start : quantity.end].split())
        """The number with its qualifier, as the text has it."""
        self.named: list[str] = sentence.phrases.named(self.text)
        """The measures of which the clause speaks."""

    @cached_property
    def lost(self) -> list[str]:
        """The words that say that children are lost."""
        phrases = self.sentence.phrases
        harmless = [match.span() for match in phrases.not_loss.finditer(self.text)]
        found = []
        for match in phrases.loss.finditer(self.text):
            index = bisect_right(harmless, (match.start(), len(self.text))) - 1
            if index < 0 or match.end() > harmless[index][1]:
                found.append(match[0])
        return found

    @cached_property
    def counted(self) -> Literal["children", "others"] | None:
        """Whether the words after the number name children or something else first, if they name either."""
        phrases = self.sentence.phrases
        following = _NOUN_END.split(self.after[:NOUN_DISTANCE], maxsplit=1)[0]
        if _OF_THEM.match(following):
            return "children" if self.sentence.has_children else None
        child, other = phrases.children.search(following), phrases.others.search(following)
        if child is not None and (other is None or child.start() <= other.start()):
            return "children"
        return None if other is None else "others"

    @property
    def is_denied(self) -> bool:
        """Whether the sentence denies what the clause says."""
        return self.quantity.end > self.sentence.denied_from

    def is_about_audit(self, *, on_record: bool) -> bool:
        """Whether it speaks of the audit: by a term, or by children, a number on record and a word of loss."""
        if self.sentence.has_term:
            return True
        if not on_record or self.counted != "children":
            return False
        measures = self.sentence.phrases.measures.values()
        return bool(self.lost) or any(words.wrong.search(self.text) for words in measures)


def context_before(prose: str, start: int) -> str:
    """Return what comes before a sentence in the same paragraph."""
    return _PARAGRAPH.split(prose[max(0, start - CONTEXT) : start])[-1]


def wrong_speaker(text: str, phrases: Phrases) -> str | None:
    """Return the one who is credited with what the inspector general or ICE said, if anybody is."""
    if inspector := phrases.wrong_inspectors.search(text):
        return inspector[0]
    speaker = phrases.wrong_speakers.search(text)
    return None if speaker is None or phrases.sayers.search(text) else speaker[0]
