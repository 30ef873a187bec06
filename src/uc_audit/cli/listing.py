"""Single records and lists of them as text."""

from collections.abc import Iterable

import attrs

from ..formats.cells import says, stands, texts_in, when
from ..formats.changes import worded
from ..model import Audit, Figure, Quote, Record
from ..names import stands_behind
from ..results import Change, Hit
from .page import Page

_LABEL = 16


def render_list(records: Iterable[Record], width: int) -> str:
    """Write records as entries: the id, what the record says, when, and where it stands."""
    page = Page(width)
    for record in records:
        page.gap()
        page.paragraph(record.id)
        time = f", {when(record)}" if when(record) and not isinstance(record, Figure) else ""
        page.paragraph(f"{says(record)}{time}", "  ")
        page.paragraph(_speaker(record), "  ")
        page.paragraph(stands(record), "  ")
        for caveat in getattr(record, "caveats", ()):
            page.paragraph(f"note: {caveat.text}", "  ", "    ")
    return page.text()


def _speaker(record: Record) -> str:
    match record:
        case Figure():
            return stands_behind(record, str)
        case Quote():
            return f"said by {record.speaker_id}"
        case _:
            return ""


def render_record(audit: Audit, record: Record, width: int) -> str:
    """Write a record with all its fields, its citations, and the records that refer to it."""
    page = Page(width)
    page.paragraph(f"{record.id} ({type(record).__name__})")
    page.gap()
    page.paragraph(says(record))
    page.gap()
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if field.name != "id" and value not in (None, ()):
            label = field.name.removesuffix("_ids").removesuffix("_id").replace("_", " ").capitalize()
            for text in texts_in(value):
                page.labelled(label, text, _LABEL)
                label = ""
    for number, referrer in enumerate(audit.referrers(record)):
        page.labelled("" if number else "Referred to by", referrer.id, _LABEL)
    return page.text()


def render_hits(hits: Iterable[Hit], width: int) -> str:
    """Write the hits of a search: the id, the field, and the passage."""
    page = Page(width)
    for hit in hits:
        page.gap()
        page.paragraph(f"{hit.record.id} ({hit.field})")
        page.paragraph(hit.snippet, "  ")
    return page.text()


def render_changes(changes: Iterable[Change], width: int) -> str:
    """Write the changes between two datasets, a paragraph each."""
    page = Page(width)
    for change in changes:
        page.paragraph(worded(change), "* ", "  ")
    return page.text()
