"""The flat columns of each class of records, for formats that know only tables of plain values."""

import functools
from collections.abc import Callable, Iterator
from typing import Any

import attrs

from ..audit import Audit
from ..dataset import schema
from ..values import Attribution, Caveat, Citation, FieldShape, PartOf, Period, fields_of
from ..wording import label

SEPARATOR = "; "
"""Separates ids, terms and addresses in one cell; none of them can contain it."""

LINE = "\n"
"""Separates sentences in one cell."""

_MEMBERS: dict[type, tuple[str, str]] = {
    Attribution: ("{member}", "said_by published_in reported_by"),
    Caveat: ("{field}", "text"),
    Citation: ("citation_{member}", "source_id exact locator via_id"),
    PartOf: ("{field}", "measure_id"),
    Period: ("{field}_{member}", "start end label"),
}
"""How the columns of a value inside a record are named, and which of its fields are columns."""


@attrs.frozen(kw_only=True)
class Column:
    """A column of a table of records."""

    name: str
    description: str
    get: Callable[[Any, Audit], Any]
    """Returns the value or the values of a record; names and addresses come from the audit."""
    type: Any = str
    many: bool = False
    """Whether a cell has several values."""
    separator: str = SEPARATOR
    optional: bool = False
    """Whether a cell may be empty."""
    refers_to: tuple[str, ...] = ()
    """The ``Audit`` fields that have the records whose ids the values are."""

    def text(self, record: Any, audit: Audit) -> str:
        """Return the cell of a record as text."""
        value = self.get(record, audit)
        if self.many:
            return self.separator.join(value)
        text = "" if value is None else str(value)
        return text.lower() if isinstance(value, bool) else text


@functools.cache
def schema_definitions() -> dict[str, Any]:
    """Return the definitions of the JSON Schema, by class."""
    definitions: dict[str, Any] = schema()["$defs"]
    return definitions


def columns_of(cls: Any) -> list[Column]:
    """
    Return the columns of a class of records: each field, and what follows from it.

    An id is followed by the name of its record. Of the citations, there are the first one and the sources of all.
    """
    columns = []
    for field in fields_of(cls):
        column = _field_column(cls, field)
        for inner in _member_columns(column) if field.type in _MEMBERS else [column]:
            columns.append(inner)
            if inner.refers_to and not inner.many and "figures" not in inner.refers_to:  # Figures have no names.
                columns.append(_name_column(inner))
        columns += _DERIVED.get(field.name, ())
    return columns


def _field_column(cls: Any, field: FieldShape) -> Column:
    return Column(
        **field._asdict(),
        description=schema_definitions()[cls.__name__]["properties"][field.name]["description"],
        get=lambda record, _: getattr(record, field.name),
        separator=LINE if field.type is str and not field.refers_to else SEPARATOR,
    )


def _member_columns(column: Column) -> Iterator[Column]:
    """Yield the columns of the fields that the values of a column have."""
    name, members = _MEMBERS[column.type]
    for field in fields_of(column.type):
        if field.name in members.split():
            inner = _field_column(column.type, field)
            yield attrs.evolve(
                inner,
                name=name.format(field=column.name, member=field.name),
                description=f"{column.description} {inner.description}",
                get=functools.partial(_get_member, column, field.name),
                many=column.many and column.type is not Citation,
                optional=column.optional or field.optional,
            )


def _get_member(column: Column, name: str, record: Any, audit: Audit) -> Any:
    """Return what the value, all values, or of citations the first value of a column has in a field."""
    value = column.get(record, audit)
    if column.many and column.type is not Citation:
        return [getattr(item, name) for item in value]
    first = value[0] if column.many else value
    return None if first is None else getattr(first, name)


def _name_column(column: Column) -> Column:
    def get(record: Any, audit: Audit) -> str | None:
        target = column.get(record, audit)
        return label(audit[target]) if target in audit else None

    name = f"{column.name.removesuffix('_id')}_name"
    return Column(name=name, description=f"The name behind {column.name}.", get=get, optional=True)


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
        Column(name="sources", description=_CITED, get=_sources, many=True, refers_to=("sources",)),
        Column(name="source_urls", description="Their addresses, where known.", get=_source_urls, many=True),
    ],
}
"""The columns that come from no field, by the field after which they follow."""
