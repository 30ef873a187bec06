"""The records and the values inside them: what their constructors reject, and how they look as text."""

from collections import namedtuple
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

import uc_audit
from uc_audit import Attribution, Audit, Citation, Comparator, Figure, Organization, Period, Quote, Source, Topic

MakeFigure = Callable[..., Figure]

CITATION = Citation(source_id="oig-24-46", exact="Words.")
MAY = Period(start=date(2024, 5, 1), end=date(2024, 5, 31), label="May 2024")
QUOTE = Quote(id="quote", text="a b c", is_fragment=True, attribution=Attribution(said_by="a"), citations=(CITATION,))
MAX_INTEGER = 2**53 - 1

SLUG = "expected a slug: lowercase letters and digits with hyphens between them, at most 100 characters"
WRONG_TYPES: list[tuple[Any, dict[str, Any], str]] = [
    (Figure, {"id": 7}, "id: found 7, expected a string"),
    (Figure, {"predicate": None}, "predicate: found null, expected a string"),
    (Figure, {"predicate": Topic.SAFETY}, "predicate: found <Topic.SAFETY: 'safety'>, expected a string"),
    (Figure, {"value": True}, "value: found true, expected a whole number from 0"),
    (Figure, {"value": 1.0}, "value: found 1.0, expected a whole number from 0"),
    (Figure, {"comparator": "more than"}, "comparator: found 'more than', expected a Comparator"),
    (Figure, {"unit": None}, "unit: found null, expected a Unit"),
    (Figure, {"period": "2019"}, "period: found '2019', expected a Period"),
    (Figure, {"attribution": None}, "attribution: found null, expected an Attribution"),
    (Figure, {"topics": [Topic.SAFETY]}, "topics: found a list, expected a tuple"),
    (Figure, {"topics": namedtuple("Topics", "first")(Topic.SAFETY)}, "topics: found a Topics, expected a tuple"),  # noqa: PYI024
    (Figure, {"topics": ("a", Topic.SAFETY, 1)}, "topics[0]: found 'a', expected a Topic; topics[2]: found 1, expected a Topic"),
    (Period, {"start": "2024-05-01", "end": date(2024, 5, 1), "label": "x"}, "start: found '2024-05-01', expected a date"),
    (Period, {"start": datetime(2024, 5, 1, tzinfo=UTC), "end": date(2024, 5, 1), "label": "x"}, "start: found datetime.datetime(2024, 5, 1, 0, 0, "),
]  # fmt: skip
WRONG_VALUES: list[tuple[Any, dict[str, Any], str]] = [
    (Figure, {"id": "figure_1"}, f"id: found 'figure_1', {SLUG}"),
    (Figure, {"id": "figure-"}, f"id: found 'figure-', {SLUG}"),
    (Figure, {"id": "a" * 101}, f"id: found '{'a' * 57}...', {SLUG}"),
    (Figure, {"predicate": "  "}, "predicate: found '  ', expected a string that is not blank, without lone surrogates"),
    (Figure, {"value": -1}, f"value: found -1, expected a whole number from 0 to {MAX_INTEGER}"),
    (Figure, {"value": 10**6000}, "value: found a value of the class int, expected a whole number from 0"),
    (Figure, {"value": MAX_INTEGER, "comparator": Comparator.MORE_THAN}, f"value: found {MAX_INTEGER}, expected at most {MAX_INTEGER - 1}"),
    (Figure, {"value": 0, "comparator": Comparator.FEWER_THAN}, "comparator: found 'fewer than', expected another comparator, because no count is below 0"),
    (Figure, {"value": 5, "denominator": 4, "comparator": None}, "denominator: found 4, expected at least 5"),
    (Figure, {"value": 5, "denominator": 5, "comparator": Comparator.MORE_THAN}, "denominator: found 5, expected at least 6"),
    (Figure, {"measure_id": "a", "part_of": uc_audit.PartOf(measure_id="a", citations=(CITATION,))}, "part_of.measure_id: found 'a', expected a measure other than the figure's own"),
    (uc_audit.Discrepancy, {"record_ids": ()}, "record_ids: found none, expected at least one"),
    (Source, {"url": "https://a" + "a" * 2000}, f"url: found 'https://{'a' * 49}...', expected an http or https address"),
    (Attribution, {}, "said_by: found null, expected at least one of said_by, published_in and reported_by"),
    (Period, {"start": date(2023, 9, 30), "end": date(2018, 10, 1), "label": "x"}, "end: found 2018-10-01, expected a day not before the start, 2023-09-30"),
    (Quote, {"text": "a b c", "insertions": ("b", "x")}, "insertions[1]: found 'x', expected a passage of the quoted text"),
    (Quote, {"text": "a b c", "insertions": ("b",) * 101}, "insertions: found 101 passages, expected at most 100"),
]  # fmt: skip


def make(audit: Audit, cls: Any, changes: dict[str, Any]) -> Any:
    """Return a value, or the first bundled record of a class, with changes."""
    template = next((record for record in audit if type(record) is cls), None)
    if isinstance(template, Figure):
        template = attrs.evolve(template, denominator=None, part_of=None)
    return attrs.evolve(template, **changes) if template else cls(**changes)


@pytest.mark.parametrize(("cls", "changes", "message"), WRONG_TYPES)
def test_wrong_types(audit: Audit, cls: Any, changes: dict[str, Any], message: str) -> None:
    """A value of another type is rejected, even if it could be converted, with a TypeError that names the field."""
    with pytest.raises(TypeError) as caught:
        make(audit, cls, changes)

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(("cls", "changes", "message"), WRONG_VALUES)
def test_wrong_values(audit: Audit, cls: Any, changes: dict[str, Any], message: str) -> None:
    """An invalid value of the right type is rejected with a ValueError that names the field and what it accepts."""
    with pytest.raises(ValueError, match=r".") as caught:
        make(audit, cls, changes)

    assert str(caught.value).startswith(message)


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


def test_records_are_frozen(audit: Audit) -> None:
    """No field of a record can be set or added."""
    for record in audit:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            record.id = "other"  # type: ignore[misc]
        with pytest.raises(AttributeError):
            record.other = 1  # type: ignore[attr-defined]


def test_constructors_take_keywords_only(audit: Audit) -> None:
    """No field can be given by position."""
    for record in audit:
        with pytest.raises(TypeError, match="positional argument"):
            type(record)("a")  # type: ignore[call-arg]


# As text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"comparator": None}, "32,000 children failed"),
        ({"comparator": Comparator.EXACTLY}, "32,000 children failed"),
        ({"comparator": Comparator.MORE_THAN}, "more than 32,000 children failed"),
        ({"value": 1, "comparator": Comparator.EXACTLY, "denominator": 8}, "1 of 8 children failed"),
        ({"comparator": None, "period": MAY}, "32,000 children failed, May 2024"),
        ({"comparator": None, "as_of": MAY}, "32,000 children failed, as of May 2024"),
    ],
)
def test_figure_as_text(make_figure: MakeFigure, changes: dict[str, Any], text: str) -> None:
    """A figure as text keeps its qualifier, its denominator and its time."""
    fields = {"value": 32_000, "population": "children", "predicate": "failed", "period": None, "as_of": None}

    assert str(make_figure(**{**fields, **changes})) == text


def test_other_records_as_text(audit: Audit) -> None:
    """The text of a record is the words that say most about it; its representation is the class and the id."""
    assert str(Organization(id="ice", name="Immigration", abbreviation="ICE")) == "Immigration (ICE)"
    assert str(Organization(id="ice", name="Immigration")) == "Immigration"
    assert str(QUOTE) == "“a b c”"
    assert str(MAY) == "May 2024"
    for record in audit:
        assert str(record)
        assert repr(record) == f"{type(record).__name__}({record.id!r})"


def test_format_pads() -> None:
    """A format specification pads the text of a record."""
    assert f"{QUOTE:.>10}|{QUOTE}" == "...“a b c”|“a b c”"


def test_html(audit: Audit) -> None:
    """In a notebook a record is a short table, and no text can become markup."""
    finding = make(audit, uc_audit.Finding, {"title": "<script>alert('&')</script>"})._repr_html_()

    assert "<tr><th>title</th><td>&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;</td></tr>" in finding
    assert "<script" not in finding
    rows = "<tr><th>Quote</th><td>“a b c”</td></tr><tr><th>id</th><td>quote</td></tr>"
    assert QUOTE._repr_html_() == f"<table>{rows}</table>"
