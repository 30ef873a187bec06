"""Loading the bundled dataset, and reading other ones strictly."""

import functools
import json
import os
import zlib
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any

import attrs

from .audit import Audit
from .errors import CorruptDatasetError, require
from .values import fields_of

DATASET = "audit.json"
SCHEMA = "audit.schema.json"
CHECKSUMS = "CRC32"

_loaded: dict[str, Audit] = {}


def load() -> Audit:
    """
    Return the bundled dataset: the same immutable object on every call and in every thread.

    Raises:
        CorruptDatasetError: The bundled file differs from the released one.
        OSError: The file cannot be read.
    """
    if DATASET not in _loaded:
        # Racing threads may all build the dataset, but setdefault keeps one; a lock could be left locked by a fork.
        _loaded.setdefault(DATASET, _builder(Audit)(json.loads(bundled_bytes(DATASET))))
    return _loaded[DATASET]


def read(path: str | os.PathLike[str]) -> Audit:
    """
    Read a dataset from a JSON file, strictly.

    Args:
        path: The file.

    Raises:
        DatasetError: The file is not a valid dataset; the error lists every problem in its records or, if they have
            none, in their ids and references.
        OSError: The file cannot be read.
        TypeError: ``path`` is neither a str nor a path.
    """
    require(path, str | os.PathLike, "path must be a str or a path")
    with open(path, "rb") as file:
        return _read_text(file.read(), os.fsdecode(path))


def loads(text: str | bytes) -> Audit:
    """
    Read a dataset from JSON text, strictly.

    Args:
        text: The JSON text; bytes must be UTF-8.

    Raises:
        DatasetError: The text is not a valid dataset; the error lists every problem in its records or, if they have
            none, in their ids and references.
        TypeError: ``text`` is neither a str nor bytes.
    """
    return _read_text(text, None)


def schema() -> dict[str, Any]:
    """
    Return the JSON Schema (2020-12) of a dataset, as a new dictionary on every call.

    Raises:
        CorruptDatasetError: The bundled file differs from the released one.
    """
    document: dict[str, Any] = json.loads(bundled_bytes(SCHEMA))
    return document


def _read_text(text: str | bytes, source: str | None) -> Audit:
    from .reading import parse_json, structure

    audit: Audit = structure(parse_json(text, source), Audit, source)
    return audit


def bundled_bytes(name: str) -> bytes:
    """Read a bundled file and verify its checksum."""
    content = _resource(name)
    if f"{zlib.crc32(content):08x} {name}" not in _resource(CHECKSUMS).decode("ascii", "replace").splitlines():
        raise CorruptDatasetError(name)
    return content


def _resource(name: str) -> bytes:
    # The loader can read from a zip file, too, and importing importlib_resources takes longer than reading the file.
    get_data = getattr(__spec__.loader, "get_data", None)
    if get_data is not None:
        content: bytes = get_data(os.path.join(os.path.dirname(__file__), "data", name))
        return content
    from importlib_resources import files

    return files("uc_audit").joinpath("data", name).read_bytes()


@functools.cache
def _builder(cls: Any) -> Callable[[Any], Any]:
    """Return a function that makes an object of a class from plain data; the constructor validates it."""
    if not attrs.has(cls):
        if cls is date:
            return date.fromisoformat
        return cls if issubclass(cls, Enum) else _same
    converters = [(field.name, field.many, _builder(field.type)) for field in fields_of(cls)]

    def build(document: dict[str, Any]) -> Any:
        values = dict(document)
        for name, many, convert in converters:
            value = values[name]
            if many:
                values[name] = tuple([convert(item) for item in value])
            elif value is not None and convert is not _same:
                values[name] = convert(value)
        return cls(**values)

    return build


def _same(value: Any) -> Any:
    return value
