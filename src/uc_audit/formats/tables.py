"""Records as rows that people read: what a record says, when, who says so, and its id in the last column."""

from collections.abc import Callable, Iterable
from typing import Any

from ..audit import Audit
from ..comparing import Comparison
from ..records import Figure, Record
from ..searching import Hit
from ..serialization import Records
from ..wording import describe, format_attribution, format_time, label
from . import audit_of, records_of
from .columns import columns_of

Rows = Records | Iterable[Hit] | Iterable[Comparison]
"""What becomes a table: records, or what ``search`` or ``compare`` returned."""

_COLUMNS = {
    "Source": "Title Publisher Number Kind Address=url",
    "Organization": "Name Abbreviation Parent=parent_name",
    "Person": "Name Role Organization=organization_name",
    "Measure": "Title Definition",
    "Figure": "Caveats",
    "Finding": "Element Statement",
    "Quote": "Description",
    "Response": "Organization=organization_name Kind Position Statement",
    "Recommendation": "Source=source_name Number Text Addressee=addressee_name Status",
    "Discrepancy": "Kind Statement",
}
"""Which of the flat columns of each class people read, by their headings."""

_Getters = dict[str, Callable[[Any, Audit], str]]
"""What returns the cells of a column, by its heading."""


def rows_of(records: Rows, audit: Audit | None = None) -> list[list[str]]:
    """Return a table as rows of texts, the headings first, without the columns that have no text."""
    home = audit_of(records, audit)
    items: Any = records
    if isinstance(records, Iterable) and not isinstance(records, Audit):
        items = [item.record if isinstance(item, Hit) else item for item in records]
    if isinstance(items, list) and items and all(isinstance(item, Comparison) for item in items):
        getters = _COMPARISON
    else:
        items = records_of(items)
        classes = {type(record) for record in items}
        getters = _getters_of(classes.pop()) if len(classes) == 1 and not isinstance(records, Audit) else _MIXED
    columns = [[heading, *(get(item, home) for item in items)] for heading, get in getters.items()]
    kept = [column for column in columns if any(column[1:])]
    return [list(row) for row in zip(*kept, strict=True)]


def _getters_of(cls: type[Record]) -> _Getters:
    columns = {column.name: column for column in columns_of(cls)}
    own = {}
    for heading, _, name in (entry.partition("=") for entry in _COLUMNS[cls.__name__].split()):
        own[heading] = columns[name or heading.lower()].text
    return {**(_FIGURE if cls is Figure else {}), **own, **_EVERY}


def _who(record: Any, audit: Audit) -> str:
    return format_attribution(record.attribution, audit) if hasattr(record, "attribution") else ""


def _cited(record: Any, audit: Audit) -> str:
    """Return the places that a record cites, and the pages that reprint them."""
    places = []
    for citation in getattr(record, "citations", ()):
        place = ", ".join(part for part in (label(audit[citation.source_id]), citation.locator) if part)
        places.append(f"{place} (reprinted by {label(audit[citation.via_id])})" if citation.via_id else place)
    return "; ".join(dict.fromkeys(places))


_FIGURE: _Getters = {
    "Number": lambda figure, _: describe(figure, "number"),
    "Of what": lambda figure, _: f"{figure.population} {figure.predicate}",
}

_EVERY: _Getters = {
    "When": lambda record, _: format_time(record),
    "Who says so": _who,
    "Cited": _cited,
    "Id": lambda record, _: record.id,
}

_MIXED: _Getters = {
    "Record": lambda record, _: type(record).__name__,
    "What it says": lambda record, _: str(record),
    **_EVERY,
}

_COMPARISON: _Getters = {
    "Number": lambda row, _: row.number,
    "When": lambda row, _: format_time(row.figure),
    "Who says so": lambda row, _: row.who,
    "Figure to quote": lambda row, _: "yes" if row.is_preferred else "",
    "Differs in": lambda row, _: ", ".join(row.differs_in),
    "Id": lambda row, _: row.figure.id,
}
