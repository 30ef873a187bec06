"""The flat columns of each record class, for formats that know only tables of plain values."""

import functools
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

import attrs

from ..dataset import schema
from ..model import Attribution, Caveat, Citation, Figure, Period
from ..model.rules import shape_of

SEPARATOR = "; "
"""Stands between the ids or terms of a cell that holds several."""

LINE = "\n"
"""Stands between the sentences of a cell that holds several: they may hold the other one."""

_SURROUNDINGS = ("citation_prefix", "citation_suffix")

_BOUNDS = {
    "lower": "The least whole number that fits, which follows from the comparator, or none.",
    "upper": "The greatest whole number that fits, which follows from the comparator, or none.",
}


@attrs.frozen(kw_only=True)
class Column:
    """
    A column of a table of records.

    Attributes:
        name: Its name.
        field: The field of the record that it comes from.
        type: The type of a value: text, whole number, true or false, date, or an enumeration.
        many: Whether a cell holds several values.
        optional: Whether a cell may be empty.
        rules: The rules of the values.
        get: Gives the value, the values, or none, of a record.
        description: What stands in it; empty where it is what the JSON Schema says of the field.
    """

    name: str
    field: str
    type: Any
    many: bool = False
    optional: bool = False
    rules: tuple[object, ...] = ()
    get: Callable[[Any], Any]
    description: str = ""

    @property
    def separator(self) -> str:
        """What stands between several values in one cell."""
        return LINE if self.type is str and not self.rules else SEPARATOR

    def text(self, record: Any) -> str:
        """Give the cell of a record as text."""
        value = self.get(record)
        return self.separator.join(map(cell_text, value)) if self.many else cell_text(value)


@functools.cache
def columns_of(cls: Any) -> tuple[Column, ...]:
    """
    Give the columns of a record class, in the order of its fields.

    A scalar field is a column of its name. Of a period there are three: ``_start``, ``_end`` and ``_label``; of an
    attribution the three members; of caveats the texts; of citations the first one's source, passage and locator. A
    figure also has its ``lower`` and ``upper`` bound.
    """
    return tuple(column for field in attrs.fields(cls) for column in _columns_from(field, cls))


def _columns_from(field: Any, cls: Any) -> Iterator[Column]:
    value_type, rules, many, optional = shape_of(field.type)
    if value_type is Period:
        yield from _members(field.name, Period, f"{field.name}_", attrgetter(field.name), optional=optional)
    elif value_type is Attribution:
        yield from _members(field.name, Attribution, "", attrgetter(field.name))
    elif value_type is Caveat:
        yield Column(name=field.name, field=field.name, type=str, many=True, get=_caveats)
    elif value_type is Citation:
        members = _members(field.name, Citation, "citation_", _first_citation)
        yield from (column for column in members if column.name not in _SURROUNDINGS)
    else:
        get = attrgetter(field.name)
        kind = {"type": value_type, "many": many, "optional": optional, "rules": rules}
        yield Column(name=field.name, field=field.name, get=get, **kind)
    if cls is Figure and field.name == "comparator":
        for bound, text in _BOUNDS.items():
            yield Column(name=bound, field=bound, type=int, optional=True, get=attrgetter(bound), description=text)


def _members(
    field: str, cls: Any, prefix: str, get: Callable[[Any], Any], *, optional: bool = False
) -> Iterator[Column]:
    """Give a column for each member of a value that is inside a field."""
    for member in attrs.fields(cls):
        value_type, rules, _, member_optional = shape_of(member.type)
        yield Column(
            name=f"{prefix}{member.name}",
            field=field,
            type=value_type,
            optional=optional or member_optional,
            rules=rules,
            get=functools.partial(_member, get, member.name),
        )


def _member(get: Callable[[Any], Any], name: str, record: Any) -> Any:
    value = get(record)
    return None if value is None else getattr(value, name)


def _caveats(record: Any) -> tuple[str, ...]:
    return tuple(caveat.text for caveat in record.caveats)


def _first_citation(record: Any) -> Citation:
    first: Citation = record.citations[0]
    return first


def described_columns(cls: Any) -> tuple[Column, ...]:
    """Give the columns of a record class, each with what the JSON Schema says of its field."""
    fields = schema()["$defs"][cls.__name__]["properties"]
    return tuple(
        column if column.description else attrs.evolve(column, description=fields[column.field]["description"])
        for column in columns_of(cls)
    )


def cell_text(value: Any) -> str:
    """Write a single value as text: nothing for none, ``true`` and ``false``, days as ``YYYY-MM-DD``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
