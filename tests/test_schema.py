"""The JSON Schema, and that nothing generated was forgotten."""

import json
from typing import Any

import jsonschema
import msgspec
import pytest

import regenerate
import uc_audit
from test_bad_documents import TABLE
from uc_audit import model

ONLY_THE_READER = {
    "period that ends before it starts",
    "denominator below the value",
    "part of itself",
    "insertion that is not in the quote",
    "id that repeats",
    "id that repeats in another kind",
    "retired id that is in use",
    "successor that is not there",
    "dangling reference",
    "reference to another kind",
    "dangling citation",
    "dangling citation of the audit",
    "dangling citation in a caveat",
    "unknown measure",
    "unknown successor",
    "organizations in a circle",
    "organization in itself",
    "lone surrogate",
    "float for an integer",
    "id with a line end",
}
"""What a schema cannot say: relations between fields and records, and what JSON Schema counts as an integer or a text."""


@pytest.fixture(scope="session")
def validator() -> Any:
    """A validator of the bundled schema."""
    return jsonschema.Draft202012Validator(uc_audit.schema(), format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("name", ["audit.json", "audit.schema.json", "SHA256SUMS"])
def test_nothing_generated_was_forgotten(name: str) -> None:
    """The data files are what ``python tests/regenerate.py`` writes."""
    assert (regenerate.DATA / name).read_text(encoding="utf-8") == regenerate.generated()[name]


def test_schema_is_valid() -> None:
    """The schema is a JSON Schema of 2020-12 with an id that has the schema version."""
    schema = uc_audit.schema()

    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:uc-audit:schema:{uc_audit.load().schema_version}"


def test_schema_is_new_at_every_call() -> None:
    """Whoever changes the dictionary does not change it for others."""
    uc_audit.schema().clear()

    assert uc_audit.schema()


def test_dataset_is_valid(validator: Any) -> None:
    """The bundled dataset is valid by the schema."""
    assert list(validator.iter_errors(json.loads(uc_audit.data_file().read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("kind", TABLE)
def test_bad_documents(validator: Any, document: Any, kind: str) -> None:
    """What the reader refuses by shape, the schema refuses too; what it cannot know is listed."""
    damage, _ = TABLE[kind]
    damage(document)

    assert validator.is_valid(document) == (kind in ONLY_THE_READER)


def test_every_field_is_described() -> None:
    """Every class, field and enumeration has a description."""
    for name, definition in uc_audit.schema()["$defs"].items():
        assert definition["description"], name
        for field, schema in definition.get("properties", {}).items():
            assert schema["description"], f"{name}.{field}"


def test_enumerations_are_complete() -> None:
    """The schema lists the values of every enumeration."""
    definitions = uc_audit.schema()["$defs"]
    for name in ("Topic", "Element", "Comparator", "Unit", "Status", "DiscrepancyKind"):
        assert sorted(definitions[name]["enum"]) == sorted(member.value for member in getattr(model, name))


def test_msgspec_reads_the_classes() -> None:
    """Msgspec decodes the bundled JSON straight into the classes, equal to ``load()``."""
    assert msgspec.json.decode(uc_audit.data_file().read_bytes(), type=model.Audit) == uc_audit.load()
