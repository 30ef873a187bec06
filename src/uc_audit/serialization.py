"""Records as plain data and as JSON text."""

import json
from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import groupby
from typing import Any, cast, overload

import attrs

from .audit import Audit
from .errors import excerpt
from .records import Record


@overload
def to_dict(records: attrs.AttrsInstance) -> dict[str, Any]: ...
@overload
def to_dict(records: Iterable[attrs.AttrsInstance]) -> list[dict[str, Any]]: ...
def to_dict(records: Any) -> dict[str, Any] | list[dict[str, Any]]:
    """
    Return a record as a dictionary of plain data, or several records as a list of dictionaries.

    Every field is present, ``None`` where it has no value; dates are ``YYYY-MM-DD``, enumerations their values.

    Args:
        records: An audit, a record, a value inside a record, a result such as a ``Change``; or an iterable of those.

    Raises:
        TypeError: ``records`` is something else.
    """
    if attrs.has(type(records)):
        return attrs.asdict(records, value_serializer=_plain_value)
    if isinstance(records, str | bytes | dict) or not isinstance(records, Iterable):
        raise TypeError(f"records must be an audit, a record or an iterable of records, not {excerpt(records)}")
    return [to_dict(cast("attrs.AttrsInstance", record)) for record in records]


def _plain_value(_: Any, __: Any, value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Fraction) else value


@overload
def to_json(records: attrs.AttrsInstance, *, indent: int | None = 2) -> str: ...
@overload
def to_json(records: Iterable[attrs.AttrsInstance], *, indent: int | None = 2) -> str: ...
def to_json(records: Any, *, indent: int | None = 2) -> str:
    """
    Return JSON text: an object for a record, or a list for several records.

    Args:
        records: An audit, a record, a value inside a record, a result such as a ``Change``; or an iterable of those.
        indent: The number of spaces per level; ``None`` for a single line.

    Raises:
        TypeError: ``records`` is something else.
    """
    if indent is not None and type(indent) is not int:
        raise TypeError(f"indent must be a whole number of spaces or None, not {excerpt(indent)}")
    return dump_json(to_dict(records), indent)


def dump_json(document: Any, indent: int | None = 2) -> str:
    """Return plain data as JSON text; the same data always gives the same text."""
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators) + "\n"


Records = Audit | Record | Iterable[Record]
"""The argument of functions for many records: an audit (for all its records), a record, or any iterable of records."""


def iterate_records(records: Any, name: str = "records") -> list[Record]:
    """
    Return the records of an audit or of an iterable, or the one record, as a list.

    Raises:
        TypeError: ``records`` is something else; the message calls it ``name``.
    """
    if isinstance(records, Record):
        return [records]
    is_iterable = isinstance(records, Iterable) and not isinstance(records, str | bytes | dict)
    found = list(records) if is_iterable else [records]
    for item_class, items in groupby(found, type):  # Usually, there is only one class to check.
        if not issubclass(item_class, Record):
            raise TypeError(f"{name} must be an audit, a record or an iterable of records, not {excerpt(next(items))}")
    return found
