"""One small module a format; all take an audit, a record, or any iterable of records."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..model import Audit, Record
from ..model.audit import record_classes

Records = Audit | Record | Iterable[Record]
"""What a format of records takes: of an audit, all its records."""


def each(records: Records, record_class: type[Record] | None = None) -> Iterator[Record]:
    """
    Go through the records, whatever they come in.

    Raises:
        TypeError: Something else than a record is among them, or one of another class than is named.
    """
    given: Iterable[Any] = records.records if isinstance(records, Audit) else records  # type: ignore[assignment]
    classes = {*record_classes().values()}
    if record_class is not None and record_class not in classes:
        raise TypeError(f"{record_class!r} is not a class of records")
    for record in (records,) if isinstance(records, Record) else given:
        if type(record) not in classes:
            raise TypeError(f"expected an audit, a record or records, not {type(record).__name__}")
        if record_class is not None and type(record) is not record_class:
            raise TypeError(f"expected records of {record_class.__name__}, not {type(record).__name__}")
        yield record
