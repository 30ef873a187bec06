"""Records as formatted references."""

from ..model import Audit, Record
from .references import Reference, places_of, reference_to_dataset


def cite(record: Audit | Record, *, audit: Audit | None = None) -> str:
    """
    Write the reference of a record as one text.

    A record is cited by its sources, each with the locators in it, separated by semicolons; a source by itself. A
    record without citations, such as an organization, is cited by the dataset and its id; an audit is the dataset.

    Args:
        record: The record, or an audit.
        audit: The audit that the record is of; the bundled one where none is given.

    Raises:
        UnknownRecordError: The audit does not have the record.
    """
    if isinstance(record, Audit):
        return _formatted(reference_to_dataset(record), [])
    return "; ".join(_formatted(reference, locators) for reference, locators in places_of(record, audit))


def _formatted(reference: Reference, locators: list[str]) -> str:
    version = f"Version {reference.version}" if reference.version else None
    issued = reference.issued.label if reference.issued else None
    details = ", ".join(part for part in (reference.number, version, issued, *locators) if part)
    details = details[:1].upper() + details[1:]
    maker = reference.author or reference.publisher
    return " ".join(
        part if part == reference.url else f"{part.rstrip('.')}."
        for part in (maker, reference.title, details, reference.url)
        if part
    )
