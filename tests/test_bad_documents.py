"""Invalid documents: each kind causes one error that lists every problem with its path."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

import uc_audit
from strategies import RECORDS
from uc_audit import Audit, DatasetError, SchemaVersionError

MISSING = object()
PERIOD = {"start": "2024-05-01", "end": "2024-05-31", "label": "May 2024"}
CITATION = {"source_id": "oig-24-46", "exact": "x", "prefix": None, "suffix": None, "locator": None, "via_id": None}
NOBODY = {"said_by": None, "published_in": None, "reported_by": None}


def organization(record_id: str, parent_id: str) -> dict[str, Any]:
    """Return an organization that is part of another one."""
    return {"id": record_id, "name": "a", "abbreviation": None, "parent_id": parent_id}


SHAPES: dict[str, tuple[Any, ...]] = {
    "text for a number": ("figures[0].value", "448000", ": found '448000', expected a whole number"),
    "true for an integer": ("figures[0].value", True, ": found true, expected a whole number"),
    "number for a text": ("figures[0].predicate", 7, ": found 7, expected a string"),
    "number for true or false": ("quotes[0].is_fragment", 1, ": found 1, expected true or false"),
    "null for a text": ("findings[0].title", None, ": found null, expected a string"),
    "null for a list": ("findings[0].topics", None, ": found null, expected a list"),
    "null for an object": ("figures[0].attribution", None, ": found null, expected an Attribution"),
    "object for a list": ("figures[0].citations", {}, ": found an object, expected a list"),
    "text for a list": ("findings[0].topics", "safety", ": found 'safety', expected a list"),
    "list for an object": ("sources[0].issued", [], ": found a list, expected a Period"),
    "text for a record": ("figures[1]", "figure", ": found 'figure', expected a Figure"),
    "list for a text": ("title", ["a"], ": found a list, expected a string"),
    "list for a text that may be null": ("figures[0].as_stated", [], ": found a list, expected a string"),
    "negative number": ("figures[0].value", -1, ": found -1, expected a whole number from 0 to"),
    "recommendation 0": ("recommendations[0].number", 0, ": found 0, expected a whole number from 1"),
    "integer beyond 2^53 - 1": ("figures[0].value", 2**53, ": found 9007199254740992, expected a whole number"),
    "integer below -(2^53 - 1)": ("figures[0].value", -(2**53), ": found -9007199254740992, expected"),
    "empty text": ("findings[0].statement", "", ": found '', expected a string that is not blank"),
    "blank text": ("findings[0].statement", " \n", r": found ' \n', expected a string that is not blank"),
    "lone surrogate in a key": ("sources[0]", lambda source: source | {"\udc00": 1}, r'["\udc00"]: found an unknown key'),
    "missing key": ("figures[0].unit", MISSING, ": found nothing, expected one of 'children'"),
    "missing key that may be null": ("figures[0].as_of", MISSING, ": found nothing, expected a Period or null"),
    "missing list": ("people", MISSING, ": found nothing, expected a list"),
    "missing key in a value": ("sources[0].issued", {"start": "2024-05-01", "end": "2024-05-31"}, ".label: found nothing, expected a string"),
    "unknown key": ("figures[0].zzz", 1, ": found an unknown key, expected only the keys of a Figure"),
    "unknown key like one that is there": ("titel", 1, ": found an unknown key, expected only the keys of an Audit"),
    "misspelled key": (
        "figures[0]",
        lambda figure: {"comparater" if key == "comparator" else key: value for key, value in figure.items()},
        ".comparater: found an unknown key, expected only the keys of a Figure; did you mean 'comparator'?",
        ".comparator: found nothing",
    ),
    "key that is not a word": ("figures[0]", lambda figure: figure | {"a-b": 1}, '["a-b"]: found an unknown key'),
    "very long key": ("figures[0]", lambda figure: figure | {"k" * 200: 1}, f'["{"k" * 57}..."]: found an unknown key'),
    "unknown key in a citation": ("figures[0].citations[0].page", 3, ": found an unknown key"),
    "bad enumeration value": ("figures[0].comparator", ">", ": found '>', expected one of 'exactly', 'more than'"),
    "misspelled enumeration value": ("figures[0].comparator", "more then", ": found 'more then', expected one of 'exactly', 'more than', 'at least', 'fewer than', 'at most', 'about'; did you mean 'more than'?"),
    "enumeration value in another case": ("findings[0].element", "Cause", ": found 'Cause', expected one of"),
    "number for an enumeration": ("sources[0].tier", 1, ": found 1, expected one of 'primary', 'secondary'"),
    "list for an enumeration": ("sources[0].tier", ["primary"], ": found a list, expected one of"),
    "bad topic": ("findings[0].topics", ["curt"], "[0]: found 'curt', expected one of"),
    "id that is no slug": ("figures[1].id", "Figure 1", ": found 'Figure 1', expected a slug"),
    "id that is too long": ("figures[1].id", "a" * 101, f": found '{'a' * 57}...', expected a slug"),
    "reference that is no slug": ("figures[0].measure_id", "ICE!", ": found 'ICE!', expected a slug"),
    "bad address": ("sources[0].url", "javascript:alert(1)", ": found 'javascript:alert(1)', expected an http or https address"),
    "bad data version": ("data_version", "v1", ": found 'v1', expected a version such as"),
    "date in another form": ("sources[0].issued", PERIOD | {"start": "08/19/2024"}, ".start: found '08/19/2024', expected a date"),
    "date without hyphens": ("sources[0].issued", PERIOD | {"start": "20240501"}, ".start: found '20240501', expected a date"),
    "date in other digits": ("sources[0].issued", PERIOD | {"start": "२०२४-05-01"}, r".start: found '\u0968\u0966\u0968\u096a-05-01'"),
    "day that does not exist": ("sources[0].issued", PERIOD | {"start": "2024-02-30"}, ".start: found '2024-02-30', expected a date"),
    "date with a time": ("sources[0].issued", PERIOD | {"start": "2024-05-01T00:00:00"}, ".start: found '2024-05-01T00:00:00'"),
    "number for a date": ("sources[0].issued", PERIOD | {"start": 2018}, ".start: found 2018, expected a date such as '2024-08-19'"),
    "denominator 0": ("figures[0].denominator", 0, ": found 0, expected a whole number from 1"),
    "citation without words": ("figures[0].citations[0].exact", None, ": found null, expected a string"),
    "older schema version": ("schema_version", 0, ": found 0, expected 1"),
    "text for the schema version": ("schema_version", "1", ": found '1', expected a whole number"),
    "record without a citation": ("findings[0].citations", [], ": found none, expected at least one"),
    "caveat without a citation": ("figures[0].caveats", [{"text": "x", "citations": []}], "[0].citations: found none, expected at least one"),
    "part without a citation": ("figures[0].part_of", {"measure_id": "a", "citations": []}, ".citations: found none, expected at least one"),
    "discrepancy of nothing": ("discrepancies[0].record_ids", [], ": found none, expected at least one"),
}  # fmt: skip
"""Documents that the schema rejects, too: the path of a value, its replacement, and the problems that follow below it."""

RELATIONS: dict[str, tuple[Any, ...]] = {
    "float for an integer": ("figures[0].value", 3.0, ": found 3.0, expected a whole number"),
    "lone surrogate": ("findings[0].title", "a\ud800", r": found 'a\ud800', expected a string that"),
    "id with a line end": ("figures[1].id", "figure-1\n", r": found 'figure-1\n', expected a slug"),
    "reference with a line end": ("findings[0].figure_ids", ["a\n"], r"[0]: found 'a\n', expected a slug"),
    "period that ends before it starts": ("sources[0].issued", PERIOD | {"end": "2024-04-30"}, ".end: found 2024-04-30, expected a day not before the start, 2024-05-01"),
    "denominator below the value": ("figures[0]", lambda figure: figure | {"value": 8, "denominator": 7}, ".denominator: found 7, expected at least"),
    "fewer than 0": ("figures[0]", lambda figure: figure | {"value": 0, "comparator": "fewer than"}, ".comparator: found 'fewer than', expected another comparator"),
    "part of itself": ("figures[0]", lambda figure: figure | {"part_of": {"measure_id": figure["measure_id"], "citations": [CITATION]}}, ".part_of.measure_id: found "),
    "attribution to nobody": ("findings[0].attribution", NOBODY, ".said_by: found null, expected at least one of"),
    "insertion that is not in the quote": ("quotes[0].insertions", ["(xyzzy)"], "[0]: found '(xyzzy)', expected a passage"),
    "id that repeats": ("figures", lambda figures: [figures[0], *figures], "[1].id: found 'figure-transferred-oig-24-46', the same as figures[0].id, expected a unique id"),
    "id that repeats in another kind": ("people", lambda people: [*people, people[0] | {"id": "ice"}], "[2].id: found 'ice', the same as organizations[2].id, expected a unique id"),
    "dangling reference": ("findings[0].figure_ids", ["figure-no-such"], "[0]: found 'figure-no-such', expected the id of one of the figures"),
    "reference to another kind": ("findings[0].quote_ids", ["ice"], "[0]: found 'ice', expected the id of one of the quotes"),
    "dangling citation": ("figures[0].citations", [CITATION, CITATION | {"source_id": "x"}], "[1].source_id: found 'x', expected the id of one of the sources"),
    "dangling citation in a caveat": ("figures[0].caveats", [{"text": "x", "citations": [CITATION, CITATION | {"via_id": "x"}]}], "[0].citations[1].via_id: found 'x', expected the id of one of the sources"),
    "dangling measure of a part": ("figures[0].part_of", {"measure_id": "x", "citations": [CITATION]}, ".measure_id: found 'x', expected the id of one of the measures"),
    "dangling report": ("report_id", "x", ": found 'x', expected the id of one of the sources"),
    "preferred figure of another measure": ("measures[0].preferred_id", "figure-notices-not-served-oig-24-46", ": found 'figure-notices-not-served-oig-24-46', expected a figure of this measure"),
    "two units of one measure": ("figures", lambda figures: [figures[0], figures[0] | {"id": "again", "unit": "officers"}, *figures[1:]], "[1].unit: found 'officers', expected 'children', like the measure's first figure"),
    "organizations in a circle": ("organizations", lambda organizations: [*organizations, organization("a", "b"), organization("b", "a")], "[3].parent_id: found 'b', expected an organization"),
    "organization in itself": ("organizations", lambda organizations: [*organizations, organization("a", "a")], "[3].parent_id: found 'a', expected an organization that is not a part of this one"),
}  # fmt: skip
"""Documents that the schema accepts: it does not express the rule, or the value counts as valid in JSON Schema."""

TABLE = SHAPES | RELATIONS


@pytest.fixture
def document(audit: Audit) -> Any:
    """The first record of each kind, and everything they refer to, as a new plain dictionary."""
    return uc_audit.to_dict(audit.subset(getattr(audit, kind)[0] for kind in RECORDS))


def damage(document: Any, path: str, value: Any) -> None:
    """Put a value at a path, or the result of a function of the value that is there."""
    *parents, last = [int(part) if part.isdigit() else part for part in re.findall(r"\w+", path)]
    for part in parents:
        document = document[part]
    document[last] = value(document[last]) if callable(value) else value
    if value is MISSING:
        del document[last]


def refused(text: Any) -> DatasetError:
    """Return the error for a text, or for a plain document written as JSON."""
    with pytest.raises(DatasetError) as caught:
        uc_audit.loads(text if isinstance(text, str | bytes) else json.dumps(text))
    return caught.value


@pytest.mark.parametrize("kind", TABLE)
def test_bad_document(document: Any, kind: str) -> None:
    """A bad document gives one error with the path of the problem, what was found and what was expected."""
    path, value, *expected = TABLE[kind]
    damage(document, path, value)

    problems = sorted(map(str, refused(document).problems))

    assert len(problems) == len(expected)
    for problem, start in zip(problems, expected, strict=True):
        assert problem.startswith(path + start)


@pytest.mark.parametrize("kind", TABLE)
def test_schema_and_reader_refuse_the_same(validator: Any, document: Any, kind: str) -> None:
    """The schema rejects every bad document whose shape is wrong."""
    path, value, *_ = TABLE[kind]
    damage(document, path, value)

    assert validator.is_valid(document) == (kind in RELATIONS)


@pytest.mark.parametrize("other", [None, "text", [], {}])
def test_not_a_dataset(other: Any) -> None:
    """Valid JSON that is nothing like a dataset is rejected."""
    assert refused(json.dumps(other)).problems[0].path in ("$", "schema_version")


def test_all_problems_at_once(document: Any) -> None:
    """Problems of every sort, anywhere in the document, are listed together."""
    document["figures"][0].update(value="12", comparator=">", extra=1)
    del document["figures"][0]["predicate"]
    document["figures"][0]["citations"] = [CITATION | {"source_id": "No slug"}]
    document["sources"][0]["issued"] = {"start": "2023-01-01", "end": 2022, "label": ""}
    document["findings"][0]["attribution"] = NOBODY
    document["audit"] = {}

    assert {problem.path for problem in refused(document).problems} == {
        "audit", "figures[0].citations[0].source_id", "figures[0].comparator", "figures[0].extra", "figures[0].predicate",
        "figures[0].value", "findings[0].attribution.said_by", "sources[0].issued.end", "sources[0].issued.label",
    }  # fmt: skip


def test_all_problems_between_records_at_once(document: Any) -> None:
    """If the records are individually valid, all problems between them are listed together, with suggestions."""
    document["sources"][1]["id"] = "oig-24-46"
    document["findings"][0]["recommendation_ids"] = ["recommendation-oig-24-46-3"]
    document["figures"][1]["unit"] = "officers"

    problems = {problem.path: problem.suggestion for problem in refused(document).problems}

    assert problems["findings[0].recommendation_ids[0]"] == "recommendation-oig-24-46-2"
    assert {"sources[1].id", "figures[1].unit"} <= problems.keys()


NOT_JSON: dict[str, tuple[str | bytes, str]] = {
    "blank": (" \n", "$: found the end of the text at line 2, column 1, expected JSON"),
    "truncated": ('{"schema_version": 1, "title": "a', "$: found '\"a' at line 1, column 32, expected JSON"),
    "two documents": ("{} {}", "$: found '{}' at line 1, column 4, expected JSON (Extra data)"),
    "byte-order mark": ("\ufeff{}", "$: found a byte-order mark, expected JSON without one"),
    "byte-order mark in bytes": (b"\xef\xbb\xbf{}", "$: found a byte-order mark, expected JSON without one"),
    "not UTF-8": ('{"a": "é"}'.encode("latin-1"), "$: found the byte 0xe9 at offset 7, expected UTF-8"),
    "lists 100,000 deep": ("[" * 100_000, "$: found lists and objects nested too deeply, expected at most 64"),
    "objects 100,000 deep": ('{"a":' * 100_000 + "1" + "}" * 100_000, "$: found lists and objects nested too deeply"),
    "nesting behind a text": ('["\\"]", ' + "[" * 70, "$: found lists and objects nested too deeply"),
    "brackets in a text": ('"' + "[" * 100 + '" x', "$: found 'x' at line 1"),
    "a text without an end": ('"' + "\\" * 1_000_000, "$: found "),
}  # fmt: skip


@pytest.mark.parametrize("kind", NOT_JSON)
def test_not_json(kind: str) -> None:
    """Text that is not JSON is rejected with the place of the error."""
    text, expected = NOT_JSON[kind]

    (problem,) = refused(text).problems

    assert str(problem).startswith(expected)


IN_PLACE: dict[str, tuple[str, str]] = {
    "NaN": ("NaN", "figures[0].value: found nan, expected a whole number"),
    "huge integer": ("1" * 5000, "figures[0].value: found inf, expected a whole number"),
    "nesting 65 deep": ("[" * 62 + "]" * 62, "$: found lists and objects nested too deeply, expected at most 64 levels"),
    "nesting 64 deep": ("[" * 61 + "]" * 61, "figures[0].value: found a list, expected a whole number"),
    "duplicate key": ('1, "value": 2', "figures[0].value: found a repeated key, expected each key only once"),
    "duplicate unknown key": ('1, "a b": 2, "a b": 2', 'figures[0]["a b"]: found a repeated key'),
}  # fmt: skip


@pytest.mark.parametrize("kind", IN_PLACE)
def test_not_json_in_place(document: Any, kind: str) -> None:
    """A token that Python's parser accepts but JSON does not have, or that the parser does not keep exact, is a problem."""
    token, expected = IN_PLACE[kind]
    document["figures"][0]["value"] = "HERE"

    problems = refused(json.dumps(document).replace('"HERE"', token)).problems

    assert str(problems[0]).startswith(expected)
    assert {problem.path for problem in problems} == {problems[0].path}


def test_newer_schema_version() -> None:
    """A newer schema version is rejected before anything else, and the message says to upgrade."""
    with pytest.raises(SchemaVersionError, match="found 2, expected at most 1; upgrade uc-audit") as caught:
        uc_audit.loads('{"schema_version": 2, "zzz": NaN}')

    assert len(caught.value.problems) == 1


@pytest.mark.parametrize("key", [1, None, "\udfff"])
def test_keys_that_json_cannot_have(key: Any) -> None:
    """A dictionary key that is not a valid JSON string is an unknown key."""
    with pytest.raises(DatasetError, match="found an unknown key"):
        uc_audit.from_dict({**organization("a", "b"), key: 1}, uc_audit.Organization)


# Files


@pytest.mark.parametrize("change", [b"[", b"\xff", {"schema_version": 9}, {"title": 5}, {"report_id": "no-such"}])
def test_errors_name_the_file(document: Any, tmp_path: Path, change: Any) -> None:
    """Whatever is wrong with a file, the error has its name."""
    path = tmp_path / "broken.json"
    path.write_bytes(change if isinstance(change, bytes) else json.dumps(document | change).encode())

    with pytest.raises(DatasetError, match=r"broken\.json has 1 problem:\n  ") as caught:
        uc_audit.read(path)

    assert caught.value.source == str(path)


@pytest.mark.parametrize(("name", "error"), [("none.json", FileNotFoundError), ("", IsADirectoryError)])
def test_operating_system_errors(tmp_path: Path, name: str, error: type[OSError]) -> None:
    """An error of the operating system is Python's own error, with the name of the file."""
    with pytest.raises(error) as caught:
        uc_audit.read(tmp_path / name)

    assert caught.value.filename == str(tmp_path / name)


# Size


def test_problems_are_capped() -> None:
    """At most a thousand problems are listed, however many there are."""
    assert len(refused(f'{{"figures": [{"{}," * 200}{{}}]}}').problems) == 1_000


def test_near_the_recursion_limit(document: Any) -> None:
    """A valid document is read, or Python's own error is raised, however few stack frames the caller has left."""

    def descend(frames: int) -> int:
        return descend(frames - 1) if frames else len(uc_audit.loads(text))

    text, outcomes = json.dumps(document), set()
    for frames in range(700, 1000, 20):
        try:
            outcomes.add(descend(frames))
        except RecursionError:
            outcomes.add(0)
    assert outcomes == {0, len(uc_audit.loads(text))}


def calls_for(text: str) -> int:
    """Count the function calls that it takes to reject a text."""
    calls: list[None] = []
    sys.setprofile(lambda *_: calls.append(None))
    try:
        refused(text)
    finally:
        sys.setprofile(None)
    return len(calls)


@pytest.mark.parametrize("parent", ["a{}", "b{}"], ids=["a chain", "dangling references"])
def test_work_is_linear(document: Any, parent: str) -> None:
    """The number of calls grows linearly with the number of organizations, not quadratically."""
    counts = []
    for size in (40, 40, 80, 160):  # Imports and caches of the first time do not count.
        document["organizations"] = [organization(f"a{number}", parent.format(number + 1)) for number in range(size)]
        counts.append(calls_for(json.dumps(document)))

    assert counts[3] - counts[2] <= 2.2 * (counts[2] - counts[1]) + 1_000
