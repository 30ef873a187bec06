"""Find what text says about the audit and how it differs from the records."""

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from ..audit import Audit
from ..errors import require
from ..vocabulary import DiscrepancyKind
from ..wording import resolve_audit
from .clauses import Sentence, within
from .judging import Judge
from .prose import PARAGRAPH_END, Span, blank, covers, decode, mask, quotations_in, sentences_in
from .quantities import quantities_in
from .quotations import MIN_WORDS, difference, find_passage, passages_in, split_words
from .remarks import Remark
from .times import times_in

__all__ = ["Remark", "check"]

CONTEXT = 400
"""Look at most this many characters back from a sentence to see what it is about."""


def check(text: str, *, audit: Audit | None = None) -> tuple[Remark, ...]:
    """
    Find what the text says about the audit, and return the differences from the records in text order.

    A sentence is about the audit if it, or the text before it in the paragraph, uses one of the audit's terms (ICE,
    unaccompanied, Notice to Appear, immigration court, or children together with an inspector general). So is a
    sentence that calls children lost and gives a number on record. Numbers are compared along with their qualifiers,
    times, wording and attribution; quotations of six words or more are compared word by word. Code, link targets, tags
    and front matter are skipped, and so is anything between ``<!-- uc-audit: off -->`` and ``<!-- uc-audit: on -->``.

    Args:
        text: Plain text, Markdown or HTML.
        audit: The dataset to compare with; the bundled one by default.

    Raises:
        TypeError: ``text`` is not a string, or ``audit`` is not an ``Audit``.
    """
    require(text, str, "text must be a str")
    return tuple(sorted(_remarks(text, resolve_audit(audit)), key=attrgetter("start")))


def _remarks(text: str, audit: Audit) -> Iterator[Remark]:
    """Yield the remarks on text outside quotations, then those on the quotations."""
    prose, offsets = decode(mask(text))
    times, quantities = times_in(prose), quantities_in(prose)
    judge = Judge(text, offsets, {quantity.value for quantity in quantities}, audit)

    # A short quotation without a number is part of its sentence; all others are checked separately.
    quotations = [
        span
        for span in quotations_in(prose)
        if within(quantities, *span) or len(split_words(prose[span.start : span.end])) >= MIN_WORDS
    ]
    outside = blank(prose, quotations)
    unquoted = [quantity for quantity in quantities if not covers(quotations, quantity.start, quantity.start + 1)]
    sentences = [Sentence(outside, Span(0, 0), "")]
    for span in sentences_in(outside, 0, len(outside)):
        numbers = within(unquoted, *span)
        before = PARAGRAPH_END.split(outside[max(0, span.start - CONTEXT) : span.start])[-1] if numbers else ""
        sentences.append(Sentence(outside, span, before))
        yield from judge.remarks(sentences[-1], numbers, times)

    passages = passages_in(audit) if quotations else []
    for quotation in quotations:
        around = sentences[bisect_right(sentences, quotation.start, key=attrgetter("span.start")) - 1]
        first, last = quotation.start - CONTEXT, quotation.end + CONTEXT
        near = outside[max(around.span.start, first) : min(around.span.end, last)]
        for span in sentences_in(prose, *quotation):
            sentence = Sentence(prose, span, near)
            found = find_passage(sentence.text, passages)
            for remark in judge.remarks(sentence, within(quantities, *span), times):
                if found is None or remark.kind is DiscrepancyKind.QUALIFIER:
                    yield remark
            if found is None:
                continue
            passage, is_exact = found
            if not is_exact:
                words = difference(sentence.text, passage)
                message = f"The text has {words}; the source has “{passage.text}” ({passage.place})"
                yield judge.remark(span, DiscrepancyKind.QUOTATION, (passage.record,), message, passage.text)
            elif speaker := around.wrong_speaker:
                message = f"The text credits {speaker}; the source is {passage.place}"
                yield judge.remark(span, DiscrepancyKind.ATTRIBUTION, (passage.record,), message)
