"""The bundled dataset: what it says stands in its sources, and all of them is in it."""

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import uc_audit
from source_texts import ARTICLE, FILES
from uc_audit import Audit, Citation, Comparator, DiscrepancyKind, Element, Figure, Finding, ResponseKind
from uc_audit.model.walk import parts_of
from uc_audit.provenance.documents import Sentences
from uc_audit.provenance.passages import passage_of
from uc_audit.text import normalize

DATA_DOC = Path(__file__).parent.parent / "docs" / "data.md"
HELD = list(FILES)
needs_article = pytest.mark.skipif(
    not ARTICLE.is_file(), reason="the article is under copyright and not part of the project; see docs/data.md"
)


def citations_in(value: Any) -> list[Citation]:
    """Give all the citations in a record or an audit."""
    return [citation for _, citation in parts_of(Citation, value)]


def text_of(source_id: str) -> str:
    """Give the text of a source that is held."""
    if source_id == "article" and not ARTICLE.is_file():
        pytest.skip("the article is under copyright and not part of the project; see docs/data.md")
    return FILES[source_id].read_text(encoding="utf-8")


@pytest.mark.parametrize("source_id", HELD)
def test_every_citation_stands_once(audit: Audit, source_id: str) -> None:
    """The passage of every citation, with its prefix and suffix, stands exactly once in its source."""
    text = normalize(text_of(source_id))
    passages = [c for c in citations_in(audit) if c.source_id == source_id and c.exact is not None]

    assert passages
    assert [c for c in passages if text.count(passage_of(c)) != 1] == []


@pytest.mark.parametrize("source_id", HELD)
def test_held_texts_have_the_recorded_digest(audit: Audit, source_id: str) -> None:
    """A source whose text is held has the SHA-256 of that text, normalized."""
    digest = hashlib.sha256(normalize(text_of(source_id)).encode()).hexdigest()

    assert audit.get(source_id, uc_audit.Source).sha256 == digest


def test_only_held_texts_have_passages(audit: Audit) -> None:
    """A citation has an exact passage if and only if the text of its source is held."""
    assert [c for c in citations_in(audit) if (c.exact is not None) != (c.source_id in HELD)] == []
    assert [source.id for source in audit.sources if source.sha256] == ["oig-24-46", "oig-25-21", "article"]


def _left_out() -> dict[int, str]:
    """Read the table of sentences that are not part of the report."""
    rows = re.findall(r"^\| (\d+) \| (.+?) \|$", DATA_DOC.read_text(encoding="utf-8"), re.MULTILINE)
    return {int(number): reason for number, reason in rows}


@needs_article
def test_every_sentence_of_the_article_is_accounted_for(audit: Audit) -> None:
    """Each sentence is touched by a citation or listed with a reason, and none is both."""
    parts = Sentences(text_of("article")).texts
    passages = [passage_of(c) for c in citations_in(audit) if c.source_id == "article"]
    cited = {n for n, part in enumerate(parts, start=1) if any(passage in part for passage in passages)}

    assert len(parts) == 26
    assert cited | set(_left_out()) == set(range(1, len(parts) + 1))
    assert cited & set(_left_out()) == set()


@needs_article
def test_locators_name_the_right_sentence(audit: Audit) -> None:
    """The number in the locator of a citation of the article is the number of the sentence it stands in."""
    parts = Sentences(text_of("article")).texts
    for citation in citations_in(audit):
        if citation.source_id == "article":
            assert (match := re.match(r"sentence (\d+)", citation.locator or ""))
            assert passage_of(citation) in parts[int(match[1]) - 1]


@needs_article
def test_citations_of_the_article_are_short(audit: Audit) -> None:
    """At most 15 words of the article's own prose a citation, and less than 45 % of its text in all."""
    text = normalize(text_of("article"))
    quoted = {normalize(quote.text) for quote in audit.quotes}
    covered: set[int] = set()
    for citation in citations_in(audit):
        if citation.source_id == "article":
            passage = passage_of(citation)
            assert passage in quoted or len(passage.split()) <= 15
            start = text.index(passage)
            covered.update(range(start, start + len(passage)))

    assert len(covered) / len(text) < 0.45


@needs_article
def test_the_article_is_not_copied(audit: Audit) -> None:
    """Outside citations and quotes, no six words in a row of the article stand in the dataset."""
    article = re.findall(r"\w+", normalize(text_of("article")).lower())
    runs = {tuple(article[i : i + 6]) for i in range(len(article) - 5)}
    own_words = [finding.statement for finding in audit.findings]
    own_words += [response.statement for response in audit.responses]
    own_words += [discrepancy.statement for discrepancy in audit.discrepancies]
    own_words += [text for f in audit.figures for text in (f.label, f.population, *(c.text for c in f.caveats))]
    copied = []
    for text in own_words:
        words = re.findall(r"\w+", normalize(text).lower())
        copied += [run for i in range(len(words) - 5) if (run := tuple(words[i : i + 6])) in runs]

    assert copied == []


@needs_article
def test_quotes_are_verbatim(audit: Audit) -> None:
    """A quote read in the article stands there between quotation marks."""
    text = normalize(text_of("article"))
    quotes = [quote for quote in audit.quotes if any(c.source_id == "article" for c in quote.citations)]

    assert len(quotes) == text.count('"') / 2
    assert [q.id for q in quotes if not re.search(f'"{re.escape(normalize(q.text))},?"', text)] == []


@needs_article
def test_every_number_of_the_article_is_a_figure(audit: Audit) -> None:
    """The numbers of the article, outside the sentences left out, are figures, years or a denominator."""
    parts = [part for n, part in enumerate(Sentences(text_of("article")).texts, start=1) if n not in _left_out()]
    numbers = set(re.findall(r"\d[\d,]*\d", " ".join(parts)))
    figures = [figure for figure in audit.referrers("article", Figure) if figure.as_stated]

    assert numbers - {"2019", "2023"} == {f"{f.value:,}" for f in figures if f.denominator is None}
    assert {f.as_stated for f in figures if f.denominator} == {"a single officer out of eight"}


@needs_article
def test_every_organization_of_the_article_is_there(audit: Audit) -> None:
    """The organizations of the dataset are named in the article, and all that it abbreviates or capitalizes are there."""
    text = normalize(text_of("article"))
    abbreviations = set(re.findall(r"\(([A-Z]{2,})s?\)", text)) - {"UC", "NTA"}
    names = {organization.name for organization in audit.organizations}

    assert abbreviations == {o.abbreviation for o in audit.organizations if o.abbreviation in abbreviations}
    assert {"Newsweek", "Office of the Principal Legal Advisor", "Enforcement and Removal Operations"} <= names
    for organization in audit.organizations:
        last = organization.name.split(", ")[-1]
        assert last in text or (organization.abbreviation or "") in abbreviations


@needs_article
def test_every_date_of_the_article_is_there(audit: Audit) -> None:
    """The years and months of the article, outside the sentences left out, are periods of records."""
    parts = [part for n, part in enumerate(Sentences(text_of("article")).texts, start=1) if n not in _left_out()]
    dates = set(re.findall(r"(?:[A-Z][a-z]+ber )?\b20\d\d\b", " ".join(parts)))

    assert dates == {"2019", "2023", "December 2023"}
    assert audit.get("figure-transferred-article", Figure).period == uc_audit.Period(
        start=date(2019, 1, 1), end=date(2023, 12, 31), label="between 2019 and 2023"
    )
    assert audit.get("finding-guidance-issued", Finding).when == uc_audit.Period(
        start=date(2023, 12, 1), end=date(2023, 12, 31), label="December 2023"
    )
    assert audit.scope == uc_audit.Period(start=date(2018, 10, 1), end=date(2023, 9, 30), label="FY 2019-2023")


def test_words_as_stated_stand_in_a_citation(audit: Audit) -> None:
    """The number as printed stands in the first passage that is cited, and is there wherever a text is held."""
    for figure in audit.figures:
        passages = [c.exact for c in figure.citations if c.exact]
        if figure.as_stated is None:
            assert passages == []
        else:
            assert figure.as_stated in passages[0]


def test_a_comparator_is_never_invented(audit: Audit) -> None:
    """What is printed with a qualifier has it, and what is printed bare is not exact, but for counts named as such."""
    words = {"more than": Comparator.MORE_THAN, "over": Comparator.MORE_THAN}
    exact = {"figure-transferred-associated-press", "figure-officers-article", "figure-recommendations-oig-25-21"}
    for figure in audit.figures:
        if figure.id in exact:
            assert figure.comparator is Comparator.EXACTLY
        elif figure.as_stated is not None:
            printed = [comparator for word, comparator in words.items() if word in figure.as_stated.lower()]
            assert figure.comparator is (printed[0] if printed else None)


EXPECTED_FIGURES = {
    "figure-transferred-oig-24-46": ("more than 448,000", "FY 2019-2023", None),
    "figure-transferred-associated-press": ("exactly 448,820", "FY 2019-2023", None),
    "figure-transferred-article": ("more than 448,000", "between 2019 and 2023", None),
    "figure-transferred-oig-25-21": ("more than 448,000", "FY 2019-2023", None),
    "figure-failed-to-appear-oig-24-46": ("more than 32,000", "FY 2019-2023", None),
    "figure-failed-to-appear-article": ("more than 32,000", "between 2019 and 2023", None),
    "figure-notices-not-served-politifact": ("more than 291,000", None, "May 2024"),
    "figure-notices-not-served-associated-press": ("more than 291,000", None, "May 2024"),
    "figure-notices-not-served-article": ("291,000", None, None),
    "figure-notices-not-served-oig-25-21": ("more than 233,000", None, "January 2025"),
    "figure-not-monitored-article": ("more than 30,000", None, None),
    "figure-not-monitored-headline": ("30,000", None, None),
    "figure-officers-article": ("exactly 1 of 8", None, None),
    "figure-addresses-oig-25-21": ("more than 31,000", None, None),
    "figure-served-failed-to-appear-oig-25-21": ("more than 43,000", None, "October 2024"),
    "figure-individuals-oig-25-21": ("more than 140", None, None),
    "figure-recommendations-oig-25-21": ("exactly 4", None, None),
    "figure-questioned-costs-oig-25-21": ("$0", None, None),
    "figure-better-use-oig-25-21": ("$0", None, None),
    "figure-officials-abc-news": ("more than 100", None, None),
    "figure-field-offices-abc-news": ("10", None, None),
    "figure-pages-oig-24-46": ("18", None, None),
}


def test_figures(audit: Audit) -> None:
    """Every figure has the number, the qualifier, the period and the date that its source states."""
    found = {f.id: (str(f), f.period and f.period.label, f.as_of and f.as_of.label) for f in audit.figures}

    assert found == EXPECTED_FIGURES


def test_measures_that_sources_keep_apart(audit: Audit) -> None:
    """What counts different things has different measures, and a later count of the same has the same."""
    measures = {figure.id: figure.measure for figure in audit.figures}

    assert measures["figure-not-monitored-article"] != measures["figure-failed-to-appear-article"]
    assert measures["figure-failed-to-appear-oig-24-46"] != measures["figure-served-failed-to-appear-oig-25-21"]
    assert measures["figure-notices-not-served-article"] == measures["figure-notices-not-served-oig-25-21"]


def test_parts_cite_who_says_so(audit: Audit) -> None:
    """A figure that counts a part of another cites the source that says so."""
    parts = {figure.id: figure.part_of for figure in audit.figures if figure.part_of}

    assert set(parts.values()) == {"children-transferred"}
    for figure_id in parts:
        figure = audit.get(figure_id, Figure)
        assert any(
            c.source_id == "homeland-security-newswire" or "of the 448,000" in (c.exact or "") for c in figure.citations
        )


def test_every_discrepancy_of_the_design_is_there(audit: Audit) -> None:
    """The differences between the sources are recorded, each kind of them."""
    assert {d.kind for d in audit.discrepancies} == set(DiscrepancyKind)
    assert len(audit.discrepancies) == 13


def test_findings_have_all_elements(audit: Audit) -> None:
    """Condition, criteria, cause and effect are all there."""
    assert {finding.element for finding in audit.findings} == set(Element)


def test_every_figure_and_quote_is_used(audit: Audit) -> None:
    """Each figure of the subject and each quote belongs to a finding or a response."""
    loose = [
        record.id
        for record in (*audit.figures, *audit.quotes)
        if not audit.referrers(record.id, Finding) and not audit.referrers(record.id, uc_audit.Response)
    ]

    assert all(audit.get(record_id, Figure).topics == (uc_audit.Topic.AUDIT_WORK,) for record_id in loose)


def test_responses(audit: Audit) -> None:
    """ICE wrote, acted, declined to comment, and concurred with the follow-up."""
    assert [(response.kind, response.position.value) for response in audit.responses] == [
        (ResponseKind.WRITTEN_RESPONSE, "not-stated"),
        (ResponseKind.CORRECTIVE_ACTION, "not-stated"),
        (ResponseKind.DECLINED_TO_COMMENT, "not-stated"),
        (ResponseKind.WRITTEN_RESPONSE, "concur"),
    ]


def test_recommendations_are_verbatim(audit: Audit) -> None:
    """Both recommendations stand in the alert's page word by word."""
    text = normalize(text_of("oig-24-46"))

    assert [r.number for r in audit.recommendations] == [1, 2]
    assert [r.id for r in audit.recommendations if normalize(r.text) not in text] == []


def test_insertions_are_marked(audit: Audit) -> None:
    """The reporter's words inside the first quotation are marked, the speaker's abbreviations are not."""
    inserted = {quote.id: quote.insertions for quote in audit.quotes if quote.insertions}

    assert inserted == {"quote-no-assurance-article": ("(unaccompanied migrant children)",)}


@pytest.mark.parametrize("word", ["lost", "lose", "missing", "children's lives"])
def test_wording_is_neutral(audit: Audit, word: str) -> None:
    """Outside caveats, a figure's text has a loaded word only where its source's own words for it have."""
    for figure in audit.figures:
        text = f"{figure.label} {figure.population}".lower()
        if re.search(rf"\b{word}\b", text):
            assert any(word in (c.exact or "").lower() for c in figure.citations)
