"""The command line: what a person sees in a terminal, and what a script reads."""

import contextlib
import io
import json
import os
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import attrs
import pytest

import uc_audit
from strategies import RECORDS
from uc_audit import Audit, Citation, Discrepancy, DiscrepancyKind, Element, Figure, Finding
from uc_audit.cli import main

BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
PROGRAM = [sys.executable, "-m", "uc_audit"]
Write = Callable[..., Path]

BUNDLED = ("audit.json", "audit.schema.json")
FOR_PEOPLE = ["", "report", "cite", "compare", "search court", "compare notices-not-served", "show ice", "list figures"]

HOSTILE = (  # Characters that a terminal might obey or hide, or that the code might take for its own.
    "\x1b]0;title\x07\x1b[31mred\x1b[0m\x9b2J\x7f\x00\b\b \u202eright to left\u2066 \u200b\ufeff\u2028\u2029\x85\u00ad\ue000"
    "\U000e0041 \r\v\f\tline\nbreak\r\n {{7*7}} %s %(prog)s {0} {a.__class__} \\x1b"
)

FREE = """abbreviation as_stated definition exact label locator name note number population predicate prefix
publisher role statement suffix text title"""  # The fields that have any text.


@pytest.fixture(autouse=True)
def usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test a terminal of 80 columns, unless it says otherwise."""
    monkeypatch.setenv("COLUMNS", "80")


def call(line: str, *more: object) -> tuple[int, str, str]:
    """Run a command line in this process; return the exit status, standard output and standard error."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        status = main([*shlex.split(line), *map(str, more)])
    return status, out.getvalue(), err.getvalue()


def output(line: str, *more: object) -> str:
    """Run a command that must succeed without a complaint, and return what it printed."""
    status, out, err = call(line, *more)
    assert (status, err) == (0, "")
    return out


def complaint(line: str, *more: object, status: int = 2) -> str:
    """Run a command that must fail and print nothing, and return its one line of complaint."""
    found, out, err = call(line, *more)
    assert (found, out, err.count("\n"), err[:10]) == (status, "", 1, "uc-audit: ")
    return err[10:-1]


def plain(text: str) -> str:
    """Return text without its line breaks and indents."""
    return " ".join(text.split())


OWN, OTHER = (uc_audit.Attribution(published_in=report_id) for report_id in ("r-1", "r-2"))
CITED = (Citation(source_id="r-1", exact="It is open."),)


def make(record_class: Any, record_id: str, title: str, **changes: Any) -> Any:
    """Return a record of the small dataset, with a statement."""
    return record_class(id=record_id, title=title, statement="So it is.", citations=CITED, **changes)


@pytest.fixture
def small(audit: Audit, make_figure: Callable[..., Figure], tmp_path: Path) -> Write:
    """Return a function that writes a dataset about a report R-1, with changes, and returns the file."""
    report = attrs.evolve(audit.report, id="r-1", number="R-1", title="A report", url=None, note=None)
    names = {"locks": OTHER, "boxes": OWN}
    words: Any = {"predicate": "were open", "citations": CITED}
    condition: Any = {"element": Element.CONDITION, "attribution": OWN}
    agreed: Any = {"kind": uc_audit.ResponseKind.WRITTEN_RESPONSE, "position": uc_audit.Position.CONCUR}
    parts: Any = dict.fromkeys(RECORDS, ()) | {
        "title": "A dataset about boxes",
        "report_id": "r-1",
        "sources": (report, attrs.evolve(report, id="r-2", number="R-2")),
        "organizations": (uc_audit.Organization(id="office", name="The Office"),),
        "measures": tuple(
            uc_audit.Measure(id=name, title=f"Open {name}", definition="x", preferred_id=f"f-{name}") for name in names
        ),
        "figures": tuple(
            make_figure(id=f"f-{name}", measure_id=name, population=name, attribution=attribution, **words)
            for name, attribution in names.items()
        ),
        "findings": (
            make(Finding, "n-0", "Red", element=Element.CONDITION, attribution=OTHER),
            make(Finding, "n-1", "Boxes are open", **condition),
            make(Finding, "n-2", "Boxes are counted", figure_ids=("f-boxes",), **condition),
            make(Finding, "n-3", "Nobody closed them", element=Element.CAUSE, attribution=OWN),
        ),
        "responses": (
            make(uc_audit.Response, "a-1", "It agreed", organization_id="office", attribution=OWN, **agreed),
        ),
        "discrepancies": (
            make(Discrepancy, "d-1", "Open became lost", kind=DiscrepancyKind.WORDING, record_ids=("f-boxes",)),
        ),
    }

    def write(**changes: Any) -> Path:
        path = tmp_path / "small.json"
        path.write_text(uc_audit.to_json(attrs.evolve(audit, **{**parts, **changes})), encoding="utf-8")
        return path

    return write


FIRST_SCREEN = """\
R-1, 19 August 2024: A dataset about boxes

Found      Boxes are open
How many   more than 448,000 boxes were open, FY 2019-2023
Why        Nobody closed them
Answer     It agreed
Misquoted  Open became lost
Read on    uc-audit report (everything), uc-audit list KIND, uc-audit check FILE
"""


def test_the_first_screen(small: Write) -> None:
    """Without a command, one screen has what the report itself states, what was answered, and what is misquoted."""
    first, *_, last = FIRST_SCREEN.splitlines()

    assert output("--data", small()) == FIRST_SCREEN
    assert output("--data", small(**{kind: () for kind in RECORDS if kind != "sources"})) == f"{first}\n\n{last}\n"


@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_first_screen_fits(audit: Audit, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """The overview has all causes and the first figures to quote, and leaves a line for the prompt on a 24-line terminal."""
    monkeypatch.setenv("COLUMNS", str(width))
    text = output("")
    figures = [str(audit[measure.preferred_id]) for measure in audit.measures if measure.preferred_id]

    assert text.count("\n") <= 23
    causes = uc_audit.select(audit.findings, element="cause", published_in=audit.report_id, reported_by=None)
    assert [cause.title for cause in causes if cause.title not in plain(text)] == []
    assert sum(figure in plain(text) for figure in figures) >= 3


def test_the_first_screen_is_short(small: Write) -> None:
    """However much there is, the overview has only the first entries of each kind; a later count is not a misquote."""
    own = uc_audit.read(small()).findings[1::2]
    many = [attrs.evolve(each, id=f"{each.id}-{n}", title=f"{each.element} {n}") for n in range(9) for each in own]
    kinds = map(DiscrepancyKind, ["later", "wording", "sum"])
    misquotes = [make(Discrepancy, f"d-{kind}", f"misquote {kind}", kind=kind, record_ids=("r-1",)) for kind in kinds]
    text = plain(output("--data", small(findings=tuple(many), discrepancies=tuple(misquotes))))

    assert "Found condition 0; condition 1 How many " in text
    assert "Why cause 0; cause 1; cause 2; cause 3; cause 4 Answer " in text
    assert "Misquoted misquote wording Read on " in text


def test_ways_to_call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """``uc-audit``, ``python -m uc_audit`` and ``main()`` are the same."""
    (script,) = entry_points(group="console_scripts", name="uc-audit")
    monkeypatch.setattr(sys, "argv", ["uc-audit", "path"])
    with pytest.raises(SystemExit, match=r"^0$"):
        runpy.run_module("uc_audit", run_name="__main__")

    assert (script.load(), main()) == (main, 0)
    assert capsys.readouterr().out == 2 * f"{uc_audit.data_file()}\n"


@pytest.mark.parametrize("width", [80, 150])
@pytest.mark.parametrize("line", [*FOR_PEOPLE, "list sources", "--help", "export --help", "list figures --help"])
def test_lines_fit(monkeypatch: pytest.MonkeyPatch, line: str, width: int) -> None:
    """Lines fit the width of the terminal, except for ids and addresses, and for references, which people copy."""
    monkeypatch.setenv("COLUMNS", str(width))
    lines = [text for text in output(line).splitlines() if not text.startswith("usage:")]

    assert line == "cite" or [text for text in lines if len(text) > width and len(text.split()[-1]) < width // 3] == []
    assert line != "report" or max(map(len, lines)) > width - 20


def test_the_report_has_everything(audit: Audit, small: Write) -> None:
    """Every record is in the report, in the words of ``describe``, with its title; empty sections have no heading."""
    text = plain(output("report"))
    titled: Any = (*audit.measures, *audit.findings, *audit.responses, *audit.discrepancies)
    words = [record.title for record in titled]
    words += [uc_audit.describe(record, "long") for record in audit if not isinstance(record, uc_audit.Measure)]

    assert [missing for missing in words if plain(missing) not in text] == []
    headings = re.findall("^[A-Z]{4,}$", output("report --data", small()), re.MULTILINE)
    assert headings == ["RESPONSES", "DISCREPANCIES", "ORGANIZATIONS", "SOURCES"]


def test_help_names_all_commands() -> None:
    """The help has every command, and each command, and each kind with its criteria, has its own help."""
    commands = re.findall(r"^  ([a-z]+) ", output("--help").partition("commands:")[2], re.MULTILINE)

    assert len(commands) >= 12
    for command in commands:
        assert output(command, "--help").startswith(f"usage: uc-audit {command}")
    assert output("--version") == f"uc-audit {uc_audit.__version__}\n"
    assert "--said-by" in output("list figures --help")
    assert "--said-by" not in output("list sources --help")


@pytest.mark.parametrize("kind", RECORDS)
def test_list_of_every_kind(audit: Audit, kind: str) -> None:
    """Every kind can be listed with ids and titles, and in every format of the library."""
    records = getattr(audit, kind)
    table = output(f"list {kind}")

    assert re.findall(r"^\S+$", table, re.MULTILINE) == [record.id for record in records]
    assert [record for record in records if plain(getattr(record, "title", None) or "") not in plain(table)] == []
    assert not re.search("^  (Of what|Title|Name): ", table, re.MULTILINE)  # They are in the headline.
    for name in ("json", "jsonl", "csv", "markdown", "html"):
        assert output(f"list {kind} --format {name}") == getattr(uc_audit, f"to_{name}")(records)
    assert output(f"list {kind} --format excel-csv") == uc_audit.to_csv(records, excel=True)


@pytest.mark.parametrize(("line", "criteria"), [
    ("figures --topic notice-to-appear --min-value 100,000", {"topic": "notice-to-appear", "min_value": 100_000}),
    ("figures --unit children --unit addresses", {"unit": ["children", "addresses"]}),
    ("figures --comparator none --comparator 'more than'", {"comparator": [None, "more than"]}),
    ("figures --source OIG-24-46 --during 'FY 2021'", {"source": "oig-24-46", "during": "FY 2021"}),
    ("figures --as-of 'May 2024'", {"as_of": "2024-05"}),
    ("figures --measure notices-not-served --part-of none", {"measure": "notices-not-served", "part_of": None}),
    ("figures --said-by 'DHS OIG'", {"said_by": "dhs-oig"}),
    ("figures --text Notice --value 32,000 --value 291000", {"text": "notice", "value": [32_000, 291_000]}),
    ("figures --max-value 291000", {"max_value": 291_000}),
    ("quotes --is-fragment false", {"is_fragment": False}),
])  # fmt: skip
def test_options_are_criteria(audit: Audit, line: str, criteria: dict[str, Any]) -> None:
    """The options of a list are the criteria of ``select``, by the names that people use, in any order."""
    kind, _, options = line.partition(" ")
    expected = uc_audit.select(getattr(audit, kind), **criteria)

    assert expected
    assert output(f"list {line} --format json") == uc_audit.to_json(expected)
    assert output(f"list {options} --format=json {kind}") == uc_audit.to_json(expected)


def test_nothing_found(small: Write) -> None:
    """A command that finds nothing says so on standard error and exits with 1; a program gets an empty list."""
    assert complaint("list figures --said-by office --data", small(), status=1) == "nothing was found"
    assert complaint("list discrepancies --record f-locks --data", small(), status=1) == "nothing was found"
    assert complaint("search zebra", status=1) == "nothing was found"
    assert call("list quotes --text zebra --format json") == (1, "[]\n", "uc-audit: nothing was found\n")
    assert call("list quotes --text zebra --format csv")[1].startswith("id,")


@pytest.mark.parametrize("kind", RECORDS)
def test_show(audit: Audit, kind: str) -> None:
    """A record is shown with what it cites, refers to and is referred to by; ids may have capitals and spaces."""
    record = getattr(audit, kind)[0]
    text = plain(output("show", record.id.upper().replace("-", " ")))
    words = [str(record), *(cited.exact for cited in getattr(record, "citations", ()))]
    words += [other.id for other in (*audit.references(record), *audit.referrers(record))]

    assert text.startswith(f"{record.id} ")
    assert [missing for missing in words if plain(missing) not in text] == []
    assert output("show --format json", record.id) == uc_audit.to_json(record)


def test_search(audit: Audit) -> None:
    """A search prints the records in the library's order, with the words that were found."""
    text, hits = output("search notice to appear"), uc_audit.search(audit, "notice to appear")

    assert re.findall(r"^\S+$", text, re.MULTILINE) == [hit.record.id for hit in hits]
    assert [hit for hit in hits if plain(hit.snippet) not in plain(text)] == []


def test_compare(audit: Audit, small: Write) -> None:
    """All figures of a measure are listed with their discrepancies, the one to quote first, or else all measures."""
    text, everything = plain(output("compare notices-not-served")), plain(output("compare"))
    for comparison in uc_audit.compare(audit, "notices-not-served"):
        ids = [comparison.figure.id, *(discrepancy.id for discrepancy in comparison.discrepancies)]
        assert [words for words in (comparison.who, *ids) if words not in text] == []
    assert text.index(audit.get("notices-not-served", uc_audit.Measure).preferred_id or "?") < text.index("Differs in")
    assert "On record" not in output("compare locks --data", small())
    assert [measure for measure in audit.measures if f"{measure.id} {measure.title} To quote: " not in everything] == []


@pytest.mark.parametrize("style", ["text", "html", "bibtex", "csl"])
def test_cite(audit: Audit, style: Any) -> None:
    """References are those of the library: of a record, or of the dataset."""
    for line, record in (("cite OIG-24-46", audit.report), ("cite", audit)):
        reference, text = uc_audit.cite(record, style, audit=audit), output(f"{line} --style {style}")
        assert json.loads(text) == reference if style == "csl" else text.strip() == str(reference).strip()


def test_export_as_json(audit: Audit, small: Write, tmp_path: Path) -> None:
    """Without a folder, the dataset is written as JSON, and a message says where it went."""
    assert call("export --format json --data", small())[:2] == (0, small().read_text(encoding="utf-8"))
    assert call("export --format json")[2].endswith(" records) to standard output\n")
    assert call("export --format json -o", tmp_path / "audit.json")[:2] == (0, "")
    assert uc_audit.read(tmp_path / "audit.json") == audit


def test_export_to_a_folder(audit: Audit, tmp_path: Path) -> None:
    """A data package, JSON with its schema, or tables are written and named; existing files need --overwrite."""
    uc_audit.write_datapackage(audit, tmp_path / "package")
    expected = {
        "datapackage": {path.name: path.read_bytes() for path in (tmp_path / "package").iterdir()},
        "json": {name: files("uc_audit").joinpath("data", name).read_bytes() for name in BUNDLED},
        "csv": {f"{kind}.csv": uc_audit.to_csv(getattr(audit, kind)).encode() for kind in RECORDS},
    }
    for name, contents in expected.items():
        command = ("export --format", name, tmp_path / name)
        named = "describes" if name == "datapackage" else f"{name}: {', '.join(contents)}"
        assert call(*command)[2].endswith(f"{named}\n")
        assert {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} == contents
        assert "folder is not empty" in complaint(*command)
        assert call(*command, "--overwrite")[0] == 0


@pytest.mark.parametrize("line", ["", "list figures --format csv", "cite", "schema", "path"])
def test_output_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    """With ``-o``, before or after the command, the file has what an 80-column terminal would have shown."""
    expected = output(line)
    monkeypatch.setenv("COLUMNS", "40")
    assert output(f"{line} -o -") == output(line)
    assert output(f"{line} -o", tmp_path / "after") == output("-o", tmp_path / "before", *shlex.split(line)) == ""
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in ("after", "before")] == [expected, expected]


def test_standard_input(small: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hyphen is standard input, for a dataset and for the text of a document."""
    path = small()
    text = path.read_text(encoding="utf-8")

    def given(text: str, line: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="ascii"))
        return call(line)

    expected = call("list figures --data", path)
    assert (given(text, "list figures --data -"), given(text, "--data - list figures")) == (expected, expected)
    assert (given(text, f"diff - {path}"), given(text, f"diff {path} -")) == ((0, "", ""), (0, "", ""))
    assert given("nothing", "verify OIG-24-46=-")[0] == 1
    assert given("{}", "--data -")[2].startswith("uc-audit: The document has ")
    for line in ("diff - -", "verify R-1=- --data -"):
        assert given(text, line)[::2] == (2, "uc-audit: there is no standard input, or it has already been read\n")
    monkeypatch.setattr(sys, "stdin", None)  # As after <&-.
    assert complaint("diff -") == "there is no standard input, or it has already been read"


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the command silently, with exit status 130."""
    monkeypatch.setattr(uc_audit, "load", Mock(side_effect=KeyboardInterrupt))

    assert call("report") == (130, "", "")


def test_diff(small: Write, tmp_path: Path) -> None:
    """The differences are printed in each format, and the status is 1 if there are any."""
    old = small(title="Another title").rename(tmp_path / "old.json")
    new = small()
    changes = uc_audit.diff(uc_audit.read(old), uc_audit.read(new))

    assert call("diff", old, new) == call("diff", old, "--data", new) == (1, f"{changes[0]}\n", "")
    assert call("diff --format json", old, new) == (1, uc_audit.to_json(changes), "")
    assert call("diff --format markdown", old, new) == (1, uc_audit.to_markdown(changes), "")
    assert call("diff", new, new) == (0, "", "")
    assert call("diff", old)[0] == 1


MISMATCH = """\
R-1: 8 of 9 cited passages found.

f-boxes, citations[1]: not found
  cited    “no box was shut” (R-1, page 2)
  nearest  “every box was shut.”
"""


def test_verify(small: Write, tmp_path: Path) -> None:
    """Passages cited from a document are searched for in its text; the missing ones are shown with the nearest words."""
    found = Citation(source_id="r-1", exact="Most of the boxes were open", locator="page 2")
    lost = attrs.evolve(found, exact="no box was shut")
    locks, boxes = uc_audit.read(small()).figures
    path = small(figures=(locks, attrs.evolve(boxes, citations=(found, lost))))
    text = tmp_path / "text"
    text.write_text("It is open. Most of the boxes were open, but not every box was shut.", encoding="utf-8")

    assert call(f"verify R-1={text} --data", path) == (1, MISMATCH, "")
    text.write_text("It is open. Most of the boxes were open, and no box was shut.", encoding="utf-8")
    assert output(f"verify R-1={text} --data", path) == "R-1: 9 of 9 cited passages found.\n"
    assert call(f"verify r-2={text} --data", path) == (1, "R-2: 0 of 0 cited passages found.\n", "")


def test_the_width_of_a_chart(audit: Audit) -> None:
    """The width is the library's default or the given one; one that is too small or not a number is wrong usage."""
    measure = "notices-not-served"

    assert json.loads(output("chart", measure)) == uc_audit.chart(audit, measure).to_dict()
    assert json.loads(output("chart --width 300", measure)) == uc_audit.chart(audit, measure, width=300).to_dict()
    for width in ("299", "-600", "600.5", "wide", "", "٦٠٠", "100000"):
        message = complaint(f"chart --width={width}", measure)
        assert f"--width: '{width}' is not a whole number of pixels from 300 to 99999" in message


def test_no_chart_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A person at a terminal is asked for a file, instead of getting pages of JSON."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    assert main(["chart", "notices-not-served"]) == 2
    assert "give -o FILE.png, -o FILE.svg or -o FILE.json" in capsys.readouterr().err


def test_schema_and_chart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The schema is printed; a chart is printed as Vega-Lite, or drawn in the format that the file name asks for."""
    assert json.loads(output("schema")) == uc_audit.schema()
    assert json.loads(output("chart notices-not-served"))["$schema"].startswith("https://vega.github.io/schema/")
    for name, start in (("chart.svg", b"<svg"), ("chart.PNG", b"\x89PNG"), ("chart.json", b"{")):
        assert output("chart notices-not-served -o", tmp_path / name) == ""
        assert (tmp_path / name).read_bytes().startswith(start)
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    assert "needs the extra 'plot'" in complaint("chart notices-not-served -o", tmp_path / "chart.png")


ERRORS = """
lst | no command is called 'lst'; did you mean list? Choose from report, list, show
list | which kind? Choose from sources, organizations, people
list figurs | no kind is called 'figurs'; did you mean figures? Choose from sources,
list figures findings | unknown argument 'findings'
list figures --topik x | unknown argument '--topik'; did you mean --topic? See uc-audit list --help
--format json list figures | unknown argument '--format'
list figures --topic curt-hearing | no topic is called 'curt-hearing'; did you mean court-hearing? Choose from transfer
list figures --measure notices | no measure is called 'notices'; did you mean notices-not-served? Choose from children-
list figures --said-by IEC | no organization or person is called 'IEC'; did you mean ice?
list figures --text '' | text: found '', expected a string
list figures --value 1,0 | --value: '1,0' is not a whole number such as 32000 or 32,000
list figures --value ١٢ | '١٢' is not a whole number
list figures --during soon | --during: 'soon' is not a time
list quotes --is-fragment perhaps | 'perhaps' is not true or false
list figures --id ice | no figure is called 'ice'
show nobody |  ids, which uc-audit list KIND shows
chart | which measure? Choose from children-
export '' | '': No such file or directory
export | give a folder
export x -o y | give a folder
report -o /dev/full | '/dev/full': No space left on device
report --data /no/such/file | '/no/such/file': No such file or directory
verify OIG-24-46 | 'OIG-24-46' must be SOURCE=FILE
chart notices-not-served -o a.gif | 'a.gif' does not end with .png, .svg or .json
"""


@pytest.mark.parametrize("case", ERRORS.strip().splitlines())
def test_errors(case: str) -> None:
    """Every error is one line in plain words, with the nearest word and the choices, and exit status 2."""
    line, _, message = case.partition(" | ")

    assert message in complaint(line)


def test_a_dataset_that_is_not_valid(tmp_path: Path, document: dict[str, Any]) -> None:
    """All problems of a dataset are listed after the name of the file; another encoding is one of them."""
    document["figures"][0]["value"], document["titel"] = "many", document.pop("title")
    (tmp_path / "bad.json").write_text(json.dumps(document), encoding="utf-8")
    status, _, err = call("list figures --data", tmp_path / "bad.json")

    assert (status, err.partition("\n")[0]) == (2, f"uc-audit: {tmp_path}/bad.json has 3 problems:")
    assert "figures[0].value: found 'many', expected a whole number" in err
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    assert "expected UTF-8" in call("--data", tmp_path / "latin")[2]
    assert "is not plain text in UTF-8" in complaint(f"verify OIG-24-46={tmp_path}/latin")


@pytest.mark.parametrize("line", ["", "list figures --format csv", "--help", "diff OLD"])
def test_a_pipe_that_closes_early(small: Write, line: str) -> None:
    """A reader that has gone away causes no complaint; the exit status is that of the command."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [*PROGRAM, *shlex.split(line.replace("OLD", str(small())))]
    result = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, env=BUFFERED, check=False)
    os.close(writing)

    assert (result.returncode, result.stderr) == (line == "diff OLD", b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")
@pytest.mark.parametrize("line", ["", "schema", "--help"])
def test_nowhere_to_write(line: str) -> None:
    """On a full disk, or if standard output is closed, one line says so, if possible, and the exit status is 2."""

    def run(redirection: str) -> tuple[int, str]:
        command = f"{shlex.join(PROGRAM)} {line} {redirection}"
        result = subprocess.run(command, shell=True, check=False, capture_output=True, text=True, env=BUFFERED)  # noqa: S602
        return result.returncode, result.stderr

    assert run(">/dev/full") == (2, "uc-audit: cannot write to standard output: No space left on device\n")
    assert run(">&-") == (2, "uc-audit: there is no standard output\n")
    assert run(">&- 2>/dev/full") == (2, "")


def test_other_encodings(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Characters that the terminal does not support are escaped; output for programs is UTF-8 all the same."""

    def written_by(*arguments: str) -> bytes:
        written = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="latin-1"))
        assert main(arguments) == 0
        return written.getvalue()

    assert rb"\u201c" in written_by("show", audit.quotes[0].id)
    assert written_by("list", "quotes", "--format", "json").decode() == uc_audit.to_json(audit.quotes)


def hidden(text: str) -> list[str]:
    """Return the invisible characters of a text, except for spaces and line ends."""
    return [character for character in text if not character.isprintable() and character != "\n"]


def poison(record: dict[str, Any]) -> dict[str, Any]:
    """Return an object of the dataset with hostile words in place of everything that people wrote."""
    words = {key: HOSTILE for key in FREE.split() if isinstance(record.get(key), str)}
    lists = {key: words for key, words in (("aliases", [HOSTILE]), ("insertions", [])) if key in record}
    address = {"url": f"https://a.b/{''.join(HOSTILE.split())}"} if record.get("url") else {}
    return {**record, **words, **lists, **address}


def test_records_reach_no_terminal_raw(document: Any, tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    """Whatever the texts of a dataset are, a person sees only visible characters; a program gets the texts unchanged."""
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(json.loads(json.dumps(document), object_hook=poison)), encoding="utf-8")
    for line in [*FOR_PEOPLE, f"show {document['figures'][0]['id']}", "search red", "verify oig-24-46=/dev/null"]:
        status, out, err = call(line, "--data", path)
        assert (status < 2, hidden(out), hidden(err)) == (True, [], [])
    assert hidden(call("diff", path)[1]) == []
    output("cite --data", path, "-o", tmp_path / "file")
    assert hidden((tmp_path / "file").read_text(encoding="utf-8")) == []
    assert output("list figures --format json --data", path) == uc_audit.to_json(uc_audit.read(path).figures)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["list", "figures", "--format", "json", "--data", str(path)]) == 0
    assert hidden(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    "command",
    ["{}", "--{}", "--data {}", "list {}", "list figures {}", "list figures --{}", "list figures --format {}",
     "list figures --measure {}", "list figures --value {}", "list figures --during {}", "show {}", "compare {}", "cite {}",
     "cite ICE --style {}", "chart {}", "diff {}", "export x --format {}", "report -o /no/such/folder/{}", "verify {}",
     "verify {}=x", "verify OIG-24-46={}", "chart ice -o {}"],
)  # fmt: skip
def test_arguments_reach_no_terminal_raw(command: str) -> None:
    """Whatever is given, the one line of complaint has only visible characters."""
    hostile = "\x1b[31m a\nb \u202ex \x9b \r \u200b \udcff"

    assert hidden(complaint("", *(part.format(hostile) for part in command.split()))) == []
