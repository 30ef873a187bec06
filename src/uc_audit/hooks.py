"""How single values become what a record holds: strictly, nothing is turned into something else."""

import re
from collections.abc import Callable
from datetime import date
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Any, cast, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn

from .errors import InvalidRecordError, Problem
from .model import Record
from .model.rules import shape_of
from .model.wording import describe_type, shorten

Hook = Callable[[Any, Any], Any]
"""What cattrs calls with a value and the type that it is to have."""

MakeHook = Callable[[Converter, Any], Hook]
"""Makes the hook of a type for a converter."""


def converter_with(record_hook: MakeHook, tuple_hook: MakeHook) -> Converter:
    """Make a converter that reads plain values strictly, and records and tuples as the two hooks do."""
    converter = Converter(detailed_validation=False, unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(StrEnum, lambda member: member.value)
    converter.register_unstructure_hook(Fraction, str)
    # Where some record stands, its own class says which fields there are.
    bare = make_dict_unstructure_fn(Record, converter)
    converter.register_unstructure_hook_func(
        lambda cls: cls is Record,
        lambda record: bare(record) if type(record) is Record else converter.unstructure(record, type(record)),
    )
    for cls in (str, int, bool):
        converter.register_structure_hook(cls, _exactly(cls))
    converter.register_structure_hook(date, _date)
    # More specific than str, so that the hook for texts does not catch the enumerations.
    converter.register_structure_hook(StrEnum, _member)
    converter.register_structure_hook_factory(attrs.has, lambda cls: record_hook(converter, cls))
    converter.register_structure_hook_factory(_is_tuple, lambda annotation: tuple_hook(converter, annotation))
    return converter


def _is_tuple(annotation: Any) -> bool:
    origin: Any = get_origin(annotation)
    return origin is tuple


def _exactly(cls: type) -> Hook:
    def hook(value: Any, _: Any) -> Any:
        if type(value) is not cls:
            raise unfit(value, expected(cls))
        return value

    return hook


def _date(value: Any, _: Any) -> date:
    if type(value) is str and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # The thirtieth of February, for example.
    raise unfit(value, expected(date))


def _member(value: Any, cls: Any) -> Enum:
    if type(value) is not str or value not in cls._value2member_map_:
        raise unfit(value, describe_type(cls))
    return cast("Enum", cls(value))


def expected(annotation: Any) -> str:
    """Say what the plain value for a field is."""
    innermost, _, many, optional = shape_of(annotation)
    words = {str: "a text", int: "a whole number", date: "a date such as '2024-08-19'"}
    text = "a list" if many else words.get(innermost) or describe_type(innermost)
    return f"{text} or null" if optional else text


def unfit(value: Any, expected: str) -> InvalidRecordError:
    """Make the error that says what a value is instead of what is expected."""
    return InvalidRecordError("", [Problem("", shorten(value), expected)])
