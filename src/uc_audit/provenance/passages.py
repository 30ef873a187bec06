"""Where passages stand in a text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from ..model import Audit, Citation
from ..model.audit import parts_with_owners
from ..text import normalize

_INSIDE = re.compile(
    r".[^\W_][^\W_]."  # in a word
    r"|.[^\W_][-\u2010\u2011][^\W_]|[^\W_][-\u2010\u2011][^\W_]."  # at a hyphen
    r"|.\d[,.\u2013\u2044]\d|\d[,.\u2013\u2044]\d."  # at a comma, a point, a dash or a bar between digits
    r"|.[.]\d."  # behind the point of a fraction
    r"|.[$\u20ac\u00a3]\d.",  # between the sign of a currency and its number
    re.DOTALL,
)
"""Two characters before a place and two behind it, where the place is inside a word or a number."""

MOST_EFFORT = 20
"""So many times the length of a text is looked at in search of one passage."""

LIKENESS = 0.5
"""A passage is like another one where it has at least this part of its words."""


def citations_of(audit: Audit, source_id: str) -> Iterator[tuple[str | None, str, Citation]]:
    """Go through the citations of a source that have a passage: the record, where in it they stand, the citation."""
    for record, path, citation in parts_with_owners(audit, Citation):
        if citation.source_id == source_id and citation.exact is not None:
            yield None if record is None else record.id, path, citation


def passage_of(citation: Citation) -> str:
    """Give the normalized passage that has to stand once in the source: prefix, exact and suffix."""
    return normalize(f"{citation.prefix or ''}{citation.exact or ''}{citation.suffix or ''}")


def span_of(citation: Citation) -> tuple[int, int]:
    """Give where in its passage the exact words begin and end."""
    end = len(normalize(f"{citation.prefix or ''}{citation.exact or ''}"))
    return end - len(normalize(citation.exact or "")), end


def places_of(citation: Citation, text: str) -> list[int]:
    """Find where a passage stands in a normalized text, as whole words and numbers: the first two places."""
    places: list[int] = []
    passage = passage_of(citation)
    start, end = span_of(citation)
    place = text.find(passage) if start < end else -1
    # Only a text of nothing but halves of numbers has more places to look at; then it is not looked at to its end.
    effort = MOST_EFFORT * len(text)
    while place >= 0 and len(places) < 2 and effort >= 0:  # noqa: PLR2004 (more than one)
        if not (_cuts(text, place) or _cuts(text, place + len(passage))):
            places.append(place)
        effort -= len(passage)
        place = text.find(passage, place + 1)
    return places


def _cuts(text: str, place: int) -> bool:
    """Whether a place is inside a word or a number, as which ``non-ICE``, ``2023-24``, ``32,000`` and ``$0`` count."""
    around = text[max(place - 2, 0) : place].rjust(2) + text[place : place + 2].ljust(2)
    return bool(_INSIDE.fullmatch(around)) or bool(unicodedata.combining(around[2]))


def nearest_to(passage: str, text: str) -> str | None:
    """Find the words of a text that have the most in common with those of a passage, in one way through the text."""
    wanted = [_bare(word) for word in passage.split()]
    words = text.split()
    missing = Counter(wanted)
    common = best = at = 0
    for index, word in enumerate(map(_bare, words)):
        # One more word comes into the window, and one leaves it.
        common += missing[word] > 0
        missing[word] -= 1
        if index >= len(wanted):
            gone = _bare(words[index - len(wanted)])
            missing[gone] += 1
            common -= missing[gone] > 0
        if common > best:
            best, at = common, index
    if best == 0 or best < LIKENESS * len(wanted):
        return None
    return " ".join(words[max(at - len(wanted) + 1, 0) : at + 1])


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]\"'")
