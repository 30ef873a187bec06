"""The texts of a record that people read and search."""

from collections.abc import Iterator

from ..model import Figure, Record
from ..model.walk import Path, leaves_of

_DEEPEST = 3
"""The passages that a caveat cites lie deeper: they are about another number than the record's own."""


def texts_of(record: Record) -> Iterator[tuple[Path, str]]:
    """Go through the texts of a record, with their places: a figure's number first, no ids and addresses."""
    if isinstance(record, Figure):
        # Never the bare number by itself, as it would be in ``as_stated``.
        yield ("value",), f"{record} {record.population} {record.label}"
    for path, text, rules in leaves_of(type(record), record):
        if not rules and len(path) <= _DEEPEST and path != ("as_stated",):
            yield path, text
