"""What a field may hold: types that carry their rule, and how an annotation is taken apart."""

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

LARGEST_INTEGER = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact."""


class Pattern:
    """A text that is not too long and matches a regular expression as a whole."""

    def __init__(self, regex: str, meaning: str, longest: int = 100) -> None:
        self.regex: str = regex
        self.meaning: str = meaning
        self.longest: int = longest

    def __repr__(self) -> str:
        return self.meaning


class Least:
    """A whole number that is not below another one."""

    def __init__(self, least: int) -> None:
        self.least: int = least


class RefersTo:
    """A text that names something in the same dataset: a record of these tuples of ``Audit``, or a measure."""

    def __init__(self, meaning: str, *targets: str) -> None:
        self.meaning: str = meaning
        self.targets: tuple[str, ...] = targets

    def __repr__(self) -> str:
        return self.meaning


class NotEmpty:
    """A tuple that holds at least one thing."""


NOT_EMPTY = NotEmpty()

Slug = Annotated[
    str, Pattern("[a-z0-9]+(-[a-z0-9]+)*", "a slug: lower-case letters and digits, hyphens between, at most 100")
]
DataVersion = Annotated[str, Pattern("[0-9]{4}\\.[0-9]{1,2}\\.[0-9]{1,3}", "a version such as '2026.11.1'")]
Sha256 = Annotated[str, Pattern("[0-9a-f]{64}", "64 lower-case hexadecimal digits")]
Url = Annotated[str, Pattern("https?://\\S+", "an http or https address", longest=2000)]

SourceId = Annotated[Slug, RefersTo("the id of a source", "sources")]
OrganizationId = Annotated[Slug, RefersTo("the id of an organization", "organizations")]
PartyId = Annotated[Slug, RefersTo("the id of an organization or a person", "organizations", "people")]
FigureId = Annotated[Slug, RefersTo("the id of a figure", "figures")]
QuoteId = Annotated[Slug, RefersTo("the id of a quote", "quotes")]
RecommendationId = Annotated[Slug, RefersTo("the id of a recommendation", "recommendations")]
RecordId = Annotated[Slug, RefersTo("the id of a record", "records")]
Ordinal = Annotated[int, Least(1)]
Measure = Annotated[Slug, RefersTo("the measure of a figure", "measures")]


def shape_of(annotation: Any) -> tuple[Any, tuple[object, ...], bool, bool]:
    """Take an annotation apart: the innermost type, the rules on it, whether it is a tuple, whether it is optional."""
    rules: tuple[object, ...] = ()
    many = optional = False
    while (origin := get_origin(annotation)) is not None:
        arguments = get_args(annotation)
        annotation = arguments[0]
        if origin is Annotated:
            rules += arguments[1:]
        many = many or origin is tuple
        optional = optional or origin in (Union, UnionType)
    return annotation, rules, many, optional


def targets_of(rules: tuple[object, ...]) -> tuple[str, ...]:
    """Give the fields of ``Audit`` of whose records a value names one, or ``measures``; nothing where it names none."""
    return next((rule.targets for rule in rules if isinstance(rule, RefersTo)), ())


def least_of(rules: tuple[object, ...]) -> int:
    """Give the least whole number that a field may hold."""
    return next((rule.least for rule in rules if isinstance(rule, Least)), 0)
