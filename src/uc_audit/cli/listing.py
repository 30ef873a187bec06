"""Records, and what was found among them, as text for people: each function adds to a page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..audit import Audit
from ..comparing import compare
from ..formats.tables import rows_of
from ..records import Record, Source
from ..values import Citation
from ..vocabulary import Element
from ..wording import describe, format_attribution, format_time, label
from .pages import Page

if TYPE_CHECKING:
    from uc_audit import Hit, Measure, Mismatch

_ELEMENTS = {
    Element.CONDITION: "what is",
    Element.CRITERIA: "what should be",
    Element.CAUSE: "why",
    Element.EFFECT: "what follows",
}


def add_rows(page: Page, records: Any, audit: Audit) -> None:
    """Add records, or a comparison, as entries: the id, the headline, and what else their table has."""
    headings, *rows = rows_of(records, audit) or [[]]
    for *cells, record_id in rows:
        first = _headline(audit[record_id])
        named = zip(headings, cells, strict=False)
        # A single word, such as "concur", may be in the headline by chance.
        texts = [f"{name}: {cell}" for name, cell in named if cell and (cell.isalpha() or cell not in first)]
        page.entry(record_id, first, *texts)


def add_hits(page: Page, hits: Iterable["Hit"], audit: Audit) -> None:
    """Add each record that was found, the words where they are not in the headline, and who says so."""
    for hit in hits:
        first = _headline(hit.record)
        words = f"{hit.field}: {hit.snippet}" if hit.snippet.strip(". ") not in first else ""
        attribution = getattr(hit.record, "attribution", None)
        page.entry(hit.record.id, first, words, format_attribution(attribution, audit) if attribution else "")


def add_measures(page: Page, audit: Audit) -> None:
    """Add each measure with its figure to quote."""
    for measure in audit.measures:
        figure = audit[measure.preferred_id] if measure.preferred_id else None
        words = describe(figure, "long", audit=audit) if figure else "no report states a figure."
        page.entry(measure.id, measure.title, f"To quote: {words}")


def add_comparison(page: Page, measure: "Measure", audit: Audit) -> None:
    """Add the figures of a measure, how each differs from the first, and what is on record about that."""
    comparisons = compare(audit, measure)
    page.entry(measure.title, measure.definition)
    add_rows(page, comparisons, audit)
    if discrepancies := dict.fromkeys(found for comparison in comparisons for found in comparison.discrepancies):
        page.entry("On record about these figures")
        add_rows(page, discrepancies, audit)


def add_record(page: Page, record: Record, audit: Audit) -> None:
    """Add a record, the words that it cites, and the records that it refers to and that refer to it."""
    add_rows(page, [record], audit)
    page.gap()
    page.column("Cited words", [_in_words(citation, audit) for citation in getattr(record, "citations", ())], 16)
    page.column("Refers to", [f"{other.id}: {_headline(other)}" for other in audit.references(record)], 16)
    page.column("Referred to by", [f"{other.id}: {_headline(other)}" for other in audit.referrers(record)], 16)


def add_report(page: Page, audit: Audit) -> None:
    """Add everything: figures by measure, findings by element, and then the other records."""
    page.entry(
        audit.title,
        ", ".join(part for part in (label(audit.report), format_time(audit.report)) if part),
        f"Dataset {audit.data_version}, {len(audit)} records",
    )
    for measure in audit.measures:
        note = "The first figure is the one to quote." if measure.preferred_id else ""
        page.entry(f"FIGURES: {measure.title}", measure.definition, note)
        _describe_all(page, [comparison.figure for comparison in compare(audit, measure)], audit)
    sections: dict[str, Sequence[Record]] = {
        f"FINDINGS: {element}, {meaning}": [finding for finding in audit.findings if finding.element is element]
        for element, meaning in _ELEMENTS.items()
    }
    for kind in ("recommendations", "responses", "quotes", "discrepancies", "people", "organizations", "sources"):
        sections[kind.upper()] = getattr(audit, kind)
    for heading in filter(sections.get, sections):
        page.entry(heading)
        _describe_all(page, sections[heading], audit)


def _describe_all(page: Page, records: Iterable[Record], audit: Audit) -> None:
    """Add the titles of records, what they say in whole sentences, and what they cite."""
    for record in records:
        long = describe(record, "long", audit=audit)
        places = dict.fromkeys(_place(citation, audit) for citation in getattr(record, "citations", ()))
        title = _headline(record)
        texts = [long] if title == str(record) else [title, long]
        page.entry(*texts, f"Cited: {'; '.join(places)}" if places else "")


def add_mismatches(page: Page, mismatches: Sequence["Mismatch"], counts: Mapping[str, int], audit: Audit) -> None:
    """Add how many of the passages cited from each document were found, and the others, with what resembles them."""
    for source_id, count in counts.items():
        missing = [mismatch for mismatch in mismatches if mismatch.source_id == source_id]
        page.entry(f"{label(audit[source_id])}: {count - len(missing)} of {count} cited passages found.")
        for mismatch in missing:
            page.entry(f"{mismatch.record_id}, {mismatch.path}: not found")
            page.column("  cited", [_in_words(mismatch.citation, audit)], 11)
            page.column("  nearest", [f"“{mismatch.nearest}”" if mismatch.nearest else "nothing like it"], 11)


def _headline(record: Record) -> str:
    """Return the title of a record where that says what it is about, and else its short wording."""
    title: str | None = None if isinstance(record, Source) else getattr(record, "title", None)
    return title or str(record)


def _place(citation: Citation, audit: Audit) -> str:
    """Return where the words of a citation appear: ``OIG-24-46, Summary, reprinted by Oversight.gov``."""
    via = f"reprinted by {label(audit[citation.via_id])}" if citation.via_id else None
    return ", ".join(part for part in (label(audit[citation.source_id]), citation.locator, via) if part)


def _in_words(citation: Citation, audit: Audit) -> str:
    return f"“{citation.prefix or ''}{citation.exact}{citation.suffix or ''}” ({_place(citation, audit)})"
