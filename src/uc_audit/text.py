"""How texts are brought into a form in which different spellings of the same words are equal."""

import functools
import unicodedata

_STRAIGHT = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02bc\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0", ""),  # Letters and symbols that show nothing.
}

_DROPPED = {"Mn", "Me", "Cf", "Cc"}
"""Accents and other marks on a letter, and what controls or formats, such as soft hyphens and zero-width spaces."""


def fold(text: str) -> str:
    """Return a text without case, accents and invisible characters, with straight quotation marks and single spaces."""
    return " ".join("".join(map(_fold_character, text)).split())


@functools.cache
def _fold_character(character: str) -> str:
    parts = unicodedata.normalize("NFKD", _STRAIGHT.get(character, character))
    kept = [part for part in parts if part.isspace() or unicodedata.category(part) not in _DROPPED]
    return "".join(kept).casefold()
