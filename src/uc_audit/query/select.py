"""Filtering records."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar, Unpack, overload

from ..errors import CriterionValueError, UnknownCriterionError
from ..model import (
    Discrepancy,
    Figure,
    Finding,
    Organization,
    Person,
    Quote,
    Recommendation,
    Record,
    Response,
    Source,
)
from ..model.audit import record_classes
from ..model.integrity import closest
from .criteria import (
    DiscrepancyCriteria,
    FigureCriteria,
    FindingCriteria,
    OrganizationCriteria,
    PersonCriteria,
    QuoteCriteria,
    RecommendationCriteria,
    RecordCriteria,
    ResponseCriteria,
    SourceCriteria,
)
from .narrowing import criteria_of, narrow

R = TypeVar("R", bound=Record)


@overload
def select(
    records: Iterable[Source], /, *predicates: Callable[[Source], object], **criteria: Unpack[SourceCriteria]
) -> tuple[Source, ...]: ...
@overload
def select(
    records: Iterable[Organization],
    /,
    *predicates: Callable[[Organization], object],
    **criteria: Unpack[OrganizationCriteria],
) -> tuple[Organization, ...]: ...
@overload
def select(
    records: Iterable[Person], /, *predicates: Callable[[Person], object], **criteria: Unpack[PersonCriteria]
) -> tuple[Person, ...]: ...
@overload
def select(
    records: Iterable[Finding], /, *predicates: Callable[[Finding], object], **criteria: Unpack[FindingCriteria]
) -> tuple[Finding, ...]: ...
@overload
def select(
    records: Iterable[Figure], /, *predicates: Callable[[Figure], object], **criteria: Unpack[FigureCriteria]
) -> tuple[Figure, ...]: ...
@overload
def select(
    records: Iterable[Quote], /, *predicates: Callable[[Quote], object], **criteria: Unpack[QuoteCriteria]
) -> tuple[Quote, ...]: ...
@overload
def select(
    records: Iterable[Response], /, *predicates: Callable[[Response], object], **criteria: Unpack[ResponseCriteria]
) -> tuple[Response, ...]: ...
@overload
def select(
    records: Iterable[Recommendation],
    /,
    *predicates: Callable[[Recommendation], object],
    **criteria: Unpack[RecommendationCriteria],
) -> tuple[Recommendation, ...]: ...
@overload
def select(
    records: Iterable[Discrepancy],
    /,
    *predicates: Callable[[Discrepancy], object],
    **criteria: Unpack[DiscrepancyCriteria],
) -> tuple[Discrepancy, ...]: ...
@overload
def select(
    records: Iterable[R], /, *predicates: Callable[[R], object], **criteria: Unpack[RecordCriteria]
) -> tuple[R, ...]: ...
def select(records: Iterable[Any], /, *predicates: Callable[[Any], object], **criteria: Any) -> tuple[Any, ...]:
    """
    Give those records for which every criterion and every predicate holds, in their order.

    A criterion is a field of the record class in the singular (``topic``, ``organization``, ``source``, ``measure``):
    on a tuple it means membership, and a set, list or tuple of values means any of them. ``text`` stands in any of
    a record's texts, whatever its case, accents and quotation marks; ``during`` and ``as_of`` overlap a day, a period,
    or a text such as ``FY 2021``. Enumerations take their texts, too.

    ``min_value`` and ``max_value`` compare the number as stated: a bare 291,000 and "more than 448,000" both have
    ``min_value=100_000``. What is certain is a predicate on ``lower`` and ``upper``:

    >>> import uc_audit
    >>> audit = uc_audit.load()
    >>> stated = uc_audit.select(audit.figures, topic="notice-to-appear", min_value=100_000)
    >>> [str(figure) for figure in stated]
    ['more than 291,000', 'more than 291,000', '291,000', 'more than 233,000']
    >>> certain = uc_audit.select(stated, lambda figure: figure.lower is not None and figure.lower >= 100_000)
    >>> [str(figure) for figure in certain]
    ['more than 291,000', 'more than 291,000', 'more than 233,000']

    Args:
        records: Records, of one kind where there are criteria other than ``id`` and ``text``.
        predicates: Functions of a record; what they give is taken as true or false.
        criteria: Which values the fields have to have.

    Raises:
        UnknownCriterionError: The records have no such criterion; the error has the nearest name and the full list.
        CriterionValueError: No record can have this value; the error says which values there are.
    """
    found: Sequence[Any] = records if isinstance(records, list | tuple) else list(records)
    if criteria:
        found = _narrow(found, criteria)
    for predicate in predicates:
        found = [record for record in found if predicate(record)]
    return tuple(found)


def _narrow(records: Sequence[Any], criteria: dict[str, Any]) -> Sequence[Any]:
    if not records:
        _check_without_records(criteria)
        return records
    # Whether all are of one class takes as long to find out as a criterion, so it is looked at only for a source, which
    # stands elsewhere in some classes. Otherwise a record of another class lacks the field, and the error tells.
    if "source" in criteria and len(set(map(type, records))) > 1:
        return _narrow_mixed(records, criteria)
    try:
        return _narrow_class(type(records[0]), records, criteria)
    except AttributeError:
        return _narrow_mixed(records, criteria)


def _narrow_mixed(records: Sequence[Any], criteria: dict[str, Any]) -> Sequence[Any]:
    groups: dict[type[Any], list[Any]] = {}
    for record in records:
        groups.setdefault(type(record), []).append(record)
    kept = {id(record) for cls, group in groups.items() for record in _narrow_class(cls, group, criteria)}
    return [record for record in records if id(record) in kept]


def _narrow_class(cls: Any, records: Sequence[Any], criteria: dict[str, Any]) -> Sequence[Any]:
    if not issubclass(cls, Record):
        raise TypeError(f"select takes records, not {cls.__name__}")
    known = criteria_of(cls)
    for name in criteria:
        if name not in known:
            raise UnknownCriterionError(name, tuple(known), _nearest(name, known), cls.__name__)
    return narrow(records, known, criteria)


def _check_without_records(criteria: dict[str, Any]) -> None:
    """Refuse the criteria that no class of records has, and the values that none can have."""
    known = [criteria_of(cls) for cls in record_classes().values()]
    names = {name: None for criteria_of_class in known for name in criteria_of_class}
    for name, value in criteria.items():
        holders = [criteria_of_class[name] for criteria_of_class in known if name in criteria_of_class]
        if not holders:
            raise UnknownCriterionError(name, tuple(names), _nearest(name, names))
        refused = []
        for criterion in holders:
            try:
                criterion.condition(value)
            except CriterionValueError as error:
                refused.append(error)
        if len(refused) == len(holders):
            raise refused[0]


def _nearest(name: str, names: Iterable[str]) -> str | None:
    return "during" if name in ("period", "when", "issued") and "during" in names else closest(name, names)
