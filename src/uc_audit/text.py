"""How texts are brought into a form in which they can be compared, and where numbers stand in them."""

import re
import unicodedata
from collections.abc import Callable

_STRAIGHT = str.maketrans("\u2018\u2019\u201a\u201c\u201d\u201e", "'''\"\"\"", "\u00ad")

_PLAIN = {**_STRAIGHT, **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014"), "-")}

_QUALIFIER = "exactly|more than|fewer than|less than|at least|at most|about|over"
_COUNT = r"\$?\d+(?:,\d+)*"
_NUMBER = re.compile(rf"FYs? \d[\d-]*|\b(?:{_QUALIFIER}) {_COUNT}(?: of {_COUNT})?|{_COUNT} of {_COUNT}")


def with_numbers(text: str, mark: Callable[[str], str]) -> str:
    """Mark all the numbers in a text that must not be torn from their qualifier or their whole."""
    return _NUMBER.sub(lambda match: mark(match[0]), text)


def normalize(text: str) -> str:
    """Bring a text into the form in which passages are compared: NFKC, straight quotes, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_STRAIGHT).split())


def fold(text: str) -> str:
    """Bring a text into the form in which it is searched: normalized, without case and accents, dashes as hyphens."""
    return normalize("".join(map(fold_character, text)))


def fold_character(character: str) -> str:
    """Give a character without case and accents: none, one or several characters."""
    if character.isascii():
        return character.lower()
    parts = unicodedata.normalize("NFKD", character).translate(_PLAIN)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()
