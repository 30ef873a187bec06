"""Comma-separated values."""

import re
import unicodedata
from csv import DictWriter
from types import SimpleNamespace
from typing import Any

from ..audit import Audit
from ..records import Record
from ..serialization import Records
from . import audit_of, records_of
from .columns import columns_of

_PIECE = re.compile("[^;\t\r\n]+")
"""Text that a spreadsheet may read as a cell, if it also splits lines at semicolons and tabs."""

_UNSEEN = '"\u115f\u1160\u2800\u3164\uffa0'
"""Invisible letters and symbols, and the quotation mark, which a spreadsheet removes."""


def to_csv(
    records: Records, *, excel: bool = False, record_class: type[Record] | None = None, audit: Audit | None = None
) -> str:
    r"""
    Return records as comma-separated values: a line of column names, then one line per record.

    Cells are quoted as in RFC 4180, lines end with ``\n``, and a cell without a value is empty. Records of several
    classes, as in an audit, have the columns of all classes after ``record_class``. Without records, the result is the
    line of names, or an empty string if no class is given either.

    Args:
        records: An audit, a record, or any iterable of records.
        excel: Whether the result is for a spreadsheet: with a byte-order mark, lines that end with ``\r\n``, and an
            apostrophe before anything that it would run as a formula.
        record_class: The class of the records, in case there are none.
        audit: Where the names and addresses come from; by default the audit that ``records`` is, or the bundled one.

    Raises:
        TypeError: An argument is of the wrong type, or a record is not of the given class.
    """
    rows = records_of(records, record_class)
    home = audit_of(records, audit)
    classes = [record_class] if record_class else [*dict.fromkeys(map(type, rows))]
    if not classes:
        return ""
    columns = {cls: columns_of(cls) for cls in classes}
    names = [*dict.fromkeys(column.name for cls in classes for column in columns[cls])]
    if len(classes) > 1 or isinstance(records, Audit):
        names.insert(0, "record_class")
    lines: list[str] = []
    # The writer quotes cells that have a character of its line terminator: that must have both.
    writer = DictWriter(SimpleNamespace(write=lines.append), names, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        cells: dict[str, Any] = {"record_class": type(row).__name__}
        for column in columns[type(row)]:
            value = column.get(row, home)
            if column.separator:
                value = column.separator.join(value)
            elif isinstance(value, bool):
                value = str(value).lower()
            cells[column.name] = _neutralize(value) if excel and isinstance(value, str) else value
        writer.writerow(cells)
    return "\ufeff" + "".join(lines) if excel else "".join([line.removesuffix("\r\n") + "\n" for line in lines])


def _neutralize(text: str) -> str:
    safe = _PIECE.sub(lambda piece: f"'{piece[0]}" if _is_formula(piece[0]) else piece[0], text)
    return f"'{safe}" if safe.startswith(("\t", "\r", "\n")) else safe


def _is_formula(piece: str) -> bool:
    """Return whether the first visible character begins a formula; full-width signs do, too."""
    seen = (sign for sign in piece if sign not in _UNSEEN and unicodedata.category(sign)[0] not in "CMZ")
    return unicodedata.normalize("NFKC", next(seen, "")) in {"=", "+", "-", "@"}
