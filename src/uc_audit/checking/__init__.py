"""Finding what a text says about the audit, and how it differs from the records."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

import attrs

from ..audit import Audit
from ..errors import excerpt
from ..values import PydanticType
from ..vocabulary import DiscrepancyKind, Severity
from ..wording import resolve_audit
from .clauses import Sentence, context_before, wrong_speaker
from .judging import Judge, Judgement
from .phrases import load_phrases
from .prose import Span, mask, quotations_in, sentences_in
from .quantities import Quantity, quantities_in
from .quotations import MIN_WORDS, WordsOnRecord, difference, split_words
from .times import times_in

_SEVERITIES = {
    DiscrepancyKind.QUALIFIER: Severity.WARNING,
    DiscrepancyKind.UNDATED: Severity.NOTE,
    DiscrepancyKind.LATER: Severity.NOTE,
    DiscrepancyKind.UNRECORDED: Severity.NOTE,
}
"""The severities of the kinds; all others are errors."""

MIN_NUMBER = 100
"""Smaller numbers are compared only as parts of a whole (one of eight) and as counts of recommendations."""


@attrs.frozen(kw_only=True)
class Remark(PydanticType):
    """How a text differs from the records, in one place."""

    start: int
    """The offset of the first character, of the number with its qualifier or of the quotation."""
    end: int
    """The offset after the last character."""
    excerpt: str
    """The text between the two."""
    kind: DiscrepancyKind
    """How it differs."""
    severity: Severity
    """How serious that is."""
    record_ids: tuple[str, ...]
    """The records that it differs from."""
    message: str
    """What the text has, what the source has, and who said so."""
    suggestion: str | None
    """The wording to use, if there is one."""


def check(text: str, *, audit: Audit | None = None) -> tuple[Remark, ...]:
    """
    Find what a text says about the audit, and return how it differs from the records, in the order of the text.

    A sentence is about the audit if it, or what comes before it in the paragraph, has a term of it (ICE, unaccompanied,
    Notice to Appear, immigration court, an inspector general and children), or if it calls children lost whose number
    is on record. Numbers are compared with their qualifier, time, wording and attribution, quotations of six words or
    more word by word. Code, link targets, tags and front matter are skipped, and so is what comes between
    ``<!-- uc-audit: off -->`` and ``<!-- uc-audit: on -->``.

    Args:
        text: Plain text, Markdown or HTML.
        audit: The dataset to compare with; the bundled one by default.

    Raises:
        TypeError: ``text`` is not a text, or ``audit`` not an audit.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {excerpt(text)}")
    remarks = _Checker(text, resolve_audit(audit)).remarks()
    return tuple(sorted(remarks, key=attrgetter("start")))


class _Checker:
    """One text that is compared with one audit."""

    def __init__(self, text: str, audit: Audit) -> None:
        self.text = text
        self.audit = audit
        self.phrases = load_phrases()
        self.judge = Judge(audit, self.phrases)
        self.words = WordsOnRecord(audit)
        self.prose = mask(text)
        self.times = times_in(self.prose)
        self.quantities = [quantity for quantity in quantities_in(self.prose) if self._is_compared(quantity)]
        self.quotations = [span for span in quotations_in(self.prose) if self._is_considered(span)]
        parts, done = [], 0
        for span in self.quotations:
            parts += [self.prose[done : span.start], " " * (span.end - span.start)]
            done = span.end
        self.outside = "".join([*parts, self.prose[done:]])
        """The text without its quotations: nothing that is said in one is about a number outside of it."""
        self.sentences = list(sentences_in(self.outside))

    def remarks(self) -> Iterator[Remark]:
        """Yield the remarks, first those on what is outside of quotations."""
        quoted = {quantity.start for span in self.quotations for quantity in self._numbers_in(span)}
        for span in self.sentences:
            sentence = Sentence(self.outside, span, context_before(self.outside, span.start), self.phrases)
            numbers = [quantity for quantity in self._numbers_in(span) if quantity.start not in quoted]
            yield from self._number_remarks(sentence, numbers)
        for quotation in self.quotations:
            around = self._sentence_around(quotation)
            for span in self._sentences_of(quotation):
                yield from self._quotation_remarks(span, around)

    def _quotation_remarks(self, span: Span, around: str) -> Iterator[Remark]:
        """Yield the remarks on a sentence in quotation marks; if it is on record, only a lost qualifier counts."""
        found = self.words.find(self.prose[span.start : span.end])
        sentence = Sentence(self.prose, span, around, self.phrases)
        for remark in self._number_remarks(sentence, self._numbers_in(span)):
            if found is None or remark.kind is DiscrepancyKind.QUALIFIER:
                yield remark
        if found is None:
            return
        passage, is_exact = found
        if not is_exact:
            words = difference(self.prose[span.start : span.end], passage)
            message = f"The text has {words}; the source has “{passage.text}” ({passage.place})"
            yield self._remark(span, Judgement(DiscrepancyKind.QUOTATION, (passage.record,), message, passage.text))
        elif speaker := wrong_speaker(around, self.phrases):
            message = f"The text credits {speaker}; the source is {passage.place}"
            yield self._remark(span, Judgement(DiscrepancyKind.ATTRIBUTION, (passage.record,), message, None))

    def _number_remarks(self, sentence: Sentence, quantities: list[Quantity]) -> Iterator[Remark]:
        for clause in sentence.clauses(quantities, self.times):
            for judgement in self.judge.judge(clause):
                yield self._remark(Span(clause.quantity.start, clause.quantity.end), judgement)

    def _remark(self, span: Span, judgement: Judgement) -> Remark:
        return Remark(
            start=span.start,
            end=span.end,
            excerpt=self.text[span.start : span.end],
            kind=judgement.kind,
            severity=_SEVERITIES.get(judgement.kind, Severity.ERROR),
            record_ids=tuple(record.id for record in judgement.records),
            message=judgement.message,
            suggestion=judgement.suggestion,
        )

    def _is_compared(self, quantity: Quantity) -> bool:
        """Whether a number can be on record: small ones only out of another one, or as a count of recommendations."""
        if quantity.denominator is not None or quantity.value >= MIN_NUMBER:
            return True
        return self.phrases.recommendations.match(self.prose, quantity.end + 1) is not None

    def _is_considered(self, quotation: Span) -> bool:
        """Whether a quotation is compared for itself; a word or two in quotation marks belong to the sentence."""
        words = split_words(self.prose[quotation.start : quotation.end])
        return len(words) >= MIN_WORDS or bool(self._numbers_in(quotation))

    def _numbers_in(self, span: Span) -> list[Quantity]:
        first = bisect_left(self.quantities, span.start, key=attrgetter("start"))
        return self.quantities[first : bisect_left(self.quantities, span.end, key=attrgetter("start"))]

    def _sentences_of(self, quotation: Span) -> Iterator[Span]:
        words = self.prose[quotation.start : quotation.end]
        for sentence in sentences_in(words):
            end = sentence.start + len(words[sentence.start : sentence.end].rstrip())
            yield Span(quotation.start + sentence.start, quotation.start + end)

    def _sentence_around(self, quotation: Span) -> str:
        index = bisect_right(self.sentences, quotation.start, key=attrgetter("start")) - 1
        span = self.sentences[index] if index >= 0 else Span(0, 0)
        return self.outside[span.start : span.end]
