"""Compare quotations with the words on record."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from ..audit import Audit, citations_in
from ..records import Record
from ..wording import format_attribution, label

MIN_WORDS = 6
"""Shorter quotations could be anybody's words."""

MIN_LIKENESS = 0.7
"""A misquotation shares at least this fraction of its words, in order, with a passage on record."""

MAX_SHOWN = 5
"""Show at most this many differences."""

MAX_WORDS = 400
"""Compare at most this many words of a quotation."""

_WORD = re.compile(r"\w+(?:[,.’'\-/]\w+)*|%|\$")
_GAP = re.compile(r"\[[^\[\]]*\]|\.\s?\.\s?\.(?:\s?\.)?|…")
_CAPITAL = re.compile(r"\[(\w+)\](?=\w)")
"""A bracketed letter at the start of a word: "[T]hat"."""

_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")


class Passage(NamedTuple):
    """A passage on record."""

    text: str
    """The passage as recorded."""
    record: Record
    """The record that cites it."""
    place: str
    """Who said it, or the document and the location in it."""
    words: tuple[str, ...]
    """Its words in lower case."""


def split_words(text: str) -> tuple[str, ...]:
    """Split text into lower-case words, without the punctuation between them."""
    return tuple(match[0] for match in _WORD.finditer(text.translate(_APOSTROPHES).lower()))


def passages_in(audit: Audit) -> list[Passage]:
    """Return the passages of the reports, and officials' words that are not known to be in any report."""
    reports = {source.id for source in audit.sources if source.number is not None}
    misquotes = misquotes_in(audit)
    passages = []
    for record in audit:
        for _, citation in citations_in(record):
            if citation.source_id in reports:
                place = ", ".join(filter(None, (label(audit[citation.source_id]), citation.locator)))
                passages.append(Passage(citation.exact, record, place, split_words(citation.exact)))
    for quote in audit.quotes:
        if quote.attribution.said_by is not None and quote.id not in misquotes:
            place = format_attribution(quote.attribution, audit)
            passages.append(Passage(quote.text, quote, place, split_words(quote.text)))
    return passages


def misquotes_in(audit: Audit) -> set[str]:
    """Return the ids of known misquotes: every record of a discrepancy except its first."""
    return {record_id for discrepancy in audit.discrepancies for record_id in discrepancy.record_ids[1:]}


def find_passage(quotation: str, passages: list[Passage]) -> tuple[Passage, bool] | None:
    """
    Return the passage that is quoted and whether the quotation is exact, or ``None`` if no passage is similar.

    Cuts at either end, marked ellipses and insertions in square brackets do not count as differences.
    """
    parts = [split_words(part) for part in _GAP.split(_CAPITAL.sub(r"\1", quotation))]
    words = tuple(word for part in parts for word in part)[:MAX_WORDS]
    if len(words) < MIN_WORDS:
        return None
    vocabulary = set(words)
    enough = MIN_LIKENESS * len(vocabulary) * 0.8
    alike = [passage for passage in passages if len(vocabulary.intersection(passage.words)) >= enough]
    for passage in alike:
        if _has_parts(passage.words, parts):
            return passage, True
    best = max(alike, key=lambda passage: _likeness(words, passage.words), default=None)
    if best is None or _likeness(words, best.words) < MIN_LIKENESS:
        return None
    return best, False


def _has_parts(words: tuple[str, ...], parts: list[tuple[str, ...]]) -> bool:
    """Return whether a passage contains every part of a quotation, unbroken and in order."""
    rest = " ".join(words)
    for part in filter(None, parts):
        _, found, rest = f" {rest} ".partition(f" {' '.join(part)} ")
        if not found:
            return False
    return True


def _likeness(words: tuple[str, ...], passage: tuple[str, ...]) -> float:
    """Return the fraction of a quotation's words that match the passage in the same order."""
    blocks = SequenceMatcher(None, words, passage, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(words)


def difference(quotation: str, passage: Passage) -> str:
    """Say in a few words how a quotation differs from the passage on record."""
    ours, theirs = _WORD.findall(_GAP.sub(" ", quotation)), _WORD.findall(passage.text)
    matcher = SequenceMatcher(None, split_words(" ".join(ours)), passage.words, autojunk=False)
    parts = []
    for tag, start, end, first, last in matcher.get_opcodes():
        is_cut = start == 0 or end == len(ours)
        if tag == "equal" or (tag == "insert" and is_cut):
            continue
        # The source continues past both ends of a quotation: there, show only as many words as the quotation has.
        shown = slice(max(first, last - (end - start)), last) if start == 0 else slice(first, last)
        shown = slice(first, min(last, first + end - start)) if end == len(ours) else shown
        own, known = " ".join(ours[start:end]), " ".join(theirs[shown])
        if own and known:
            parts.append(f"“{own}” for “{known}”")
        else:
            parts.append(f"“{own}” added" if own else f"“{known}” left out")
    return "; ".join(parts[:MAX_SHOWN])
