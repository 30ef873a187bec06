"""One small module a format; all take an audit, a record, or any iterable of records."""

from collections.abc import Iterable, Iterator

from ..model import Audit, Record

Records = Audit | Record | Iterable[Record]
"""What a format of records takes: of an audit, all its records."""


def each(records: Records) -> Iterator[Record]:
    """Go through the records, whatever they come in."""
    if isinstance(records, Audit):
        return iter(records.records)
    return iter((records,)) if isinstance(records, Record) else iter(records)
