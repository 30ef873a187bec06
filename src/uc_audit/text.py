"""How texts are brought into a form in which they can be compared."""

import unicodedata

_STRAIGHT = str.maketrans("\u2018\u2019\u201a\u201c\u201d\u201e", "'''\"\"\"", "\u00ad")


def normalize(text: str) -> str:
    """Bring a text into the form in which passages are compared: NFKC, straight quotes, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_STRAIGHT).split())


def fold(text: str) -> str:
    """Bring a text into the form in which it is searched: normalized, without case and accents."""
    return normalize("".join(map(fold_character, text)))


def fold_character(character: str) -> str:
    """Give a character without case and accents: none, one or several characters."""
    if character.isascii():
        return character.lower()
    parts = unicodedata.normalize("NFKD", character).translate(_STRAIGHT)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()
