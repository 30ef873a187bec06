"""Makes docutils nodes, and directives of functions that return nodes."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

Body = list[nodes.Node]


def directive(make: Callable[[SphinxDirective], Body]) -> type[SphinxDirective]:
    """Return a directive that runs anew in every build, because the package may have changed."""

    class Directive(SphinxDirective):
        optional_arguments = 1

        def run(self) -> Body:
            self.env.note_reread()
            return make(self)

    return Directive


def paragraph(*parts: Any) -> nodes.paragraph:
    """Make a paragraph of nodes and strings."""
    return nodes.paragraph("", "", *(nodes.Text(part) if isinstance(part, str) else part for part in parts))


def section(identifier: str, title: str, *classes: str) -> nodes.section:
    """Make a section with an anchor and a heading."""
    return nodes.section("", nodes.title(text=title), ids=[identifier], names=[identifier], classes=[*classes])


def link(text: str, address: str) -> nodes.reference:
    """Make a link inside the site."""
    return nodes.reference("", text, refuri=address, internal=True)


def field(name: str, *body: nodes.Node) -> nodes.field:
    """Make an entry of a list of fields."""
    return nodes.field("", nodes.field_name(text=name), nodes.field_body("", *body))


def bullets(items: Iterable[Any], *classes: str) -> nodes.bullet_list:
    """Make a list, each item of one paragraph."""
    return nodes.bullet_list("", *(nodes.list_item("", paragraph(item)) for item in items), classes=[*classes])


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]], *classes: str) -> nodes.table:
    """Make a table, each cell of one paragraph; where there is little room, its cells are below each other."""

    def line(cells: Sequence[Any]) -> nodes.row:
        parts = (cell if isinstance(cell, list) else [cell] for cell in cells)
        return nodes.row("", *(nodes.entry("", paragraph(*part)) for part in parts))

    columns = [nodes.colspec(colwidth=1) for _ in headings]
    head, body = nodes.thead("", line(headings)), nodes.tbody("", *map(line, rows))
    group = nodes.tgroup("", *columns, head, body, cols=len(headings))
    return nodes.table("", group, classes=["colwidths-auto", "stacked", *classes])
