"""Comparisons of a measure across sources and dates, the timeline, and the differences between two datasets."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

import attrs

from .audit import RECORD_CLASSES, Audit
from .errors import join_path, require
from .records import Discrepancy, Figure, Measure, Record, Source
from .values import Period
from .vocabulary import DiscrepancyKind, Tier
from .wording import describe, format_attribution, join_words


@attrs.frozen(kw_only=True)
class Comparison:
    """A figure in comparison with the other figures of its measure."""

    figure: Figure
    """The figure."""
    number: str
    """Its number with its qualifier."""
    period: Period | None
    """When the counted events happened."""
    as_of: Period | None
    """The as-of date of the count."""
    published: Period | None
    """When the source that states it was published, if known."""
    who: str
    """Who said it and where, in words."""
    is_preferred: bool
    """Whether it is the figure to quote."""
    differs_in: tuple[DiscrepancyKind, ...]
    """How it differs from the first figure of the comparison."""
    discrepancies: tuple[Discrepancy, ...]
    """The recorded discrepancies that it is part of."""


@attrs.frozen(kw_only=True)
class Event:
    """Something that has a date."""

    when: Period
    """The date or dates."""
    field: str
    """The field that the date is from: ``period``, ``as_of`` or ``issued``."""
    record: Record
    """The record that has the field."""


@attrs.frozen(kw_only=True)
class Change:
    """One difference between two datasets; ``str`` describes it in one line."""

    record_id: str | None
    """The id of the record; absent where a field of the audit itself differs."""
    path: str
    """The field, for example ``citations[0].exact``; empty where a whole record was added or removed."""
    kind: Literal["added", "removed", "changed", "reordered"]
    """What happened to the record, to the entry of a list, or to the value of a field."""
    old: Any
    """The record or value in the older dataset, if there is one; for reordered records, their ids."""
    new: Any
    """The record or value in the newer dataset, likewise."""

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.record_id or "the audit", self.path) if part)
        if self.kind == "changed":
            return f"{where}: {_in_words(self.old)} became {_in_words(self.new)}{_unseen(self.old, self.new)}"
        if self.kind == "reordered":
            return f"{where}: reordered"
        return f"{where}, {self.kind}: {_in_words(self.new if self.kind == 'added' else self.old)}"


def compare(audit: Audit, measure: Measure | str) -> tuple[Comparison, ...]:
    """
    Return the figures of a measure, from all sources and dates, side by side.

    The figure to quote comes first, then the others by the date of the count, or else the end of the period, or else
    the publication date; on the same date, the auditors' own documents come first. Counts as of different dates may
    differ without contradicting each other.

    Args:
        audit: The dataset.
        measure: The measure, or its id.

    Raises:
        UnknownRecordError: The audit does not have the measure.
        TypeError: An argument is of the wrong type.
    """
    _require_audit(audit, "audit")
    require(measure, Measure | str, "measure must be a measure or its id")
    measure = audit.get(measure.id if isinstance(measure, Measure) else measure, Measure)
    sources = {figure: source_of(figure, audit) for figure in audit.figures if figure.measure_id == measure.id}

    def order(figure: Figure) -> tuple[bool, date, bool]:
        time = figure.as_of or figure.period or sources[figure].issued
        is_secondary = sources[figure].tier is not Tier.PRIMARY
        return figure.id != measure.preferred_id, time.end if time else date.max, is_secondary

    figures = sorted(sources, key=order)
    return tuple(
        Comparison(
            figure=figure,
            number=describe(figure, "number", audit=audit),
            period=figure.period,
            as_of=figure.as_of,
            published=sources[figure].issued,
            who=format_attribution(figure.attribution, audit),
            is_preferred=figure.id == measure.preferred_id,
            differs_in=_differences(figures[0], figure),
            discrepancies=audit.referrers(figure, Discrepancy),
        )
        for figure in figures
    )


def timeline(audit: Audit) -> tuple[Event, ...]:
    """
    Return everything that has a date, sorted by the first day, then by the last.

    Args:
        audit: The dataset.

    Raises:
        TypeError: ``audit`` is not an ``Audit``.
    """
    _require_audit(audit, "audit")
    events = [
        Event(when=when, field=name, record=record)
        for record in audit
        for name in ("period", "as_of", "issued")
        if (when := getattr(record, name, None)) is not None
    ]
    return tuple(sorted(events, key=lambda event: (event.when.start, event.when.end)))


def diff(old: Audit, new: Audit) -> tuple[Change, ...]:
    """
    Return the differences between two datasets; the result is empty only if they are equal.

    Records with the same id are compared field by field, and lists entry by entry: the index of a removed entry is
    from the older list, any other index from the newer one. If the entries that both lists have are in a different
    order, the whole list is one change. Changes to the audit's own fields come first, then those to the records, kind
    by kind.

    Args:
        old: The older dataset.
        new: The newer dataset.

    Raises:
        TypeError: An argument is not an ``Audit``.
    """
    _require_audit(old, "old")
    _require_audit(new, "new")
    changes: list[Change] = []
    for name in (field.name for field in attrs.fields(Audit)):
        values = getattr(old, name), getattr(new, name)
        changes += _between_records(name, *values) if name in RECORD_CLASSES else _between(None, name, *values)
    return tuple(changes)


def _require_audit(value: object, name: str) -> None:
    require(value, Audit, f"{name} must be an Audit")


def source_of(figure: Figure, audit: Audit) -> Source:
    """Return the account that retells a figure, or else the document that states it, or else the first one cited."""
    chain = figure.attribution
    return audit.get(chain.reported_by or chain.published_in or figure.citations[0].source_id, Source)


def _differences(first: Figure, other: Figure) -> tuple[DiscrepancyKind, ...]:
    first_times, times = ([when and (when.start, when.end) for when in (f.period, f.as_of)] for f in (first, other))
    is_undated = not any(times) or (times[0] is not None and times[0] == _calendar_years_of(first.period))
    differs = {
        DiscrepancyKind.VALUE: (other.value, other.denominator) != (first.value, first.denominator),
        DiscrepancyKind.QUALIFIER: other.comparator is not first.comparator,
        DiscrepancyKind.UNDATED: times != first_times and is_undated,
        DiscrepancyKind.PERIOD: times != first_times and not is_undated,
        DiscrepancyKind.WORDING: (other.population, other.predicate) != (first.population, first.predicate),
        DiscrepancyKind.ATTRIBUTION: len({other.attribution.said_by, first.attribution.said_by} - {None}) > 1,
    }
    return tuple(kind for kind in differs if differs[kind])


def _calendar_years_of(period: Period | None) -> tuple[date, date] | None:
    """Return the calendar years with the same numbers as a period's fiscal years: "2019 to 2023" for FY 2019-2023."""
    if period is None or (period.start.month, period.end.month) != (10, 9):
        return None
    return date(period.start.year + 1, 1, 1), date(period.end.year, 12, 31)


def _between_records(name: str, old: tuple[Record, ...], new: tuple[Record, ...]) -> Iterator[Change]:
    before, after = {record.id: record for record in old}, {record.id: record for record in new}
    order = tuple(record_id for record_id in before if record_id in after)
    new_order = tuple(record_id for record_id in after if record_id in before)
    if order != new_order:
        yield Change(record_id=None, path=name, kind="reordered", old=order, new=new_order)
    for record_id in before | after:
        yield from _between_entries(record_id, "", before.get(record_id), after.get(record_id))


def _between(record_id: str | None, path: str, old: Any, new: Any) -> Iterator[Change]:
    cls: Any = type(old)
    if attrs.has(cls) and cls is type(new):
        for field in attrs.fields(cls):
            place = join_path(path, field.name)
            yield from _between(record_id, place, getattr(old, field.name), getattr(new, field.name))
    elif isinstance(old, tuple):
        yield from _between_lists(record_id, path, old, new)
    elif old != new:
        yield Change(record_id=record_id, path=path, kind="changed", old=old, new=new)


def _between_lists(record_id: str | None, path: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
    before, after = set(old), set(new)
    if [entry for entry in old if entry in after] != [entry for entry in new if entry in before]:
        yield Change(record_id=record_id, path=path, kind="reordered", old=old, new=new)
        return
    removed = {index: entry for index, entry in enumerate(old) if entry not in after}
    added = {index: entry for index, entry in enumerate(new) if entry not in before}
    # Entries have no ids: an added entry is compared with one removed at the same index.
    for index in sorted(removed | added):
        yield from _between_entries(record_id, f"{path}[{index}]", removed.get(index), added.get(index))


def _between_entries(record_id: str | None, path: str, old: Any, new: Any) -> Iterator[Change]:
    if old is not None and new is not None:
        yield from _between(record_id, path, old, new)
    else:
        yield Change(record_id=record_id, path=path, kind="added" if old is None else "removed", old=old, new=new)


def _in_words(value: Any) -> str:
    if isinstance(value, tuple) or value is None:
        return "; ".join(map(_in_words, value or ())) or "nothing"
    if isinstance(value, Period):
        return f"{value.label} ({value.start} to {value.end})"
    cls: Any = type(value)
    if attrs.has(cls) and not isinstance(value, Record):
        parts = ((field.name.replace("_", " "), getattr(value, field.name)) for field in attrs.fields(cls))
        return ", ".join(f"{name} {_in_words(part)}" for name, part in parts if part)
    return f"“{value}”" if cls is str else str(value).lower() if cls is bool else str(value)


def _unseen(old: Any, new: Any) -> str:
    """Name the characters that differ between two strings, if a reader may not see them: U+0301, spaces, Cyrillic."""
    if type(old) is not str or type(new) is not str:
        return ""
    removed, added = Counter(old) - Counter(new), Counter(new) - Counter(old)
    differing = removed + added
    if not differing:
        return "" if old.isascii() else " (the same characters in a different order)"
    if 2 * sum(count for character, count in differing.items() if "!" <= character <= "~") > differing.total():
        return ""
    parts = [("without", removed), ("with", added)]
    return f" ({', '.join(f'{word} {join_words(map(_name, part))}' for word, part in parts if part)})"


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
