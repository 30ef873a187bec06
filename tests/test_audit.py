"""The dataset as a whole: its records by id, what refers to what, and what no dataset can be."""

import copy
import pickle
import weakref
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import uc_audit
from strategies import RECORDS, audits
from uc_audit import (
    Attribution,
    Audit,
    Caveat,
    Citation,
    Comparator,
    DatasetError,
    Figure,
    Finding,
    Measure,
    Organization,
    PartOf,
    Quote,
    Rights,
    Source,
    SourceKind,
    Tier,
    Unit,
    UnknownRecordError,
)

ALERT = Source(id="alert", kind=SourceKind.REPORT, rights=Rights.PUBLIC_DOMAIN, tier=Tier.PRIMARY)
PAGE = attrs.evolve(ALERT, id="page", kind=SourceKind.WEB_PAGE)
DHS = Organization(id="dhs", name="DHS")
ICE = Organization(id="ice", name="ICE", parent_id="dhs")
CITATION = Citation(source_id="alert", exact="Words.", via_id="page")
CHILDREN = Measure(id="children", title="Children", definition="Children.", preferred_id="figure-a")
ABSENT = Measure(id="absent", title="Absent", definition="Absent.")
FIGURE_A = Figure(
    id="figure-a",
    measure_id="children",
    value=8,
    comparator=Comparator.EXACTLY,
    unit=Unit.CHILDREN,
    population="children",
    predicate="were counted",
    attribution=Attribution(said_by="ice", published_in="alert", reported_by="page"),
    citations=(CITATION,),
)
FIGURE_B = attrs.evolve(
    FIGURE_A,
    id="figure-b",
    measure_id="absent",
    value=2,
    part_of=PartOf(measure_id="children", citations=(CITATION,)),
    caveats=(Caveat(text="x", citations=(CITATION,)),),
)
QUOTE = Quote(id="quote", text="a", is_fragment=True, attribution=Attribution(said_by="ice"), citations=(CITATION,))


@pytest.fixture
def small() -> Audit:
    """An audit with seven records."""
    return Audit(
        data_version="2026.1.1",
        title="x",
        report_id="alert",
        sources=(ALERT, PAGE),
        organizations=(DHS, ICE),
        measures=(CHILDREN, ABSENT),
        figures=(FIGURE_A, FIGURE_B),
        quotes=(QUOTE,),
    )


def ids(records: Any) -> list[str]:
    """Return the ids of records."""
    return [record.id for record in records]


def test_records_in_order(small: Audit) -> None:
    """An audit is a sized iterable of its records, kind by kind."""
    assert ids(small) == ["alert", "page", "dhs", "ice", "children", "absent", "figure-a", "figure-b", "quote"]
    assert len(small) == 9
    assert list(small) == list(small)


def test_kinds_in_order(audit: Audit) -> None:
    """The bundled audit has records of every kind, in the order of its fields."""
    assert list(dict.fromkeys(map(type, audit))) == list(RECORDS.values())
    assert repr(audit) == f"Audit('oig-24-46', '{audit.data_version}', {len(audit)} records)"


def test_contains(small: Audit) -> None:
    """A record and its id are in the audit; an unequal record with the same id is not."""
    assert FIGURE_A in small
    assert "figure-a" in small
    assert attrs.evolve(FIGURE_A, value=7) not in small
    assert "figure" not in small
    assert 7 not in small
    assert [FIGURE_A] not in small


def test_get(small: Audit) -> None:
    """A record is found by its id, with and without its class."""
    assert small["figure-a"] is FIGURE_A
    assert small.get("figure-a") is FIGURE_A
    assert small.get("figure-a", Figure) is FIGURE_A
    assert small.report is ALERT


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("figure-c",), "No record has the id 'figure-c'. Did you mean 'figure-b'?"),
        (("%%%",), "No record has the id '%%%'."),
        (("childre", Figure), "No Figure has the id 'childre'."),
        (("figura-a", Figure), "No Figure has the id 'figura-a'. Did you mean 'figure-a'?"),
        (("ice", Figure), "The record 'ice' is of the class Organization, not Figure."),
    ],
)
def test_get_what_is_not_there(small: Audit, arguments: tuple[Any, ...], message: str) -> None:
    """An unknown id is an error that suggests the nearest one of the class; another class is an error that names both."""
    with pytest.raises(UnknownRecordError) as caught:
        small.get(*arguments)

    assert str(caught.value) == message


def test_subscription_with_an_unknown_id(small: Audit) -> None:
    """An audit behaves like a mapping: an unknown id is a KeyError."""
    with pytest.raises(KeyError, match="Did you mean 'figure-b'"):
        small["figure-c"]


@pytest.mark.parametrize("value", [5, None, ("ice",), FIGURE_A])
def test_wrong_ids(small: Audit, value: Any) -> None:
    """Anything but a text is no id, and a TypeError names the argument."""
    with pytest.raises(TypeError, match="record_id must be the id of a record, not"):
        small.get(value)
    with pytest.raises(TypeError, match="record_id must be the id of a record, not"):
        small[value]


@pytest.mark.parametrize("function", ["references", "referrers"])
def test_wrong_records(small: Audit, function: str) -> None:
    """References are those of a record of this audit: another one is an error, anything else a TypeError."""
    follow = getattr(small, function)

    with pytest.raises(TypeError, match=r"record must be a record of this audit or its id, not 5"):
        follow(5)
    with pytest.raises(UnknownRecordError, match="Did you mean 'figure-b'"):
        follow("figure-c")
    with pytest.raises(UnknownRecordError, match="No Figure equal to this one has the id 'figure-a'"):
        follow(attrs.evolve(FIGURE_A, value=7))


@pytest.mark.parametrize("value", [5, "Figure", int, None])
@pytest.mark.parametrize("function", ["get", "referrers"])
def test_wrong_classes(small: Audit, function: str, value: Any) -> None:
    """Anything but a class of records is a TypeError that names the argument."""
    with pytest.raises(TypeError, match="record_class must be a class of records, not"):
        getattr(small, function)("figure-a", value)


def test_references(small: Audit) -> None:
    """A record leads to all records that it refers to, each once, also from the values inside it."""
    assert ids(small.references(FIGURE_B)) == ["absent", "children", "alert", "page", "ice"]
    assert ids(small.references("ice")) == ["dhs"]
    assert small.references("alert") == ()


def test_referrers(small: Audit) -> None:
    """A record leads to all records that refer to it, or to those of one class."""
    assert ids(small.referrers("children")) == ["figure-a", "figure-b"]
    assert ids(small.referrers(PAGE)) == ["figure-a", "figure-b", "quote"]
    assert ids(small.referrers("ice", Quote)) == ["quote"]
    assert small.referrers("ice", Finding) == ()
    assert ids(small.referrers(FIGURE_A)) == ["children"]


def test_subset(small: Audit) -> None:
    """A subset has the records, what they refer to, however indirectly, and the report."""
    assert ids(small.subset(["dhs"])) == ["alert", "dhs"]
    assert small.subset([QUOTE]) == attrs.evolve(small, organizations=(DHS, ICE), measures=(), figures=())
    assert ids(small.subset({ICE: None, "ice": None})) == ["alert", "dhs", "ice"]
    assert small.subset([]).report is ALERT
    assert small.subset(small) == small


@pytest.mark.parametrize("records", ["ice", ICE, 5, [5], None])
def test_wrong_subsets(small: Audit, records: Any) -> None:
    """A subset is made of several records or ids."""
    with pytest.raises(TypeError, match=r"records? must be "):
        small.subset(records)
    with pytest.raises(UnknownRecordError, match="No record has the id 'figure-c'"):
        small.subset(["figure-c"])


@given(audits(), st.data())
def test_subsets_are_closed(audit: Audit, data: st.DataObject) -> None:
    """A subset of any records of any dataset is valid, and its records are those of the dataset."""
    chosen = data.draw(st.lists(st.sampled_from(list(audit))))
    smaller = audit.subset(chosen)

    assert all(record in smaller for record in chosen)
    assert all(record in audit for record in smaller)


@given(audits())
def test_references_are_symmetric(audit: Audit) -> None:
    """A record refers to another one if and only if that one has it among its referrers."""
    forward = {(record.id, target.id) for record in audit for target in audit.references(record)}
    backward = {(referrer.id, record.id) for record in audit for referrer in audit.referrers(record)}

    assert forward == backward


@given(audits())
def test_audits_are_values(audit: Audit) -> None:
    """Any audit equals its copies, which find their records again."""
    for twin in (copy.deepcopy(audit), pickle.loads(pickle.dumps(audit)), attrs.evolve(audit)):
        assert twin == audit
        assert hash(twin) == hash(audit)
        assert [twin[record.id] for record in audit] == list(audit)
    assert weakref.ref(audit)() is audit
    assert attrs.evolve(audit, title="something else") != audit


def test_audits_are_frozen(small: Audit) -> None:
    """No field of an audit can be set, and none can be added."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        small.title = "y"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        small.other = 1  # type: ignore[attr-defined]


INVALID: list[tuple[dict[str, Any], list[str]]] = [
    ({"schema_version": 2}, ["schema_version: found 2, expected 1, which this library reads"]),
    ({"report_id": "alrt"}, ["report_id: found 'alrt', expected the id of one of the sources; did you mean 'alert'?"]),
    ({"report_id": "dhs"}, ["report_id: found 'dhs', expected the id of one of the sources"]),
    ({"organizations": (DHS, ICE, DHS)}, ["organizations[2].id: found 'dhs', which organizations[0].id already is, expected an id of its own"]),
    ({"quotes": (attrs.evolve(QUOTE, id="ice"),)}, ["quotes[0].id: found 'ice', which organizations[1].id already is, expected an id of its own"]),
    ({"organizations": (ICE,)}, ["organizations[0].parent_id: found 'dhs', expected the id of one of the organizations"]),
    (
        {"organizations": (attrs.evolve(DHS, parent_id="ice"), ICE)},
        ["organizations[0].parent_id: found 'ice', expected an organization that is not a part of this one"],
    ),
    (
        {"quotes": (attrs.evolve(QUOTE, attribution=Attribution(said_by="alert")),)},
        ["quotes[0].attribution.said_by: found 'alert', expected the id of one of the organizations or people"],
    ),
    (
        {"figures": (FIGURE_A, attrs.evolve(FIGURE_A, id="figure-b", unit=Unit.OFFICERS))},
        ["figures[1].unit: found 'officers', expected 'children', like the measure's first figure"],
    ),
    ({"measures": (attrs.evolve(CHILDREN, preferred_id="figure-b"), ABSENT)}, ["measures[0].preferred_id: found 'figure-b', expected a figure of this measure"]),
    (
        {"sources": (ALERT,), "quotes": ()},
        [
            "figures[0].attribution.reported_by: found 'page', expected the id of one of the sources",
            "figures[0].citations[0].via_id: found 'page', expected the id of one of the sources",
            "figures[1].part_of.citations[0].via_id: found 'page', expected the id of one of the sources",
            "figures[1].caveats[0].citations[0].via_id: found 'page', expected the id of one of the sources",
            "figures[1].attribution.reported_by: found 'page', expected the id of one of the sources",
            "figures[1].citations[0].via_id: found 'page', expected the id of one of the sources",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "problems"), INVALID)
def test_no_invalid_audit(small: Audit, changes: dict[str, Any], problems: list[str]) -> None:
    """Records that do not make a dataset are refused with every problem and its path."""
    with pytest.raises(DatasetError) as caught:
        attrs.evolve(small, **changes)

    assert list(map(str, caught.value.problems)) == problems


def test_a_chain_of_organizations(small: Audit) -> None:
    """Organizations may be parts of parts, in any order; each circle is a problem of one of its members."""
    chain = [Organization(id=f"o{n}", name="x", parent_id=f"o{n + 1}") for n in range(5)]
    assert attrs.evolve(small, organizations=(DHS, ICE, *chain, Organization(id="o5", name="x")))

    with pytest.raises(DatasetError) as caught:
        attrs.evolve(small, organizations=(DHS, ICE, *chain, Organization(id="o5", name="x", parent_id="o3")))
    assert len(caught.value.problems) == 1


def test_one_measure_has_one_unit_in_the_dataset(audit: Audit) -> None:
    """A measure's figures can be compared, because they have one unit."""
    for measure in audit.measures:
        assert len({figure.unit for figure in audit.referrers(measure, Figure) if figure.measure_id == measure.id}) == 1


def test_suggestions_are_limited(small: Audit) -> None:
    """Only the first dangling references are given a suggestion, because each is compared with every id."""
    quotes = tuple(attrs.evolve(QUOTE, id=f"q{n}", attribution=Attribution(said_by="icee")) for n in range(50))

    with pytest.raises(DatasetError) as caught:
        attrs.evolve(small, quotes=quotes)

    assert [problem.suggestion for problem in caught.value.problems] == ["ice"] * 20 + [None] * 30


def test_the_bundled_report(audit: Audit) -> None:
    """The bundled audit is about the alert OIG-24-46."""
    assert audit.report.number == "OIG-24-46"
    assert uc_audit.load().report_id == "oig-24-46"
