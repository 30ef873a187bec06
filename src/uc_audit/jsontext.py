"""JSON text in and out, more strictly than the standard library: what JSON does not know is found, with its path."""

import functools
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from .errors import DatasetError, Problem, join_path
from .model.checks import has_surrogate
from .model.rules import LARGEST_INTEGER
from .model.wording import clip, shorten

DEEPEST = 64
"""So many levels of lists and objects are read; a dataset has seven."""

LONGEST_PATH = 500
"""So many characters of a path are shown: more has only a document that is nothing like a dataset."""

Way = tuple[str, ...]
"""The parts of a path, which is put together only where something is wrong: they take less time and memory."""


class Duplicated(dict[str, Any]):
    """An object in which keys stand more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated: list[str] = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]


class NotJson:
    """A token that Python's reader accepts and JSON, or an exact reader of it, does not: ``NaN``, a huge integer."""

    def __init__(self, token: str) -> None:
        self.token: str = clip(token)

    def __repr__(self) -> str:
        return self.token


def parse(text: str | bytes, source: str | None = None, line: int | None = None) -> Any:
    """
    Read a JSON text into a plain document; what is not JSON but can be located is left to ``json_problems``.

    Raises:
        DatasetError: It is no JSON text at all.
        TypeError: It is neither text nor bytes.
    """
    if not isinstance(text, (str, bytes)):
        raise TypeError(f"JSON text is str or bytes, not {type(text).__name__}")
    try:
        text = text if isinstance(text, str) else text.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"the byte {error.object[error.start]:#04x} at offset {error.start}"
        raise DatasetError([Problem("$", found, "UTF-8")], source, line) from None
    if text.startswith("\ufeff"):
        raise DatasetError([Problem("$", "a byte-order mark", "JSON without one")], source, line)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_integer, parse_constant=NotJson)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        found = "the end of the text" if error.pos >= len(text.rstrip()) else shorten(text[error.pos : error.pos + 20])
        raise DatasetError([Problem("$", f"{found} at {where}", f"JSON ({error.msg})")], source, line) from None
    except RecursionError:
        raise DatasetError(
            [Problem("$", "lists and objects too deep", f"at most {DEEPEST} levels")], source, line
        ) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    return plain if len(plain) == len(pairs) else Duplicated(pairs)


def _integer(token: str) -> int | NotJson:
    # Few digits first: turning very many of them into a number takes time without end.
    if len(token) <= len(str(-LARGEST_INTEGER)) and -LARGEST_INTEGER <= (value := int(token)) <= LARGEST_INTEGER:
        return value
    return NotJson(token)


def json_problems(document: Any) -> Iterator[Problem]:
    """Go through a whole document for repeated keys, tokens that are not JSON, lone surrogates, and depth."""
    yield from _problems_in(document, (), set())


def _problems_in(value: Any, way: Way, seen: set[int]) -> Iterator[Problem]:
    if isinstance(value, NotJson):
        yield Problem(_path(way), value.token, "a number that JSON knows, within 2^53 - 1 either way")
    elif isinstance(value, str):
        if has_surrogate(value):
            yield Problem(_path(way), shorten(value), "a text without lone surrogates")
    # A plain document made by hand may hold one object in many places, or in itself.
    elif isinstance(value, dict | list) and id(value) not in seen:
        seen.add(id(value))
        if len(way) == DEEPEST:
            yield Problem(_path(way), "lists and objects too deep", f"at most {DEEPEST} levels")
        elif isinstance(value, dict):
            yield from _key_problems(value, way)
            for key, item in value.items():
                yield from _problems_in(item, (*way, key_path("", key)), seen)
        else:
            for index, item in enumerate(value):
                yield from _problems_in(item, (*way, f"[{index}]"), seen)


def _key_problems(value: dict[str, Any], way: Way) -> Iterator[Problem]:
    if isinstance(value, Duplicated):
        for key in value.repeated:
            yield Problem(_path((*way, key_path("", key))), "the key more than once", "each key once")
    for key in value:
        if not isinstance(key, str) or has_surrogate(key):
            found = f"the key {shorten(key)}"
            yield Problem(_path((*way, key_path("", key))), found, "a text without lone surrogates")


def _path(way: Way) -> str:
    path = functools.reduce(join_path, way, "")
    return (path if len(path) <= LONGEST_PATH else f"{path[: LONGEST_PATH - 100]}...{path[-97:]}") or "$"


def key_path(path: str, key: Any) -> str:
    """Put a key behind a path: ``.key``, or ``["any key"]`` where it is not a plain word."""
    short = clip(key if isinstance(key, str) else shorten(key))
    return join_path(path, short if short.isidentifier() and short.isascii() else f"[{json.dumps(short)}]")


def dump(document: Any, indent: int | None = 2) -> str:
    """Write a plain document as JSON text, the same text for the same document everywhere."""
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators) + "\n"
