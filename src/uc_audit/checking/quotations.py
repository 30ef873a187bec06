"""Words in quotation marks against the words on record."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from ..audit import Audit, citations_in
from ..records import Record
from ..wording import format_attribution, label

MIN_WORDS = 6
"""Shorter quotations are too common to be told apart from other people's words."""

MIN_LIKENESS = 0.7
"""A quotation that is nearly on record has at least this part of its words, in order, in common with the record."""

MAX_SHOWN = 5
"""Show at most this many differences."""

MAX_WORDS = 400
"""Longer quotations are compared up to here."""

_WORD = re.compile(r"\w+(?:[,.’'\-/]\w+)*|%|\$")
_GAP = re.compile(r"\[[^\[\]]*\]|\.\s?\.\s?\.(?:\s?\.)?|…")
_CAPITAL = re.compile(r"\[(\w+)\](?=\w)")
"""A letter in square brackets that begins a word: "[T]hat"."""

_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")


class Passage(NamedTuple):
    """Words on record, and the record that cites them."""

    text: str
    """The words as they are on record."""
    record: Record
    """The record."""
    place: str
    """Who said them, or the document and the place in it."""
    words: tuple[str, ...]
    """The words, in lower case."""


def split_words(text: str) -> tuple[str, ...]:
    """Cut a text into lower-case words; punctuation between them does not count."""
    return tuple(match[0] for match in _WORD.finditer(text.translate(_APOSTROPHES).lower()))


def passages_in(audit: Audit) -> list[Passage]:
    """Return the words of the reports, and of officials whose words no report is known to have."""
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
    """Return the ids of known misquotes: what a discrepancy sets against its first record."""
    return {record_id for discrepancy in audit.discrepancies for record_id in discrepancy.record_ids[1:]}


def find_passage(quotation: str, passages: list[Passage]) -> tuple[Passage, bool] | None:
    """
    Return the passage that a quotation has, and whether it has it exactly.

    A cut at either end, marked ellipses and insertions in square brackets are no difference.
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
    """Whether a passage has all parts of a quotation, in order, each with its words in a row."""
    rest = " ".join(words)
    for part in filter(None, parts):
        _, found, rest = f" {rest} ".partition(f" {' '.join(part)} ")
        if not found:
            return False
    return True


def _likeness(words: tuple[str, ...], passage: tuple[str, ...]) -> float:
    """Return the part of a quotation's words that a passage has in the same order, in the stretch that fits best."""
    blocks = SequenceMatcher(None, words, passage, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(words)


def difference(quotation: str, passage: Passage) -> str:
    """Return how a quotation differs from the words on record, in a few words."""
    ours, theirs = _WORD.findall(_GAP.sub(" ", quotation)), _WORD.findall(passage.text)
    matcher = SequenceMatcher(None, split_words(" ".join(ours)), passage.words, autojunk=False)
    parts = []
    for tag, start, end, first, last in matcher.get_opcodes():
        is_cut = start == 0 or end == len(ours)
        if tag == "equal" or (tag == "insert" and is_cut):
            continue
        # At either end of a quotation, the source goes on: only as many of its words are shown.
        shown = slice(max(first, last - (end - start)), last) if start == 0 else slice(first, last)
        shown = slice(first, min(last, first + end - start)) if end == len(ours) else shown
        own, known = " ".join(ours[start:end]), " ".join(theirs[shown])
        if own and known:
            parts.append(f"“{own}” for “{known}”")
        else:
            parts.append(f"“{own}” added" if own else f"“{known}” left out")
    return "; ".join(parts[:MAX_SHOWN])
