"""
What of the site is made from the package itself: the audit, the schema, the command line, and the types of fields.

``audit.py`` is the page of the dataset, ``reference.py`` the rest.
"""

import re
from typing import Any

from . import audit, reference


def setup(app: Any) -> dict[str, Any]:
    """Add the directives and hooks to Sphinx."""
    app.setup_extension("sphinx.ext.autodoc")
    app.add_directive("audit", audit.AuditDirective)
    app.add_directive("discrepancies", audit.DiscrepanciesDirective)
    app.add_directive("schema", reference.SchemaDirective)
    app.add_directive("command-line", reference.CommandLineDirective)
    app.connect("source-read", reference.adapt_page)
    # Before napoleon, which reads the docstrings at the default priority, 500.
    app.connect("autodoc-process-docstring", reference.list_fields, priority=400)
    app.connect("autodoc-process-signature", reference.leave_out_signature)
    app.connect("missing-reference", reference.resolve_public_name)
    # After the theme, which makes both.
    app.connect("html-page-context", make_usable, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def make_usable(_: Any, __: str, ___: str, context: dict[str, Any], ____: Any) -> None:
    """Give headings in the navigation their level, and let the keyboard scroll tables wider than the window."""
    tree, body = context.get("furo_navigation_tree", ""), context.get("body", "")
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')
    context["body"] = re.sub('<div class="(table-wrapper|output text_html)', r'<div tabindex="0" class="\1', body)
