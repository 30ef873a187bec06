"""What the annotation of a field says about its values."""

import functools
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin

import attrs


class Shape(NamedTuple):
    """The parts of an annotation: ``tuple[Citation, ...]`` is many citations, ``Period | None`` an optional period."""

    type: Any
    many: bool
    optional: bool


def parse_annotation(annotation: Any) -> Shape:
    """Take the annotation of a field apart."""
    many = get_origin(annotation) is tuple
    optional = get_origin(annotation) is UnionType
    return Shape(get_args(annotation)[0] if many or optional else annotation, many, optional)


class FieldShape(NamedTuple):
    """A field of a class, with what its annotation says, and the ``Audit`` fields that its ids may point to."""

    name: str
    type: Any
    many: bool
    optional: bool
    refers_to: tuple[str, ...]


@functools.cache
def fields_of(cls: Any) -> tuple[FieldShape, ...]:
    """Return the fields of a class of records or values, in order."""
    return tuple(
        FieldShape(field.name, *parse_annotation(field.type), field.metadata.get("refers_to", ()))
        for field in attrs.fields(cls)
    )
