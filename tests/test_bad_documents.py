"""Documents that are not valid: each kind gives one error that lists every problem with its path."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count, repeat
from pathlib import Path
from typing import Any

import pytest

import uc_audit
from uc_audit import DatasetError, SchemaVersionError

Damage = Callable[[Any], object]

PERIOD = {"start": "2024-05-01", "end": "2024-05-31", "label": "May 2024"}
CITATION = {"source_id": "oig-24-46", "exact": "x", "prefix": None, "suffix": None, "locator": None, "via_id": None}
NOBODY = {"said_by": None, "published_in": None, "reported_by": None}


def _parent_of(document: Any, path: str) -> tuple[Any, Any]:
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in parents:
        document = document[part]
    return document, last


def put(path: str, value: Any) -> Damage:
    """Return a function that sets the value at a path such as ``figures.0.value``."""

    def damage(document: Any) -> None:
        parent, last = _parent_of(document, path)
        parent[last] = value

    return damage


def drop(path: str) -> Damage:
    """Return a function that deletes the key at a path."""

    def damage(document: Any) -> None:
        parent, last = _parent_of(document, path)
        del parent[last]

    return damage


def rename(path: str, name: str) -> Damage:
    """Return a function that renames the key at a path."""

    def damage(document: Any) -> None:
        parent, last = _parent_of(document, path)
        parent[name] = parent.pop(last)

    return damage


def issued(**changes: Any) -> Damage:
    """Return a function that changes when the first source was issued."""
    return put("sources.0.issued", {**PERIOD, **changes})


def cite(**changes: Any) -> Damage:
    """Return a function that changes the citations of the first figure."""
    return put("figures.0.citations", [CITATION, {**CITATION, **changes}])


def caveat(*citations: Any) -> Damage:
    """Return a function that gives the first figure a caveat."""
    return put("figures.0.caveats", [{"text": "x", "citations": list(citations)}])


def part_of(measure_id: str, *citations: Any) -> Damage:
    """Return a function that makes the first figure count a part of a measure."""
    return put("figures.0.part_of", {"measure_id": measure_id, "citations": list(citations)})


def id_in_another_kind(document: Any) -> None:
    """Add a person who has the id of an organization."""
    document["people"].append({**document["people"][0], "id": document["organizations"][0]["id"]})


def another_kind(document: Any) -> None:
    """Let a reference to quotes lead to an organization."""
    document["findings"][0]["quote_ids"] = [document["organizations"][0]["id"]]


def part_of_itself(document: Any) -> None:
    """Make the first figure count a part of its own measure."""
    part_of(document["figures"][0]["measure_id"], CITATION)(document)


def prefer_another(document: Any) -> None:
    """Make the first measure prefer a figure of another one."""
    measure = document["measures"][0]
    measure["preferred_id"] = next(f["id"] for f in document["figures"] if f["measure_id"] != measure["id"])


def two_units(document: Any) -> None:
    """Add a second figure of the first one's measure, in another unit."""
    first = document["figures"][0]
    unit = "officers" if first["unit"] != "officers" else "children"
    document["figures"].insert(1, {**first, "id": "figure-again", "unit": unit})


TABLE: dict[str, tuple[Damage, list[str]]] = {
    "text for a number": (put("figures.0.value", "448000"), ["figures[0].value: found '448000', expected a whole number"]),
    "float for an integer": (put("figures.0.value", 3.0), ["figures[0].value: found 3.0, expected a whole number"]),
    "true for an integer": (put("figures.0.value", value=True), ["figures[0].value: found true, expected a whole number"]),
    "number for a text": (put("figures.0.predicate", 7), ["figures[0].predicate: found 7, expected a text"]),
    "number for true or false": (put("quotes.0.is_fragment", 1), ["quotes[0].is_fragment: found 1, expected true or false"]),
    "null for a text": (put("findings.0.title", None), ["findings[0].title: found null, expected a text"]),
    "null for a list": (put("findings.0.topics", None), ["findings[0].topics: found null, expected a list"]),
    "null for an object": (put("figures.0.attribution", None), ["figures[0].attribution: found null, expected an Attribution"]),
    "object for a list": (put("figures.0.citations", {}), ["figures[0].citations: found an object, expected a list"]),
    "text for a list": (put("findings.0.topics", "safety"), ["findings[0].topics: found 'safety', expected a list"]),
    "list for an object": (put("sources.0.issued", []), ["sources[0].issued: found a list, expected a Period"]),
    "text for a record": (put("figures.1", "figure"), ["figures[1]: found 'figure', expected a Figure"]),
    "list for a text": (put("title", ["a"]), ["title: found a list, expected a text"]),
    "list for a text that may be null": (put("figures.0.as_stated", []), ["figures[0].as_stated: found a list, expected a text"]),
    "negative number": (put("figures.0.value", -1), ["figures[0].value: found -1, expected a whole number from 0 to"]),
    "recommendation 0": (put("recommendations.0.number", 0), ["recommendations[0].number: found 0, expected a whole number from 1"]),
    "integer beyond 2^53 - 1": (put("figures.0.value", 2**53), ["figures[0].value: found 9007199254740992, expected"]),
    "integer below -(2^53 - 1)": (put("figures.0.value", -(2**53)), ["figures[0].value: found -9007199254740992, expected"]),
    "empty text": (put("findings.0.statement", ""), ["findings[0].statement: found '', expected a text that is not blank"]),
    "blank text": (put("findings.0.statement", " \n"), [r"findings[0].statement: found ' \n', expected a text that is not blank"]),
    "lone surrogate": (put("findings.0.title", "a\ud800"), [r"findings[0].title: found 'a\ud800', expected a text that"]),
    "lone surrogate in a key": (put("sources.0.\udc00", 1), [r'sources[0]["\udc00"]: found an unknown key']),
    "missing key": (drop("figures.0.unit"), ["figures[0].unit: found nothing, expected one of 'children'"]),
    "missing key that may be null": (drop("figures.0.as_of"), ["figures[0].as_of: found nothing, expected a Period or null"]),
    "missing list": (drop("people"), ["people: found nothing, expected a list"]),
    "missing key in a value": (put("sources.0.issued", {"start": "2024-05-01", "end": "2024-05-31"}), ["sources[0].issued.label: found nothing, expected a text"]),
    "unknown key": (put("figures.0.zzz", 1), ["figures[0].zzz: found an unknown key, expected no other keys than those of a Figure"]),
    "unknown key like one that is there": (put("titel", 1), ["titel: found an unknown key, expected no other keys than those of an Audit"]),
    "misspelt key": (
        rename("figures.0.comparator", "comparater"),
        ["figures[0].comparater: found an unknown key, expected no other keys than those of a Figure; did you mean 'comparator'?", "figures[0].comparator: found nothing"],
    ),
    "key that is not a word": (put("figures.0.a-b", 1), ['figures[0]["a-b"]: found an unknown key']),
    "very long key": (put(f"figures.0.{'k' * 200}", 1), [f'figures[0]["{"k" * 57}..."]: found an unknown key']),
    "unknown key in a citation": (put("figures.0.citations.0.page", 3), ["figures[0].citations[0].page: found an unknown key"]),
    "bad enumeration value": (put("figures.0.comparator", ">"), ["figures[0].comparator: found '>', expected one of 'exactly', 'more than'"]),
    "misspelt enumeration value": (
        put("figures.0.comparator", "more then"),
        ["figures[0].comparator: found 'more then', expected one of 'exactly', 'more than', 'at least', 'fewer than', 'at most', 'about'; did you mean 'more than'?"],
    ),
    "enumeration value in another case": (put("findings.0.element", "Cause"), ["findings[0].element: found 'Cause', expected one of"]),
    "number for an enumeration": (put("sources.0.tier", 1), ["sources[0].tier: found 1, expected one of 'primary', 'secondary'"]),
    "list for an enumeration": (put("sources.0.tier", ["primary"]), ["sources[0].tier: found a list, expected one of"]),
    "bad topic": (put("findings.0.topics", ["curt"]), ["findings[0].topics[0]: found 'curt', expected one of"]),
    "id that is no slug": (put("figures.1.id", "Figure 1"), ["figures[1].id: found 'Figure 1', expected a slug"]),
    "id with a line end": (put("figures.1.id", "figure-1\n"), [r"figures[1].id: found 'figure-1\n', expected a slug"]),
    "id that is too long": (put("figures.1.id", "a" * 101), [f"figures[1].id: found '{'a' * 57}...', expected a slug"]),
    "reference that is no slug": (put("figures.0.measure_id", "ICE!"), ["figures[0].measure_id: found 'ICE!', expected a slug"]),
    "reference with a line end": (put("findings.0.figure_ids", ["a\n"]), [r"findings[0].figure_ids[0]: found 'a\n', expected a slug"]),
    "bad address": (put("sources.0.url", "javascript:alert(1)"), ["sources[0].url: found 'javascript:alert(1)', expected an http or https address"]),
    "bad data version": (put("data_version", "v1"), ["data_version: found 'v1', expected a version such as"]),
    "date in another form": (issued(start="08/19/2024"), ["sources[0].issued.start: found '08/19/2024', expected a date"]),
    "date without hyphens": (issued(start="20240501"), ["sources[0].issued.start: found '20240501', expected a date"]),
    "date in other digits": (issued(start="२०२४-05-01"), ["sources[0].issued.start: found '\\u0968\\u0966\\u0968\\u096a-05-01'"]),
    "day that does not exist": (issued(start="2024-02-30"), ["sources[0].issued.start: found '2024-02-30', expected a date"]),
    "date with a time": (issued(start="2024-05-01T00:00:00"), ["sources[0].issued.start: found '2024-05-01T00:00:00'"]),
    "number for a date": (issued(start=2018), ["sources[0].issued.start: found 2018, expected a date such as '2024-08-19'"]),
    "period that ends before it starts": (issued(end="2024-04-30"), ["sources[0].issued.end: found 2024-04-30, expected a day not before the start, 2024-05-01"]),
    "denominator 0": (put("figures.0.denominator", 0), ["figures[0].denominator: found 0, expected a whole number from 1"]),
    "denominator below the value": (lambda d: d["figures"][0].update(value=8, denominator=7), ["figures[0].denominator: found 7, expected at least"]),
    "fewer than 0": (lambda d: d["figures"][0].update(value=0, comparator="fewer than"), ["figures[0].comparator: found 'fewer than', expected another one"]),
    "part of itself": (part_of_itself, ["figures[0].part_of.measure_id: found "]),
    "citation without words": (cite(exact=None), ["figures[0].citations[1].exact: found null, expected a text"]),
    "attribution to nobody": (put("findings.0.attribution", NOBODY), ["findings[0].attribution.said_by: found nobody, expected at least one of"]),
    "insertion that is not in the quote": (put("quotes.0.insertions", ["(xyzzy)"]), ["quotes[0].insertions[0]: found '(xyzzy)', expected a passage"]),
    "record without a citation": (put("findings.0.citations", []), ["findings[0].citations: found none, expected at least one"]),
    "caveat without a citation": (caveat(), ["figures[0].caveats[0].citations: found none, expected at least one"]),
    "part without a citation": (part_of("a"), ["figures[0].part_of.citations: found none, expected at least one"]),
    "discrepancy of nothing": (put("discrepancies.0.record_ids", []), ["discrepancies[0].record_ids: found none, expected at least one"]),
    "id that repeats": (lambda d: d["figures"].append(d["figures"][0]), ["figures["]),
    "id that repeats in another kind": (id_in_another_kind, ["people["]),
    "dangling reference": (
        put("findings.0.figure_ids", ["figure-no-such"]),
        ["findings[0].figure_ids[0]: found 'figure-no-such', expected the id of one of the figures"],
    ),
    "reference to another kind": (another_kind, ["findings[0].quote_ids[0]: found "]),
    "dangling citation": (cite(source_id="x"), ["figures[0].citations[1].source_id: found 'x', expected the id of one of the sources"]),
    "dangling citation in a caveat": (caveat(CITATION, {**CITATION, "via_id": "x"}), ["figures[0].caveats[0].citations[1].via_id: found 'x', expected the id of one of the sources"]),
    "dangling measure of a part": (part_of("x", CITATION), ["figures[0].part_of.measure_id: found 'x', expected the id of one of the measures"]),
    "dangling report": (put("report_id", "x"), ["report_id: found 'x', expected the id of one of the sources"]),
    "preferred figure of another measure": (prefer_another, ["measures[0].preferred_id: found "]),
    "two units of one measure": (two_units, ["figures[1].unit: found "]),
    "organizations in a circle": (
        lambda d: d["organizations"].extend({"id": a, "name": "x", "abbreviation": None, "parent_id": b} for a, b in ("ab", "ba")),
        ["organizations["],
    ),
    "organization in itself": (lambda d: d["organizations"][0].update(parent_id=d["organizations"][0]["id"]), ["organizations[0].parent_id: found "]),
    "older schema version": (put("schema_version", 0), ["schema_version: found 0, expected 1"]),
    "text for the schema version": (put("schema_version", "1"), ["schema_version: found '1', expected a whole number"]),
}  # fmt: skip


def refused(text: Any) -> DatasetError:
    """Return the error that a text gives, or the JSON text of a plain document."""
    with pytest.raises(DatasetError) as caught:
        uc_audit.loads(text if isinstance(text, str | bytes) else json.dumps(text))
    return caught.value


@pytest.mark.parametrize("kind", TABLE)
def test_bad_document(document: Any, kind: str) -> None:
    """A bad document gives one error with the path of the problem, what was found and what was expected."""
    damage, expected = TABLE[kind]
    damage(document)

    problems = [str(problem) for problem in refused(document).problems]

    assert [start for start in expected if not any(problem.startswith(start) for problem in problems)] == []
    assert len(problems) == len(expected)


@pytest.mark.parametrize("other", [None, True, 1, 1.5, "text", [], {}])
def test_not_a_dataset(other: Any) -> None:
    """Valid JSON that is nothing like a dataset is refused."""
    assert refused(json.dumps(other)).problems[0].path in ("$", "schema_version")


def test_all_problems_at_once(document: Any) -> None:
    """Problems of every sort, anywhere in the document, are listed together."""
    document["figures"][0].update(value="12", comparator=">", extra=1)
    del document["figures"][0]["predicate"]
    document["figures"][0]["citations"] = [{**CITATION, "source_id": "No slug"}]
    document["sources"][0]["issued"] = {"start": "2023-01-01", "end": 2022, "label": ""}
    document["findings"][0]["attribution"] = NOBODY
    document["audit"] = {}

    assert sorted(problem.path for problem in refused(document).problems) == [
        "audit",
        "figures[0].citations[0].source_id",
        "figures[0].comparator",
        "figures[0].extra",
        "figures[0].predicate",
        "figures[0].value",
        "findings[0].attribution.said_by",
        "sources[0].issued.end",
        "sources[0].issued.label",
    ]


def test_all_problems_between_records_at_once(document: Any) -> None:
    """Where the records are valid by themselves, all problems between them are listed together."""
    document["figures"][0]["id"] = document["organizations"][0]["id"]
    document["findings"][0]["quote_ids"] = ["quote-no-such"]
    prefer_another(document)

    paths = {problem.path for problem in refused(document).problems}

    assert {"figures[0].id", "findings[0].quote_ids[0]", "measures[0].preferred_id"} <= paths


def test_suggestion_for_a_reference(document: Any) -> None:
    """A dangling reference is given the most similar id of the right kind."""
    known = document["figures"][0]["id"]
    document["findings"][0]["figure_ids"] = [f"{known}x"]

    (problem,) = refused(document).problems

    assert problem.suggestion == known
    assert str(problem).endswith(f"; did you mean {known!r}?")


NOT_JSON: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "$: found the end of the text at line 1, column 1, expected JSON"),
    "blank": (" \n", "$: found the end of the text at line 2, column 1, expected JSON"),
    "truncated": ('{"schema_version": 1, "title": "a', "$: found '\"a' at line 1, column 32, expected JSON"),
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
    "nesting 100,000 deep": ("[" * 100_000 + "]" * 100_000, "$: found lists and objects nested too deeply, expected at most 64"),
    "objects 100,000 deep": ('{"a":' * 100_000 + "1" + "}" * 100_000, "$: found lists and objects nested too deeply"),
    "nesting without an end": ("[" * 100_000, "$: found lists and objects nested too deeply"),
    "nesting behind a text": ('["\\"]", ' + "[" * 70, "$: found lists and objects nested too deeply"),
    "brackets in a text": ('"' + "[" * 100 + '" x', "$: found 'x' at line 1"),
}  # fmt: skip


@pytest.mark.parametrize("kind", NOT_JSON)
def test_not_json(kind: str) -> None:
    """A text that is not JSON is refused with the place where it breaks off."""
    text, expected = NOT_JSON[kind]

    (problem,) = refused(text).problems

    assert str(problem).startswith(expected)


IN_PLACE: dict[str, tuple[str, str]] = {
    "NaN": ("NaN", "figures[0].value: found "),
    "Infinity": ("-Infinity", "figures[0].value: found -"),
    "huge integer": ("1" * 5000, "figures[0].value: found "),
    "integer beyond 2^53 - 1": (str(2**53), "figures[0].value: found 9007199254740992, expected a whole number"),
    "huge float": ("1e999", "figures[0].value: found inf, expected a whole number"),
    "nesting 70 deep": ("[" * 70 + "]" * 70, "$: found lists and objects nested too deeply, expected at most 64 levels"),
    "nesting 60 deep": ("[" * 60 + "]" * 60, "figures[0].value: found a list, expected a whole number"),
    "duplicate key": ('1, "value": 2', "figures[0].value: found the key more than once, expected each key once"),
    "duplicate unknown key": ('1, "a b": 2, "a b": 2', 'figures[0]["a b"]: found the key more than once'),
}  # fmt: skip


@pytest.mark.parametrize("kind", IN_PLACE)
def test_not_json_in_place(document: Any, kind: str) -> None:
    """A token that Python's parser accepts and JSON does not have, or that it does not keep exact, is a problem."""
    token, expected = IN_PLACE[kind]
    document["figures"][0]["value"] = "HERE"

    problems = refused(json.dumps(document).replace('"HERE"', token)).problems

    assert str(problems[0]).startswith(expected)
    assert {problem.path for problem in problems} == {problems[0].path}


def test_newer_schema_version() -> None:
    """A newer schema version is refused before anything else, and the message says to upgrade."""
    with pytest.raises(SchemaVersionError, match="found 2, expected at most 1; upgrade uc-audit") as caught:
        uc_audit.loads('{"schema_version": 2, "zzz": NaN}')

    assert len(caught.value.problems) == 1


@pytest.mark.parametrize("key", [1, None, (), "\udfff"])
def test_keys_that_json_cannot_have(key: Any) -> None:
    """A key of a dictionary that is not a text that JSON can have is an unknown key."""
    document = {"id": "a", "name": "a", "abbreviation": None, "parent_id": None, key: 1}

    with pytest.raises(DatasetError, match="found an unknown key"):
        uc_audit.from_dict(document, uc_audit.Organization)


# Files


@pytest.mark.parametrize(
    "text", [b"[]", b"[", b"\xef\xbb\xbf", b"\xff", b"[" * 100_000, b'{"schema_version": 9}', b"[NaN]"]
)
def test_errors_name_the_file(tmp_path: Path, text: bytes) -> None:
    """Whatever is wrong with a file, the error knows which file it was."""
    path = tmp_path / "broken.json"
    path.write_bytes(text)

    with pytest.raises(DatasetError, match=r"broken\.json has 1 problem:\n  ") as caught:
        uc_audit.read(path)

    assert caught.value.source == str(path)


def test_errors_between_records_name_the_file(document: Any, tmp_path: Path) -> None:
    """The error knows the file also where each record is valid by itself."""
    document["findings"][0]["figure_ids"] = ["figure-no-such"]
    path = tmp_path / "audit.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(DatasetError) as caught:
        uc_audit.read(path)

    assert caught.value.source == str(path)


@pytest.mark.parametrize(("name", "error"), [("none.json", FileNotFoundError), ("", IsADirectoryError)])
def test_operating_system_errors(tmp_path: Path, name: str, error: type[OSError]) -> None:
    """What the operating system refuses is Python's own error, with the name of the file."""
    with pytest.raises(error) as caught:
        uc_audit.read(tmp_path / name)

    assert caught.value.filename == str(tmp_path / name)


# Size


def test_problems_are_capped() -> None:
    """After a thousand problems no more are listed, however many there are."""
    assert len(refused(f'{{"figures": [{"{}," * 200}{{}}]}}').problems) == 1_000


IN_SMALL_STACK = """
import sys, threading, uc_audit

def attempt():
    for text in ("[" * 100_000, '{"a":' * 100_000, "[" * 64 + "]" * 64):
        try:
            uc_audit.loads(text)
        except uc_audit.DatasetError as error:
            print(error.problems[0].found)

uc_audit.load(), uc_audit.loads(uc_audit.data_file().read_bytes())
threading.stack_size(128 * 1024)
thread = threading.Thread(target=attempt)
thread.start()
thread.join()
"""


def test_deep_nesting_in_a_small_stack() -> None:
    """Deep nesting is refused, and does not end the process, in a thread whose stack is small."""
    result = subprocess.run([sys.executable, "-c", IN_SMALL_STACK], capture_output=True, text=True, check=True)

    assert result.stdout.splitlines() == [*repeat("lists and objects nested too deeply", 2), "a list"]


def filled(start: str, parts: Iterator[str], end: str, size: int) -> str:
    """Join parts to a text of about this size."""
    found, length = [], 0
    while length < size:
        found.append(next(parts))
        length += len(found[-1])
    return start + ",".join(found) + end


def organizations(name: str, parent: str, size: int) -> str:
    """Return a dataset with very many organizations."""
    document = {**uc_audit.to_dict(uc_audit.load()), "organizations": "HERE"}
    record = '{"id":"%s","name":"a","abbreviation":null,"parent_id":"%s"}'
    records = (record % (name.format(number), parent.format(number + 1)) for number in count())
    return json.dumps(document).replace('"HERE"', filled("[", records, "]", size))


HOSTILE: dict[str, Callable[[int], str]] = {
    "lists": lambda size: filled("[", repeat("[]"), "]", size),
    "keys": lambda size: filled("{", (f'"k{number}":0' for number in count()), "}", size),
    "long keys": lambda size: filled("{", (f'"{"k" * 200}{number}":0' for number in count()), "}", size),
    "one key": lambda size: filled("{", repeat('"a":0'), "}", size),
    "digits": lambda size: "1" * size,
    "long numbers": lambda size: filled("[", repeat("1" * 5000), "]", size),
    "escapes": lambda size: '"' + "\\u00e9" * (size // 6) + '"',
    "open text": lambda size: '"' + "\\" * size,
    "empty figures": lambda size: filled('{"figures":[', repeat("{}" + " " * 30), "]}", size),
    "one id": lambda size: organizations("a", "a", size),
    "a chain": lambda size: organizations("a{}", "a{}", size),
    "dangling references": lambda size: organizations("a{}", "b{}", size),
    "white space": lambda size: " " * size,
}  # fmt: skip


def steps_of(text: str) -> int:
    """Count the lines of Python that refusing a text takes."""
    steps = 0

    def trace(*_: object) -> Any:
        nonlocal steps
        steps += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        refused(text)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("kind", HOSTILE)
def test_work_is_linear(kind: str) -> None:
    """The lines of Python that a document takes grow with its length, and not with the square of it."""
    make = HOSTILE[kind]
    refused(make(2_000))

    first, second, third = (steps_of(make(size)) for size in (2_000, 4_000, 8_000))

    assert third - second <= 2.2 * max(second - first, 0) + 1_000
