"""Filtering and searching records."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any, get_type_hints

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from by_hand import fits
from strategies import audits, texts, whole
from uc_audit import (
    Audit,
    Citation,
    Comparator,
    CriterionValueError,
    Figure,
    Finding,
    Organization,
    Period,
    Record,
    Topic,
    UnknownCriterionError,
    load,
    search,
    select,
)
from uc_audit.model.audit import record_classes
from uc_audit.model.rules import LARGEST_INTEGER
from uc_audit.query import criteria
from uc_audit.query.days import span_of
from uc_audit.query.narrowing import criteria_of
from uc_audit.query.texts import has_text, texts_of
from uc_audit.text import fold

MakeFigure = Callable[..., Figure]


def ids(records: tuple[Record, ...]) -> list[str]:
    """Give the ids of records without what they have in common."""
    return [record.id.removeprefix("figure-") for record in records]


def test_all_criteria_hold_and_order_is_kept(audit: Audit) -> None:
    """Several criteria narrow together, and the order stays that of the input."""
    given = reversed(audit.figures)
    found = select(given, topic="notice-to-appear", min_value=100_000, comparator=">")

    assert ids(found) == [
        "notices-not-served-oig-25-21",
        "notices-not-served-associated-press",
        "notices-not-served-politifact",
    ]


def test_any_iterable_gives_a_tuple(audit: Audit) -> None:
    """Lists, tuples and generators come in, a tuple goes out."""
    assert select(audit.figures) == audit.figures
    assert select([*audit.figures], measure="report-pages") == select(iter(audit.figures), measure="report-pages")


def test_predicates_mix_with_criteria(audit: Audit) -> None:
    """A predicate sees only records that fit the criteria; what it gives is true or false."""
    assert ids(select(audit.figures, lambda figure: figure.denominator)) == ["officers-article"]
    assert ids(
        select(audit.figures, lambda f: f.lower, lambda f: f.upper is None, source="article", during="2022")
    ) == [
        "transferred-article",
        "failed-to-appear-article",
    ]


@pytest.mark.parametrize("values", [["addresses", "pages"], ("addresses", "pages"), {"addresses", "pages"}])
def test_several_values_mean_any(audit: Audit, values: Any) -> None:
    """A list, tuple or set of values means any of them."""
    assert ids(select(audit.figures, unit=values)) == ["addresses-oig-25-21", "pages-oig-24-46"]


def test_no_values_fit_nothing(audit: Audit) -> None:
    """Any of no values is none."""
    assert select(audit.figures, unit=[]) == ()


def test_enumerations_take_their_texts(audit: Audit) -> None:
    """A member and its text are the same, alone and among several, on a field and in a tuple."""
    assert select(audit.figures, topic=Topic.SAFETY) == select(audit.figures, topic="safety")
    assert select(audit.figures, comparator=Comparator.MORE_THAN) == select(audit.figures, comparator={">"})
    assert select(audit.findings, topic=["safety", Topic.GUIDANCE]) == select(
        audit.findings, lambda finding: {Topic.SAFETY, Topic.GUIDANCE} & {*finding.topics}
    )


def test_none_is_a_value_where_it_may_be(audit: Audit) -> None:
    """A bare number is found by the comparator none, alone and among others."""
    bare = select(audit.figures, comparator=None, unit="children")

    assert ids(bare) == ["notices-not-served-article", "not-monitored-headline"]
    assert ids(select(audit.figures, comparator=[None, "="], source="article")) == [
        "notices-not-served-article",
        "not-monitored-headline",
        "officers-article",
    ]
    with pytest.raises(CriterionValueError, match="The criterion 'unit' cannot be null"):
        select(audit.figures, unit=None)  # type: ignore[call-overload]


def test_sources_are_cited_or_stand_behind(audit: Audit) -> None:
    """A source is one that is cited, or for a figure one in which it was published or reported."""
    assert "notices-not-served-article" in ids(select(audit.figures, source="oig-24-46"))
    assert "notices-not-served-article" in ids(select(audit.figures, source=["article", "abc-news"]))
    assert select(audit.figures, published_in="oig-24-46", source="politifact") == ()
    assert [p.id for p in select(audit.people, source="article")] == ["joseph-cuffari"]


def test_references_are_named_by_id(audit: Audit) -> None:
    """Fields that refer to other records are criteria in the singular."""
    assert [r.id for r in select(audit.responses, recommendation="recommendation-2")] == ["response-formal-process"]
    assert [q.id for q in select(audit.quotes, speaker="ice")] == ["quote-options-briefed"]
    assert [d.id for d in select(audit.discrepancies, record="article")] == ["discrepancy-audit-and-alert"]
    assert [f.id for f in select(audit.findings, organization="doj")] == ["finding-resource-limitations"]
    assert [o.id for o in select(audit.organizations, parent="ice")] == ["opla", "ero"]
    assert ids(select(audit.figures, said_by=["ice", "joseph-cuffari"])) == [
        "failed-to-appear-oig-24-46",
        "officers-article",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("auto\u00admated process", ["finding-resource-limitations", "finding-no-automated-process"]),
        ("AUTOMATED process", ["finding-resource-limitations", "finding-no-automated-process"]),
        ("“manual, multi-step”", ["finding-manual-processes"]),
        ('"manual, multi-step"', ["finding-manual-processes"]),
        ("Cuffari\u2019s office", ["finding-resource-limitations", "finding-no-automated-process"]),
        ("cuffari's  office", ["finding-resource-limitations", "finding-no-automated-process"]),
        (["trafficking", "fled HHS"], ["finding-no-assurance", "finding-fled-custody"]),
        ("does not stand there", []),
    ],
)
def test_text(audit: Audit, text: Any, found: list[str]) -> None:
    """A text is found in any text of a record, whatever its case, quotation marks and white space."""
    assert [finding.id for finding in select(audit.findings, text=text)] == found


def test_text_without_accents(make_figure: MakeFigure) -> None:
    """Accents, ligatures and the case of other scripts do not matter."""
    figures = [make_figure(label="Señor Ærø ﬁxed STRASSE"), make_figure(label="nothing")]

    for text in ("senor", "SEÑOR", "fixed", "straße", "señor ærø"):
        assert len(select(figures, text=text)) == 1


def test_numbers_are_texts(audit: Audit) -> None:
    """A figure is found by its number with its qualifier, also where no text is held, and not by another one's."""
    assert ids(select(audit.figures, text="448,820")) == ["transferred-associated-press"]
    assert ids(select(audit.figures, text="more than 32,000")) == [
        "failed-to-appear-oig-24-46",
        "failed-to-appear-article",
    ]
    hit = search(audit, "exactly 448,820")[0]
    assert (hit.record.id, hit.field) == ("figure-transferred-associated-press", "value")
    assert hit.snippet.startswith("exactly 448,820 unaccompanied migrant children were")
    assert not any(hit.snippet == "291,000" for hit in search(audit, "291,000"))


def test_time_may_be_none(audit: Audit) -> None:
    """A record without a time is found by none, alone and beside a time."""
    without = select(audit.figures, as_of=None)

    assert without == tuple(figure for figure in audit.figures if figure.as_of is None)
    assert select(audit.figures, as_of=[None, "2025"]) == tuple(
        figure for figure in audit.figures if figure.as_of is None or figure.as_of.label == "January 2025"
    )
    assert {source.id for source in select(audit.sources, during=None)} == {
        "article",
        "californiaimmigration-us",
        "read-me-org",
    }


@pytest.mark.parametrize("text", ['"forced labor"', "'forced labor'", "forced, labor.", "(forced) labor!"])
def test_punctuation_around_words_does_not_matter(audit: Audit, text: str) -> None:
    """Marks around the words of a search are not searched for."""
    assert search(audit, text) == search(audit, "forced labor") != ()


def test_dashes_are_hyphens(audit: Audit) -> None:
    """An en dash finds what has a hyphen."""
    assert search(audit, "2019\u20132023") == search(audit, "2019-2023") != ()
    assert select(audit.figures, during="FY 2019\u20132023") == select(audit.figures, during="FY 2019-2023")


def test_text_looks_into_caveats_and_citations_but_not_ids(audit: Audit) -> None:
    """Texts inside a record count; ids, addresses and digests are not texts."""
    assert len(select(audit.figures, text="the article prints the number bare")) == 1
    assert len(select(audit.figures, text="questioned costs $0")) == 1
    assert select(audit.sources, text="abcnews.go.com") == ()
    assert select(audit.figures, text="figure-officers") == ()


def test_values_as_stated(audit: Audit) -> None:
    """The least and the greatest value compare the stated number, whatever its qualifier."""
    found = select(audit.figures, min_value=30_000, max_value=31_000)

    assert [str(figure) for figure in found] == ["more than 30,000", "30,000", "more than 31,000"]
    assert ids(select(audit.figures, value=[1, 4])) == ["officers-article", "recommendations-oig-25-21"]
    assert ids(select(audit.figures, denominator=8)) == ["officers-article"]


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("FY 2021", date(2020, 10, 1), date(2021, 9, 30)),
        ("fy2021", date(2020, 10, 1), date(2021, 9, 30)),
        ("FY 2019-2023", date(2018, 10, 1), date(2023, 9, 30)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024-05-17", date(2024, 5, 17), date(2024, 5, 17)),
        (date(2024, 5, 17), date(2024, 5, 17), date(2024, 5, 17)),
        (Period(start=date(2024, 1, 2), end=date(2024, 1, 3), label="x"), date(2024, 1, 2), date(2024, 1, 3)),
    ],
)
def test_spans(value: Any, start: date, end: date) -> None:
    """A day, a month, a year, a fiscal year, a range of them and a period mean the days in them."""
    assert span_of(value) == (start, end)


@pytest.mark.parametrize("value", ["2024-13", "2024-02-30", "0000", "FY 0000", "FY 2023-2019", "May 2024", "", 2024])
def test_what_is_no_span(audit: Audit, value: Any) -> None:
    """Anything else is an error that says what there is."""
    with pytest.raises(CriterionValueError, match="expected a date, a Period, or a text such as"):
        select(audit.figures, during=value)


def test_during_and_as_of_overlap(audit: Audit) -> None:
    """A record is found when its time and the given one have a day in common."""
    assert "transferred-oig-24-46" in ids(select(audit.figures, during=date(2018, 10, 1)))
    assert "transferred-article" not in ids(select(audit.figures, during=date(2018, 12, 31)))
    assert ids(select(audit.figures, as_of=["2024-05-31", "2025"])) == [
        "notices-not-served-politifact",
        "notices-not-served-associated-press",
        "notices-not-served-oig-25-21",
    ]
    assert [finding.id for finding in select(audit.findings, during="2023-12")] == ["finding-guidance-issued"]
    assert [source.id for source in select(audit.sources, during="2024-08")] == ["oig-24-46", "abc-news", "townhall"]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("topik", "topic"), ("topics", "topic"), ("organization_ids", "organization"), ("when", "during"), ("zzz", None)],
)
def test_unknown_criterion(audit: Audit, name: str, nearest: str | None) -> None:
    """A name that the class does not have is an error with the nearest name and the full list."""
    with pytest.raises(UnknownCriterionError, match=f"Finding has no criterion '{name}'") as caught:
        select(audit.findings, **{name: "x"})

    assert caught.value.suggestion == nearest
    assert caught.value.known == tuple(criteria_of(Finding))
    assert isinstance(caught.value, LookupError)


@pytest.mark.parametrize("name", ["period", "issued", "when"])
def test_times_are_asked_for_as_during(audit: Audit, name: str) -> None:
    """Whatever the field is called, the criterion is ``during``, and the error says so where there is one."""
    for records, suggestion in ((audit.figures, "during"), (audit.people, None)):
        with pytest.raises(UnknownCriterionError) as caught:
            select(records, **{name: "2021"})
        assert caught.value.suggestion == suggestion


def test_criterion_of_another_class(audit: Audit) -> None:
    """A criterion that only other classes have is unknown, too."""
    with pytest.raises(UnknownCriterionError, match="Finding has no criterion 'measure'"):
        select(audit.findings, measure="notices-not-served")  # type: ignore[arg-type]


def test_unknown_criterion_without_records() -> None:
    """Even for nothing, a name that no class has and a value that none can have are refused."""
    with pytest.raises(
        UnknownCriterionError, match=r"No class of records has a criterion 'topik'\. Did you mean 'topic'"
    ):
        select([], topik="x")  # type: ignore[call-overload]
    with pytest.raises(CriterionValueError, match="'topic' cannot be 'curt'"):
        select([], topic="curt")
    with pytest.raises(CriterionValueError, match="'unit' cannot be 'child'"):
        select([], unit="child")
    assert select([], kind="written-response") == ()
    assert select([], kind="wording", measure="anything") == ()  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("criteria", "message"),
    [
        ({"topic": "curt"}, r"'topic' cannot be 'curt': expected one of 'transfer', .*Did you mean 'court-hearing'\?"),
        ({"topic": ["safety", "curt"]}, "'topic' cannot be 'curt'"),
        ({"topic": 3}, "'topic' cannot be 3: expected one of"),
        ({"value": "3"}, "'value' cannot be '3': expected a whole number"),
        ({"min_value": True}, "'min_value' cannot be true"),
        ({"min_value": [1, 2]}, "'min_value' cannot be a list: expected one value"),
        ({"measure": 7}, "'measure' cannot be 7: expected a text"),
        ({"text": None}, "'text' cannot be null: expected a text"),
        ({"text": ""}, "'text' cannot be '': expected a text that is not empty"),
        ({"text": ["a", " \u0301"]}, "'text' cannot be .*: expected a text that is not empty"),
        ({"topic": (topic for topic in Topic)}, "'topic' cannot be <generator.*: expected one of"),
        ({"topic": {"safety": 1}}, "'topic' cannot be an object: expected one of"),
        ({"topic": b"safety"}, "'topic' cannot be b'safety': expected one of"),
        ({"denominator": 1.0}, "'denominator' cannot be 1.0: expected a whole number or None"),
    ],
)
def test_wrong_value(audit: Audit, criteria: dict[str, Any], message: str) -> None:
    """A value that no record can have is an error that says which values there are."""
    with pytest.raises(CriterionValueError, match=message) as caught:
        select(audit.figures, **criteria)

    assert isinstance(caught.value, ValueError)


def test_records_of_several_classes(audit: Audit) -> None:
    """What all records have goes for any mixture; what only some have is refused."""
    mixture = [*audit.people, *audit.quotes, *audit.people]

    assert [r.id for r in select(mixture, text="Cuffari")] == ["joseph-cuffari", "joseph-cuffari"]
    assert select(audit.records, id=["ice", "article"]) == (audit["article"], audit["ice"])
    with pytest.raises(UnknownCriterionError, match="Quote has no criterion 'role'"):
        select([*audit.people, *audit.quotes], role="Inspector General")  # type: ignore[list-item]
    responses_first = select([*audit.responses, *audit.findings], organization="opla")  # type: ignore[list-item]
    assert [r.id for r in responses_first] == [f.id for f in audit.findings if "opla" in f.organization_ids]


def test_mixtures_do_not_depend_on_the_order(audit: Audit) -> None:
    """What a source means for each class holds in a mixture, whichever record comes first."""
    for field in ("figures", "recommendations"):
        one, other = getattr(audit, field), audit.findings
        forth = select([*one, *other], source="oig-24-46")
        back = select([*other, *one], source="oig-24-46")
        assert set(forth) == set(back) == {*select(one, source="oig-24-46"), *select(other, source="oig-24-46")}


def test_source_of_a_recommendation(audit: Audit) -> None:
    """A recommendation is found by its report, whether or not it cites it."""
    recommendation = attrs.evolve(audit.recommendations[0], citations=(Citation(source_id="politifact"),))

    assert select([recommendation], source="oig-24-46") == select([recommendation], source="politifact")
    assert select([recommendation], source="oig-24-46") == (recommendation,)


@pytest.mark.parametrize("things", [[1], [{}], ["figure"]])
def test_only_records(audit: Audit, things: list[Any]) -> None:
    """What is no record is Python's TypeError as soon as there are criteria."""
    with pytest.raises(TypeError, match="select takes records, not"):
        select(things, id="x")
    with pytest.raises(TypeError, match="select takes records, not"):
        select([*audit.figures, *things], measure="x")


def test_every_class_has_its_criteria_typed() -> None:
    """The criteria that type checkers know are those that there are, for each class."""
    for cls in record_classes().values():
        typed = get_type_hints(getattr(criteria, f"{cls.__name__}Criteria"))
        assert set(typed) == set(criteria_of(cls)), cls


KINDS = tuple(record_classes())


@given(audits(), st.data())
def test_select_equals_a_naive_one(audit: Audit, data: st.DataObject) -> None:
    """For random records and criteria, the result is that of the plainest implementation."""
    kinds = [records for field in KINDS if (records := getattr(audit, field))]
    records = data.draw(st.sampled_from(kinds))
    cls: Any = type(records[0])
    known = criteria_of(cls)
    names = data.draw(st.lists(st.sampled_from(sorted(set(known) - {"text"})), max_size=3, unique=True))
    chosen = {}
    for name in names:
        values = _values_of(records, name)
        values += [None] if known[name].absent else []
        if values:
            several = known[name].several and data.draw(st.booleans())
            chosen[name] = data.draw(
                st.lists(st.sampled_from(values), max_size=2) if several else st.sampled_from(values)
            )

    expected = tuple(record for record in records if all(fits(record, name, value) for name, value in chosen.items()))

    assert select(records, **chosen) == expected


def _values_of(records: Any, name: str) -> list[Any]:
    """Give values that some of the records may have."""
    if name in ("min_value", "max_value"):
        return [record.value for record in records] + [0, LARGEST_INTEGER]
    if name == "source":
        return [c.source_id for record in records for c in record.citations]
    found: list[Any] = []
    for record in records:
        for field in (
            name,
            f"{name}_id",
            f"{name}_ids",
            f"{name}s",
            *(("period", "when", "issued") * (name == "during")),
        ):
            held = getattr(record, field, getattr(getattr(record, "attribution", None), field, None))
            found += held if isinstance(held, tuple) else [held]
    return [value for value in found if value is not None]


def test_search_finds_in_all_kinds(audit: Audit) -> None:
    """Words are found in any record, with the field and the passage around them."""
    hits = search(audit, "Newsweek")

    assert [hit.record.id for hit in hits] == ["newsweek", "response-declined-newsweek"]
    assert [hit.field for hit in hits] == ["name", "statement"]
    assert hits[1].snippet == "To Newsweek, ICE declined to comment, the article s..."
    (hit,) = search(audit, "figure-pages-oig-24-46")
    assert (hit.field, hit.snippet) == ("id", "figure-pages-oig-24-46")


def test_search_ranks(audit: Audit) -> None:
    """Words that stand together come before words that stand apart, whatever the order of the records."""
    hits = search(audit, "automated process")
    together = [hit for hit in hits if "automated process" in hit.snippet.lower()]

    assert hits[: len(together)] == tuple(together)
    assert 0 < len(together) < len(hits)


def test_search_ranks_the_ways_in_which_words_stand(audit: Audit) -> None:
    """Best are just the words, then the words together, apart, as parts of other words, in two texts of a record."""
    texts = [
        ("court dates", None),
        ("No court dates yet", None),
        ("dates in a court", None),
        ("dates of courts", None),
        ("court", "dates"),
        ("courts and updates", None),
    ]
    organizations = tuple(
        Organization(id=f"firm-{number}", name=name, abbreviation=short) for number, (name, short) in enumerate(texts)
    )
    found = search(attrs.evolve(audit, organizations=(*audit.organizations, *organizations[::-1])), "Court dates")

    assert [hit.record for hit in found if hit.record in organizations] == list(organizations)


def test_the_first_of_equal_texts_is_shown(audit: Audit) -> None:
    """Where two texts of a record fit equally well, the hit has the field that comes first."""
    people = (attrs.evolve(audit.people[0], name="A needle", role="A needle"), *audit.people[1:])

    assert [hit.field for hit in search(attrs.evolve(audit, people=people), "needle")] == ["name"]


def test_numbers_are_whole_words(audit: Audit) -> None:
    """A number with commas, and a word with hyphens, is one word: what only ends like it comes later."""
    organizations = tuple(
        Organization(id=f"firm-{number}", name=name)
        for number, name in enumerate(["12,345 in pre-war", "12,345 in war", "412,345 in war"])
    )
    later = attrs.evolve(audit, organizations=(*audit.organizations, *organizations))

    assert [hit.record.id for hit in search(later, "12,345 war")] == ["firm-1", "firm-0", "firm-2"]


def test_search_wants_all_words(audit: Audit) -> None:
    """All words have to stand in a record, though not in one text of it."""
    assert {hit.record.id for hit in search(audit, "misleading bare")} == {
        "figure-notices-not-served-article",
        "figure-not-monitored-headline",
    }
    assert search(audit, "court zebra") == ()


@pytest.mark.parametrize("kind", KINDS)
def test_select_and_search_read_the_same_texts(kind: str) -> None:
    """A text is found in exactly the texts that searching goes through: in each of them, and in no other one."""

    @given(whole(record_classes()[kind]), texts)
    def check(record: Any, other: str) -> None:
        found = [fold(text) for _, text in texts_of(record)]
        assert all(has_text(record, text) for text in found)
        assert has_text(record, fold(other)) == any(fold(other) in text for text in found)

    check()


@pytest.mark.parametrize("text", ["", "  ", "\u0301"])
def test_search_for_nothing(audit: Audit, text: str) -> None:
    """Without a word nothing is found."""
    assert search(audit, text) == ()


def test_search_ignores_case_accents_and_quotes(audit: Audit) -> None:
    """The spelling of the words does not matter."""
    assert search(audit, "“MÁNUAL, multi-step”") == search(audit, '"manual, multi-step"')


def test_snippets_are_passages(audit: Audit) -> None:
    """A snippet is cut from the text as it stands, with dots where it was cut, around the match."""
    for hit in search(audit, "children"):
        passage = hit.snippet.removeprefix("...").removesuffix("...")
        texts = [text for _, text in texts_of(hit.record)]
        assert any(passage in " ".join(text.split()) for text in texts)
        assert "children" in passage.lower()
        assert len(passage) <= 2 * 40 + len("children")


def test_snippets_show_the_first_match(audit: Audit) -> None:
    """The passage is that of the words together, where they stand first; else that of the first of the words."""
    text = f"A needle.{' x' * 40} A sharp needle.{' x' * 40} A sharp needle. Sharp."
    quote = attrs.evolve(audit.quotes[3], text=text, insertions=())
    later = attrs.evolve(audit, quotes=(*audit.quotes[:3], quote, *audit.quotes[4:]))

    assert search(later, "sharp needle")[0].snippet == f"...{'x ' * 19}A sharp needle.{' x' * 19}..."
    assert search(later, "needle sharp")[0].snippet == f"A needle.{' x' * 19}..."


@given(texts)
def test_any_text_is_found_by_its_words(text: str) -> None:
    """Whatever the characters of a text, its own words find it, with a passage."""
    audit = load()
    quote = attrs.evolve(audit.quotes[3], text=text, insertions=())
    hits = search(attrs.evolve(audit, quotes=(*audit.quotes[:3], quote, *audit.quotes[4:])), text)

    assert any(hit.record == quote and hit.snippet for hit in hits) or not re.search(r"\w", fold(text))


def test_snippet_after_characters_that_fold_to_several(audit: Audit) -> None:
    """The passage is right also where folding makes one character several, or none."""
    quote = attrs.evolve(audit.quotes[3], text="ﬃ" * 60 + "é\u0301 needle " + "ß" * 60, insertions=())
    found = search(attrs.evolve(audit, quotes=(*audit.quotes[:3], quote, *audit.quotes[4:])), "needle")

    assert found[0].snippet == "..." + "ﬃ" * 37 + "é\u0301 needle " + "ß" * 39 + "..."


def test_selecting_needs_no_csv() -> None:
    """Filtering imports neither cattrs nor any format."""
    code = (
        "import sys, uc_audit; uc_audit.select(uc_audit.load().figures, unit='pages'); print('cattrs' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout == "False\n"


def test_ids_are_known_by_kind() -> None:
    """Which records a criterion's id is looked for in, for the command line."""
    known = criteria_of(Figure)

    assert known["id"].targets == ("records",)
    assert known["measure"].targets == ("measures",)
    assert known["source"].targets == ("sources",)
