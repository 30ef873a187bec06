"""References: footnotes, CSL-JSON and BibTeX; real parsers read the latter two."""

import json
import re
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import uc_audit
from uc_audit import Attribution, Audit, Citation, Period, Source, SourceKind

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # The packages' own deprecations.
    import bibtexparser
    import citeproc
    from citeproc.source.json import CiteProcJSON

ROOT = Path(__file__).parent.parent
CSL = json.loads((Path(__file__).parent / "standards" / "csl-data.json").read_text(encoding="utf-8"))

RIGHTS: dict[str, Any] = {"rights": uc_audit.Rights.PUBLIC_DOMAIN, "tier": uc_audit.Tier.PRIMARY}
DAY = Period(start=date(2025, 3, 25), end=date(2025, 3, 25), label="25 March 2025")
TITLE = "ICE Cannot Monitor All Children"
REPORT, PAGE, ACCOUNT, ARTICLE, CHECK, UNTITLED = SOURCES = (
    Source(id="report", kind=SourceKind.REPORT, title=TITLE, publisher="DHS OIG", number="OIG-25-21", issued=DAY, url="https://oig.example/OIG-25-21.pdf", **RIGHTS),
    Source(id="page", kind=SourceKind.WEB_PAGE, title=TITLE, publisher="Oversight.gov", url="https://o.gov/x", **RIGHTS),
    Source(id="account", kind=SourceKind.WEB_PAGE, title="\u201cLost\u201d?", publisher="The Sun", url="https://sun.example/?a=1&b=2", **RIGHTS),
    Source(id="article", kind=SourceKind.NEWS_ARTICLE, title="US Authorities Lose Children", **RIGHTS),
    Source(id="check", kind=SourceKind.FACT_CHECK, publisher="PolitiFact", url="https://p.example", **RIGHTS),
    Source(id="untitled", kind=SourceKind.NEWS_ARTICLE, **RIGHTS),
)  # fmt: skip

REPORT_TEXT = "DHS OIG, ICE Cannot Monitor All Children, OIG-25-21, 25 March 2025"
REPORT_URL = "<https://oig.example/OIG-25-21.pdf>"
PAGE_TEXT = "Oversight.gov, <https://o.gov/x>"
SUN_URL = "<https://sun.example/?a=1&b=2>"
CITATION = Citation(source_id="report", exact="233,000")


def audit_with(*citations: Citation, sources: tuple[Source, ...] = SOURCES, **attribution: str) -> Audit:
    """Return an audit with these sources and a figure with these citations."""
    bundled = uc_audit.load()
    attributed = Attribution(**attribution or {"published_in": "report"})
    changes: dict[str, Any] = {"attribution": attributed, "citations": citations, "caveats": (), "part_of": None}
    figure = attrs.evolve(bundled.figures[0], id="figure", measure_id="measure", **changes)
    measure = attrs.evolve(bundled.measures[0], id="measure", preferred_id=None)
    records: dict[str, Any] = {"sources": sources, "measures": (measure,), "figures": (figure,)}
    return Audit(data_version="2026.12.2", title="Not uc_audit", report_id="report", **records)


def read_bibtex(text: str) -> list[dict[str, str]]:
    """Read BibTeX with a real parser."""
    parser = bibtexparser.bparser.BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    entries: list[dict[str, str]] = bibtexparser.loads(text, parser).entries
    return entries


# Footnotes


@pytest.mark.parametrize(("cited", "attribution", "text"), [
    # The document and the place in it, then the page where the words were read
    ([("report", "What We Found, paragraph 1", None)], {}, f"{REPORT_TEXT}, What We Found, paragraph 1, {REPORT_URL}."),
    ([("report", None, "page")], {}, f"{REPORT_TEXT}, {REPORT_URL}, as reprinted by {PAGE_TEXT}."),
    ([("report", None, "article")], {}, f"{REPORT_TEXT}, {REPORT_URL}, as reprinted by \u201cUS Authorities Lose Children.\u201d"),
    ([("report", None, "untitled")], {}, f"{REPORT_TEXT}, {REPORT_URL}, as reprinted by a news article."),
    # The document, then the account that retells it, then the page that has the words of the account
    (
        [("account", "paragraph 2", "page")], {"published_in": "report", "reported_by": "account"},
        f"{REPORT_TEXT}, {REPORT_URL}, as reported by The Sun, \u201c\u2018Lost\u2019?\u201d paragraph 2, {SUN_URL}, as reprinted by {PAGE_TEXT}.",
    ),
    # What an account says by itself
    ([("article", "headline", None)], {"reported_by": "article"}, "\u201cUS Authorities Lose Children,\u201d headline."),
    ([("article", None, None)], {"published_in": "article", "reported_by": "article"}, "\u201cUS Authorities Lose Children.\u201d"),
    # Each document once, with all its places and the pages that reprint it; then the next document
    (
        [("report", "A", "page"), ("check", "B", None), ("report", "C", "account"), ("report", "A", "page"), ("report", "D", None)], {},
        f"{REPORT_TEXT}, A, C and D, {REPORT_URL}, as reprinted by {PAGE_TEXT}, and by The Sun, {SUN_URL}; PolitiFact, B, <https://p.example>.",
    ),
])  # fmt: skip
def test_footnotes(cited: list[tuple[str, str | None, str | None]], attribution: Any, text: str) -> None:
    """A reference names the documents, the places in them, the accounts that retell them and the pages that reprint them."""
    citations = [Citation(source_id=name, exact="x", locator=place, via_id=page) for name, place, page in cited]
    audit = audit_with(*citations, **attribution)

    assert uc_audit.cite(audit["figure"], audit=audit) == text


@pytest.mark.parametrize(("source", "text"), [
    (attrs.evolve(CHECK, publisher=None), "<https://p.example>."),
    (UNTITLED, "a news article."),
    (attrs.evolve(ARTICLE, publisher="The Sun", title="Who?"), "The Sun, \u201cWho?\u201d"),
    (attrs.evolve(ARTICLE, title="Lost in the U.S."), "\u201cLost in the U.S.\u201d"),
    (attrs.evolve(ARTICLE, title="Oh!", number="5"), "\u201cOh!\u201d 5."),
    (attrs.evolve(ARTICLE, title='"Who" and \u201cwhat\u201d'), "\u201c'Who' and \u2018what\u2019.\u201d"),
    (attrs.evolve(REPORT, title="Why?\n  So", publisher="Who?", issued=None, url=None), "Who? Why? So, OIG-25-21."),
    (attrs.evolve(REPORT, title="A U.S. alert in the U.S.", number=None, issued=None, url=None), "DHS OIG, A U.S. alert in the U.S."),
    (attrs.evolve(PAGE, title=None, url="https://a.example/<b>{}\\"), "Oversight.gov, <https://a.example/%3Cb%3E%7B%7D%5C>."),
])  # fmt: skip
def test_a_source(source: Source, text: str) -> None:
    """A reference to a source has everything known about it, punctuated as in a footnote."""
    assert uc_audit.cite(source) == text


def test_the_dataset(audit: Audit) -> None:
    """An audit is cited as the dataset, and a record without citations by the dataset and its id."""
    dataset = f"uc_audit maintainers, {audit.title} (dataset), version {audit.data_version}, "
    text = uc_audit.cite(audit.organizations[0])

    assert uc_audit.cite(audit).startswith(dataset)
    assert text.startswith(dataset)
    assert text.endswith(f" 20{audit.data_version[2:4]}, record {audit.organizations[0].id}.")


@pytest.mark.parametrize(("data_version", "text", "issued"), [
    ("2026.12.2", ", December 2026", {"issued": {"date-parts": [[2026, 12]]}}), ("2026.13.1", "", {}), ("0000.1.1", "", {}),
])  # fmt: skip
def test_a_dataset_of_somebody_else(data_version: str, text: str, issued: Any) -> None:
    """Another dataset has no known maker; the month of its version is its date, if there is such a month."""
    mine = attrs.evolve(audit_with(CITATION), data_version=data_version)

    assert uc_audit.cite(mine) == f"Not uc_audit (dataset), version {data_version}{text}."
    assert uc_audit.cite(mine["measure"], audit=mine).endswith(", record measure.")
    title = 'Not <span class="nocase">uc_audit</span>'
    item = {"id": f"dataset:{data_version}", "type": "dataset", "title": title, "version": data_version}
    assert uc_audit.to_csl(mine)[0] == item | issued
    assert r"  title = {{Not uc\_audit}}," in uc_audit.to_bibtex(mine)


def test_several_records(audit: Audit) -> None:
    """Each of several records is cited on its own line; identical lines appear once."""
    lines = list(dict.fromkeys(map(uc_audit.cite, audit.figures)))

    assert uc_audit.cite(audit.figures).split("\n") == lines
    assert uc_audit.cite(iter(audit.figures), "html").count("<br>\n") == len(lines) - 1
    assert uc_audit.cite(audit.figures, "csl") == uc_audit.to_csl(audit.figures)
    assert uc_audit.cite(audit.figures, style="bibtex") == uc_audit.to_bibtex(audit.figures)
    assert (uc_audit.cite([]), uc_audit.cite([], "bibtex"), uc_audit.cite([], "csl")) == ("", "", [])


HOSTILE = st.text(st.sampled_from("a}{\\%&$#_^~\"@,=\n\r\u00e9'`-<>|?"), min_size=1, max_size=12).filter(str.strip)


@given(HOSTILE, HOSTILE)
def test_html(title: str, publisher: str) -> None:
    """The html style has the same text, with links in place of addresses, whatever the texts are."""
    page = attrs.evolve(PAGE, title=title, publisher=publisher, url='https://a.example/?"><script>&amp;')
    audit = audit_with(attrs.evolve(CITATION, locator=title, via_id="page"), sources=(REPORT, page))
    for record in (audit["figure"], page):
        html = uc_audit.cite(record, "html", audit=audit)
        links = re.findall('<a href="([^"<>]+)">([^<>]+)</a>', html)
        assert links[-1] == ("https://a.example/?&quot;%3E%3Cscript%3E&amp;amp;",) * 2
        assert html.count("<") == 2 * len(links)
        text = unescape(re.sub('<a href="[^"]+">([^<]+)</a>', r"&lt;\1&gt;", html))
        assert text == uc_audit.cite(record, audit=audit)


FUNCTIONS: list[Callable[..., Any]] = [uc_audit.cite, uc_audit.to_bibtex, uc_audit.to_csl]


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("wrong", [None, "ice", ["ice"]])
def test_wrong_records(function: Callable[..., Any], wrong: Any) -> None:
    """An argument that is not a record is rejected, and the message names it."""
    with pytest.raises(TypeError, match=r"^records? must be an audit, a record or an iterable of records, not"):
        function(wrong)


@pytest.mark.parametrize(("options", "error", "message"), [
    ({"style": "apa"}, ValueError, "style must be 'text' or 'html' or 'bibtex' or 'csl', not 'apa'"),
    ({"style": ["text"]}, TypeError, "style must be"),
    ({"audit": "x"}, TypeError, "audit must be an Audit, not 'x'"),
])  # fmt: skip
def test_wrong_options(audit: Audit, options: Any, error: type[Exception], message: str) -> None:
    """An unknown style, and an audit that is not one, are rejected with the name of the argument."""
    with pytest.raises(error, match=message):
        uc_audit.cite(audit.figures[0], **options)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_record_of_another_audit(function: Callable[..., Any], audit: Audit) -> None:
    """A record must be in the audit, because its ids may mean other documents in another one; a source does not have to be."""
    other = audit_with(CITATION)
    assert function(other["figure"], audit=other)
    assert function(other["report"])
    for record in (other["figure"], other["measure"]):
        with pytest.raises(uc_audit.UnknownRecordError, match=record.id):
            function(record)
    with pytest.raises(uc_audit.UnknownRecordError, match="report"):
        function(other["report"], audit=audit)


# CSL-JSON


def test_csl() -> None:
    """Reports have an author and a publisher, everything else a container; unknown values are absent."""
    title = {"title": TITLE}
    publisher = {"author": [{"literal": "DHS OIG"}], "publisher": "DHS OIG", "number": "OIG-25-21"}
    issued = {"issued": {"date-parts": [[2025, 3, 25]]}, "URL": "https://oig.example/OIG-25-21.pdf"}

    items = uc_audit.to_csl([REPORT, PAGE, ARTICLE, CHECK, UNTITLED])
    jsonschema.Draft7Validator(CSL).validate(items)
    assert items == [
        {"id": "report", "type": "report", **title, **publisher, **issued},
        {"id": "page", "type": "webpage", **title, "container-title": "Oversight.gov", "URL": "https://o.gov/x"},
        {"id": "article", "type": "article-newspaper", "title": "US Authorities Lose Children"},
        {"id": "check", "type": "article-newspaper", "genre": "Fact check", "container-title": "PolitiFact", "URL": CHECK.url},
        {"id": "untitled", "type": "article-newspaper"},
    ]  # fmt: skip


def test_documents_appear_once_in_order() -> None:
    """The documents of records appear once each, in the order of their footnotes."""
    cited = [("account", "page"), ("check", None), ("account", None)]
    citations = [Citation(source_id=name, exact="x", via_id=page) for name, page in cited]
    audit = audit_with(*citations, published_in="report", reported_by="account")
    records = [audit["figure"], audit["report"], audit["article"], audit["figure"]]
    names = ["report", "account", "page", "check", "article"]

    assert [item["id"] for item in uc_audit.to_csl(records, audit=audit)] == names
    assert [entry["ID"] for entry in read_bibtex(uc_audit.to_bibtex(records, audit=audit))] == names
    dataset = "dataset:" + audit.data_version
    assert [item["id"] for item in uc_audit.to_csl([audit["measure"]] * 2, audit=audit)] == [dataset]


def test_a_bibliography_of_the_dataset(audit: Audit) -> None:
    """The dataset and its sources are valid according to CSL's own schema, and a real parser reads their BibTeX."""
    items = uc_audit.to_csl(audit)
    entries = read_bibtex(uc_audit.to_bibtex(audit))
    ids = ["uc-audit", *(source.id for source in audit.sources)]

    jsonschema.Draft7Validator(CSL).validate(items)
    assert [item["id"] for item in items] == [entry["ID"] for entry in entries] == ids
    assert items[0]["title"] == entries[0]["title"].strip("{}") == audit.title
    assert items[0]["author"] == [{"literal": "uc_audit maintainers"}]
    assert entries[0]["note"] == f"Dataset, version {audit.data_version}"


@pytest.mark.filterwarnings("ignore")
def test_a_citation_processor_renders_csl(audit: Audit) -> None:
    """A real citation processor makes a bibliography of all documents, with their titles and publishers."""
    items = uc_audit.to_csl([*audit.sources, *audit.organizations])
    path = next((Path(citeproc.__file__).parent / "data" / "styles").glob("*.csl"))
    style = citeproc.CitationStylesStyle(str(path), validate=False)
    bibliography = citeproc.CitationStylesBibliography(style, CiteProcJSON(items), citeproc.formatter.plain)
    for item in items:
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))

    for item, text in zip(items, map(str, bibliography.bibliography()), strict=True):
        assert re.sub("<[^>]+>", "", item.get("title", ""))[:20] in text
        assert all(name["literal"] in text for name in item.get("author", []))


@pytest.mark.parametrize(("first", "last", "expected"), [
    ("2024-08-19", "2024-08-19", {"year": "2024", "month": "August", "day": "19"}),
    ("2024-02-01", "2024-02-29", {"year": "2024", "month": "February"}),
    ("2024-05-19", "2024-06-19", {"year": "2024"}),
    ("2023-10-01", "2024-10-31", {}),
])  # fmt: skip
def test_dates(first: str, last: str, expected: dict[str, str]) -> None:
    """A date has the year, the month and the day only if all days of the period share them."""
    period = Period(start=date.fromisoformat(first), end=date.fromisoformat(last), label="x")
    source = attrs.evolve(REPORT, issued=period)
    (item,) = uc_audit.to_csl(source)
    (entry,) = read_bibtex(uc_audit.to_bibtex(source))
    parts = [period.start.year, period.start.month, period.start.day][: len(expected)]

    assert item.get("issued") == ({"date-parts": [parts]} if parts else None)
    assert {name: entry[name] for name in ("year", "month", "day") if name in entry} == expected
    assert ", x, " in uc_audit.cite(source)


# BibTeX


def test_bibtex() -> None:
    """Reports are technical reports, and everything else has a note that says what it is."""
    assert uc_audit.to_bibtex([REPORT, PAGE, ARTICLE, CHECK]) == (
        "@techreport{report,\n  author = {{DHS OIG}},\n  title = {{ICE Cannot Monitor All Children}},\n"
        "  institution = {DHS OIG},\n  number = {OIG-25-21},\n  url = {https://oig.example/OIG-25-21.pdf},\n"
        "  year = {2025},\n  month = mar,\n  day = {25},\n}\n\n"
        "@misc{page,\n  title = {{ICE Cannot Monitor All Children}},\n  howpublished = {Oversight.gov},\n"
        "  url = {https://o.gov/x},\n}\n\n"
        "@misc{article,\n  title = {{US Authorities Lose Children}},\n  note = {News article},\n}\n\n"
        "@misc{check,\n  howpublished = {PolitiFact},\n  note = {Fact check},\n  url = {https://p.example},\n}\n"
    )


@pytest.mark.parametrize(("text", "tex"), [
    ("a--b---c", "a-{}-b-{}-{}-c"),
    ("''a''", "'{}'a'{}'"),
    ("?`a!`", r"?\textasciigrave{}a!\textasciigrave{}"),
    ("<<a>> | ,,b", r"\textless{}\textless{}a\textgreater{}\textgreater{} \textbar{} ,{},b"),
    ("children's 2019-20", "children's 2019-20"),
    ("~^\\{}&%$#_\x00\x1b.", r"\textasciitilde{}\textasciicircum{}\textbackslash{}\textbraceleft{}\textbraceright{}\&\%\$\#\_ ."),
    ("caf\u00e9 \u2013 \u201cx\u201d", "caf\u00e9 \u2013 \u201cx\u201d"),
])  # fmt: skip
def test_tex_shows_what_was_meant(text: str, tex: str) -> None:
    """Text that TeX would read as a command, or print as another character, is printed unchanged."""
    assert f"  title = {{{{{tex}}}}},\n" in uc_audit.to_bibtex(attrs.evolve(ARTICLE, title=text))


@given(HOSTILE, HOSTILE, st.from_regex(r"\Ahttps?://[a-z{}\\%,=\"#]{1,12}\Z"))
def test_nothing_breaks_out_of_bibtex(title: str, publisher: str, url: str) -> None:
    """No text of a source ends its field or its entry early: a real parser sees two entries with all their fields."""
    source = attrs.evolve(REPORT, title=title, publisher=publisher, url=url, number=title)
    entries = read_bibtex(uc_audit.to_bibtex([source, ARTICLE]))

    assert [entry["ID"] for entry in entries] == ["report", "article"]
    fields = {"author", "title", "institution", "number", "url", "year", "month", "day"}
    assert set(entries[0]) == {"ID", "ENTRYTYPE", *fields}
    assert not set("<>{}\\") & set(entries[0]["url"])


# The citation file


def test_the_citation_file_agrees(audit: Audit) -> None:
    """CITATION.cff has the title and the maker from the references, the version of the package, and the alert."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")

    assert f'title: "uc_audit: {audit.title}"' in text
    assert "- name: uc_audit maintainers" in text
    assert f"version: {uc_audit.__version__}\n" in text
    report = audit.report
    assert all(part and part in text for part in (report.title, report.number, report.url, report.publisher))


def test_the_citation_file_is_valid() -> None:
    """CITATION.cff is valid according to its schema."""
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is in the extra lint, which is not installed")
    path = str(ROOT / "CITATION.cff")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format", path]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout
