"""Where passages stand in a text."""

import re
from collections import Counter
from collections.abc import Iterator

from ..model import Audit, Citation
from ..model.integrity import RECORD_FIELDS
from ..model.walk import format_path, parts_of
from ..text import normalize

LIKENESS = 0.5
"""A passage is like another one where it has at least this part of its words."""


def citations_of(audit: Audit, source_id: str) -> Iterator[tuple[str | None, str, Citation]]:
    """Go through the citations of a source that have a passage: the record, where in it they stand, the citation."""
    for path, citation in parts_of(Citation, audit):
        if citation.source_id == source_id and citation.exact is not None:
            if path[0] in RECORD_FIELDS:
                yield getattr(audit, str(path[0]))[path[1]].id, format_path(path[2:]), citation
            else:
                yield None, format_path(path), citation


def passage_of(citation: Citation) -> str:
    """Give the normalized passage that has to stand once in the source: prefix, exact and suffix."""
    return normalize(f"{citation.prefix or ''}{citation.exact or ''}{citation.suffix or ''}")


def places_of(passage: str, text: str, most: int = 2) -> list[int]:
    """Find where a passage stands in a text, as whole words and whole numbers, up to so many places."""
    places: list[int] = []
    place = text.find(passage)
    while place >= 0 and len(places) < most:
        if not (_cuts(text, place) or _cuts(text, place + len(passage))):
            places.append(place)
        place = text.find(passage, place + 1)
    return places


def _cuts(text: str, place: int) -> bool:
    """Whether there is a word or a number on both sides of a place in a text, so that it is cut in two there."""
    around = text[max(place - 2, 0) : place + 2]
    before, after = around[: min(place, 2)], around[min(place, 2) :]
    if before[-1:].isalnum() and after[:1].isalnum():
        return True
    return bool(re.fullmatch(r".?\d", before) and re.fullmatch(r"[,.]\d", after)) or bool(
        re.fullmatch(r"\d[,.]", before) and re.match(r"\d", after)
    )


def nearest_to(passage: str, text: str) -> str | None:
    """Find the words of a text that have the most in common with those of a passage, in one way through the text."""
    wanted = passage.split()
    words = text.split()
    missing = Counter(wanted)
    common = best = at = 0
    for index, word in enumerate(words):
        # One more word comes into the window, and one leaves it.
        common += missing[word] > 0
        missing[word] -= 1
        if index >= len(wanted):
            gone = words[index - len(wanted)]
            missing[gone] += 1
            common -= missing[gone] > 0
        if common > best:
            best, at = common, index
    if best < LIKENESS * len(wanted):
        return None
    return " ".join(words[max(at - len(wanted) + 1, 0) : at + 1])
