"""Finding words in all the records of an audit."""

import attrs

from ..model import Audit, Record
from ..model.walk import format_path, leaves_of
from ..text import fold, fold_character

CONTEXT = 40
"""So many characters of context stand on either side of a match."""


@attrs.frozen(kw_only=True)
class Hit:
    """
    A record in which words were found.

    Attributes:
        record: The record.
        field: The path of the text in it that fits best, for example ``caveats[0].text``.
        snippet: The passage around the match, as it stands in the text.
    """

    record: Record
    field: str
    snippet: str


def search(audit: Audit, text: str) -> tuple[Hit, ...]:
    """
    Find the records in which all of some words stand, the best first.

    Case, accents and quotation marks do not matter, and a word may be the part of one. Texts and ids are searched.
    Best is the record of which one text has the words next to each other, then the one of which a text has most of
    them; records that are equally good stand in the order of the audit.

    Args:
        audit: The audit.
        text: The words; without any, nothing is found.
    """
    words = fold(text).split()
    ranked = []
    for position, record in enumerate(audit.records if words else ()):
        texts = [(path, leaf) for path, leaf, rules in leaves_of(type(record), record) if not rules]
        texts.append((("id",), record.id))
        folded = [fold(leaf) for _, leaf in texts]
        if not all(any(word in leaf for leaf in folded) for word in words):
            continue
        scores = [(" ".join(words) in leaf, sum(word in leaf for word in words)) for leaf in folded]
        best = max(range(len(texts)), key=lambda index: scores[index])
        path, leaf = texts[best]
        ranked.append(
            (scores[best], -position, Hit(record=record, field=format_path(path), snippet=_snippet(leaf, words)))
        )
    ranked.sort(key=lambda item: item[:2], reverse=True)
    return tuple(hit for _, _, hit in ranked)


def _snippet(text: str, words: list[str]) -> str:
    """Cut out the passage around the first match of the words together, or else of any of them."""
    plain = " ".join(text.split())
    places = [place for place, character in enumerate(plain) for _ in fold_character(character)]
    folded = "".join(map(fold_character, plain))
    found = [(folded.find(part), part) for part in (" ".join(words), *words)]
    start, part = next(((place, part) for place, part in found if place >= 0), (0, ""))
    first = max(places[start] - CONTEXT, 0)
    last = min(places[start + len(part) - 1] + 1 + CONTEXT, len(plain)) if part else 2 * CONTEXT
    before, after = "..." if first else "", "..." if last < len(plain) else ""
    return f"{before}{plain[first:last].strip()}{after}"
