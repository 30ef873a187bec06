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
        audit: The audit that the record is of; the bundled one where none is given. A source needs none.

    Raises:
        UnknownRecordError: The audit does not have the record.
        TypeError: It is no record.
    """
    if isinstance(record, Audit):
        return _formatted(reference_to_dataset(record), [])
    references = [_formatted(reference, locators) for reference, locators in places_of(record, audit)]
    return "; ".join([*(reference.removesuffix(".") for reference in references[:-1]), references[-1]])


def _formatted(reference: Reference, locators: list[str]) -> str:
    version = f"Version {reference.version}" if reference.version else None
    issued = reference.issued.label if reference.issued else None
    known = [part for part in (reference.number, version, issued) if part]
    if locators and not known:
        locators = [locators[0][:1].upper() + locators[0][1:], *locators[1:]]
    maker = reference.author or reference.publisher
    title = reference.title if maker else f"{reference.title} ({reference.type.replace('-', ', ')})"
    address = f"<{reference.url}>" if reference.url else None
    parts = (" ".join(part.split()) for part in (maker, title, ", ".join([*known, *locators]), address) if part)
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)
