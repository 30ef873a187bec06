"""Filtering records by the values of their fields."""

import contextlib
import warnings
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, SupportsIndex, TypeAlias, TypedDict, TypeVar, Unpack, overload

from . import vocabulary
from .audit import RECORD_CLASSES
from .criteria import BOUNDS, Criterion, criteria_of, nearest
from .dataset import load
from .errors import CriterionError, excerpt
from .records import (
    Discrepancy,
    Figure,
    Finding,
    Measure,
    Organization,
    Person,
    Quote,
    Recommendation,
    Record,
    Response,
    Source,
)
from .serialization import iterate_records
from .values import Period

R = TypeVar("R", bound=Record)
T = TypeVar("T")

Predicate: TypeAlias = Callable[[R], object]
OneOrMany: TypeAlias = T | Collection[T]
Texts: TypeAlias = OneOrMany[str]
OptionalTexts: TypeAlias = OneOrMany[str | None]
Ids: TypeAlias = OneOrMany[str]
OptionalIds: TypeAlias = OneOrMany[str | None]
Numbers: TypeAlias = OneOrMany[SupportsIndex]
Topics: TypeAlias = OneOrMany[vocabulary.Topic | str]
Times: TypeAlias = OneOrMany[str | date | Period | None]
"""A day, a period, or a string that ``Period.parse`` accepts."""

_CLASSES: list[Any] = [*RECORD_CLASSES.values()]


class _RecordCriteria(TypedDict, total=False):
    id: Ids
    text: Texts


class _CitedCriteria(_RecordCriteria, total=False):
    source: Ids


class _AttributedCriteria(_CitedCriteria, total=False):
    said_by: OptionalIds
    published_in: OptionalIds
    reported_by: OptionalIds


class _SourceCriteria(_RecordCriteria, total=False):
    kind: OneOrMany[vocabulary.SourceKind | str]
    title: OptionalTexts
    publisher: OptionalTexts
    number: OptionalTexts
    during: Times
    url: OptionalTexts
    rights: OneOrMany[vocabulary.Rights | str]
    tier: OneOrMany[vocabulary.Tier | str]
    note: OptionalTexts


class _OrganizationCriteria(_RecordCriteria, total=False):
    name: Texts
    abbreviation: OptionalTexts
    parent: OptionalIds


class _PersonCriteria(_CitedCriteria, total=False):
    name: Texts
    role: Texts
    organization: Ids


class _MeasureCriteria(_RecordCriteria, total=False):
    title: Texts
    definition: Texts
    preferred: OptionalIds
    alias: Texts


class _FigureCriteria(_AttributedCriteria, total=False):
    measure: Ids
    value: Numbers
    min_value: SupportsIndex
    max_value: SupportsIndex
    comparator: OneOrMany[vocabulary.Comparator | str | None]
    unit: OneOrMany[vocabulary.Unit | str]
    denominator: OneOrMany[SupportsIndex | None]
    population: Texts
    predicate: Texts
    part_of: OptionalIds
    as_stated: OptionalTexts
    during: Times
    as_of: Times
    topic: Topics


class _FindingCriteria(_AttributedCriteria, total=False):
    title: Texts
    statement: Texts
    element: OneOrMany[vocabulary.Element | str]
    during: Times
    topic: Topics
    organization: Ids
    figure: Ids
    quote: Ids
    recommendation: Ids


class _QuoteCriteria(_AttributedCriteria, total=False):
    insertion: Texts
    is_fragment: OneOrMany[bool]
    topic: Topics


class _ResponseCriteria(_AttributedCriteria, total=False):
    organization: Ids
    kind: OneOrMany[vocabulary.ResponseKind | str]
    position: OneOrMany[vocabulary.Position | str]
    title: Texts
    statement: Texts
    during: Times
    recommendation: Ids
    quote: Ids


class _RecommendationCriteria(_CitedCriteria, total=False):
    number: Numbers
    addressee: Ids
    status: OneOrMany[vocabulary.Status | str]
    resolution: OneOrMany[vocabulary.Resolution | str]
    as_of: Times


class _DiscrepancyCriteria(_CitedCriteria, total=False):
    kind: OneOrMany[vocabulary.DiscrepancyKind | str]
    title: Texts
    record: Ids
    statement: Texts


@overload
def select(
    records: Iterable[Source], /, *predicates: Predicate[Source], **criteria: Unpack[_SourceCriteria]
) -> tuple[Source, ...]: ...
@overload
def select(
    records: Iterable[Organization], /, *predicates: Predicate[Organization], **criteria: Unpack[_OrganizationCriteria]
) -> tuple[Organization, ...]: ...
@overload
def select(
    records: Iterable[Person], /, *predicates: Predicate[Person], **criteria: Unpack[_PersonCriteria]
) -> tuple[Person, ...]: ...
@overload
def select(
    records: Iterable[Measure], /, *predicates: Predicate[Measure], **criteria: Unpack[_MeasureCriteria]
) -> tuple[Measure, ...]: ...
@overload
def select(
    records: Iterable[Figure], /, *predicates: Predicate[Figure], **criteria: Unpack[_FigureCriteria]
) -> tuple[Figure, ...]: ...
@overload
def select(
    records: Iterable[Finding], /, *predicates: Predicate[Finding], **criteria: Unpack[_FindingCriteria]
) -> tuple[Finding, ...]: ...
@overload
def select(
    records: Iterable[Quote], /, *predicates: Predicate[Quote], **criteria: Unpack[_QuoteCriteria]
) -> tuple[Quote, ...]: ...
@overload
def select(
    records: Iterable[Response], /, *predicates: Predicate[Response], **criteria: Unpack[_ResponseCriteria]
) -> tuple[Response, ...]: ...
@overload
def select(
    records: Iterable[Recommendation],
    /,
    *predicates: Predicate[Recommendation],
    **criteria: Unpack[_RecommendationCriteria],
) -> tuple[Recommendation, ...]: ...
@overload
def select(
    records: Iterable[Discrepancy], /, *predicates: Predicate[Discrepancy], **criteria: Unpack[_DiscrepancyCriteria]
) -> tuple[Discrepancy, ...]: ...
@overload
def select(
    records: Iterable[R], /, *predicates: Predicate[R], **criteria: Unpack[_RecordCriteria]
) -> tuple[R, ...]: ...
def select(records: Iterable[Any], /, *predicates: Callable[[Any], object], **criteria: Any) -> tuple[Any, ...]:
    """
    Return the records that match every criterion and every predicate, in their original order.

    A criterion is a field in the singular (``topic``, ``organization``, ``measure``). A collection matches any of its
    values, and ``None`` matches an optional field without a value. ``source`` matches any document that a record cites,
    was read in or is attributed to; ``text`` matches part of any of its texts, regardless of case, accents and style of
    quotation marks; ``during`` and ``as_of`` match what overlaps a date, a ``Period`` or a string that ``Period.parse``
    accepts; ``min_value`` and ``max_value`` compare the number as printed, so 291,000 without a qualifier matches
    ``min_value=291_000``.

    Records of several classes may be mixed: each class must have the criterion, and at least one of them must be able
    to have the value. An id that no record has, but that resembles one that they have, causes a ``UserWarning``.

    Args:
        records: An audit, or any iterable of records.
        predicates: Functions of a record that return whether to keep it.
        criteria: The values that the fields must have.

    Raises:
        CriterionError: A class has no such criterion, or no record can have the value.
        TypeError: ``records`` or a predicate is of the wrong type.
    """
    groups: list[Any] = [(cls, list(group)) for cls, group in groupby(iterate_records(records), type)]
    classes = sorted({cls for cls, _ in groups}, key=attrgetter("__name__"))
    kept = groups
    for name, value in criteria.items():
        meanings = _meanings(name, classes)
        wanted = _parse(name, value, meanings)
        kept = [(cls, meanings[cls].keep(group, wanted[cls])) for cls, group in kept]
        if any(criterion.refers_to for criterion in meanings.values()):
            known = set().union(*(meanings[cls].values_in(group) for cls, group in groups))
            _warn_of_misspelled(name, set().union(*wanted.values()), known)
    selected = [record for _, group in kept for record in group]
    for predicate in predicates:
        if not callable(predicate):
            raise TypeError(f"predicates must be functions of a record, not {excerpt(predicate)}")
        selected = [record for record in selected if predicate(record)]
    return tuple(selected)


def _meanings(name: str, classes: list[Any]) -> dict[Any, Criterion]:
    """Return what a criterion means for each class of the records; without records, for each class that has it."""
    missing = [cls for cls in classes if name not in criteria_of(cls)]
    meanings = {cls: criteria_of(cls)[name] for cls in classes or _CLASSES if name in criteria_of(cls)}
    if missing or not meanings:
        names = dict.fromkeys(known for cls in missing[:1] or _CLASSES for known in criteria_of(cls))
        expected = f"a criterion of {missing[0].__name__ if missing else 'a record'}: {', '.join(names)}"
        raise CriterionError(name, "an unknown criterion", expected, nearest(name, names))
    return meanings


def _parse(name: str, value: Any, meanings: dict[Any, Criterion]) -> dict[Any, list[Any]]:
    """Return the values that the records of each class can have; each value must be possible for at least one."""
    wanted: dict[Any, list[Any]] = {cls: [] for cls in meanings}
    is_many = isinstance(value, Collection) and not isinstance(value, str | bytes | bytearray | Mapping)
    for item in value if is_many and name not in BOUNDS else [value]:
        is_possible = False
        for cls, criterion in meanings.items():
            with contextlib.suppress(TypeError, ValueError):
                wanted[cls].append(criterion.parse(item))
                is_possible = True
        if not is_possible:
            found = str(item) if item is None or isinstance(item, bool) else excerpt(item)
            expected = " or ".join(dict.fromkeys(criterion.expected for criterion in meanings.values()))
            members = [member for criterion in meanings.values() for member in criterion.members]
            raise CriterionError(name, found, expected, nearest(item, members))
    return wanted


def _warn_of_misspelled(name: str, ids: set[Any], known: set[Any]) -> None:
    """Warn about each id that no record has, but that resembles one that they have."""
    for value in sorted(ids - known - {None}):
        # An id of the bundled dataset that none of these records has is not misspelled.
        if (suggestion := nearest(value, known - {None})) and value not in load():
            message = f"{name}: none of the records has {value!r}. Did you mean {suggestion!r}?"
            warnings.warn(message, stacklevel=3)
