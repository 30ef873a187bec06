"""Between records and plain documents, strictly and without loss."""

import functools
from typing import Any, cast, get_args

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn

from .errors import DatasetError, InvalidRecordError, Problem, SchemaVersionError, enough
from .explain import problems_of
from .hooks import Hook, converter_with, unfit
from .jsontext import Duplicated, json_problems, key_path
from .model import Audit
from .model.audit import SCHEMA_VERSION
from .model.checks import Checked
from .model.rules import shape_of
from .model.wording import describe_type, shorten
from .results import Result


def unstructure(value: Checked | Result) -> dict[str, Any]:
    """Turn a record, an audit, a value inside one or a result into a plain document."""
    if not isinstance(value, Checked | Result):
        raise TypeError(f"expected an audit, a record or records, not {type(value).__name__}")
    return cast("dict[str, Any]", plain(value))


def plain(value: Any) -> Any:
    """Turn whatever stands in a field into plain data."""
    return _strict().unstructure(value)


def structure(document: Any, annotation: Any, source: str | None = None, line: int | None = None) -> Any:
    """Turn a plain document into a record, or a tuple of records, or raise everything that is wrong with it."""
    cls = shape_of(annotation)[0]
    if not (isinstance(cls, type) and issubclass(cls, Checked)):
        raise TypeError(f"{cls!r} is not a class of this library's records")
    _refuse_newer(document, annotation, source)
    try:
        return _strict().structure(document, annotation)
    except (InvalidRecordError, DatasetError):
        # The strict converter stops at the first problem.
        raise DatasetError(problems_of(document, annotation), source, line) from None


def without_unknown_keys(document: Any, cls: type[Checked], source: str | None) -> tuple[Any, list[str]]:
    """
    Leave out the keys that a class does not know; give what is left and the paths of what is not.

    Raises:
        DatasetError: The document is newer than this library, or what is left out is not even JSON.
    """
    _refuse_newer(document, cls, source)
    if problems := enough(json_problems(document)):
        raise DatasetError(problems, source)
    left_out: list[str] = []
    return _known_part(document, cls, "", left_out), left_out


def _known_part(value: Any, annotation: Any, path: str, left_out: list[str]) -> Any:
    cls, _, many, _ = shape_of(annotation)
    if many and isinstance(value, list) and attrs.has(cls):
        return [_known_part(item, cls, f"{path}[{index}]", left_out) for index, item in enumerate(value)]
    if not isinstance(value, dict) or not attrs.has(cls):
        return value
    types = {field.name: field.type for field in attrs.fields(cls)}
    left_out.extend(key_path(path, key) for key in value if key not in types)
    return {
        key: _known_part(item, types[key], key_path(path, key), left_out) for key, item in value.items() if key in types
    }


def _refuse_newer(document: Any, cls: Any, source: str | None) -> None:
    version = document.get("schema_version") if cls is Audit and isinstance(document, dict) else None
    if type(version) is int and version > SCHEMA_VERSION:
        expected = f"at most {SCHEMA_VERSION}; upgrade uc-audit to read it"
        raise SchemaVersionError([Problem("schema_version", shorten(version), expected)], source)


@functools.cache
def _strict() -> Converter:
    return converter_with(_record_hook, _tuple_hook)


def _record_hook(converter: Converter, cls: Any) -> Hook:
    names = {field.name for field in attrs.fields(cls)}
    build = make_dict_structure_fn(cls, converter, _cattrs_detailed_validation=False)

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, dict) or isinstance(value, Duplicated) or value.keys() != names:
            raise unfit(value, describe_type(cls))
        return build(value, cls)

    return hook


def _tuple_hook(converter: Converter, annotation: Any) -> Hook:
    item_type = get_args(annotation)[0]
    item_hook = converter.get_structure_hook(item_type)

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise unfit(value, "a list")
        return tuple([item_hook(item, item_type) for item in value])

    return hook
