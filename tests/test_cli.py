"""What a person sees in a terminal."""

import contextlib
import io
import json
import os
import runpy
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import uc_audit
from uc_audit import Audit, Comparator, cli, dataset
from uc_audit.cli import commands
from uc_audit.cli.report import render
from uc_audit.model.audit import record_classes
from uc_audit.model.integrity import RECORD_FIELDS
from uc_audit.model.walk import leaves_of
from uc_audit.query.narrowing import criteria_of

BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a new process."""
    command = [sys.executable, "-m", "uc_audit", *arguments]
    return subprocess.run(command, capture_output=True, env={**BUFFERED, **environment}, check=False)


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


def test_help_fits_a_narrow_terminal() -> None:
    """The help is wrapped to the terminal."""
    for arguments in (["--help"], ["list", "figures", "--help"], ["export", "--help"]):
        lines = run(*arguments, COLUMNS="40").stdout.decode().splitlines()
        assert [line for line in lines if len(line) > 40 and not line.startswith("usage:") and "{" not in line] == []


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


@pytest.mark.parametrize(
    "arguments",
    [[], ["list", "figures"], ["list", "figures", "--format", "csv"], ["schema"], ["--help"], ["--version"]],
)
def test_a_pipe_that_closes_early(arguments: list[str]) -> None:
    """A reader that has gone away causes no complaint."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "uc_audit", *arguments]
    result = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, env=BUFFERED, check=False)
    os.close(writing)

    assert (result.returncode, result.stderr) == (0, b"")


def test_closed_pipe_in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed pipe ends the command, and the help, quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert cli.main([]) == 0
        # What stands in the place of the pipe now takes everything.
        assert cli.main([]) == 0


def test_help_into_a_closed_pipe_in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The help, which is printed only at the end, ends quietly, too."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        with pytest.raises(SystemExit) as caught:
            cli.main(["--help"])

    assert caught.value.code == 0


def test_a_figure_without_anything(audit: Audit, make_figure: Callable[..., uc_audit.Figure]) -> None:
    """A figure of which nobody is named as the speaker still names where it was read."""
    figure = make_figure(
        attribution=uc_audit.Attribution(published_in="oig-24-46"), comparator=Comparator.ABOUT, period=None
    )
    text = render(attrs.evolve(audit, findings=(), discrepancies=(), figures=(figure,), responses=(), quotes=()), 80)

    assert "Period: not stated." in text
    assert "Source: published in [oig-24-46]." in text


def test_a_figure_with_two_times(audit: Audit, make_figure: Callable[..., uc_audit.Figure]) -> None:
    """The period and the as-of date stand beside each other where a figure has both."""
    may = audit.get("figure-notices-not-served-politifact", uc_audit.Figure).as_of
    figure = make_figure(id="figure-new", as_of=may)
    text = render(attrs.evolve(audit, figures=(*audit.figures, figure)), 80)

    assert "    Unit: children. Period: FY 2019-2023. As of: May 2024.\n" in text


def test_several_responders_and_insertions(audit: Audit) -> None:
    """All who responded are named in the heading, and all words in a quote that are not the speaker's below it."""
    responses = (*audit.responses, attrs.evolve(audit.responses[0], id="response-hhs", organization_id="hhs"))
    quote = attrs.evolve(audit.quotes[0], text="One (two) three (four)", insertions=("(two)", "(four)"))
    text = render(attrs.evolve(audit, responses=responses, quotes=(quote, *audit.quotes[1:])), 80)

    assert "\nHOW ICE AND HHS RESPONDED\n" in text
    assert "The words (two) are not the speaker's. The words (four) are not the speaker's." in " ".join(text.split())


# Commands


def call(*arguments: str) -> tuple[int, str, str]:
    """Run a command in this process: the exit code, and what went to standard output and standard error."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline=""), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.main(arguments)
    out.seek(0)
    return code, out.read(), err.getvalue()


def output(*arguments: str) -> str:
    """Run a command that has to succeed, and give what it printed."""
    code, out, err = call(*arguments)
    assert (code, err) == (0, "")
    return out


def error(*arguments: str, code: int = 2) -> str:
    """Run a command that has to fail with a code and print nothing, and give its complaint."""
    found, out, err = call(*arguments)
    assert (found, out) == (code, "")
    return err.rstrip("\n")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command in this process and give what it printed."""
    assert cli.main(arguments) == 0
    return capsys.readouterr().out


KINDS = record_classes()


@pytest.mark.parametrize("kind", KINDS)
def test_list_of_every_kind(audit: Audit, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    """Every kind can be listed in every format, and the formats are those of the library."""
    records = getattr(audit, kind)

    assert printed(capsys, "list", kind, "--format", "json") == uc_audit.to_json(records)
    assert printed(capsys, "list", kind, "--format", "jsonl") == uc_audit.to_jsonl(records)
    assert printed(capsys, "list", kind, "--format", "csv") == uc_audit.to_csv(records)
    assert printed(capsys, "list", kind, "--format", "markdown") == uc_audit.to_markdown(records)
    table = printed(capsys, "list", kind)
    assert [line for line in table.splitlines() if line and line[0] != " "] == [record.id for record in records]


def test_list_has_every_criterion(capsys: pytest.CaptureFixture[str]) -> None:
    """The help of each kind shows each of its criteria."""
    for kind, cls in KINDS.items():
        with pytest.raises(SystemExit) as caught:
            cli.main(["list", kind, "--help"])
        assert caught.value.code == 0
        shown = capsys.readouterr().out
        assert [name for name in criteria_of(cls) if f"--{name.replace('_', '-')} " not in shown] == []


@pytest.mark.parametrize(
    ("options", "criteria"),
    [
        (["--topic", "notice-to-appear", "--min-value", "100000"], {"topic": "notice-to-appear", "min_value": 100_000}),
        (["--unit", "pages", "--unit", "US dollars"], {"unit": ["pages", "US dollars"]}),
        (["--comparator", "none", "--comparator", "="], {"comparator": [None, "="]}),
        (["--source", "article", "--during", "FY 2021"], {"source": "article", "during": "FY 2021"}),
        (["--as-of", "2024-05"], {"as_of": "2024-05"}),
        (["--measure", "notices-not-served", "--part-of", "none"], {"measure": "notices-not-served", "part_of": None}),
        (["--said-by", "ice"], {"said_by": "ice"}),
        (["--text", "PolitiFact", "--max-value", "31,000"], {"text": "PolitiFact", "max_value": 31_000}),
    ],
)
def test_options_are_criteria(
    audit: Audit, capsys: pytest.CaptureFixture[str], options: list[str], criteria: dict[str, Any]
) -> None:
    """The options of a list are the criteria of ``select``."""
    expected = uc_audit.select(audit.figures, **criteria)

    assert expected
    assert printed(capsys, "list", "figures", *options, "--format", "json") == uc_audit.to_json(expected)


def test_true_and_false(audit: Audit, capsys: pytest.CaptureFixture[str]) -> None:
    """A criterion that is true or false takes these words."""
    for word, value in (("true", True), ("false", False)):
        expected = uc_audit.to_json(uc_audit.select(audit.quotes, is_fragment=value))
        assert printed(capsys, "list", "quotes", "--is-fragment", word, "--format", "json") == expected
    assert printed(capsys, "list", "discrepancies", "--record", "article", "--format", "jsonl").count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["lst"], "did you mean list?"),
        (["list"], "the following arguments are required: KIND"),
        (["list", "figurs"], "did you mean figures?"),
        (["list", "figures", "--topik", "x"], "unrecognized arguments: --topik x; did you mean --topic?"),
        (["list", "figures", "--topi", "safety"], "did you mean --topic?"),
        (["list", "findings", "--measure", "x"], "unrecognized arguments: --measure x"),
        (["list", "figures", "--topic", "curt"], "argument --topic: 'curt' is not one of"),
        (["list", "figures", "--source", "oig-24-64"], "has no 'oig-24-64' to look for; did you mean oig-24-46?"),
        (["list", "figures", "--measure", "notice-not-served"], "did you mean notices-not-served?"),
        (["list", "discrepancies", "--record", "artikel"], "did you mean article?"),
        (["list", "figures", "--id", "figure-officer-article"], "did you mean figure-officers-article?"),
        (["list", "figures", "--id", "ice"], "the audit has no 'ice' to look for"),
        (["list", "figures", "--text", ""], "is not a text that is not empty"),
        (["list", "figures", "--min-value", "many"], "argument --min-value: 'many' is not a whole number"),
        (["list", "figures", "--value", "1.5"], "argument --value: '1.5' is not a whole number"),
        (["list", "quotes", "--is-fragment", "yes"], "argument --is-fragment: 'yes' is not true or false"),
        (["list", "figures", "--during", "soon"], "argument --during: 'soon' is not a date, a Period"),
        (["list", "figures", "--min-value", "1", "--min-value", "2"], "argument --min-value: given more than once"),
        (["list", "figures", "--format", "cvs"], "did you mean csv?"),
        (["export", "folder", "--format", "zip"], "invalid choice: 'zip'"),
        (["show"], "the following arguments are required: ID"),
        (["search"], "the following arguments are required: TEXT"),
        (["chart", "part"], "did you mean parts?"),
        (
            ["chart", "parts", "-o", "a.gif"],
            "argument -o/--output: expected a name that ends with .png, .svg or .json, not 'a.gif'",
        ),
        (
            ["chart", "measure", "--measure", "report-page"],
            "report-pages, not 'report-page'; did you mean report-pages?",
        ),
        (
            ["chart", "parts", "--measure", "x", "-o", "a.svg"],
            "argument --measure: expected no measure, where the kind is 'parts', not 'x'",
        ),
        (["chart"], "the following arguments are required: KIND"),
        (["show", "ice", "--loud"], "unrecognized arguments: --loud"),
        (["--verson"], "did you mean --version?"),
    ],
)
def test_wrong_usage(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage exits with 2, prints nothing, and names the nearest word."""
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)

    captured = capsys.readouterr()
    assert (caught.value.code, captured.out) == (2, "")
    assert complaint in captured.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["list", "findings", "--zzz", "x"], "findings: error: unrecognized arguments: --zzz x"),
        (["list", "figures", "--id", "zzz"], "figures: error: argument --id: the audit has no 'zzz' to look for"),
        (["list", "quotes", "--text", ""], "quotes: error: argument --text: '' is not a text that is not empty"),
        (
            ["list", "findings", "--element", "caus"],
            "findings: error: argument --element: 'caus' is not one of 'condition', 'criteria', 'cause', 'effect'; did you mean cause?",
        ),
    ],
)
def test_a_whole_complaint(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A complaint says of which argument it is, what is wrong, and which word is near, if there is one."""
    with pytest.raises(SystemExit):
        cli.main(arguments)

    assert capsys.readouterr().err.splitlines()[-1] == f"uc-audit list {complaint}"


def test_nothing_found() -> None:
    """What finds nothing prints nothing, says so on the side, and exits with 1."""
    assert error("list", "findings", "--text", "zebra", code=1) == "uc-audit: nothing was found"
    assert error("search", "zebra", code=1) == "uc-audit: nothing was found"
    assert error("show", "figure-officer-article", code=1).endswith("Did you mean 'figure-officers-article'?")


def test_nothing_found_for_programs(tmp_path: Any) -> None:
    """What finds nothing is an empty list or a table without rows for a program, and replaces what was in a file."""
    for name, expected in (
        ("json", "[]\n"),
        ("jsonl", ""),
        ("markdown", ""),
        ("csv", "id,name,abbreviation,parent_id\n"),
    ):
        code, out, err = call("list", "organizations", "--text", "zebra", "--format", name)
        assert (code, out, err) == (1, expected, "uc-audit: nothing was found\n")
        (tmp_path / "file").write_text("stale", encoding="utf-8")
        assert (
            call("list", "organizations", "--text", "zebra", "--format", name, "--output", str(tmp_path / "file"))[0]
            == 1
        )
        assert (tmp_path / "file").read_text(encoding="utf-8") == expected


def test_nothing_found_for_people(tmp_path: Any) -> None:
    """What finds nothing leaves a file that people read as it was."""
    (tmp_path / "file").write_text("as it was", encoding="utf-8")

    error("list", "organizations", "--text", "zebra", "--output", str(tmp_path / "file"), code=1)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "as it was"


def test_lists_keep_speaker_and_caveats() -> None:
    """A list names who said a figure or a quote, and has a figure's caveats."""
    assert "\n  said by joseph-cuffari, according to article\n" in output("list", "figures", "--denominator", "8")
    assert "\n  note: The wording is the article's alone." in output("list", "figures", "--denominator", "8")
    assert "\n  said by ice\n" in output("list", "quotes", "--speaker", "ice")
    assert output("show", "ice", "--output", "-") == output("show", "ice")


def test_a_list_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry is the id, and indented below it what the record says and when, where it stands, and its notes."""
    monkeypatch.setenv("COLUMNS", "50")

    assert output("list", "figures", "--as-of", "2025") == (
        "figure-notices-not-served-oig-25-21\n"
        "  more than 233,000 unaccompanied alien children\n"
        "  were not served a Notice to Appear, as of\n"
        "  January 2025\n"
        "  said by dhs-oig, published in oig-25-21,\n"
        "  according to californiaimmigration-us,\n"
        "  baltimore-sun and read-me-org\n"
        "  [californiaimmigration-us] read together with\n"
        "  the Baltimore Sun and read-me.org;\n"
        "  [baltimore-sun] read together with\n"
        "  californiaimmigration.us and read-me.org;\n"
        "  [read-me-org] read together with\n"
        "  californiaimmigration.us and the Baltimore Sun\n"
        "  note: The abstract of OIG-25-21 does not have\n"
        "    this number; the full report is not held.\n"
    )
    assert output("list", "organizations", "--id", "ice") == "ice\n  U.S. Immigration and Customs Enforcement (ICE)\n"


def test_passages_stand_with_their_surroundings(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is cited is shown with what stands before and behind it, where that is recorded."""
    bare = uc_audit.Citation(source_id="article", exact="words")
    cited = (bare, attrs.evolve(bare, prefix="some ", suffix=" more", locator="line 1"))
    people = (attrs.evolve(audit.people[0], citations=cited), *audit.people[1:])
    monkeypatch.setattr(commands, "load", lambda: attrs.evolve(audit, people=people))

    assert "[article] “words”\n                [article] line 1: “some words more”\n" in output("show", people[0].id)


def test_show(audit: Audit) -> None:
    """A record is shown with its words, all its fields, the passages it cites, and what refers to it."""
    text = output("show", "figure-officers-article")

    for words in (
        "figure-officers-article (Figure)\n\nexactly 1 of 8 officers at one field office attempted to locate “missing\nchildren”\n",
        "As stated       a single officer out of eight\n",
        "Topics          guidance\n                monitoring\n",
        "Attribution     said by joseph-cuffari\n                reported by article\n",
        "Referred to by  finding-one-officer-of-eight\n",
        "[article] sentence 17: “only a single officer out of eight\n",
    ):
        assert words in text
    assert "(2018-10-01 to 2023-09-30)" in output("show", "figure-transferred-associated-press")
    assert "[associated-press] (text not held)" in output("show", "figure-transferred-associated-press")
    assert output("show", "ice", "--format", "json") == uc_audit.to_json(audit["ice"])


def test_show_is_laid_out(audit: Audit) -> None:
    """A field has its name without a sign of reference, once for all its values; what is empty is left out."""
    assert output("show", "newsweek") == "newsweek (Organization)\n\nNewsweek\n\nName            Newsweek\n"
    assert output("show", "finding-fled-custody").endswith(
        "Element         condition\n"
        "Topics          monitoring\n"
        "Organization    ice\n"
        "                hhs\n"
        "Citations       [oig-25-21] abstract: “ICE also was not always aware of the\n"
        "                location for UACs who fled HHS’ custody”\n"
    )
    assert output("show", audit.people[0].id).endswith(
        "\nOrganization    dhs-oig\n"
        "Citations       [article] sentence 6: “Inspector General Joseph Cuffari’s”\n"
        "                [townhall] who issued the alert: (text not held)\n"
        "Referred to by  figure-officers-article\n"
        "                quote-new-formal-process\n"
    )


def test_show_every_record(audit: Audit, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    """Every record can be shown, also on a narrow terminal, with every text that it has."""
    monkeypatch.setenv("COLUMNS", "40")
    for record in audit.records:
        text = printed(capsys, "show", record.id)
        plain = " ".join(text.split())
        assert plain.startswith(f"{record.id} ({type(record).__name__}) ")
        for _, leaf, rules in leaves_of(type(record), record):
            assert rules or " ".join(leaf.split()) in plain
        long = [line for line in text.splitlines() if len(line) > 40]
        assert all(len(line.split()[-1]) > 20 for line in long)


def test_version_in_process(capsys: pytest.CaptureFixture[str]) -> None:
    """The version goes to standard output."""
    with pytest.raises(SystemExit) as caught:
        cli.main(["--version"])

    assert caught.value.code == 0
    assert capsys.readouterr().out == f"uc-audit {uc_audit.__version__}\n"


def test_search() -> None:
    """A search prints the id, the field and the passage of each hit."""
    text = output("search", "court", "DATES")

    assert text == "finding-outside-proceedings (title)\n  No scheduled court dates\n"
    assert output("search", "court dates") == text


def test_export(audit: Audit, tmp_path: Any) -> None:
    """The dataset is exported as a data package, as JSON, or as CSV, and never over what is there."""
    assert output("export", str(tmp_path / "package")) == ""
    assert output("export", str(tmp_path / "json"), "--format", "json") == ""
    assert output("export", str(tmp_path / "csv"), "--format", "csv") == ""

    uc_audit.write_datapackage(audit, tmp_path / "expected")
    written = [{path.name: path.read_bytes() for path in (tmp_path / n).iterdir()} for n in ("package", "expected")]
    assert written[0] == written[1]
    assert sorted(path.name for path in (tmp_path / "json").iterdir()) == ["audit.json", "audit.schema.json"]
    assert uc_audit.read(tmp_path / "json" / "audit.json") == audit
    assert json.loads((tmp_path / "json" / "audit.schema.json").read_text(encoding="utf-8")) == uc_audit.schema()
    tables = [*KINDS, "records", "links", "citations", "dataset", "retired_ids"]
    assert sorted(path.stem for path in (tmp_path / "csv").iterdir()) == sorted(tables)
    assert "--overwrite replaces" in error("export", str(tmp_path / "package"))
    assert "--overwrite replaces" in error("export", str(tmp_path / "csv"), "--format", "csv")
    assert output("export", str(tmp_path / "package"), "--overwrite") == ""
    assert output("export", str(tmp_path / "csv"), "--format", "csv", "--overwrite") == ""


@pytest.fixture
def datasets(audit: Audit, tmp_path: Path) -> tuple[str, str]:
    """Two files: a dataset in which one number was another one, and the bundled dataset."""
    figures = tuple(attrs.evolve(f, value=19) if f.measure == "report-pages" else f for f in audit.figures)
    uc_audit.to_json(attrs.evolve(audit, figures=figures), tmp_path / "old.json")
    uc_audit.to_json(audit, tmp_path / "new.json")
    return str(tmp_path / "old.json"), str(tmp_path / "new.json")


def test_diff(datasets: tuple[str, str]) -> None:
    """What differs is printed, and the exit code says whether something does."""
    old, new = datasets
    expected = "* figure-pages-oig-24-46, value: 19 became 18\n"

    assert call("diff", old) == (1, expected, "")
    assert call("diff", old, new) == (1, expected, "")
    assert call("diff", new) == (0, "", "")
    assert call("diff", old, old) == (0, "", "")


def test_diff_in_other_formats(datasets: tuple[str, str], audit: Audit, tmp_path: Path) -> None:
    """What differs is written for a changelog or for a program, also to a file."""
    old, _ = datasets
    changes = uc_audit.diff(uc_audit.read(old), audit)

    assert call("diff", old, "--format", "markdown") == (1, "- `figure-pages-oig-24-46`, `value`: 19 became 18\n", "")
    assert call("diff", old, "--format", "json") == (1, uc_audit.to_json(changes), "")
    assert call("diff", old, "--output", str(tmp_path / "out")) == (1, "", "")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "* figure-pages-oig-24-46, value: 19 became 18\n"


def test_diff_for_programs_is_utf8(audit: Audit, tmp_path: Path) -> None:
    """What is for programs is UTF-8 whatever the terminal; for people it is what the terminal knows, with hanging lines."""
    organizations = tuple(attrs.evolve(o, name="“Ä” " * 12) if o.id == "ero" else o for o in audit.organizations)
    path = str(tmp_path / "old.json")
    old = attrs.evolve(audit, organizations=organizations)
    uc_audit.to_json(old, path)
    result = run("diff", path, "--format", "json", PYTHONIOENCODING="latin-1")

    assert result.stdout.decode() == uc_audit.to_json(uc_audit.diff(old, audit))
    lines = run("diff", path, PYTHONIOENCODING="latin-1", COLUMNS="40").stdout.decode("latin-1").splitlines()
    assert lines[0].startswith('* ero, name: ""Ä"')
    assert len(lines) > 1
    assert all(line.startswith("  ") and not line.startswith("   ") for line in lines[1:])


def test_diff_on_a_narrow_terminal(datasets: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of a change are as wide as the terminal, and hang below its first word."""
    monkeypatch.setenv("COLUMNS", "35")

    assert call("diff", datasets[0])[1] == "* figure-pages-oig-24-46, value: 19\n  became 18\n"


def test_diff_with_an_empty_name(datasets: tuple[str, str]) -> None:
    """An empty name, as of a variable that is not set, is no file, and not the bundled dataset."""
    assert "No such file" in error("diff", datasets[0], "")


def test_diff_into_a_closed_pipe(datasets: tuple[str, str]) -> None:
    """Also where nobody reads on, the exit code says whether something differs."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "uc_audit", "diff", datasets[0]]
    result = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, env=BUFFERED, check=False)
    os.close(writing)

    assert (result.returncode, result.stderr) == (1, b"")


def test_diff_of_what_is_no_dataset(datasets: tuple[str, str], tmp_path: Path) -> None:
    """A file that is not there, and one that is not valid, is exit code 2, which is not that of a difference."""
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")

    assert "No such file" in error("diff", str(tmp_path / "none.json"))
    assert "bad.json has 19 problems:" in error("diff", datasets[0], str(tmp_path / "bad.json"))


def test_chart(audit: Audit, tmp_path: Path) -> None:
    """A chart is printed as Vega-Lite, or written to a file of the kind that its name says, as the library does."""
    pages = ["chart", "measure", "--measure", "report-pages"]
    uc_audit.chart(audit, "measure", tmp_path / "pages.json", measure="report-pages")

    assert output(*pages) == output(*pages, "-o", "-") == (tmp_path / "pages.json").read_text(encoding="utf-8")
    assert output(*pages, "-o", str(tmp_path / "pages.svg")) == ""
    assert (tmp_path / "pages.svg").read_text(encoding="utf-8").startswith("<svg ")
    assert json.loads(output("chart", "timeline"))["title"]["text"][0].startswith("All that has a date")


def test_charts_that_there_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be drawn is one line of complaint, and nothing is written."""
    path = str(tmp_path / "chart.svg")

    assert "No such file" in error("chart", "parts", "-o", str(tmp_path / "no" / "chart.json"))
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    assert error("chart", "parts", "-o", path) == (
        "uc-audit: This needs the extra 'plot': pip install 'uc-audit[plot]'"
    )
    assert list(tmp_path.iterdir()) == []


def test_schema_and_path(audit: Audit) -> None:
    """The schema and the place of the bundled file are printed."""
    assert json.loads(output("schema")) == uc_audit.schema()
    assert uc_audit.read(output("path").rstrip("\n")) == audit


def test_output_to_a_file(audit: Audit, tmp_path: Any) -> None:
    """With ``--output`` nothing is printed, and the file has what would have been."""
    path = tmp_path / "out"
    for arguments in (["list", "figures", "--format", "csv"], ["show", "ice"], ["search", "court"], ["schema"]):
        expected = output(*arguments)
        assert output(*arguments, "--output", str(path)) == ""
        assert path.read_text(encoding="utf-8") == expected
    assert "No such file or directory" in error("schema", "--output", str(tmp_path / "no" / "file"))
    assert audit


@pytest.mark.parametrize("code", [["list", "quotes", "--format", "csv"], ["list", "quotes", "--format", "json"]])
def test_what_is_for_programs_is_utf8(code: list[str]) -> None:
    """In any locale, what is for programs has the same bytes."""
    narrow = run(*code, LANG="C", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")

    assert narrow.stdout == run(*code, PYTHONUTF8="1").stdout
    assert narrow.stdout.decode("utf-8")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [[], ["schema"]])
def test_a_full_disk(arguments: list[str]) -> None:
    """When nothing can be written, one line says so, and the exit code is 2."""
    command = [sys.executable, "-m", "uc_audit", *arguments]
    with open("/dev/full", "wb") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=BUFFERED, check=False)

    assert (result.returncode, result.stderr) == (2, "uc-audit: [Errno 28] No space left on device\n")


@pytest.mark.skipif(os.name != "posix", reason="only a shell of POSIX closes streams like this")
def test_no_standard_output() -> None:
    """Without standard output, and without standard error, nothing breaks."""
    command = f"{shlex.quote(sys.executable)} -m uc_audit"
    closed = subprocess.run(f"{command} >&-", shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    both = subprocess.run(f"{command} >&- 2>&-", shell=True, capture_output=True, text=True, check=False)  # noqa: S602

    assert (closed.returncode, closed.stderr) == (2, "uc-audit: there is no standard output\n")
    assert both.returncode == 2


def test_narrow_encoding_in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an encoding does not have is written with straight quotes, or else as an escape."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)

    assert cli.main(["show", "quote-manual-processes"]) == 0
    assert b'\n"manual, multi-step processes"\n' in stream.buffer.getvalue()


@pytest.mark.parametrize(
    ("command", "for_people"),
    [
        ([], True),
        (["list", "quotes"], True),
        (["show", "quote-manual-processes"], True),
        (["search", "manual"], True),
        (["cite", "accented"], True),
        (["path"], False),
        (["diff", "OLD"], True),
        (["verify", "article=TEXT"], True),
        (["cite", "accented", "--style", "csl"], False),
        (["cite", "accented", "--style", "bibtex"], False),
        (["list", "quotes", "--format", "json"], False),
        (["diff", "OLD", "--format", "json"], False),
        (["diff", "OLD", "--format", "markdown"], False),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_for_people_or_for_programs(
    audit: Audit,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    for_people: bool,  # noqa: FBT001 (a column of the table above)
) -> None:
    """What people read is in the encoding of the terminal and has no control characters; programs get UTF-8."""
    accented = attrs.evolve(audit.get("article", uc_audit.Source), id="accented", title="Déjà\x9b vu")
    quotes = [attrs.evolve(quote, text=f"é\x9b{quote.text}") for quote in audit.quotes]
    changed = attrs.evolve(audit, sources=(*audit.sources, accented), quotes=tuple(quotes), title="Déjà\x9b vu")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(commands, "load", lambda: changed)
    monkeypatch.setattr(commands, "data_file", lambda: "Déjà\x9b vu")
    monkeypatch.setattr(sys, "stdout", stream)
    uc_audit.to_json(audit, tmp_path / "old")
    (tmp_path / "text").write_text("Déjà\x9b vu", encoding="utf-8")
    places = {"OLD": str(tmp_path / "old"), "article=TEXT": f"article={tmp_path / 'text'}"}

    assert cli.main([places.get(part, part) for part in command]) == (command[:1] in (["diff"], ["verify"]))
    written = stream.buffer.getvalue()
    assert (b"\\xe9\\x9b" in written or b"\\xe0\\x9b" in written) == for_people
    assert ("é".encode() in written) != for_people


def test_the_report_fits_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole audit is printed as wide as the terminal is, and no wider."""
    monkeypatch.setenv("COLUMNS", "50")

    assert cli.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if len(line) > 50 and " " in line.strip()] == []


def test_no_streams_in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process without streams, such as one without a console, gets the exit code only."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)

    assert cli.main(["schema"]) == 2


def test_redirected_in_process(audit: Audit) -> None:
    """A standard output that is only a text, without bytes or an encoding, is written to."""
    text, data = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(text):
        assert cli.main(["show", "ice"]) == 0
    with contextlib.redirect_stdout(data):
        assert cli.main(["schema"]) == 0

    assert text.getvalue().startswith("ice (Organization)\n")
    assert json.loads(data.getvalue()) == uc_audit.schema()
    assert audit


def test_a_corrupt_dataset(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A damaged installation is one line of complaint and exit code 2."""
    monkeypatch.setattr(dataset, "_bundled", None)
    monkeypatch.setattr(dataset, "_bundled_bytes", lambda _: b"changed")

    assert cli.main([]) == 2
    assert capsys.readouterr().err.startswith("uc-audit: The bundled file audit.json has the SHA-256 ")


def test_a_folder_that_is_not_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Something in the folder is an error that says which option there is."""
    (tmp_path / "mine").touch()

    assert cli.main(["export", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"uc-audit: the folder {str(tmp_path)!r} is not empty; --overwrite replaces what has the same name\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_diff_of_the_same(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing differs, the exit code says so."""
    monkeypatch.setattr(commands, "read", lambda _: uc_audit.load())

    assert cli.main(["diff", "audit.json", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_no_standard_output_in_this_process(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is none, the complaint says so."""
    monkeypatch.setattr(sys, "stdout", None)

    assert cli.main(["path"]) == 2
    assert capsys.readouterr().err == "uc-audit: there is no standard output\n"


def test_a_path_that_is_no_text(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes of a path are printed as they are."""
    monkeypatch.setattr(commands, "data_file", lambda: "/a\udcff/audit.json")

    assert cli.main(["path"]) == 0
    assert capfdbinary.readouterr().out == b"/a\xff/audit.json\n"


def test_how_wide_lines_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A narrow terminal gets short lines, also where it is named by a hyphen; a file gets those of a wide one."""
    monkeypatch.setenv("COLUMNS", "40")
    command = ["search", "experts", "--output"]
    assert cli.main([*command, "-"]) == 0
    assert cli.main([*command, str(tmp_path / "figure.txt")]) == 0

    narrow, wide = capsys.readouterr().out, (tmp_path / "figure.txt").read_text(encoding="utf-8")
    assert narrow.split() == wide.split()
    # No word is broken, so that an id may be longer.
    assert max(len(line) for line in narrow.splitlines() if " " in line.strip()) <= 40
    assert 60 < max(map(len, wide.splitlines())) <= 80


def test_help_is_offered(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt option gets the nearest one, also without a command."""
    with pytest.raises(SystemExit):
        cli.main(["--hepl"])

    assert "--help" in capsys.readouterr().err.splitlines()[-1]
