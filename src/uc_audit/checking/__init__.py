"""Finding what a text says about the audit, and how it differs from the records."""

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
"""Look at this many characters before a sentence to see what it speaks of."""


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
    require(text, str, "text must be a str")
    return tuple(sorted(_remarks(text, resolve_audit(audit)), key=attrgetter("start")))


def _remarks(text: str, audit: Audit) -> Iterator[Remark]:
    """Yield the remarks on what is outside of quotations, then those on the quotations."""
    prose, offsets = decode(mask(text))
    times, quantities = times_in(prose), quantities_in(prose)
    judge = Judge(text, offsets, {quantity.value for quantity in quantities}, audit)

    # A word or two in quotation marks belong to the sentence; longer quotations and those with a number are apart.
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
        for span in sentences_in(prose, *quotation):
            sentence = Sentence(prose, span, around.text)
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
