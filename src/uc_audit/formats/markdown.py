"""Markdown tables, and changes as a Markdown list."""

import re
from collections.abc import Iterable
from typing import Any

from ..audit import Audit
from ..comparing import Change
from .tables import Rows, rows_of

_ADDRESS = re.compile(r"(?!.*&#?\w+;)https?://[\w.~:/?#@!$&'()*+,;=%\[\]-]+")
"""An address that every reader of Markdown takes as it is between angle brackets."""

_SPECIAL = re.compile(
    r"(?P<sign>@(?=\w)|(?<!&)#(?=\d)|(?<=\bGH)-(?=\d)|:(?=[\w+-]+:))"
    r"|[\\`*_\[\]<>|~&$^{}]|(?<=\bwww)\.|(?<=\w):(?=//)"
)
"""The signs that sites make mentions, references and emoji of, and what else Markdown or a dialect of it marks up."""


def to_markdown(records_or_changes: Rows | Change | Iterable[Change], *, audit: Audit | None = None) -> str:
    """
    Return records as a Markdown table, or the changes that ``diff`` found as a list.

    Each row has what a record says, when, who says so, and its id. Texts are shown as they are: markup in them is
    escaped, and line breaks become spaces. An address is a link where it is all of a cell; a zero-width space keeps
    ``@name``, ``#12`` and ``:emoji:`` from becoming anything else. Without records, there is no text.

    Args:
        records_or_changes: An audit, a record, any iterable of records, what ``search`` or ``compare`` returned; or
            changes.
        audit: Where the names come from; by default the audit itself where one is given, or the bundled one.

    Raises:
        UnknownRecordError: A record refers to an id that the audit does not have.
        TypeError: Something else is given.
    """
    given: Any = [records_or_changes] if isinstance(records_or_changes, Change) else records_or_changes
    if isinstance(given, Iterable) and not isinstance(given, Audit):
        given = list(given)
        if given and all(isinstance(change, Change) for change in given):
            return "".join(f"- {_escape(str(change))}\n" for change in given)
    table = rows_of(given, audit)
    lines = ["| " + " | ".join(map(_escape, row)) + " |\n" for row in table]
    if lines:
        lines.insert(1, "|" + " --- |" * len(table[0]) + "\n")
    return "".join(lines)


def _escape(text: str) -> str:
    line = " ".join(text.split())
    if _ADDRESS.fullmatch(line):
        return f"<{line}>"
    # Sites look for their signs in the rendered text, so that a backslash would not do.
    return _SPECIAL.sub(lambda found: f"{found[0]}&#8203;" if found["sign"] else f"\\{found[0]}", line)
