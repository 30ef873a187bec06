"""The example documents of each class, which are there for readers in other languages, too."""

import json
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest

import uc_audit
from uc_audit import DatasetError, model

EXAMPLES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in (Path(__file__).parent / "examples").glob("*.json")
}
GOOD = [
    pytest.param(name, each["document"], id=f"{name}: {each['why']}")
    for name in EXAMPLES
    for each in EXAMPLES[name]["good"]
]
BAD = [pytest.param(name, each, id=f"{name}: {each['why']}") for name in EXAMPLES for each in EXAMPLES[name]["bad"]]


def valid_by_schema(name: str, document: Any) -> bool:
    """Whether a document is valid by the schema of a class."""
    schema = {**uc_audit.schema(), "$ref": f"#/$defs/{name}"}
    formats = jsonschema.FormatChecker()
    return bool(jsonschema.Draft202012Validator(schema, format_checker=formats).is_valid(document))


def test_every_class_has_examples() -> None:
    """There are examples of each class that a document may hold, good and bad."""
    classes = {name for name in model.__all__ if attrs.has(getattr(model, name))} - {"Record"}

    assert set(EXAMPLES) == classes
    assert all(len(each["good"]) >= 2 and len(each["bad"]) >= 4 for each in EXAMPLES.values())


@pytest.mark.parametrize(("name", "document"), GOOD)
def test_good(name: str, document: Any) -> None:
    """A good document is valid by the schema, and read without loss."""
    assert valid_by_schema(name, document)
    assert uc_audit.to_dict(uc_audit.from_dict(document, getattr(uc_audit, name))) == document


@pytest.mark.parametrize(("name", "example"), BAD)
def test_bad(name: str, example: Any) -> None:
    """A bad document is refused with the paths that are written beside it, and by the schema unless only a reader can."""
    with pytest.raises(DatasetError) as caught:
        uc_audit.from_dict(example["document"], getattr(uc_audit, name))

    assert [problem.path for problem in caught.value.problems] == example["paths"]
    assert valid_by_schema(name, example["document"]) == (example["refused_by"] == "reader")
