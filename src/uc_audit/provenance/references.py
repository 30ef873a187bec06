"""Sources and datasets as entries of a bibliography."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from ..dataset import load
from ..model import Audit, Citation, Period, Record, Source, SourceKind
from ..names import MONTHS

DATASET_ID = "uc-audit"
DATASET_TITLE = "uc_audit: the DHS inspector general's alert on unaccompanied migrant children as typed, cited data"
MAINTAINERS = "uc_audit maintainers"

Citable = Audit | Record | Iterable[Record]
"""What can be cited: a dataset, a source, any other record by the sources that it cites, or several of those."""


@attrs.frozen(kw_only=True)
class Reference:
    """
    An entry of a bibliography (terms of CSL).

    Attributes:
        id: Its id: that of the source, or one for the dataset.
        type: The CSL type.
        title: The title; in square brackets where the project supplies one.
        author: Who made it, or none where that is not known.
        publisher: Who published it, or none.
        number: The report number, or none.
        version: The version of a dataset, or none.
        issued: When it was published, or none.
        url: Where it was published, or none.
    """

    id: str
    type: str
    title: str
    author: str | None = None
    publisher: str | None = None
    number: str | None = None
    version: str | None = None
    issued: Period | None = None
    url: str | None = None


def reference_to_source(source: Source) -> Reference:
    """Make the entry of a source. Who published a report is its author; who wrote an article is not recorded."""
    return Reference(
        id=source.id,
        type=source.kind.value,
        title=source.title,
        author=source.publisher if source.kind is SourceKind.REPORT else None,
        publisher=source.publisher,
        number=source.number,
        issued=source.issued,
        url=source.url,
    )


def reference_to_dataset(audit: Audit) -> Reference:
    """Make the entry of a dataset; only of the bundled one is it known who made it."""
    year, month, _ = map(int, audit.data_version.split("."))
    ours = audit == load()
    issued = None
    if 1 <= month <= 12 and year >= 1:  # noqa: PLR2004 (the months of a year)
        last = monthrange(year, month)[1]
        issued = Period(start=date(year, month, 1), end=date(year, month, last), label=f"{MONTHS[month - 1]} {year}")
    return Reference(
        id=DATASET_ID if ours else f"dataset:{audit.data_version}",  # Which no source can have for an id.
        type="dataset",
        title=DATASET_TITLE if ours else f"[Dataset on {audit.report_number}: {audit.title}]",
        author=MAINTAINERS if ours else None,
        version=audit.data_version,
        issued=issued,
    )


def references_to(things: Citable, audit: Audit | None) -> list[Reference]:
    """
    Make the entries for some things, each once.

    Raises:
        UnknownRecordError: A record is not one of the audit, or, where none is given, of the bundled one; a source need
            not be of the bundled one.
        TypeError: Something else than records is given.
    """
    if isinstance(things, Audit):
        return [reference_to_dataset(things), *map(reference_to_source, things.sources)]
    records = [things] if isinstance(things, Record) else things
    references: dict[str, Reference] = {}
    for record in records:
        for reference, _ in places_of(record, audit):
            references.setdefault(reference.id, reference)
    return list(references.values())


def places_of(record: Record, audit: Audit | None) -> Iterator[tuple[Reference, list[str]]]:
    """Give where a record stands: each source once, with the locators in it; else the dataset, with the record's id."""
    if not isinstance(record, Record):
        raise TypeError(f"expected an audit, a record or records, not {type(record).__name__}")
    home = load() if audit is None else audit
    if audit is not None or not isinstance(record, Source):
        home.references(record)
    if isinstance(record, Source):
        yield reference_to_source(record), []
        return
    citations: tuple[Citation, ...] = getattr(record, "citations", ())
    locators: dict[str, dict[str, None]] = {}
    for citation in citations:
        found = locators.setdefault(citation.source_id, {})
        if citation.locator:
            found[citation.locator] = None
    for source_id, found in locators.items():
        yield reference_to_source(home.get(source_id, Source)), list(found)
    if not locators:
        yield reference_to_dataset(home), [f"record {record.id}"]


def date_parts(period: Period) -> list[list[int]]:
    """Give a period as CSL has it: a day, a month or a year where it is one, or else the first and the last day."""
    first, last = period.start, period.end
    if first == last:
        return [[first.year, first.month, first.day]]
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return [[first.year, first.month]]
    if whole_months and first.year == last.year and (first.month, last.month) == (1, 12):
        return [[first.year]]
    return [[first.year, first.month, first.day], [last.year, last.month, last.day]]


def safe_address(url: str) -> str:
    """Write an address as it is, but for characters that an address cannot have, and that would end a field."""
    return re.sub(r"[\x00-\x20<>\"{}|\\^`]", lambda match: f"%{ord(match[0]):02X}", url)
