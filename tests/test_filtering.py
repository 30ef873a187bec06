"""Filtering records with ``select``, and times as people write them."""

import warnings
from collections import deque
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any, TypeVar, get_args, get_overloads, get_type_hints

import attrs
import pytest

import uc_audit
from strategies import RECORDS
from uc_audit import Attribution, Audit, Citation, Comparator, CriterionError, Figure, Period, Topic, select

MakeFigure = Callable[..., Figure]

YEARS = Period(start=date(2018, 10, 1), end=date(2023, 9, 30), label="FY 2019-2023")
MAY = Period(start=date(2024, 5, 1), end=date(2024, 5, 31), label="May 2024")

HINTS = [get_type_hints(overload) for overload in get_overloads(select)]
CRITERIA = {get_args(hints["records"])[0]: get_type_hints(get_args(hints["criteria"])[0]) for hints in HINTS}
"""The criteria that type checkers know, by record class."""

SAID = Attribution(said_by="ice", published_in="oig-24-46")
RETOLD = Attribution(said_by="dhs-oig", reported_by="associated-press")
QUOTED = Citation(source_id="oig-24-46", exact="Señor Ærø’s ﬁxed words", via_id="politifact")
OTHERS = Citation(source_id="associated-press", exact="A “manual, multi-step” pro\u00adcess")
PART = uc_audit.PartOf(measure_id="officers", citations=(Citation(source_id="article", exact="Zzz."),))


@pytest.fixture
def figures(make_figure: MakeFigure) -> tuple[Figure, ...]:
    """Three figures that differ in most fields."""
    printed, report = Attribution(published_in="oig-25-21"), Citation(source_id="abc-news", exact="Zzz.")
    topics = (Topic.TRANSFER, Topic.SAFETY)
    offices = {"unit": uc_audit.Unit.FIELD_OFFICES, "denominator": 8, "part_of": PART}
    rows: list[tuple[Any, ...]] = [
        ("first", "notices-not-served", 291_000, Comparator.MORE_THAN, (), None, MAY, SAID, (QUOTED,), {}),
        ("second", "transfers-to-hhs", 448_820, None, topics, YEARS, None, RETOLD, (OTHERS,), {}),
        ("third", "offices", 1, Comparator.EXACTLY, (), None, None, printed, (report,), offices),
    ]
    names = ("measure_id", "value", "comparator", "topics", "period", "as_of", "attribution", "citations")
    return tuple(
        make_figure(id=f"figure-{name}", **dict(zip(names, values, strict=True)), **others)
        for name, *values, others in rows
    )


def selected(records: Any, *predicates: Any, **criteria: Any) -> list[str]:
    """Return the last words of the ids that are selected; no id is misspelled."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return [record.id.rpartition("-")[2] for record in select(records, *predicates, **criteria)]


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({"id": "figure-second"}, ["second"]),
        ({"min_value": 291_000}, ["first", "second"]),
        ({"max_value": 291_000}, ["first", "third"]),
        ({"comparator": "more than"}, ["first"]),
        ({"unit": "children", "topic": "safety"}, ["second"]),
        ({"denominator": None}, ["first", "second"]),
        ({"part_of": "officers"}, ["third"]),
        ({"source": "oig-24-46"}, ["first"]),
        ({"source": ["politifact", "oig-25-21"]}, ["first", "third"]),
        ({"during": "FY 2023"}, ["second"]),
        ({"as_of": ["2023", "2024-05-31"]}, ["first"]),
        ({"text": "291,000"}, ["first"]),
        ({"text": "SEÑOR  ÆRØ"}, ["first"]),
        ({"text": ["ærø's fixed", '"MANUAL, multi-step" process']}, ["first", "second"]),
        ({"text": "oig-24-46"}, []),
    ],
)
def test_criteria(figures: tuple[Figure, ...], criteria: dict[str, Any], expected: list[str]) -> None:
    """The records that match all criteria are returned in order; text matches regardless of case, accents and quotation marks."""
    assert selected(figures, **criteria) == expected
    assert selected(reversed(figures), **criteria) == expected[::-1]


def test_one_text(make_figure: MakeFigure) -> None:
    """Text does not match across two texts of a record."""
    figure = make_figure(citations=(Citation(source_id="a", exact="one"), Citation(source_id="a", exact="two")))

    assert select([figure], text="one two") == ()


def test_predicates(figures: tuple[Figure, ...]) -> None:
    """Predicates see the records that match the criteria; whatever they return is true or false."""
    seen: list[Figure] = []

    assert selected(figures, lambda f: f.denominator) == ["third"]
    assert selected(figures, seen.append, unit="children") == []
    assert seen == [*figures[:2]]


@pytest.mark.parametrize("collect", [list, set, deque, lambda items: dict.fromkeys(items).keys()])
def test_any_collection(figures: tuple[Figure, ...], collect: Any) -> None:
    """Records come from any iterable, and any collection of values matches any of them."""
    assert sorted(selected(collect(figures), unit=collect(["children"]))) == ["first", "second"]
    assert selected(iter(figures), unit={0: "children"}.values()) == ["first", "second"]


@pytest.mark.parametrize(
    ("kinds", "criteria", "keeps"),
    [
        ("sources", {"number": None, "during": "2024"}, lambda r: r.number is None and r.issued and r.issued.start.year == r.issued.end.year == 2024),
        ("organizations", {"parent": ["dhs", None]}, lambda r: r.parent_id in ("dhs", None)),
        ("people", {"organization": "ice"}, lambda r: r.organization_id == "ice"),
        ("measures", {"alias": "NTA"}, lambda r: "NTA" in r.aliases),
        ("figures", {"said_by": "ice"}, lambda r: r.attribution.said_by == "ice"),
        ("findings", {"organization": "ice", "topic": "safety"}, lambda r: "ice" in r.organization_ids and "safety" in r.topics),
        ("findings", {"element": ["cause", "effect"]}, lambda r: r.element in ("cause", "effect")),
        ("quotes", {"is_fragment": True}, lambda r: r.is_fragment),
        ("quotes", {"insertion": "(unaccompanied migrant children)"}, lambda r: r.insertions),
        ("responses", {"reported_by": None}, lambda r: r.attribution.reported_by is None),
        ("recommendations", {"number": 1, "addressee": "patrick-lechleitner"}, lambda r: r.number == 1),
        ("discrepancies", {"record": "figure-transferred-oig-24-46"}, lambda r: "figure-transferred-oig-24-46" in r.record_ids),
        ("recommendations sources", {"number": [2, "OIG-25-21"]}, lambda r: r.number in (2, "OIG-25-21")),
        ("sources responses discrepancies", {"kind": ["written response", "qualifier"]}, lambda r: r.kind in ("written response", "qualifier")),
        ("figures recommendations", {"as_of": None}, lambda r: r.as_of is None),
    ],
)  # fmt: skip
def test_classes(audit: Audit, kinds: str, criteria: dict[str, Any], keeps: Callable[[Any], bool]) -> None:
    """Each class, even in a mixture, is filtered by what the values mean for it, whatever the order."""
    for order in permutations(kinds.split()):
        records = [record for kind in order for record in getattr(audit, kind)]
        expected = tuple(filter(keeps, records))
        assert 0 < len(expected) < len(records)
        assert select(records, **criteria) == expected


def test_integers_of_other_libraries(make_figure: MakeFigure) -> None:
    """Anything that Python accepts as an index is a whole number."""
    seven = type("Seven", (), {"__index__": lambda _: 7})()
    figures = [make_figure(value=value) for value in (6, 7, 8)]

    assert select(figures, value=seven) == (figures[1],)
    assert select(figures, min_value=seven) == (*figures[1:],)


ERRORS: list[tuple[str, dict[str, Any], str]] = [
    ("figures", {"topic": ["safety", "Court"]}, "topic: found 'Court', expected one of 'transfer', .* Did you mean 'court-hearing'"),
    ("figures", {"unit": "child"}, "unit: found 'child', expected one of 'children', .* Did you mean 'children'"),
    ("figures", {"value": True}, "value: found True, expected a whole number"),
    ("figures", {"min_value": [1, 2]}, "min_value: found a list, expected a whole number"),
    ("figures", {"said_by": 7}, "said_by: found 7, expected a string that is not blank or None"),
    ("figures", {"text": ["a", " \u200b"]}, r"text: found ' \\u200b', expected a string that is not blank"),
    ("figures", {"as_of": "soon"}, "as_of: found 'soon', expected a date .*, a Period, or a string such as '2024-05-17', 'May 2024'"),
    ("figures", {"as_of": datetime(2024, 5, 17, tzinfo=UTC)}, r"as_of: found datetime.datetime\(2024.*, expected a date \(not a datetime\)"),
    ("figures", {"topik": "x"}, "topik: found an unknown criterion, expected a criterion of Figure: id, .* Did you mean 'topic'"),
    ("figures", {"measure_id": "x"}, "measure_id: found an unknown criterion.* Did you mean 'measure'"),
    ("", {"topik": "x"}, "topik: found an unknown criterion, expected a criterion of a record: .* Did you mean 'topic'"),
    ("", {"unit": "child"}, "unit: found 'child', expected one of 'children'"),
    ("findings figures", {"measure": "notices-not-served"}, "expected a criterion of Finding"),
    ("recommendations sources", {"number": 1.5}, "found 1.5, expected a whole number or a string that"),
    ("sources discrepancies", {"kind": ["wording", "x"]}, "'attribution'.* or one of 'report'"),
]  # fmt: skip


@pytest.mark.parametrize(("kinds", "criteria", "message"), ERRORS)
def test_errors(audit: Audit, kinds: str, criteria: dict[str, Any], message: str) -> None:
    """Each class must have the criterion, and one of them must be able to have the value; the error says what is allowed."""
    for order in permutations(kinds.split()):
        with pytest.raises(CriterionError, match=message) as caught:
            select([record for kind in order for record in getattr(audit, kind)], **criteria)
        assert caught.value.name == next(iter(criteria))


def test_no_records() -> None:
    """Without records, a criterion that some class has finds nothing."""
    assert select([], kind="wording", measure="anything", number=1) == ()  # type: ignore[call-overload]


def test_duplicates_stay(figures: tuple[Figure, ...]) -> None:
    """A record that is given twice is returned twice."""
    assert selected(figures * 2, topic="safety") == ["second", "second"]


@pytest.mark.parametrize("records", [5, "figures", {}, [1], ["figure"]])
def test_only_records(figures: tuple[Figure, ...], records: Any) -> None:
    """Anything but a record, even one among others, is a TypeError that names the argument."""
    for given_records in (records, [*figures, records]):
        with pytest.raises(TypeError, match=r"^records must be"):
            select(given_records, unit="children", value=1)


@pytest.mark.parametrize("predicate", [None, "safety"])
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
def test_misspelled_ids(figures: tuple[Figure, ...], name: str, value: Any, suggestion: str) -> None:
    """An id that no record has, but that resembles one that they have, causes a warning with the suggestion."""
    with pytest.warns(UserWarning, match=f"^{name}: none of the records has .* Did you mean '{suggestion}'") as caught:
        select(figures, **{name: value})

    assert len(caught) == 1
    assert caught[0].filename == __file__


def test_other_ids(figures: tuple[Figure, ...], audit: Audit) -> None:
    """An id that resembles none of the records', or that another bundled record has, just finds nothing."""
    assert selected(figures, source="nope") == selected(figures, said_by="HHS") == []
    assert selected(figures, measure=["notices-not-served", "zebra"]) == ["first"]
    assert selected(figures, population="children") == []
    for name in ("id", "measure", "source", "said_by"):
        assert len(selected(audit.figures[:1], **{name: [record.id for record in audit]})) == 1


def test_misspelled_ids_in_a_mixture(figures: tuple[Figure, ...], audit: Audit) -> None:
    """The ids of all the classes in a mixture are known."""
    organization = attrs.evolve(audit.organizations[0], id="unheard-of")

    assert selected([*figures, organization], id="unheard-of") == ["of"]
    with pytest.warns(UserWarning, match="Did you mean 'unheard-of'"):
        select([*figures, organization], id="unheard")


def test_every_class_has_its_criteria_typed() -> None:
    """Type checkers know exactly the existing criteria of each record class."""
    unknown: dict[str, Any] = {"no_such_criterion": 1}
    for cls in RECORDS.values():
        with pytest.raises(CriterionError) as caught:
            select([cls.__new__(cls)], **unknown)
        _, _, names = caught.value.expected.partition(": ")
        assert set(CRITERIA[cls]) == set(names.split(", ")), cls
    assert set(CRITERIA) - set(RECORDS.values()) == {type_ for type_ in CRITERIA if isinstance(type_, TypeVar)}


FISCAL_YEARS = """FY 2019-2023|FY\u00a02019\u20112023|FY 2019 \u2014 2023|FY2019-23|FY 2019/23|FYs 2019 to 2023|
FY 2019 to FY 2023|Fiscal Years 2019 through 2023|from fiscal years 2019 to 2023|between fiscal years 2019 and 2023|
October 2018 through September 2023|2018-10-01 to 2023-09-30|1 Oct. 2018 - 30 Sept. 2023""".replace("\n", "").split("|")

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

NO_TIMES = """|soon|May|Mayo 2024|ma 2024|2024-13|2024-00|0 May 2024|31 June 2024|0000|FY 0001|FY|24|FY 2023-2019|
2023 to 2019|2019-23|FY 2019-2|2024 to|to 2024|1-2-2024|2024-05-17T10:00|\u0662\u0660\u0662\u0664|
FY 2019-2023, as of May 2024""".replace("\n", "").split("|")


@pytest.mark.parametrize(("days", "text"), [(days, text) for days, texts in TIMES.items() for text in texts])
def test_times(make_figure: MakeFigure, days: tuple[str, str], text: str) -> None:
    """A string that names a time becomes a period with that label, and ``select`` accepts it, too."""
    period = Period.parse(text)
    inside, outside = make_figure(as_of=period), make_figure(as_of=None)

    assert (str(period.start), str(period.end), period.label) == (*days, text)
    assert select([inside, outside], as_of=text) == (inside,)


def test_every_time_that_is_printed(audit: Audit) -> None:
    """Each label of a time in the dataset names its days."""
    for event in uc_audit.timeline(audit):
        assert Period.parse(str(event.when)) == event.when


@pytest.mark.parametrize("text", [*NO_TIMES, "x" * 100_000])
def test_no_times(text: str) -> None:
    """Any other string is a ValueError that says what is expected."""
    with pytest.raises(ValueError, match=r"^text must be a time such as '2024-05-17', 'May 2024'"):
        Period.parse(text)


@pytest.mark.parametrize("day", [date(2018, 9, 30), date(2018, 10, 1), date(2023, 9, 30), date(2023, 10, 1)])
def test_times_overlap(figures: tuple[Figure, ...], day: date) -> None:
    """A time matches if it has a day in common with the record's, however it is given."""
    expected = ["second"] if YEARS.start <= day <= YEARS.end else []

    for time in (day, str(day), Period(start=day, end=day, label="x"), [day, Period(start=day, end=day, label="x")]):
        assert selected(figures, during=time) == expected
