"""Values and types in a few words, for errors."""

from enum import Enum

LONGEST_SHOWN = 60
"""So many characters of a value are shown."""


def clip(text: str, length: int = LONGEST_SHOWN) -> str:
    """Cut a text that is too long to be shown."""
    return text if len(text) <= length else f"{text[: length - 3]}..."


def shorten(value: object) -> str:
    """Say in a few words what a value is, whatever it is."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple | set | frozenset):
        return f"a {type(value).__name__}"
    if isinstance(value, int) and value.bit_length() > LONGEST_SHOWN:
        return "a huge whole number"
    try:
        return clip(ascii(clip(value) if isinstance(value, str) else value), 2 * LONGEST_SHOWN)
    except Exception:  # noqa: BLE001 (whatever the representation of a stranger's object raises)
        return with_article(type(value).__name__)


def describe_type(cls: type) -> str:
    """Say what a value of this class is; for an enumeration, name all its values."""
    if issubclass(cls, Enum):
        return "one of " + ", ".join(repr(member.value) for member in cls)
    return "true or false" if cls is bool else with_article(cls.__name__)


def with_article(name: str) -> str:
    """Put the indefinite article before the name of a class."""
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"
