"""Between records and plain documents, strictly and without loss."""

import functools
from typing import Any, TypeVar, cast, get_args, overload

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn

from .errors import DatasetError, InvalidRecordError, Problem, SchemaVersionError
from .explain import problems_of
from .hooks import Hook, converter_with, unfit
from .jsontext import dump, json_problems, key_path, parse
from .model import Audit
from .model.audit import SCHEMA_VERSION
from .model.rules import Checked, describe_type, shape_of

T = TypeVar("T", bound=Checked)


def to_dict(record: Checked) -> dict[str, Any]:
    """
    Turn an audit, a record or a value inside one into plain dictionaries, lists, texts and numbers.

    Every field is there, ``None`` where there is nothing; dates are ``YYYY-MM-DD``; enumerations are their texts.
    """
    return cast("dict[str, Any]", _strict().unstructure(record))


def to_json(record: Checked, *, indent: int | None = 2) -> str:
    """
    Write an audit, a record or a value inside one as JSON text: the same text for the same record everywhere.

    Args:
        record: What to write.
        indent: Spaces a level, or none for a single line.
    """
    return dump(to_dict(record), indent)


@overload
def from_dict(document: Any) -> Audit: ...
@overload
def from_dict(document: Any, record_class: type[T]) -> T: ...
def from_dict(document: Any, record_class: Any = Audit) -> Any:
    """
    Turn a plain document into a record, strictly: the inverse of ``to_dict``.

    Args:
        document: Dictionaries, lists, texts and numbers.
        record_class: What it is a document of.

    Raises:
        DatasetError: It is not valid; the error lists every problem.
    """
    return structure(document, record_class)


@overload
def from_json(text: str | bytes) -> Audit: ...
@overload
def from_json(text: str | bytes, record_class: type[T]) -> T: ...
def from_json(text: str | bytes, record_class: Any = Audit) -> Any:
    """
    Read a record from JSON text, strictly: the inverse of ``to_json``.

    Args:
        text: The JSON text; bytes are UTF-8.
        record_class: What it is a text of.

    Raises:
        DatasetError: It is not valid; the error lists every problem.
    """
    return structure(parse(text), record_class)


def structure(document: Any, cls: type[T], source: str | None = None) -> T:
    """Turn a plain document into a record, or raise everything that is wrong with it."""
    _refuse_newer(document, cls, source)
    try:
        return _strict().structure(document, cls)
    except (InvalidRecordError, DatasetError):
        # The strict converter stops at the first problem.
        raise DatasetError(problems_of(document, cls), source) from None


def without_unknown_keys(document: Any, cls: type[Checked], source: str | None) -> tuple[Any, list[str]]:
    """
    Leave out the keys that a class does not know; give what is left and the paths of what is not.

    Raises:
        DatasetError: The document is newer than this library, or what is left out is not even JSON.
    """
    _refuse_newer(document, cls, source)
    if problems := list(json_problems(document)):
        raise DatasetError(problems, source)
    left_out: list[str] = []
    return _known_part(document, cls, "", left_out), left_out


def _known_part(value: Any, annotation: Any, path: str, left_out: list[str]) -> Any:
    cls, _, many, _ = shape_of(annotation)
    if many and isinstance(value, list) and attrs.has(cls):
        return [_known_part(item, cls, f"{path}[{index}]", left_out) for index, item in enumerate(value)]
    if type(value) is not dict or not attrs.has(cls):
        return value
    types = {field.name: field.type for field in attrs.fields(cls)}
    left_out.extend(key_path(path, key) for key in value if key not in types)
    return {
        key: _known_part(item, types[key], key_path(path, key), left_out) for key, item in value.items() if key in types
    }


def _refuse_newer(document: Any, cls: type, source: str | None) -> None:
    version = document.get("schema_version") if cls is Audit and isinstance(document, dict) else None
    if type(version) is int and version > SCHEMA_VERSION:
        expected = f"at most {SCHEMA_VERSION}; upgrade uc-audit to read it"
        raise SchemaVersionError([Problem("schema_version", str(version), expected)], source)


@functools.cache
def _strict() -> Converter:
    return converter_with(_record_hook, _tuple_hook)


def _record_hook(converter: Converter, cls: Any) -> Hook:
    names = {field.name for field in attrs.fields(cls)}
    build = make_dict_structure_fn(cls, converter, _cattrs_detailed_validation=False)

    def hook(value: Any, _: Any) -> Any:
        if type(value) is not dict or value.keys() != names:
            raise unfit(value, describe_type(cls))
        return build(value, cls)

    return hook


def _tuple_hook(converter: Converter, annotation: Any) -> Hook:
    item_type = get_args(annotation)[0]
    item_hook = converter.get_structure_hook(item_type)

    def hook(value: Any, _: Any) -> Any:
        if type(value) is not list:
            raise unfit(value, "a list")
        return tuple([item_hook(item, item_type) for item in value])

    return hook
