"""Into plain data and JSON and back: without loss, by the schema, and with somebody else's cattrs converter."""

import json
from pathlib import Path
from typing import Any

import attrs
import cattrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import regenerate
import uc_audit
from strategies import RECORDS, VALUES, any_of, audits
from test_bad_documents import TABLE
from uc_audit import Audit, Citation, DatasetError, Figure, Organization, Period

FILES = ["audit.json", "audit.schema.json", "CRC32"]


def by_name(cls: Any) -> str:
    """Name a case by its class."""
    return str(cls.__name__)


@given(audits())
def test_audits_round_trip(audit: Audit) -> None:
    """Any audit is read back equal from its JSON text, as text and as bytes, and from its dictionary."""
    text = uc_audit.to_json(audit)

    assert uc_audit.loads(text) == audit
    assert uc_audit.loads(text.encode()) == audit
    assert uc_audit.from_dict(uc_audit.to_dict(audit)) == audit


@pytest.mark.parametrize("cls", [*RECORDS.values(), *VALUES], ids=by_name)
@given(data=st.data())
def test_records_round_trip(cls: Any, data: st.DataObject) -> None:
    """Any record and any value inside one is read back equal from its dictionary and its JSON text."""
    record = data.draw(any_of(cls))

    assert uc_audit.from_dict(uc_audit.to_dict(record), cls) == record
    assert uc_audit.from_dict(json.loads(uc_audit.to_json(record, indent=None)), cls) == record


def test_many_records(audit: Audit) -> None:
    """A list of records is read as a tuple, and written as a list, whatever iterable they come in."""
    documents = uc_audit.to_dict(figure for figure in audit.figures)

    assert isinstance(documents, list)
    assert uc_audit.from_dict(documents, Figure, many=True) == audit.figures
    assert json.loads(uc_audit.to_json(audit.figures)) == documents


def test_dictionaries_are_plain(audit: Audit) -> None:
    """A dictionary has every field, in order, with only what JSON has: enumerations and dates are texts."""
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
    """JSON text escapes nothing that it need not, is compact without an indent, and ends with a line end."""
    assert uc_audit.to_json(Organization(id="a", name="é"), indent=indent) == text


@pytest.mark.parametrize("indent", [1.5, "x", True])
def test_wrong_indents(indent: Any) -> None:
    """The number of spaces per level is a whole number."""
    with pytest.raises(TypeError, match="indent must be a whole number of spaces or None, not "):
        uc_audit.to_json(Organization(id="a", name="b"), indent=indent)


@pytest.mark.parametrize("value", [5, "text", {"a": 1}, {}, b"", [5], ["text"], None])
def test_only_records_are_written(value: Any) -> None:
    """Anything but a record or an iterable of records is a TypeError that names the argument."""
    for write in (uc_audit.to_dict, uc_audit.to_json):
        with pytest.raises(TypeError, match="records must be an audit, a record or an iterable of records, not"):
            write(value)


@pytest.mark.parametrize(
    ("function", "value"), [("loads", None), ("loads", 5), ("read", 5.0), ("read", b"a"), ("read", 0)]
)
def test_only_texts_and_paths_are_read(function: str, value: Any) -> None:
    """Anything but JSON text, and anything but a path, is a TypeError that names the argument."""
    with pytest.raises(TypeError, match=f"{'text' if function == 'loads' else 'path'} must be .*, not"):
        getattr(uc_audit, function)(value)


@pytest.mark.parametrize("value", [(), {"id"}, object(), b"{}", 1j, Period, -0.0])
def test_values_that_json_cannot_have(value: Any) -> None:
    """A plain document has only the types of JSON; an object of any other type is a problem like another."""
    with pytest.raises(DatasetError, match=r"\$: found .*, expected an Audit"):
        uc_audit.from_dict(value)
    with pytest.raises(DatasetError, match=r"name: found .*, expected a text"):
        uc_audit.from_dict({"id": "a", "name": value, "abbreviation": None, "parent_id": None}, Organization)


def test_references_of_a_single_record(audit: Audit) -> None:
    """A single record is read as strictly as an audit, but nobody knows to what its references lead."""
    document = uc_audit.to_dict(audit.figures[0])
    document["measure_id"] = "elsewhere"
    assert uc_audit.from_dict(document, Figure).measure_id == "elsewhere"

    document.update(value="1", citations=[])
    with pytest.raises(DatasetError) as caught:
        uc_audit.from_dict(document, Figure)
    assert [problem.path for problem in caught.value.problems] == ["value", "citations"]


def test_a_valid_document_is_read_near_the_recursion_limit(document: Any) -> None:
    """A valid document is not called too deep, however few frames the caller has left; Python's own error may come."""

    def descend(frames: int) -> Audit:
        return descend(frames - 1) if frames else uc_audit.loads(text)

    text = json.dumps(document)
    outcomes = set()
    for frames in range(700, 1000, 20):
        try:
            outcomes.add(len(descend(frames)))
        except RecursionError:
            outcomes.add(0)
    assert outcomes == {0, len(uc_audit.load())}


# The schema


@pytest.fixture(scope="module")
def validator() -> Any:
    """A validator of the bundled schema."""
    return jsonschema.Draft202012Validator(uc_audit.schema(), format_checker=jsonschema.FormatChecker())


ONLY_THE_READER = {
    "record without a citation",
    "caveat without a citation",
    "part without a citation",
    "discrepancy of nothing",
    "period that ends before it starts",
    "denominator below the value",
    "fewer than 0",
    "part of itself",
    "attribution to nobody",
    "insertion that is not in the quote",
    "id that repeats",
    "id that repeats in another kind",
    "dangling reference",
    "reference to another kind",
    "dangling citation",
    "dangling citation in a caveat",
    "dangling measure of a part",
    "dangling report",
    "preferred figure of another measure",
    "two units of one measure",
    "organizations in a circle",
    "organization in itself",
    "lone surrogate",
    "float for an integer",
    "id with a line end",
    "reference with a line end",
}
"""What a schema does not say: empty lists, relations between values, and what JSON Schema counts as an integer or text."""


@pytest.mark.parametrize("name", FILES)
def test_generated_files_are_current(name: str) -> None:
    """The bundled files are what ``python tests/regenerate.py`` writes."""
    assert (regenerate.DATA / name).read_text(encoding="utf-8") == regenerate.generated()[name]


def test_schema_is_valid(validator: Any, document: Any) -> None:
    """The schema is a JSON Schema of 2020-12 that the bundled dataset fits, new at every call."""
    jsonschema.Draft202012Validator.check_schema(uc_audit.schema())
    assert uc_audit.schema()["$id"] == "urn:uc-audit:schema:1"
    assert list(validator.iter_errors(document)) == []
    assert uc_audit.schema() is not uc_audit.schema()


@pytest.mark.parametrize("kind", TABLE)
def test_schema_and_reader_refuse_the_same(validator: Any, document: Any, kind: str) -> None:
    """The schema refuses every bad document whose shape is wrong."""
    damage, _ = TABLE[kind]
    damage(document)

    assert validator.is_valid(document) == (kind in ONLY_THE_READER)


@given(audits())
def test_schema_accepts_every_audit(validator: Any, audit: Audit) -> None:
    """Whatever the library writes fits the schema."""
    assert list(validator.iter_errors(uc_audit.to_dict(audit))) == []


LEAVES: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just([]) | st.just({})
)


@given(st.data())
def test_any_damage_is_explained(validator: Any, data: st.DataObject) -> None:
    """Whatever replaces a value: the document is read without loss, or refused with its problems; the schema agrees."""
    whole = uc_audit.to_dict(uc_audit.load())
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


@pytest.mark.parametrize("cls", [*RECORDS.values(), *VALUES, Audit], ids=by_name)
def test_schema_describes_every_field(cls: Any) -> None:
    """Every class and field has a description, every key is required, and there are no others."""
    definition = uc_audit.schema()["$defs"][cls.__name__]
    names = [field.name for field in attrs.fields(cls)]

    assert definition["description"]
    assert [name for name, schema in definition["properties"].items() if schema["description"]] == names
    assert (definition["required"], definition["additionalProperties"]) == (names, False)


def test_schema_describes_every_term() -> None:
    """Every enumeration lists its values and says what each means."""
    definitions = uc_audit.schema()["$defs"]
    for cls in (uc_audit.Topic, uc_audit.Comparator, uc_audit.DiscrepancyKind, uc_audit.Unit):
        definition = definitions[cls.__name__]
        assert definition["enum"] == [member.value for member in cls]
        assert all(f"\n`{member.value}`: " in definition["description"] for member in cls)


def test_schema_is_plain() -> None:
    """The schema has only keywords that generators of types understand."""
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
    limits = {"const", "enum", "format", "maxLength", "maximum", "minimum", "pattern"}
    assert keywords == structure | limits | {"description"}


# Somebody else's converter


@attrs.frozen
class Article:
    """A class of another program that has records of this library in it."""

    headline: str
    figures: list[Figure]
    citation: Citation | None = None


@pytest.fixture(params=[False, True], ids=["lenient", "forbid_extra_keys"])
def converter(request: pytest.FixtureRequest) -> cattrs.Converter:
    """A converter of another program."""
    converter = cattrs.Converter(forbid_extra_keys=request.param)
    uc_audit.configure_converter(converter)
    return converter


def test_foreign_converter(audit: Audit, converter: cattrs.Converter) -> None:
    """A configured converter reads and writes records inside the classes of another program."""
    article = Article("x", [*audit.figures[:2]], audit.figures[0].citations[0])
    document = converter.unstructure(article)

    assert document["figures"] == uc_audit.to_dict(audit.figures[:2])
    assert converter.structure(json.loads(json.dumps(document)), Article) == article
    assert converter.structure(uc_audit.to_dict(audit), Audit) == audit
    assert converter.structure({"headline": "x", "figures": []}, Article) == Article("x", [])


def test_foreign_converter_is_strict(audit: Audit, converter: cattrs.Converter) -> None:
    """A configured converter refuses in records what this library refuses, with the same problems."""
    figure = {**uc_audit.to_dict(audit.figures[0]), "value": "5", "extra": 1}

    with pytest.raises(cattrs.ClassValidationError) as caught:
        converter.structure({"headline": "x", "figures": [figure]}, Article)
    (error,) = caught.value.exceptions
    while not isinstance(error, DatasetError):
        assert isinstance(error, ExceptionGroup)
        (error,) = error.exceptions
    assert [problem.path for problem in error.problems] == ["value", "extra"]


@pytest.mark.parametrize("cls", [5, "Figure", dict, int, None, Article])
def test_only_classes_of_records_are_read(cls: Any) -> None:
    """Anything but a class of this library is a TypeError that names the argument."""
    with pytest.raises(TypeError, match="record_class must be Audit or another class of this library, not"):
        uc_audit.from_dict({}, cls)


def test_foreign_classes_stay_theirs(converter: cattrs.Converter) -> None:
    """A configured converter treats the other program's own classes as before: it coerces their values."""
    assert converter.structure({"headline": 5, "figures": []}, Article).headline == "5"


def test_only_converters_are_configured(tmp_path: Path) -> None:
    """Anything but a converter is a TypeError that names the argument."""
    with pytest.raises(TypeError, match="converter must be a cattrs converter, not"):
        uc_audit.configure_converter(tmp_path)  # type: ignore[arg-type]
