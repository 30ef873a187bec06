"""Changes between two datasets in words."""

from collections.abc import Callable
from typing import Any

from ..codec import plain
from ..jsontext import dump
from ..model import Record
from ..model.rules import Checked
from ..results import Change
from .cells import says
from .columns import cell_text


def worded(change: Change, *, name: Callable[[str], str] = str, text: Callable[[str], str] = str) -> str:
    """
    Say a change in one line.

    Args:
        change: The change.
        name: What is done to ids and paths.
        text: What is done to what stood there and stands there.
    """
    where = name(change.record_id) if change.record_id else "the audit"
    if change.path:
        where += f", {name(change.path)}"
    old, new = text(_shown(change.old)), text(_shown(change.new))
    match change.kind:
        case "added":
            return f"{where}, added: {new}"
        case "removed":
            return f"{where}, removed: {old}"
        case _:
            return f"{where}: {old} became {new}"


def _shown(value: Any) -> str:
    if isinstance(value, Record):
        return says(value)
    if isinstance(value, Checked | tuple):
        return dump(plain(value), indent=None).strip()
    if type(value) is str:
        return f"“{value}”"
    return "nothing" if value is None else cell_text(value)
