"""Comma-separated values."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..model import Audit, Record
from ..output import PathLike, written
from . import Records, each
from .columns import Column, columns_of

_FORMULA = re.compile(r'\A(?=[\t\r\n])|(?:\A|(?<=[;\t\r\n]))(?="*[=+\-@\uff1d\uff0b\uff0d\uff20])')
"""Where a spreadsheet may take a text for a formula; it may split lines at semicolons or tabs instead of commas."""


def to_csv(
    records: Records,
    path: PathLike | None = None,
    *,
    spreadsheet_safe: bool = False,
    record_class: type[Record] | None = None,
) -> str:
    """
    Write records as comma-separated values, a line each after a line of column names.

    Scalar fields are columns of their name; ``docs/formats.md`` lists the others. Where records are of several
    classes, as in an audit, the columns of all are there, after ``record_class``. Cells are quoted as RFC 4180
    says, lines end with a line feed, a cell with nothing in it is empty. No records give no text, or the line of column
    names where their class is named.

    Args:
        records: An audit, a record, or any iterable of records.
        path: A file that the text is written to as well, in UTF-8, or none.
        spreadsheet_safe: Put an apostrophe before what a spreadsheet would run as a formula, also where it splits
            lines at semicolons or tabs. Without it, each text cell is the field's text unchanged.
        record_class: The class of the records; needed only where there may be none.

    Raises:
        TypeError: A record is not of the class that was named.
        OSError: The file cannot be written.
    """
    rows = list(each(records, record_class))
    classes: list[Any] = list(dict.fromkeys(type(record) for record in rows)) or [record_class]
    if len(classes) > 1 or isinstance(records, Audit):
        lines = _mixed_lines(rows, classes, safe=spreadsheet_safe)
    else:
        lines = (line for cls in classes if cls for line in lines_of(columns_of(cls), rows, safe=spreadsheet_safe))
    return written("".join(lines), path)


def lines_of(columns: Sequence[Column], rows: Iterable[Any], *, safe: bool = False) -> Iterator[str]:
    """Write the names of the columns, and the lines of the rows."""
    yield _line([column.name for column in columns])
    for row in rows:
        yield _line([_cell(column, row, safe=safe) for column in columns])


def _mixed_lines(records: Iterable[Any], classes: Sequence[Any], *, safe: bool) -> Iterator[str]:
    """Write the lines of records of several classes."""
    columns = {cls: {column.name: column for column in columns_of(cls)} for cls in classes}
    names = list(dict.fromkeys(name for cls in classes for name in columns[cls]))
    yield _line(["record_class", *names])
    for record in records:
        known = columns[type(record)]
        cells = [_cell(known[name], record, safe=safe) if name in known else "" for name in names]
        yield _line([type(record).__name__, *cells])


def _cell(column: Column, record: Any, *, safe: bool) -> str:
    text = column.text(record)
    return _FORMULA.sub("'", text) if safe else text


def _line(cells: list[str]) -> str:
    # The writer quotes a cell for the characters that end its lines: both kinds have to be among them.
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().removesuffix("\r\n") + "\n"
