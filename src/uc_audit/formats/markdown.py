"""Markdown tables."""

import re

from ..model import Audit
from ..output import PathLike, written
from . import Records, each
from .cells import rows


def to_markdown(records: Records, path: PathLike | None = None) -> str:
    """
    Write records as a Markdown table: what each says, when, where it stands, and its id.

    Whatever the texts hold, they are shown as they are: what Markdown or HTML would take for markup is escaped, and
    line breaks become spaces. No records give no text.

    Args:
        records: An audit, a record, or any iterable of records.
        path: A file that the text is written to as well, in UTF-8, or none.

    Raises:
        OSError: The file cannot be written.
    """
    table = rows(each(records), mixed=isinstance(records, Audit))
    lines = ["| " + " | ".join(map(_escaped, row)) + " |\n" for row in table]
    if table:
        lines.insert(1, "|" + " --- |" * len(table[0]) + "\n")
    return written("".join(lines), path)


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|~&$])", r"\\\1", " ".join(text.split()))
