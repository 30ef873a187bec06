"""Comparisons of a measure across sources and dates, the timeline, and the differences between two datasets."""

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given

import strategies
import uc_audit
from uc_audit import Attribution, Audit, Change, Citation, Comparator, Figure, Period, Source

untyped: Any = uc_audit  # Type checkers reject what some tests do.
EARLY, LATE = date(2020, 1, 1), date(2026, 1, 1)
YEARS = Period(start=date(2018, 10, 1), end=date(2023, 9, 30), label="FY 2019-2023")


def span(first: date, last: date) -> Period:
    """Make a period."""
    return Period(start=first, end=last, label="some days")


def measured(*figures: Figure, preferred_id: str | None = None) -> Audit:
    """Make an audit with one measure, ``m``, and figures of it from three documents."""
    bundled = uc_audit.load()
    later = attrs.evolve(bundled.get("politifact", Source), id="later", issued=None)
    dated = attrs.evolve(later, id="dated", issued=span(date(2025, 3, 25), date(2025, 3, 25)))
    primary = attrs.evolve(dated, id="primary", tier=uc_audit.Tier.PRIMARY)
    measure = attrs.evolve(bundled.measures[0], id="m", preferred_id=preferred_id)
    return attrs.evolve(
        bundled,
        sources=(later, primary, dated, *bundled.sources),
        measures=(*bundled.measures, measure),
        figures=(*bundled.figures, *figures),
    )


@pytest.fixture
def figure(make_figure: Callable[..., Figure]) -> Callable[..., Figure]:
    """Make a figure of the measure, from a source, with only the given times."""

    def make(name: str, source: str = "later", **fields: Any) -> Figure:
        made = {"attribution": Attribution(reported_by=source), "citations": (Citation(source_id=source, exact="x"),)}
        return make_figure(**{"id": name, "measure_id": "m", "period": None, "as_of": None, **made, **fields})

    return make


def test_order_of_figures(figure: Callable[..., Figure]) -> None:
    """The figure to quote comes first; then the order is by date of the count, period or publication, then by tier."""
    figures = [
        figure("undated"),
        figure("preferred", as_of=span(LATE, LATE)),
        figure("late-count", as_of=span(EARLY, LATE), period=span(EARLY, EARLY)),
        figure("published-secondary", "dated", attribution=Attribution(published_in="primary", reported_by="dated")),
        figure("published-primary", "primary"),
        figure("early-count", as_of=span(EARLY, EARLY), period=span(EARLY, LATE)),
        figure("earlier-period", period=span(EARLY, date(2025, 3, 24))),
    ]
    rows = uc_audit.compare(measured(*figures, preferred_id="preferred"), "m")

    assert [row.figure.id for row in rows] == [
        "preferred", "early-count", "earlier-period", "published-primary", "published-secondary", "late-count", "undated",
    ]  # fmt: skip
    assert [row.published is not None for row in rows] == [False, False, False, True, True, False, False]


@pytest.mark.parametrize(
    ("changes", "differs_in"),
    [
        ({}, []),
        ({"denominator": 500_000}, ["value"]),
        ({"comparator": Comparator.ABOUT}, ["qualifier"]),
        ({"comparator": None, "value": 1}, ["value", "qualifier"]),
        ({"period": None}, ["undated"]),
        ({"period": Period(start=date(2019, 1, 1), end=date(2023, 12, 31), label="2019 to 2023")}, ["undated"]),
        ({"period": span(date(2019, 1, 1), date(2023, 9, 30))}, ["period"]),
        ({"period": Period(start=YEARS.start, end=YEARS.end, label="October 2018 to September 2023")}, []),
        ({"predicate": "left"}, ["wording"]),
        ({"attribution": Attribution(said_by="hhs")}, ["attribution"]),
        ({"attribution": Attribution(reported_by="later")}, []),
    ],
)  # fmt: skip
def test_differences(figure: Callable[..., Figure], changes: dict[str, Any], differs_in: list[str]) -> None:
    """Each figure says how it differs from the first one; only the fields themselves count."""
    first = figure("first", comparator=Comparator.MORE_THAN, period=YEARS, attribution=Attribution(said_by="ice"))
    second = attrs.evolve(first, id="second", **changes)
    rows = uc_audit.compare(measured(first, second, preferred_id="first"), "m")

    assert [[kind.value for kind in row.differs_in] for row in rows] == [[], differs_in]


def test_comparisons_of_the_dataset(audit: Audit) -> None:
    """Each measure returns its figures, each once, with their words and their discrepancies."""
    found = []
    for measure in audit.measures:
        rows = uc_audit.compare(audit, measure)
        assert rows == uc_audit.compare(audit, measure.id)
        assert [row.is_preferred for row in rows[:1]] == [measure.preferred_id is not None][: len(rows)]
        for row in rows:
            assert row.number == uc_audit.describe(row.figure, "number")
            assert f"({row.who})." in uc_audit.describe(row.figure, "long")
            assert (row.period, row.as_of) == (row.figure.period, row.figure.as_of)
            assert row.discrepancies == audit.referrers(row.figure, uc_audit.Discrepancy)
            found.append(row.figure.id)

    assert sorted(found) == sorted(record.id for record in audit.figures)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda audit: uc_audit.compare(audit, "notices-not-serve"), KeyError, "No Measure has the id 'notices-not-serve'. Did you mean 'notices-not-served'?"),
        (lambda _: untyped.compare({}, "m"), TypeError, "audit must be an Audit, not an object"),
        (lambda audit: untyped.compare(audit, 5), TypeError, "measure must be a measure or its id, not 5"),
        (lambda _: untyped.timeline([]), TypeError, "audit must be an Audit, not a list"),
        (lambda audit: untyped.diff("a", audit), TypeError, "old must be an Audit, not 'a'"),
        (lambda audit: untyped.diff(audit, {}), TypeError, "new must be an Audit, not an object"),
    ],
)  # fmt: skip
def test_wrong_arguments(audit: Audit, call: Callable[[Any], Any], error: type[Exception], message: str) -> None:
    """A wrong argument is rejected by name, an unknown measure with the nearest one."""
    with pytest.raises(error) as caught:
        call(audit)

    assert str(caught.value) == message


def test_timeline(audit: Audit) -> None:
    """Every time of any record is an event, sorted by first and then by last day."""
    events = [(event.when, event.field, event.record) for event in uc_audit.timeline(audit)]
    fields = ("period", "as_of", "issued")
    dated: Any = [(getattr(record, name, None), name, record) for record in audit for name in fields]

    assert events == sorted((event for event in dated if event[0]), key=lambda event: (event[0].start, event[0].end))


# Differences between datasets


def changed(audit: Audit, kind: str, **fields: Any) -> Audit:
    """Return an audit in which the first record of a kind has other fields."""
    first, *others = getattr(audit, kind)
    records: dict[str, Any] = {kind: (attrs.evolve(first, **fields), *others)}
    return attrs.evolve(audit, **records)


def changes_between(old: Audit, new: Audit) -> list[tuple[str | None, str, str, Any, Any]]:
    """Return the changes as plain tuples."""
    return [(c.record_id, c.path, c.kind, c.old, c.new) for c in uc_audit.diff(old, new)]


@given(strategies.audits(), strategies.audits())
def test_equal_datasets(old: Audit, new: Audit) -> None:
    """Two datasets have changes only if they are not equal, and each change has two different sides and one line."""
    changes = uc_audit.diff(old, new)

    assert (changes == ()) == (old == new)
    assert uc_audit.diff(old, old) == ()
    assert all(change.old != change.new and str(change) for change in changes)
    assert len(uc_audit.to_dict(changes)) == len(changes)


def test_changed_fields(audit: Audit) -> None:
    """A change names the innermost field, inside periods, caveats and citations too; the audit's own changes come first."""
    citation = Citation(source_id=audit.report_id, exact="Words.", locator="page 1")
    caveats = tuple(uc_audit.Caveat(text=text, citations=(citation,)) for text in "ab")
    old = changed(audit, "figures", value=7, period=YEARS, caveats=caveats)
    caveat = attrs.evolve(caveats[1], citations=(attrs.evolve(citation, locator="page 2"),))
    period = attrs.evolve(YEARS, end=date(2023, 9, 29))
    new = changed(old, "figures", value=8, period=period, caveats=(caveats[0], caveat))
    name = audit.figures[0].id

    assert changes_between(old, attrs.evolve(new, title="New")) == [
        (None, "title", "changed", audit.title, "New"),
        (name, "value", "changed", 7, 8),
        (name, "period.end", "changed", date(2023, 9, 30), date(2023, 9, 29)),
        (name, "caveats[1].citations[0].locator", "changed", "page 1", "page 2"),
    ]


def test_added_and_removed_records(audit: Audit, make_figure: Callable[..., Figure]) -> None:
    """A new or removed record is one change that has the record."""
    extra = make_figure(id="figure-extra")
    more = attrs.evolve(audit, figures=(extra, *audit.figures))

    assert changes_between(audit, more) == [("figure-extra", "", "added", None, extra)]
    assert changes_between(more, audit) == [("figure-extra", "", "removed", extra, None)]


def test_order_of_records(audit: Audit) -> None:
    """Records in a different order are one change of the audit, with ids only, whatever else was removed."""
    ids = tuple(record.id for record in audit.responses)
    new = attrs.evolve(audit, responses=audit.responses[:0:-1])

    assert changes_between(audit, new) == [
        (None, "responses", "reordered", ids[1:], ids[:0:-1]),
        (ids[0], "", "removed", audit.responses[0], None),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ab", "cab", [("aliases[0]", "added", None, "c")]),
        ("abc", "ac", [("aliases[1]", "removed", "b", None)]),
        ("abc", "bcd", [("aliases[0]", "removed", "a", None), ("aliases[2]", "added", None, "d")]),
        ("ab", "dbc", [("aliases[0]", "changed", "a", "d"), ("aliases[2]", "added", None, "c")]),
        ("ab", "aba", [("aliases", "reordered", ("a", "b"), ("a", "b", "a"))]),
        ("abc", "bad", [("aliases", "reordered", ("a", "b", "c"), ("b", "a", "d"))]),
    ],
)
def test_entries_of_a_list(audit: Audit, old: str, new: str, expected: list[Any]) -> None:
    """New, removed and replaced entries are one change each; a different order of the same entries is one change of the list."""
    before, after = (changed(audit, "measures", aliases=tuple(text)) for text in (old, new))

    assert changes_between(before, after) == [(audit.measures[0].id, *change) for change in expected]


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        ("value", 448_000, 7, "a, value: 448000 became 7"),
        ("is_fragment", True, False, "a, is_fragment: true became false"),
        ("comparator", None, Comparator.MORE_THAN, "a, comparator: nothing became more than"),
        ("period", YEARS, None, "a, period: FY 2019-2023 (2018-10-01 to 2023-09-30) became nothing"),
        ("part_of", None, uc_audit.PartOf(measure_id="m", citations=(Citation(source_id="a", exact="x"), Citation(source_id="b", exact="y"))), "a, part_of: nothing became measure id “m”, citations source id “a”, exact “x”; source id “b”, exact “y”"),
        ("title", "é", "Another text", "a, title: “é” became “Another text”"),
        ("title", "café", "cafe\u0301", "a, title: “café” became “cafe\u0301” (without U+00E9 LATIN SMALL LETTER E WITH ACUTE, with U+0065 LATIN SMALL LETTER E and U+0301 COMBINING ACUTE ACCENT)"),
        ("title", "unable", "un\u200bable", "a, title: “unable” became “un\u200bable” (with U+200B ZERO WIDTH SPACE)"),
        ("title", "a b", "a\u00a0b", "a, title: “a b” became “a\u00a0b” (without U+0020 SPACE, with U+00A0 NO-BREAK SPACE)"),
        ("title", "ICE", "I\u0421E", "a, title: “ICE” became “I\u0421E” (without U+0043 LATIN CAPITAL LETTER C, with U+0421 CYRILLIC CAPITAL LETTER ES)"),
        ("title", "a\u200bb", "ab\u200b", "a, title: “a\u200bb” became “ab\u200b” (the same characters in a different order)"),
    ],
)  # fmt: skip
def test_changes_in_words(path: str, old: Any, new: Any, words: str) -> None:
    """A change is one line, which names the differing characters if a reader may not see them."""
    assert str(Change(record_id="a", path=path, kind="changed", old=old, new=new)) == words


def test_other_changes_in_words(audit: Audit) -> None:
    """An added or removed record is named by its short wording; a different order is only mentioned."""
    record = audit.figures[0]

    assert str(Change(record_id=None, path="title", kind="changed", old="a", new="b")).startswith("the audit, title: ")
    assert str(Change(record_id="a", path="", kind="added", old=None, new=record)) == f"a, added: {record}"
    assert str(Change(record_id="a", path="", kind="removed", old=record, new=None)) == f"a, removed: {record}"
    assert str(Change(record_id="a", path="quote_ids", kind="reordered", old=(), new=())) == "a, quote_ids: reordered"
