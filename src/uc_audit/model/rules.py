"""What a field may hold: types that carry their rule, and the checks that follow from a type."""

import functools
import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

import attrs

from ..errors import InvalidRecordError, Problem, join_path

LARGEST_INTEGER = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact."""


class Pattern:
    """A text that is not too long and matches a regular expression as a whole."""

    def __init__(self, regex: str, meaning: str, longest: int = 100) -> None:
        self.regex: str = regex
        self.meaning: str = meaning
        self.longest: int = longest

    def __repr__(self) -> str:
        return self.meaning


class Least:
    """A whole number that is not below another one."""

    def __init__(self, least: int) -> None:
        self.least: int = least


class RefersTo:
    """A text that names something in the same dataset: a record of these tuples of ``Audit``, or a measure."""

    def __init__(self, meaning: str, *targets: str) -> None:
        self.meaning: str = meaning
        self.targets: tuple[str, ...] = targets

    def __repr__(self) -> str:
        return self.meaning


class NotEmpty:
    """A tuple that holds at least one thing."""

    def __repr__(self) -> str:
        return "at least one"


NOT_EMPTY = NotEmpty()

Slug = Annotated[
    str, Pattern("[a-z0-9]+(-[a-z0-9]+)*", "a slug: lower-case letters and digits, hyphens between, at most 100")
]
DataVersion = Annotated[str, Pattern("[0-9]{4}\\.[0-9]{1,2}\\.[0-9]{1,3}", "a version such as '2026.11.1'")]
Sha256 = Annotated[str, Pattern("[0-9a-f]{64}", "64 lower-case hexadecimal digits")]
Url = Annotated[str, Pattern("https?://\\S+", "an http or https address", longest=2000)]

SourceId = Annotated[Slug, RefersTo("the id of a source", "sources")]
OrganizationId = Annotated[Slug, RefersTo("the id of an organization", "organizations")]
PartyId = Annotated[Slug, RefersTo("the id of an organization or a person", "organizations", "people")]
FigureId = Annotated[Slug, RefersTo("the id of a figure", "figures")]
QuoteId = Annotated[Slug, RefersTo("the id of a quote", "quotes")]
RecommendationId = Annotated[Slug, RefersTo("the id of a recommendation", "recommendations")]
RecordId = Annotated[Slug, RefersTo("the id of a record", "records")]
Ordinal = Annotated[int, Least(1)]
Measure = Annotated[Slug, RefersTo("the measure of a figure", "measures")]

Check = Callable[[Any], tuple[Problem, ...]]
"""Gives what is wrong with a value, with paths relative to it: nothing where all is well."""

Conflict = Callable[[Any], Iterable[Problem]]
"""Gives what is wrong between the fields of a record, each of which is well by itself."""


class Checked:
    """
    A class whose objects are checked when they are made: each field by its type, then the conflicts.

    What is the same for all of them stands here: attrs would compile it anew for every class, in every process.
    """

    __slots__ = ()

    _conflicts: ClassVar[tuple[Conflict, ...]] = ()

    def __eq__(self, other: object) -> bool:
        return values_of(self) == values_of(other) if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), values_of(self)))

    def __repr__(self) -> str:
        cls: Any = type(self)
        return (
            f"{cls.__name__}({', '.join(f'{field.name}={getattr(self, field.name)!r}' for field in attrs.fields(cls))})"
        )

    def __attrs_post_init__(self) -> None:
        cls: Any = type(self)
        problems = [
            problem._replace(path=join_path(name, problem.path))
            for name, check in checks_of(cls)
            for problem in check(getattr(self, name))
        ]
        if not problems:
            problems = [problem for conflict in self._conflicts for problem in conflict(self)]
        if problems:
            raise InvalidRecordError(cls.__name__, problems)


def values_of(value: Any) -> Any:
    """Give what stands in the fields of a record, or of a value inside one."""
    cls: Any = type(value)
    return _getter(cls)(value)


@functools.cache
def _getter(cls: Any) -> Callable[[Any], Any]:
    return attrgetter(*[field.name for field in attrs.fields(cls)])


@functools.cache
def checks_of(cls: Any) -> tuple[tuple[str, Check], ...]:
    """Give the check of each field of a class."""
    return tuple((field.name, check_for(field.type)) for field in attrs.fields(cls))


def shape_of(annotation: Any) -> tuple[Any, tuple[object, ...], bool, bool]:
    """Take an annotation apart: the innermost type, the rules on it, whether it is a tuple, whether it is optional."""
    rules: tuple[object, ...] = ()
    many = optional = False
    while (origin := get_origin(annotation)) is not None:
        arguments = get_args(annotation)
        annotation = arguments[0]
        if origin is Annotated:
            rules += arguments[1:]
        many = many or origin is tuple
        optional = optional or origin in (Union, UnionType)
    return annotation, rules, many, optional


def targets_of(rules: tuple[object, ...]) -> tuple[str, ...]:
    """Give the fields of ``Audit`` of whose records a value names one, or ``measures``; nothing where it names none."""
    return next((rule.targets for rule in rules if isinstance(rule, RefersTo)), ())


def least_of(rules: tuple[object, ...]) -> int:
    """Give the least whole number that a field may hold."""
    return next((rule.least for rule in rules if isinstance(rule, Least)), 0)


def check_for(annotation: Any) -> Check:
    """Make the check that follows from an annotation."""
    innermost, rules, many, optional = shape_of(annotation)
    check = (
        _whole_number_from(least_of(rules)) if innermost is int else _CHECKS.get(innermost) or _instance_of(innermost)
    )
    for rule in rules:
        if isinstance(rule, Pattern):
            check = _matching(rule, check)
    if many:
        check = _tuple_of(check, filled=NOT_EMPTY in rules)
    return _none_or(check) if optional else check


LONGEST_SHOWN = 60
"""So many characters of a value are shown."""


def clip(text: str, length: int = LONGEST_SHOWN) -> str:
    """Cut a text that is too long to be shown."""
    return text if len(text) <= length else f"{text[: length - 3]}..."


def shorten(value: object) -> str:
    """Say in a few words what a value is, whatever it is."""
    if value is None:
        return "null"
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


def has_surrogate(text: str) -> bool:
    """Whether a text holds half of a surrogate pair, which UTF-8 cannot say."""
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def _text(value: object) -> tuple[Problem, ...]:
    if type(value) is str and value.strip() and not has_surrogate(value):
        return ()
    return (Problem("", shorten(value), "a text that is not empty and has no lone surrogate"),)


def _whole_number_from(least: int) -> Check:
    def check(value: object) -> tuple[Problem, ...]:
        if type(value) is int and least <= value <= LARGEST_INTEGER:
            return ()
        return (Problem("", shorten(value), f"a whole number from {least} to {LARGEST_INTEGER}"),)

    return check


def _day(value: object) -> tuple[Problem, ...]:
    return () if type(value) is date else (Problem("", shorten(value), "a date"),)


_CHECKS: dict[Any, Check] = {str: _text, date: _day}


def _instance_of(cls: type) -> Check:
    def check(value: object) -> tuple[Problem, ...]:
        return () if type(value) is cls else (Problem("", shorten(value), with_article(cls.__name__)),)

    return check


def _matching(pattern: Pattern, check: Check) -> Check:
    matches = re.compile(pattern.regex).fullmatch

    def check_text(value: str) -> tuple[Problem, ...]:
        problems = check(value)
        if problems or (len(value) <= pattern.longest and matches(value)):
            return problems
        return (Problem("", shorten(value), pattern.meaning),)

    return check_text


def _none_or(check: Check) -> Check:
    return lambda value: () if value is None else check(value)


def _tuple_of(check: Check, *, filled: bool) -> Check:
    def check_tuple(value: object) -> tuple[Problem, ...]:
        if type(value) is not tuple:
            return (Problem("", shorten(value), "a tuple"),)
        if filled and not value:
            return (Problem("", "nothing", "at least one"),)
        return tuple(
            problem._replace(path=join_path(f"[{index}]", problem.path))
            for index, item in enumerate(value)
            for problem in check(item)
        )

    return check_tuple
