"""CSV, Markdown, HTML and JSON Lines: they have the right contents, can be read back, and are safe from any text."""

import csv
import functools
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import attrs
import pytest
from markdown_it import MarkdownIt

import uc_audit
from strategies import RECORDS
from uc_audit import (
    Attribution,
    Audit,
    Citation,
    DatasetError,
    Figure,
    Measure,
    Organization,
    Period,
    Person,
    Quote,
    Source,
)

HOSTILE = [
    '</td></tr></table><script>alert("1")</script> <!-- <![CDATA[ <?php ?> --> </style>\' onmouseover=\'a()\' &lt;b&gt; &#60;',
    "| a | b |\n| --- | --- |\n\n# Title\n\n```html\n<b>\n```\n\n---\n[a](b:c) ![d](e) `f` **g** ~~h~~ __i__ \\ \\| $j$ ^k^ {{l}}",
    'a",=1+1,"b\n=2+2;=3\t+4',
    "http://a.b/ ../../x _:b0 @id @type %s %(a)s {0} {a.__class__} ${7*7}",
    "\x1b]0;title\x07\x1b[31mred\x9b2J\x7f\x00\b \u202eright to left\u2066 \u200b\ufeff\u2028\u2029\x85 line\r\nends\r",
]  # fmt: skip
FREE_TEXTS = {
    "title", "publisher", "number", "note", "name", "abbreviation", "role", "definition", "population", "predicate",
    "as_stated", "label", "exact", "prefix", "suffix", "locator", "text", "statement",
}  # fmt: skip
hostile = pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))


@functools.cache
def filled_with(text: str) -> Audit:
    """Return the bundled audit with the same words as every free text, and in every address."""

    def replace(fields: dict[str, Any]) -> dict[str, Any]:
        texts = {key: text for key, value in fields.items() if key in FREE_TEXTS and isinstance(value, str)}
        lists = {key: [text] for key in ("aliases", "insertions") if fields.get(key)}
        address = {"url": f"https://a.b/{''.join(text.split())}"} if fields.get("url") else {}
        return fields | texts | lists | address

    return uc_audit.from_dict(json.loads(uc_audit.to_json(uc_audit.load()), object_hook=replace))


def only_sources(audit: Audit) -> Audit:
    """Return an audit with no other records."""
    return Audit(data_version="2026.1.1", title="x", report_id=audit.report_id, sources=audit.sources)


@pytest.fixture
def make_quote(audit: Audit) -> Callable[[str], Quote]:
    """Return a function that returns a quote with a text."""
    return lambda text: attrs.evolve(audit.quotes[0], text=text, insertions=())


def read_csv(text: str) -> list[dict[str, str]]:
    """Read comma-separated values with the standard library."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_of_a_figure(audit: Audit, make_figure: Callable[..., Figure]) -> None:
    """Ids and terms are joined by semicolons, sentences by line feeds; derived cells are there, too."""
    report, page, account = audit.sources[:3]
    reprinted = Citation(source_id=report.id, exact="a", via_id=page.id)
    figure = make_figure(
        value=32_000,
        comparator=uc_audit.Comparator.MORE_THAN,
        period=Period(start=date(2018, 10, 1), end=date(2023, 9, 30), label="FY 2019-2023"),
        as_of=None,
        topics=(uc_audit.Topic.GUIDANCE, uc_audit.Topic.ADDRESS),
        caveats=tuple(uc_audit.Caveat(text=text, citations=(reprinted,)) for text in ("One; two.", "Three.")),
        attribution=Attribution(said_by="ice", published_in=report.id, reported_by=account.id),
        citations=(reprinted, Citation(source_id=account.id, exact="b"), attrs.evolve(reprinted, exact="c")),
    )
    named = attrs.evolve(account, publisher="The Account", number=None, url="https://a.b/c")
    home = attrs.evolve(audit, sources=(report, page, named, *audit.sources[3:]))
    expected = {
        "id": figure.id, "description": str(figure), "measure_id": figure.measure_id,
        "measure_name": audit.get(figure.measure_id, Measure).title, "is_preferred": "false", "value": "32000", "comparator": "more than",
        "lower": "32001", "upper": "", "unit": figure.unit, "denominator": "", "population": figure.population,
        "predicate": figure.predicate, "part_of": "", "part_of_name": "", "as_stated": figure.as_stated,
        "period_start": "2018-10-01", "period_end": "2023-09-30", "period_label": "FY 2019-2023",
        "as_of_start": "", "as_of_end": "", "as_of_label": "", "topics": "guidance; address",
        "caveats": "One; two.\nThree.", "said_by": "ice", "said_by_name": "ICE", "published_in": report.id,
        "published_in_name": report.number, "reported_by": account.id, "reported_by_name": "The Account",
        "citation_source_id": report.id, "citation_source_name": report.number, "citation_exact": "a",
        "citation_locator": "", "citation_via_id": page.id, "citation_via_name": page.number or page.publisher,
        "sources": f"{report.id}; {page.id}; {account.id}", "source_urls": f"{report.url}; {page.url}; https://a.b/c",
    }  # fmt: skip

    (row,) = read_csv(uc_audit.to_csv(figure, audit=home))
    assert [*row.items()] == [*expected.items()]


def test_figures_to_quote(audit: Audit) -> None:
    """A row of a figure says whether it is the one to quote for its measure."""
    rows = read_csv(uc_audit.to_csv(audit.figures))
    preferred = {measure.preferred_id for measure in audit.measures} - {None}

    assert {row["id"] for row in rows if row["is_preferred"] == "true"} == preferred
    assert {row["is_preferred"] for row in rows} == {"true", "false"}


@pytest.mark.parametrize("kind", ["people", "figures", "findings", "quotes", "responses", "discrepancies"])
def test_all_sources(kind: str, audit: Audit) -> None:
    """A row names all documents that its record cites or is attributed to, those of its caveats and its whole included."""
    records = getattr(audit, kind)
    for record, row in zip(records, read_csv(uc_audit.to_csv(records)), strict=True):
        documents = {other.id for other in audit.references(record) if isinstance(other, Source)}
        assert set(row["sources"].split("; ")) == documents


def test_csv_of_other_cells(audit: Audit, make_figure: Callable[..., Figure]) -> None:
    """Booleans are ``true`` and ``false``; an id that is not in the audit has no name."""
    (stranger,) = read_csv(uc_audit.to_csv(make_figure(attribution=Attribution(said_by="nobody-known"))))

    assert {row["is_fragment"] for row in read_csv(uc_audit.to_csv(audit.quotes))} == {"true", "false"}
    assert (stranger["said_by"], stranger["said_by_name"]) == ("nobody-known", "")


def test_csv_of_an_audit(audit: Audit) -> None:
    """An audit has the columns of all classes after the class, and its own names; so do records of two classes."""
    rows = read_csv(uc_audit.to_csv(audit))
    renamed = read_csv(uc_audit.to_csv(filled_with("Other")))

    assert [(row["record_class"], row["id"]) for row in rows] == [(type(r).__name__, r.id) for r in audit]
    assert list(rows[0])[:3] == ["record_class", "id", "description"]
    assert rows[0]["statement"] == ""
    assert {row["parent_name"] for row in renamed} == {"Other", ""}
    for records in ([*audit.people, *audit.quotes], only_sources(audit)):
        assert uc_audit.to_csv(records).startswith("record_class,id,")


def test_csv_of_a_class(audit: Audit) -> None:
    """Without records, there is a header if the class is given; records of another class or of a subclass are rejected."""
    annotated = attrs.make_class("Annotated", {}, bases=(Person,), frozen=True, kw_only=True)

    assert uc_audit.to_csv((), excel=True) == ""
    assert uc_audit.to_csv((), record_class=Figure, excel=True).startswith("\ufeffid,")
    assert "preferred_id,aliases" in uc_audit.to_csv((), record_class=Measure)
    with pytest.raises(TypeError, match="records must be Figure records, not a Quote"):
        uc_audit.to_csv(audit.quotes, record_class=Figure)
    with pytest.raises(TypeError, match=r"records must be .* or Discrepancy records, not an Annotated"):
        uc_audit.to_csv(annotated(**attrs.asdict(audit.people[0], recurse=False)))


@hostile
def test_csv_reads_back(text: str) -> None:
    """Whatever the texts, each cell of a text field reads back as the text, and each line ends with a line feed."""
    for name, cls in RECORDS.items():
        records = getattr(filled_with(text), name)
        page = uc_audit.to_csv(records)
        texts = [field.name for field in attrs.fields(cls) if field.type is str]
        found = [[row[field] for field in texts] for row in read_csv(page)]
        assert found == [[getattr(record, field) for field in texts] for record in records]
        assert page.endswith("\n")
        assert "\r" not in re.sub(r'"(?:[^"]|"")*"', "", page)


@pytest.mark.parametrize("text", [
    "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b\u2060=1", "\x00=1", "\ufe0f=1",
    "\u3164=1", "\u200b\uff1d1", "\uff20x", '"=1', "a;=1", "a\t=1", "a\r=1", 'a\n"=1',
])  # fmt: skip
def test_excel_formulas(make_quote: Callable[[str], Quote], text: str) -> None:
    """Anything that a spreadsheet could run gets an apostrophe, even after invisible characters; nothing else changes."""
    quote = make_quote(text)
    cell = read_csv(uc_audit.to_csv(quote, excel=True))[0]["text"]

    assert [piece for piece in re.split("[;\t\r\n]", cell) if piece][-1].startswith("'")
    assert cell.startswith(("'", "a"))
    assert cell.replace("'", "") == text
    assert read_csv(uc_audit.to_csv(quote))[0]["text"] == text


def test_excel_file(audit: Audit, make_quote: Callable[[str], Quote]) -> None:
    """There is a byte-order mark, lines end with CR LF, and numbers and other text stay as they are."""
    text = uc_audit.to_csv(audit.figures, excel=True)
    harmless = ["1 = 1", "a-b", "e@mail.example", "'=1", "“=1”", "more than 1; not 2", "\u2013 dash", "(=1)"]
    quotes = uc_audit.to_csv(map(make_quote, harmless), excel=True)

    assert text.startswith("\ufeffid,description,")
    assert re.search(r"(?<!\r)\n", re.sub(r'"(?:[^"]|"")*"', "", text)) is None
    assert all(f",{figure.value}," in text for figure in audit.figures)
    assert [row["text"] for row in read_csv(quotes)] == harmless


def read_markdown(text: str) -> tuple[list[list[str]], list[str]]:
    """Read a Markdown table with a real parser; return the text of each cell, and the addresses of links."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    rows: list[list[str]] = []
    links: list[str] = []
    for token in tokens:
        children = token.children or []
        if token.type == "tr_open":
            rows.append([])
        if token.type == "inline":
            assert {child.type for child in children} <= {"text", "text_special", "link_open", "link_close"}
            rows[-1].append("".join(child.content for child in children).replace("\u200b", ""))
            links += [str(child.attrs["href"]) for child in children if child.type == "link_open"]
    assert [token.type for token in tokens if token.level == 0] in ([], ["table_open", "table_close"])
    return rows, links


def read_html(text: str) -> list[list[str]]:
    """Read an HTML table; return the text of each cell."""
    return [[unescape(cell) for cell in re.findall("<t[dh] [^>]*>([^<]*)<", row)] for row in text.split("<tr>")[1:]]


def test_markdown_of_figures(make_figure: Callable[..., Figure]) -> None:
    """A row has the number with its qualifier, of what, when, who says so, the cited place, and the id."""
    citation = Citation(source_id="oig-24-46", exact="a", locator="Summary", via_id="oig-25-21")
    figure = make_figure(
        id="figure-x",
        value=32_000,
        comparator=uc_audit.Comparator.MORE_THAN,
        attribution=Attribution(said_by="ice", published_in="oig-24-46"),
        citations=(citation, attrs.evolve(citation, exact="b")),
    )
    assert uc_audit.to_markdown(figure) == (
        "| Number | Of what | When | Who says so | Cited | Id |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        f"| more than 32,000 | {figure.population} {figure.predicate} | {figure.period} | ICE, in OIG-24-46 |"
        " OIG-24-46, Summary (reprinted by OIG-25-21) | figure-x |\n"
    )


def test_tables_of_an_audit(audit: Audit) -> None:
    """Records of several classes are one table with the wording of each, and so is an audit with a single class."""
    rows = read_markdown(uc_audit.to_markdown(audit))[0]

    assert rows[0] == ["Record", "What it says", "When", "Who says so", "Cited", "Id"]
    assert [row[-1] for row in rows[1:]] == [record.id for record in audit]
    assert {row[1] for row in rows} >= {str(figure) for figure in audit.figures}
    assert read_markdown(uc_audit.to_markdown(only_sources(audit)))[0][0][:2] == ["Record", "What it says"]


def test_tables_of_results(audit: Audit) -> None:
    """The results of ``compare`` and ``search`` become tables, too; an id that is not in the audit is an error."""
    comparisons = uc_audit.compare(audit, "children-transferred")
    rows = read_markdown(uc_audit.to_markdown(comparisons, audit=audit))[0]
    hits = uc_audit.search(audit, "Notice to Appear")

    assert [row[:1] + row[-1:] for row in rows] == [["Number", "Id"], *([c.number, c.figure.id] for c in comparisons)]
    assert uc_audit.to_markdown(hits) == uc_audit.to_markdown([hit.record for hit in hits])
    with pytest.raises(uc_audit.UnknownRecordError, match="nobody-known"):
        uc_audit.to_html(attrs.evolve(audit.figures[0], attribution=Attribution(said_by="nobody-known")))


def as_markdown(rows: list[list[str]]) -> list[list[str]]:
    """Return the text of cells as Markdown can show it."""
    return [[" ".join(cell.replace("\0", "\ufffd").split()).replace("\u200b", "") for cell in row] for row in rows]


@hostile
def test_hostile_texts_in_tables(text: str) -> None:
    """There are no more tags than with harmless text, and the text is in the cells unchanged, in Markdown, too."""
    for name in RECORDS:
        records = getattr(filled_with(text), name)
        page = uc_audit.to_html(records)
        rows, links = read_markdown(uc_audit.to_markdown(records))
        assert page.count("<") == uc_audit.to_html(getattr(filled_with("harmless"), name)).count("<")
        assert any(text in cell for row in read_html(page) for cell in row)
        assert [row[-1] for row in rows] == ["Id", *(record.id for record in records)]
        assert as_markdown(rows) == as_markdown(read_html(page))
        assert all(link.startswith("https://") for link in links)


@pytest.mark.parametrize("address", [
    "https://a.b/x_y_z?a=1&b=2&c", "https://a.b/~me/*x*(x)", "http://a.b/a%20b#c.", "https://a.b/!$'+,;=",
    "http://a.b/<x>", "http://a.b/&copy;", "http://a.b/`x`", "http://a.b/a|b",
])  # fmt: skip
def test_markdown_addresses(audit: Audit, address: str) -> None:
    """A source's address is shown as is, and is a link if all Markdown parsers agree on it."""
    rows, links = read_markdown(uc_audit.to_markdown(attrs.evolve(audit.sources[0], url=address)))

    assert links == ([] if re.search("[<`|]|&copy;", address) else [address])
    assert dict(zip(*rows, strict=True))["Address"] == address.replace("%20", " ")


@pytest.mark.parametrize("sign", ["@name", "a/b#12", "GH-12", ":smile:", ":+1:", "https://a.b/x", "www.a.b"])
def test_markdown_signs(make_quote: Callable[[str], Quote], sign: str) -> None:
    """Mentions, issue references, emoji and addresses in a sentence are inert, even on sites that look for them."""
    page = uc_audit.to_markdown(make_quote(f"a {sign} b"))

    assert sign not in page.replace("&#8203;", "\u200b")
    assert read_markdown(page)[0][1][0] == f"“a {sign} b”"


@pytest.mark.parametrize("sign", [*"\\`*_[]<>|~&$^{}"])
def test_markdown_escapes(make_quote: Callable[[str], Quote], sign: str) -> None:
    """Every sign that Markdown or one of its dialects marks something up with is behind a backslash."""
    assert f" a \\{sign}b " in f" {uc_audit.to_markdown(make_quote(f'x a {sign}b x'))} "


def test_markdown_of_changes(audit: Audit) -> None:
    """Changes are a list with the words of each change, escaped."""
    later = attrs.evolve(audit, title="<b>*New* title</b>", data_version="2999.1.1")
    changes = uc_audit.diff(audit, later)

    assert re.findall("^- the audit, (.+?): ", uc_audit.to_markdown(changes), re.MULTILINE) == [
        r"data\_version",
        "title",
    ]
    assert r"\<b\>\*New\* title\</b\>" in uc_audit.to_markdown(changes[1])


def test_html_style(audit: Audit) -> None:
    """There is one style for light and dark pages, class names for the cells, and no scripts or links."""
    text = uc_audit.to_html(audit.figures)

    assert text.count("<style>") == text.count("prefers-color-scheme: dark") == 1
    assert re.search("<(script|a|img|link)[ >]", text) is None
    assert '<th class="uc-who-says-so">Who says so</th>' in text


@pytest.mark.parametrize("count", [1, 60, 61])
def test_notebooks_show_sixty_rows(audit: Audit, count: int) -> None:
    """A notebook shows at most 60 rows and says how many there are; the string has all of them."""
    records = [attrs.evolve(audit.people[0], id=f"person-{number}", name="</tr>") for number in range(count)]
    page = uc_audit.to_html(records)
    shown = page._repr_html_()

    assert len(read_html(page)) == count + 1
    assert len(read_html(shown)) == min(count, 60) + 1
    assert (f"<p>60 of {count} rows" in shown) == (count > 60)


@hostile
def test_jsonl_reads_back(text: str) -> None:
    """Any records are read back equal, from a string and from bytes, one per line."""
    records = tuple(filled_with(text))
    page = uc_audit.to_jsonl(records)

    assert page.startswith('{"record_class":"Source",')
    assert page.count("\n") == len(records) == len(page.splitlines())
    assert uc_audit.from_jsonl(page) == records
    assert uc_audit.from_jsonl(uc_audit.to_jsonl(records[0]).encode(), type(records[0])) == records[:1]


def test_jsonl_line_ends(make_quote: Callable[[str], Quote]) -> None:
    """Lines may end with CR LF, and the last one may have no end; other line ends are escaped."""
    quote = make_quote("a\u2028b\u2029c\x85d\x0be")
    line = uc_audit.to_jsonl(quote).rstrip()

    assert len(line.splitlines()) == 1
    assert uc_audit.from_jsonl("") == ()
    for text in (line, f"{line}\r\n", f" {line} \t\n", line.replace(",", ",\r")):
        assert uc_audit.from_jsonl(text) == uc_audit.from_jsonl(text.encode()) == (quote,)
    with pytest.raises(DatasetError, match="Extra data"):
        uc_audit.from_jsonl(f"{line}\x0b")


@pytest.mark.parametrize(("line", "message"), [
    ("[]", "line 2.record_class: found null, expected one of 'Source', "),
    ('{"record_class": "Figur"}', "'Discrepancy'; did you mean 'Figure'?"),
    ('{"record_class": ["Figure"]}', "line 2.record_class: found a list"),
    ('{"a"', "line 2: found the end of the text at column 5"),
    ("[" * 100_000, "line 2: found lists and objects nested too deeply"),
    ('{"record_class": "Source", "titel": 1}', "line 2.titel: found an unknown key"),
])  # fmt: skip
def test_jsonl_problems(audit: Audit, line: str, message: str) -> None:
    """The path of a problem begins with the number of its line."""
    good = uc_audit.to_jsonl(audit["ice"])

    with pytest.raises(DatasetError) as caught:
        uc_audit.from_jsonl(f"{good}{line}\n{good}")
    assert message in str(caught.value)


def test_jsonl_lists_all_problems(audit: Audit) -> None:
    """All problems of all lines are in one error, including wrong classes, but not more than anybody reads."""
    document = {"record_class": "Organization", **uc_audit.to_dict(audit["ice"])}
    bad = [{**document, "name": 1, "parent_id": "?"}, document, {**document, "id": None}, {"record_class": "Figure"}]

    with pytest.raises(DatasetError) as caught:
        uc_audit.from_jsonl("".join(json.dumps(line) + "\n" for line in bad) + "{\n", Organization)
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["line 1.name", "line 1.parent_id", "line 3.id", "line 4.record_class", "line 5"]
    with pytest.raises(DatasetError) as caught:
        uc_audit.from_jsonl('{"record_class": "Figure"}\n' * 5000)
    assert len(caught.value.problems) == 1000


@pytest.mark.parametrize("name", ["to_csv", "to_markdown", "to_html", "to_jsonl", "to_arrow"])
@pytest.mark.parametrize("things", ["figures", [1], {"a": 1}, None, Figure])
def test_only_records_are_written(name: str, things: Any) -> None:
    """Anything else is a TypeError that names the argument."""
    with pytest.raises(TypeError, match="records must be an audit, a record or an iterable of records"):
        getattr(uc_audit, name)(things)


@pytest.mark.parametrize(("name", "given", "options"), [
    ("to_csv", (), {"record_class": Audit}), ("to_csv", (), {"audit": 5}), ("to_html", (), {"audit": "x"}),
    ("from_jsonl", "", {"record_class": Audit}), ("from_jsonl", "", {"record_class": "Figure"}), ("from_jsonl", [1], {}),
    ("to_jsonld", 5, {}),
])  # fmt: skip
def test_wrong_arguments(name: str, given: Any, options: dict[str, Any]) -> None:
    """A wrong argument is a TypeError that names it."""
    with pytest.raises(TypeError, match=r"^(record_class|text|audit) must be"):
        getattr(uc_audit, name)(given, **options)


@pytest.mark.parametrize("name", ["to_csv", "to_markdown", "to_html", "to_jsonl"])
def test_what_formats_take(audit: Audit, name: str) -> None:
    """A single record, a generator, a list and an audit are all accepted; without records, the result is empty."""
    write = getattr(uc_audit, name)

    assert write(audit["ice"]) == write(iter([audit["ice"]])) == write([audit["ice"]])
    assert write(audit) == write(list(audit))
    assert write([]) == ""
    assert type(write([])) is type(write(audit))


@pytest.mark.parametrize(("module", "extra"), [("arro3.core", "arrow"), ("altair", "plot")])
def test_without_the_extra(audit: Audit, monkeypatch: pytest.MonkeyPatch, module: str, extra: str) -> None:
    """Without the packages of an extra, the error names it."""
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(uc_audit.MissingExtraError, match=rf"pip install '\.\[{extra}\]'"):
        uc_audit.to_arrow(audit.figures) if extra == "arrow" else uc_audit.chart(audit, "children-transferred")


def test_same_bytes_everywhere() -> None:
    """The hash seed, the locale and the time zone do not change a byte of the output."""
    code = """
import json, sys, uc_audit
audit = uc_audit.load()
texts = [make(audit) for make in (uc_audit.to_jsonl, uc_audit.to_csv, uc_audit.to_markdown, uc_audit.to_html)]
chart = uc_audit.chart(audit, "children-transferred").to_dict(validate=False)
sys.stdout.buffer.write("".join([*texts, json.dumps([uc_audit.to_jsonld(audit), chart])]).encode())
"""
    environments = [
        {"PYTHONHASHSEED": "1", "TZ": "America/New_York"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "UTC"},
    ]
    outputs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, **some}).stdout
        for some in environments
    }

    assert len(outputs) == 1
