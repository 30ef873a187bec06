"""Finding words in all the records of an audit."""

import re
from operator import itemgetter

from ..model import Audit
from ..model.walk import format_path
from ..results import Hit
from ..text import fold, fold_characters
from .texts import texts_of

CONTEXT = 40
"""So many characters of context stand on either side of a match."""


def search(audit: Audit, text: str) -> tuple[Hit, ...]:
    """
    Find the records in which all of some words stand, the best first.

    Case, accents, quotation marks and other punctuation around a word do not matter, and a word may be the part of
    one. Texts, numbers with their qualifiers, and ids are searched. Best is a text that is just the words, then one in
    which they stand next to each other, then one that has most of them, whole ones first; what is equally good stands
    in the order of the audit.

    Args:
        audit: The audit.
        text: The words; without any, nothing is found.
    """
    words = [word for part in fold(text).split() if (word := part.strip("\"'.,;:!?()[]"))]
    ranked: list[tuple[tuple[int, ...], Hit]] = []
    for record in audit.records if words else ():
        leaves = [(fold(leaf), path, leaf) for path, leaf in (*texts_of(record), (("id",), record.id))]
        if all(any(word in folded for folded, _, _ in leaves) for word in words):
            scored = [((*_score(folded, words), -len(path)), path, leaf) for folded, path, leaf in leaves]
            score, path, leaf = max(scored, key=itemgetter(0))
            ranked.append((score, Hit(record=record, field=format_path(path), snippet=_snippet(leaf, words))))
    ranked.sort(key=itemgetter(0), reverse=True)
    return tuple(hit for _, hit in ranked)


def _score(leaf: str, words: list[str]) -> tuple[int, ...]:
    """Say how well a folded text fits some words; more is better, the first number first."""
    together, whole = " ".join(words), set(re.findall(r"\w+(?:[,-]\w+)*", leaf))
    return (
        leaf == together,
        together in leaf,
        sum(word in whole for word in words),
        sum(word in leaf for word in words),
    )


def _snippet(text: str, words: list[str]) -> str:
    """Cut out the passage around the first match of the words together, or else of any of them."""
    plain = " ".join(text.split())
    places = [place for place, character in enumerate(plain) for _ in fold_characters(character)]
    folded = "".join(map(fold_characters, plain))
    found = [(folded.find(part), part) for part in (" ".join(words), *words)]
    start, part = next((place, part) for place, part in found if place >= 0)
    first = max(places[start] - CONTEXT, 0)
    last = min(places[start + len(part) - 1] + 1 + CONTEXT, len(plain))
    before, after = "..." if first else "", "..." if last < len(plain) else ""
    return f"{before}{plain[first:last].strip()}{after}"
