"""The bundled dataset, compared with its sources and with the rules for its wording."""

import json
import os
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import uc_audit
from uc_audit import Audit, Citation, Comparator, Figure, Record, Source

REPORTS = ("oig-24-46", "oig-25-21")
KNOWN = Path(__file__).parent / "sources" / "reports.json"
PASSAGES: list[dict[str, str]] = json.loads(KNOWN.read_text(encoding="utf-8"))
"""The known passages of the two reports, which are in the public domain."""

SOURCES = os.environ.get("UC_AUDIT_SOURCES")
"""A folder with the passages of the press and the text of the article, which are under copyright."""

needs_sources = pytest.mark.skipif(SOURCES is None, reason="UC_AUDIT_SOURCES names no folder with the press's words")

NOT_ABOUT_THE_AUDIT = {1, 2, 3, 11, 12, 23, 24, 25, 26}
"""The sentences of the article that are about its site or the election."""

MAX_PRESS_WORDS = 25
MAX_ARTICLE_WORDS = 15
MAX_ARTICLE_SHARE = 0.45


def normalize(text: str) -> str:
    """Return text with straight quotation marks and single spaces."""
    return " ".join(text.translate(str.maketrans("‘’“”", "''\"\"")).split())


def citations_in(record: Record) -> Iterator[Citation]:
    """Yield the citations in a record, including those of its values."""
    values = (record, getattr(record, "part_of", None), *getattr(record, "caveats", ()))
    return chain.from_iterable(getattr(value, "citations", ()) for value in values)


@pytest.fixture(scope="module")
def cited(audit: Audit) -> list[tuple[Record, Citation]]:
    """Every citation, with its record."""
    return [(record, citation) for record in audit for citation in citations_in(record)]


def read_source(name: str) -> str:
    """Return a file of the folder with the sources."""
    return (Path(SOURCES or "") / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def press() -> dict[str, list[str]]:
    """The known words of every document, by the id of its source."""
    words: dict[str, list[str]] = {"article": [read_source("article.txt")]}
    for passage in json.loads(read_source("passages.json"))["passages"]:
        words.setdefault(passage["document"], []).append(passage["words"])
    for report in REPORTS:
        words.setdefault(f"oversight-gov-{report}", []).append(read_source(f"oversight-gov-{report}.txt"))
    return {name: [*map(normalize, texts)] for name, texts in words.items()}


def test_words_of_the_reports(cited: list[tuple[Record, Citation]]) -> None:
    """The known passages of a report, and no others, are cited in full, with their place and the page that prints them."""
    known = {(p["document"], p["words"], p["place"], p["via"]) for p in PASSAGES}
    own = {(c.source_id, c.exact, c.locator, c.via_id) for _, c in cited if c.source_id in REPORTS}

    assert own == known


@needs_sources
def test_every_word_is_in_its_source(cited: list[tuple[Record, Citation]], press: dict[str, list[str]]) -> None:
    """Every cited word is in the known text of its document, including the press and the article."""
    missing = [
        (record.id, citation.exact)
        for record, citation in cited
        if not any(normalize(citation.exact) in text for text in press.get(citation.source_id, ()))
    ]

    assert missing == []


def test_quotes_are_cited(audit: Audit) -> None:
    """The words of every quote are in its citations."""
    assert [q.id for q in audit.quotes if not any(q.text in citation.exact for citation in q.citations)] == []


def test_press_words_are_few(cited: list[tuple[Record, Citation]], audit: Audit) -> None:
    """At most 25 words at a time are cited from a source under copyright, except for officials' words in the article."""
    long = {
        citation.exact
        for _, citation in cited
        if audit.get(citation.source_id, Source).rights == "in copyright"
        and citation.source_id not in REPORTS
        and len(citation.exact.split()) > MAX_PRESS_WORDS
    }

    assert long <= {quote.text for quote in audit.quotes if quote.attribution.reported_by == "article"}


@needs_sources
def test_the_article_is_cited_within_limits(cited: list[tuple[Record, Citation]]) -> None:
    """At most 15 words at a time of the article's own prose are cited, and less than 45% of all its text."""
    text = normalize(read_source("article.txt"))
    quoted = [match.span() for match in re.finditer('"[^"]*"', text)]
    covered: set[int] = set()
    for passage in {normalize(citation.exact) for _, citation in cited if citation.source_id == "article"}:
        start = text.find(passage)
        span = range(start, start + len(passage))
        own = [place for place in span if not any(first <= place < last for first, last in quoted)]
        assert len("".join(text[place] for place in own).split()) <= MAX_ARTICLE_WORDS, passage
        assert text.count(passage) == 1, passage
        covered |= {*span}

    assert len(covered) < MAX_ARTICLE_SHARE * len(text)


@needs_sources
def test_every_sentence_of_the_article_is_accounted_for(cited: list[tuple[Record, Citation]]) -> None:
    """Every sentence of the article about the audit is cited, by its number."""
    cited_numbers = {
        int(number)
        for _, citation in cited
        if citation.source_id == "article"
        for number in re.findall(r"\d+", citation.locator or "")
    }
    headline = {4} if any("headline" in (citation.locator or "") for _, citation in cited) else set()

    assert {*range(1, 27)} - NOT_ABOUT_THE_AUDIT <= cited_numbers | headline


def test_every_source_is_used(audit: Audit) -> None:
    """Every source, organization, person and measure is referred to by a record; every source has an address."""
    kinds = (*audit.sources, *audit.organizations, *audit.people, *audit.measures)

    assert [record.id for record in kinds if not audit.referrers(record)] == []
    assert {source.id for source in audit.sources if source.number} == {*REPORTS}
    assert [source.id for source in audit.sources if not source.url] == []


def test_preferred_figures(audit: Audit) -> None:
    """A measure for which a report states a figure has a preferred one, in the report's words if they are known."""
    for measure in audit.measures:
        figures = [figure for figure in audit.referrers(measure, Figure) if figure.measure_id == measure.id]
        published = [figure for figure in figures if figure.attribution.published_in in REPORTS]
        own = [figure for figure in published if figure.attribution.reported_by is None]
        if own or measure.preferred_id:
            assert measure.preferred_id in {figure.id for figure in own or published}, measure.id


def test_exact_numbers(audit: Audit) -> None:
    """Only the numbers in a report's table, and one of eight, are exact."""
    exact = [figure for figure in audit.figures if figure.comparator is Comparator.EXACTLY]

    assert all("Table 1" in (f.citations[0].locator or "") for f in exact if f.denominator is None)
    assert {(f.value, f.denominator) for f in exact if f.denominator is not None} == {(1, 8)}


def test_table_1_adds_up(audit: Audit) -> None:
    """The five fiscal years of the alert's Table 1 add up to its total."""
    table = [f for f in audit.figures if "Table 1" in (f.citations[0].locator or "")]
    total, *_ = [f for f in table if f.period and f.period.label == "FY 2019-2023"]
    years = [f.value for f in table if f is not total]

    assert len(years) == 5
    assert sum(years) == total.value == 448_820


@pytest.mark.parametrize("field", ["title", "statement"])
def test_wording(audit: Audit, field: str) -> None:
    """Titles and statements make sense on their own, and have no attribution in prose."""
    texts = {
        record.id: re.sub("“[^”]*”", "", getattr(record, field))
        for record in audit
        if not isinstance(record, Source) and hasattr(record, field)
    }
    bad = re.compile(
        r"^The article|\bsays\b|\bThese (?:children|cases|issues)\b|\bthese (?:children|cases)\b|follow-up|\bthis gap\b"
    )

    assert {name: text for name, text in texts.items() if bad.search(text) or "'" in text or '"' in text} == {}


def test_titles_are_not_repeated(audit: Audit) -> None:
    """No two findings have the same title or the same statement."""
    for field in ("title", "statement"):
        assert len({getattr(finding, field) for finding in audit.findings}) == len(audit.findings)


def test_ids(audit: Audit) -> None:
    """Ids begin with their kind; those of figures, findings, quotes and responses end with their source."""
    sources = "|".join(source.id for source in audit.sources)
    for record in audit:
        kind = type(record).__name__.lower()
        if kind in ("recommendation", "discrepancy"):
            assert record.id.startswith(f"{kind}-")
        if kind in ("figure", "finding", "quote", "response"):
            assert re.fullmatch(f"{kind}-.+-({sources})", record.id)


def test_caveats_about_missing_children(audit: Audit) -> None:
    """What PolitiFact says about the word "missing" is a caveat only for figures whose source uses such a word."""
    for figure in audit.figures:
        if any("missing" in caveat.text for caveat in figure.caveats):
            words = f"{figure.predicate} {figure.as_stated} {figure.population}"
            assert re.search("missing|los[et]", words, re.IGNORECASE), figure.id


def test_findings_lead_to_recommendations(audit: Audit) -> None:
    """Both recommendations of the alert address findings."""
    answered = {record_id for finding in audit.findings for record_id in finding.recommendation_ids}

    assert answered == {record.id for record in audit.recommendations}


def is_in_own_words(record: Any, *reports: str) -> bool:
    """Return whether a record cites one of these reports."""
    if attribution := getattr(record, "attribution", None):
        return attribution.published_in in reports and attribution.reported_by is None
    return record.id in reports or getattr(record, "source_id", None) in reports


def test_first_records_of_discrepancies(audit: Audit) -> None:
    """A discrepancy begins with a record from a report, unless it is only between accounts."""
    for discrepancy in audit.discrepancies:
        first, *others = [is_in_own_words(audit[record_id], *REPORTS) for record_id in discrepancy.record_ids]
        assert first or not any(others), discrepancy.id


def test_misquote_that_this_project_printed_once(audit: Audit) -> None:
    """The alert counts field offices, the article officers: two measures, and a discrepancy between the two."""
    alert = audit.get("figure-attempted-to-locate-oig-24-46", Figure)
    article = audit.get("figure-attempted-to-locate-article", Figure)

    assert (alert.unit, article.unit) == ("field offices", "officers")
    assert alert.measure_id != article.measure_id
    assert any({alert.id, article.id} <= {*d.record_ids} for d in audit.discrepancies)


@pytest.mark.parametrize(
    ("record_id", "value", "comparator", "time"),
    [
        ("figure-transferred-oig-24-46", 448_000, "more than", "FY 2019-2023"),
        ("figure-transferred-total-oig-24-46", 448_820, "exactly", "FY 2019-2023"),
        ("figure-transferred-fy-2019-oig-24-46", 67_987, "exactly", "FY 2019"),
        ("figure-transferred-fy-2020-oig-24-46", 15_128, "exactly", "FY 2020"),
        ("figure-transferred-fy-2021-oig-24-46", 120_859, "exactly", "FY 2021"),
        ("figure-transferred-fy-2022-oig-24-46", 127_057, "exactly", "FY 2022"),
        ("figure-transferred-fy-2023-oig-24-46", 117_789, "exactly", "FY 2023"),
        ("figure-transferred-oig-25-21", 448_000, "more than", "FY 2019-2023"),
        ("figure-failed-to-appear-oig-24-46", 32_000, "more than", "FY 2019-2023"),
        ("figure-notices-not-served-oig-24-46", 291_000, "more than", "May 2024"),
        ("figure-notices-not-served-californiaimmigration-us", 233_000, "more than", "January 2025"),
        ("figure-served-failed-to-appear-californiaimmigration-us", 43_000, "more than", "October 2024"),
        ("figure-addresses-oig-25-21", 31_000, "more than", "None"),
        ("figure-attempted-to-locate-oig-24-46", 1, "exactly", "None"),
    ],
)
def test_what_the_reports_count(audit: Audit, record_id: str, value: int, comparator: str, time: str) -> None:
    """The figures that matter most, with their qualifier and their time, copied from the sources by hand."""
    figure = audit.get(record_id, Figure)

    assert (figure.value, figure.comparator, str(figure.period or figure.as_of)) == (value, comparator, time)


def test_numbers_are_as_stated(audit: Audit) -> None:
    """The number and the qualifier of every figure are in its words, and the number is in its citations."""
    in_words = {1: "one|single", 2: "two", 8: "eight", 10: "ten"}
    qualifiers = {
        "more than": "more than|over|above|upwards? of",
        "at least": "at least|or more",
        "fewer than": "fewer than|less than|under",
        "at most": "up to|at most|no more than",
        "about": "about|around|roughly|approximately|nearly|almost|some",
    }
    for figure in audit.figures:
        number = re.compile(rf"\b(?:{figure.value:,}|{in_words.get(figure.value, 'no word')})\b")
        words = figure.as_stated or ""
        assert number.search(words), figure.id
        assert any(number.search(citation.exact) for citation in figure.citations), figure.id
        found = next(
            (name for name, qualifier in qualifiers.items() if re.search(rf"\b(?:{qualifier})\b", words)), None
        )
        if figure.comparator is not Comparator.EXACTLY:
            assert found == figure.comparator, f"{figure.id}: {words!r} (is its qualifier in the list of this test?)"


@pytest.mark.parametrize(
    ("kind", "first", "other"),
    [
        ("sum", "figure-failed-to-appear-oig-24-46", "figure-claimed-lost-320000-nybreaking"),
        ("wording", "figure-attempted-to-locate-oig-24-46", "figure-attempted-to-locate-article"),
        ("wording", "finding-may-have-been-larger-oig-24-46", "finding-could-be-higher-article"),
        ("wording", "finding-guidance-not-followed-oig-24-46", "finding-field-offices-after-guidance-article"),
        ("wording", "finding-location-not-accounted-for-oig-24-46", "finding-location-article"),
        ("wording", "finding-cannot-monitor-all-oig-24-46", "figure-lost-headline-article"),
        ("wording", "finding-notices-not-served-on-all-oig-24-46", "finding-notices-not-served-article"),
        ("wording", "figure-notices-not-served-oig-24-46", "figure-notices-not-served-politifact"),
        ("quotation", "quote-no-assurance-oig-24-46", "quote-no-assurance-article"),
        ("quotation", "quote-no-automated-process-oig-24-46", "quote-no-automated-process-article"),
        ("qualifier", "figure-notices-not-served-oig-24-46", "figure-notices-not-served-article"),
        ("qualifier", "figure-failed-to-appear-oig-24-46", "figure-failed-to-appear-politifact"),
        ("undated", "figure-notices-not-served-oig-24-46", "figure-notices-not-served-article"),
        ("undated", "figure-transferred-oig-24-46", "figure-transferred-article"),
        ("value", "figure-failed-to-appear-oig-24-46", "figure-not-monitored-article"),
        ("value", "figure-field-offices-visited-oig-24-46", "figure-field-offices-visited-abc-news"),
        ("value", "figure-field-offices-visited-oig-24-46", "figure-field-offices-visited-epoch-times"),
        ("attribution", "figure-failed-to-appear-oig-24-46", "figure-failed-to-appear-article"),
    ],
)
def test_known_differences(audit: Audit, kind: str, first: str, other: str) -> None:
    """Each deviation of the article or the press from the report is a discrepancy of its kind, the report's record first."""
    assert [d.id for d in audit.discrepancies if d.kind == kind and d.record_ids[0] == first and other in d.record_ids]


def test_elements(audit: Audit) -> None:
    """There are findings of every element in the alert's own words, and these are its causes and effects."""
    own = [finding for finding in audit.findings if is_in_own_words(finding, "oig-24-46")]
    causes = "no-automated-process no-formal-process limited-oversight resource-limitations staffing"
    effects = "no-assurance higher-risk may-have-been-larger fewer-opportunities limited-authority"

    assert {finding.element for finding in own} == {*uc_audit.Element}
    for element, subjects in (("cause", causes), ("effect", effects)):
        ids = [finding.id for finding in own if finding.element == element]
        assert ids == [f"finding-{subject}-oig-24-46" for subject in subjects.split()]
