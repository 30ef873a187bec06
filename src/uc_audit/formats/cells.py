"""Records as rows that people read: what a record says, when, where it stands, and its id."""

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from ..figures import describe
from ..model import (
    Attribution,
    Caveat,
    Citation,
    Discrepancy,
    Figure,
    Finding,
    Organization,
    Period,
    Person,
    Quote,
    Recommendation,
    Record,
    Response,
    RetiredId,
    Source,
)
from ..names import stands_behind
from .columns import cell_text

Cells = tuple[tuple[str, Callable[[Any], str]], ...]
"""The columns of a class: the heading, and what gives the text."""

_OWN: dict[type[Record], Cells] = {
    Source: (
        ("Title", lambda r: r.title),
        ("Publisher", lambda r: r.publisher or ""),
        ("Address", lambda r: r.url or ""),
    ),
    Organization: (
        ("Name", lambda r: r.name),
        ("Abbreviation", lambda r: r.abbreviation or ""),
        ("Part of", lambda r: r.parent_id or ""),
    ),
    Person: (
        ("Name", lambda r: r.name),
        ("Role", lambda r: r.role),
        ("Organization", lambda r: r.organization_id),
    ),
    Finding: (("Element", lambda r: r.element), ("Finding", lambda r: r.statement)),
    Figure: (
        ("Figure", str),
        ("Of what", lambda r: f"{r.population} {r.label}"),
        ("When", lambda r: when(r)),  # noqa: PLW0108 (It is defined below.)
        ("Who says so", lambda r: stands_behind(r, str)),
        ("Caveats", lambda r: " ".join(caveat.text for caveat in r.caveats)),
    ),
    Quote: (("Quote", lambda r: f"“{r.text}”"), ("Speaker", lambda r: r.speaker_id)),
    Response: (
        ("Kind", lambda r: r.kind),
        ("Position", lambda r: r.position),
        ("Response", lambda r: r.statement),
    ),
    Recommendation: (
        ("Number", lambda r: str(r.number)),
        ("Recommendation", lambda r: r.text),
        ("Status", lambda r: r.status),
    ),
    Discrepancy: (("Kind", lambda r: r.kind), ("Discrepancy", lambda r: r.statement)),
}

_SAYS: dict[type[Record], Callable[[Any], str]] = {
    Source: lambda r: ", ".join(part for part in (r.title, r.publisher, r.number) if part),
    Organization: lambda r: f"{r.name} ({r.abbreviation})" if r.abbreviation else r.name,
    Person: lambda r: f"{r.name}, {r.role}",
    Figure: describe,
    Quote: lambda r: f"“{r.text}”",
    Recommendation: lambda r: r.text,
}


def says(record: Record) -> str:
    """Give what a record says in one text: the statement, the words, the number with its qualifier and its time."""
    says_it = _SAYS.get(type(record))
    text: str = says_it(record) if says_it else record.statement  # type: ignore[attr-defined]
    return text


def when(record: Record) -> str:
    """Give the time that a record is about, with "as of" where it is that of a count."""
    spans = [getattr(record, name, None) for name in ("period", "when", "issued")]
    as_of = getattr(record, "as_of", None)
    return ", ".join([span.label for span in spans if span] + ([f"as of {as_of.label}"] if as_of else []))


def stands(record: Record) -> str:
    """Give where a record stands: each source with its locator."""
    citations: tuple[Citation, ...] = getattr(record, "citations", ())
    return "; ".join(dict.fromkeys(" ".join(filter(None, (f"[{c.source_id}]", c.locator))) for c in citations))


_MIXED: Cells = (("Record", lambda r: type(r).__name__), ("What it says", says))
_ENDING: Cells = (("When", when), ("Citation", stands), ("Id", lambda record: record.id))


def rows(records: Iterable[Record], *, mixed: bool) -> list[list[str]]:
    """
    Give a table of records as rows of texts, the headings first.

    Args:
        records: The records; none give no rows.
        mixed: Whether they may be of several classes; else they are of the first one's.
    """
    given = list(records)
    if not given:
        return []
    own = _MIXED if mixed or len({type(record) for record in given}) > 1 else _OWN[type(given[0])]
    columns = [*own, *(column for column in _ENDING if column[0] not in dict(own))]
    table = [[get(record) for _, get in columns] for record in given]
    # A column in which nothing stands is left out.
    kept = [index for index in range(len(columns)) if any(row[index] for row in table)]
    return [[columns[index][0] for index in kept], *([row[index] for index in kept] for row in table)]


def texts_in(value: Any) -> list[str]:
    """Give what stands in a field as texts that people read."""
    if isinstance(value, tuple):
        return [text for item in value for text in texts_in(item)]
    if isinstance(value, Caveat):
        return [value.text, *texts_in(value.citations)]
    if isinstance(value, Attribution):
        members = ((field.name, getattr(value, field.name)) for field in attrs.fields(Attribution))
        return [f"{name.replace('_', ' ')} {text}" for name, text in members if text]
    return [_text(value)]


def _text(value: Any) -> str:
    match value:
        case Citation():
            return _citation(value)
        case RetiredId():
            return f"{value.id}, now {value.successor_id or 'none'}: {value.reason}"
        case Period():
            return f"{value.label} ({value.start} to {value.end})"
        case _:
            return cell_text(value)


def _citation(citation: Citation) -> str:
    passage = (
        f"“{citation.prefix or ''}{citation.exact}{citation.suffix or ''}”" if citation.exact else "(text not held)"
    )
    locator = f" {citation.locator}:" if citation.locator else ""
    return f"[{citation.source_id}]{locator} {passage}"
