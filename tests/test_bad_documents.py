"""Documents that are not valid: each kind gives one error that lists every problem with its path."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import uc_audit
from uc_audit import DatasetError, DatasetWarning, SchemaVersionError, UcAuditError, dataset, explain, jsontext
from uc_audit.explain import problems_of
from uc_audit.model import wording

Damage = Callable[[Any], object]


def put(path: str, value: Any) -> Damage:
    """Make what sets the value at a path such as ``figures.0.value``."""

    def damage(document: Any) -> None:
        *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        for part in parents:
            document = document[part]
        document[last] = value

    return damage


def drop(path: str) -> Damage:
    """Make what deletes the key at a path."""

    def damage(document: Any) -> None:
        *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        for part in parents:
            document = document[part]
        del document[last]

    return damage


def rename(path: str, name: str) -> Damage:
    """Make what renames the key at a path."""

    def damage(document: Any) -> None:
        *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        for part in parents:
            document = document[part]
        document[name] = document.pop(last)

    return damage


TABLE: dict[str, tuple[Damage, list[str]]] = {
    "text for a number": (
        put("figures.0.value", "448000"),
        ["figures[0].value: found '448000', expected a whole number"],
    ),
    "float for an integer": (put("figures.0.value", 3.0), ["figures[0].value: found 3.0, expected a whole number"]),
    "true for an integer": (put("figures.0.value", value=True), ["figures[0].value: found true"]),
    "number for a text": (put("figures.0.label", 7), ["figures[0].label: found 7, expected a text"]),
    "number for true or false": (put("quotes.0.is_fragment", 1), ["quotes[0].is_fragment: found 1, expected true or"]),
    "null for a text": (put("findings.0.title", None), ["findings[0].title: found null, expected a text"]),
    "null for a list": (put("findings.0.topics", None), ["findings[0].topics: found null, expected a list"]),
    "null for an object": (
        put("figures.0.attribution", None),
        ["figures[0].attribution: found null, expected an Attrib"],
    ),
    "object for a list": (put("figures.0.citations", {}), ["figures[0].citations: found an object, expected a list"]),
    "text for a list": (put("findings.0.topics", "safety"), ["findings[0].topics: found 'safety', expected a list"]),
    "list for an object": (put("scope", []), ["scope: found a list, expected a Period"]),
    "text for a record": (put("figures.21", "figure"), ["figures[21]: found 'figure', expected a Figure"]),
    "list for a text": (put("title", ["a"]), ["title: found a list, expected a text"]),
    "negative number": (put("figures.0.value", -1), ["figures[0].value: found -1, expected a whole number from 0"]),
    "integer beyond 2^53 - 1": (put("figures.0.value", 2**53), ["figures[0].value: found 9007199254740992"]),
    "integer below -(2^53 - 1)": (put("figures.0.value", -(2**53)), ["figures[0].value: found -9007199254740992"]),
    "empty text": (
        put("findings.0.statement", ""),
        ["findings[0].statement: found '', expected a text that is not emp"],
    ),
    "blank text": (put("findings.0.statement", " \n"), [r"findings[0].statement: found ' \n'"]),
    "lone surrogate": (
        put("findings.0.title", "a\ud800"),
        [r"findings[0].title: found 'a\ud800', expected a text without"],
    ),
    "lone surrogate in a key": (
        put("sources.0.\udc00", 1),
        [r"""sources[0]["\udc00"]: found the key '\udc00', expected a text"""],
    ),
    "missing key": (drop("figures.0.unit"), ["figures[0].unit: found nothing, expected one of 'children'"]),
    "missing key that may be null": (
        drop("figures.0.as_of"),
        ["figures[0].as_of: found nothing, expected a Period or"],
    ),
    "missing list": (drop("retired_ids"), ["retired_ids: found nothing, expected a list"]),
    "missing key in a value": (drop("scope.label"), ["scope.label: found nothing, expected a text"]),
    "unknown key": (put("figures.0.zzz", 1), ["figures[0].zzz: found an unknown key, expected no such key"]),
    "unknown key like one that is there": (put("note", 1), ["note: found an unknown key, expected no such key"]),
    "misspelt key": (
        rename("figures.0.comparator", "comparater"),
        ["figures[0].comparater: found an unknown key, expected 'comparator'", "figures[0].comparator: found nothing"],
    ),
    "key that is not a word": (put("figures.0.a-b", 1), ['figures[0]["a-b"]: found an unknown key']),
    "unknown key in a citation": (
        put("people.0.citations.1.page", 3),
        ["people[0].citations[1].page: found an unknown"],
    ),
    "bad enumeration value": (
        put("figures.3.comparator", "~~"),
        ["figures[3].comparator: found '~~', expected one of '='"],
    ),
    "enumeration value in another case": (put("findings.0.element", "Cause"), ["findings[0].element: found 'Cause'"]),
    "number for an enumeration": (put("sources.0.tier", 1), ["sources[0].tier: found 1, expected one of 'primary'"]),
    "list for an enumeration": (put("sources.0.tier", ["primary"]), ["sources[0].tier: found a list"]),
    "bad topic": (put("findings.0.topics.0", "curt"), ["findings[0].topics[0]: found 'curt', expected one of"]),
    "id that is no slug": (put("figures.21.id", "Figure 1"), ["figures[21].id: found 'Figure 1', expected a slug"]),
    "id with a line end": (
        put("figures.21.id", "figure-1\n"),
        [r"figures[21].id: found 'figure-1\n', expected a slug"],
    ),
    "reference that is no slug": (
        put("figures.0.attribution.said_by", "ICE!"),
        ["figures[0].attribution.said_by: found"],
    ),
    "bad address": (
        put("sources.0.url", "javascript:alert(1)"),
        ["sources[0].url: found 'javascript:alert(1)', expect"],
    ),
    "bad digest": (put("sources.0.sha256", "ABC"), ["sources[0].sha256: found 'ABC', expected 64 lower-case"]),
    "bad data version": (put("data_version", "v1"), ["data_version: found 'v1', expected a version such as"]),
    "date in another form": (put("date_issued", "08/19/2024"), ["date_issued: found '08/19/2024', expected a date"]),
    "date without hyphens": (put("date_issued", "20240819"), ["date_issued: found '20240819', expected a date"]),
    "day that does not exist": (put("date_issued", "2024-02-30"), ["date_issued: found '2024-02-30', expected a date"]),
    "date with a time": (put("date_issued", "2024-08-19T00:00:00"), ["date_issued: found '2024-08-19T00:00:00'"]),
    "number for a date": (put("scope.start", 2018), ["scope.start: found 2018, expected a date"]),
    "period that ends before it starts": (
        put("scope.end", "2018-09-30"),
        ["scope.end: found 2018-09-30, expected a day"],
    ),
    "denominator below the value": (
        put("figures.12.denominator", 0),
        ["figures[12].denominator: found 0, expected at lea"],
    ),
    "fewer than none": (
        lambda d: d["figures"][17].update(value=0, comparator="<"),
        ["figures[17].comparator: found '<', expected another one"],
    ),
    "part of itself": (
        put("figures.0.part_of", "children-transferred"),
        ["figures[0].part_of: found 'children-transfe"],
    ),
    "prefix without a passage": (put("people.0.citations.1.prefix", "a"), ["people[0].citations[1].prefix: found 'a'"]),
    "insertion that is not in the quote": (
        put("quotes.0.insertions.0", "(x)"),
        ["quotes[0].insertions[0]: found '(x)'"],
    ),
    "record without a citation": (
        put("findings.0.citations", []),
        ["findings[0].citations: found none, expected at least"],
    ),
    "caveat without a citation": (
        put("figures.2.caveats.0.citations", []),
        ["figures[2].caveats[0].citations: found no"],
    ),
    "audit without a citation": (put("citations", []), ["citations: found none, expected at least one"]),
    "discrepancy of nothing": (
        put("discrepancies.0.record_ids", []),
        ["discrepancies[0].record_ids: found none, expected at least"],
    ),
    "id that repeats": (
        put("figures.21.id", "figure-transferred-oig-24-46"),
        ["figures[21].id: found 'figure-transferred-oig-24-46', which figures[0].id has already"],
    ),
    "id that repeats in another kind": (
        put("figures.21.id", "ice"),
        ["figures[21].id: found 'ice', which organizations[2]"],
    ),
    "retired id that is in use": (
        put("retired_ids", [{"id": "ice", "successor_id": None, "reason": "x"}]),
        ["retired_ids[0].id: found 'ice', which organizations[2].id has already"],
    ),
    "successor that is not there": (
        put("retired_ids", [{"id": "old", "successor_id": "new", "reason": "x"}]),
        ["retired_ids[0].successor_id: found 'new', expected the id of a record in the dataset"],
    ),
    "dangling reference": (
        put("findings.1.figure_ids.0", "figure-transferred-oig-24-64"),
        [
            "findings[1].figure_ids[0]: found 'figure-transferred-oig-24-64', expected the id of a figure in the dataset; "
        ],
    ),
    "reference to another kind": (put("findings.1.figure_ids.0", "ice"), ["findings[1].figure_ids[0]: found 'ice'"]),
    "dangling citation": (
        put("figures.0.citations.0.source_id", "x"),
        ["figures[0].citations[0].source_id: found 'x'"],
    ),
    "dangling citation of the audit": (
        put("citations.0.source_id", "x"),
        ["citations[0].source_id: found 'x', expected"],
    ),
    "dangling citation in a caveat": (
        put("figures.2.caveats.0.citations.0.source_id", "x"),
        ["figures[2].caveats[0].citations[0].source_id: found 'x'"],
    ),
    "unknown measure": (
        put("figures.0.part_of", "x"),
        ["figures[0].part_of: found 'x', expected the measure of a figure"],
    ),
    "unknown successor": (put("superseded_by", "x"), ["superseded_by: found 'x', expected the id of a source"]),
    "organizations in a circle": (put("organizations.0.parent_id", "ice"), ["organizations[0].parent_id: found 'ice'"]),
    "organization in itself": (put("organizations.0.parent_id", "dhs"), ["organizations[0].parent_id: found 'dhs'"]),
    "older schema version": (put("schema_version", 0), ["schema_version: found 0, expected 1"]),
    "text for the schema version": (put("schema_version", "1"), ["schema_version: found '1', expected a whole number"]),
}


def loads(document: Any) -> uc_audit.Audit:
    """Read a plain document as a dataset."""
    return uc_audit.loads(json.dumps(document))


@pytest.mark.parametrize("kind", TABLE)
def test_bad_document(document: Any, kind: str) -> None:
    """A bad document gives one error with the path of the problem, what was found and what was expected."""
    damage, expected = TABLE[kind]
    damage(document)

    with pytest.raises(DatasetError) as caught:
        loads(document)

    problems = [str(problem) for problem in caught.value.problems]
    assert [start for start in expected if not any(problem.startswith(start) for problem in problems)] == []
    assert len(problems) == len(expected)


@pytest.mark.parametrize("document_of_another_kind", [None, True, 1, 1.5, "text", [], {}])
def test_not_a_dataset(document_of_another_kind: Any) -> None:
    """Valid JSON that is nothing like a dataset is refused."""
    with pytest.raises(DatasetError) as caught:
        loads(document_of_another_kind)

    assert caught.value.problems[0].path in ("$", "schema_version")


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [
        ("figures.7", 5, "figures[7]"),
        ("figures.7", {}, "figures[7]"),
        ("figures.7.id", 5, "figures[7].id"),
        ("people", {}, "people"),
        ("figures.7.measure", None, "figures[7].measure"),
    ],
)
def test_what_follows_from_a_problem_is_none(document: Any, place: str, value: Any, path: str) -> None:
    """Where the id of a record cannot be read, nobody knows which references to records of its kind dangle."""
    put(place, value)(document)

    with pytest.raises(DatasetError) as caught:
        loads(document)

    assert {problem.path.startswith(path) for problem in caught.value.problems} == {True}


def test_all_problems_at_once(document: Any) -> None:
    """Problems of every sort, anywhere in the document, even within one record, are listed together."""
    document["figures"][3].update(value="12", comparator="~~", extra=1)
    del document["figures"][3]["label"]
    document["figures"][3]["citations"][0]["source_id"] = "nowhere"
    document["figures"][21]["id"] = "ice"
    document["scope"] = {"start": "2023-01-01", "end": "2022-01-01", "label": ""}
    document["findings"][14]["quote_ids"] = ["quote-no-such"]
    document["audit"] = {}

    with pytest.raises(DatasetError) as caught:
        loads(document)

    assert sorted(problem.path for problem in caught.value.problems) == [
        "audit",
        "figures[21].id",
        "figures[3].citations[0].source_id",
        "figures[3].comparator",
        "figures[3].extra",
        "figures[3].label",
        "figures[3].value",
        "findings[14].quote_ids[0]",
        "scope.end",
        "scope.label",
    ]


NOT_JSON: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "$: found the end of the text at line 1, column 1, expected JSON"),
    "blank": (" \n", "$: found the end of the text at line 2, column 1, expected JSON"),
    "truncated": ('{"schema_version": 1, "title": "a', "$: found "),
    "cut after a comma": ('{"schema_version": 1,', "$: found the end of the text at line 1, column 22"),
    "two documents": ("{} {}", "$: found '{}' at line 1, column 4, expected JSON (Extra data)"),
    "single quotes": ("{'a': 1}", "$: found"),
    "comment": ('{"a": 1} // b', "$: found '// b' at line 1, column 10"),
    "line end in a text": ('{"a": "\n"}', "$: found"),
    "byte-order mark": ("\ufeff{}", "$: found a byte-order mark, expected JSON without one"),
    "byte-order mark in bytes": (b"\xef\xbb\xbf{}", "$: found a byte-order mark, expected JSON without one"),
    "not UTF-8": ('{"a": "é"}'.encode("latin-1"), "$: found the byte 0xe9 at offset 7, expected UTF-8"),
    "UTF-16": ('{"a": 1}'.encode("utf-16"), "$: found the byte 0xff at offset 0, expected UTF-8"),
    "surrogate in bytes": (b'"\xed\xa0\x80"', "$: found the byte 0xed at offset 1, expected UTF-8"),
    "nesting 100,000 deep": (
        "[" * 100_000 + "]" * 100_000,
        "$: found lists and objects too deep, expected at most 64 lev",
    ),
    "objects 100,000 deep": ('{"a":' * 100_000 + "1" + "}" * 100_000, "$: found lists and objects too deep"),
    "nesting without an end": ("[" * 100_000, "$: found "),
}


@pytest.mark.parametrize("kind", NOT_JSON)
def test_not_json(kind: str) -> None:
    """What is no JSON text is refused with the place where it breaks off."""
    text, expected = NOT_JSON[kind]

    with pytest.raises(DatasetError) as caught:
        uc_audit.loads(text)

    assert str(caught.value.problems[0]).startswith(expected)


def test_keys_that_stand_once_are_no_problem(document: Any) -> None:
    """Of an object with a repeated key, only that key is a problem."""
    text = json.dumps(document).replace('"title": ', '"title": "x", "title": ', 1)

    with pytest.raises(DatasetError) as caught:
        uc_audit.loads(text)

    assert [str(problem) for problem in caught.value.problems] == [
        "title: found the key more than once, expected each key once"
    ]


IN_PLACE: dict[str, tuple[str, list[str]]] = {
    "NaN": ("NaN", ["figures[0].value: found NaN, expected a number that JSON knows"]),
    "Infinity": ("-Infinity", ["figures[0].value: found -Infinity, expected a number that JSON knows"]),
    "huge integer": (
        "1" * 5000,
        ["figures[0].value: found 111111111111111111111111111111111111111111111111111111111..., expected a number"],
    ),
    "huge float": ("1e999", ["figures[0].value: found inf, expected a whole number"]),
    "nesting 70 deep": (
        "[" * 70 + "]" * 70,
        ["figures[0].value" + "[0]" * 61 + ": found lists and objects too deep", "figures[0].value: found a list"],
    ),
    "duplicate key": (
        '1, "value": 2, "label": "a", "label": "b"',
        ["figures[0].value: found the key more than once", "figures[0].label: found the key more than once"],
    ),
}


@pytest.mark.parametrize("kind", IN_PLACE)
def test_not_json_in_place(document: Any, kind: str) -> None:
    """What Python's reader lets pass and JSON does not know is refused with its path."""
    token, expected = IN_PLACE[kind]
    document["figures"][0]["value"] = "HERE"

    with pytest.raises(DatasetError) as caught:
        uc_audit.loads(json.dumps(document).replace('"HERE"', token))

    problems = [str(problem) for problem in caught.value.problems]
    assert len(problems) >= len(expected)
    assert [start for start in expected if not any(problem.startswith(start) for problem in problems)] == []


@pytest.mark.parametrize("lenient", [False, True])
def test_newer_schema_version(*, lenient: bool) -> None:
    """A newer schema version is refused before anything else, and the message says to upgrade."""
    with pytest.raises(
        SchemaVersionError, match="schema_version: found 2, expected at most 1; upgrade uc-audit"
    ) as caught:
        uc_audit.loads('{"schema_version": 2, "zzz": NaN}', lenient=lenient)

    assert len(caught.value.problems) == 1


def test_lenient_leaves_out_unknown_keys(document: Any, audit: uc_audit.Audit) -> None:
    """Leniently read, unknown keys are left out at every level, each with a warning that has its path."""
    document["extra"] = 1
    document["figures"][2]["caveats"][0]["citations"][0]["page"] = {"deep": []}

    with pytest.warns(DatasetWarning) as caught:
        read = uc_audit.loads(json.dumps(document), lenient=True)

    assert read == audit
    assert [str(warning.message).split(":")[0] for warning in caught] == [
        "extra",
        "figures[2].caveats[0].citations[0].page",
    ]


def test_lenient_warns_of_so_many_keys(monkeypatch: pytest.MonkeyPatch, document: Any) -> None:
    """Of very many unknown keys so many are named, as problems are."""
    monkeypatch.setattr(dataset, "MOST_PROBLEMS", 3)
    document["sources"][0].update(dict.fromkeys("abcde"))
    with pytest.warns(uc_audit.DatasetWarning) as caught:
        uc_audit.loads(json.dumps(document), lenient=True)

    assert [str(warning.message).partition(":")[0] for warning in caught] == [
        *(f"sources[0].{key}" for key in "abc"),
        "2 more keys were left out",
    ]


def test_a_file_is_read_leniently_only_on_demand(document: Any, audit: uc_audit.Audit, tmp_path: Path) -> None:
    """Unknown keys in a file are problems, unless they are to be left out."""
    path = tmp_path / "extra.json"
    path.write_text(json.dumps({**document, "extra": 1}), encoding="utf-8")

    with pytest.raises(DatasetError, match="extra: found an unknown key"):
        uc_audit.read(path)
    with pytest.warns(DatasetWarning, match="extra: left out, since this library does not know it"):
        assert uc_audit.read(path, lenient=True) == audit


@pytest.mark.parametrize(
    "reads",
    [
        lambda path: uc_audit.read(path, lenient=True),
        lambda path: uc_audit.loads(path.read_bytes(), lenient=True),
    ],
    ids=["read", "loads"],
)
def test_warnings_show_the_line_that_reads(document: Any, tmp_path: Path, reads: Callable[[Path], object]) -> None:
    """A warning about an unknown key has the caller's own line, whichever function reads."""
    path = tmp_path / "extra.json"
    path.write_text(json.dumps({**document, "extra": 1}), encoding="utf-8")

    with pytest.warns(DatasetWarning) as caught:
        reads(path)

    assert [warning.filename for warning in caught] == [__file__]


@pytest.mark.parametrize("token", ["NaN", '{"a": 1, "a": 2}', '"\\ud800"', "9" * 400, "[" * 80 + "]" * 80])
def test_lenient_does_not_forgive_what_is_not_json(document: Any, token: str) -> None:
    """What stands under an unknown key has to be JSON all the same."""
    document["extra"] = "HERE"

    with pytest.raises(DatasetError, match="extra"):
        uc_audit.loads(json.dumps(document).replace('"HERE"', token), lenient=True)


def test_lenient_is_strict_otherwise(document: Any) -> None:
    """Leniently read, a wrong type or a dangling reference is still an error."""
    document["extra"] = 1
    document["figures"][0]["value"] = "12"
    document["scope"] = 3
    document["people"] = {}

    with pytest.warns(DatasetWarning), pytest.raises(DatasetError) as caught:
        uc_audit.loads(json.dumps(document), lenient=True)

    assert {"figures[0].value", "scope", "people"} <= {problem.path for problem in caught.value.problems}


def test_a_file_is_named_in_the_error(tmp_path: Path) -> None:
    """An error about a file names the file and counts the problems."""
    path = tmp_path / "broken.json"
    path.write_text('{"schema_version": 1}', encoding="utf-8")

    with pytest.raises(DatasetError, match=r"broken\.json has 18 problems:\n  data_version: found nothing") as caught:
        uc_audit.read(path)

    assert caught.value.source == str(path)


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize("text", ["[]", "[", "\ufeff", b"\xff", "[" * 100_000, '{"schema_version": 9}', "[NaN]"])
def test_every_error_of_a_file_names_it(tmp_path: Path, text: str | bytes, *, lenient: bool) -> None:
    """Whatever is wrong, and however it is read, the error knows the file."""
    path = tmp_path / "broken.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(DatasetError) as caught:
        uc_audit.read(path, lenient=lenient)

    assert caught.value.source == str(path)


def test_an_error_is_a_value_error() -> None:
    """A caller that knows nothing of this library catches ValueError; one that does catches the root."""
    with pytest.raises(ValueError, match="The document has 1 problem:"):
        uc_audit.loads("")
    with pytest.raises(UcAuditError):
        uc_audit.loads("")


def test_what_the_system_refuses(tmp_path: Path) -> None:
    """A file that is not there and a folder give Python's own errors."""
    with pytest.raises(FileNotFoundError):
        uc_audit.read(tmp_path / "none.json")
    with pytest.raises(IsADirectoryError):
        uc_audit.read(tmp_path)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission gives Python's own error, also where the tests run as root."""
    path = tmp_path / "secret.json"
    path.write_text("{}", encoding="utf-8")
    path.chmod(0)
    real_open = open

    def refusing_open(file: Any, *args: Any, **kwargs: Any) -> Any:
        if str(file) == str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return real_open(file, *args, **kwargs)

    monkeypatch.setattr("builtins.open", refusing_open)
    with pytest.raises(PermissionError):
        uc_audit.read(path)


def test_suggestions_end(document: Any) -> None:
    """However many references dangle, only the first ones are given a nearest id: time stays linear."""
    document["findings"][1]["figure_ids"] = ["figure-pages-oig-24-64"] * 2000
    pairs = (1 + len("figure-pages-oig-24-64")) * sum(len(figure["id"]) for figure in document["figures"])

    with pytest.raises(DatasetError) as caught:
        loads(document)

    assert len(caught.value.problems) == 2000
    assert sum("did you mean" in problem.expected for problem in caught.value.problems) == 10_000_000 // pairs


LEAVES: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just([]) | st.just({})
)


@given(st.data())
def test_any_damage_is_explained(data: st.DataObject) -> None:
    """Whatever is put in whatever place of the dataset, it is read, or refused with at least one problem."""
    whole = uc_audit.to_dict(uc_audit.load())
    node: Any = whole
    key: Any = data.draw(st.sampled_from(list(node)))
    while isinstance(node[key], dict | list) and node[key] and data.draw(st.integers(0, 4)):
        node = node[key]
        key = data.draw(st.sampled_from(range(len(node)) if isinstance(node, list) else list(node)))
    node[key] = data.draw(LEAVES)

    problems = problems_of(whole, uc_audit.Audit)

    if problems:
        with pytest.raises(DatasetError) as caught:
            uc_audit.from_dict(whole)
        assert {problem.path for problem in caught.value.problems} <= {problem.path for problem in problems}
        assert all(problem.path and problem.found and problem.expected for problem in problems)
    else:
        assert uc_audit.to_dict(uc_audit.from_dict(whole)) == whole


def test_details_of_problems(monkeypatch: pytest.MonkeyPatch, document: Any) -> None:
    """What is small in an error: a key that is no text, a key like no other, two conflicts, the first of many problems."""
    for wrong, text in (
        ({1: 2}, "found the key 1, expected a text"),
        ({"zz": 1}, "found an unknown key, expected no such key"),
    ):
        with pytest.raises(DatasetError, match=text):
            uc_audit.from_dict(wrong, uc_audit.Organization)
    figure = {**document["figures"][0], "value": "x", "part_of": document["figures"][0]["measure"]}
    with pytest.raises(DatasetError) as caught:
        uc_audit.from_dict(figure, uc_audit.Figure)
    assert [problem.path for problem in caught.value.problems] == ["value", "part_of"]
    monkeypatch.setattr(explain, "MOST_PROBLEMS", 2)
    with pytest.raises(DatasetError) as caught:
        uc_audit.from_dict([{}, {}, {}], uc_audit.RetiredId, many=True)
    assert [problem.path for problem in caught.value.problems] == ["[0].id", "[0].successor_id", "[0].reason"]


def test_a_dangling_reference_in_a_file(document: Any, tmp_path: Path) -> None:
    """The error names the file, also where each record is well by itself."""
    document["findings"][0]["figure_ids"] = ["figure-no-such"]
    path = tmp_path / "audit.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(DatasetError) as caught:
        uc_audit.read(path)
    assert caught.value.source == str(path)


@pytest.mark.parametrize(
    ("text", "path", "found"),
    [
        ("NaN", "$", "NaN"),
        ("9007199254740991", "$", "9007199254740991"),
        ("-9007199254740991", "$", "-9007199254740991"),
        ("9007199254740992", "$", "9007199254740992"),
    ],
)
def test_numbers_at_the_edge(text: str, path: str, found: str) -> None:
    """The largest and the least number that JSON knows are numbers, if not records."""
    with pytest.raises(DatasetError) as caught:
        uc_audit.loads(text)

    assert [(problem.path, problem.found) for problem in caught.value.problems] == [(path, found)]
    is_number = text.lstrip("-") == "9007199254740991"
    assert ("JSON" in caught.value.problems[0].expected) is not is_number


def test_nothing_but_json_is_written() -> None:
    """What is no JSON is never written."""
    with pytest.raises(ValueError, match="Out of range"):
        jsontext.dump({"a": float("nan")})


class Odd:
    """A stranger's object."""

    def __repr__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Odd(), "an Odd"),
        (2**60 - 1, str(2**60 - 1)),
        (2**60, "a huge whole number"),
        (b"a" * 500, f"b'{'a' * 115}..."),
        ("\u00e9" * 500, ("'" + "\\xe9" * 57)[:117] + "..."),
        ("a" * 500, f"'{'a' * 57}...'"),
    ],
)
def test_values_in_words(value: object, words: str) -> None:
    """Whatever it is, a few words say it."""
    assert wording.shorten(value) == words


def test_articles() -> None:
    """The article fits the sound, as far as the letter tells."""
    assert (wording.with_article("Xylophone"), wording.with_article("Audit")) == ("a Xylophone", "an Audit")
