"""``uc-audit check``: remarks for people, editors, programs and GitHub."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from uc_audit.cli import main

DRAFT = "# News\n\nICE lost 32,000 children.\n\nOver 448,000 unaccompanied children were transferred to HHS.\n"


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A draft with two misquotes of one number and a number without its time, in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    return "draft.md"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command, and return its exit status and what it wrote."""
    status = main(["check", *arguments])
    output, errors = capsys.readouterr()
    return status, output, errors


def test_text(capsys: pytest.CaptureFixture[str], draft: str) -> None:
    """Each remark is one line with file, line, column, severity, message and kind."""
    status, output, _ = run(capsys, draft)
    starts = [line.split(": ")[:2] for line in output.splitlines()]

    assert status == 1
    assert starts == [
        ["draft.md:3:10", "warning"],
        ["draft.md:3:10", "error"],
        ["draft.md:3:10", "note"],
        ["draft.md:5:1", "note"],
    ]
    assert output.splitlines()[0].endswith("[qualifier]")


def test_suggestion_on_a_terminal(capsys: pytest.CaptureFixture[str], draft: str, monkeypatch: Any) -> None:
    """On a terminal, the wording to use is below the remark."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    _, output, _ = run(capsys, draft)

    assert "\n    use: more than 32,000\n" in output


@pytest.mark.parametrize(
    ("severity", "text", "status"),
    [
        ("note", "ICE lost nothing.", 0),
        ("note", "ICE transferred more than 448,000 unaccompanied children to HHS.", 1),
        ("warning", "ICE transferred more than 448,000 unaccompanied children to HHS.", 0),
        ("warning", "ICE transferred 448,000 unaccompanied children to HHS.", 1),
        ("error", "ICE transferred 448,000 unaccompanied children to HHS.", 0),
        ("error", "ICE lost more than 32,000 children.", 1),
    ],
)
def test_exit_status(capsys: pytest.CaptureFixture[str], tmp_path: Path, severity: str, text: str, status: int) -> None:
    """The exit status is 1 from the given severity on."""
    path = tmp_path / "draft.txt"
    path.write_text(text, encoding="utf-8")

    assert run(capsys, str(path), "--severity", severity)[0] == status


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: Any, arguments: list[str]) -> None:
    """Without a file, or with a hyphen, standard input is read."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))
    status, output, _ = run(capsys, *arguments)

    assert status == 1
    assert output.startswith("<stdin>:3:10: warning: ")


def test_json(capsys: pytest.CaptureFixture[str], draft: str) -> None:
    """JSON has every field of the remarks, with file, line and column."""
    status, output, _ = run(capsys, draft, draft, "--format", "json")
    remarks = json.loads(output)

    assert status == 1
    assert len(remarks) == 8
    first = remarks[0]
    assert (first["file"], first["line"], first["column"], first["kind"]) == ("draft.md", 3, 10, "qualifier")
    assert DRAFT[first["start"] : first["end"]] == first["excerpt"] == "32,000"


def test_github(capsys: pytest.CaptureFixture[str], draft: str) -> None:
    """For GitHub, a remark is an annotation in one line."""
    _, output, _ = run(capsys, draft, "--format", "github")

    assert output.splitlines()[0].startswith(
        "::warning file=draft.md,line=3,col=10,title=uc-audit%3A qualifier::The text"
    )
    assert output.splitlines()[2].startswith("::notice ")


def test_nothing_raw_reaches_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Control characters of a text or a file's name are escaped, and a remark stays on one line."""
    path = tmp_path / "a\x1b[31mb.txt"
    path.write_text("ICE lost\n\x1b]0;x\x07 nearly\n32,000\u202e children.", encoding="utf-8")
    _, output, _ = run(capsys, str(path))

    assert not {"\x1b", "\x07", "\u202e"} & {*output}
    assert all(":2:" in line or ":3:" in line for line in output.splitlines())


def test_output_file_and_data(capsys: pytest.CaptureFixture[str], draft: str, tmp_path: Path) -> None:
    """Remarks go into a file, and a text is compared with the dataset that is given."""
    import uc_audit

    (tmp_path / "own.json").write_text(uc_audit.to_json(uc_audit.load()), encoding="utf-8")
    status, output, _ = run(capsys, draft, "--data", "own.json", "-o", "remarks.txt")

    assert (status, output) == (1, "")
    assert (tmp_path / "remarks.txt").read_text(encoding="utf-8").count("draft.md:3:10") == 3


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_what_cannot_be_read(capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes | None) -> None:
    """A file that is not there, or that is no text, is an error with exit status 2 and one line."""
    path = tmp_path / "draft.md"
    if content is not None:
        path.write_bytes(content)
    status, output, errors = run(capsys, str(path))

    assert (status, output) == (2, "")
    assert errors.count("\n") == 1
    assert "draft.md" in errors
