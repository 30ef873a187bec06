"""The values inside records, and the annotations and validators of all fields."""

import contextlib
import functools
import re
from collections.abc import Callable
from datetime import date
from types import UnionType
from typing import Any, NamedTuple, Self, get_args, get_origin

import attrs
from attrs.validators import optional

from .errors import InvalidFieldError, InvalidTypeError, InvalidValueError, Problem, excerpt, require, with_article

MAX_INTEGER = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact."""

_SURROGATE = re.compile("[\ud800-\udfff]")
Validator = Callable[[Any, Any, Any], None]


def parse_annotation(annotation: Any) -> tuple[Any, bool, bool]:
    """
    Return the type in a field's annotation, whether the field has many values, and whether it is optional.

    ``tuple[Citation, ...]`` is many citations, ``Period | None`` an optional period.
    """
    many = get_origin(annotation) is tuple
    optional = get_origin(annotation) is UnionType
    return get_args(annotation)[0] if many or optional else annotation, many, optional


class FieldShape(NamedTuple):
    """A field of a class: what its annotation says, and the ``Audit`` fields that its ids may point to."""

    name: str
    type: Any
    many: bool
    optional: bool
    refers_to: tuple[str, ...]


@functools.cache
def fields_of(cls: Any) -> tuple[FieldShape, ...]:
    """Return the fields of a record or value class, in order."""
    return tuple(
        FieldShape(field.name, *parse_annotation(field.type), field.metadata.get("refers_to", ()))
        for field in attrs.fields(cls)
    )


class Text:
    """Accept a string that is not blank and that UTF-8 can encode."""

    def __call__(self, _: object, attribute: Any, value: Any) -> None:
        if type(value) is not str:
            raise InvalidTypeError(Problem(attribute.name, excerpt(value), "a string"))
        if not value or value.isspace() or (not value.isascii() and _SURROGATE.search(value)):
            expected = "a string that is not blank, without lone surrogates"
            raise InvalidValueError(Problem(attribute.name, excerpt(value), expected))


class Matching:
    """Accept a string of limited length that fully matches a regular expression."""

    def __init__(self, pattern: str, meaning: str, max_length: int = 100) -> None:
        self.pattern: re.Pattern[str] = re.compile(pattern)
        self.meaning = meaning
        self.max_length = max_length

    def __call__(self, _: object, attribute: Any, value: Any) -> None:
        if type(value) is not str:
            raise InvalidTypeError(Problem(attribute.name, excerpt(value), "a string"))
        if len(value) > self.max_length or not self.pattern.fullmatch(value):
            raise InvalidValueError(Problem(attribute.name, excerpt(value), self.meaning))


class WholeNumber:
    """Accept an integer, but not a boolean, from a minimum to the largest that JSON readers keep exact."""

    def __init__(self, minimum: int) -> None:
        self.minimum = minimum

    def __call__(self, _: object, attribute: Any, value: Any) -> None:
        expected = f"a whole number from {self.minimum} to {MAX_INTEGER}"
        if type(value) is not int:
            raise InvalidTypeError(Problem(attribute.name, excerpt(value), expected))
        if not self.minimum <= value <= MAX_INTEGER:
            raise InvalidValueError(Problem(attribute.name, excerpt(value), expected))


class OfClass:
    """Accept an object of exactly this class: a ``datetime`` is not a ``date`` here."""

    def __init__(self, cls: type) -> None:
        self.cls = cls

    def __call__(self, _: object, attribute: Any, value: Any) -> None:
        if type(value) is not self.cls:
            raise InvalidTypeError(Problem(attribute.name, excerpt(value), with_article(self.cls.__name__)))


class TupleOf:
    """Accept a tuple of at least this many items that all pass another validator."""

    def __init__(self, item: Validator, min_length: int = 0) -> None:
        self.item = item
        self.min_length = min_length

    def __call__(self, instance: object, attribute: Any, value: Any) -> None:
        if type(value) is not tuple:
            raise InvalidTypeError(Problem(attribute.name, excerpt(value), "a tuple"))
        if len(value) < self.min_length:
            raise InvalidValueError(Problem(attribute.name, "none", "at least one"))
        problems: list[Problem] = []
        refusal = InvalidFieldError
        for index, item in enumerate(value):
            try:
                self.item(instance, attribute, item)
            except InvalidFieldError as error:
                refusal = type(error)
                problems += [problem._replace(path=f"{attribute.name}[{index}]") for problem in error.problems]
        if problems:
            raise refusal(*problems)


TEXT = Text()
SLUG = Matching(
    "[a-z0-9]+(-[a-z0-9]+)*", "a slug: lowercase letters and digits with hyphens between them, at most 100 characters"
)
URL = Matching("https?://\\S+", "an http or https address", max_length=2000)
DATA_VERSION = Matching("[0-9]{4}\\.[0-9]{1,2}\\.[0-9]{1,3}", "a version such as '2026.11.1'")
DAY = OfClass(date)

SOURCE = {"refers_to": ("sources",)}
PARTY = {"refers_to": ("organizations", "people")}
MEASURE = {"refers_to": ("measures",)}


class PydanticType:
    """Makes a class usable as a field type in pydantic and FastAPI, without importing either."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: Any) -> dict[str, Any]:
        """Return a schema that accepts plain data or an instance, and that serializes to plain data."""
        record_class: Any = cls
        if len(fields_of(record_class)) == 1:  # Record itself has only an id.
            raise TypeError(f"pydantic needs one class, such as Figure, or a union of classes, not {cls.__name__}")
        fields = {
            field.name: {"type": "typed-dict-field", "schema": _core_schema(field, shape, handler), "required": True}
            for field, shape in zip(attrs.fields(record_class), fields_of(record_class), strict=True)
        }
        plain = {"type": "typed-dict", "cls": cls, "fields": fields, "extra_behavior": "forbid"}

        def read(value: Any, parse: Callable[[Any], dict[str, Any]]) -> Any:
            if isinstance(value, cls):
                return value
            try:
                return cls(**parse(value))
            except TypeError as error:  # Pydantic reports only ValueErrors.
                raise ValueError(str(error)) from error

        read.__qualname__ = cls.__name__  # Pydantic shows it in the places of errors in unions.

        def write(record: Any) -> dict[str, Any]:
            return {name: getattr(record, name) for name in fields}

        return {
            "type": "function-wrap",
            "function": {"type": "no-info", "function": read},
            "schema": plain,
            "serialization": {"type": "function-plain", "function": write, "return_schema": plain},
            "ref": f"uc_audit.{cls.__name__}",
        }


def _core_schema(field: Any, shape: FieldShape, handler: Any) -> dict[str, Any]:
    """Return the pydantic schema of a field, which also runs the field's validator."""

    def validate(value: Any) -> Any:
        try:
            field.validator(None, field, value)
        except InvalidFieldError as error:
            problems = (f"found {problem.found}, expected {problem.expected}" for problem in error.problems)
            raise ValueError("; ".join(problems)) from error
        return value

    schema = _type_schema(shape, handler)
    if field.validator is None:
        return schema
    return {"type": "function-after", "function": {"type": "no-info", "function": validate}, "schema": schema}


def _type_schema(field: FieldShape, handler: Any) -> dict[str, Any]:
    if field.type is date:
        schema = {"type": "date", "strict": True}
        schema = {"type": "function-before", "function": {"type": "no-info", "function": parse_day}, "schema": schema}
    elif field.type in (str, int, bool):
        schema = {"type": field.type.__name__, "strict": True}
    else:
        schema = handler.generate_schema(field.type)
    if field.many:
        return {"type": "tuple", "items_schema": [schema], "variadic_item_index": 0}
    return {"type": "nullable", "schema": schema} if field.optional else schema


def parse_day(text: Any) -> Any:
    """Parse a day such as ``2024-08-19``; return anything else unchanged."""
    if isinstance(text, str):
        with contextlib.suppress(ValueError):
            if (day := date.fromisoformat(text)).isoformat() == text:  # Not 20240819, for example.
                return day
    return text


@attrs.frozen(kw_only=True)
class Period(PydanticType):
    """A span of days, both ends included."""

    start: date = attrs.field(validator=DAY)
    """The first day."""
    end: date = attrs.field(validator=DAY)
    """The last day; not before the first."""
    label: str = attrs.field(validator=TEXT)
    """What the source calls the span, for example ``FY 2019-2023``."""

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise InvalidValueError(Problem("end", str(self.end), f"a day not before the start, {self.start}"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Parse a period, and keep the text as its label.

        Args:
            text: A day, a month, a year, a fiscal year, or a range of them, in any form that this library prints:
                ``2024-05-17``, ``17 May 2024``, ``May 2024``, ``2024-05``, ``2024``, ``FY 2021``,
                ``FY 2019-2023``, ``fiscal years 2019 to 2023``, ``November 2024 to February 2025``.

        Raises:
            ValueError: The text is none of these, or there is no such day.
            TypeError: ``text`` is not a string.
        """
        from .text import parse_span  # Loading the dataset does not need it.

        require(text, str, "text must be a string such as 'May 2024'")
        try:
            start, end = parse_span(text)
        except ValueError:
            expected = "a time such as '2024-05-17', 'May 2024', '2024', 'FY 2021' or 'FY 2019-2023'"
            raise ValueError(f"text must be {expected}, not {excerpt(text)}") from None
        return cls(start=start, end=end, label=text)

    def __str__(self) -> str:
        return self.label


@attrs.frozen(kw_only=True)
class Citation(PydanticType):
    """Words from a document, and where they appear in it (a W3C TextQuoteSelector and a locator)."""

    source_id: str = attrs.field(validator=SLUG, metadata=SOURCE)
    """The document that the words are from."""
    exact: str = attrs.field(validator=TEXT)
    """The words, as printed."""
    prefix: str | None = attrs.field(default=None, validator=optional(TEXT))
    """What comes right before them, where the words alone appear more than once."""
    suffix: str | None = attrs.field(default=None, validator=optional(TEXT))
    """What comes right after them, likewise."""
    locator: str | None = attrs.field(default=None, validator=optional(TEXT))
    """The place in the document, for example ``Summary, paragraph 2``."""
    via_id: str | None = attrs.field(default=None, validator=optional(SLUG), metadata=SOURCE)
    """The page that reprints the words, where they were not read in the document itself."""


CITATIONS = TupleOf(OfClass(Citation), min_length=1)


@attrs.frozen(kw_only=True)
class Attribution(PydanticType):
    """Who said something, which document states it, and which account retells it; at least one of the three."""

    said_by: str | None = attrs.field(default=None, validator=optional(SLUG), metadata=PARTY)
    """The organization or person who said it, where the source names one."""
    published_in: str | None = attrs.field(default=None, validator=optional(SLUG), metadata=SOURCE)
    """The document that states it."""
    reported_by: str | None = attrs.field(default=None, validator=optional(SLUG), metadata=SOURCE)
    """The account that retells it, where the document's own words are unknown or the account's are meant."""

    def __attrs_post_init__(self) -> None:
        if self.said_by is None and self.published_in is None and self.reported_by is None:
            expected = "at least one of said_by, published_in and reported_by"
            raise InvalidValueError(Problem("said_by", "null", expected))


ATTRIBUTION = OfClass(Attribution)


@attrs.frozen(kw_only=True)
class PartOf(PydanticType):
    """A larger measure of which a number counts a part, and the words that say so."""

    measure_id: str = attrs.field(validator=SLUG, metadata=MEASURE)
    """The larger measure."""
    citations: tuple[Citation, ...] = attrs.field(validator=CITATIONS)
    """Where a source says so."""


@attrs.frozen(kw_only=True)
class Caveat(PydanticType):
    """Something that a reader of a figure needs to know."""

    text: str = attrs.field(validator=TEXT)
    """The caveat, in this project's words."""
    citations: tuple[Citation, ...] = attrs.field(validator=CITATIONS)
    """Where it comes from."""
