"""HTML tables."""

import html

from ..audit import Audit
from .tables import Rows, rows_of

MAX_ROWS = 60
"""Show at most this many rows in a notebook."""

_STYLE = """<style>
.uc-audit { overflow-x: auto; }
.uc-audit table { border-collapse: collapse; }
.uc-audit table :is(th, td) {
  border-bottom: 1px solid #0003; padding: 0.3em 0.6em; text-align: left; vertical-align: top;
}
.uc-audit :is(.uc-number, .uc-when) { min-width: 7em; }
.uc-audit :is(.uc-of-what, .uc-statement, .uc-definition, .uc-what-it-says) { min-width: 13em; }
.uc-audit .uc-id { font-size: 0.8em; min-width: 8em; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) { .uc-audit table :is(th, td) { border-color: #fff4; } }
</style>
"""
"""The colors are the page's, except for a line between rows that is visible on light and dark pages."""


class HtmlTable(str):
    """An HTML table as a string; notebooks show its ``preview``."""

    __slots__ = ("preview",)
    preview: str

    def _repr_html_(self) -> str:
        return self.preview


def to_html(records: Rows, *, audit: Audit | None = None) -> HtmlTable:
    """
    Return records as an HTML table, with a small style for light and dark pages.

    Each row has what a record says, when, who says so, and its id. A notebook shows the result as a table of at most
    60 rows, so ``uc_audit.to_html(audit.figures)`` is all that a cell needs. Text is escaped, and there are no scripts
    or links. Without records, the result is an empty string.

    Args:
        records: An audit, a record, any iterable of records, or the result of ``search`` or ``compare``.
        audit: Where the names come from; by default the audit that ``records`` is, or the bundled one.

    Raises:
        UnknownRecordError: A record refers to an id that the audit does not have.
        TypeError: ``records`` is something else.
    """
    table = rows_of(records, audit)
    page = HtmlTable(_page(table))
    count = len(table) - 1
    note = f"<p>{MAX_ROWS} of {count} rows are shown; the string that <code>to_html</code> returned has all.</p>\n"
    page.preview = _page(table[: MAX_ROWS + 1], note if count > MAX_ROWS else "")
    return page


def _page(table: list[list[str]], note: str = "") -> str:
    if not table:
        return ""
    headings, *rows = table
    classes = [f"uc-{heading.lower().replace(' ', '-')}" for heading in headings]
    body = "".join(_row("td", row, classes) for row in rows)
    return (
        f'{_STYLE}<div class="uc-audit">\n<table>\n<thead>\n{_row("th", headings, classes)}</thead>\n'
        f"<tbody>\n{body}</tbody>\n</table>\n{note}</div>\n"
    )


def _row(tag: str, row: list[str], classes: list[str]) -> str:
    cells = (f'<{tag} class="{name}">{html.escape(text)}</{tag}>' for name, text in zip(classes, row, strict=True))
    return f"<tr>{''.join(cells)}</tr>\n"
