"""References: as text, as CSL-JSON and as BibTeX, each read by a real reader."""

import datetime as dt
import json
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
import uc_audit
from uc_audit import Audit, Citation, Period, Source, cli
from uc_audit.provenance.references import DATASET_TITLE, date_parts

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Their own deprecations.
    import bibtexparser
    import citeproc
    from citeproc import Citation as CiteprocCitation
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

ROOT = Path(__file__).parent.parent
CSL = json.loads((Path(__file__).parent / "standards" / "csl-data.json").read_text(encoding="utf-8"))
ALERT = (
    "DHS Office of Inspector General. Management Alert - ICE Cannot Monitor All Unaccompanied Migrant Children Released from"
    " DHS and U.S. Department of Health and Human Services' Custody. OIG-24-46, 19 August 2024, abstract."
    " <https://www.oversight.gov/reports/audit/management-alert-ice-cannot-monitor-all-unaccompanied-migrant-children-released-dhs>."
)


def read_bibtex(text: str) -> list[dict[str, str]]:
    """Read BibTeX with a real reader."""
    parser = bibtexparser.bparser.BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    entries: list[dict[str, str]] = bibtexparser.loads(text, parser).entries
    return entries


# Text


def test_a_record_is_cited_by_its_source(audit: Audit) -> None:
    """A figure has the reference of its source, with the place in it."""
    assert uc_audit.cite(audit["figure-failed-to-appear-oig-24-46"]) == ALERT


@pytest.mark.parametrize(
    ("title", "words"), [("Who?", "Who?"), ("Oh!", "Oh!"), ("U.S.", "U.S."), ("Some words", "Some words.")]
)
def test_one_mark_ends_a_part(audit: Audit, title: str, words: str) -> None:
    """A part that ends in a full stop, a question or an exclamation mark gets no other full stop."""
    source = attrs.evolve(audit.get("article", Source), title=title, publisher="A paper", url=None)

    assert uc_audit.cite(source) == f"A paper. {words}"


def test_several_sources(audit: Audit) -> None:
    """A record that cites several sources has a reference to each, with all the places, each once."""
    page = [
        Citation(source_id="politifact"),
        *(Citation(source_id="article", exact="a", locator=f"sentence {n}") for n in (5, 7, 5)),
    ]
    finding = attrs.evolve(audit.findings[0], id="mine", citations=tuple(page))
    later = attrs.evolve(audit, findings=(*audit.findings, finding))

    assert uc_audit.cite(finding, audit=later) == (
        "PolitiFact. [Fact-check of claims about unaccompanied migrant children]. 28 January 2025."
        " <https://politifact.com/article/2025/jan/28/did-trump-find-75000-to-80000-missing-children-her>; "
        "US Authorities Lose 30,000 Migrant Children (article, newspaper). Sentence 5, sentence 7."
    )


def test_a_source_and_the_dataset(audit: Audit) -> None:
    """A source is cited by itself, an audit as the dataset, a record without citations by the dataset and its id."""
    dataset = f"uc_audit maintainers. {DATASET_TITLE}. Version {audit.data_version}, November 2026"

    assert uc_audit.cite(audit["baltimore-sun"]) == "Baltimore Sun. [Report on OIG-25-21]. March 2025."
    assert uc_audit.cite(audit) == f"{dataset}."
    assert uc_audit.cite(audit["ice"]) == f"{dataset}, record ice."


def test_every_record_has_a_reference(audit: Audit) -> None:
    """Whatever record is cited, the reference names each of its sources."""
    for record in audit.records:
        text = uc_audit.cite(record)
        for target in audit.references(record):
            if isinstance(target, Source) and any(c.source_id == target.id for c in getattr(record, "citations", ())):
                assert target.title in text


def test_a_dataset_of_somebody_else(audit: Audit, make_figure: Callable[..., Any]) -> None:
    """Another dataset has no maintainers that are known, and a record of it needs to be given with it."""
    figure = make_figure(id="figure-new")
    mine = attrs.evolve(
        audit, figures=(figure,), findings=(), discrepancies=(), data_version="2027.13.1", report_number="X"
    )

    assert uc_audit.cite(mine) == f"[Dataset on X: {audit.title}] (dataset). Version 2027.13.1."
    assert uc_audit.cite(figure, audit=mine).startswith("DHS Office of Inspector General. Management Alert")
    assert uc_audit.to_csl(mine)[0] == {
        "id": "dataset:2027.13.1",
        "type": "dataset",
        "title": f"[Dataset on X: {audit.title}]",
        "version": "2027.13.1",
    }
    with pytest.raises(uc_audit.UnknownRecordError, match="figure-new"):
        uc_audit.cite(figure)
    with pytest.raises(uc_audit.UnknownRecordError, match="figure-new"):
        uc_audit.to_bibtex([figure], audit=audit)
    assert uc_audit.to_bibtex(figure, audit=mine) == uc_audit.to_bibtex(audit["oig-24-46"])
    assert uc_audit.to_csl(figure, audit=mine) == uc_audit.to_csl(audit["oig-24-46"])


def test_details_of_a_reference(audit: Audit) -> None:
    """A number stays as it is, a question keeps its mark, line ends become spaces, and what is no record is refused."""
    source = attrs.evolve(
        audit.get("oig-24-46", Source), number="oig-1", title="Why?\n  So", publisher="Who?", issued=None, url=None
    )

    assert uc_audit.cite(source) == "Who? Why? So. oig-1."
    assert uc_audit.cite(attrs.evolve(source, title="Why?", number=None)) == "Who? Why?"
    for wrong in ("ice", 1):
        with pytest.raises(TypeError, match="expected an audit, a record or records, not"):
            uc_audit.cite(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected an audit, a record or records, not str"):
        uc_audit.to_csl("ice")  # type: ignore[arg-type]
    with pytest.raises(uc_audit.UnknownRecordError):
        uc_audit.cite(source, audit=audit)
    assert [item["title"] for item in uc_audit.to_csl([source, attrs.evolve(source, title="Another")])] == [
        "Why?\n  So"
    ]


def test_csl_has_the_publisher_once(audit: Audit) -> None:
    """Who published a page or an article is its container; who published a report is its publisher and author."""
    items = {item["id"]: item for item in uc_audit.to_csl(audit)}

    for name in ("politifact", "associated-press"):
        assert items[name]["container-title"] == audit.get(name, Source).publisher
        assert not {"publisher", "author"} & set(items[name])
    assert (
        items["oig-24-46"]["publisher"]
        == items["oig-24-46"]["author"][0]["literal"]
        == "DHS Office of Inspector General"
    )
    assert "container-title" not in items["oig-24-46"]


# CSL-JSON


def test_csl_is_valid(audit: Audit) -> None:
    """The dataset and its sources are valid CSL-JSON, by the schema of CSL, each with an id of its own."""
    items = uc_audit.to_csl(audit)

    jsonschema.Draft7Validator(CSL).validate(items)
    assert [item["id"] for item in items] == ["uc-audit", *(source.id for source in audit.sources)]
    assert items[1]["issued"] == {"date-parts": [[2024, 8, 19]]}
    assert items[4]["issued"] == {"date-parts": [[2024, 10]]}
    assert items[0]["version"] == audit.data_version
    assert {item["type"] for item in items} == {"dataset", "report", "article-newspaper", "webpage"}


@given(strategies.audits())
def test_any_csl_is_valid(audit: Audit) -> None:
    """Whatever the sources, their CSL-JSON is valid, and JSON."""
    jsonschema.Draft7Validator(CSL).validate(json.loads(json.dumps(uc_audit.to_csl(audit))))
    for record in audit.records:
        assert uc_audit.to_csl(record, audit=audit)


def test_csl_of_records(audit: Audit) -> None:
    """Of records the sources that they cite are given, each once, in order."""
    records = [audit["figure-officers-article"], audit["figure-transferred-oig-24-46"], audit["article"], audit["ice"]]

    assert [item["id"] for item in uc_audit.to_csl(records)] == ["article", "oig-24-46", "uc-audit"]
    assert uc_audit.to_csl([]) == []
    assert uc_audit.to_csl(audit["article"]) == [
        {"id": "article", "type": "article-newspaper", "title": "US Authorities Lose 30,000 Migrant Children"}
    ]


@pytest.mark.filterwarnings("ignore")
def test_a_citation_processor_renders_csl(audit: Audit) -> None:
    """A real citation processor makes a bibliography of all of it, with the titles and years."""
    items = uc_audit.to_csl(audit)
    styles = (Path(citeproc.__file__).parent / "data" / "styles").glob("*.csl")
    style = CitationStylesStyle(str(next(styles)), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(CiteprocCitation([CitationItem(item["id"])]))
    bibliography.sort()
    rendered = [str(entry) for entry in bibliography.bibliography()]

    assert len(rendered) == len(items)
    alert = next(text for text in rendered if "Management Alert" in text)
    assert alert.startswith("DHS Office of Inspector General")
    assert "2024" in alert
    for item in items:
        assert any(item["title"].strip("[]")[:30] in text for text in rendered)


# BibTeX


def test_bibtex_is_read(audit: Audit) -> None:
    """A real reader reads the entries of the dataset and its sources, with their types and fields."""
    entries = {entry["ID"]: entry for entry in read_bibtex(uc_audit.to_bibtex(audit))}

    assert list(entries) == ["uc-audit", *(source.id for source in audit.sources)]
    alert = entries["oig-24-46"]
    assert alert["ENTRYTYPE"] == "techreport"
    assert alert["title"] == f"{{{audit.title}}}"
    assert (alert["institution"], alert["number"]) == ("DHS Office of Inspector General", "OIG-24-46")
    assert (alert["year"], alert["month"], alert["day"]) == ("2024", "August", "19")
    assert alert["url"] == audit.get("oig-24-46", Source).url
    assert {entry["ENTRYTYPE"] for entry in entries.values()} == {"techreport", "misc"}
    assert entries["uc-audit"]["note"] == f"Version {audit.data_version}"
    assert "  howpublished = {PolitiFact},\n" in uc_audit.to_bibtex(audit["politifact"])


NASTY = st.text(st.sampled_from("a}{\\%&$#_^~\"@,=\n\r é'"), min_size=1, max_size=12).filter(str.strip)


@given(NASTY, NASTY, st.from_regex(r"\Ahttps?://[a-z{}\\%,=\"#]{1,12}\Z"))
def test_nothing_breaks_out_of_bibtex(title: str, publisher: str, url: str) -> None:
    """No text of a source ends its field or its entry: a real reader sees two entries with all their fields."""
    source = attrs.evolve(
        uc_audit.load().get("oig-24-46", Source), title=title, publisher=publisher, url=url, number=title
    )
    entries = read_bibtex(uc_audit.to_bibtex([source, uc_audit.load()["article"]]))

    assert [entry["ID"] for entry in entries] == ["oig-24-46", "article"]
    assert set(entries[0]) == {
        "ID",
        "ENTRYTYPE",
        "author",
        "title",
        "institution",
        "number",
        "url",
        "year",
        "month",
        "day",
    }
    assert plain(entries[0]["title"][1:-1]) == " ".join(title.split())
    assert plain(entries[0]["institution"]) == " ".join(publisher.split())
    assert not set('<>"{}|\\^`') & set(entries[0]["url"])


def test_escapes_of_bibtex(audit: Audit) -> None:
    """What TeX takes for more than a character is escaped, control characters are left out, addresses stay addresses."""
    nasty = attrs.evolve(
        audit.get("oig-24-46", Source),
        title="~^\\{}&\x00\x1b.",
        url="https://a.b/{\\}%20",
        issued=None,
        publisher=None,
        number=None,
    )

    assert uc_audit.to_bibtex(nasty) == (
        "@techreport{oig-24-46,\n"
        "  title = {{\\textasciitilde{}\\textasciicircum{}\\textbackslash{}\\textbraceleft{}\\textbraceright{}\\& .}},\n"
        "  url = {https://a.b/%7B%5C%7D%20},\n}\n"
    )


def plain(text: str) -> str:
    """Take the escapes of TeX away."""
    names = {
        "textbackslash": "\\",
        "textbraceleft": "{",
        "textbraceright": "}",
        "textasciitilde": "~",
        "textasciicircum": "^",
    }
    for name, character in names.items():
        text = text.replace(f"\\{name}{{}}", f"\0{ord(character)}\0")
    for character in "&%$#_":
        text = text.replace(f"\\{character}", character)
    for character in names.values():
        text = text.replace(f"\0{ord(character)}\0", character)
    return text


def test_bibtex_is_written(audit: Audit, tmp_path: Path) -> None:
    """The text is written to a path as well; nothing gives no text."""
    path = tmp_path / "sources.bib"

    assert uc_audit.to_bibtex(audit, path) == path.read_text(encoding="utf-8")
    assert uc_audit.to_bibtex([]) == ""
    assert (
        uc_audit.to_bibtex(audit["article"])
        == "@misc{article,\n  title = {{US Authorities Lose 30,000 Migrant Children}},\n  note = {Newspaper article},\n}\n"
    )


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-08-19", "2024-08-19", [[2024, 8, 19]]),
        ("2024-02-01", "2024-02-29", [[2024, 2]]),
        ("2023-02-01", "2023-02-28", [[2023, 2]]),
        ("2024-02-01", "2024-02-28", [[2024, 2, 1], [2024, 2, 28]]),
        ("2024-01-01", "2024-12-31", [[2024]]),
        ("2024-01-01", "2025-12-31", [[2024, 1, 1], [2025, 12, 31]]),
        ("2024-01-01", "2025-01-31", [[2024, 1, 1], [2025, 1, 31]]),
        ("2024-01-02", "2024-12-31", [[2024, 1, 2], [2024, 12, 31]]),
        ("2018-10-01", "2023-09-30", [[2018, 10, 1], [2023, 9, 30]]),
    ],
)
def test_dates(first: str, last: str, expected: list[list[int]]) -> None:
    """A period is a day, a month or a year just where it is one, and else its first and last day."""
    days = [dt.date.fromisoformat(day) for day in (first, last)]

    assert date_parts(Period(start=days[0], end=days[1], label="x")) == expected


# The command line and the citation file


def test_in_the_terminal(audit: Audit, capsys: pytest.CaptureFixture[str]) -> None:
    """``cite`` prints the reference of a record, or those of the dataset and its sources, in each style."""
    assert cli.main(["cite", "figure-failed-to-appear-oig-24-46"]) == 0
    assert capsys.readouterr().out == f"{ALERT}\n"
    for style, expected in (
        ("text", "".join(f"{text}\n" for text in (uc_audit.cite(audit), *map(uc_audit.cite, audit.sources)))),
        ("bibtex", uc_audit.to_bibtex(audit)),
        ("csl", json.dumps(uc_audit.to_csl(audit), indent=2, ensure_ascii=False) + "\n"),
    ):
        assert cli.main(["cite", "--style", style]) == 0
        assert capsys.readouterr().out == expected
    assert cli.main(["cite", "article", "--style", "csl"]) == 0
    assert json.loads(capsys.readouterr().out) == uc_audit.to_csl(audit["article"])
    assert cli.main(["cite", "articel"]) == 1
    assert "Did you mean 'article'" in capsys.readouterr().err


def test_the_citation_file_agrees(audit: Audit) -> None:
    """CITATION.cff has the title and the maker of the reference to the dataset, the version of the package, and the alert."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")

    assert f'title: "{DATASET_TITLE}"' in text
    assert "- name: uc_audit maintainers" in text
    assert f"version: {uc_audit.__version__}\n" in text
    alert = audit.get("oig-24-46", Source)
    assert all(part and part in text for part in (alert.title, alert.number, alert.url, alert.publisher, "2024-08-19"))


def test_the_citation_file_is_valid() -> None:
    """CITATION.cff is valid by its schema."""
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is in the extra lint, which is not installed")
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.citation-file-format",
        str(ROOT / "CITATION.cff"),
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("data_version", "issued"),
    [
        ("2026.1.1", [[2026, 1]]),
        ("2026.12.2", [[2026, 12]]),
        ("0001.2.1", [[1, 2]]),
        ("2026.13.1", None),
        ("2026.0.1", None),
        ("0000.1.1", None),
    ],
)
def test_when_a_dataset_was_issued(audit: Audit, data_version: str, issued: Any) -> None:
    """The month of a version is when the dataset came out, where there is such a month."""
    items = uc_audit.to_csl(attrs.evolve(audit, data_version=data_version))

    assert items[0].get("issued") == (None if issued is None else {"date-parts": issued})
