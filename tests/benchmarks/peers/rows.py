"""The table of figures that ``uc_audit.to_csv`` writes, as one would write it by hand for another library's records."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Get = Callable[[Any, str], Any]
"""Gives a field of a record or of a value inside one: ``getattr`` or ``getitem``."""

PERIOD, PARTIES, CITED = (
    ("start", "end", "label"),
    ("said_by", "published_in", "reported_by"),
    ("source_id", "exact", "locator"),
)
NAMES = (
    *(
        "id",
        "measure",
        "label",
        "value",
        "comparator",
        "lower",
        "upper",
        "unit",
        "population",
        "denominator",
        "part_of",
    ),
    *("as_stated", *(f"period_{name}" for name in PERIOD), *(f"as_of_{name}" for name in PERIOD), "topics", "caveats"),
    *(*PARTIES, *(f"citation_{name}" for name in CITED)),
)


def csv_text(records: Iterable[Any], get: Get) -> str:
    """Write records as comma-separated values."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(NAMES)
    writer.writerows(_row(record, get) for record in records)
    return buffer.getvalue()


def _row(record: Any, get: Get) -> Iterator[Any]:
    attribution, citation = get(record, "attribution"), get(record, "citations")[0]
    yield from (get(record, name) for name in NAMES[:5])
    yield from _bounds(get(record, "value"), get(record, "comparator"))
    yield from (get(record, name) for name in NAMES[7:12])
    for name in ("period", "as_of"):
        period = get(record, name)
        yield from (None if period is None else get(period, part) for part in PERIOD)
    yield "; ".join(get(record, "topics"))
    yield "\n".join(get(caveat, "text") for caveat in get(record, "caveats"))
    yield from (get(attribution, name) for name in PARTIES)
    yield from (get(citation, name) for name in CITED)


def _bounds(value: int, comparator: str | None) -> tuple[int | None, int | None]:
    lower = {"=": value, ">=": value, ">": value + 1}
    upper = {"=": value, "<=": value, "<": value - 1}
    return (None, None) if comparator is None else (lower.get(comparator), upper.get(comparator))
