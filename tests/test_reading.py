"""Plain data and JSON, there and back: without loss, according to the schema, and with another cattrs converter."""

import json
from collections.abc import Callable
from typing import Any

import attrs
import cattrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regenerate
import uc_audit
from strategies import RECORDS, VALUES, any_of, audits
from uc_audit import Audit, Citation, DatasetError, Figure, Organization, Period

CLASSES = [*RECORDS.values(), *VALUES]
ORGANIZATION = Organization(id="a", name="é")

untyped: Any = uc_audit  # Type checkers reject what some tests do.


@given(audits())
def test_audits_round_trip(audit: Audit) -> None:
    """Any audit is read back equal from its JSON, as a string and as bytes, and from its dictionary."""
    text = uc_audit.to_json(audit)

    assert uc_audit.loads(text) == audit
    assert uc_audit.loads(text.encode()) == audit
    assert uc_audit.from_dict(uc_audit.to_dict(audit)) == audit


@settings(max_examples=100)
@given(st.one_of([any_of(cls) for cls in CLASSES]))
def test_records_round_trip(record: Any) -> None:
    """Any record and any value inside one is read back equal from its dictionary and its JSON text."""
    assert uc_audit.from_dict(uc_audit.to_dict(record), type(record)) == record
    assert uc_audit.from_dict(json.loads(uc_audit.to_json(record, indent=None)), type(record)) == record


def test_many_records(audit: Audit) -> None:
    """A list of records is read as a tuple, and any iterable of records is written as a list."""
    documents = uc_audit.to_dict(figure for figure in audit.figures)

    assert isinstance(documents, list)
    assert uc_audit.from_dict(documents, Figure, many=True) == audit.figures
    assert json.loads(uc_audit.to_json(audit.figures)) == documents
    with pytest.raises(DatasetError, match=r"\$: found an object, expected a list"):
        uc_audit.from_dict(documents[0], Figure, many=True)


def test_dictionaries_are_plain(audit: Audit) -> None:
    """A dictionary has every field, in order, with JSON types only: enumerations and dates are strings."""
    document = uc_audit.to_dict(audit.figures[0])

    assert list(document) == [field.name for field in attrs.fields(Figure)]
    assert json.loads(json.dumps(document)) == document
    assert type(document["unit"]) is str
    assert type(document["topics"]) is list


@pytest.mark.parametrize(
    ("indent", "text"),
    [
        (None, '{"id":"a","name":"é","abbreviation":null,"parent_id":null}\n'),
        (1, '{\n "id": "a",\n "name": "é",\n "abbreviation": null,\n "parent_id": null\n}\n'),
    ],
)
def test_json_text(indent: int | None, text: str) -> None:
    """JSON text has no needless escapes, is compact without an indent, and ends with a line feed."""
    assert uc_audit.to_json(ORGANIZATION, indent=indent) == text


NOT_RECORDS = "records must be an audit, a record or an iterable of records, not"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: untyped.to_dict("text"), f"{NOT_RECORDS} 'text'"),
        (lambda: untyped.to_dict({}), f"{NOT_RECORDS} an object"),
        (lambda: untyped.to_dict([5]), f"{NOT_RECORDS} 5"),
        (lambda: untyped.to_json(None), f"{NOT_RECORDS} null"),
        (lambda: untyped.to_json(ORGANIZATION, indent=1.5), "indent must be a whole number of spaces or None, not 1.5"),
        (lambda: untyped.to_json(ORGANIZATION, indent=True), "indent must be a whole number of spaces or None, not true"),
        (lambda: untyped.loads(None), "text must be a str or bytes, not null"),
        (lambda: untyped.read(b"a"), "path must be a str or a path, not b'a'"),
        (lambda: untyped.read(0), "path must be a str or a path, not 0"),
        (lambda: untyped.from_dict({}, "Figure"), "record_class must be Audit or another class of this library, not 'Figure'"),
        (lambda: untyped.from_dict({}, Article), "record_class must be Audit or another class of this library, not <class"),
        (lambda: untyped.configure_converter(5), "converter must be a cattrs converter, not 5"),
    ],
)  # fmt: skip
def test_wrong_arguments(call: Callable[[], Any], message: str) -> None:
    """Anything that a function does not accept is a TypeError that names the argument."""
    with pytest.raises(TypeError, match=f"^{message}"):
        call()


@pytest.mark.parametrize("value", [(), {"id"}, object(), Period])
def test_values_that_json_cannot_have(value: Any) -> None:
    """Plain data has only JSON types; an object of any other type is a problem like any other."""
    with pytest.raises(DatasetError, match=r"\$: found .*, expected an Audit"):
        uc_audit.from_dict(value)
    with pytest.raises(DatasetError, match=r"name: found .*, expected a string"):
        uc_audit.from_dict({"id": "a", "name": value, "abbreviation": None, "parent_id": None}, Organization)


def test_references_of_a_single_record(audit: Audit) -> None:
    """A single record is read as strictly as an audit, except that its references cannot be checked."""
    document = uc_audit.to_dict(audit.figures[0])
    document["measure_id"] = "elsewhere"
    assert uc_audit.from_dict(document, Figure).measure_id == "elsewhere"

    document.update(value="1", citations=[])
    with pytest.raises(DatasetError) as caught:
        uc_audit.from_dict(document, Figure)
    assert [problem.path for problem in caught.value.problems] == ["value", "citations"]


# The schema


def test_generated_files_are_current() -> None:
    """The bundled files are what ``python tests/regenerate.py`` writes."""
    for name, text in regenerate.generated().items():
        assert (regenerate.DATA / name).read_text(encoding="utf-8") == text, name


def test_schema_is_valid(validator: Any, document: Any) -> None:
    """The schema is a JSON Schema (2020-12) that the bundled dataset matches, and is new on every call."""
    jsonschema.Draft202012Validator.check_schema(uc_audit.schema())
    assert uc_audit.schema()["$id"] == "urn:uc-audit:schema:1"
    assert list(validator.iter_errors(document)) == []
    assert uc_audit.schema() is not uc_audit.schema()


@given(audits())
def test_schema_accepts_every_audit(validator: Any, audit: Audit) -> None:
    """Whatever the library writes matches the schema."""
    assert list(validator.iter_errors(uc_audit.to_dict(audit))) == []


LEAVES: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just([]) | st.just({})
)


@settings(max_examples=50)
@given(st.data())
def test_any_damage_is_explained(validator: Any, data: st.DataObject) -> None:
    """Whatever replaces a value, the document is read without loss or rejected with its problems, and the schema agrees."""
    whole = uc_audit.to_dict(uc_audit.load().subset(["finding-cannot-monitor-all-oig-24-46"]))
    node: Any = whole
    key: Any = data.draw(st.sampled_from(list(node)))
    while isinstance(node[key], dict | list) and node[key] and data.draw(st.integers(0, 4)):
        node = node[key]
        key = data.draw(st.sampled_from(range(len(node)) if isinstance(node, list) else list(node)))
    node[key] = data.draw(LEAVES)

    problems: tuple[uc_audit.Problem, ...] = ()
    try:
        assert uc_audit.to_dict(uc_audit.from_dict(whole)) == whole
    except DatasetError as error:
        problems = error.problems
    assert all(problem.path and problem.found and problem.expected for problem in problems)
    assert problems or validator.is_valid(whole)


def test_schema_is_plain() -> None:
    """The schema has only keywords that type generators understand."""
    keywords: set[str] = set()

    def walk(schema: Any) -> None:
        keywords.update(schema)
        for inner in (*schema.get("properties", {}).values(), *schema.get("anyOf", ()), *schema.get("allOf", ())):
            walk(inner)
        if "items" in schema:
            walk(schema["items"])

    for definition in uc_audit.schema()["$defs"].values():
        walk(definition)
    structure = {"$ref", "additionalProperties", "allOf", "anyOf", "items", "properties", "required", "type"}
    limits = {"const", "contains", "enum", "format", "maxLength", "maximum", "minimum", "pattern"}
    assert keywords == structure | limits | {"description"}


# Another program's converter


@attrs.frozen
class Article:
    """Another program's class that contains records of this library."""

    headline: str
    figures: list[Figure]
    citation: Citation | None = None


@pytest.fixture
def converter() -> cattrs.Converter:
    """Another program's converter."""
    converter = cattrs.Converter()
    uc_audit.configure_converter(converter)
    return converter


def test_foreign_converter(audit: Audit, converter: cattrs.Converter) -> None:
    """A configured converter reads and writes records inside another program's classes."""
    article = Article("x", [*audit.figures[:2]], audit.figures[0].citations[0])
    document = converter.unstructure(article)

    assert document["figures"] == uc_audit.to_dict(audit.figures[:2])
    assert converter.structure(json.loads(json.dumps(document)), Article) == article
    assert converter.structure(uc_audit.to_dict(audit), Audit) == audit


def test_foreign_converter_is_strict(audit: Audit, converter: cattrs.Converter) -> None:
    """A configured converter rejects the same records as this library, with the same problems."""
    figure = {**uc_audit.to_dict(audit.figures[0]), "value": "5", "extra": 1}

    with pytest.raises(cattrs.ClassValidationError) as caught:
        converter.structure({"headline": "x", "figures": [figure]}, Article)
    (error,) = caught.value.exceptions
    while not isinstance(error, DatasetError):
        assert isinstance(error, ExceptionGroup)
        (error,) = error.exceptions
    assert [problem.path for problem in error.problems] == ["value", "extra"]


def test_foreign_classes_stay_theirs(converter: cattrs.Converter) -> None:
    """A configured converter treats the other program's own classes as before: it coerces their values."""
    assert converter.structure({"headline": 5, "figures": []}, Article).headline == "5"
