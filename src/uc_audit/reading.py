"""Strict reading of plain data and JSON: nothing is coerced or dropped, and all problems are reported together."""

import contextlib
import functools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from itertools import accumulate, islice
from typing import Any, Literal, TypeVar, get_origin, overload

import attrs
from cattrs import BaseConverter, Converter
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError
from cattrs.gen import make_dict_structure_fn, override

from .audit import MAX_PROBLEMS, RECORD_CLASSES, SCHEMA_VERSION, Audit
from .errors import (
    DatasetError,
    InvalidFieldError,
    InvalidTypeError,
    InvalidValueError,
    Problem,
    SchemaVersionError,
    did_you_mean,
    excerpt,
    join_path,
    require,
    truncate,
    with_article,
)
from .serialization import to_dict
from .values import Attribution, Caveat, Citation, PartOf, Period, parse_annotation, parse_day

T = TypeVar("T", bound=attrs.AttrsInstance)

_CLASSES = frozenset([Audit, *RECORD_CLASSES.values(), Attribution, Caveat, Citation, PartOf, Period])

MAX_DEPTH = 64
"""Read at most this many levels of lists and objects; a dataset has seven."""

MAX_DIGITS = 640
"""Python may refuse to read longer integers, so they are read as floats, which no field accepts."""

_MISSING = object()


@overload
def from_dict(document: Any) -> Audit: ...
@overload
def from_dict(document: Any, record_class: type[T]) -> T: ...
@overload
def from_dict(document: Any, record_class: type[T], *, many: Literal[True]) -> tuple[T, ...]: ...
def from_dict(document: Any, record_class: Any = Audit, *, many: bool = False) -> Any:
    """
    Build a record from plain data: the inverse of ``to_dict``.

    Args:
        document: Dictionaries, lists, strings and numbers, as in JSON.
        record_class: The class of the record, or of the value inside a record.
        many: Whether the document is a list of such records; the result is then a tuple.

    Raises:
        DatasetError: The document is not valid; the error lists every problem in its records or, if they have
            none, in their ids and references.
        TypeError: ``record_class`` is not a class of this library.
    """
    if not (isinstance(record_class, type) and _is_ours(record_class)):
        raise TypeError(f"record_class must be Audit or another class of this library, not {excerpt(record_class)}")
    return structure(document, tuple[record_class, ...] if many else record_class)


def structure(document: Any, annotation: Any, source: str | None = None) -> Any:
    """
    Build an object of a class, or a tuple of them, from plain data.

    Raises:
        DatasetError: The document is not valid; ``source`` is the file that its message names.
    """
    version = document.get("schema_version") if annotation is Audit and isinstance(document, dict) else None
    if type(version) is int and version > SCHEMA_VERSION:
        expected = f"at most {SCHEMA_VERSION}; upgrade uc-audit to read it"
        raise SchemaVersionError([Problem("schema_version", excerpt(version), expected)], source)
    try:
        if get_origin(annotation) is tuple and not isinstance(document, list):
            raise _mismatch(document, annotation)
        return _strict_converter().structure(document, annotation)
    except (ClassValidationError, IterableValidationError, InvalidFieldError, DatasetError) as error:
        problems = list(islice(_problems_in(error, ""), MAX_PROBLEMS))
        raise DatasetError(problems, source) from None


def _problems_in(error: Exception, path: str) -> Iterator[Problem]:
    """Yield the problems behind a cattrs error, each with its JSON path."""
    match error:
        case ClassValidationError():
            noted, others = error.group_exceptions()
            for inner, note in noted:
                yield from _problems_in(inner, join_path(path, note.name))
            for other in others:
                yield from _problems_in(other, path)
        case IterableValidationError():
            for inner, index in error.group_exceptions()[0]:
                yield from _problems_in(inner, f"{path}[{index.index}]")
        case ForbiddenExtraKeysError():
            names = [field.name for field in attrs.fields(error.cl)]
            expected = f"only the keys of {with_article(error.cl.__name__)}"
            keys: set[Any] = error.extra_fields
            for key in sorted(keys, key=repr):
                yield Problem(_key_path(path, key), "an unknown key", expected, did_you_mean(key, names))
        case InvalidFieldError() | DatasetError():
            for problem in error.problems:
                yield problem._replace(path=join_path(path, problem.path) or "$")
        case _:
            raise error


def _key_path(path: str, key: Any) -> str:
    """Append a key to a path: ``.key``, or ``["any key"]`` where it is not a plain word."""
    short = truncate(key) if isinstance(key, str) else excerpt(key)
    return join_path(path, short if short.isidentifier() and short.isascii() else f"[{json.dumps(short)}]")


@functools.cache
def _strict_converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for cls in (str, int, bool):
        converter.register_structure_hook(cls, _structure_exactly)
    converter.register_structure_hook(date, _structure_date)
    converter.register_structure_hook(StrEnum, _structure_member)  # Otherwise the hook for str would be used.
    converter.register_structure_hook_factory(attrs.has, _class_hook)
    return converter


def _expected(annotation: Any) -> str:
    """Describe the plain data that a field of this type accepts."""
    cls, many, optional = parse_annotation(annotation)
    words = {str: "a string", int: "a whole number", bool: "true or false", date: "a date such as '2024-08-19'"}
    if many:
        described = "a list"
    elif issubclass(cls, StrEnum):
        described = "one of " + ", ".join(repr(member.value) for member in cls)
    else:
        described = words.get(cls) or with_article(cls.__name__)
    return f"{described} or null" if optional else described


def _mismatch(value: Any, annotation: Any) -> InvalidTypeError:
    return InvalidTypeError(Problem("", excerpt(value), _expected(annotation)))


def _structure_exactly(value: Any, cls: Any) -> Any:
    if type(value) is cls:
        return value
    raise _mismatch(value, cls)


def _structure_date(value: Any, cls: Any) -> date:
    if type(value) is str and isinstance(day := parse_day(value), date):
        return day
    raise _mismatch(value, cls)


def _structure_member(value: Any, cls: Any) -> Any:
    if type(value) is str:
        with contextlib.suppress(ValueError):
            return cls(value)
    suggestion = did_you_mean(value, [member.value for member in cls])
    raise InvalidValueError(Problem("", excerpt(value), _expected(cls), suggestion))


def _class_hook(cls: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    fields = attrs.fields(cls)
    missing = dict.fromkeys((field.name for field in fields), _MISSING)
    overrides = {field.name: override(struct_hook=_field_hook(field, converter)) for field in fields}
    build = make_dict_structure_fn(cls, converter, **overrides)  # type: ignore[arg-type]

    def structure_class(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise _mismatch(value, cls)
        errors: list[Exception] = [
            InvalidValueError(Problem(_key_path("", key), "a repeated key", "each key only once"))
            for key in getattr(value, "repeated", ())
        ]
        try:
            record = build({**missing, **value}, cls)
        except ClassValidationError as error:
            errors += error.exceptions
        if errors:
            raise ClassValidationError(f"While structuring {cls.__name__}", errors, cls)
        return record

    return structure_class


def _field_hook(field: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    """Return a hook that also runs the field's validator: the constructor would report only the first bad field."""
    structure_value = converter.get_structure_hook(field.type)
    _, is_list, _ = parse_annotation(field.type)
    nameless = field.evolve(name="")  # cattrs adds the name of the field.

    def structure_field(value: Any, annotation: Any) -> Any:
        if value is _MISSING:
            raise InvalidTypeError(Problem("", "nothing", _expected(field.type)))
        if is_list and not isinstance(value, list):
            raise _mismatch(value, field.type)
        structured = structure_value(value, annotation)
        if field.validator is not None:
            field.validator(None, nameless, structured)
        return structured

    return structure_field


def configure_converter(converter: BaseConverter) -> None:
    """
    Make a cattrs converter read and write the classes of this library, as strictly as the library does.

    Args:
        converter: The converter; hooks are registered on it.

    Raises:
        DatasetError: Raised by the converter later, for data that is not valid.
        TypeError: ``converter`` is not a cattrs converter.
    """
    require(converter, BaseConverter, "converter must be a cattrs converter")
    converter.register_structure_hook_func(_is_ours, structure)
    converter.register_unstructure_hook_func(_is_ours, to_dict)


def _is_ours(annotation: Any) -> bool:
    return annotation in _CLASSES


class _Object(dict[str, Any]):
    """A JSON object that knows which of its keys are repeated."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs) if len(self) < len(pairs) else {}
        self.repeated = [key for key, count in counts.items() if count > 1]


def parse_json(text: str | bytes, source: str | None = None) -> Any:
    """
    Parse JSON text; its objects know which of their keys are repeated.

    Raises:
        DatasetError: The text is not JSON, or is nested too deeply.
        TypeError: ``text`` is neither a str nor bytes.
    """
    require(text, str | bytes, "text must be a str or bytes")
    try:
        decoded = text if isinstance(text, str) else text.decode("utf-8")
        if decoded.startswith("\ufeff"):
            found, expected = "a byte-order mark", "JSON without one"
        elif _depth_of(decoded) > MAX_DEPTH:
            found, expected = "lists and objects nested too deeply", f"at most {MAX_DEPTH} levels"
        else:
            return json.loads(decoded, object_pairs_hook=_Object, parse_int=_parse_integer)
    except UnicodeDecodeError as error:
        found, expected = f"the byte {error.object[error.start]:#04x} at offset {error.start}", "UTF-8"
    except json.JSONDecodeError as error:
        rest = error.doc[error.pos : error.pos + 20]
        found = excerpt(rest) if rest.strip() else "the end of the text"
        found, expected = f"{found} at line {error.lineno}, column {error.colno}", f"JSON ({error.msg})"
    raise DatasetError([Problem("$", found, expected)], source)


_NOT_A_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[^]\[{}"]+', re.DOTALL)


def _depth_of(text: str) -> int:
    """Measure the nesting before parsing: the parser's recursion can exhaust the stack of a thread."""
    brackets = _NOT_A_BRACKET.sub("", text)
    return max(accumulate(1 if bracket in "[{" else -1 for bracket in brackets), default=0)


def _parse_integer(token: str) -> float:
    return int(token) if len(token) <= MAX_DIGITS else float(token)
