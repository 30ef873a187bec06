"""Changes between two datasets in words."""

from collections.abc import Callable
from typing import Any

from ..model import Record
from ..results import Change
from .cells import says, texts_in


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
    old, new = _shown(change.old), _shown(change.new)
    match change.kind:
        case "added":
            return f"{where}, added: {text(new)}"
        case "removed":
            return f"{where}, removed: {text(old)}"
        case "reordered":
            return f"{where}: another order"
        case _:
            note = " (other white space)" if old.split() == new.split() else ""
            return f"{where}: {text(old)} became {text(new)}{note}"


def _shown(value: Any) -> str:
    if isinstance(value, Record):
        return says(value)
    if value is None:
        return "nothing"
    texts = "; ".join(texts_in(value))
    return f"“{texts}”" if type(value) is str else texts
