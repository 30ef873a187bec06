"""The flat columns of each class of records, for formats that know only tables of plain values."""

from collections.abc import Callable
from typing import Any

import attrs

from ..audit import Audit
from ..dataset import schema
from ..values import Attribution, Citation, FieldShape, Period, fields_of
from . import name_of

SEPARATOR = "; "
"""Separates ids, terms and addresses in one cell; none of them can contain it."""

_LINE = "\n"
"""Separates sentences in one cell."""

_NAMES = {Attribution: "{member}", Citation: "citation_{member}", Period: "{field}_{member}"}
"""The columns of these values; other values have one column, with the name of the field they are in."""

_OMITTED = {"citations", "prefix", "suffix"}
"""The fields of values that are no columns."""


@attrs.frozen(kw_only=True)
class Column:
    """A column of a table of records."""

    name: str
    description: str
    get: Callable[[Any, Audit], Any]
    """Returns the value or the values of a record; names and addresses come from the audit."""
    type: Any = str
    separator: str | None = None
    """What separates the values in a cell; absent where a cell has only one."""
    optional: bool = False
    """Whether a cell may be empty."""
    refers_to: tuple[str, ...] = ()
    """The ``Audit`` fields that have the records whose ids the values are."""


def columns_of(cls: Any) -> list[Column]:
    """
    Return the columns of a class of records: each field, and what follows from it.

    An id is followed by the name of its record. Of the citations, there are the first one and the sources of all.
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
    """Return the column of a field, or of a field of the value in it; of several citations, the first one counts."""
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
        description=f"The name behind {column.name}.",
        get=lambda record, audit: name_of(column.get(record, audit), audit),
        optional=True,
    )


def _bound(name: str, extreme: str) -> Column:
    text = f"The {extreme} whole number that fits the value and its comparator, if they say so."
    return Column(name=name, description=text, get=lambda figure, _: getattr(figure, name), type=int, optional=True)


def _sources(record: Any, _: Audit) -> list[str]:
    cited = [source for citation in record.citations for source in (citation.source_id, citation.via_id) if source]
    return [*dict.fromkeys(cited)]


def _source_urls(record: Any, audit: Audit) -> list[str]:
    urls = [getattr(audit[source], "url", None) for source in _sources(record, audit) if source in audit]
    return [*dict.fromkeys(filter(None, urls))]


_CITED = "The documents that its citations quote, and the pages that reprint the words."

_DERIVED = {
    "id": [Column(name="description", description="The record in words.", get=lambda record, _: str(record))],
    "comparator": [_bound("lower", "lowest"), _bound("upper", "highest")],
    "citations": [
        Column(name="sources", description=_CITED, get=_sources, separator=SEPARATOR, refers_to=("sources",)),
        Column(name="source_urls", description="Their addresses, where known.", get=_source_urls, separator=SEPARATOR),
    ],
}
"""The columns that come from no field, by the field after which they follow."""
