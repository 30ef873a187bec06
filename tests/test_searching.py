"""Finding records by words with ``search``."""

import re
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import uc_audit
from strategies import RECORDS, any_of
from uc_audit import Attribution, Audit, Citation, Figure, Measure, Organization, Person, Quote, Record, search

MakeFigure = Callable[..., Figure]

CITATION = Citation(source_id="report", exact="Zzz.")
NEEDLE = Citation(source_id="report", exact="a needle")
MEASURE = Measure(
    id="notices-not-served",
    title="Children not served a Notice to Appear",
    definition="The children whom nobody had handed a notice.",
    preferred_id="figure-report",
    aliases=("NTA",),
)


def quote(text: str, record_id: str = "quote", **changes: Any) -> Quote:
    """Return a quote with these words."""
    fields = {"id": record_id, "attribution": Attribution(reported_by="report"), "citations": (CITATION,)}
    return Quote(**{**fields, "text": text, "is_fragment": False, **changes})


def found(records: Any, text: str) -> list[str]:
    """Return the ids of the records that are found."""
    return [hit.record.id for hit in search(records, text)]


QUESTIONS: list[tuple[Any, str]] = [
    ("notices-not-served", "NTA|notices to appear|how many children were not served|summons|291,000|unserved"),
    ("notices-not-served", "How many kids weren't served?|number of children without a Notice to Appear|no court date"),
    ("children-failing-to-appear", "Courts|court hearing|missed court|how many children failed to appear|32,000|32K"),
    ("children-failing-to-appear", "failed to appear in immigration court|children who were no-shows|absconded"),
    ("children-transferred", "UC|UACs|transfers|how many were transferred to HHS|448,820|unaccompanied minors"),
    ("release-addresses-blank-undeliverable-incomplete", "addresses|bad addresses|31,000"),
    ("served-children-failing-to-appear", "served but failed to appear|how many failed to appear after being served"),
    ("field-offices-visited", "how many field offices did the auditors visit|site visits"),
    ("field-offices-attempting-to-locate", "one of eight|1 of 8|how many offices attempted to locate children"),
    (Measure, "how many kids are missing|lost children|missing children"),
    (uc_audit.Recommendation, "recommendations|recommendation 1"),
    (uc_audit.Finding, "cannot monitor|automated process|trafficking"),
    (Quote, "quotes"),
    (Organization, "ICE|Immigration and Customs Enforcement|DHS OIG|Office of Inspector General"),
    (Person, "Cuffari|who is the inspector general|people"),
    (uc_audit.Source, "OIG-24-46|oig 25\u201121|PolitiFact|fact check"),
]
"""The expected first result: a measure's figure to quote, or a record of a class."""


@pytest.mark.parametrize(("first", "question"), [(first, one) for first, many in QUESTIONS for one in many.split("|")])
def test_questions(audit: Audit, first: Any, question: str) -> None:
    """What people ask for comes first."""
    record = search(audit, question)[0].record

    if isinstance(first, str):
        assert record.id == audit.get(first, Measure).preferred_id
    else:
        assert isinstance(record, first)


@pytest.mark.parametrize("question", ["291000", "291,000", "291 000", "291'000", "more than 291K"])
def test_numbers(audit: Audit, question: str) -> None:
    """A number is found however its thousands are separated, and with the qualifier that its source gives it."""
    assert set(found(audit, question)) == set(found(audit, "291,000"))
    assert search(audit, question)[0].snippet.startswith("more than 291,000")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Agencies called and transferred children", "agency call transfers"),
        ("The office’s processes", "offices' process"),
        ("D.C. officials", "DC official"),
        ("auto\u00admated\u200b pro\ufeffcess", "automated process"),
        ("Señor Ærø", "SENOR ÆRØ"),
        ("Straße", "STRASSE"),
        ("They weren’t served", "were not served"),
        ("FY2019", "fiscal years 2019"),
        ("ICE said so", "what did ICE say?"),
        ("To be or not to be", "or not"),
    ],
)
def test_words(text: str, question: str) -> None:
    """Words match whatever their spelling and ending; question words are searched for only if there are no others."""
    assert found([quote(text)], question) == ["quote"]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("to maintain it", "NTA"),
        ("291,000 children", "291"),
        ("32,0001 children", "32000"),
        ("ICE served a notice", "ICE zebra"),
        ("children", " ?! \u200b"),
        ("children", "how many"),
    ],
)
def test_other_words(text: str, question: str) -> None:
    """Parts of words and numbers do not match, and all the words have to be there."""
    assert found([quote(text)], question) == []


def test_terms() -> None:
    """A record is found by its terms, such as its topics."""
    assert found([quote("Nothing", topics=(uc_audit.Topic.COURT_HEARING,))], "court hearings") == ["quote"]


def test_organizations() -> None:
    """The abbreviation of an organization among the records is equivalent to its name."""
    justice = Organization(id="doj", name="U.S. Department of Justice", abbreviation="DOJ")
    records = [quote("DOJ was told", "quote-short"), quote("told the Department of Justice", "quote-long"), justice]

    for question in ("DOJ", "Department of Justice"):
        assert set(found(records, question)) == {"quote-short", "quote-long", "doj"}
    assert found(records[:2], "DOJ") == ["quote-short"]
    assert found([*records, Organization(id="band", name="Who", abbreviation="TW")], "TW") == ["band"]


def test_whose_words_they_are() -> None:
    """The names of people, organizations and documents count only together with a word of the record itself."""
    person = Person(id="someone", name="Jo Doe", role="Chief", organization_id="ice", citations=(CITATION,))
    said = quote("It is safe", attribution=Attribution(said_by="someone"))

    assert found([person, said], "Doe safe") == ["quote"]
    assert found([person, said], "Doe") == ["someone"]
    cited = attrs.evolve(said, citations=(attrs.evolve(NEEDLE, exact="Doe said so"),))
    assert search([person, cited], "Doe")[1].field == "citations[0].exact"


def test_figures_have_the_words_of_their_measure(make_figure: MakeFigure) -> None:
    """A figure is found by its measure's title, definition and aliases, if the measure is among the records."""
    figure = make_figure(id="figure-report", measure_id=MEASURE.id, predicate="got none")

    for question in ("NTA", "nobody handed", "Children not served a Notice to Appear"):
        assert "figure-report" in found([MEASURE, figure], question)
        assert found([figure], question) == []
    assert search([MEASURE, figure], "NTA")[0] == uc_audit.Hit(record=figure, field="value", snippet=str(figure))


def test_the_figure_to_quote_comes_first(make_figure: MakeFigure) -> None:
    """The figure to quote comes before the others of its measure, even if only they have all the words in one text."""
    came = uc_audit.Caveat(text="They came.", citations=(CITATION,))
    preferred = make_figure(id="figure-report", measure_id=MEASURE.id, predicate="late yesterday", caveats=(came,))
    other = make_figure(id="figure-other", measure_id=MEASURE.id, predicate="yesterday came late")
    between = quote("late it came yesterday, they said to us last week")

    ranked = ["figure-report", "figure-other", "quote"]
    assert found([MEASURE, other, between, preferred], "yesterday came late") == ranked
    assert found([other, preferred], "yesterday came late") == ["figure-other", "figure-report"]


def test_the_number_itself_comes_first(make_figure: MakeFigure) -> None:
    """A figure with the number comes before one that only mentions it."""
    figure = make_figure(id="figure-report", measure_id=MEASURE.id, value=31_000, population="of the 448,000 children")
    other = make_figure(id="figure-other", measure_id="others", value=448_000)

    assert found([MEASURE, figure, other], "448,000") == ["figure-other", "figure-report"]


def test_what_no_report_counts(make_figure: MakeFigure) -> None:
    """Aliases of a measure without a figure to quote find the measure, which says so, before its figures."""
    measure = attrs.evolve(MEASURE, preferred_id=None, aliases=("missing children",))

    assert found([make_figure(measure_id=measure.id), measure], "missing children")[0] == measure.id


def test_ranks() -> None:
    """Names with exactly the words come first, then the words in one text, and in two; otherwise, the order stays."""
    names = ("Court dates", "The date of a first court", "Courts for dates")
    firms = [Organization(id=f"firm-{number}", name=name) for number, name in enumerate(names)]
    firms.append(Organization(id="firm-3", name="Courts", abbreviation="dates"))

    assert found(firms, "court dates") == ["firm-0", "firm-2", "firm-1", "firm-3"]
    assert found([firms[3], firms[1], firms[0]], "court dates") == ["firm-0", "firm-1", "firm-3"]
    assert found([quote("It", "quote-cited", citations=(NEEDLE,)), quote("A needle here")], "needle")[0] == "quote"


def test_ignored_words_count_among_equals() -> None:
    """Among texts with the same words, those with more of the ignored ones come first."""
    records = [quote("Served in March", "quote-served"), quote("Not served yet", "quote-not-served")]

    assert found(records, "not served") == ["quote-not-served", "quote-served"]
    assert found(records, "served") == ["quote-served", "quote-not-served"]


def test_fields(make_figure: MakeFigure) -> None:
    """A hit names the field with the words, by default the first; a number is shown in its sentence, not alone."""
    cited = Citation(source_id="hidden", exact="A needle")
    caveat = uc_audit.Caveat(text="A needle in a haystack", citations=(cited,))
    figure = make_figure(
        caveats=(caveat,), citations=(Citation(source_id="report", exact="the pin"),), as_stated="448,000"
    )

    assert [(hit.field, hit.snippet) for hit in search(figure, "needles")] == [("caveats[0].text", caveat.text)]
    assert [(hit.field, hit.snippet) for hit in search(figure, "pins")] == [("citations[0].exact", "the pin")]
    assert [(hit.field, hit.snippet) for hit in search(figure, figure.id)] == [("value", str(figure))]
    assert [hit.snippet for hit in search(figure, "448,000")] == [str(figure)]
    assert search(figure, "hidden") == ()


def test_records_without_a_text() -> None:
    """A record without text to show is shown with its id."""
    kind, rights, tier = uc_audit.SourceKind.WEB_PAGE, uc_audit.Rights.IN_COPYRIGHT, uc_audit.Tier.SECONDARY
    source = uc_audit.Source(id="some-page", kind=kind, rights=rights, tier=tier)

    assert search(source, "page") == (uc_audit.Hit(record=source, field="id", snippet="some-page"),)


LONG = "lorem ipsum dolor sit amet " * 8
NUMBERS = "more than 32,000|at least $5 of the $10,000|only one of the eight|300,000 or more|fiscal years 2019 to 2023"


@pytest.mark.parametrize("passage", NUMBERS.split("|"))
def test_snippets_do_not_break_numbers(passage: str) -> None:
    """A snippet has a whole number with its qualifier, or none of it, and no parts of words."""
    for length in range(90):
        padding = (LONG * 2)[:length].strip()
        for text in (f"{LONG}{passage} {padding} needle", f"needle {padding} {passage} {LONG}"):
            (hit,) = search([quote(text)], "needle")
            snippet = hit.snippet.removeprefix("... ").removesuffix(" ...")
            assert f" {snippet} " in f" {' '.join(text.split())} "
            assert passage in snippet or not set(re.findall(r"\d\S*|eight", passage)) & set(snippet.split())
            assert "needle" in snippet


def test_snippets_show_the_words_together() -> None:
    """The passage is the first one with the most words."""
    text = f"A needle.{' x' * 90} A sharp needle.{' y' * 90} A sharp needle."

    assert search([quote(text)], "sharp needle")[0].snippet == f"... {'x ' * 7}A sharp needle.{' y' * 10} ..."
    assert search([quote(text)], "needle sharp point") == ()
    assert search([quote(text)], "needle")[0].snippet == f"A needle.{' x' * 13} ..."
    assert search([quote(text[:150])], "needle")[0].snippet == text[:150].strip()


def test_snippets_of_characters_that_fold_to_several() -> None:
    """The passage is right even if folding turns one character into several, or none."""
    text = "ﬃ " * 100 + "ne\u0301e\u00addle " + "ß " * 100

    assert search([quote(text)], "needle")[0].snippet == f"... {'ﬃ ' * 9}ne\u0301e\u00addle{' ß' * 10} ..."


@pytest.mark.parametrize("wrong", [5, None, {}, ["x"]])
def test_wrong_arguments(audit: Audit, wrong: Any) -> None:
    """Anything but records and a string is a TypeError that names the argument."""
    with pytest.raises(TypeError, match=r"^records must be an audit"):
        search(wrong, "x")
    with pytest.raises(TypeError, match=r"^text must be a str"):
        search(audit, wrong)


@settings(max_examples=50)
@given(st.one_of([any_of(cls) for cls in RECORDS.values()]))
def test_any_record_is_found_by_its_texts(record: Record) -> None:
    """Whatever its characters, each text of a record with a letter or a digit finds the record."""
    fields = [name for name in ("title", "name", "text", "statement", "role") if hasattr(record, name)]
    for text in [getattr(record, name) or "" for name in fields] or [str(record)]:
        assert found([record], text) or not re.search(r"[^\W_\u115f\u1160\u3164\uffa0]", text)


@pytest.mark.parametrize("text", ["1,000", "a.b.", "more than ", "a", "needle ", "'s "])
def test_long_texts(text: str) -> None:
    """The time is proportional to the length of a text, whatever it repeats."""
    long = quote(text * 20_000 + " needle")

    assert found([long], "needle") == ["quote"]
    assert found([quote("needle")], text * 20_000) in ([], ["quote"])
