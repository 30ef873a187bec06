"""What functions give that is not data: it can be written like records, but no dataset holds it."""

from typing import Any

import attrs

from .model import Record


class Result:
    """A class whose objects are made by a function of this library."""

    __slots__ = ()


@attrs.frozen(kw_only=True)
class Hit(Result):
    """
    A record in which words were found.

    Attributes:
        record: The record.
        field: The path of the text in it that fits best, for example ``caveats[0].text``.
        snippet: The passage around the match, as it stands in the text.
    """

    record: Record
    field: str
    snippet: str


@attrs.frozen(kw_only=True)
class Change(Result):
    """
    One difference between two datasets.

    Attributes:
        record_id: The record, by its id in the older dataset where it has one there; none where a field of the audit
            itself differs.
        path: The field, for example ``citations[0].exact``; empty where a whole record was added or removed.
        old: What stood there: a record, a value, or none where there was nothing.
        new: What stands there.
    """

    record_id: str | None
    path: str
    old: Any
    new: Any

    @property
    def kind(self) -> str:
        """Whether a record, or an entry of a list, was ``added`` or ``removed``, or a field ``changed``."""
        if self.path and not self.path.endswith("]"):
            return "changed"
        return "added" if self.old is None else "removed" if self.new is None else "changed"
