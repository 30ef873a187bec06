"""How organizations, people and sources are named in a sentence."""

from collections.abc import Callable, Iterable
from datetime import date

from .dataset import load
from .errors import UnknownRecordError
from .model import Audit, Figure, Organization, Person, Record, Source, SourceKind

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_KINDS = {SourceKind.REPORT: "report", SourceKind.NEWSPAPER_ARTICLE: "article", SourceKind.WEBPAGE: "web page"}

Names = Callable[[str], str]
"""Gives the name of an organization, a person or a source by its id."""


def names_in(audit: Audit | None) -> Names:
    """Make what gives names: those in an audit, or else ids in square brackets."""

    def name(record_id: str) -> str:
        return f"[{record_id}]" if audit is None else name_of(audit[record_id])

    return name


def name_of(record: Record) -> str:
    """
    Name an organization, a person or a source; any other record has its id for a name.

    A source is named by its report number or its publisher, never by its title: a title is somebody's wording.
    """
    match record:
        case Organization(abbreviation=str(short)):
            return short
        case Organization(name=name) | Person(name=name):
            return name
        case Source(number=str(name)) | Source(publisher=str(name)):
            return name
        case Source(kind=kind):
            return f"the {_KINDS[kind]} [{record.id}]"
        case _:
            return f"[{record.id}]"


def day_in_words(day: date) -> str:
    """Write a day as ``19 August 2024``, in English whatever the locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def listed(words: Iterable[str]) -> str:
    """Put words into a list as a sentence has it: ``a``, ``a and b``, ``a, b and c``."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def stands_behind(figure: Figure, name: Names, named: str | None = None) -> str:
    """
    Say who stands behind a figure: who said it, where it was published, according to whom, and what else is cited.

    Where a figure does not cite the publication, what it cites is where it was read.

    Args:
        figure: The figure.
        name: Gives the names.
        named: The source that passed it on, where that was said before; or none.
    """
    chain = figure.attribution
    cited = list(dict.fromkeys(citation.source_id for citation in figure.citations))
    others = [source for source in cited if source not in (chain.published_in, chain.reported_by)]
    reporters = [chain.reported_by] if chain.reported_by else [] if chain.published_in in cited else others
    parts = [f"said by {name(chain.said_by)}"] if chain.said_by else []
    parts += [f"published in {name(chain.published_in)}"] if chain.published_in else []
    if reporters and (parts or reporters != [named]):
        parts.append(f"{'according to' if parts else 'reported by'} {listed(map(name, reporters))}")
    if others and others != reporters:
        # They may be cited for another thing than the number, which the locator says.
        places = {citation.source_id: f" ({citation.locator})" for citation in figure.citations if citation.locator}
        parts.append(f"also cited: {listed(name(source) + places.get(source, '') for source in others)}")
    return ", ".join(parts)


def home_of(record: Record, audit: Audit | None) -> Audit | None:
    """
    Give the audit that a record belongs to: the given one, or the bundled one where the record is of it, or none.

    Raises:
        UnknownRecordError: The given audit does not have the record.
    """
    if audit is not None:
        audit.references(record)
        return audit
    try:
        load().references(record)
    except UnknownRecordError:
        return None
    return load()
