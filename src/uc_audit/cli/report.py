"""The whole audit as text that a person can read in a terminal."""

from collections.abc import Iterable
from functools import partial

from ..figures import describe
from ..formats.cells import stands
from ..model import Audit, Caveat, Citation, Element, Figure, Source
from ..names import day_in_words, name_of, stands_behind
from .page import Page


def render(audit: Audit, width: int) -> str:
    """
    Write an audit as text.

    Args:
        audit: The audit.
        width: The longest line, in characters; only an address or an id may be longer.
    """
    page = Page(width)
    notes = list(dict.fromkeys(caveat for figure in audit.figures for caveat in figure.caveats))
    _head(page, audit)
    _figures(page, audit, notes)
    _findings(page, audit)
    _quotes(page, audit)
    _responses(page, audit)
    _discrepancies(page, audit)
    _sources(page, audit)
    return page.text()


def _head(page: Page, audit: Audit) -> None:
    page.paragraph(audit.title)
    page.gap()
    scope = audit.scope
    for name, text in (
        ("Report", f"{audit.report_type} {audit.report_number}, {day_in_words(audit.date_issued)}"),
        ("Scope", f"{scope.label} ({day_in_words(scope.start)} to {day_in_words(scope.end)})"),
        ("Dataset", f"version {audit.data_version}, {len(audit.records)} records"),
    ):
        page.labelled(name, text, 9)


def _figures(page: Page, audit: Audit, notes: list[Caveat]) -> None:
    page.heading("FIGURES, EACH AS ITS SOURCE STATES IT")
    for figure in audit.figures:
        marks = ", ".join(str(number) for number, note in enumerate(notes, start=1) if note in figure.caveats)
        page.item(
            describe(figure),
            f"Unit: {figure.unit}. {_time(figure)}{_bareness(figure)}",
            f"Source: {stands_behind(figure, partial(_name, audit))}. {f'Notes: {marks}.' if marks else ''}",
        )
    if notes:
        page.heading("Notes on the figures")
    for number, caveat in enumerate(notes, start=1):
        page.paragraph(f"{caveat.text} {_keys(caveat.citations)}", f"{number:>2}. ", "    ")


def _findings(page: Page, audit: Audit) -> None:
    page.heading("FINDINGS, BY ELEMENT")
    for element in Element:
        findings = [finding for finding in audit.findings if finding.element is element]
        if findings:
            page.heading(element.capitalize())
        for finding in findings:
            page.item(f"{finding.statement} {_keys(finding.citations)}")


def _quotes(page: Page, audit: Audit) -> None:
    page.heading("WHO SAID WHAT")
    for quote in audit.quotes:
        where = f", in [{quote.document_id}]" if quote.document_id else ""
        fragment = " Part of a sentence." if quote.is_fragment else ""
        insertions = " ".join(f"The words {words} are not the speaker's." for words in quote.insertions)
        page.item(
            f"“{quote.text}”",
            f"{_name(audit, quote.speaker_id)}{where}; read in {stands(quote)}.{fragment} {insertions}",
        )


def _responses(page: Page, audit: Audit) -> None:
    page.heading("WHAT THE AUDITORS RECOMMENDED")
    for recommendation in audit.recommendations:
        state = f"Recommendation {recommendation.number} of [{recommendation.source_id}]: {recommendation.status}"
        page.item(f"“{recommendation.text}”", f"{state}, resolution {_words(recommendation.resolution)}.")
    page.heading(f"HOW {' AND '.join(_responders(audit)) or 'THE AUDITEE'} RESPONDED")
    for response in audit.responses:
        position = f"Position: {_words(response.position)}."
        page.item(
            f"{response.statement} {_keys(response.citations)}",
            f"{_words(response.kind).capitalize()}. {position}",
        )


def _discrepancies(page: Page, audit: Audit) -> None:
    page.heading("WHERE THE SOURCES DIFFER")
    for discrepancy in audit.discrepancies:
        page.item(f"{_words(discrepancy.kind).capitalize()}: {discrepancy.statement} {_keys(discrepancy.citations)}")


def _sources(page: Page, audit: Audit) -> None:
    page.heading("WHERE IT ALL COMES FROM")
    for source in audit.sources:
        page.paragraph(_reference(source), "* ", "  ")


def _reference(source: Source) -> str:
    parts = [source.title, source.publisher, source.number, source.issued and source.issued.label, source.url]
    return f"[{source.id}] {', '.join(part for part in parts if part)} ({source.tier} source)"


def _time(figure: Figure) -> str:
    parts = [f"Period: {figure.period.label}." if figure.period else ""]
    parts.append(f"As of: {figure.as_of.label}." if figure.as_of else "")
    return " ".join(part for part in parts if part) or "Period: not stated."


def _bareness(figure: Figure) -> str:
    return " The source prints the number bare." if figure.comparator is None else ""


def _responders(audit: Audit) -> list[str]:
    return list(dict.fromkeys(_name(audit, response.organization_id) for response in audit.responses))


def _name(audit: Audit, record_id: str) -> str:
    record = audit[record_id]
    return f"[{record_id}]" if isinstance(record, Source) else name_of(record)


def _keys(citations: Iterable[Citation]) -> str:
    return " ".join(dict.fromkeys(f"[{citation.source_id}]" for citation in citations))


def _words(term: str) -> str:
    return term.replace("-", " ")
