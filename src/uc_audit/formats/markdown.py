"""Markdown tables, and changes as a Markdown list."""

import re
from collections.abc import Iterable
from typing import Any

from ..audit import Audit
from ..comparing import Change
from .tables import Rows, rows_of

_ADDRESS = re.compile(r"(?!.*&#?\w+;)https?://[\w.~:/?#@!$&'()*+,;=%\[\]-]+")
"""An address that every Markdown parser leaves unchanged between angle brackets."""

_SPECIAL = re.compile(
    r"(?P<sign>@(?=\w)|(?<!&)#(?=\d)|(?<=\bGH)-(?=\d)|:(?=[\w+-]+:))"
    r"|[\\`*_\[\]<>|~&$^{}]|(?<=\bwww)\.|(?<=\w):(?=//)"
)
"""Characters that sites turn into mentions, references and emoji, and those that Markdown or a dialect marks up."""


def to_markdown(records_or_changes: Rows | Change | Iterable[Change], *, audit: Audit | None = None) -> str:
    """
    Return records as a Markdown table, or the changes that ``diff`` found as a list.

    Each row has what a record says, when, who says so, and its id. Text is shown as is: markup in it is escaped, and
    line breaks become spaces. An address that fills a cell is a link; a zero-width space keeps ``@name``, ``#12`` and
    ``:emoji:`` from becoming anything else. Without records, the result is an empty string.

    Args:
        records_or_changes: An audit, a record, any iterable of records, the result of ``search`` or ``compare``; or
            changes.
        audit: Where the names come from; by default the audit that is given as records, or the bundled one.

    Raises:
        UnknownRecordError: A record refers to an id that the audit does not have.
        TypeError: ``records_or_changes`` is something else.
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
    # Sites look for these in the rendered text, where a backslash would not help.
    return _SPECIAL.sub(lambda found: f"{found[0]}&#8203;" if found["sign"] else f"\\{found[0]}", line)
