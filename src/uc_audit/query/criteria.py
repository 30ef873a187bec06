"""The criteria of ``select``, a class for each kind of record, so that type checkers and editors know them."""

from collections.abc import Collection
from datetime import date
from typing import TypeAlias, TypedDict

from ..model import (
    Comparator,
    DiscrepancyKind,
    Element,
    Period,
    Position,
    Resolution,
    ResponseKind,
    Rights,
    SourceKind,
    Status,
    Tier,
    Topic,
    Unit,
)

Texts: TypeAlias = str | Collection[str]
OptionalTexts: TypeAlias = str | Collection[str | None] | None
Numbers: TypeAlias = int | Collection[int]
OptionalNumbers: TypeAlias = int | Collection[int | None] | None
OptionalDays: TypeAlias = str | date | Period | Collection[str | date | Period | None] | None
"""A day, a period, or a text such as ``2024-05-17``, ``2024-05``, ``2024``, ``FY 2021``, ``FY 2019-2023``."""


class RecordCriteria(TypedDict, total=False):
    """Every record: its ``id``, and ``text`` that stands in any of its texts."""

    id: Texts
    text: Texts


class SourceCriteria(RecordCriteria, total=False):
    """Sources; ``during`` overlaps the time when it was issued."""

    kind: SourceKind | str | Collection[SourceKind | str]
    title: Texts
    publisher: OptionalTexts
    number: OptionalTexts
    during: OptionalDays
    url: OptionalTexts
    rights: Rights | str | Collection[Rights | str]
    tier: Tier | str | Collection[Tier | str]
    sha256: OptionalTexts


class OrganizationCriteria(RecordCriteria, total=False):
    """Organizations; ``parent`` is the id of the one it is a part of."""

    name: Texts
    abbreviation: OptionalTexts
    parent: OptionalTexts


class CitedCriteria(RecordCriteria, total=False):
    """Every record that cites: ``source`` is the id of a source that it cites, or that stands behind a figure."""

    source: Texts


class PersonCriteria(CitedCriteria, total=False):
    """People; ``organization`` is an id."""

    name: Texts
    role: Texts
    organization: Texts


class FindingCriteria(CitedCriteria, total=False):
    """Findings; ``during`` overlaps the time when it was so; what they refer to is named by id."""

    title: Texts
    statement: Texts
    element: Element | str | Collection[Element | str]
    during: OptionalDays
    topic: Topic | str | Collection[Topic | str]
    organization: Texts
    figure: Texts
    quote: Texts
    recommendation: Texts


class FigureCriteria(CitedCriteria, total=False):
    """
    Figures; ``during`` overlaps the period, ``as_of`` the time of the count.

    ``min_value`` and ``max_value`` hold the stated value against a number, whatever its comparator.
    """

    measure: Texts
    label: Texts
    value: Numbers
    min_value: int
    max_value: int
    comparator: Comparator | str | Collection[Comparator | str | None] | None
    unit: Unit | str | Collection[Unit | str]
    population: Texts
    denominator: OptionalNumbers
    part_of: OptionalTexts
    as_stated: OptionalTexts
    during: OptionalDays
    as_of: OptionalDays
    topic: Topic | str | Collection[Topic | str]
    said_by: OptionalTexts
    published_in: OptionalTexts
    reported_by: OptionalTexts


class QuoteCriteria(CitedCriteria, total=False):
    """Quotes; ``speaker`` and ``document`` are ids."""

    insertion: Texts
    is_fragment: bool
    speaker: Texts
    document: OptionalTexts
    topic: Topic | str | Collection[Topic | str]


class ResponseCriteria(CitedCriteria, total=False):
    """Responses; ``during`` overlaps the time of the response; what they refer to is named by id."""

    organization: Texts
    kind: ResponseKind | str | Collection[ResponseKind | str]
    position: Position | str | Collection[Position | str]
    statement: Texts
    during: OptionalDays
    recommendation: Texts
    quote: Texts


class RecommendationCriteria(CitedCriteria, total=False):
    """Recommendations; ``addressee`` is an id, and ``source`` also that of the report."""

    number: Numbers
    addressee: Texts
    status: Status | str | Collection[Status | str]
    resolution: Resolution | str | Collection[Resolution | str]


class DiscrepancyCriteria(CitedCriteria, total=False):
    """Discrepancies; ``record`` is the id of a record that differs from another."""

    kind: DiscrepancyKind | str | Collection[DiscrepancyKind | str]
    record: Texts
    statement: Texts
