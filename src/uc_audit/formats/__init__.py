"""One small module a format; all take an audit, a record, or any iterable of records."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..model import Audit, Record
from ..model.audit import record_classes

Records = Audit | Record | Iterable[Record]
"""What a format of records takes: of an audit, all its records."""


def each(records: Records) -> Iterator[Record]:
    """
    Go through the records, whatever they come in.

    Raises:
        TypeError: Something else than a record is among them.
    """
    given: Iterable[Any] = records.records if isinstance(records, Audit) else records  # type: ignore[assignment]
    classes = {*record_classes().values()}
    for record in (records,) if isinstance(records, Record) else given:
        if type(record) not in classes:
            raise TypeError(f"expected an audit, a record or records, not {type(record).__name__}")
        yield record
