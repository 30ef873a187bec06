"""What the inspector general found, on one screen."""

import textwrap
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from ..audit import Audit
from ..records import Discrepancy, Record
from ..vocabulary import DiscrepancyKind, Element
from ..wording import format_attribution, format_time, label
from .pages import Page

MAX_LINES = 23
"""A terminal has 24 lines, and shows the prompt on the last one."""

USUAL_WIDTH = 80
MAX_TITLE = 250

SHIFTS = {"How many": -1.5, "Effect": 1.2}
"""Three figures come at the first turn, each other one after the other entries of a turn, and effects a turn later."""

_READ_ON = "uc-audit report (everything), uc-audit list KIND, uc-audit check FILE"
_LABEL = 11

_FIRST = (DiscrepancyKind.SUM, DiscrepancyKind.WORDING, DiscrepancyKind.QUALIFIER, DiscrepancyKind.QUOTATION)
"""The kinds of misquotes that are shown first."""


def add_overview(page: Page, audit: Audit) -> None:
    """
    Say on one screen what was found, how many, why, what was answered, and what is misquoted.

    Everything comes from the records. What the audit's report itself states comes first, and each section shows as
    much as there is room for.
    """
    head = ", ".join(part for part in (label(audit.report), format_time(audit.report)) if part)
    page.paragraph(f"{head}: {_shorten(audit.title)}")
    page.gap()
    end = Page(page.width)
    end.column("Read on", [_READ_ON], _LABEL)
    room = MAX_LINES * max(USUAL_WIDTH, page.width) // page.width - len(page.lines) - 1 - len(end.lines)
    sections = {
        "Found": _findings(audit, Element.CONDITION),
        "How many": _own_first(audit, [audit[name] for measure in audit.measures if (name := measure.preferred_id)]),
        "Why": _findings(audit, Element.CAUSE),
        "Effect": _findings(audit, Element.EFFECT),
        "Answer": _own_first(audit, audit.responses),
        "Misquoted": _misquotes(audit),
    }
    page.lines += _fit(sections, room, page.width)
    page.gap()
    page.lines += end.lines


def _fit(sections: dict[str, list[str]], room: int, width: int) -> list[str]:
    """Return the lines of as many entries as there is room for, an entry of each section at a turn."""
    turns = [
        (max(number + SHIFTS.get(name, 0), 0), name, text)
        for name, texts in sections.items()
        for number, text in enumerate(texts)
    ]
    chosen: dict[str, list[str]] = {name: [] for name in sections}
    for _, name, text in sorted(turns, key=itemgetter(0)):
        entry = Page(width)
        entry.paragraph(text, f"{'' if chosen[name] else name:<{_LABEL}}", " " * (_LABEL + 2))
        if len(entry.lines) <= room:
            room -= len(entry.lines)
            chosen[name] += entry.lines
    return [line for lines in chosen.values() for line in lines]


def _findings(audit: Audit, element: Element) -> list[str]:
    return _own_first(audit, [found for found in audit.findings if found.element is element and not found.figure_ids])


def _own_first(audit: Audit, records: Iterable[Record]) -> list[str]:
    """Word records: first what the audit's report itself states, and then the others, with who states them."""
    texts = []
    for record in sorted(records, key=lambda record: not _is_own(audit, record)):
        text = _shorten(getattr(record, "title", str(record)))
        chain: Any = record
        texts.append(text if _is_own(audit, record) else f"{text} ({format_attribution(chain.attribution, audit)})")
    return texts


def _is_own(audit: Audit, record: Record) -> bool:
    chain = getattr(record, "attribution", None)
    return chain is not None and chain.published_in == audit.report_id and chain.reported_by is None


def _misquotes(audit: Audit) -> list[str]:
    """Word the misquotes: of what the report states before others, and one of each kind before the second of any."""
    kinds = [*_FIRST, *DiscrepancyKind]

    def rank(discrepancy: Discrepancy) -> tuple[bool, int]:
        return not _is_own(audit, audit[discrepancy.record_ids[0]]), kinds.index(discrepancy.kind)

    found = sorted((other for other in audit.discrepancies if other.kind is not DiscrepancyKind.LATER), key=rank)
    firsts = {discrepancy.kind: discrepancy for discrepancy in reversed(found)}.values()
    return [_shorten(other.title) for other in sorted(found, key=lambda other: other not in firsts)]


def _shorten(text: str) -> str:
    return textwrap.shorten(text, MAX_TITLE, placeholder=" ...")
