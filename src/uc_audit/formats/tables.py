"""A dataset as the tables of a database: all ids, each kind of record, the links between records, and the citations."""

from collections.abc import Callable, Iterator
from operator import attrgetter, itemgetter
from typing import Any

import attrs

from ..dataset import schema
from ..model import Audit, Citation, RetiredId
from ..model.audit import parts_with_owners, record_classes
from ..model.integrity import references_of
from ..model.rules import RecordId, Slug, shape_of
from .columns import Column, described_columns
from .csv import lines_of


@attrs.frozen(kw_only=True)
class Table:
    """
    A table of a dataset.

    Attributes:
        name: Its name.
        description: What a row of it is.
        columns: Its columns.
        rows: What the columns take their values from.
        key: The names of the columns that tell one row from another, or none where a table has no such columns.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[Any, ...]
    key: tuple[str, ...] = ()


def tables_of(audit: Audit) -> Iterator[Table]:
    """Give the tables of a dataset."""
    yield _all_ids(audit)
    yield from _kinds(audit)
    yield _links(audit)
    yield _citations(audit)
    yield _own_fields(audit)
    yield _retired(audit)


def csv_files(audit: Audit) -> Iterator[tuple[str, str]]:
    """Give the name and the text of a CSV file for each table, also where it has no rows."""
    for table in tables_of(audit):
        yield f"{table.name}.csv", "".join(lines_of(table.columns, table.rows))


def _all_ids(audit: Audit) -> Table:
    columns = (
        _column("id", Slug, attrgetter("id"), "The id of a record."),
        _column("record_class", str, lambda record: type(record).__name__, "Its class."),
    )
    text = "The id and the class of every record."
    return Table(name="records", description=text, columns=columns, rows=audit.records, key=("id",))


def _own_fields(audit: Audit) -> Table:
    columns = tuple(c for c in described_columns(Audit) if not c.many and c.field != "citations")
    text = "The fields of the dataset itself, in one row."
    return Table(name="dataset", description=text, columns=columns, rows=(audit,))


def _retired(audit: Audit) -> Table:
    text = schema()["$defs"]["RetiredId"]["description"]
    columns = described_columns(RetiredId)
    return Table(name="retired_ids", description=text, columns=columns, rows=audit.retired_ids, key=("id",))


def _kinds(audit: Audit) -> Iterator[Table]:
    descriptions = schema()["$defs"]
    for name, cls in record_classes().items():
        # That an id is one of all ids is what makes it a thing that any link can lead to.
        own_id, *others = described_columns(cls)
        columns = (attrs.evolve(own_id, rules=shape_of(RecordId)[1]), *others)
        text = descriptions[cls.__name__]["description"]
        yield Table(name=name, description=text, columns=columns, rows=getattr(audit, name), key=("id",))


def _links(audit: Audit) -> Table:
    rows = []
    for record in audit.records:
        for path, target, rule in references_of(type(record), record):
            if "measures" not in rule.targets and "citations" not in path:
                field = ".".join(part for part in path if isinstance(part, str))
                position = path[-1] if isinstance(path[-1], int) else None
                rows.append((record.id, field, position, target))
    columns = (
        _column("record_id", RecordId, itemgetter(0), "The record that refers to another one."),
        _column("field", str, itemgetter(1), "The field in which it does, for example `figure_ids`."),
        _column("position", int | None, itemgetter(2), "The place in a field that is a list, from 0, or none."),
        _column("target_id", RecordId, itemgetter(3), "The record that it refers to."),
    )
    text = "Where one record refers to another, but for citations, a row each."
    return Table(name="links", description=text, columns=columns, rows=tuple(rows))


def _citations(audit: Audit) -> Table:
    rows = [
        (None if record is None else record.id, path, citation)
        for record, path, citation in parts_with_owners(audit, Citation)
    ]
    columns = (
        _column("record_id", RecordId | None, itemgetter(0), "The record that has it, or none: the audit itself."),
        _column("path", str, itemgetter(1), "Where in the record it stands, for example `caveats[0].citations[1]`."),
        *(attrs.evolve(column, get=_through(itemgetter(2), column.get)) for column in described_columns(Citation)),
    )
    text = schema()["$defs"]["Citation"]["description"]
    return Table(name="citations", description=text, columns=columns, rows=tuple(rows))


def _column(name: str, annotation: Any, get: Callable[[Any], Any], description: str) -> Column:
    innermost, rules, _, optional = shape_of(annotation)
    return Column(
        name=name, field=name, type=innermost, optional=optional, rules=rules, get=get, description=description
    )


def _through(first: Callable[[Any], Any], second: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda row: second(first(row))
