"""What a person sees in a terminal."""

import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import attrs
import pytest

import uc_audit
from uc_audit import Audit, Comparator, cli
from uc_audit.cli.report import render
from uc_audit.model.integrity import RECORD_FIELDS

LONG = ("http", "(unaccompanied")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a new process."""
    command = [sys.executable, "-m", "uc_audit", *arguments]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment}, check=False)


def test_prints_the_audit(audit: Audit) -> None:
    """Without an argument the whole audit is printed, in 80 columns and without escape codes."""
    result = run(COLUMNS="80")

    assert result.returncode == 0
    assert result.stdout.decode() == render(audit, 80)
    assert result.stderr == b""
    assert b"\x1b" not in result.stdout


def test_the_installed_command_is_the_same(audit: Audit, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    """``uc-audit`` is the function that ``python -m uc_audit`` calls."""
    from importlib.metadata import entry_points

    monkeypatch.setenv("COLUMNS", "200")
    (script,) = entry_points(group="console_scripts", name="uc-audit")

    assert script.load()([]) == 0
    assert capsys.readouterr().out == render(audit, 80)


def test_the_module_is_the_same(audit: Audit, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    """Running the module in this process prints the same and exits with 0."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "argv", ["uc-audit"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("uc_audit", run_name="__main__")

    assert caught.value.code == 0
    assert capsys.readouterr().out == render(audit, 80)


def test_version_and_help() -> None:
    """The version and a help text are there, and an unknown argument is wrong usage."""
    assert run("--version").stdout.decode() == f"uc-audit {uc_audit.__version__}\n"
    assert b"usage: uc-audit" in run("--help").stdout
    assert run("--loud").returncode == 2


@pytest.mark.parametrize("width", [40, 60, 80])
def test_lines_fit(audit: Audit, width: int) -> None:
    """No line is longer than the width, but for what cannot be broken."""
    lines = render(audit, width).splitlines()

    assert [line for line in lines if len(line) > width and not line.strip().startswith("http")] == []


@pytest.mark.parametrize("width", [40, 80])
def test_figures_are_not_torn(audit: Audit, width: int) -> None:
    """The number of every figure stands on one line with its qualifier and its denominator."""
    text = render(audit, width)

    assert [str(figure) for figure in audit.figures if f"* {figure} " not in text] == []
    assert not any(line.endswith(("more than", "over", "1 of", "FY")) for line in text.splitlines())


def test_says_what_the_issue_asks(audit: Audit) -> None:
    """Title, number, date, scope, figures, findings by element, quotes, responses, differences, sources: all are there."""
    text = " ".join(render(audit, 80).split())
    order = [
        audit.title,
        "OIG-24-46, 19 August 2024",
        "FY 2019-2023 (1 October 2018 to 30 September 2023)",
        "FIGURES",
        "Condition",
        "Criteria",
        "Cause",
        "Effect",
        "WHO SAID WHAT",
        "WHAT THE AUDITORS RECOMMENDED",
        "HOW ICE RESPONDED",
        "WHERE THE SOURCES DIFFER",
        "WHERE IT ALL COMES FROM",
    ]
    places = [text.index(words) for words in order]

    assert places == sorted(places)
    own_words = [finding.statement for finding in audit.findings]
    own_words += [response.statement for response in audit.responses]
    own_words += [discrepancy.statement for discrepancy in audit.discrepancies]
    for statement in own_words:
        assert " ".join(statement.split()) in text
    for words in (*(quote.text for quote in audit.quotes), *(r.text for r in audit.recommendations)):
        assert " ".join(words.split()) in text
    assert all(f"[{source.id}]" in text for source in audit.sources)


def test_each_figure_has_unit_period_and_source(audit: Audit) -> None:
    """Under each figure stand its unit, its period or date, and its source."""
    section = render(audit, 80).split("FIGURES")[1].split("Notes on the figures")[0]
    entries = [" ".join(entry.split()) for entry in section.split("\n* ")[1:]]
    for figure, entry in zip(audit.figures, entries, strict=True):
        assert entry.startswith(f"{uc_audit.describe(figure)} Unit: {figure.unit}.")
        assert (figure.period is None) or f"Period: {figure.period}." in entry
        assert (figure.as_of is None) or f"As of: {figure.as_of}." in entry
        assert all(f"[{c.source_id}]" in entry for c in figure.citations)


def test_every_caveat_is_printed(audit: Audit) -> None:
    """Each caveat stands once among the notes, and the figures name the number of theirs."""
    text = " ".join(render(audit, 80).split())
    caveats = {caveat.text for figure in audit.figures for caveat in figure.caveats}

    assert [caveat for caveat in caveats if text.count(caveat) != 1] == []


def test_an_audit_of_nothing(audit: Audit) -> None:
    """An audit without records is printed too."""
    empty: dict[str, Any] = dict.fromkeys((*RECORD_FIELDS, "retired_ids"), ()) | {"sources": audit.sources}

    assert "HOW THE AUDITEE RESPONDED" in render(attrs.evolve(audit, **empty), 80)


@pytest.mark.parametrize(
    "environment",
    [{"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "latin-1"}],
)
def test_other_encodings(environment: dict[str, str]) -> None:
    """A terminal that knows no curly quotes gets straight ones instead of an error."""
    result = run(**environment)

    assert result.returncode == 0
    assert b'"manual, multi-step processes"' in result.stdout
    assert result.stderr == b""


def test_a_pipe_that_closes_early() -> None:
    """Whoever reads only the first line causes no error."""
    command = f"{sys.executable} -m uc_audit | head -n 1"
    result = subprocess.run(command, shell=True, capture_output=True, check=True)  # noqa: S602

    assert result.stdout.startswith(b"Management Alert")
    assert result.stderr == b""


def test_closed_pipe_in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed pipe ends the command quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert cli.main([]) == 0


def test_a_figure_without_anything(audit: Audit, make_figure: Callable[..., uc_audit.Figure]) -> None:
    """A figure of which nobody is named as the speaker still names where it was read."""
    figure = make_figure(
        attribution=uc_audit.Attribution(published_in="oig-24-46"), comparator=Comparator.ABOUT, period=None
    )
    text = render(attrs.evolve(audit, findings=(), discrepancies=(), figures=(figure,), responses=(), quotes=()), 80)

    assert "Period: not stated." in text
    assert "Source: published in [oig-24-46]." in text
