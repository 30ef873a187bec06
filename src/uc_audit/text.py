"""How texts are brought into a form in which they can be compared, and where numbers stand in them."""

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

_STRAIGHT = str.maketrans("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f", "''''\"\"\"\"", "\u00ad")

_PLAIN = {**_STRAIGHT, **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014"), "-")}

_QUALIFIER = "exactly|more than|fewer than|less than|at least|at most|about|over"
# Never given back, and never begun in its middle: else very long numbers would take time without end.
_COUNT = r"\$?\d++(?:,\d++)*+"
_NUMBER = re.compile(rf"FYs? \d[\d-]*|\b(?:{_QUALIFIER}) {_COUNT}(?: of {_COUNT})?|(?<!\d)(?<!\d,){_COUNT} of {_COUNT}")

_PIECE = re.compile(r"[\x00-\x7f]*[^\x00-\x7f]{0,500}")
"""What of a long text is normalized at once: the time for the accents of one letter grows with their square."""


def with_numbers(text: str, mark: Callable[[str], str]) -> str:
    """Mark all the numbers in a text that must not be torn from their qualifier or their whole."""
    return _NUMBER.sub(lambda match: mark(match[0]), text)


def normalize(text: str) -> str:
    """Bring a text into the form in which passages are compared: NFKC, straight quotes, single spaces."""
    return " ".join(_in_form("NFKC", text).translate(_STRAIGHT).split())


def fold(text: str) -> str:
    """Bring a text into the form in which it is searched: no case, no accents, straight quotes, hyphens for dashes."""
    return " ".join((text.lower() if text.isascii() else fold_characters(text)).split())


def fold_characters(text: str) -> str:
    """Give the characters of a text without case and accents, but with its white space: more or fewer than before."""
    parts = _in_form("NFKD", text).translate(_PLAIN)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def _in_form(form: Literal["NFKC", "NFKD"], text: str) -> str:
    pieces = [text] if len(text) <= 500 else _PIECE.findall(text)  # noqa: PLR2004 (as in a piece)
    return "".join([unicodedata.normalize(form, piece) for piece in pieces])
