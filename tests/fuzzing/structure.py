"""Damage to a plain document: its types, keys, depth, sizes, references, days and slugs."""

import copy
import random
from collections.abc import Callable
from typing import Any

Node = dict[str, Any] | list[Any]

ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.0, 0.5, -0.0, 1e308, float("inf"), float("nan"), 2**53 - 1, 2**53, -(2**53), 10**30,
    "", " ", "a", "null", "1", "\x00", "\x1b[31m", "\ud800", "\u2028", "\u00a0", "a\u0301", "\U0001f600", [], {}, [[]], [None],
    [{}], [""], {"": ""}, {"a": [{"b": None}]}, {"\ud800": 1},
)  # fmt: skip
"""Values of every type that JSON has, and some that it has not."""

ODD_KEYS = (
    "zzz",
    "",
    "id",
    "Id",
    "ID ",
    "tit\u0142e",
    "a.b",
    "a[0]",
    "\x1b",
    "\udc00",
    "k" * 5000,
    "record_class",
    "__class__",
)

DAYS = (
    "2024-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2024-1-1", "2024-13-01", "20240819",
    "2024-W01-1", "2024-08-19T00:00:00", "\u0662\u0660\u0662\u0664-01-01", "2024-08-19\n", "-001-01-01",
)  # fmt: skip

SLUGS = (
    "",
    "-",
    "a-",
    "-a",
    "a--b",
    "A",
    "a b",
    "a\n",
    "\u00e9",
    "a" * 100,
    "a" * 101,
    "a_b",
    "\u0661",
    "nowhere",
    "1",
)


def damaged_document(rng: random.Random, document: Node) -> None:
    """Damage a document in place, in up to three places."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        parent, key = _place(rng, document)
        if parent:
            rng.choice(_DAMAGES)(rng, document, parent, key)


def _place(rng: random.Random, document: Node) -> tuple[Any, Any]:
    """Choose a place: what holds it, and the key or the index there."""
    node: Any = document
    while True:
        if not node:
            return node, None
        key = rng.choice(list(node)) if isinstance(node, dict) else rng.randrange(len(node))
        if not isinstance(node[key], dict | list) or not node[key] or rng.random() < 0.2:
            return node, key
        node = node[key]


def _texts(node: Any) -> list[str]:
    """Give some texts of a document, ids among them."""
    if isinstance(node, str):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for child in children for text in _texts(child)]


def _type(rng: random.Random, _: Node, parent: Any, key: Any) -> None:
    parent[key] = copy.deepcopy(rng.choice(ODD_VALUES))


def _rename(rng: random.Random, _: Node, parent: Any, key: Any) -> None:
    if isinstance(parent, dict):
        name = rng.choice((rng.choice(ODD_KEYS), key.upper(), key[:-1], f"{key}s", key[::-1]))
        parent[name] = parent.pop(key)


def _drop(_: random.Random, __: Node, parent: Any, key: Any) -> None:
    del parent[key]


def _add(rng: random.Random, _: Node, parent: Any, __: Any) -> None:
    value = copy.deepcopy(rng.choice(ODD_VALUES))
    if isinstance(parent, dict):
        parent[rng.choice(ODD_KEYS)] = value
    else:
        parent.insert(rng.randrange(len(parent) + 1), value)


def _swap(rng: random.Random, document: Node, parent: Any, key: Any) -> None:
    other, place = _place(rng, document)
    if other and not isinstance(parent[key], dict | list) and not isinstance(other[place], dict | list):
        parent[key], other[place] = other[place], parent[key]


def _wrap(rng: random.Random, __: Node, parent: Any, key: Any) -> None:
    for _ in range(rng.choice((1, 1, 2, 56, 57, 58, 63, 64, 65, 300))):
        parent[key] = [parent[key]] if rng.random() < 0.5 else {rng.choice(("a", "id", "\u00e9")): parent[key]}


def _size(rng: random.Random, _: Node, parent: Any, key: Any) -> None:
    value = parent[key]
    if isinstance(value, list):
        parent[key] = value * rng.choice((0, 0, 2, 2, 10, 1000 // max(len(value), 1)))
    elif isinstance(value, str):
        parent[key] = value * rng.choice((0, 2, 10, 1000))
    else:
        parent[key] = [value] * rng.choice((0, 1, 1000))


def _reference(rng: random.Random, document: Node, parent: Any, key: Any) -> None:
    if isinstance(parent[key], str):
        parent[key] = rng.choice((*_texts(document), "nowhere"))


def _word(choices: tuple[str, ...]) -> Callable[[random.Random, Node, Any, Any], None]:
    def damage(rng: random.Random, _: Node, parent: Any, key: Any) -> None:
        parent[key] = rng.choice(choices)

    return damage


def _letters(rng: random.Random, _: Node, parent: Any, key: Any) -> None:
    value = parent[key]
    if isinstance(value, str) and value:
        place = rng.randrange(len(value))
        odd = rng.choice(("", "x", "\x00", "\x1b", "\ud800", "\u0301", "\u202e", "\u00ad", "<b>", "'", value))
        parent[key] = value[:place] + odd + value[place + 1 :]
    elif type(value) is int:
        parent[key] = rng.choice((value + 1, -value, float(value), str(value), value * 10**20, bool(value)))


_DAMAGES = (
    _type, _type, _type, _rename, _drop, _drop, _add, _swap, _wrap, _size, _reference, _reference, _letters, _letters,
    _word(DAYS), _word(SLUGS),
)  # fmt: skip
