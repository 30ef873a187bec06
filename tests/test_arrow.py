"""Arrow tables; what dataframes and query engines make of them is in ``tests/consumers``."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from arro3.core import DataType
from hypothesis import given, settings
from hypothesis import strategies as st

import uc_audit
from strategies import RECORDS, any_of
from uc_audit import Audit, Comparator, Figure, Period, Quote


def rows_of(table: Any) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries."""
    columns = {name: table[name].to_pylist() for name in table.column_names}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def as_text(value: Any, name: str) -> str:
    """Return a value as ``to_csv`` writes it."""
    if isinstance(value, list):
        return ("\n" if name in {"caveats", "insertions", "aliases"} else "; ").join(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@settings(max_examples=100)
@given(st.one_of([any_of(cls) for cls in RECORDS.values()]))
def test_columns_and_cells_are_those_of_csv(record: Any) -> None:
    """A table of any records has the columns and, written as text, the cells of ``to_csv``."""
    rows = rows_of(uc_audit.to_arrow([record, record]))
    texts = [{name: as_text(value, name) for name, value in row.items()} for row in rows]

    assert texts == list(csv.DictReader(io.StringIO(uc_audit.to_csv([record, record]), newline="")))


def test_types(audit: Audit) -> None:
    """Numbers, days, booleans and lists have types of their own; what may be absent is nullable, and nothing else."""
    table = uc_audit.to_arrow(audit.figures)
    figures = {name: table.schema.field(name) for name in table.column_names}
    types = {
        "value": "int64",
        "lower": "int64",
        "as_of_start": "date32",
        "comparator": "string",
        "said_by_name": "string",
    }

    assert {name: figures[name].type for name in types} == {name: getattr(DataType, t)() for name, t in types.items()}
    assert uc_audit.to_arrow(audit.quotes).schema.field("is_fragment").type == DataType.bool()
    assert all(DataType.is_list(figures[name].type) for name in ("topics", "caveats", "sources", "source_urls"))
    for name in ("id", "description", "value", "unit", "topics", "caveats", "citation_source_id", "source_urls"):
        assert not figures[name].nullable
    for name in ("comparator", "lower", "denominator", "part_of", "period_start", "said_by", "said_by_name"):
        assert figures[name].nullable


def test_values(make_figure: Callable[..., Figure]) -> None:
    """Days are dates, terms are texts, what is absent is null, and several values are a list."""
    may = Period(start=date(2024, 5, 1), end=date(2024, 5, 31), label="May 2024")
    topics = (uc_audit.Topic.ADDRESS, uc_audit.Topic.GUIDANCE)
    figure = make_figure(value=291_000, comparator=Comparator.MORE_THAN, as_of=may, period=None, topics=topics)
    (row,) = rows_of(uc_audit.to_arrow(figure))

    assert (row["value"], row["lower"], row["upper"], row["comparator"]) == (291_000, 291_001, None, "more than")
    assert (row["as_of_start"], row["as_of_end"], row["period_start"]) == (may.start, may.end, None)
    assert (row["topics"], row["caveats"]) == (["address", "guidance"], [])


def test_schema(audit: Audit) -> None:
    """Each column has a description, and the table names the class of its rows; no records have the same schema."""
    table = uc_audit.to_arrow(audit.figures)

    assert table.schema.metadata_str == {"record_class": "Figure"}
    assert all(table.schema.field(name).metadata_str["description"] for name in table.column_names)
    assert uc_audit.to_arrow((), record_class=Figure).schema == table.schema


@pytest.mark.parametrize(("names", "record_class", "message"), [
    ([], None, "records must be of one class, such as audit.figures, not nothing without a record_class"),
    (["people", "quotes"], None, "records must be of one class, such as audit.figures, not Person and Quote"),
    (["figures"], Quote, "records must be Quote records, not a Figure"),
    ([], Audit, "record_class must be a class of records"),
])  # fmt: skip
def test_records_without_a_table(audit: Audit, names: list[str], record_class: Any, message: str) -> None:
    """Records of no class, of several, or of another one than is given have no table in common."""
    with pytest.raises(TypeError, match=message):
        uc_audit.to_arrow([record for name in names for record in getattr(audit, name)], record_class=record_class)
