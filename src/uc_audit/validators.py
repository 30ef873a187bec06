"""The attrs validators of the records: each checks one value by itself and says what it expects."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from .errors import InvalidFieldError, InvalidTypeError, InvalidValueError, Problem

MAX_INTEGER = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact."""

MAX_EXCERPT = 60

_SURROGATE = re.compile("[\ud800-\udfff]")
Validator = Callable[[Any, Any, Any], None]


def truncate(text: str) -> str:
    """Cut a text that is too long to show."""
    return text if len(text) <= MAX_EXCERPT else f"{text[: MAX_EXCERPT - 3]}..."


def excerpt(value: object) -> str:
    """Return a short description of any value, in ASCII."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return ascii(truncate(value))
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple | set | frozenset):
        return f"a {type(value).__name__}"
    try:
        return truncate(ascii(value))
    except Exception:  # noqa: BLE001 (a huge number, or whatever the repr of a foreign object raises)
        return f"a value of the class {type(value).__name__}"


def with_article(name: str) -> str:
    """Put the indefinite article before the name of a class."""
    return f"{'an' if name[0] in 'AEIO' else 'a'} {name}"  # No class begins with a U that is spoken as in "under".


class Text:
    """Accept a text that is not blank and that UTF-8 can encode."""

    def __call__(self, _: object, attribute: Any, value: Any) -> None:
        if type(value) is not str:
            raise InvalidTypeError(Problem(attribute.name, excerpt(value), "a text"))
        if not value.strip() or (not value.isascii() and _SURROGATE.search(value)):
            expected = "a text that is not blank, without lone surrogates"
            raise InvalidValueError(Problem(attribute.name, excerpt(value), expected))


class Matching:
    """Accept a text of limited length that matches a regular expression as a whole."""

    def __init__(self, pattern: str, meaning: str, max_length: int = 100) -> None:
        self.pattern = pattern
        self.meaning = meaning
        self.max_length = max_length

    def __call__(self, _: object, attribute: Any, value: Any) -> None:
        if type(value) is not str:
            raise InvalidTypeError(Problem(attribute.name, excerpt(value), "a text"))
        if len(value) > self.max_length or not re.fullmatch(self.pattern, value):
            raise InvalidValueError(Problem(attribute.name, excerpt(value), self.meaning))


class WholeNumber:
    """Accept an integer, but no boolean, from a minimum to the largest that JSON readers keep exact."""

    def __init__(self, minimum: int) -> None:
        self.minimum = minimum

    def __call__(self, _: object, attribute: Any, value: Any) -> None:
        expected = f"a whole number from {self.minimum} to {MAX_INTEGER}"
        if type(value) is not int:
            raise InvalidTypeError(Problem(attribute.name, excerpt(value), expected))
        if not self.minimum <= value <= MAX_INTEGER:
            raise InvalidValueError(Problem(attribute.name, excerpt(value), expected))


class OfClass:
    """Accept an object of exactly this class: a ``datetime`` is not a ``date`` here."""

    def __init__(self, cls: type) -> None:
        self.cls = cls

    def __call__(self, _: object, attribute: Any, value: Any) -> None:
        if type(value) is not self.cls:
            raise InvalidTypeError(Problem(attribute.name, excerpt(value), with_article(self.cls.__name__)))


class TupleOf:
    """Accept a tuple of at least this many items that all pass another validator."""

    def __init__(self, item: Validator, min_length: int = 0) -> None:
        self.item = item
        self.min_length = min_length

    def __call__(self, instance: object, attribute: Any, value: Any) -> None:
        if type(value) is not tuple:
            raise InvalidTypeError(Problem(attribute.name, excerpt(value), "a tuple"))
        if len(value) < self.min_length:
            raise InvalidValueError(Problem(attribute.name, "none", "at least one"))
        problems: list[Problem] = []
        refusal = InvalidFieldError
        for index, item in enumerate(value):
            try:
                self.item(instance, attribute, item)
            except InvalidFieldError as error:
                refusal = type(error)
                problems += [problem._replace(path=f"{attribute.name}[{index}]") for problem in error.problems]
        if problems:
            raise refusal(*problems)


TEXT = Text()
SLUG = Matching(
    "[a-z0-9]+(-[a-z0-9]+)*", "a slug: lower-case letters and digits with hyphens between, at most 100 characters"
)
URL = Matching("https?://\\S+", "an http or https address", max_length=2000)
DATA_VERSION = Matching("[0-9]{4}\\.[0-9]{1,2}\\.[0-9]{1,3}", "a version such as '2026.11.1'")
DAY = OfClass(date)
