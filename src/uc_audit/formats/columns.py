"""The flat columns of each record class, for formats that support only tables of plain values."""

from collections.abc import Callable
from typing import Any

import attrs

from ..audit import Audit, citations_in
from ..dataset import schema
from ..records import Measure
from ..values import Attribution, Citation, FieldShape, Period, fields_of
from . import name_of

SEPARATOR = "; "
"""Separates ids, terms and addresses in one cell; none of them can contain it."""

_LINE = "\n"
"""Separates sentences in one cell."""

_NAMES = {Attribution: "{member}", Citation: "citation_{member}", Period: "{field}_{member}"}
"""The names of these values' columns; other values have one column, with the name of their field."""

_OMITTED = {"citations", "prefix", "suffix"}
"""The fields of values that have no column."""


@attrs.frozen(kw_only=True)
class Column:
    """A column of a table of records."""

    name: str
    description: str
    get: Callable[[Any, Audit], Any]
    """A function that returns the value or values of a record; names and addresses come from the audit."""
    type: Any = str
    separator: str | None = None
    """The separator of the values in a cell; absent where a cell has only one."""
    optional: bool = False
    """Whether a cell may be empty."""
    refers_to: tuple[str, ...] = ()
    """The ``Audit`` fields that the values point to, if they are ids."""


def columns_of(cls: Any) -> list[Column]:
    """
    Return the columns of a record class: its fields, each followed by the columns derived from it.

    An id is followed by the name of its record. For citations, there are the first one and the sources of all.
    """
    definitions = schema()["$defs"]
    columns = []
    for field in fields_of(cls):
        members: list[FieldShape | None] = [None]
        if attrs.has(field.type):
            members = [member for member in fields_of(field.type) if member.name not in _OMITTED]
        for member in members:
            description = definitions[cls.__name__]["properties"][field.name]["description"]
            if member:
                description += f" {definitions[field.type.__name__]['properties'][member.name]['description']}"
            column = _column(field, member, description)
            columns.append(column)
            if column.refers_to and not column.separator and "figures" not in column.refers_to:
                columns.append(_name_column(column))  # Figures have no names.
        columns += _DERIVED.get(field.name, ())
    return columns


def _column(field: FieldShape, member: FieldShape | None, description: str) -> Column:
    """Return the column of a field, or of a field of the value in it; of several citations, only the first counts."""
    leaf = member or field
    has_list = field.many and field.type is not Citation

    def get(record: Any, _: Audit) -> Any:
        value = getattr(record, field.name)
        if member is None:
            return value
        if has_list:
            return [getattr(item, member.name) for item in value]
        return getattr(value[0] if field.many else value, member.name, None)

    return Column(
        name=_NAMES.get(field.type, "{field}").format(field=field.name, member=leaf.name),
        description=description,
        get=get,
        type=leaf.type,
        separator=(_LINE if leaf.type is str and not leaf.refers_to else SEPARATOR) if has_list else None,
        optional=field.optional or leaf.optional,
        refers_to=leaf.refers_to,
    )


def _name_column(column: Column) -> Column:
    return Column(
        name=f"{column.name.removesuffix('_id')}_name",
        description=f"The name of the record that {column.name} refers to.",
        get=lambda record, audit: name_of(column.get(record, audit), audit),
        optional=True,
    )


def _bound(name: str, extreme: str) -> Column:
    text = f"The {extreme} whole number that fits the value and its comparator, if there is one."
    return Column(name=name, description=text, get=lambda figure, _: getattr(figure, name), type=int, optional=True)


def _sources(record: Any, _: Audit) -> list[str]:
    named = [source for _, citation in citations_in(record) for source in (citation.source_id, citation.via_id)]
    attribution = getattr(record, "attribution", None)
    named += [getattr(attribution, name, None) for name in ("published_in", "reported_by")]
    return [*dict.fromkeys(filter(None, named))]


def _source_urls(record: Any, audit: Audit) -> list[str]:
    urls = [getattr(audit[source], "url", None) for source in _sources(record, audit) if source in audit]
    return [*dict.fromkeys(filter(None, urls))]


def _is_preferred(figure: Any, audit: Audit) -> bool:
    return figure.measure_id in audit and audit.get(figure.measure_id, Measure).preferred_id == figure.id


_CITED = "The documents that the record cites or is attributed to, and the pages that reprint the words."

_DERIVED = {
    "id": [Column(name="description", description="The record in words.", get=lambda record, _: str(record))],
    "measure_id": [
        Column(
            name="is_preferred",
            description="Whether the figure is the one to quote for its measure.",
            get=_is_preferred,
            type=bool,
        )
    ],
    "comparator": [_bound("lower", "lowest"), _bound("upper", "highest")],
    "citations": [
        Column(name="sources", description=_CITED, get=_sources, separator=SEPARATOR, refers_to=("sources",)),
        Column(name="source_urls", description="Their addresses, where known.", get=_source_urls, separator=SEPARATOR),
    ],
}
"""The columns that do not come from a field, by the field that they follow."""
