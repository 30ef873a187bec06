"""The formats: what they write, that it reads back, and that no text breaks out of them."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import uc_audit
from strategies import CLASSES, audits, whole
from uc_audit import Audit, DatasetError, Figure, Finding, Quote, Record
from uc_audit.formats.columns import SEPARATOR, columns_of

NASTY = [
    'a "quoted" text',
    "comma, semicolon; tab\t.",
    "| pipe || pipe |",
    "line\nbreak\r\nand\rreturn",
    "<script>alert(1)</script>",
    "</td></table><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://example.org","click")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\n=1",
    "\t=1",
    "\uff1d1",
    "\u202eright to left\u202c \u200f",
    "emoji 😀 and \u2028 separators \u2029 \x85",
    "*bold* _em_ `code` [link](http://x) ![i](y) # h ~~s~~ &amp; $x$ \\ \\| \\\\|",
    "' apostrophe",
    " spaces ",
    "\ufeffmark",
    "null",
    "\u0000",
]
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
nasty = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@pytest.fixture
def with_text(audit: Audit) -> Callable[[str], Quote]:
    """Make a quote with a text."""
    return lambda text: attrs.evolve(audit.quotes[3], text=text, insertions=())


def read_csv(text: str) -> list[dict[str, str]]:
    """Read comma-separated values with the standard library."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


# JSON and JSON Lines


def test_json_of_several_records(audit: Audit) -> None:
    """Several records are a JSON list, which reads back as a tuple."""
    text = uc_audit.to_json(audit.findings)

    assert [record["id"] for record in json.loads(text)] == [finding.id for finding in audit.findings]
    assert uc_audit.from_json(text, Finding, many=True) == audit.findings
    assert uc_audit.from_dict(uc_audit.to_dict(iter(audit.findings)), Finding, many=True) == audit.findings


def test_a_bad_record_among_several(audit: Audit) -> None:
    """The path of a problem in a list begins with the index."""
    documents = uc_audit.to_dict(audit.findings)
    documents[2]["title"] = 7

    with pytest.raises(DatasetError, match=r"\[2\]\.title: found 7, expected a text"):
        uc_audit.from_dict(documents, Finding, many=True)
    with pytest.raises(DatasetError, match=r"\$: found an object, expected a list"):
        uc_audit.from_dict({}, Finding, many=True)


@pytest.mark.parametrize("cls", CLASSES.values())
def test_jsonl_reads_back(cls: Any) -> None:
    """Any records are read back equal from their lines, one a line."""

    @given(st.lists(whole(cls), max_size=3))
    def check(records: list[Any]) -> None:
        text = uc_audit.to_jsonl(records)
        assert text.count("\n") == len(records)
        assert list(uc_audit.from_jsonl(text)) == records
        assert list(uc_audit.from_jsonl(text.encode().splitlines(keepends=True), cls)) == records

    check()


@given(audits())
def test_jsonl_of_an_audit(audit: Audit) -> None:
    """Of an audit all records are written, each with its class."""
    assert tuple(uc_audit.from_jsonl(uc_audit.to_jsonl(audit))) == audit.records


def test_jsonl_of_one_record(audit: Audit) -> None:
    """A single record is one line."""
    assert list(uc_audit.from_jsonl(uc_audit.to_jsonl(audit.figures[0]))) == [audit.figures[0]]


def test_jsonl_lines_are_lines_for_everybody(with_text: Callable[[str], Quote]) -> None:
    """Characters that some readers take for a line end are escaped; text, bytes and lists of lines all read back."""
    quote = with_text("a\u2028b\u2029c\x85d\x0be")
    text = uc_audit.to_jsonl([quote, quote])

    assert "\u2028" not in text
    assert list(uc_audit.from_jsonl(text)) == list(uc_audit.from_jsonl(text.encode())) == [quote, quote]
    assert list(uc_audit.from_jsonl(text.split("\n")[:-1])) == [quote, quote]


def test_subclasses_are_not_written(audit: Audit) -> None:
    """A subclass of a record has no table and no name in JSON Lines, and is refused everywhere alike."""

    @attrs.frozen(kw_only=True, repr=False)
    class Annotated(Figure):
        note: str = "x"

    fields = {field.name: getattr(audit.figures[0], field.name) for field in attrs.fields(Figure)}
    for make in (uc_audit.to_csv, uc_audit.to_markdown, uc_audit.to_html, uc_audit.to_jsonl):
        with pytest.raises(TypeError, match="not Annotated"):
            make([Annotated(**fields)])


def test_times_in_tables(audit: Audit) -> None:
    """The time of a source is that of its publication, that of a finding when it was so; a figure may have two."""
    figure = attrs.evolve(audit.figures[0], as_of=attrs.evolve(audit.scope, label="May 2024"))

    assert "| 19 August 2024 |" in uc_audit.to_markdown(audit.sources)
    assert "| December 2023 |" in uc_audit.to_markdown(audit.findings)
    assert "| FY 2019-2023, as of May 2024 |" in uc_audit.to_markdown(figure)


def test_jsonl_through_files(audit: Audit, tmp_path: Path) -> None:
    """Lines are written to a path and read from a path or an open file."""
    path = tmp_path / "figures.jsonl"
    uc_audit.to_jsonl(iter(audit.figures), path)

    assert path.read_text(encoding="utf-8") == uc_audit.to_jsonl(audit.figures)
    assert tuple(uc_audit.from_jsonl(path, Figure)) == audit.figures
    with path.open(encoding="utf-8") as file:
        assert tuple(uc_audit.from_jsonl(file, Figure)) == audit.figures


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"record_class": "Figure"}', r"line 3, has 16 problems:\n  id: found nothing"),
        ("{}", r"line 3, has 1 problem:\n  record_class: found null, expected one of 'Source', "),
        ("[]", r"line 3, has 1 problem:\n  record_class: found null, expected one of 'Source', "),
        ('{"record_class": "Audit"}', r"line 3, has 1 problem:\n  record_class: found 'Audit'"),
        ('{"record_class": ["Figure"]}', r"record_class: found a list"),
        ("", r"line 3, has 1 problem:\n  \$: found the end of the text"),
        ('{"a"', r"line 3, has 1 problem:\n  \$: found the end of the text at line 1, column 5"),
        ("\ufeff{}", r"line 3, has 1 problem:\n  \$: found a byte-order mark"),
        ("[" * 100_000, r"line 3, has 1 problem:\n  \$: found lists and objects too deep"),
    ],
)
def test_a_bad_line(audit: Audit, tmp_path: Path, line: str, message: str) -> None:
    """The records before a bad line come, and then the error, with the file and the line."""
    path = tmp_path / "figures.jsonl"
    path.write_text(uc_audit.to_jsonl(audit.figures[:2]) + line + "\n" + uc_audit.to_jsonl(audit.figures[2:]), "utf-8")
    records = uc_audit.from_jsonl(path)

    assert [next(records), next(records)] == list(audit.figures[:2])
    with pytest.raises(DatasetError, match=message) as caught:
        next(records)
    assert (caught.value.line, caught.value.source) == (3, str(path))


@pytest.mark.parametrize("rest", ["X", "\u00a0", "\x0b", "\x0c"])
def test_what_stands_behind_a_record(audit: Audit, rest: str) -> None:
    """A line ends with its record: of what follows it, only the line end and the white space of JSON are passed over."""
    line = uc_audit.to_jsonl(audit["ice"])

    assert list(uc_audit.from_jsonl([line, f" {line[:-1]} \t\r\n"])) == [audit["ice"]] * 2
    for text in (f"{line[:-1]}{rest}\n", f"{line[:-1]}{rest}\n".encode()):
        with pytest.raises(DatasetError, match="Extra data"):
            list(uc_audit.from_jsonl(text))


def test_lines_that_are_not_lines(audit: Audit, tmp_path: Path) -> None:
    """An empty line, a carriage return that ends none, and bytes that are no text: each is told from the others."""
    line = uc_audit.to_jsonl(audit["ice"])
    (tmp_path / "latin").write_bytes("é".encode("latin-1"))

    assert list(uc_audit.from_jsonl(line.replace(",", ",\r"))) == [audit["ice"]]
    with pytest.raises(DatasetError, match=r"line 2, has 1 problem:\n.* found the end of the text at line 1, column 1"):
        list(uc_audit.from_jsonl(f"{line}\n{line}"))
    with pytest.raises(DatasetError, match="found the end of the text at line 1, column 5"):
        list(uc_audit.from_jsonl('{"a"\n'))
    with pytest.raises(DatasetError, match="found the byte 0xe9 at offset 0, expected UTF-8"):
        list(uc_audit.from_jsonl(tmp_path / "latin"))


def test_a_line_of_another_class(audit: Audit) -> None:
    """Where one class is wanted, a record of another is refused."""
    with pytest.raises(DatasetError, match="record_class: found 'Figure', expected one of 'Finding'"):
        list(uc_audit.from_jsonl(uc_audit.to_jsonl(audit.figures), Finding))


def test_jsonl_is_constant_in_memory(tmp_path: Path) -> None:
    """Writing and reading ten times as many lines takes no more memory than a small part of them."""
    code = """
import sys, tracemalloc, pathlib, uc_audit
figure = uc_audit.load().figures[0]
path, peaks = pathlib.Path(sys.argv[1]), []
for n in (10, 1_000, 10_000):
    tracemalloc.start()
    uc_audit.to_jsonl((figure for _ in range(n)), path)
    assert sum(1 for _ in uc_audit.from_jsonl(path)) == n
    peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
print(peaks[2] < 1.5 * peaks[1])
"""
    command = [sys.executable, "-c", code, str(tmp_path / "many.jsonl")]

    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True\n"


# CSV


def test_csv_columns(audit: Audit) -> None:
    """Scalar fields are columns of their name; bounds, periods, topics and the first citation are there."""
    row = read_csv(uc_audit.to_csv(audit.figures))[0]

    assert list(row) == [
        "id", "measure", "label", "value", "comparator", "lower", "upper", "unit", "population", "denominator", "part_of",
        "as_stated", "period_start", "period_end", "period_label", "as_of_start", "as_of_end", "as_of_label", "topics",
        "caveats", "said_by", "published_in", "reported_by", "citation_source_id", "citation_exact", "citation_locator",
    ]  # fmt: skip
    assert row["value"] == "448000"
    assert (row["comparator"], row["lower"], row["upper"]) == (">", "448001", "")
    assert (row["period_start"], row["period_end"], row["period_label"]) == ("2018-10-01", "2023-09-30", "FY 2019-2023")
    assert row["citation_source_id"] == "oig-24-46"


def test_csv_of_several_values(audit: Audit) -> None:
    """Several values are joined, true is a word, and nothing is an empty cell."""
    (officers,) = [row for row in read_csv(uc_audit.to_csv(audit.figures)) if row["denominator"]]
    quotes = read_csv(uc_audit.to_csv(audit.quotes))

    assert officers["topics"] == "guidance; monitoring"
    assert officers["caveats"].count("\n") == 1
    assert officers["period_start"] == officers["part_of"] == ""
    assert [row["is_fragment"] for row in quotes] == ["true", "false", "false", "true", "true", "false"]


def test_csv_of_an_audit(audit: Audit) -> None:
    """Of an audit all records are rows, with the columns of all classes after the class."""
    rows = read_csv(uc_audit.to_csv(audit))

    assert [row["id"] for row in rows] == [record.id for record in audit.records]
    assert [row["record_class"] for row in rows] == [type(record).__name__ for record in audit.records]
    assert rows[0]["statement"] == ""
    assert len(rows[0]) == len({column.name for cls in CLASSES.values() for column in columns_of(cls)}) + 1
    assert read_csv(uc_audit.to_csv([*audit.people, *audit.quotes]))[0]["record_class"] == "Person"


def test_an_audit_of_one_kind_is_written_like_any(audit: Audit) -> None:
    """Of an audit the class stands in every table, even where all records are of one."""
    empty: dict[str, Any] = dict.fromkeys(CLASSES, ()) | {"sources": audit.sources}
    sources = attrs.evolve(audit, **empty)

    assert {row["record_class"] for row in read_csv(uc_audit.to_csv(sources))} == {"Source"}
    assert Cells(uc_audit.to_html(sources)).rows[0][0] == "Record"
    assert markdown_cells(uc_audit.to_markdown(sources))[0][0] == "Record"


@pytest.mark.parametrize("cls", CLASSES.values())
def test_csv_reads_back(cls: Any) -> None:
    """Whatever the texts, the cells read back as they were written, and text cells are the fields' texts."""

    @given(whole(cls))
    def check(record: Any) -> None:
        text = uc_audit.to_csv([record, record])
        rows = read_csv(text)
        expected = {column.name: column.text(record) for column in columns_of(cls)}
        assert rows == [expected, expected]
        assert all(rows[0][f.name] == getattr(record, f.name) for f in attrs.fields(cls) if f.type is str)

    check()


@given(st.lists(nasty, min_size=1, max_size=3))
def test_csv_survives_any_text(texts: list[str]) -> None:
    """Quotes, commas, line ends of every kind and the rest read back unchanged, with one line feed a row."""
    quotes = [attrs.evolve(uc_audit.load().quotes[3], text=text, insertions=()) for text in texts]
    text = uc_audit.to_csv(quotes)

    assert [row["text"] for row in read_csv(text)] == texts
    assert text.endswith("\n")
    assert not re.sub(r'"(?:[^"]|"")*"', "", text, flags=re.DOTALL).count("\r")


@pytest.mark.parametrize("text", NASTY)
def test_csv_for_spreadsheets(with_text: Callable[[str], Quote], text: str) -> None:
    """No cell begins with what a spreadsheet would run, wherever it splits a line, and only such cells are changed."""
    written = uc_audit.to_csv(with_text(text), spreadsheet_safe=True)
    (row,) = read_csv(written)

    parts = re.split("[;\t\r\n]", text)
    runs = text[0] in "\t\r\n" or any(part.lstrip('"').startswith(FORMULA_STARTS) for part in parts)
    assert (row["text"] != text) is runs
    assert row["text"].replace("'", "") == text.replace("'", "")
    assert not any(cell.startswith(FORMULA_STARTS) for cell in row.values())
    assert [part for part in re.split("[;\t\r\n]", written) if part.lstrip('"').startswith(("=", "+", "-", "@"))] == []


def test_csv_for_spreadsheets_keeps_comparators_apart(audit: Audit) -> None:
    """A comparator that begins a formula is neutralized, too, also among records of all kinds."""
    for records in (audit.figures, audit):
        rows = read_csv(uc_audit.to_csv(records, spreadsheet_safe=True))
        assert {row["comparator"] for row in rows} == {">", "", "'="}


def test_csv_of_no_records_of_a_class(audit: Audit) -> None:
    """Where the class is named, no records give the names of the columns; a record of another class is refused."""
    header = uc_audit.to_csv(audit.figures).splitlines()[0]

    assert uc_audit.to_csv((), record_class=Figure) == f"{header}\n"
    assert uc_audit.to_csv(audit.figures, record_class=Figure) == uc_audit.to_csv(audit.figures)
    with pytest.raises(TypeError, match="expected records of Figure, not Quote"):
        uc_audit.to_csv(audit.quotes, record_class=Figure)


@pytest.mark.parametrize("name", ["to_csv", "to_markdown", "to_html", "to_jsonl"])
def test_no_records_give_no_text(name: str, tmp_path: Path) -> None:
    """Nothing comes of nothing: no text, and an empty file where there is to be one."""
    assert getattr(uc_audit, name)([]) == ""
    getattr(uc_audit, name)([], tmp_path / "empty")
    assert (tmp_path / "empty").read_bytes() == b""


def test_headings_of_an_html_table(audit: Audit) -> None:
    """The cells of the first row are headings of their columns, and no others are."""
    head, body = uc_audit.to_html(audit.people).split("</thead>")

    assert head.count('<th scope="col" style="') == head.count("<th ") == 5
    assert "scope" not in body
    assert "<th" not in body


def test_every_column_is_documented() -> None:
    """The documentation lists the columns of each class, in order."""
    text = (Path(__file__).parent.parent / "docs" / "formats.md").read_text(encoding="utf-8")
    for name, cls in CLASSES.items():
        row = re.search(rf"^\| `{name}` \| (.*) \|$", text, re.MULTILINE)
        assert row
        assert re.findall(r"`(\w+)`", row[1]) == [column.name for column in columns_of(cls)]


# Markdown and HTML


def markdown_cells(text: str) -> list[list[str]]:
    """Read a Markdown table with a real reader: the plain text of each cell."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        if token.type == "inline":
            assert {child.type for child in token.children or []} <= {"text", "text_special"}
            rows[-1].append("".join(child.content for child in token.children or []))
    assert [token.type for token in tokens if token.level == 0] in ([], ["table_open", "table_close"])
    return rows


class Cells(HTMLParser):
    """Reads the cells of a bare HTML table."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"style", "dir", "scope"}
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        """Add to the cell."""
        if data.strip("\n"):
            self.rows[-1][-1] += data


def test_markdown_of_figures(audit: Audit) -> None:
    """A table for people has the number with its qualifier, the time, where it stands, and the id."""
    text = uc_audit.to_markdown([audit["figure-failed-to-appear-oig-24-46"], audit["figure-officers-article"]])

    assert text == (
        "| Figure | Of what | When | Who says so | Caveats | Citation | Id |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| more than 32,000 | unaccompanied migrant children (UCs) failed to appear for their immigration court hearings |"
        " FY 2019-2023 | said by ice, published in oig-24-46 | PolitiFact: the report did not say that the children were missing, and experts call it misleading to describe them so. Associated Press: claims of 300,000 lost or missing children misrepresent the report or lack context. |"
        " \\[oig-24-46\\] abstract | figure-failed-to-appear-oig-24-46 |\n"
        "| exactly 1 of 8 | officers at one field office attempted to locate “missing children” |  | said by joseph-cuffari, according to article | The wording is the"
        " article's alone. The project has not verified it in the full alert, which is not held, and it is not to be taken as"
        " the report's own words. PolitiFact: the report did not say that the children were missing, and experts call"
        " it misleading to describe them so. | \\[article\\] sentence 17 | figure-officers-article |\n"
    )


@pytest.mark.parametrize("field", ["sources", "organizations", "people", "findings", "quotes", "responses"])
def test_tables_of_every_kind(audit: Audit, field: str) -> None:
    """Each kind has its columns; what a record says, its time and its id are in both tables alike."""
    records = getattr(audit, field)
    rows = Cells(uc_audit.to_html(records)).rows

    assert [row[-1] for row in rows[1:]] == [record.id for record in records]
    assert rows[0][-1] == "Id"
    assert len({len(row) for row in rows}) == 1
    assert [[" ".join(cell.split()) for cell in row] for row in rows] == markdown_cells(uc_audit.to_markdown(records))


def test_tables_of_an_audit(audit: Audit) -> None:
    """An audit is one table of all records, figures worded with their qualifiers."""
    rows = Cells(uc_audit.to_html(audit)).rows
    cells = {row[-1]: row for row in rows[1:]}

    assert rows[0] == ["Record", "What it says", "When", "Citation", "Id"]
    assert list(cells) == [record.id for record in audit.records]
    for figure in audit.figures:
        assert cells[figure.id][1].startswith(f"{figure} ")
    assert cells["figure-notices-not-served-politifact"][2] == "as of May 2024"
    assert markdown_cells(uc_audit.to_markdown(audit.records)) == rows


def test_tables_of_two_kinds(audit: Audit) -> None:
    """Records of two kinds have the columns of a mixture, whichever come first."""
    for records in ((*audit.people, *audit.quotes), (*audit.quotes, *audit.people)):
        rows = markdown_cells(uc_audit.to_markdown(records))
        assert rows[0] == ["Record", "What it says", "Citation", "Id"]
        assert [row[-1] for row in rows[1:]] == [record.id for record in records]


def test_numbers_are_not_torn(audit: Audit) -> None:
    """A number cannot be broken from its qualifier or its whole at the end of a line."""
    html = uc_audit.to_html(audit)

    for number in ("more than 448,000", "exactly 448,820", "exactly 1 of 8", "FY 2019-2023"):
        assert f'<span style="white-space: nowrap">{number}</span>' in html
        assert html.count(number) == html.count(f">{number}</span>")


@given(nasty, nasty)
def test_markdown_and_html_survive_any_text(first: str, second: str) -> None:
    """No text breaks out of its cell, in a real Markdown reader and in an HTML parser."""
    quotes = [attrs.evolve(uc_audit.load().quotes[3], text=text, insertions=()) for text in (first, second)]
    html = Cells(uc_audit.to_html(quotes))
    shown = [row[0] for row in markdown_cells(uc_audit.to_markdown(quotes))[1:]]

    assert html.tags - {"span"} == {"table", "thead", "tbody", "tr", "th", "td"}
    assert len(html.rows) == 3
    assert [len(row) for row in html.rows] == [4, 4, 4]
    if "\0" not in first:  # Which a Markdown reader has to replace.
        assert shown[0] == " ".join(f"“{first}”".split())


@pytest.mark.parametrize("text", [text for text in NASTY if "\r" not in text and "\0" not in text])
def test_html_shows_the_text(with_text: Callable[[str], Quote], text: str) -> None:
    """What a browser would show is the text itself."""
    assert Cells(uc_audit.to_html(with_text(text))).rows[1][0] == f"“{text}”"


def test_notebooks_show_bare_tables(audit: Audit) -> None:
    """In a notebook an audit and each record are a table with nothing above it and no colours."""
    things: list[Any] = [audit, *audit.records]
    for thing in things:
        html = thing._repr_html_()
        assert html == uc_audit.to_html(thing)
        assert html.startswith("<table>")
        assert html.endswith("</table>\n")
        assert "color" not in html
        cells = html.count("<td ") + html.count("<th ")
        assert cells == html.count('style="text-align: left; vertical-align: top" dir="auto"')
    assert "more than 448,000" in audit.figures[0]._repr_html_()
    assert "FY 2019-2023" in audit.figures[0]._repr_html_()
    assert "[oig-24-46]" in audit.figures[0]._repr_html_()


# Paths and bytes


@pytest.mark.parametrize("name", ["to_json", "to_csv", "to_markdown", "to_html"])
def test_texts_are_written_as_they_are(audit: Audit, tmp_path: Path, name: str) -> None:
    """With a path the same text is in the file, in UTF-8 with line feeds."""
    text = getattr(uc_audit, name)(audit, tmp_path / "file")

    assert (tmp_path / "file").read_bytes() == text.encode()
    assert "\r" not in text
    assert text.endswith("\n")


def test_same_bytes_everywhere(tmp_path: Path) -> None:
    """The seed of the hashes, the locale and the place do not change a byte of any format."""
    code = """
import sys, hashlib, uc_audit
audit, digest = uc_audit.load(), hashlib.sha256()
for make in (uc_audit.to_json, uc_audit.to_jsonl, uc_audit.to_csv, uc_audit.to_markdown, uc_audit.to_html):
    digest.update(make(audit).encode())
print(digest.hexdigest())
"""
    environments = [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "2", "PYTHONUTF8": "0", "TZ": "Asia/Tokyo"},
    ]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env={**os.environ, **environment},
        ).stdout
        for environment in environments
    }

    assert len(outputs) == 1


def test_columns_hold_no_separator_in_terms() -> None:
    """Ids and terms cannot hold what joins them."""
    assert SEPARATOR == "; "
    assert not any(SEPARATOR in topic for topic in uc_audit.Topic)


@pytest.mark.parametrize("name", ["to_csv", "to_markdown", "to_html", "to_jsonl", "to_json", "to_dict"])
@pytest.mark.parametrize("things", ["figures", [1], {"a": 1}])
def test_only_records_are_written(name: str, things: Any) -> None:
    """What is no record is Python's TypeError that says what was expected."""
    with pytest.raises(TypeError, match=r"expected an audit, a record or records, not (str|int)"):
        getattr(uc_audit, name)(things)


def test_hits_are_not_records(audit: Audit) -> None:
    """The hits of a search are written as plain data, but not as if they were records."""
    hits = uc_audit.search(audit, "forced labor")

    assert json.loads(uc_audit.to_json(hits))[0]["record"] == uc_audit.to_dict(hits[0].record)
    for name in ("to_csv", "to_markdown", "to_html", "to_jsonl", "to_arrow"):
        with pytest.raises(TypeError, match="not Hit"):
            getattr(uc_audit, name)(hits)


def test_records_are_what_formats_take(audit: Audit) -> None:
    """A single record, a generator and an audit all go."""
    record: Record = audit["ice"]

    assert uc_audit.to_csv(record) == uc_audit.to_csv(iter([record]))
    assert uc_audit.to_markdown(audit) == uc_audit.to_markdown(audit.records)
