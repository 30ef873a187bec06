"""The same measure across sources and dates, and everything that is dated."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given

import strategies
import uc_audit
from uc_audit import Audit, CriterionValueError, DiscrepancyKind, Figure, Period


def test_notices_not_served(audit: Audit) -> None:
    """The counts of May 2024 come before that of January 2025, then the one without a date; each says in what it differs."""
    rows = uc_audit.compare(audit, "notices-not-served")

    assert [(row.figure.id, row.number, str(row.as_of), [kind.value for kind in row.differs_in]) for row in rows] == [
        ("figure-notices-not-served-politifact", "more than 291,000", "May 2024", []),
        ("figure-notices-not-served-associated-press", "more than 291,000", "May 2024", ["attribution"]),
        ("figure-notices-not-served-oig-25-21", "more than 233,000", "January 2025", ["value", "as-of", "wording", "attribution"]),
        ("figure-notices-not-served-article", "291,000", "None", ["comparator", "as-of", "wording", "attribution"]),
    ]  # fmt: skip
    assert [str(row.published) for row in rows] == ["28 January 2025", "October 2024", "25 March 2025", "None"]
    assert rows[2].who == (
        "said by DHS OIG, published in OIG-25-21, according to californiaimmigration.us, Baltimore Sun and read-me.org"
    )
    assert [len(row.discrepancies) for row in rows] == [3, 3, 0, 3]
    assert "discrepancy-291000-date" in [discrepancy.id for discrepancy in rows[3].discrepancies]


def test_every_measure(audit: Audit) -> None:
    """Each measure gives its figures, each once, the first one without a difference."""
    found = []
    for measure in dict.fromkeys(figure.measure for figure in audit.figures):
        rows = uc_audit.compare(audit, measure)
        assert {row.figure.measure for row in rows} == {measure}
        assert rows[0].differs_in == ()
        for row in rows:
            assert (row.number, row.period, row.as_of) == (str(row.figure), row.figure.period, row.figure.as_of)
            assert row.discrepancies == audit.referrers(row.figure, uc_audit.Discrepancy)
            assert all(name in row.who for name in ["said by"] if row.figure.attribution.said_by)
        found += [row.figure for row in rows]

    assert sorted(figure.id for figure in found) == sorted(figure.id for figure in audit.figures)


def test_primary_sources_come_first(audit: Audit) -> None:
    """Of counts of one period that of a primary source comes first, and one of a later period last."""
    assert [row.figure.id for row in uc_audit.compare(audit, "children-transferred")] == [
        "figure-transferred-oig-24-46",
        "figure-transferred-oig-25-21",
        "figure-transferred-associated-press",
        "figure-transferred-article",
    ]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"value": 1}, DiscrepancyKind.VALUE),
        ({"denominator": 500_000}, DiscrepancyKind.VALUE),
        ({"unit": uc_audit.Unit.ADDRESSES}, DiscrepancyKind.VALUE),
        ({"comparator": None}, DiscrepancyKind.COMPARATOR),
        ({"period": None}, DiscrepancyKind.PERIOD),
        ({"label": "left"}, DiscrepancyKind.WORDING),
        ({"population": "children"}, DiscrepancyKind.WORDING),
        ({"attribution": uc_audit.Attribution(said_by="ice")}, DiscrepancyKind.ATTRIBUTION),
    ],
)
def test_in_what_figures_differ(audit: Audit, changes: dict[str, object], kind: DiscrepancyKind) -> None:
    """Each kind of difference is found in its fields."""
    first = attrs.evolve(audit.figures[0], id="first", measure="a-measure")
    second = attrs.evolve(first, id="second", **changes)  # type: ignore[arg-type]
    rows = uc_audit.compare(attrs.evolve(audit, figures=(*audit.figures, first, second)), "a-measure")

    assert [(row.figure.id, row.differs_in) for row in rows] == [("first", ()), ("second", (kind,))]


def span(first: date, last: date) -> Period:
    """Make a period."""
    return Period(start=first, end=last, label="some days")


def test_the_order_of_figures(audit: Audit) -> None:
    """What counts is the end of the as-of date, before that of the period, before the publication; then the tier."""

    def figure(name: str, source: str = "townhall", **times: Period | None) -> Figure:
        citations = (uc_audit.Citation(source_id=source),)
        attribution = uc_audit.Attribution(reported_by=source)
        made: dict[str, Any] = {"period": None, **times}
        return attrs.evolve(
            audit.figures[0], id=name, measure="m", citations=citations, attribution=attribution, **made
        )

    early, late = date(2020, 1, 1), date(2026, 1, 1)
    figures = [
        figure("e-undated", "article"),
        figure("d-late-count", as_of=span(early, late), period=span(early, early)),
        figure("c-published-primary", "oig-25-21"),
        figure("b-published", "townhall"),
        figure("a-early-count", as_of=span(early, early), period=span(early, late)),
        figure("b2-same-day-secondary", period=span(early, date(2025, 3, 25))),
    ]
    rows = uc_audit.compare(attrs.evolve(audit, figures=(*audit.figures, *figures)), "m")

    assert [row.figure.id for row in rows] == [
        "a-early-count", "b-published", "c-published-primary", "b2-same-day-secondary", "d-late-count", "e-undated",
    ]  # fmt: skip
    assert [str(row.published) for row in rows][1:3] == ["August 2024", "25 March 2025"]


@pytest.mark.parametrize(
    ("measure", "hint"), [("notices-not-serve", " Did you mean 'notices-not-served'?"), ("zzz", "")]
)
def test_an_unknown_measure(audit: Audit, measure: str, hint: str) -> None:
    """A measure that no figure has is an error with the nearest one, never an empty result."""
    with pytest.raises(CriterionValueError) as caught:
        uc_audit.compare(audit, measure)

    known = ", ".join(dict.fromkeys(figure.measure for figure in audit.figures))
    assert str(caught.value) == (
        f"The criterion 'measure' cannot be '{measure}': expected the measure of a figure of the audit: {known}.{hint}"
    )


def test_many_measures_are_not_all_named(audit: Audit, make_figure: Callable[..., Figure]) -> None:
    """An error names twenty measures and no more."""
    figures = tuple(make_figure(id=f"f-{number}", measure=f"m-{number}") for number in range(21))
    many = attrs.evolve(audit, figures=figures, findings=(), discrepancies=())

    with pytest.raises(CriterionValueError, match=r"of the audit: m-0, .*, m-19, \.\.\.\.$"):
        uc_audit.compare(many, "x")
    with pytest.raises(CriterionValueError, match=r"of the audit: m-0, .*, m-19\.$"):
        uc_audit.compare(attrs.evolve(many, figures=figures[:20]), "x")


def test_the_timeline(audit: Audit) -> None:
    """The guidance of December 2023, the as-of dates, the publications and the fiscal years are there, in order."""
    events = uc_audit.timeline(audit)
    seen = [(event.when.label, event.field, getattr(event.record, "id", "audit")) for event in events]

    assert [event.when.start for event in events] == sorted(event.when.start for event in events)
    for expected in (
        ("FY 2019-2023", "scope", "audit"),
        ("between 2019 and 2023", "period", "figure-transferred-article"),
        ("December 2023", "when", "finding-guidance-issued"),
        ("May 2024", "as_of", "figure-notices-not-served-politifact"),
        ("19 August 2024", "date_issued", "audit"),
        ("19 August 2024", "issued", "oig-24-46"),
        ("January 2025", "as_of", "figure-notices-not-served-oig-25-21"),
        ("25 March 2025", "issued", "oig-25-21"),
    ):
        assert expected in seen
    order = [label for label, _, _ in seen]
    assert (
        order.index("December 2023")
        < order.index("May 2024")
        < order.index("19 August 2024")
        < order.index("October 2024")
    )
    assert seen[0] == ("FY 2019-2023", "scope", "audit")
    assert {event.field for event in events if event.record is audit} == {"scope", "date_issued"}
    assert json.loads(uc_audit.to_json(events))[0]["record"]["report_number"] == "OIG-24-46"


@given(strategies.audits())
def test_any_timeline(audit: Audit) -> None:
    """Every period of any audit is there, and its date, in order of beginning and then of ending."""
    events = uc_audit.timeline(audit)
    spans = [(event.when.start, event.when.end) for event in events]
    count = 2 + sum(
        getattr(record, name, None) is not None
        for record in audit.records
        for name in ("when", "period", "as_of", "issued")
    )

    assert spans == sorted(spans)
    assert len(events) == count
    for measure in {figure.measure for figure in audit.figures}:
        assert uc_audit.compare(audit, measure)
