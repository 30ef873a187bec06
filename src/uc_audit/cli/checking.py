"""Whether citations stand in the documents, for people to read."""

from collections.abc import Mapping

from ..model import Audit
from ..provenance import coverage, verify
from ..provenance.passages import citations_of
from ..results import Mismatch
from .page import Page


def render_check(audit: Audit, texts: Mapping[str, str], width: int) -> tuple[str, bool]:
    """Write which citations do not stand in the texts, and which sentences no record cites; say whether all is well."""
    page = Page(width)
    mismatches = verify(audit, texts)
    counts = {source_id: len(list(citations_of(audit, source_id))) for source_id in texts}
    for source_id, text in texts.items():
        page.gap()
        if not counts[source_id]:
            page.paragraph(f"{source_id}: no citation of it has a passage, so there is nothing to check.")
            continue
        own = [mismatch for mismatch in mismatches if mismatch.source_id == source_id]
        _citations(page, source_id, own, counts[source_id])
        _sentences(page, audit, source_id, text)
    return page.text(), not mismatches and all(counts.values())


def _citations(page: Page, source_id: str, mismatches: list[Mismatch], count: int) -> None:
    failed = [(mismatch, mismatch.citation) for mismatch in mismatches if mismatch.citation is not None]
    if len(failed) < len(mismatches):
        page.paragraph(f"{source_id}: the text is another edition than the one that the dataset was made from.")
    if failed:
        page.paragraph(f"{source_id}: {len(failed)} of {count} citations do not stand in the text as they should:")
    elif mismatches:
        page.paragraph(f"{source_id}: its {count} citations stand in it all the same; what else it says may differ.")
    else:
        page.paragraph(f"{source_id}: {count} citation{'s' if count > 1 else ''}, and each stands where it should.")
    for mismatch, citation in failed:
        page.gap()
        page.paragraph(f"{mismatch.record_id or 'the audit'}, {mismatch.path}: {mismatch.reason}", "* ", "  ")
        passage = f"{citation.prefix or ''}{citation.exact}{citation.suffix or ''}"
        page.labelled("    cited", f"“{passage}”{f', {citation.locator}' if citation.locator else ''}", 13)
        if mismatch.nearest is not None:
            page.labelled("    nearest", f"“{mismatch.nearest}”", 13)


def _sentences(page: Page, audit: Audit, source_id: str, text: str) -> None:
    sentences = coverage(audit, source_id, text)
    page.gap()
    if not sentences:
        page.paragraph(f"{source_id}: every sentence is cited by some record.")
        return
    page.paragraph(f"{source_id}: {len(sentences)} of its sentences are cited by no record:")
    page.gap()
    for sentence in sentences:
        page.labelled(f"{sentence.number:>4}", sentence.text, 6)
