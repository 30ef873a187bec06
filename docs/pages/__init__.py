"""
The parts of the site that are made from the package when the site is built.

``audit.py`` makes the page of the dataset, ``reference.py`` the schema, the command line, the downloads and a chart.
"""

import functools
import re
from typing import Any

from sphinx.search.en import SearchEnglish

import uc_audit

from . import audit, reference
from .nodemaking import directive

DIRECTIVES = {
    "audit": audit.records,
    "figures-to-quote": audit.figures_to_quote,
    "discrepancies": audit.discrepancies,
    "schema": reference.schema,
    "command-line": reference.command_line,
    "downloads": reference.downloads,
    "chart": reference.chart,
}


def setup(app: Any) -> dict[str, Any]:
    """Add the directives and hooks to Sphinx."""
    app.setup_extension("sphinx.ext.autodoc")
    app.add_search_language(SearchWithNumbers)
    for name, make in DIRECTIVES.items():
        app.add_directive(name, directive(make))
    app.connect("missing-reference", resolve_public_name)
    # Napoleon, at 500, would read the docstring "What should be: a law" of a field or member as "type: description".
    app.connect("autodoc-process-docstring", functools.partial(replace_in_fields, ":", "\0"), priority=400)
    app.connect("autodoc-process-docstring", functools.partial(replace_in_fields, "\0", ":"), priority=600)
    app.connect("autodoc-process-signature", leave_out_signature)
    app.connect("build-finished", reference.write_downloads)
    app.connect("html-page-context", make_usable, priority=900)  # After the theme, which makes what this changes.
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


class SearchWithNumbers(SearchEnglish):
    """Keeps numbers such as 291,000 in one piece, so that they can be searched for."""

    lang = "en-with-numbers"
    _word_re = re.compile(r"\d{1,3}(?:,\d{3})+|\w+")
    js_splitter_code = r"var splitQuery = (query) => query.match(/\d{1,3}(?:,\d{3})+|[\p{L}\p{N}_]+/gu) ?? [];"


def resolve_public_name(app: Any, env: Any, node: Any, content: Any) -> Any:
    """Let a type lead to the class that is documented as a name of ``uc_audit``, wherever it is defined."""
    name = node.get("reftarget", "").rpartition(".")[2]
    if node.get("refdomain") != "py" or name not in uc_audit.__all__:
        return None
    domain = env.get_domain("py")
    return domain.resolve_xref(env, node["refdoc"], app.builder, node["reftype"], f"uc_audit.{name}", node, content)


def replace_in_fields(old: str, new: str, _: Any, what: str, *others: Any) -> None:
    """Replace a character in the docstrings of fields and members."""
    if what in {"attribute", "property"}:
        *_, lines = others
        lines[:] = [line.replace(old, new) for line in lines]


def leave_out_signature(_: Any, what: str, *others: Any) -> tuple[str, str] | None:
    """Leave out how a class is called, which its fields say better."""
    *_, signature, _ = others
    return ("", "") if what in {"class", "exception"} and signature else None


def make_usable(_: Any, __: str, ___: str, context: dict[str, Any], ____: Any) -> None:
    """Give headings in the navigation their level, and let the keyboard scroll tables wider than the window."""
    tree, body = context.get("furo_navigation_tree", ""), context.get("body", "")
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')
    context["body"] = body.replace('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper')
