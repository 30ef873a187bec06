"""Text for people at a terminal: records, and results such as hits, wrapped to a width."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import uc_audit

from ..audit import Audit
from ..records import Figure, Finding, Measure, Record, Response, Source
from ..values import Citation
from ..vocabulary import DiscrepancyKind, Element
from ..wording import describe, format_attribution, format_time, label

_ELEMENTS = {
    Element.CONDITION: "what is",
    Element.CRITERIA: "what should be",
    Element.CAUSE: "why",
    Element.EFFECT: "what follows",
}


class Page:
    """Lines about an audit, wrapped without breaking ids and addresses."""

    def __init__(self, audit: Audit, width: int) -> None:
        self.audit = audit
        self.width = width
        self.lines: list[str] = []

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)

    def add_overview(self) -> None:
        """Add what the report itself states: what was found, how many, why, the effect, and the answer."""
        audit = self.audit
        findings = [finding for finding in audit.findings if self._is_own(finding) and not finding.figure_ids]
        titles = {element: [found.title for found in findings if found.element is element] for element in Element}
        figures = [audit.get(measure.preferred_id, Figure) for measure in audit.measures if measure.preferred_id]
        answers = [response.title for response in audit.responses if self._is_own(response)]
        misquotes = [other.title for other in audit.discrepancies if other.kind is not DiscrepancyKind.LATER]
        self._add_paragraph(f"{self._name_report()}: {audit.title}")
        self.lines.append("")
        # With these limits, the bundled dataset fits a terminal of 24 lines, one of which the prompt needs.
        self._add_column("Found", ["; ".join(titles[Element.CONDITION][:2])], 11)
        self._add_column("How many", [str(figure) for figure in figures if self._is_own(figure)][:3], 11)
        self._add_column("Why", ["; ".join(titles[Element.CAUSE][:5])], 11)
        self._add_column("Effect", titles[Element.EFFECT][:1], 11)
        self._add_column("Answer", answers[:1], 11)
        self._add_column("Misquoted", misquotes[:1], 11)
        self._add_column("Read on", ["uc-audit report (everything), uc-audit list KIND, uc-audit check FILE"], 11)

    def add_report(self) -> None:
        """Add everything: figures by measure, findings by element, and then the other records."""
        size = f"Dataset {self.audit.data_version}, {len(self.audit)} records"
        self._add_entry(self.audit.title, self._name_report(), size)
        for measure in self.audit.measures:
            figures = [comparison.figure for comparison in uc_audit.compare(self.audit, measure)]
            note = "The first figure is the one to quote." if measure.preferred_id else ""
            self._add_section(f"FIGURES: {measure.title}", figures, measure.definition, note)
        for element, meaning in _ELEMENTS.items():
            findings = [finding for finding in self.audit.findings if finding.element is element]
            self._add_section(f"FINDINGS: {element}, {meaning}", findings)
        for kind in ("recommendations", "responses", "quotes", "discrepancies", "people", "organizations", "sources"):
            self._add_section(kind.upper(), getattr(self.audit, kind))

    def _add_section(self, heading: str, records: Sequence[Record], *texts: str) -> None:
        """Add a heading, and for each record its title, what it says in whole sentences, and what it cites."""
        if records or texts:
            self._add_entry(heading, *texts)
        for record in records:
            long = describe(record, "long", audit=self.audit)
            places = dict.fromkeys(map(self._place, getattr(record, "citations", ())))
            title = _headline(record)
            words = [long] if title == str(record) else [title, long]
            self._add_entry(*words, f"Cited: {'; '.join(places)}" if places else "")

    def add_rows(self, records: Any) -> None:
        """Add records, or a comparison, as entries: the id, the headline, and the other cells of their table."""
        from ..formats.tables import rows_of

        headings, *rows = rows_of(records, self.audit) or [[]]
        for *cells, record_id in rows:
            first = _headline(self.audit[record_id])
            named = zip(headings, cells, strict=False)
            # A single word, such as "concur", may be in the headline by chance.
            texts = [f"{name}: {cell}" for name, cell in named if cell and (cell.isalpha() or cell not in first)]
            self._add_entry(record_id, first, *texts)

    def add_record(self, record: Record) -> None:
        """Add a record, the words that it cites, and the records that it refers to and that refer to it."""
        self.add_rows([record])
        self.lines.append("")
        self._add_column("Cited words", [self._quote(citation) for citation in getattr(record, "citations", ())], 16)
        links = (("Refers to", self.audit.references(record)), ("Referred to by", self.audit.referrers(record)))
        for heading, others in links:
            self._add_column(heading, [f"{other.id}: {_headline(other)}" for other in others], 16)

    def add_hits(self, hits: Iterable["uc_audit.Hit"]) -> None:
        """Add each record that was found, the words if the headline does not have them, and who says so."""
        for hit in hits:
            first = _headline(hit.record)
            words = f"{hit.field}: {hit.snippet}" if hit.snippet.strip(". ") not in first else ""
            attribution = getattr(hit.record, "attribution", None)
            who = format_attribution(attribution, self.audit) if attribution else ""
            self._add_entry(hit.record.id, first, words, who)

    def add_measures(self) -> None:
        """Add each measure with its figure to quote."""
        for measure in self.audit.measures:
            figure = self.audit[measure.preferred_id] if measure.preferred_id else None
            words = describe(figure, "long", audit=self.audit) if figure else "no report states a figure."
            self._add_entry(measure.id, measure.title, f"To quote: {words}")

    def add_comparison(self, measure_id: str) -> None:
        """Add the figures of a measure, how each differs from the first, and their recorded discrepancies."""
        measure = self.audit.get(measure_id, Measure)
        comparisons = uc_audit.compare(self.audit, measure)
        self._add_entry(measure.title, measure.definition)
        self.add_rows(comparisons)
        if discrepancies := dict.fromkeys(found for comparison in comparisons for found in comparison.discrepancies):
            self._add_entry("On record about these figures")
            self.add_rows(discrepancies)

    def add_mismatches(self, mismatches: Sequence["uc_audit.Mismatch"], counts: Mapping[str, int]) -> None:
        """Add how many of each document's cited passages were found, and each missing one with the nearest words."""
        for source_id, count in counts.items():
            missing = [mismatch for mismatch in mismatches if mismatch.source_id == source_id]
            name = label(self.audit[source_id])
            self._add_entry(f"{name}: {count - len(missing)} of {count} cited passages found.")
            for mismatch in missing:
                self._add_entry(f"{mismatch.record_id}, {mismatch.path}: not found")
                self._add_column("  cited", [self._quote(mismatch.citation)], 11)
                nearest = f"“{mismatch.nearest}”" if mismatch.nearest else "nothing like it"
                self._add_column("  nearest", [nearest], 11)

    def _name_report(self) -> str:
        report = self.audit.report
        return ", ".join(part for part in (label(report), format_time(report)) if part)

    def _is_own(self, record: Figure | Finding | Response) -> bool:
        """Return whether the audit's report itself states a record, rather than an account of the report."""
        attribution = record.attribution
        return attribution.published_in == self.audit.report_id and attribution.reported_by is None

    def _place(self, citation: Citation) -> str:
        """Return where the words of a citation appear: ``OIG-24-46, Summary, reprinted by Oversight.gov``."""
        via = f"reprinted by {label(self.audit[citation.via_id])}" if citation.via_id else None
        return ", ".join(part for part in (label(self.audit[citation.source_id]), citation.locator, via) if part)

    def _quote(self, citation: Citation) -> str:
        words = f"{citation.prefix or ''}{citation.exact}{citation.suffix or ''}"
        return f"“{words}” ({self._place(citation)})"

    def _add_entry(self, title: str, *texts: str) -> None:
        """Add a title after an empty line, and texts below it."""
        if self.lines:
            self.lines.append("")
        self._add_paragraph(title)
        for text in texts:
            self._add_paragraph(text, "  ", "    ")

    def _add_column(self, heading: str, texts: Iterable[str], indent: int) -> None:
        """Add paragraphs beside a heading."""
        for number, text in enumerate(texts):
            self._add_paragraph(text, f"{'' if number else heading:<{indent}}", " " * (indent + 2))

    def _add_paragraph(self, text: str, first: str = "", rest: str = "") -> None:
        """Add a paragraph, with an indent for its first line and one for the others."""
        options: Any = {"break_long_words": False, "break_on_hyphens": False}
        self.lines += textwrap.wrap(text, self.width, initial_indent=first, subsequent_indent=rest, **options)


def _headline(record: Record) -> str:
    """Return the title of a record if that says what it is about, or else its short wording."""
    title: str | None = None if isinstance(record, Source) else getattr(record, "title", None)
    return title or str(record)
