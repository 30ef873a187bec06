"""The texts of a record that people read and search."""

import functools
from collections.abc import Iterator
from typing import Any

from ..model import Figure, Record
from ..model.walk import Path, leaves_of, members_of
from ..text import fold

_DEEPEST = 3
"""The passages that a caveat cites lie deeper: they are about another number than the record's own."""


def texts_of(record: Record) -> Iterator[tuple[Path, str]]:
    """Go through the texts of a record, with their places: a figure's number first, no ids and addresses."""
    if isinstance(record, Figure):
        yield ("value",), _number_of(record)
    for path, text, rules in leaves_of(type(record), record):
        if not rules and len(path) <= _DEEPEST and path != ("as_stated",):
            yield path, text


def has_text(record: Record, wanted: str) -> bool:
    """Whether a folded text stands in any of the texts of a record: in those of ``texts_of``, faster."""
    texts = [_number_of(record)] if isinstance(record, Figure) else []
    _gather(record, _DEEPEST, texts)
    return any(wanted in fold(text) for text in texts)


def _number_of(figure: Figure) -> str:
    # Never the bare number by itself, as it would be in ``as_stated``.
    return f"{figure} {figure.population} {figure.label}"


def _gather(node: Any, room: int, texts: list[str]) -> None:
    cls: Any = type(node)
    for name, is_text in _fields_with_texts(cls):
        value = getattr(node, name)
        if value is None:
            continue
        items, left = (value, room - 2) if type(value) is tuple else ((value,), room - 1)
        if left >= 0 and is_text:
            texts.extend(items)
        elif left > 0:
            for item in items:
                _gather(item, left, texts)


@functools.cache
def _fields_with_texts(cls: Any) -> tuple[tuple[str, bool], ...]:
    """Give the fields that hold texts, or values with texts in them, and which of both."""
    return tuple(
        (name, innermost is str)
        for name, innermost, rules in members_of(cls)
        if name != "as_stated" and (not rules if innermost is str else _fields_with_texts(innermost))
    )
