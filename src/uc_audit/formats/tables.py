"""Records as rows that people read: what a record says, when, who says so, and its id in the last column."""

from collections.abc import Iterable
from typing import Any

from ..audit import Audit
from ..comparing import Comparison
from ..records import Figure, Quote, Record
from ..searching import Hit
from ..serialization import Records
from ..wording import describe, format_attribution, format_time, label
from . import audit_of, name_of, records_of

Rows = Records | Iterable[Hit] | Iterable[Comparison]
"""The input of a table: records, or the result of ``search`` or ``compare``."""

_FIELDS = {
    "Source": {"Title": "title", "Publisher": "publisher", "Number": "number", "Kind": "kind", "Address": "url"},
    "Organization": {"Name": "name", "Abbreviation": "abbreviation", "Parent": "parent_id"},
    "Person": {"Name": "name", "Role": "role", "Organization": "organization_id"},
    "Measure": {"Title": "title", "Definition": "definition"},
    "Finding": {"Element": "element", "Statement": "statement"},
    "Response": {"Organization": "organization_id", "Kind": "kind", "Position": "position", "Statement": "statement"},
    "Recommendation": {
        "Source": "source_id", "Number": "number", "Text": "text", "Addressee": "addressee_id", "Status": "status",
    },
    "Discrepancy": {"Kind": "kind", "Statement": "statement"},
}  # fmt: skip
"""The fields of each class that people read, by their headings."""


def rows_of(records: Rows, audit: Audit | None = None) -> list[list[str]]:
    """Return a table as rows of strings, the headings first, without empty columns."""
    home = audit_of(records, audit)
    items: Any = records
    if isinstance(records, Iterable) and not isinstance(records, Audit):
        items = [item.record if isinstance(item, Hit) else item for item in records]
    if isinstance(items, list) and items and all(isinstance(item, Comparison) for item in items):
        rows = [_comparison_cells(item) for item in items]
    else:
        items = records_of(items)
        of_one_class = len(set(map(type, items))) == 1 and not isinstance(records, Audit)
        rows = [_cells(item, home, of_one_class=of_one_class) for item in items]
    if not rows:
        return []
    headings = [heading for heading in rows[0] if any(row[heading] for row in rows)]
    return [headings, *([str(row[heading] or "") for heading in headings] for row in rows)]


def _comparison_cells(comparison: Comparison) -> dict[str, Any]:
    return {
        "Number": comparison.number,
        "When": format_time(comparison.figure),
        "Who says so": comparison.who,
        "Figure to quote": "yes" if comparison.is_preferred else "",
        "Differs in": ", ".join(comparison.differs_in),
        "Id": comparison.figure.id,
    }


def _cells(record: Record, audit: Audit, *, of_one_class: bool) -> dict[str, Any]:
    attribution = getattr(record, "attribution", None)
    return {
        **(
            _own_cells(record, audit)
            if of_one_class
            else {"Record": type(record).__name__, "What it says": str(record)}
        ),
        "When": format_time(record),
        "Who says so": format_attribution(attribution, audit) if attribution else "",
        "Cited": _cited(record, audit),
        "Id": record.id,
    }


def _own_cells(record: Record, audit: Audit) -> dict[str, Any]:
    """Return the cells that only this class of records has; an id is shown as a name."""
    if isinstance(record, Quote):
        return {"Description": str(record)}
    if isinstance(record, Figure):
        return {
            "Number": describe(record, "number"),
            "Of what": f"{record.population} {record.predicate}",
            "Caveats": "\n".join(caveat.text for caveat in record.caveats),
        }
    cells = {}
    for heading, field in _FIELDS[type(record).__name__].items():
        value = getattr(record, field)
        cells[heading] = name_of(value, audit) if field.endswith("_id") else value
    return cells


def _cited(record: Any, audit: Audit) -> str:
    """Return the places that a record cites, and the pages that reprint them."""
    places = []
    for citation in getattr(record, "citations", ()):
        place = ", ".join(part for part in (label(audit[citation.source_id]), citation.locator) if part)
        places.append(f"{place} (reprinted by {label(audit[citation.via_id])})" if citation.via_id else place)
    return "; ".join(dict.fromkeys(places))
