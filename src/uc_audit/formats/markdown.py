"""Markdown tables."""

import re
from collections.abc import Iterable
from typing import Any

from ..model import Audit, Record
from ..output import PathLike, written
from ..results import Change
from . import Records, each
from .cells import rows
from .changes import worded


def to_markdown(records: Records | Change | Iterable[Change], path: PathLike | None = None) -> str:
    """
    Write records as a Markdown table, or changes as a list for a changelog.

    A table has what each record says, when, where it stands, and its id. Whatever the texts hold, they are shown as
    they are: what Markdown or HTML would take for markup is escaped, and line breaks become spaces. Some readers make
    links of bare addresses. No records, or no changes, give no text.

    Args:
        records: An audit, a record, any iterable of records, or changes that ``diff`` found.
        path: A file that the text is written to as well, in UTF-8, or none.

    Raises:
        OSError: The file cannot be written.
    """
    given: Any = [records] if isinstance(records, Change) else records
    given = given if isinstance(given, Audit | Record) else list(given)
    if isinstance(given, list) and given and all(isinstance(change, Change) for change in given):
        return written("".join(map(_change, given)), path)
    table = rows(each(given), mixed=isinstance(given, Audit))
    lines = ["| " + " | ".join(map(_escaped, row)) + " |\n" for row in table]
    if table:
        lines.insert(1, "|" + " --- |" * len(table[0]) + "\n")
    return written("".join(lines), path)


def _change(change: Change) -> str:
    return f"- {worded(change, name='`{}`'.format, text=_escaped)}\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|~&$])", r"\\\1", " ".join(text.split()))
