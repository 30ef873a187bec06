"""The formats, one module each; all take an audit, a record, or any iterable of records."""

from typing import Any

from ..audit import RECORD_CLASSES, Audit
from ..errors import excerpt, with_article
from ..records import Record
from ..serialization import iterate_records
from ..wording import label, resolve_audit

LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"
"""The license of the bundled dataset; cited passages remain their publishers'."""


def records_of(records: Any, record_class: Any = None) -> list[Record]:
    """Return records as a list; raise a ``TypeError`` for anything else, including records of another class."""
    classes: list[type] = [*RECORD_CLASSES.values()]
    if record_class is not None and record_class not in classes:
        raise TypeError(f"record_class must be a record class, such as Figure, not {excerpt(record_class)}")
    expected = [record_class] if record_class else classes
    found = iterate_records(records)
    for record in found:
        if type(record) not in expected:
            names = " or ".join(cls.__name__ for cls in expected)
            raise TypeError(f"records must be {names} records, not {with_article(type(record).__name__)}")
    return found


def audit_of(records: Any, audit: Audit | None) -> Audit:
    """Return the audit whose names a format prints: the given one, or else ``records`` itself or the bundled one."""
    return records if audit is None and isinstance(records, Audit) else resolve_audit(audit)


def name_of(record_id: str | None, audit: Audit) -> str | None:
    """Return the name of the record with this id, if the audit has one."""
    return label(audit[record_id]) if record_id and record_id in audit else None
