"""Arrow tables; ``tests/consumers`` tests what dataframes and query engines make of them."""

import csv
import io
from typing import Any

import pytest
from arro3.core import DataType

import uc_audit
from strategies import RECORDS
from uc_audit import Audit, Figure, Quote


def rows_of(table: Any) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries."""
    columns = {name: table[name].to_pylist() for name in table.column_names}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def as_text(value: Any, name: str) -> str:
    """Return a value as ``to_csv`` writes it."""
    if isinstance(value, list):
        return ("\n" if name in {"caveats", "insertions", "aliases"} else "; ").join(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("name", RECORDS)
def test_columns_and_cells_are_those_of_csv(audit: Audit, name: str) -> None:
    """A table of any records has the columns and, written as text, the cells of ``to_csv``; missing values are null."""
    records = getattr(audit, name)
    rows = rows_of(uc_audit.to_arrow(records))
    texts = [{name: as_text(value, name) for name, value in row.items()} for row in rows]

    assert texts == list(csv.DictReader(io.StringIO(uc_audit.to_csv(records), newline="")))
    assert "" not in [value for row in rows for value in row.values()]


def test_types(audit: Audit) -> None:
    """Numbers, days, booleans and lists have types of their own; only optional columns are nullable."""
    schema = uc_audit.to_arrow(audit.figures).schema
    types = {
        "value": DataType.int64(), "lower": DataType.int64(), "as_of_start": DataType.date32(),
        "comparator": DataType.string(), "said_by_name": DataType.string(),
    }  # fmt: skip

    assert {name: schema.field(name).type for name in types} == types
    assert uc_audit.to_arrow(audit.quotes).schema.field("is_fragment").type == DataType.bool()
    for name in ("topics", "caveats", "sources", "source_urls"):
        assert DataType.is_list(schema.field(name).type)
    for name in ("id", "description", "value", "unit", "topics", "caveats", "citation_source_id", "source_urls"):
        assert not schema.field(name).nullable
    for name in ("comparator", "lower", "denominator", "part_of", "period_start", "said_by", "said_by_name"):
        assert schema.field(name).nullable


def test_schema(audit: Audit) -> None:
    """Each column has a description, and the table names the class of its rows; an empty table has the same schema."""
    schema = uc_audit.to_arrow(audit.figures).schema

    assert schema.metadata_str == {"record_class": "Figure"}
    assert all(schema.field(name).metadata_str["description"] for name in schema.names)
    assert uc_audit.to_arrow((), record_class=Figure).schema == schema


@pytest.mark.parametrize(("names", "record_class", "message"), [
    ([], None, "records must be of one class, such as audit.figures, not an empty iterable without a record_class"),
    (["people", "quotes"], None, "records must be of one class, such as audit.figures, not Person and Quote"),
    (["figures"], Quote, "records must be Quote records, not a Figure"),
    ([], Audit, "record_class must be a record class"),
])  # fmt: skip
def test_records_without_a_table(audit: Audit, names: list[str], record_class: Any, message: str) -> None:
    """Records of no class, of several classes, or of a class other than the given one do not form a table."""
    with pytest.raises(TypeError, match=message):
        uc_audit.to_arrow([record for name in names for record in getattr(audit, name)], record_class=record_class)
