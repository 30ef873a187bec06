"""``uc-audit check``: remarks for people, editors, programs and GitHub."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import uc_audit
from uc_audit.cli import main

Run = Callable[..., tuple[int, str, str]]
DRAFT = "# News\n\nICE lost 32,000 children.\n\nOver 448,000 unaccompanied children were transferred to HHS.\n"


@pytest.fixture(autouse=True)
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft in the current folder, with two misquotes of one number and two numbers without their times."""
    monkeypatch.chdir(tmp_path)
    Path("draft.md").write_text(DRAFT, encoding="utf-8")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command and returns its exit status and what it wrote."""
    return lambda *arguments: (main(["check", *arguments]), *capsys.readouterr())


def test_text(run: Run) -> None:
    """Each remark is one line with file, line, column, severity, message and kind; a pipe gets no more."""
    status, output, errors = run("draft.md")
    places = [tuple(line.split(": ")[:2]) for line in output.splitlines()]

    assert (status, errors) == (1, "")
    assert places[:3] == [("draft.md:3:10", severity) for severity in ("warning", "error", "note")]
    assert places[3:] == [("draft.md:5:1", "note")]
    assert output.splitlines()[0].endswith("[qualifier]")


def test_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person sees each suggestion once, below the first remark that has it, or a note that there are no remarks."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    wordings = [line for line in run("draft.md")[1].splitlines() if line.startswith("    use: ")]

    assert "    use: more than 32,000" in wordings
    assert len(wordings) == len(set(wordings))

    Path("draft.md").write_text("ICE lost nothing.", encoding="utf-8")
    assert run("draft.md") == (0, "no remarks\n", "")


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("ICE lost nothing.", {"note": 0, "warning": 0, "error": 0}),
        ("ICE sent more than 448,000 unaccompanied children to HHS.", {"note": 1, "warning": 0, "error": 0}),
        ("ICE sent 448,000 unaccompanied children to HHS.", {"note": 1, "warning": 1, "error": 0}),
        ("ICE lost more than 32,000 children.", {"note": 1, "warning": 1, "error": 1}),
    ],
)
def test_exit_status(run: Run, text: str, statuses: dict[str, int]) -> None:
    """The exit status is 1 for remarks of the given severity or higher, by default for warnings and errors."""
    Path("draft.md").write_text(text, encoding="utf-8")

    assert {severity: run("draft.md", "--severity", severity)[0] for severity in statuses} == statuses
    assert run("draft.md")[0] == statuses["warning"]


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    """Without a file, or with a hyphen, standard input is read."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))

    assert run(*arguments)[1].startswith("<stdin>:3:10: warning: ")


def test_json(run: Run) -> None:
    """JSON has every field of the remarks on all files, with file, line and column."""
    own = uc_audit.to_dict(uc_audit.check(DRAFT))
    found = json.loads(run("draft.md", "draft.md", "--format", "json")[1])

    assert found[0] == {"file": "draft.md", "line": 3, "column": 10, **own[0]}
    assert [remark["start"] for remark in found] == 2 * [remark["start"] for remark in own]


def test_github(run: Run) -> None:
    """For GitHub, a remark is an annotation on one line."""
    lines = run("draft.md", "--format", "github")[1].splitlines()

    assert lines[0].startswith("::warning file=draft.md,line=3,col=10,title=uc-audit%3A qualifier::The text")
    assert lines[2].startswith("::notice ")


def test_nothing_raw_reaches_the_terminal(run: Run) -> None:
    """Control characters of a text or a file's name are escaped, and a remark stays on one line."""
    Path("a\x1b[31mb.txt").write_text("ICE lost\n\x1b]0;x\x07 nearly\n32,000\u202e children.", encoding="utf-8")
    output = run("a\x1b[31mb.txt")[1]

    assert not {"\x1b", "\x07", "\u202e"} & {*output}
    assert all(":2:" in line or ":3:" in line for line in output.splitlines())


def test_output_file_and_data(run: Run) -> None:
    """Remarks go into a file, and the text is compared with the given dataset."""
    audit = uc_audit.to_dict(uc_audit.load())
    text = json.dumps({**audit, "figures": [], "findings": [], "discrepancies": [], "measures": []})
    Path("own.json").write_text(text, encoding="utf-8")

    assert run("draft.md", "--data", "own.json", "-o", "remarks.txt") == (0, "", "")
    assert Path("remarks.txt").read_text(encoding="utf-8").count("[unrecorded]") == 2


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_what_cannot_be_read(run: Run, content: bytes | None) -> None:
    """A file that does not exist, or that is not text, is an error with exit status 2 and one line."""
    if content is not None:
        Path("other.md").write_bytes(content)
    status, output, errors = run("other.md")

    assert (status, output) == (2, "")
    assert errors.count("\n") == 1
    assert "other.md" in errors
