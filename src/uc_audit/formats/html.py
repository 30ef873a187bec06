"""HTML tables."""

import html

from ..model import Audit
from ..output import PathLike, written
from ..text import with_numbers
from . import Records, each
from .cells import rows

# Notebooks align cells to the right unless each one says otherwise; colours are left to the theme.
_CELL = 'style="text-align: left; vertical-align: top" dir="auto"'


def to_html(records: Records, path: PathLike | None = None) -> str:
    """
    Write records as a bare HTML table: what each says, when, where it stands, and its id.

    Texts are escaped, and there are no scripts, links or colours, so that the table is safe and fits any page. No
    records give no text.

    Args:
        records: An audit, a record, or any iterable of records.
        path: A file that the text is written to as well, in UTF-8, or none.

    Raises:
        OSError: The file cannot be written.
    """
    table = rows(each(records), mixed=isinstance(records, Audit))
    if not table:
        return written("", path)
    head = _row("th", table[0])
    body = "".join(_row("td", row) for row in table[1:])
    return written(f"<table>\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>\n", path)


def _row(tag: str, texts: list[str]) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return f"<tr>{''.join(f'<{tag}{scope} {_CELL}>{_content(text)}</{tag}>' for text in texts)}</tr>\n"


def _content(text: str) -> str:
    return with_numbers(html.escape(text), lambda number: f'<span style="white-space: nowrap">{number}</span>')
