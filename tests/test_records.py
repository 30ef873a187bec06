"""The records and the values inside them: what their constructors refuse, and that they behave as values."""

import copy
import pickle
import weakref
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import RECORDS, VALUES, any_of
from uc_audit import (
    Attribution,
    Caveat,
    Citation,
    Comparator,
    Discrepancy,
    DiscrepancyKind,
    Element,
    Figure,
    Finding,
    Organization,
    PartOf,
    Period,
    Person,
    Quote,
    Recommendation,
    Resolution,
    Source,
    SourceKind,
    Status,
    Topic,
)

MakeFigure = Callable[..., Figure]

CITATION = Citation(source_id="oig-24-46", exact="Words.")
ALERT = Attribution(published_in="oig-24-46")
MAY = Period(start=date(2024, 5, 1), end=date(2024, 5, 31), label="May 2024")
MAX_INTEGER = 2**53 - 1


@pytest.fixture
def make_quote() -> Callable[..., Quote]:
    """Return a quote with changes."""
    quote = Quote(id="quote", text="a b c", is_fragment=True, attribution=ALERT, citations=(CITATION,))
    return lambda **changes: attrs.evolve(quote, **changes)


WRONG_TYPES: list[tuple[dict[str, Any], str]] = [
    ({"id": 7}, "id: found 7, expected a text"),
    ({"id": None}, "id: found null, expected a text"),
    ({"predicate": None}, "predicate: found null, expected a text"),
    ({"predicate": Topic.SAFETY}, "predicate: found <Topic.SAFETY: 'safety'>, expected a text"),
    ({"as_stated": b"5"}, "as_stated: found b'5', expected a text"),
    ({"value": True}, "value: found true, expected a whole number from 0"),
    ({"value": 1.0}, "value: found 1.0, expected a whole number from 0"),
    ({"value": "1"}, "value: found '1', expected a whole number from 0"),
    ({"comparator": "more than"}, "comparator: found 'more than', expected a Comparator"),
    ({"unit": "children"}, "unit: found 'children', expected a Unit"),
    ({"unit": None}, "unit: found null, expected a Unit"),
    ({"denominator": 8.0}, "denominator: found 8.0, expected a whole number from 1"),
    ({"period": "2019"}, "period: found '2019', expected a Period"),
    ({"part_of": "children"}, "part_of: found 'children', expected a PartOf"),
    ({"topics": [Topic.SAFETY]}, "topics: found a list, expected a tuple"),
    ({"topics": "safety"}, "topics: found 'safety', expected a tuple"),
    ({"topics": (Topic.SAFETY, "safety")}, "topics[1]: found 'safety', expected a Topic"),
    ({"caveats": ("text",)}, "caveats[0]: found 'text', expected a Caveat"),
    ({"attribution": None}, "attribution: found null, expected an Attribution"),
]


@pytest.mark.parametrize(("changes", "message"), WRONG_TYPES)
def test_wrong_types(make_figure: MakeFigure, changes: dict[str, Any], message: str) -> None:
    """A value of another type is refused, whatever it could be converted to, with a TypeError that names the field."""
    with pytest.raises(TypeError) as caught:
        make_figure(**changes)

    assert str(caught.value).startswith(message)


SLUG = "expected a slug: lower-case letters and digits with hyphens between, at most 100 characters"
WRONG_VALUES: list[tuple[dict[str, Any], str]] = [
    ({"id": "Figure"}, f"id: found 'Figure', {SLUG}"),
    ({"id": "figure_1"}, f"id: found 'figure_1', {SLUG}"),
    ({"id": "figure-"}, f"id: found 'figure-', {SLUG}"),
    ({"id": "figure\n"}, f"id: found 'figure\\n', {SLUG}"),
    ({"id": "a" * 101}, f"id: found '{'a' * 57}...', {SLUG}"),
    ({"measure_id": "x y"}, f"measure_id: found 'x y', {SLUG}"),
    ({"predicate": "  "}, "predicate: found '  ', expected a text that is not blank, without lone surrogates"),
    ({"predicate": "\udfff"}, "predicate: found '\\udfff', expected a text that is not blank, without lone surrogates"),
    ({"value": -1}, f"value: found -1, expected a whole number from 0 to {MAX_INTEGER}"),
    ({"value": 2**53}, f"value: found {2**53}, expected a whole number from 0 to {MAX_INTEGER}"),
    ({"value": 10**6000}, "value: found a value of the class int, expected a whole number from 0"),
    ({"value": 5, "denominator": 4, "comparator": None}, "denominator: found 4, expected at least 5"),
    ({"value": 5, "denominator": 5, "comparator": Comparator.MORE_THAN}, "denominator: found 5, expected at least 6"),
    ({"value": 0, "denominator": 0}, f"denominator: found 0, expected a whole number from 1 to {MAX_INTEGER}"),
    ({"value": 0, "comparator": Comparator.FEWER_THAN}, "comparator: found 'fewer than', expected another one, because no count is below 0"),
    ({"value": MAX_INTEGER, "comparator": Comparator.MORE_THAN}, f"value: found {MAX_INTEGER}, expected at most {MAX_INTEGER - 1}"),
    ({"measure_id": "a", "part_of": PartOf(measure_id="a", citations=(CITATION,))}, "part_of.measure_id: found 'a', expected another measure than the figure's own"),
    ({"citations": ()}, "citations: found none, expected at least one"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "message"), WRONG_VALUES)
def test_wrong_values(make_figure: MakeFigure, changes: dict[str, Any], message: str) -> None:
    """A value of the right type that cannot be is refused with a ValueError that names the field and what it takes."""
    with pytest.raises(ValueError, match=r".") as caught:
        make_figure(**changes)

    assert str(caught.value).startswith(message)


OTHERS: list[tuple[Any, dict[str, Any], str]] = [
    (Period, {"start": date(2023, 9, 30), "end": date(2018, 10, 1), "label": "x"}, "end: found 2018-10-01, expected a day not before the start, 2023-09-30"),
    (Period, {"start": datetime(2024, 5, 1, tzinfo=UTC), "end": date(2024, 5, 1), "label": "x"}, "start: found datetime.datetime(2024, 5, 1, 0, 0, "),
    (Period, {"start": "2024-05-01", "end": date(2024, 5, 1), "label": "x"}, "start: found '2024-05-01', expected a date"),
    (Citation, {"source_id": "a", "exact": None}, "exact: found null, expected a text"),
    (Attribution, {}, "said_by: found nobody, expected at least one of said_by, published_in and reported_by"),
    (Caveat, {"text": "x", "citations": ()}, "citations: found none, expected at least one"),
    (Person, {"id": "a", "name": "a", "role": "b", "organization_id": "c", "citations": [CITATION]}, "citations: found a list, expected a tuple"),
    (Organization, {"id": "a", "name": "a", "parent_id": "A"}, "parent_id: found 'A', expected a slug"),
    (Source, {"id": "a", "kind": SourceKind.REPORT, "url": "ftp://a"}, "url: found 'ftp://a', expected an http or https address"),
    (Source, {"id": "a", "kind": SourceKind.REPORT, "url": "https://a" + "a" * 2000}, f"url: found 'https://{'a' * 49}...', expected an http or https address"),
    (Recommendation, {"id": "a", "number": 0}, f"number: found 0, expected a whole number from 1 to {MAX_INTEGER}"),
    (Discrepancy, {"id": "a", "kind": DiscrepancyKind.VALUE, "title": "x", "record_ids": (), "statement": "x"}, "record_ids: found none, expected at least one"),
]  # fmt: skip


@pytest.mark.parametrize(("cls", "values", "message"), OTHERS)
def test_other_classes_refuse(audit: Any, cls: Any, values: dict[str, Any], message: str) -> None:
    """Every class refuses wrong values and relations between values that cannot be."""
    kinds = next((name for name, record_class in RECORDS.items() if record_class is cls), None)
    record = getattr(audit, kinds)[0] if kinds else None

    with pytest.raises((TypeError, ValueError)) as caught:
        attrs.evolve(record, **values) if record else cls(**values)

    assert str(caught.value).startswith(message)


def test_insertions_are_in_the_quote(make_quote: Callable[..., Quote]) -> None:
    """An insertion that the quote does not have is refused, and so are more of them than any quote has."""
    assert make_quote(insertions=("b", "c")).insertions == ("b", "c")
    with pytest.raises(ValueError, match=r"^insertions\[1\]: found 'x', expected a passage of the quoted text$"):
        make_quote(insertions=("b", "x"))
    with pytest.raises(ValueError, match=r"^insertions: found 101 passages, expected at most 100$"):
        make_quote(insertions=("b",) * 101)


def test_all_bad_items_of_a_tuple_at_once(make_figure: MakeFigure) -> None:
    """Every item of a tuple that is refused is named."""
    with pytest.raises(TypeError, match=r"topics\[0\]: found 'a', .*; topics\[2\]: found 1, "):
        make_figure(topics=("a", Topic.SAFETY, 1))


def test_constructors_take_keywords_only() -> None:
    """No field of any class can be given by its position."""
    for cls in (*RECORDS.values(), *VALUES):
        with pytest.raises(TypeError, match="positional argument"):
            cls("a")


def test_subclasses_are_not_accepted(make_figure: MakeFigure) -> None:
    """An object of a subclass, also of ``tuple``, is refused, because a writer would lose what it adds."""

    @attrs.frozen(kw_only=True)
    class Annotated(Citation):
        note: str = "x"

    class Citations(NamedTuple):
        first: Citation

    with pytest.raises(TypeError, match=r"citations\[0\]: found .*, expected a Citation"):
        make_figure(citations=(Annotated(source_id="a", exact="x"),))
    with pytest.raises(TypeError, match=r"citations: found .*, expected a tuple"):
        make_figure(citations=Citations(CITATION))


@pytest.mark.parametrize(
    ("comparator", "lower", "upper"),
    [
        (Comparator.EXACTLY, 10, 10),
        (Comparator.MORE_THAN, 11, None),
        (Comparator.AT_LEAST, 10, None),
        (Comparator.FEWER_THAN, None, 9),
        (Comparator.AT_MOST, None, 10),
        (Comparator.ABOUT, None, None),
        (None, None, None),
    ],
)
def test_bounds(make_figure: MakeFigure, comparator: Comparator | None, lower: int | None, upper: int | None) -> None:
    """The bounds follow from the comparator; a number without a qualifier has none."""
    figure = make_figure(value=10, comparator=comparator)

    assert (figure.lower, figure.upper) == (lower, upper)


# As values


@pytest.mark.parametrize("cls", [*RECORDS.values(), *VALUES])
@given(data=st.data())
def test_records_are_values(cls: Any, data: st.DataObject) -> None:
    """Any object equals its copies, with the same hash, and any other field makes it another object."""
    record = data.draw(any_of(cls))
    name = data.draw(st.sampled_from([field.name for field in attrs.fields(cls)]))

    for twin in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record)), attrs.evolve(record)):
        assert twin == record
        assert hash(twin) == hash(record)
    other = copy.copy(record)
    object.__setattr__(other, name, "something else")
    assert other != record
    assert weakref.ref(record)() is record


def test_records_are_frozen(make_figure: MakeFigure) -> None:
    """No field can be set or deleted, and none can be added."""
    figure = make_figure()

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        figure.value = 1  # type: ignore[misc]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del figure.value
    with pytest.raises(AttributeError):
        figure.other = 1  # type: ignore[attr-defined]


def test_objects_of_two_classes_differ() -> None:
    """Objects of two classes are never equal, whatever their fields."""
    objects: list[object] = [
        PartOf(measure_id="a", citations=(CITATION,)),
        Caveat(text="a", citations=(CITATION,)),
        ("a", (CITATION,)),
    ]

    assert [[one == other for other in objects] for one in objects] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


# As text


WORDINGS: list[tuple[dict[str, Any], str]] = [
    ({"comparator": None}, "32,000 children failed"),
    ({"comparator": Comparator.EXACTLY}, "32,000 children failed"),
    ({"comparator": Comparator.MORE_THAN}, "more than 32,000 children failed"),
    ({"comparator": Comparator.FEWER_THAN}, "fewer than 32,000 children failed"),
    ({"comparator": Comparator.ABOUT}, "about 32,000 children failed"),
    ({"value": 1, "comparator": Comparator.EXACTLY, "denominator": 8}, "1 of 8 children failed"),
    ({"comparator": None, "period": MAY}, "32,000 children failed, May 2024"),
    ({"comparator": None, "as_of": MAY}, "32,000 children failed, as of May 2024"),
]


@pytest.mark.parametrize(("changes", "text"), WORDINGS)
def test_figure_as_text(make_figure: MakeFigure, changes: dict[str, Any], text: str) -> None:
    """A figure as text keeps its qualifier, its denominator and its time."""
    figure = make_figure(
        **{"value": 32_000, "population": "children", "predicate": "failed", "period": None, "as_of": None, **changes}
    )

    assert str(figure) == text


def test_other_records_as_text(make_quote: Callable[..., Quote]) -> None:
    """Every record as text is the words that say most about it."""
    assert str(Organization(id="ice", name="Immigration", abbreviation="ICE")) == "Immigration (ICE)"
    assert str(Organization(id="ice", name="Immigration")) == "Immigration"
    assert str(make_quote()) == "“a b c”"
    assert str(MAY) == "May 2024"


@given(st.data())
def test_every_record_has_a_text(data: st.DataObject) -> None:
    """The text of a record is never empty, and its representation is the class and the id."""
    record = data.draw(st.one_of([any_of(cls) for cls in RECORDS.values()]))

    assert str(record)
    assert repr(record) == f"{type(record).__name__}({record.id!r})"


def test_values_represent_themselves() -> None:
    """The representation of a value is the call that makes it."""
    assert repr(MAY) == "Period(start=datetime.date(2024, 5, 1), end=datetime.date(2024, 5, 31), label='May 2024')"


def test_format_pads(make_quote: Callable[..., Quote]) -> None:
    """A format specification pads the text of a record."""
    assert f"{make_quote():.>10}|{make_quote()}" == "...“a b c”|“a b c”"


def test_html(make_quote: Callable[..., Quote]) -> None:
    """In a notebook a record is a short table, and no text can become markup."""
    hostile = "<script>alert('&')</script>"
    escaped = "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;"
    finding = Finding(
        id="finding", title=hostile, statement="x", element=Element.CONDITION, attribution=ALERT, citations=(CITATION,)
    )._repr_html_()

    assert f"<tr><th>title</th><td>{escaped}</td></tr>" in finding
    assert "<script" not in finding
    rows = "<tr><th>Quote</th><td>“a b c”</td></tr><tr><th>id</th><td>quote</td></tr>"
    assert make_quote()._repr_html_() == f"<table>{rows}</table>"


def test_statuses_are_terms() -> None:
    """Enumerations are texts that compare with their values and cannot be misspelt."""
    assert {"open": 1}[Status.OPEN] == 1
    assert f"{Resolution.NOT_STATED}" == "not stated"
    with pytest.raises(ValueError, match="'opn' is not a valid Status"):
        Status("opn")
