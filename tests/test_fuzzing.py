"""A short run of the fuzzing, and what longer ones have found."""

import io
import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import uc_audit
from fuzzing import asking, command, report
from fuzzing.pool import Pool
from uc_audit import Audit, DatasetError, InvalidRecordError, explain, output
from uc_audit.cli import main
from uc_audit.errors import MOST_PROBLEMS
from uc_audit.jsontext import LONGEST_PATH
from uc_audit.model import integrity
from uc_audit.model.records import MOST_INSERTIONS
from uc_audit.provenance.documents import plain_text

FOLDER = Path(command.__file__).parent


@pytest.fixture(scope="session")
def pool(audit: Audit) -> Pool:
    """The bundled dataset as all there is to damage."""
    return Pool([audit])


# The fuzzing


def test_a_short_run(tmp_path: Path) -> None:
    """The documented command finds nothing in some hundred documents, and says what came of them."""
    file = tmp_path / "record.json"
    options = f"--documents 400 --whole 8 --pool 4 --workers 1 --json {file}".split()
    run = [sys.executable, str(FOLDER / "run.py"), *options]
    result = subprocess.run(run, capture_output=True, text=True, check=False)
    record = json.loads(file.read_text(encoding="utf-8"))

    assert (result.returncode, record["finds"]) == (0, []), result.stdout + result.stderr
    assert list(record["targets"]) == list(command.TARGETS)
    assert sum(sum(counts.values()) for counts in record["targets"].values()) == 400


def test_a_document_follows_from_its_number(pool: Pool) -> None:
    """The same seed and number give the same document, another seed another one."""
    documents = [[repr(command.case_of(seed, number, 3, pool)) for number in range(40)] for seed in (1, 1, 2)]

    assert documents[0] == documents[1]
    assert documents[0] != documents[2]
    assert {command.case_of(1, number, 3, pool)[0] for number in range(3)} == {command.WHOLE}


@pytest.mark.parametrize("wrong", [KeyError("a"), AssertionError("not the records that fit")])
def test_an_exception_is_a_find(pool: Pool, monkeypatch: pytest.MonkeyPatch, wrong: Exception) -> None:
    """What no documented error is, and what is not as it has to be, is reported with the number of the document."""
    target = attrs.evolve(command.TARGETS[command.WHOLE], judge=lambda *_: (_ for _ in ()).throw(wrong))
    monkeypatch.setitem(command.TARGETS, command.WHOLE, target)

    (record,) = command.run(command.begun(1, 2, 0), 2, pool, workers=1)

    assert record["targets"][command.WHOLE] == {type(wrong).__name__: 2}
    assert record["finds"] == [f"{command.WHOLE}, {number}: {type(wrong).__name__}: {wrong}" for number in range(2)]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.dates() | st.binary(max_size=2)
    | st.sampled_from([*uc_audit.Topic, *uc_audit.Comparator, "ice", "oig-24-46", "FY 2021", "2024-05"]),
    lambda values: st.lists(values, max_size=3) | st.tuples(values) | st.dictionaries(st.text(max_size=2), values, max_size=2),
    max_leaves=4,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(asking.NAMES) | st.text(max_size=5), VALUES, min_size=1, max_size=2), st.data())
def test_any_criteria(criteria: asking.Criteria, data: st.DataObject) -> None:
    """Whatever criteria are given, ``select`` gives the records that fit, or a documented error about one of them."""
    records = data.draw(st.sampled_from(Pool([uc_audit.load()]).groups))

    assert asking.judge_question(records, criteria) in ("accepted", "UnknownCriterionError", "CriterionValueError")


# What was found


def problems_in(text: str) -> tuple[uc_audit.Problem, ...]:
    """Give the problems of a text that is no dataset."""
    with pytest.raises(DatasetError) as caught:
        uc_audit.loads(text)
    assert len(str(caught.value)) < 100_000
    return caught.value.problems


@pytest.mark.parametrize(
    ("reference", "character"),
    [
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#" + "0" * 5000 + "65;", "A"),
        ("&#" + "0" * 5000 + ";", "\ufffd"),
        ("&#00000065;", "A"),
        ("&#12345678;", "\ufffd"),
        ("&#x" + "0" * 5000 + "41;", "A"),
    ],
)
def test_long_character_references(audit: Audit, reference: str, character: str) -> None:
    """A page may write the number of a character with any number of digits, more than Python reads as a number."""
    assert plain_text(f"<html>{reference}B").strip() == f"{character}B"
    assert uc_audit.verify(audit, {"oig-24-46": f"<html>{reference}"}) != ()


def test_a_huge_schema_version() -> None:
    """A version with more digits than Python writes is newer than the library as any other."""
    with pytest.raises(uc_audit.SchemaVersionError, match="found a huge whole number"):
        uc_audit.from_dict({"schema_version": 10**5000})


def test_very_many_problems() -> None:
    """Of more problems than anybody reads so many are listed, and the error says that there are more."""
    with pytest.raises(
        DatasetError, match=r"^The document has more than 10000 problems:(?s:.*)  and more than 9950 more$"
    ) as caught:
        uc_audit.loads(f'{{"figures": [{"{}," * MOST_PROBLEMS}{{}}]}}')
    assert len(caught.value.problems) == MOST_PROBLEMS
    assert not caught.value.complete
    assert not pickle.loads(pickle.dumps(caught.value)).complete
    for count in (MOST_PROBLEMS - 2, MOST_PROBLEMS - 1):
        with pytest.raises(DatasetError) as caught:
            uc_audit.loads(f"[{'NaN,' * count}NaN]")
        assert len(caught.value.problems) == MOST_PROBLEMS
        assert caught.value.complete is (count == MOST_PROBLEMS - 2)


def test_very_many_unknown_keys() -> None:
    """For the hints, the keys of an object are gone through once, however many of them are unknown."""
    rounds: list[int] = []

    class Counted(dict[str, int]):
        def keys(self) -> Any:
            rounds.append(len(self))
            return super().keys()

    problems = list(explain._unknown_keys(Counted.fromkeys(map(str, range(500)), 0), {"id": str, "name": str}))

    assert len(problems) == 500
    assert len(rounds) <= 1


def test_few_suggestions_for_empty_names(document: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also an id of no letters takes its time to be compared with all that there are."""
    monkeypatch.setattr(integrity, "MOST_COMPARISONS", 1000)
    looked_for: list[str] = []
    monkeypatch.setattr(integrity, "closest", lambda word, _: looked_for.append(word))
    document["findings"] = [{**document["findings"][0], "figure_ids": [""] * 1000}]
    problems_in(json.dumps(document))

    assert 0 < len(looked_for) <= 1000 // sum(len(figure["id"]) for figure in document["figures"])


def test_a_long_path() -> None:
    """A path through many long keys is shown with its beginning and its end."""
    problem, *_ = problems_in(f'{{"{"k" * 60}":' * 60 + "[0, NaN]" + "}" * 60)

    assert len(problem.path) == LONGEST_PATH
    assert problem.path.startswith("k" * 60 + "." + "k" * 60)
    assert problem.path.endswith("k" * 60 + "[1]")


def test_few_suggestions_for_long_names(document: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """To find the id that was meant takes longer for long ids, so fewer are looked for: time stays linear."""
    monkeypatch.setattr(integrity, "MOST_COMPARISONS", 91 * 5 * 95 * 3)
    document["figures"] = [{**document["figures"][0], "id": f"{'a' * 90}-{number:04}"} for number in range(5)]
    document["findings"] = [{**document["findings"][0], "figure_ids": ["a" * 90] * 5}]
    problems = [problem for problem in problems_in(json.dumps(document)) if "figure_ids" in problem.path]

    assert ["did you mean" in problem.expected for problem in problems] == [True, True, True, False, False]


def test_very_many_insertions(audit: Audit) -> None:
    """A quote has no more insertions than can be looked for in its text in a reasonable time."""
    quote = attrs.evolve(audit.quotes[0], text="a b", insertions=("b",) * MOST_INSERTIONS)

    with pytest.raises(InvalidRecordError, match=r"Quote.insertions: found 1001 passages, expected at most 1000"):
        attrs.evolve(quote, insertions=("c",) * (MOST_INSERTIONS + 1))


def test_control_characters_for_a_terminal(document: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a terminal takes for a command is written as an escape, wherever it comes from."""
    document["title"] = "a\x1b[2J\x07\x9b\x00b"
    (tmp_path / "old.json").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "text").write_text("a\x1b[2Jb", encoding="utf-8")

    assert main(["diff", str(tmp_path / "old.json")]) == 1
    assert main(["verify", f"oig-24-46={tmp_path / 'text'}"]) == 1

    printed = capsys.readouterr().out
    assert r"“a\x1b[2J\x07\x9b\x00b” became" in printed
    assert r"a\x1b[2Jb" in printed
    assert printed.replace("\n", "").isprintable()


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_control_characters_in_every_format(
    document: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """A terminal gets escapes for them in any format, and a file or a pipe what they are."""
    document["title"] = "a\x9b2J\x7fb"
    (tmp_path / "old.json").write_text(json.dumps(document), encoding="utf-8")
    printed = {}
    for is_terminal in (True, False):
        output = io.TextIOWrapper(io.BytesIO(), "utf-8")
        monkeypatch.setattr(output, "isatty", lambda answer=is_terminal: answer)
        monkeypatch.setattr(sys, "stdout", output)
        assert main(["diff", str(tmp_path / "old.json"), "--format", form]) == 1
        printed[is_terminal] = output.buffer.getvalue().decode()

    assert "\x9b2J\x7f" in printed[False]
    assert printed[True] == printed[False].replace("\x9b", "\\x9b").replace("\x7f", "\\x7f")


def test_a_path_without_a_name(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No name is no file, as for Python: nothing is written beside the folder that the process is in."""
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    monkeypatch.setattr(output, "_beside", lambda _: pytest.fail("a temporary file was to be made"))

    with pytest.raises(FileNotFoundError):
        uc_audit.to_json(audit, "")
    assert main(["schema", "--output", ""]) == 2


def test_control_characters_in_a_complaint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that was given is no command to the terminal either."""
    assert main(["diff", str(tmp_path / "a\x1b[2J.json")]) == 2

    assert "a\\x1b[2J.json" in capsys.readouterr().err


def test_documentation() -> None:
    """The documentation holds what was recorded, and nothing was found in it."""
    text = report.PAGE.read_text(encoding="utf-8")

    assert report.page(text) == text
    assert "| finds 0 |" in text
