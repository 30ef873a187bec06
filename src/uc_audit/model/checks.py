"""Classes whose objects are checked when they are made, and the checks that follow from the types of their fields."""

import functools
import re
from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import Any, ClassVar

import attrs

from ..errors import InvalidRecordError, Problem, join_path
from .rules import LARGEST_INTEGER, NOT_EMPTY, Pattern, least_of, shape_of
from .wording import shorten, with_article

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
        values = (f"{field.name}={getattr(self, field.name)!r}" for field in attrs.fields(cls))
        return f"{cls.__name__}({', '.join(values)})"

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
            return (Problem("", "none", "at least one"),)
        return tuple(
            problem._replace(path=join_path(f"[{index}]", problem.path))
            for index, item in enumerate(value)
            for problem in check(item)
        )

    return check_tuple
