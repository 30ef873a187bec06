"""The root of a dataset and the ways through it."""

import warnings
from collections.abc import Iterator
from datetime import date
from functools import cache, cached_property
from itertools import chain
from typing import Any, TypeVar, overload

import attrs

from ..errors import DatasetError, Problem, UnknownRecordError, WithdrawnRecordError
from .checks import Checked
from .figure import Figure
from .integrity import RECORD_FIELDS, closest, integrity_problems, references_of
from .records import (
    Discrepancy,
    Finding,
    Organization,
    Person,
    Quote,
    Recommendation,
    Record,
    Response,
    Source,
)
from .rules import DataVersion, SourceId, shape_of
from .values import Citations, Period, RetiredId
from .walk import format_path, parts_of

SCHEMA_VERSION = 1
"""The version of the shape of the data that this library reads and writes."""

R = TypeVar("R", bound=Record)
P = TypeVar("P", bound=Checked)


@cache
def record_classes() -> dict[str, Any]:
    """Map the fields of ``Audit`` that hold records to the class of each, in the order of ``Audit.records``."""
    classes = {field.name: shape_of(field.type)[0] for field in attrs.fields(Audit)}
    return {name: classes[name] for name in RECORD_FIELDS}


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Audit(Checked):
    """
    One dataset: an audit report and everything that is recorded of it.

    ``audit[id]`` is the record with that id, or the one that took its place; ``id in audit`` says whether there is one.

    Attributes:
        schema_version: The version of the shape of the data, a whole number.
        data_version: The version of the content, in calendar form.
        title: The title of the report.
        report_number: Its number.
        report_type: What kind of report it is, in the auditors' words.
        date_issued: The day of the report.
        scope: The days that its counts of transfers and court hearings cover.
        superseded_by: The source that replaces the report, or none where no source says that it was replaced.
        citations: Where the type, date and scope stand.
        sources: The documents that the dataset is made from.
        organizations: The organizations that they name.
        people: The people that they name.
        findings: What was found.
        figures: The numbers.
        quotes: What was said.
        responses: What the audited organization answered.
        recommendations: What the auditors asked for.
        discrepancies: Where the records do not say the same.
        retired_ids: Ids that are not in use any more, and the records that took their place.

    Raises:
        InvalidRecordError: A field does not hold what it has to.
        DatasetError: An id repeats, or a reference leads nowhere.
    """

    schema_version: int = SCHEMA_VERSION
    data_version: DataVersion
    title: str
    report_number: str
    report_type: str
    date_issued: date
    scope: Period
    superseded_by: SourceId | None = None
    citations: Citations
    sources: tuple[Source, ...] = ()
    organizations: tuple[Organization, ...] = ()
    people: tuple[Person, ...] = ()
    findings: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    responses: tuple[Response, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    retired_ids: tuple[RetiredId, ...] = ()

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if problems := integrity_problems(Audit, self):
            raise DatasetError(problems)

    def _version(self) -> Iterator[Problem]:
        if self.schema_version != SCHEMA_VERSION:
            yield Problem("schema_version", str(self.schema_version), f"{SCHEMA_VERSION}, which this library knows")

    _conflicts = (_version,)

    def __repr__(self) -> str:
        return f"Audit({self.report_number!r}, data_version={self.data_version!r}, {len(self.records)} records)"

    def _repr_html_(self) -> str:
        from ..formats.html import to_html

        return to_html(self)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All the records, kind by kind."""
        return tuple(chain.from_iterable(getattr(self, field) for field in RECORD_FIELDS))

    @cached_property
    def _by_id(self) -> dict[str, Record]:
        return {record.id: record for record in self.records}

    @cached_property
    def _retired(self) -> dict[object, RetiredId]:
        return {retired.id: retired for retired in self.retired_ids}

    @cached_property
    def _referrers(self) -> dict[str, tuple[Record, ...]]:
        referrers: dict[str, dict[str, Record]] = {record.id: {} for record in self.records}
        for record in self.records:
            for target in self._targets_of(record):
                referrers[target.id][record.id] = record
        return {target: tuple(records.values()) for target, records in referrers.items()}

    # Neither the records nor the ids alone: ``records`` says which.
    __iter__ = None

    def __contains__(self, record_id: object) -> bool:
        retired = self._retired.get(record_id)
        return record_id in self._by_id or (retired is not None and retired.successor_id is not None)

    def __getitem__(self, record_id: str) -> Record:
        return self._find(record_id)

    @overload
    def get(self, record_id: str) -> Record: ...
    @overload
    def get(self, record_id: str, record_class: type[R]) -> R: ...
    def get(self, record_id: str, record_class: type[Record] = Record) -> Record:
        """
        Give the record with this id.

        An id that was in use before leads to the record that took its place, with a ``DeprecationWarning``.

        Args:
            record_id: The id.
            record_class: The class that the record is expected to have.

        Raises:
            UnknownRecordError: No record has the id, or it is of another class.
            WithdrawnRecordError: The record was withdrawn; the error says why.
        """
        return self._find(record_id, record_class)

    def references(self, record: Record | str) -> tuple[Record, ...]:
        """
        Give the records that a record refers to, each once, in the order of its fields.

        A figure, for example, refers to the sources of its citations and to who stands behind it.

        Args:
            record: A record of this audit, or its id; an old id is followed as ``get`` does.

        Raises:
            UnknownRecordError: The audit has no such record.
            WithdrawnRecordError: The record was withdrawn.
        """
        return self._targets_of(self._own(record))

    @overload
    def referrers(self, record: Record | str) -> tuple[Record, ...]: ...
    @overload
    def referrers(self, record: Record | str, record_class: type[R]) -> tuple[R, ...]: ...
    def referrers(self, record: Record | str, record_class: type[Record] = Record) -> tuple[Record, ...]:
        """
        Give the records that refer to a record: the findings that use a figure, the figures of a source.

        Args:
            record: A record of this audit that is referred to, or its id; an old id is followed as ``get`` does.
            record_class: Only records of this class.

        Raises:
            UnknownRecordError: The audit has no such record.
            WithdrawnRecordError: The record was withdrawn.
        """
        records = self._referrers[self._own(record).id]
        return tuple(record for record in records if isinstance(record, record_class))

    def _own(self, record: Record | str) -> Record:
        if isinstance(record, str):
            return self._find(record, caller=5)
        if self._by_id.get(record.id) != record:
            raise UnknownRecordError(record.id, expected=f"equal {type(record).__name__}")
        return record

    def _find(self, record_id: str, record_class: type[Record] = Record, *, caller: int = 4) -> Record:
        record = self._by_id.get(record_id) or self._successor_of(record_id, caller)
        if isinstance(record, record_class):
            return record
        expected = None if record_class is Record else record_class.__name__
        if record is not None:
            raise UnknownRecordError(record_id, None, expected, type(record).__name__)
        ids = [record.id for record in self.records if isinstance(record, record_class)]
        raise UnknownRecordError(record_id, closest(str(record_id), ids), expected)

    def _successor_of(self, record_id: str, caller: int) -> Record | None:
        """Give the record that took the place of another one, and warn the caller, who is so many calls away."""
        retired = self._retired.get(record_id)
        if retired is None:
            return None
        if retired.successor_id is None:
            raise WithdrawnRecordError(record_id, retired.reason)
        message = f"the record {record_id!r} is {retired.successor_id!r} now: {retired.reason}"
        warnings.warn(message, DeprecationWarning, stacklevel=caller)
        return self._by_id[retired.successor_id]

    def _targets_of(self, record: Record) -> tuple[Record, ...]:
        references = references_of(type(record), record)
        targets = {value: None for _, value, rule in references if "measures" not in rule.targets}
        return tuple(self._by_id[target] for target in targets)


def parts_with_owners(audit: Audit, wanted: type[P]) -> Iterator[tuple[Record | None, str, P]]:
    """Go through the values of a class in an audit: the record that has it, or none, where in it, and the value."""
    for path, part in parts_of(wanted, audit):
        if path[0] in RECORD_FIELDS:
            yield getattr(audit, str(path[0]))[path[1]], format_path(path[2:]), part
        else:
            yield None, format_path(path), part
