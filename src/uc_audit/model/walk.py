"""The way through all the texts in a record, or in the plain document that one is read from, however broken."""

import functools
from collections.abc import Iterator
from typing import Any, TypeVar

import attrs

from ..errors import join_path
from .checks import Checked
from .rules import shape_of

Path = tuple[str | int, ...]

P = TypeVar("P", bound=Checked)

Leaf = tuple[Path, Any, tuple[object, ...]]
"""A place in a record that holds a text: where it is, what stands there, which rules it has."""


@functools.cache
def members_of(cls: type) -> tuple[tuple[str, Any, tuple[object, ...]], ...]:
    """Give the fields that hold texts, or values with texts in them: the name, the class of the values, the rules."""
    members = []
    for field in attrs.fields(cls):
        innermost, rules, _, _ = shape_of(field.type)
        if innermost is str or attrs.has(innermost):
            members.append((field.name, innermost, rules))
    return tuple(members)


def value_of(node: Any, name: str) -> Any:
    """Give a field of a record, or of the plain object that stands for one; none where it has no such field."""
    if isinstance(node, dict):
        return node.get(name)
    return getattr(node, name) if isinstance(node, Checked) else None


def leaves_of(cls: type, node: Any, path: Path = ()) -> Iterator[Leaf]:
    """Go through all the texts in a record and in the values inside it, in the order of the fields."""
    for place, item, innermost, rules in _places(cls, node, path):
        if innermost is str:
            yield place, item, rules
        else:
            yield from leaves_of(innermost, item, place)


def parts_of(wanted: type[P], record: Any, path: Path = ()) -> Iterator[tuple[Path, P]]:
    """Go through the values of a class inside a record, however deep, with their paths."""
    for place, item, _, _ in _places(type(record), record, path):
        if isinstance(item, wanted):
            yield place, item
        elif isinstance(item, Checked):
            yield from parts_of(wanted, item, place)


def _places(cls: type, node: Any, path: Path) -> Iterator[tuple[Path, Any, Any, tuple[object, ...]]]:
    for name, innermost, rules in members_of(cls):
        value = value_of(node, name)
        if isinstance(value, list | tuple):
            for index, item in enumerate(value):
                yield (*path, name, index), item, innermost, rules
        elif value is not None:
            yield (*path, name), value, innermost, rules


def format_path(path: Path) -> str:
    """Write a path as ``figures[3].citations[0].source_id``."""
    text = ""
    for part in path:
        text = join_path(text, f"[{part}]" if isinstance(part, int) else part)
    return text
