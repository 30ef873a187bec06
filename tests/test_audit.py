"""The dataset as a whole: its records by id, the references between them, and what makes a dataset invalid."""

import copy
import pickle
import weakref
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import uc_audit
from strategies import RECORDS
from uc_audit import Attribution, Audit, Citation, Figure, Measure, Organization, Quote, Source, UnknownRecordError

ALERT = Source(
    id="alert", kind=uc_audit.SourceKind.REPORT, rights=uc_audit.Rights.PUBLIC_DOMAIN, tier=uc_audit.Tier.PRIMARY
)
PAGE = attrs.evolve(ALERT, id="page")
DHS = Organization(id="dhs", name="DHS")
ICE = Organization(id="ice", name="ICE", parent_id="dhs")
CITATION = Citation(source_id="alert", exact="Words.", via_id="page")
CHILDREN = Measure(id="children", title="Children", definition="Children.", preferred_id="figure-a")
ABSENT = Measure(id="absent", title="Absent", definition="Absent.")
FIGURE_A = Figure(
    id="figure-a",
    measure_id="children",
    value=8,
    comparator=None,
    unit=uc_audit.Unit.CHILDREN,
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
    part_of=uc_audit.PartOf(measure_id="children", citations=(CITATION,)),
    caveats=(uc_audit.Caveat(text="x", citations=(CITATION,)),),
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


def test_kinds_in_order(audit: Audit) -> None:
    """The bundled audit has records of every kind, in the order of its fields."""
    assert list(dict.fromkeys(map(type, audit))) == list(RECORDS.values())
    assert repr(audit) == f"Audit('oig-24-46', '{audit.data_version}', {len(audit)} records)"
    assert audit.report.number == "OIG-24-46"


def test_contains(small: Audit) -> None:
    """A record and its id are in the audit; an unequal record with the same id is not."""
    assert FIGURE_A in small
    assert "figure-a" in small
    assert attrs.evolve(FIGURE_A, value=7) not in small
    assert "figure" not in small
    assert 7 not in small


def test_get(small: Audit) -> None:
    """A record is found by its id, with and without its class."""
    assert small["figure-a"] is FIGURE_A
    assert small.get("figure-a") is FIGURE_A
    assert small.get("figure-a", Figure) is FIGURE_A
    assert small.report is ALERT


OTHER = attrs.evolve(FIGURE_A, value=7)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda audit: audit.get("figure-c"), UnknownRecordError, "No record has the id 'figure-c'. Did you mean 'figure-b'?"),
        (lambda audit: audit["figure-c"], KeyError, "No record has the id 'figure-c'. Did you mean 'figure-b'?"),
        (lambda audit: audit.get("%%%"), UnknownRecordError, "No record has the id '%%%'."),
        (lambda audit: audit.get("childre", Figure), UnknownRecordError, "No Figure has the id 'childre'."),
        (lambda audit: audit.get("figura-a", Figure), UnknownRecordError, "No Figure has the id 'figura-a'. Did you mean 'figure-a'?"),
        (lambda audit: audit.get("ice", Figure), UnknownRecordError, "The record 'ice' is an Organization, not a Figure."),
        (lambda audit: audit.get(5), TypeError, "record_id must be the id of a record, not 5"),
        (lambda audit: audit[FIGURE_A], TypeError, "record_id must be the id of a record, not Figure('figure-a')"),
        (lambda audit: audit.get("figure-a", int), TypeError, "record_class must be a record class, such as Figure, not <class 'int'>"),
        (lambda audit: audit.referrers("ice", "Figure"), TypeError, "record_class must be a record class, such as Figure, not 'Figure'"),
        (lambda audit: audit.references(5), TypeError, "record must be a record of this audit or its id, not 5"),
        (lambda audit: audit.references(OTHER), UnknownRecordError, "No Figure equal to this one has the id 'figure-a'."),
        (lambda audit: audit.referrers(OTHER), UnknownRecordError, "No Figure equal to this one has the id 'figure-a'."),
        (lambda audit: audit.subset("ice"), TypeError, "records must be an iterable of records or their ids, not 'ice'"),
        (lambda audit: audit.subset(ICE), TypeError, "records must be an iterable of records or their ids, not Organization('ice')"),
        (lambda audit: audit.subset(["figure-c"]), UnknownRecordError, "No record has the id 'figure-c'. Did you mean 'figure-b'?"),
    ],
)  # fmt: skip
def test_what_is_not_there(small: Audit, call: Callable[[Any], Any], error: type[Exception], message: str) -> None:
    """A missing record is an error that suggests the nearest id; a wrong type is an error that names the argument."""
    with pytest.raises(error) as caught:
        call(small)

    assert str(caught.value) == message


def test_references(small: Audit) -> None:
    """A record leads to all records that it refers to, each once, including from the values inside it."""
    assert ids(small.references(FIGURE_B)) == ["absent", "children", "alert", "page", "ice"]
    assert ids(small.references("ice")) == ["dhs"]
    assert small.references("alert") == ()


def test_referrers(small: Audit) -> None:
    """A record leads to all records that refer to it, or to those of one class."""
    assert ids(small.referrers("children")) == ["figure-a", "figure-b"]
    assert ids(small.referrers(PAGE)) == ["figure-a", "figure-b", "quote"]
    assert ids(small.referrers("ice", Quote)) == ["quote"]
    assert small.referrers("ice", uc_audit.Finding) == ()
    assert ids(small.referrers(FIGURE_A)) == ["children"]


def test_subset(small: Audit) -> None:
    """A subset has the records, everything they refer to, however indirectly, and the report."""
    assert ids(small.subset(["dhs"])) == ["alert", "dhs"]
    assert small.subset([QUOTE]) == attrs.evolve(small, organizations=(DHS, ICE), measures=(), figures=())
    assert ids(small.subset({ICE: None, "ice": None})) == ["alert", "dhs", "ice"]
    assert small.subset([]).report is ALERT
    assert small.subset(small) == small


@given(st.lists(st.sampled_from(list(uc_audit.load()))))
def test_subsets_are_closed(chosen: list[uc_audit.Record]) -> None:
    """A subset of any records of a dataset is valid, and its records are those of the dataset."""
    smaller = uc_audit.load().subset(chosen)

    assert {*chosen} <= {*smaller} <= {*uc_audit.load()}


def test_references_are_symmetric(audit: Audit) -> None:
    """A record refers to another if and only if it is among the other's referrers."""
    forward = {(record.id, target.id) for record in audit for target in audit.references(record)}
    backward = {(referrer.id, record.id) for record in audit for referrer in audit.referrers(record)}

    assert forward == backward


def test_audits_are_values(audit: Audit) -> None:
    """An audit equals its copies, which also find their records; it cannot be changed."""
    for twin in (copy.deepcopy(audit), pickle.loads(pickle.dumps(audit)), attrs.evolve(audit)):
        assert twin == audit
        assert hash(twin) == hash(audit)
        assert [twin[record.id] for record in audit] == list(audit)
    assert weakref.ref(audit)() is audit
    assert attrs.evolve(audit, title="something else") != audit
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        audit.title = "y"  # type: ignore[misc]


INVALID: list[tuple[dict[str, Any], list[str]]] = [
    ({"schema_version": 2}, ["schema_version: found 2, expected 1, which this library reads"]),
    ({"report_id": "alrt"}, ["report_id: found 'alrt', expected the id of one of the sources; did you mean 'alert'?"]),
    ({"organizations": (DHS, ICE, DHS)}, ["organizations[2].id: found 'dhs', the same as organizations[0].id, expected a unique id"]),
    ({"quotes": (attrs.evolve(QUOTE, attribution=Attribution(said_by="alert")),)}, ["quotes[0].attribution.said_by: found 'alert', expected the id of one of the organizations or people"]),
    (
        {"sources": (ALERT,), "organizations": (DHS,), "figures": (FIGURE_B,), "quotes": (), "measures": (CHILDREN, ABSENT)},
        [
            "measures[0].preferred_id: found 'figure-a', expected the id of one of the figures; did you mean 'figure-b'?",
            "figures[0].part_of.citations[0].via_id: found 'page', expected the id of one of the sources",
            "figures[0].caveats[0].citations[0].via_id: found 'page', expected the id of one of the sources",
            "figures[0].attribution.said_by: found 'ice', expected the id of one of the organizations or people",
            "figures[0].attribution.reported_by: found 'page', expected the id of one of the sources",
            "figures[0].citations[0].via_id: found 'page', expected the id of one of the sources",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "problems"), INVALID)
def test_no_invalid_audit(small: Audit, changes: dict[str, Any], problems: list[str]) -> None:
    """Records that do not form a dataset are rejected with every problem and its path."""
    with pytest.raises(uc_audit.DatasetError) as caught:
        attrs.evolve(small, **changes)

    assert list(map(str, caught.value.problems)) == problems


def test_a_chain_of_organizations(small: Audit) -> None:
    """Organizations may be parts of parts, in any order; each cycle is a problem of one of its members."""
    chain = [Organization(id=f"o{n}", name="x", parent_id=f"o{n + 1}") for n in range(5)]
    assert attrs.evolve(small, organizations=(DHS, ICE, *chain, Organization(id="o5", name="x")))

    with pytest.raises(uc_audit.DatasetError) as caught:
        attrs.evolve(small, organizations=(DHS, ICE, *chain, Organization(id="o5", name="x", parent_id="o3")))
    assert len(caught.value.problems) == 1


def test_suggestions_are_limited(small: Audit) -> None:
    """Only the first dangling references get a suggestion, because each is compared with every id."""
    quotes = tuple(attrs.evolve(QUOTE, id=f"q{n}", attribution=Attribution(said_by="icee")) for n in range(50))

    with pytest.raises(uc_audit.DatasetError) as caught:
        attrs.evolve(small, quotes=quotes)

    assert [problem.suggestion for problem in caught.value.problems] == ["ice"] * 20 + [None] * 30
