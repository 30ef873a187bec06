"""The classes as pydantic field types, although the library does not import pydantic."""

import json
from datetime import date
from typing import Any

import pytest

import uc_audit
from uc_audit import Audit, Figure, Finding, Source

pydantic = pytest.importorskip("pydantic", reason="pydantic is not installed")

FIGURE = "figure-notices-not-served-oig-24-46"


@pytest.mark.parametrize("kind", ["sources", "people", "measures", "figures", "findings", "quotes", "discrepancies"])
def test_round_trip(kind: str, audit: Audit) -> None:
    """Records are written like ``to_dict``, read back from JSON and plain data, and accepted as instances."""
    for record in getattr(audit, kind):
        adapter = pydantic.TypeAdapter(type(record))
        text = adapter.dump_json(record)
        assert json.loads(text) == uc_audit.to_dict(record)
        assert adapter.validate_json(text) == record
        assert adapter.validate_python(json.loads(text)) == record
        assert adapter.validate_python(adapter.dump_python(record)) == record
        assert adapter.validate_python(record) is record


def test_an_audit(audit: Audit) -> None:
    """A whole audit is a field type, too; problems between its records are pydantic errors."""
    adapter = pydantic.TypeAdapter(Audit)
    assert adapter.validate_json(uc_audit.to_json(audit)) == audit
    document = uc_audit.to_dict(audit) | {"sources": []}
    with pytest.raises(pydantic.ValidationError, match="report_id: found 'oig-24-46'"):
        adapter.validate_python(document)


def test_a_union(audit: Audit) -> None:
    """In a union, each record keeps its class; a class that has no records of its own is rejected."""
    records = [audit.figures[0], audit.findings[0], audit.sources[0]]
    adapter = pydantic.TypeAdapter(list[Figure | Finding | Source])
    assert adapter.validate_json(adapter.dump_json(records)) == records
    with pytest.raises(TypeError, match="not Record"):
        pydantic.TypeAdapter(uc_audit.Record)


def test_a_class_with_subclasses(audit: Audit) -> None:
    """Somebody's subclass does not take the class itself away from pydantic."""

    class Special(Figure):
        pass

    assert pydantic.TypeAdapter(Figure).validate_python(audit.figures[0]) is audit.figures[0]
    assert issubclass(Special, Figure)


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("value", "291000", ("value",)),
        ("value", True, ("value",)),
        ("value", 291000.0, ("value",)),
        ("value", -1, ("value",)),
        ("denominator", "8", ("denominator",)),
        ("comparator", "over", ("comparator",)),
        ("id", "Not a slug", ("id",)),
        ("as_of", {"start": 0, "end": "2024-05-31", "label": "May 2024"}, ("as_of", "start")),
        ("as_of", {"start": "20240501", "end": "2024-05-31", "label": "May 2024"}, ("as_of", "start")),
        ("as_of", {"start": "2024-06-01", "end": "2024-05-31", "label": "May 2024"}, ("as_of",)),
        ("citations", [], ("citations",)),
        ("color", "red", ("color",)),
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_refused(field: str, value: Any, place: tuple[str, ...], as_json: bool, audit: Audit) -> None:  # noqa: FBT001
    """Nothing is coerced: whatever ``from_dict`` rejects is a pydantic error with its place."""
    document = {**uc_audit.to_dict(audit[FIGURE]), field: value}
    adapter = pydantic.TypeAdapter(Figure)
    with pytest.raises(pydantic.ValidationError) as caught:
        adapter.validate_json(json.dumps(document)) if as_json else adapter.validate_python(document)
    assert [error["loc"] for error in caught.value.errors()] == [place]


def test_missing_key(audit: Audit) -> None:
    """Every key is required."""
    document = uc_audit.to_dict(audit[FIGURE])
    del document["caveats"]
    with pytest.raises(pydantic.ValidationError, match=r"caveats\n +Field required"):
        pydantic.TypeAdapter(Figure).validate_python(document)


def test_json_schema() -> None:
    """The JSON Schema has each field, and the terms of an enumeration."""
    schema = pydantic.TypeAdapter(Figure).json_schema()
    bundled = uc_audit.schema()["$defs"]
    assert schema["required"] == list(bundled["Figure"]["properties"])
    assert schema["$defs"]["Comparator"]["enum"] == bundled["Comparator"]["enum"]
    assert schema["$defs"]["Period"]["properties"]["start"] == {"format": "date", "title": "Start", "type": "string"}


def test_days_stay_days(audit: Audit) -> None:
    """In Python mode, pydantic returns the fields of a record unchanged."""
    period = pydantic.TypeAdapter(uc_audit.Period).dump_python(audit.get(FIGURE, Figure).as_of)
    assert (period["start"], period["label"]) == (date(2024, 5, 1), "May 2024")
