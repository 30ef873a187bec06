"""The dataset as a whole: its records by id, and the references between them."""

import functools
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice
from typing import Any, Self, TypeVar, overload

import attrs

from .errors import DatasetError, Problem, UnknownRecordError, did_you_mean, excerpt, join_path, require
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
from .values import DATA_VERSION, SLUG, SOURCE, TEXT, Citation, OfClass, PydanticType, TupleOf, WholeNumber, fields_of

SCHEMA_VERSION = 1
"""The schema version that this library reads and writes."""

MAX_PROBLEMS = 1000
"""Stop after this many problems: a hostile document can yield far more output than input."""

MAX_SUGGESTIONS = 20
"""Suggest ids for at most this many dangling references: comparing all ids with each other takes too long."""

R = TypeVar("R", bound=Record)


@attrs.frozen(kw_only=True, repr=False, slots=False)  # With slots, attrs' cached properties break help() on 3.13.0.
class Audit(PydanticType):
    """
    A dataset: a report and everything that is recorded about it.

    Iterating yields the records, kind by kind; ``audit[id]`` is the record with that id. The constructor raises a
    ``DatasetError`` if an id is repeated, a reference points to no record, or a measure's figures have different units.
    """

    schema_version: int = attrs.field(default=SCHEMA_VERSION, validator=WholeNumber(0))
    """The version of the data's schema."""
    data_version: str = attrs.field(validator=DATA_VERSION)
    """The version of the content: the year, the month, and a number within the month."""
    title: str = attrs.field(validator=TEXT)
    """The title of the dataset."""
    report_id: str = attrs.field(validator=SLUG, metadata=SOURCE)
    """The report that the dataset is about."""
    sources: tuple[Source, ...] = attrs.field(default=(), validator=TupleOf(OfClass(Source)))
    """The documents that the records are based on."""
    organizations: tuple[Organization, ...] = attrs.field(default=(), validator=TupleOf(OfClass(Organization)))
    """The organizations that the sources name."""
    people: tuple[Person, ...] = attrs.field(default=(), validator=TupleOf(OfClass(Person)))
    """The people whom the sources name."""
    measures: tuple[Measure, ...] = attrs.field(default=(), validator=TupleOf(OfClass(Measure)))
    """What is counted."""
    figures: tuple[Figure, ...] = attrs.field(default=(), validator=TupleOf(OfClass(Figure)))
    """The numbers."""
    findings: tuple[Finding, ...] = attrs.field(default=(), validator=TupleOf(OfClass(Finding)))
    """What was found."""
    quotes: tuple[Quote, ...] = attrs.field(default=(), validator=TupleOf(OfClass(Quote)))
    """What was said or written."""
    responses: tuple[Response, ...] = attrs.field(default=(), validator=TupleOf(OfClass(Response)))
    """What the audited organization answered or did."""
    recommendations: tuple[Recommendation, ...] = attrs.field(default=(), validator=TupleOf(OfClass(Recommendation)))
    """What the auditors asked for."""
    discrepancies: tuple[Discrepancy, ...] = attrs.field(default=(), validator=TupleOf(OfClass(Discrepancy)))
    """Where the records differ."""

    def __attrs_post_init__(self) -> None:
        if problems := list(islice(_problems_of(self), MAX_PROBLEMS)):
            raise DatasetError(problems)

    def __repr__(self) -> str:
        return f"Audit({self.report_id!r}, {self.data_version!r}, {len(self)} records)"

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    def __contains__(self, record: object) -> bool:
        """Return whether the dataset has this record, or a record with this id."""
        if isinstance(record, str):
            return record in self._by_id
        return isinstance(record, Record) and self._by_id.get(record.id) == record

    def __getitem__(self, record_id: str) -> Record:
        return self.get(record_id)

    @property
    def report(self) -> Source:
        """The report that the dataset is about."""
        return self.get(self.report_id, Source)

    @overload
    def get(self, record_id: str) -> Record: ...
    @overload
    def get(self, record_id: str, record_class: type[R]) -> R: ...
    def get(self, record_id: str, record_class: type[Record] = Record) -> Record:
        """
        Return the record with this id.

        Args:
            record_id: The id.
            record_class: The class that the record must have; type checkers infer the result from it.

        Raises:
            UnknownRecordError: No record has the id, or the record is of another class.
            TypeError: ``record_id`` is not a string, or ``record_class`` is not a record class.
        """
        require(record_id, str, "record_id must be the id of a record")
        _require_record_class(record_class)
        record = self._by_id.get(record_id)
        if isinstance(record, record_class):
            return record
        expected = None if record_class is Record else record_class.__name__
        if record is not None:
            raise UnknownRecordError(record_id, None, expected, type(record).__name__)
        known = [record.id for record in self if isinstance(record, record_class)]
        raise UnknownRecordError(record_id, did_you_mean(record_id, known), expected)

    def references(self, record: Record | str) -> tuple[Record, ...]:
        """
        Return the records that a record refers to, each once, in the order of its fields.

        Args:
            record: A record of this audit, or its id.

        Raises:
            UnknownRecordError: The audit does not have the record.
            TypeError: ``record`` is neither a record nor an id.
        """
        targets = dict.fromkeys(target for _, target, _ in references_in(self._own(record)))
        return tuple(self._by_id[target] for target in targets)

    @overload
    def referrers(self, record: Record | str) -> tuple[Record, ...]: ...
    @overload
    def referrers(self, record: Record | str, record_class: type[R]) -> tuple[R, ...]: ...
    def referrers(self, record: Record | str, record_class: type[Record] = Record) -> tuple[Record, ...]:
        """
        Return the records that refer to a record, such as the findings that use a figure.

        Args:
            record: A record of this audit, or its id.
            record_class: Return only records of this class.

        Raises:
            UnknownRecordError: The audit does not have the record.
            TypeError: ``record`` is neither a record nor an id, or ``record_class`` is not a record class.
        """
        _require_record_class(record_class)
        referrers = self._referrers.get(self._own(record).id, {})
        return tuple(record for record in referrers.values() if isinstance(record, record_class))

    def subset(self, records: Iterable[Record | str]) -> Self:
        """
        Return a smaller dataset: these records, everything they refer to, and the report that the dataset is about.

        Args:
            records: Records of this audit, or their ids.

        Raises:
            UnknownRecordError: The audit does not have one of the records.
            TypeError: ``records`` is not an iterable of records and ids.
        """
        if isinstance(records, str) or not isinstance(records, Iterable):
            raise TypeError(f"records must be an iterable of records or their ids, not {excerpt(records)}")
        waiting = [self.report_id, *(self._own(record).id for record in records)]
        chosen: set[str] = set()
        while waiting:
            if (record_id := waiting.pop()) not in chosen:
                chosen.add(record_id)
                waiting += [target for _, target, _ in references_in(self._by_id[record_id])]
        kept: dict[str, Any] = {
            name: tuple(r for r in getattr(self, name) if r.id in chosen) for name in RECORD_CLASSES
        }
        return attrs.evolve(self, **kept)

    @cached_property
    def _records(self) -> tuple[Record, ...]:
        return tuple(chain.from_iterable(getattr(self, name) for name in RECORD_CLASSES))

    @cached_property
    def _by_id(self) -> dict[str, Record]:
        return {record.id: record for record in self._records}

    @cached_property
    def _referrers(self) -> dict[str, dict[str, Record]]:
        referrers: dict[str, dict[str, Record]] = {}
        for record in self:
            for _, target, _ in references_in(record):
                referrers.setdefault(target, {})[record.id] = record
        return referrers

    def _own(self, record: Record | str) -> Record:
        if isinstance(record, str):
            return self.get(record)
        require(record, Record, "record must be a record of this audit or its id")
        if record not in self:
            raise UnknownRecordError(record.id, expected=f"{type(record).__name__} equal to this one")
        return record


RECORD_CLASSES: dict[str, type[Record]] = {field.name: field.type for field in fields_of(Audit) if field.many}
"""The fields of ``Audit`` that hold records, in the order of iteration, and the class of each."""


def _require_record_class(record_class: Any) -> None:
    if not (isinstance(record_class, type) and issubclass(record_class, Record)):
        raise TypeError(f"record_class must be a record class, such as Figure, not {excerpt(record_class)}")


Path = tuple[str | int, ...]


def references_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """
    Yield the references in a record and in the values inside it, in the order of the fields.

    Each is the path of an id, the id, and the ``Audit`` fields that it may point to.
    """
    value_class: Any = type(value)
    for name, many, refers_to in _linking_fields(value_class):
        found = getattr(value, name)
        if many:
            items = [((*path, name, index), item) for index, item in enumerate(found)]
        else:
            items = [] if found is None else [((*path, name), found)]
        for place, item in items:
            if refers_to:
                yield place, item, refers_to
            else:
                yield from references_in(item, place)


def citations_in(record: Record) -> Iterator[tuple[str, Citation]]:
    """Yield the citations in a record and in its values, each with its path."""
    caveats = enumerate(getattr(record, "caveats", ()))
    cited = {"": record, "part_of.": getattr(record, "part_of", None)}
    for place, value in (cited | {f"caveats[{index}].": caveat for index, caveat in caveats}).items():
        for index, citation in enumerate(getattr(value, "citations", ())):
            yield f"{place}citations[{index}]", citation


@functools.cache
def _linking_fields(cls: Any) -> list[tuple[str, bool, tuple[str, ...]]]:
    """Return the fields that refer to records or have values that may."""
    return [(f.name, f.many, f.refers_to) for f in fields_of(cls) if f.refers_to or attrs.has(f.type)]


def _problems_of(audit: Audit) -> Iterator[Problem]:
    """Yield the problems of a dataset as a whole."""
    if audit.schema_version != SCHEMA_VERSION:
        yield Problem("schema_version", str(audit.schema_version), f"{SCHEMA_VERSION}, which this library reads")
    first: dict[str, str] = {}
    for name in RECORD_CLASSES:
        for index, record in enumerate(getattr(audit, name)):
            path = f"{name}[{index}].id"
            if (other := first.setdefault(record.id, path)) != path:
                yield Problem(path, f"{record.id!r}, the same as {other}", "a unique id")
    yield from _dangling_references(audit)
    yield from _circular_organizations(audit)
    yield from _measure_problems(audit)


def _dangling_references(audit: Audit) -> Iterator[Problem]:
    known = {name: {record.id for record in getattr(audit, name)} for name in RECORD_CLASSES}
    known["records"] = set().union(*known.values())
    suggestions = 0
    for path, target, refers_to in references_in(audit):
        if not any(target in known[name] for name in refers_to):
            ids = set().union(*(known[name] for name in refers_to)) if suggestions < MAX_SUGGESTIONS else ()
            suggestions += 1
            expected = f"the id of one of the {' or '.join(refers_to)}"
            place = functools.reduce(join_path, (f"[{part}]" if isinstance(part, int) else part for part in path))
            yield Problem(place, excerpt(target), expected, did_you_mean(target, ids))


def _circular_organizations(audit: Audit) -> Iterator[Problem]:
    index_of = {organization.id: index for index, organization in enumerate(audit.organizations)}
    unvisited = set(index_of)
    for name in index_of:
        trail: set[str] = set()
        current: str | None = name
        while current in unvisited:
            unvisited.remove(current)
            trail.add(current)
            current = audit.organizations[index_of[current]].parent_id
        if current in trail:
            parent = audit.organizations[index_of[current]].parent_id
            expected = "an organization that is not a part of this one"
            yield Problem(f"organizations[{index_of[current]}].parent_id", excerpt(parent), expected)


def _measure_problems(audit: Audit) -> Iterator[Problem]:
    measure_of = {figure.id: figure.measure_id for figure in audit.figures}
    for index, measure in enumerate(audit.measures):
        if measure.preferred_id is not None and measure_of.get(measure.preferred_id, measure.id) != measure.id:
            yield Problem(f"measures[{index}].preferred_id", excerpt(measure.preferred_id), "a figure of this measure")
    units: dict[str, str] = {}
    for index, figure in enumerate(audit.figures):
        unit = units.setdefault(figure.measure_id, figure.unit.value)
        if unit != figure.unit.value:
            expected = f"{unit!r}, like the measure's first figure"
            yield Problem(f"figures[{index}].unit", excerpt(figure.unit.value), expected)
