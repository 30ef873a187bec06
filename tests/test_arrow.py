"""Arrow tables and Parquet files; what other projects make of them is in ``tests/consumers``."""

import csv
import io
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from arro3.core import DataType
from arro3.io import read_parquet
from hypothesis import given
from hypothesis import strategies as st

import strategies
import uc_audit
from uc_audit import Audit, Figure, MissingExtraError, Quote, Recommendation
from uc_audit.formats.columns import cell_text, columns_of
from uc_audit.model.audit import record_classes

CLASSES = record_classes()
COLUMNS: dict[Any, Any] = {cls: columns_of(cls) for cls in CLASSES.values()}


def fields_of(table: Any) -> dict[str, Any]:
    """Map the names of the columns to their fields."""
    return {name: table.schema.field(name) for name in table.column_names}


def rows_of(table: Any) -> list[dict[str, Any]]:
    """Give the rows of a table as dictionaries."""
    columns = {name: table[name].to_pylist() for name in table.column_names}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


@pytest.mark.parametrize("kind", CLASSES)
def test_the_columns_are_those_of_csv(audit: Audit, kind: str) -> None:
    """A table of any kind of record has the columns and, written as text, the cells of ``to_csv``."""
    records = getattr(audit, kind)
    table = uc_audit.to_arrow(records)
    columns = {column.name: column for column in columns_of(CLASSES[kind])}
    rows = [
        {
            name: columns[name].separator.join(value) if isinstance(value, list) else cell_text(value)
            for name, value in row.items()
        }
        for row in rows_of(table)
    ]

    assert rows == list(csv.DictReader(io.StringIO(uc_audit.to_csv(records))))
    assert len(table) == len(records)


def test_types(audit: Audit) -> None:
    """Numbers, days, booleans and lists have types of their own; what may be missing is nullable, nothing else is."""
    figures = fields_of(uc_audit.to_arrow(audit.figures))
    quotes = fields_of(uc_audit.to_arrow(audit.quotes))

    for name, kind in {
        "value": DataType.int64(),
        "denominator": DataType.int64(),
        "lower": DataType.int64(),
        "as_of_start": DataType.date32(),
        "comparator": DataType.string(),
    }.items():
        assert figures[name].type == kind
    assert quotes["is_fragment"].type == DataType.bool()
    assert DataType.is_list(figures["topics"].type)
    assert DataType.is_list(figures["caveats"].type)
    assert [name for name, field in figures.items() if not field.nullable] == [
        "id", "measure", "label", "value", "unit", "population", "topics", "caveats", "citation_source_id",
    ]  # fmt: skip


def test_values(audit: Audit) -> None:
    """Values are what the record has: days are dates, terms are texts, nothing is null, nothing to list is a list."""
    (row,) = rows_of(uc_audit.to_arrow(audit.get("figure-notices-not-served-politifact", Figure)))

    assert (row["value"], row["lower"], row["upper"], row["comparator"]) == (291_000, 291_001, None, ">")
    assert (row["as_of_start"], row["as_of_end"]) == (date(2024, 5, 1), date(2024, 5, 31))
    assert row["period_start"] is None
    assert row["topics"] == ["notice-to-appear"]


def test_metadata(audit: Audit) -> None:
    """Each column says what stands in it, and in which unit where it has one; the table says of which class its rows are."""
    table = uc_audit.to_arrow(audit.figures)
    fields = fields_of(table)
    units = {name: field.metadata_str.get("unit") for name, field in fields.items()}

    assert table.schema.metadata_str == {"record_class": "Figure"}
    assert all(field.metadata_str["description"] for field in fields.values())
    assert {name: unit for name, unit in units.items() if unit} == {
        **dict.fromkeys(("value", "lower", "upper", "denominator"), "as the column unit says"),
        **dict.fromkeys(("period_start", "period_end", "as_of_start", "as_of_end"), "day"),
    }
    numbers = uc_audit.to_arrow(audit.recommendations).schema.field("number").metadata_str
    assert numbers == {"description": "Its number in the report, from 1."}


@given(
    st.sampled_from(sorted(CLASSES)).flatmap(
        lambda kind: st.lists(strategies.whole(CLASSES[kind]), min_size=1, max_size=3)
    )
)
def test_any_records(records: list[Any]) -> None:
    """Any records become rows of one table, in order."""
    rows = rows_of(uc_audit.to_arrow(records))

    assert [row["id"] for row in rows] == [record.id for record in records]
    for record, row in zip(records, rows, strict=True):
        for column in COLUMNS[type(record)]:
            value = column.get(record)
            expected = [cell_text(item) for item in value] if column.many else value
            assert row[column.name] == expected


def test_no_records(audit: Audit) -> None:
    """No records are a table without rows where the class is named, and else there is no saying which columns it has."""
    empty = uc_audit.to_arrow(uc_audit.select(audit.figures, measure="no-such"), record_class=Figure)

    assert len(empty) == 0
    assert empty.schema == uc_audit.to_arrow(audit.figures).schema
    with pytest.raises(
        TypeError, match=r"holds records of one class, as in audit\.figures, not no records, and no record_class"
    ):
        uc_audit.to_arrow([])


def test_records_of_several_classes(audit: Audit) -> None:
    """Records of several classes, or of another one than was named, have no table in common."""
    with pytest.raises(TypeError, match=r"of one class, as in audit\.figures, not Source and Organization and Person"):
        uc_audit.to_arrow(audit)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"of one class, as in audit\.figures, not Person and Quote"):
        uc_audit.to_arrow([*audit.people, *audit.quotes])
    with pytest.raises(TypeError, match="expected records of Quote, not Figure"):
        uc_audit.to_arrow(audit.figures, record_class=Quote)
    for wrong in (Audit, object, "Figure"):
        with pytest.raises(TypeError, match="is not a class of records"):
            uc_audit.to_arrow((), record_class=wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected an audit, a record or records, not int"):
        uc_audit.to_arrow([1])  # type: ignore[list-item]


def test_parquet(audit: Audit, tmp_path: Path) -> None:
    """A Parquet file holds the same table, with its types and metadata, and is the same at every time."""
    paths = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    for path in paths:
        uc_audit.write_parquet(audit.figures, path)
    table = read_parquet(paths[0]).read_all()

    assert rows_of(table) == rows_of(uc_audit.to_arrow(audit.figures))
    assert table.schema.field("value").metadata_str["unit"] == "as the column unit says"
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_parquet_is_the_same_in_every_process(audit: Audit, tmp_path: Path) -> None:
    """Another process, with another seed of its hashes, writes the same bytes."""
    uc_audit.write_parquet(audit.figures, tmp_path / "here.parquet")
    code = "import sys, uc_audit; uc_audit.write_parquet(uc_audit.load().figures, sys.argv[1])"
    for seed in ("1", "2"):
        there = tmp_path / f"{seed}.parquet"
        subprocess.run([sys.executable, "-c", code, str(there)], env={"PYTHONHASHSEED": seed}, check=True)
        assert there.read_bytes() == (tmp_path / "here.parquet").read_bytes()


def test_an_unwritten_parquet_file(audit: Audit, tmp_path: Path) -> None:
    """What cannot be written leaves the old file as it was."""
    path = tmp_path / "figures.parquet"
    path.write_bytes(b"old")

    with pytest.raises(TypeError):
        uc_audit.write_parquet(audit.records, path)
    with pytest.raises(FileNotFoundError):
        uc_audit.write_parquet(audit.figures, tmp_path / "no" / "figures.parquet")
    assert path.read_bytes() == b"old"
    uc_audit.write_parquet((), path, record_class=Recommendation)
    assert path.read_bytes().startswith(b"PAR1")


@pytest.mark.parametrize("missing", ["arro3.core", "arro3.io"])
def test_without_the_extra(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Without the packages of the extra the error names it, and is an ImportError."""
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.delattr("arro3.io" if missing == "arro3.io" else "arro3.core", raising=False)

    with pytest.raises(ImportError, match=r"needs the extra 'arrow': pip install 'uc-audit\[arrow\]'") as caught:
        uc_audit.write_parquet(audit.figures, tmp_path / "figures.parquet")
    assert isinstance(caught.value, MissingExtraError)
    assert caught.value.extra == "arrow"
    assert not list(tmp_path.iterdir())
