"""Filtering records with ``select``, and times as people write them."""

import warnings
from collections import deque
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any, TypeVar, get_args, get_overloads, get_type_hints

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import uc_audit
from strategies import RECORDS, audits
from uc_audit import Attribution, Audit, Citation, Comparator, CriterionError, Figure, Period, Record, Topic, select

MakeFigure = Callable[..., Figure]

YEARS = Period(start=date(2018, 10, 1), end=date(2023, 9, 30), label="FY 2019-2023")
MAY = Period(start=date(2024, 5, 1), end=date(2024, 5, 31), label="May 2024")


class Seven:
    """A number of another library."""

    def __index__(self) -> int:
        return 7


HINTS = [get_type_hints(overload) for overload in get_overloads(select)]
CRITERIA = {get_args(hints["records"])[0]: get_type_hints(get_args(hints["criteria"])[0]) for hints in HINTS}
"""The criteria that type checkers know, by class of records."""


SAID = Attribution(said_by="ice", published_in="oig-24-46")
RETOLD = Attribution(said_by="dhs-oig", reported_by="associated-press")
QUOTED = Citation(source_id="oig-24-46", exact="Señor Ærø’s ﬁxed words", via_id="politifact")
OTHERS = Citation(source_id="associated-press", exact="A “manual, multi-step” pro\u00adcess")
PART = uc_audit.PartOf(measure_id="officers", citations=(Citation(source_id="article", exact="Zzz."),))


@pytest.fixture
def figures(make_figure: MakeFigure) -> tuple[Figure, ...]:
    """Three figures that differ in most fields."""
    names = "id measure_id value comparator topics period as_of attribution citations unit denominator part_of"
    notice, transfer = (Topic.NOTICE_TO_APPEAR,), (Topic.TRANSFER, Topic.SAFETY)
    printed, report = Attribution(published_in="oig-25-21"), Citation(source_id="oig-25-21", exact="Zzz.")
    rows: list[tuple[Any, ...]] = [
        ("first", "notices-not-served", 291_000, Comparator.MORE_THAN, notice, None, MAY, SAID, (QUOTED,)),
        ("second", "transfers-to-hhs", 448_820, None, transfer, YEARS, None, RETOLD, (OTHERS,)),
        (
            "third",
            "offices",
            1,
            Comparator.EXACTLY,
            (),
            None,
            None,
            printed,
            (report,),
            uc_audit.Unit.FIELD_OFFICES,
            8,
            PART,
        ),
    ]
    return tuple(
        make_figure(**dict(zip(names.split(), row, strict=False)) | {"id": f"figure-{row[0]}"}) for row in rows
    )


def selected(records: Any, *predicates: Any, **criteria: Any) -> list[str]:
    """Return the last words of the ids of what is selected; no id is misspelt."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return [record.id.rpartition("-")[2] for record in select(records, *predicates, **criteria)]


ALL = ["first", "second", "third"]


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({}, ALL),
        ({"id": "figure-second"}, ["second"]),
        ({"measure": "notices-not-served"}, ["first"]),
        ({"min_value": 291_000}, ["first", "second"]),
        ({"max_value": 291_000}, ["first", "third"]),
        ({"comparator": "more than"}, ["first"]),
        ({"unit": "children", "topic": "safety"}, ["second"]),
        ({"denominator": None}, ["first", "second"]),
        ({"part_of": "officers"}, ["third"]),
        ({"source": "oig-24-46"}, ["first"]),
        ({"source": ["politifact", "oig-25-21"]}, ["first", "third"]),
        ({"source": "article"}, []),
        ({"during": "FY 2023"}, ["second"]),
        ({"as_of": ["2023", "2024-05-31"]}, ["first"]),
    ],
)
def test_criteria(figures: tuple[Figure, ...], criteria: dict[str, Any], expected: list[str]) -> None:
    """The records that match all the criteria are returned in their order."""
    assert selected(figures, **criteria) == expected
    assert selected(reversed(figures), **criteria) == expected[::-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("291,000", ["first"]),
        ("SEÑOR  ÆRØ", ["first"]),
        ("ærø's fixed", ["first"]),
        ('"MANUAL, multi-step" process', ["second"]),
        ("oig-24-46", []),
    ],
)
def test_text(figures: tuple[Figure, ...], text: Any, expected: list[str]) -> None:
    """A text is found in any text of a record, whatever its case, accents, quotation marks and white space."""
    assert selected(figures, text=text) == expected


def test_one_text(make_figure: MakeFigure) -> None:
    """A text is not put together from two texts of a record."""
    figure = make_figure(citations=(Citation(source_id="a", exact="one"), Citation(source_id="a", exact="two")))

    assert select([figure], text="one two") == ()


def test_predicates(figures: tuple[Figure, ...]) -> None:
    """Predicates see the records that match the criteria; whatever they return is true or false."""
    seen: list[Figure] = []

    assert selected(figures, lambda f: f.denominator) == ["third"]
    assert selected(figures, seen.append, unit="children") == []
    assert seen == [*figures[:2]]


@pytest.mark.parametrize("collect", [tuple, list, set, frozenset, deque, lambda items: dict.fromkeys(items).keys()])
def test_any_collection(figures: tuple[Figure, ...], collect: Any) -> None:
    """Records come from any iterable, and any collection of values means any of them."""
    assert sorted(selected(collect(figures), unit=collect(["children"]))) == ["first", "second"]
    assert selected(iter(figures), unit={0: "children"}.values()) == ["first", "second"]


def test_audit(audit: Audit) -> None:
    """An audit is all its records."""
    assert select(audit, id=[audit.report_id, audit.figures[0].id]) == (audit.report, audit.figures[0])


def test_integers_of_other_libraries(make_figure: MakeFigure) -> None:
    """Whatever Python takes for an index is a whole number."""
    figures = [make_figure(value=value) for value in (6, 7, 8)]

    assert select(figures, value=Seven()) == (figures[1],)
    assert select(figures, min_value=Seven()) == (*figures[1:],)


@pytest.mark.parametrize(
    ("criteria", "found", "expected", "suggestion"),
    [
        ({"topic": "curt"}, "'curt'", "one of 'transfer', ", None),
        ({"topic": ["safety", "Court"]}, "'Court'", "one of 'transfer', ", "court-hearing"),
        ({"topic": (topic for topic in Topic)}, "<generator ", "one of 'transfer', ", None),
        ({"unit": "child"}, "'child'", "one of 'children', ", "children"),
        ({"comparator": "nearly"}, "'nearly'", "'about' or None", None),
        ({"value": "3"}, "'3'", "a whole number", None),
        ({"value": True}, "True", "a whole number", None),
        ({"min_value": [1, 2]}, "a list", "a whole number", None),
        ({"measure": None}, "None", "a text that is not blank", None),
        ({"said_by": 7}, "7", "a text that is not blank or None", None),
        ({"text": ["a", " \u200b"]}, "' \\u200b'", "a text that is not blank", None),
        ({"as_of": "soon"}, "'soon'", "a Period, or a text such as '2024-05-17', 'May 2024'", None),
        ({"as_of": datetime(2024, 5, 17, tzinfo=UTC)}, "datetime.datetime(2024", "a date (not a datetime)", None),
    ],
)
def test_impossible_values(
    figures: tuple[Figure, ...], criteria: dict[str, Any], found: str, expected: str, suggestion: str | None
) -> None:
    """A value that no record can have is an error that says what is possible."""
    with pytest.raises(CriterionError) as caught:
        select(figures, **criteria)

    assert caught.value.name == next(iter(criteria))
    assert caught.value.found.startswith(found)
    assert expected in caught.value.expected
    assert caught.value.suggestion == suggestion


@pytest.mark.parametrize(("name", "suggestion"), [("topik", "topic"), ("topics", "topic"), ("measure_id", "measure")])
def test_unknown_criteria(figures: tuple[Figure, ...], name: str, suggestion: str) -> None:
    """A criterion that a class does not have is an error that names the class, its criteria and the nearest one."""
    expected = f"{name}: found an unknown criterion, expected a criterion of Figure: id, .* Did you mean '{suggestion}'"
    with pytest.raises(CriterionError, match=expected):
        select(figures, **{name: "x"})


def test_no_records() -> None:
    """Without records, what no class has is an error, and anything else finds nothing."""
    assert select([], kind="wording", measure="anything", number=1) == ()  # type: ignore[call-overload]
    with pytest.raises(CriterionError, match=r"topik: found an unknown criterion.*Did you mean 'topic'"):
        select([], topik="x")  # type: ignore[call-overload]
    with pytest.raises(CriterionError, match="unit: found 'child', expected one of 'children'"):
        select([], unit="child")


@pytest.mark.parametrize(
    ("fields", "criteria"),
    [
        (("recommendations", "sources"), {"number": [2, "OIG-25-21"]}),
        (("sources", "responses", "discrepancies"), {"kind": ["written response", "qualifier"]}),
        (("figures", "recommendations"), {"as_of": None}),
        (("figures", "recommendations", "people"), {"source": "oig-24-46"}),
    ],
)
def test_mixed_classes(audit: Audit, fields: tuple[str, ...], criteria: dict[str, Any]) -> None:
    """Each class of a mixture is filtered by what the values mean for it, whatever the order."""
    for order in permutations(fields):
        records = [record for field in order for record in getattr(audit, field)]
        assert select(records, **criteria) == plainly_selected(records, criteria)


@pytest.mark.parametrize(
    ("fields", "criteria", "message"),
    [
        (("findings", "figures"), {"measure": "notices-not-served"}, "expected a criterion of Finding"),
        (("people", "figures"), {"unit": "children", "topic": "zebra"}, "expected a criterion of Person"),
        (("recommendations", "sources"), {"number": 1.5}, "found 1.5, expected a whole number or a text that"),
        (("sources", "discrepancies"), {"kind": "wordings"}, "Did you mean 'wording'"),
        (("sources", "discrepancies"), {"kind": ["wording", "x"]}, "'attribution'.* or one of 'report'"),
        (("organizations", "sources"), {"during": "2024", "kind": "report"}, "expected a criterion of Organization"),
    ],
)
def test_mixed_errors(audit: Audit, fields: tuple[str, ...], criteria: dict[str, Any], message: str) -> None:
    """Each class must have the criterion, and one of them must be able to have the value, whatever the order."""
    for order in permutations(fields):
        with pytest.raises(CriterionError, match=message):
            select([record for field in order for record in getattr(audit, field)], **criteria)


def test_duplicates_stay(figures: tuple[Figure, ...], audit: Audit) -> None:
    """A record that is given twice is returned twice, in a mixture, too."""
    assert selected(figures * 2, topic="safety") == ["second", "second"]
    assert len(select([*audit.people, *audit.quotes, *audit.people], id=audit.people[0].id)) == 2


@pytest.mark.parametrize("records", [5, "figures", None, b"x", {}, [1], [{}], ["figure"], Figure])
def test_only_records(figures: tuple[Figure, ...], records: Any) -> None:
    """Anything but records, if only one among others, is a TypeError that names the argument."""
    for criteria in ({}, {"id": "x"}, {"measure": "x"}, {"text": "x"}, {"unit": "children", "value": 1}):
        for given_records in (records, [*figures, records]):
            with pytest.raises(TypeError, match=r"^records must be"):
                select(given_records, **criteria)


@pytest.mark.parametrize("predicate", [None, "safety", Topic.SAFETY])
def test_only_functions(figures: tuple[Figure, ...], predicate: Any) -> None:
    """A predicate that cannot be called is a TypeError that names the argument."""
    with pytest.raises(TypeError, match=r"^predicates must be functions"):
        select(figures, predicate)


@pytest.mark.parametrize(
    ("name", "value", "suggestion"),
    [
        ("measure", "notice-not-served", "notices-not-served"),
        ("measure", "not-served", "notices-not-served"),
        ("measure", ["transfers-to-hhs", "transfer-to-hhs"], "transfers-to-hhs"),
        ("said_by", "ICE", "ice"),
        ("said_by", ["ice", "OIG"], "dhs-oig"),
        ("id", "figure-frist", "figure-first"),
    ],
)
def test_misspelt_ids(figures: tuple[Figure, ...], name: str, value: Any, suggestion: str) -> None:
    """An id that no record has, and that resembles one that they have, is a warning with the suggestion."""
    with pytest.warns(UserWarning, match=f"^{name}: none of the records has .* Did you mean '{suggestion}'") as caught:
        select(figures, **{name: value})

    assert len(caught) == 1
    assert caught[0].filename == __file__


def test_other_ids(figures: tuple[Figure, ...]) -> None:
    """An id that resembles none of those that the records have just finds nothing, and other texts are not ids."""
    assert selected(figures, source="nope") == selected(figures, said_by="HHS") == []
    assert selected(figures, measure=["notices-not-served", "zebra"]) == ["first"]
    assert selected(figures, population="children") == []


def test_ids_of_other_records(audit: Audit) -> None:
    """An id that the bundled dataset has is not taken for a misspelt one."""
    for name in ("id", "measure", "source", "said_by"):
        assert len(selected(audit.figures[:1], **{name: [record.id for record in audit]})) == 1


def test_misspelt_ids_in_a_mixture(figures: tuple[Figure, ...], audit: Audit) -> None:
    """The ids of all the classes in a mixture are known."""
    organization = attrs.evolve(audit.organizations[0], id="unheard-of")

    assert selected([*figures, organization], id="unheard-of") == ["of"]
    with pytest.warns(UserWarning, match="Did you mean 'unheard-of'"):
        select([*figures, organization], id="unheard")


def test_every_class_has_its_criteria_typed() -> None:
    """The criteria that type checkers know are those that there are, for each class of records."""
    unknown: dict[str, Any] = {"no_such_criterion": 1}
    for cls in RECORDS.values():
        with pytest.raises(CriterionError) as caught:
            select([cls.__new__(cls)], **unknown)
        _, _, names = caught.value.expected.partition(": ")
        assert set(CRITERIA[cls]) == set(names.split(", ")), cls
    assert set(CRITERIA) - set(RECORDS.values()) == {type_ for type_ in CRITERIA if isinstance(type_, TypeVar)}


@given(audits(), st.data())
def test_select_equals_a_plain_implementation(audit: Audit, data: st.DataObject) -> None:
    """For random records and criteria, the result is that of the plainest implementation."""
    fields = [field for field in RECORDS if getattr(audit, field)]
    records = getattr(audit, data.draw(st.sampled_from(fields)))
    names = sorted(set(CRITERIA[type(records[0])]) - {"text"})
    chosen_names = data.draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    criteria = {}
    for name in chosen_names:
        field = "value" if name in ("min_value", "max_value") else name
        values = [value for record in records for value in values_of(record, field)]
        one = st.sampled_from(values) if values else st.nothing()
        many = st.lists(one, max_size=2) if field == name else st.nothing()
        if values:
            criteria[name] = data.draw(one | many)

    assert select(records, **criteria) == plainly_selected(records, criteria)


def plainly_selected(records: Any, criteria: dict[str, Any]) -> tuple[Record, ...]:
    """Return the records that fit, in the plainest way."""
    return tuple(record for record in records if all(fits(record, *criterion) for criterion in criteria.items()))


def values_of(record: Any, name: str) -> list[Any]:
    """Return what a record has for a criterion."""
    if name == "source":
        attribution = getattr(record, "attribution", None)
        behind = [getattr(attribution, "published_in", None), getattr(attribution, "reported_by", None)]
        cited = [source for citation in record.citations for source in (citation.source_id, citation.via_id)]
        return [source for source in (*cited, *behind, getattr(record, "source_id", None)) if source]
    if name == "part_of":
        return [record.part_of and record.part_of.measure_id]
    places = (name, f"{name}_id", f"{name}_ids", f"{name}s", f"{name}es", "period", "issued")
    holders = [record, getattr(record, "attribution", None)]
    found = next(getattr(holder, place) for place in places for holder in holders if hasattr(holder, place))
    return [*found] if isinstance(found, tuple) else [found]


def fits(record: Any, name: str, value: Any) -> bool:
    """Whether a record fits a criterion, in the plainest way."""
    if isinstance(value, list):
        return any(fits(record, name, one) for one in value)
    if name in ("min_value", "max_value"):
        return bool(record.value >= value) if name == "min_value" else bool(record.value <= value)
    found = values_of(record, name)
    if name in ("during", "as_of") and value is not None:
        span = value if isinstance(value, Period) else Period.parse(value)
        return any(period and period.start <= span.end and span.start <= period.end for period in found)
    return value in found


FISCAL_YEARS = """FY 2019-2023|FY 2019\u20132023|FY 2019 \u2014 2023|FY\u00a02019\u20112023|FY2019-23|FY 2019/23|FYs 2019 to 2023|
FY 2019 to FY 2023|fiscal years 2019 to 2023|Fiscal Years 2019 through 2023|from fiscal years 2019 to 2023|
between fiscal years 2019 and 2023|October 2018 to September 2023|October 2018 through September 2023|
2018-10-01 to 2023-09-30|1 Oct. 2018 - 30 Sept. 2023""".replace("\n", "").split("|")

TIMES = {
    ("2018-10-01", "2023-09-30"): FISCAL_YEARS,
    ("2020-10-01", "2021-09-30"): ["FY 2021", "fiscal year 2021"],
    ("2024-05-17", "2024-05-17"): ["2024-05-17", "17 May 2024", "May 17, 2024"],
    ("2024-05-01", "2024-05-31"): ["as of May 2024", "2024-05"],
    ("2024-02-01", "2024-02-29"): ["february 2024"],
    ("2019-01-01", "2023-12-31"): ["between 2019 and 2023"],
    ("2024-11-01", "2025-02-28"): ["November 2024 to February 2025"],
    ("2024-08-01", "2024-08-20"): ["1 to 20 August 2024"],
    ("2024-07-30", "2024-08-02"): ["30 July \u2013 2 August 2024"],
}

NO_TIMES = """|soon|May|Mayo 2024|ma 2024|2024-13|2024-00|2024-02-30|0 May 2024|31 June 2024|0000|FY 0000|FY 0001|FY|24|
FY 2023-2019|2023 to 2019|2019-23|FY 2019-2|2024 to|to 2024|1-2-2024|2024-05-17T10:00|\u0662\u0660\u0662\u0664|
FY 2019-2023, as of May 2024""".replace("\n", "").split("|")


@pytest.mark.parametrize(("days", "text"), [(days, text) for days, texts in TIMES.items() for text in texts])
def test_times(make_figure: MakeFigure, days: tuple[str, str], text: str) -> None:
    """A text that names a time is a period with that label, and ``select`` takes it, too."""
    period = Period.parse(text)
    inside, outside = make_figure(as_of=period), make_figure(as_of=None)

    assert (str(period.start), str(period.end), period.label) == (*days, text)
    assert select([inside, outside], as_of=text) == (inside,)


@pytest.mark.parametrize("text", [*NO_TIMES, "x" * 100_000])
def test_no_times(text: str) -> None:
    """Any other text is a ValueError that says what a time is."""
    with pytest.raises(ValueError, match=r"^text must be a time such as '2024-05-17', 'May 2024'"):
        Period.parse(text)


@pytest.mark.parametrize("text", [None, 2024, b"2024", date(2024, 5, 17)])
def test_times_are_texts(text: Any) -> None:
    """Anything but a text is a TypeError that names the argument."""
    with pytest.raises(TypeError, match=r"^text must be a text"):
        Period.parse(text)


def test_every_time_that_is_printed(audit: Audit) -> None:
    """The time of every record, as it is printed, selects the record."""
    for record in (*audit.figures, *audit.findings, *audit.sources):
        for name in ("period", "issued", "as_of"):
            if period := getattr(record, name, None):
                criteria: Any = {"as_of" if name == "as_of" else "during": str(period)}
                assert select([record], **criteria) == (record,)


@pytest.mark.parametrize("day", [date(2018, 9, 30), date(2018, 10, 1), date(2023, 9, 30), date(2023, 10, 1)])
def test_times_overlap(figures: tuple[Figure, ...], day: date) -> None:
    """A time fits if it has a day in common with that of the record, however it is given."""
    expected = ["second"] if YEARS.start <= day <= YEARS.end else []

    for time in (day, str(day), Period(start=day, end=day, label="x"), [day, Period(start=day, end=day, label="x")]):
        assert selected(figures, during=time) == expected
