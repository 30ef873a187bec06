"""The records: what they refuse, what they derive, and that nothing changes them."""

import copy
import pickle
from collections import OrderedDict, UserList
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import uc_audit
from strategies import CLASSES, audits, whole
from uc_audit import (
    Attribution,
    Audit,
    Citation,
    Comparator,
    DatasetError,
    Figure,
    Finding,
    InvalidRecordError,
    Organization,
    Period,
    Person,
    Quote,
    Record,
    RetiredId,
    Source,
    Topic,
    Unit,
    UnknownRecordError,
)
from uc_audit.model.walk import parts_of

MakeFigure = Callable[..., Figure]
ALL_CLASSES = [*CLASSES.values(), Audit, Period, Citation, Attribution, uc_audit.Caveat, RetiredId]


def test_period_order() -> None:
    """A period that ends before it starts is refused, and the message names both days."""
    with pytest.raises(InvalidRecordError, match=r"Period\.end: found 2018-10-01, expected .* 2023-09-30"):
        Period(start=date(2023, 9, 30), end=date(2018, 10, 1), label="FY 2019-2023")


def test_period_of_one_day() -> None:
    """A period may be a single day; as text it is what the source calls it."""
    assert str(Period(start=date(2024, 8, 19), end=date(2024, 8, 19), label="19 August 2024")) == "19 August 2024"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"id": "Figure"}, "id"),
        ({"id": "figure_1"}, "id"),
        ({"id": "figure-"}, "id"),
        ({"id": ""}, "id"),
        ({"id": 7}, "id"),
        ({"label": "  "}, "label"),
        ({"label": None}, "label"),
        ({"label": "\udfff"}, "label"),
        ({"label": Topic.SAFETY}, "label"),
        ({"id": "a" * 101}, "id"),
        ({"value": 10**6000}, "value"),
        ({"value": -1}, "value"),
        ({"value": 2**53}, "value"),
        ({"value": True}, "value"),
        ({"value": 1.0}, "value"),
        ({"comparator": ">"}, "comparator"),
        ({"unit": "children"}, "unit"),
        ({"denominator": 447_999}, "denominator"),
        ({"denominator": 448_000}, "denominator"),
        ({"value": 0, "comparator": Comparator.LESS_THAN}, "comparator"),
        ({"part_of": "children-transferred"}, "part_of"),
        ({"period": "2019"}, "period"),
        ({"topics": [Topic.SAFETY]}, "topics"),
        ({"topics": "safety"}, "topics"),
        ({"topics": (Topic.SAFETY, "safety")}, "topics[1]"),
        ({"caveats": ("text",)}, "caveats[0]"),
        ({"citations": ()}, "citations"),
        ({"attribution": None}, "attribution"),
    ],
)
def test_figure_refuses(make_figure: MakeFigure, changes: dict[str, Any], path: str) -> None:
    """A figure that cannot be is refused, and the error names the field."""
    with pytest.raises(InvalidRecordError) as caught:
        make_figure(**changes)

    assert [problem.path for problem in caught.value.problems] == [path]


def test_all_problems_of_a_record_at_once(make_figure: MakeFigure) -> None:
    """A record with several problems names them all."""
    with pytest.raises(InvalidRecordError) as caught:
        make_figure(value=-1, label="", unit=None)

    assert [problem.path for problem in caught.value.problems] == ["label", "value", "unit"]
    assert str(caught.value).startswith("Figure.label: found '', expected a text")


@pytest.mark.parametrize("day", [datetime(2024, 8, 19, tzinfo=UTC), "2024-08-19", 20240819, None])
def test_dates_are_dates(day: Any) -> None:
    """Neither a text nor a moment is a date."""
    with pytest.raises(InvalidRecordError, match=r"Period\.start"):
        Period(start=day, end=date(2024, 8, 19), label="x")


@pytest.mark.parametrize("field", ["prefix", "suffix"])
def test_citation_without_a_passage_has_no_surroundings(field: str) -> None:
    """Prefix and suffix belong to an exact passage."""
    with pytest.raises(InvalidRecordError, match=rf"Citation\.{field}: found 'a'"):
        Citation(source_id="article", **{field: "a"})


def test_insertions_stand_in_the_quote(audit: Audit) -> None:
    """Words that are not in a quote cannot be marked as inserted."""
    with pytest.raises(InvalidRecordError, match=r"Quote\.insertions\[0\]"):
        attrs.evolve(audit.quotes[0], insertions=("(elsewhere)",))


@pytest.mark.parametrize(
    ("comparator", "lower", "upper"),
    [
        (Comparator.EXACTLY, 10, 10),
        (Comparator.MORE_THAN, 11, None),
        (Comparator.AT_LEAST, 10, None),
        (Comparator.LESS_THAN, None, 9),
        (Comparator.AT_MOST, None, 10),
        (Comparator.ABOUT, None, None),
        (None, None, None),
    ],
)
def test_bounds(make_figure: MakeFigure, comparator: Comparator | None, lower: int | None, upper: int | None) -> None:
    """The bounds follow from the comparator; a bare or about number has none."""
    figure = make_figure(value=10, comparator=comparator)

    assert (figure.lower, figure.upper) == (lower, upper)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"comparator": Comparator.EXACTLY}, "exactly 32,000"),
        ({"comparator": Comparator.MORE_THAN}, "more than 32,000"),
        ({"comparator": Comparator.AT_LEAST}, "at least 32,000"),
        ({"comparator": Comparator.LESS_THAN}, "fewer than 32,000"),
        ({"comparator": Comparator.AT_MOST}, "at most 32,000"),
        ({"comparator": Comparator.ABOUT}, "about 32,000"),
        ({"comparator": None}, "32,000"),
        ({"value": 1, "denominator": 8, "comparator": Comparator.EXACTLY}, "exactly 1 of 8"),
        ({"unit": Unit.US_DOLLARS, "comparator": None}, "$32,000"),
        ({"unit": Unit.US_DOLLARS, "comparator": Comparator.LESS_THAN}, "less than $32,000"),
    ],
)
def test_number_in_words(make_figure: MakeFigure, changes: dict[str, Any], text: str) -> None:
    """As text, and in the style "number", a figure is its number with its qualifier."""
    figure = make_figure(**{"value": 32_000, **changes})

    assert str(figure) == text
    assert uc_audit.describe(figure, "number") == text
    assert uc_audit.describe(figure).startswith(f"{text} ")


def test_describe_keeps_period_and_date(make_figure: MakeFigure, audit: Audit) -> None:
    """The short style has the number, those counted, what is said of them, the period and the as-of date."""
    may = audit.get("figure-notices-not-served-politifact", Figure).as_of
    figure = make_figure(population="children", label="were counted", as_of=may)

    assert uc_audit.describe(figure) == "more than 448,000 children were counted, FY 2019-2023, as of May 2024"


def test_describe_refuses_an_unknown_style(audit: Audit) -> None:
    """A style that does not exist is an error that lists those that do."""
    with pytest.raises(ValueError, match="'loud' is not one of 'number', 'short'"):
        uc_audit.describe(audit.figures[0], "loud")  # type: ignore[arg-type]


@pytest.mark.parametrize("cls", ALL_CLASSES)
def test_classes_are_frozen_and_slotted(cls: Any) -> None:
    """Every class is frozen, slotted and takes keywords only."""

    @settings(max_examples=2)  # All objects of a class have the same slots.
    @given(whole(cls) if cls is not Audit else audits())
    def check(record: Any) -> None:
        assert not hasattr(record, "__dict__")

    check()
    assert all(field.kw_only for field in attrs.fields(cls))


def test_records_do_not_change(audit: Audit) -> None:
    """No field of a record can be set, and none can be added."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        audit.figures[0].value = 1  # type: ignore[misc]
    with pytest.raises(AttributeError):
        audit.figures[0].other = 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("cls", [*CLASSES.values(), Period, Citation, Attribution, uc_audit.Caveat, RetiredId])
def test_records_are_values(cls: Any) -> None:
    """Any record is hashable and equal to its copy, its deep copy and its pickled self."""

    @given(whole(cls))
    def check(record: Any) -> None:
        for twin in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):
            assert twin == record
            assert hash(twin) == hash(record)

    check()


@given(audits())
def test_audits_are_values(audit: Audit) -> None:
    """Any audit is hashable and equal to its copies, which find their records again."""
    for twin in (copy.deepcopy(audit), pickle.loads(pickle.dumps(audit))):
        assert twin == audit
        assert hash(twin) == hash(audit)
        assert [twin[record.id] for record in twin.records] == list(audit.records)


@pytest.mark.parametrize("cls", ALL_CLASSES, ids=lambda cls: cls.__name__)
def test_one_other_value_is_another_record(audit: Audit, cls: Any) -> None:
    """Objects are equal, with equal hashes, where they are of one class and every field is equal: else they differ."""
    thing = _example_of(cls, audit)
    twin = copy.deepcopy(thing)

    assert (thing == twin, hash(thing) == hash(twin)) == (True, True)
    for field in attrs.fields(cls):
        other = copy.deepcopy(thing)
        object.__setattr__(other, field.name, "something else")
        assert (thing == other, other == thing) == (False, False), field.name
        assert hash(thing) != hash(other), field.name


def test_records_of_two_classes_differ() -> None:
    """Objects of two classes are never equal, whatever stands in them, and may stand in one set."""

    class Other(Citation):
        __slots__ = ()

    citation, other = Citation(source_id="article"), Other(source_id="article")

    assert citation != other
    assert citation != ("article", None, None, None, None)
    assert citation.__eq__("article") is NotImplemented
    assert len({citation, other}) == 2


def test_repr_says_it_all() -> None:
    """The representation of a value is the call that makes it."""
    period = Period(start=date(2024, 5, 1), end=date(2024, 5, 31), label="May 2024")

    assert repr(period) == ("Period(start=datetime.date(2024, 5, 1), end=datetime.date(2024, 5, 31), label='May 2024')")


def _example_of(cls: Any, audit: Audit) -> Any:
    """Give some object of a class."""
    retired = RetiredId(id="old-id", reason="Renamed.")
    parts = (part for record in audit.records for _, part in parts_of(cls, record))
    return audit if cls is Audit else retired if cls is RetiredId else next(chain(_all_of(cls, audit), parts))


def _all_of(cls: Any, audit: Audit) -> list[Any]:
    return [record for record in audit.records if type(record) is cls]


def test_repr_is_short(audit: Audit) -> None:
    """The representations fit on a line."""
    assert repr(audit) == f"Audit('OIG-24-46', data_version='{audit.data_version}', {len(audit.records)} records)"
    assert repr(audit.figures[0]) == "Figure('figure-transferred-oig-24-46', more than 448,000)"
    assert repr(audit.people[0]) == "Person('joseph-cuffari')"
    assert max(len(repr(record)) for record in audit.records) < 80


def test_records_in_order(audit: Audit) -> None:
    """``records`` goes through all of them, kind by kind."""
    kinds = list(dict.fromkeys(type(record) for record in audit.records))

    assert kinds == list(CLASSES.values())
    assert len(audit.records) == sum(len(getattr(audit, field)) for field in CLASSES)


def test_get_by_id(audit: Audit) -> None:
    """A record is found by its id, with and without its class."""
    figure = audit["figure-failed-to-appear-oig-24-46"]

    assert audit.get("figure-failed-to-appear-oig-24-46", Figure) is figure
    assert audit.get("figure-failed-to-appear-oig-24-46") is figure
    assert "figure-failed-to-appear-oig-24-46" in audit
    assert "figure-nothing" not in audit
    assert 7 not in audit


def test_get_an_unknown_id(audit: Audit) -> None:
    """An id that does not exist is an error that suggests the nearest one, and a LookupError."""
    with pytest.raises(
        LookupError, match=r"No record has the id 'figure-officer-article'\. Did you mean 'figure-officers-article'"
    ):
        audit["figure-officer-article"]
    with pytest.raises(UnknownRecordError, match="No Figure has the id 'opla'"):
        attrs.evolve(
            audit,
            organizations=audit.organizations[:3],
            findings=(),
            quotes=(),
            figures=(),
            responses=(),
            discrepancies=(),
        ).get("opla", Figure)
    with pytest.raises(UnknownRecordError) as caught:
        audit["%%%"]
    assert caught.value.suggestion is None


def test_get_of_another_class(audit: Audit) -> None:
    """A record of another class is not what was asked for, and the error says which it is."""
    with pytest.raises(UnknownRecordError, match="The record 'ice' is not of the class Figure, but Organization"):
        audit.get("ice", Figure)


def test_references(audit: Audit) -> None:
    """A record leads to all the records it refers to, each once."""
    finding = audit["finding-transferred"]

    assert [record.id for record in audit.references(finding)] == [
        "ice",
        "hhs",
        "figure-transferred-oig-24-46",
        "figure-transferred-associated-press",
        "figure-transferred-article",
        "oig-24-46",
    ]


def test_a_measure_is_no_reference_to_a_record(audit: Audit) -> None:
    """A measure that is spelt like the id of a record does not lead to it."""
    figures = tuple(
        attrs.evolve(f, measure=f.measure.replace("children-transferred", "hhs"), part_of="hhs" if f.part_of else None)
        for f in audit.figures
    )
    changed = attrs.evolve(audit, figures=figures)

    assert not any(isinstance(r, Organization) and r.id == "hhs" for f in figures for r in changed.references(f))
    assert [r.id for r in changed.referrers("hhs", Figure)] == []


def test_records_are_of_their_own_class(audit: Audit, make_figure: MakeFigure) -> None:
    """A subclass of a record, or of a tuple, is not one: what it adds would be lost in writing."""

    @attrs.frozen(kw_only=True, repr=False)
    class Annotated(Figure):
        note: str = "x"

    figure = make_figure()
    fields = {field.name: getattr(figure, field.name) for field in attrs.fields(Figure)}
    with pytest.raises(InvalidRecordError, match=r"Audit\.figures\[0\]: found Figure\(.*, expected a Figure"):
        attrs.evolve(audit, figures=(Annotated(**fields), *audit.figures[1:]))


def test_the_largest_bound(make_figure: Callable[..., Figure]) -> None:
    """A lower bound is never beyond what JSON keeps exact."""
    assert make_figure(value=2**53 - 2).lower == 2**53 - 1
    with pytest.raises(
        InvalidRecordError, match=r"Figure\.value: found 9007199254740991, expected at most 9007199254740990"
    ):
        make_figure(value=2**53 - 1)


def test_a_record_is_no_id(audit: Audit) -> None:
    """Records are found by their ids, not by themselves, whatever class is asked for."""
    record: Any = audit.figures[0]
    with pytest.raises(UnknownRecordError):
        audit.get(record, Source)
    with pytest.raises(UnknownRecordError):
        audit.get(record)
    with pytest.raises(UnknownRecordError):
        audit[record]


def test_recommendations_count_from_one(audit: Audit) -> None:
    """There is no recommendation number 0."""
    with pytest.raises(InvalidRecordError, match=r"Recommendation\.number: found 0, expected a whole number from 1 to"):
        attrs.evolve(audit.recommendations[0], number=0)


class Unprintable:
    """An object that cannot be shown."""

    def __repr__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    "value", [Unprintable(), b"x" * 10**6, 10**6000, "y" * 10**6], ids=["strange", "bytes", "huge", "long"]
)
def test_whatever_is_found_is_shown_shortly(value: Any) -> None:
    """A message stays short whatever was given, and showing it raises nothing else."""
    with pytest.raises(DatasetError) as caught:
        uc_audit.from_dict({"start": value, "end": "2024-01-01", "label": "x"}, Period)

    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("cls", [dict, None, int, list])
def test_only_classes_of_records_are_read(cls: Any) -> None:
    """To read something else than a record is a mistake of the caller."""
    with pytest.raises(TypeError, match="is not a class of this library's records"):
        uc_audit.from_dict({}, cls)


def test_documents_that_share_or_contain_themselves(audit: Audit) -> None:
    """A document made by hand, with one list in many places or in itself, takes no time without end."""
    shared: Any = []
    for _ in range(60):
        shared = [shared, shared]
    endless: Any = {}
    endless["x"] = endless

    for extra in (shared, endless):
        with pytest.raises(DatasetError):
            uc_audit.from_dict({**uc_audit.to_dict(audit), "extra": extra})


def test_references_go_into_values(audit: Audit) -> None:
    """References inside citations, caveats and attributions count."""
    figure = audit["figure-notices-not-served-article"]

    assert {record.id for record in audit.references(figure)} == {
        "dhs-oig",
        "oig-24-46",
        "article",
        "politifact",
        "associated-press",
        "homeland-security-newswire",
    }


def test_referrers(audit: Audit) -> None:
    """From a record there is a way back to those that refer to it, of one class or all."""
    findings = audit.referrers("figure-transferred-oig-24-46", Finding)

    assert [finding.id for finding in findings] == ["finding-transferred"]
    assert {type(record).__name__ for record in audit.referrers("figure-transferred-oig-24-46")} == {
        "Finding",
        "Discrepancy",
    }
    assert audit.get("figure-pages-oig-24-46", Figure) in audit.referrers("townhall", Figure)
    assert audit.referrers("newsweek") == ()
    with pytest.raises(UnknownRecordError):
        audit.referrers("figure-nothing")


def test_records_of_another_dataset(audit: Audit, make_figure: MakeFigure) -> None:
    """A record that the audit does not have leads nowhere in it, even if its id and its references would fit."""
    stranger = make_figure(id="figure-stranger")
    changed = attrs.evolve(audit.figures[0], value=1)

    for record in (stranger, changed):
        with pytest.raises(UnknownRecordError, match=f"No equal Figure has the id {record.id!r}"):
            audit.references(record)
        with pytest.raises(UnknownRecordError):
            audit.referrers(record)
    with pytest.raises(UnknownRecordError):
        audit.references("figure-stranger")
    assert audit.references("opla") == (audit["ice"],)
    assert audit.referrers(audit["newsweek"]) == ()


def test_audits_are_not_iterable(audit: Audit) -> None:
    """Whether an audit is its records or its ids is not guessed."""
    with pytest.raises(TypeError, match="not iterable"):
        list(audit)  # type: ignore[call-overload]


def test_somebody_stands_behind_a_number() -> None:
    """An attribution names somebody or something."""
    with pytest.raises(InvalidRecordError, match=r"Attribution\.said_by: found nobody, expected at least one of"):
        Attribution()
    assert Attribution(reported_by="article").said_by is None


def test_plain_documents_may_be_of_any_mapping(audit: Audit) -> None:
    """Dictionaries and lists of other classes are read like any; keys that are no texts are refused with their path."""
    document: dict[Any, Any] = uc_audit.to_dict(audit)

    assert uc_audit.from_dict(OrderedDict(document)) == audit
    assert uc_audit.from_dict({**document, "figures": UserList(document["figures"]).data}) == audit
    for key in (1, None, ("a",)):
        with pytest.raises(DatasetError, match=r"expected a text without lone surrogates"):
            uc_audit.from_dict({**document, key: 1})


@given(audits())
def test_references_and_referrers_agree(audit: Audit) -> None:
    """One record refers to another if and only if the other is referred to by it."""
    forth = {(record.id, target.id) for record in audit.records for target in audit.references(record)}
    back = {(referrer.id, record.id) for record in audit.records for referrer in audit.referrers(record.id)}

    assert forth == back


def test_no_invalid_audit_can_exist(audit: Audit) -> None:
    """An audit with a dangling reference, a repeated id or another schema version cannot be made."""
    with pytest.raises(DatasetError, match=r"organizations\[0\]\.id"):
        attrs.evolve(audit, organizations=(*audit.organizations[:1], *audit.organizations))
    with pytest.raises(DatasetError, match=r"figure_ids\[0\]: found 'figure-transferred-oig-24-46'"):
        attrs.evolve(audit, figures=audit.figures[1:])
    with pytest.raises(InvalidRecordError, match=r"Audit\.schema_version: found 2, expected 1"):
        attrs.evolve(audit, schema_version=2)
    with pytest.raises(InvalidRecordError, match=r"Audit\.figures: found a list, expected a tuple"):
        attrs.evolve(audit, figures=list(audit.figures))  # type: ignore[arg-type]


def test_circles_are_refused(audit: Audit) -> None:
    """Organizations that are parts of each other cannot be; long chains can."""
    chain = [Organization(id=f"o-{n}", name="x", parent_id=f"o-{n + 1}") for n in range(2000)]
    end = Organization(id="o-2000", name="x")
    bare: dict[str, Any] = {
        "people": (),
        "findings": (),
        "figures": (),
        "quotes": (),
        "responses": (),
        "recommendations": (),
    }

    attrs.evolve(audit, organizations=(*chain, end), discrepancies=(), **bare)
    with pytest.raises(DatasetError) as caught:
        attrs.evolve(audit, organizations=(*chain, attrs.evolve(end, parent_id="o-1500")), discrepancies=(), **bare)
    assert [problem.path for problem in caught.value.problems] == ["organizations[1500].parent_id"]


def test_records_are_records(audit: Audit) -> None:
    """Everything with an id that can be asked for is a Record."""
    assert all(isinstance(record, Record) for record in audit.records)
    assert isinstance(audit["article"], Source)
    assert isinstance(audit["joseph-cuffari"], Person)
    assert isinstance(audit["quote-manual-processes"], Quote)
