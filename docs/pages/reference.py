"""References that are made from the package: the schema, the command line, the types of fields."""

import inspect
import os
import re
from typing import Any

import attrs
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import uc_audit
from uc_audit.cli.arguments import make_parser
from uc_audit.model.rules import shape_of

from .audit import table


class SchemaDirective(SphinxDirective):
    """Every object of the JSON Schema, field by field."""

    def run(self) -> list[nodes.Node]:
        """Make the nodes."""
        self.env.note_reread()
        return [_shape(name, shape) for name, shape in uc_audit.schema()["$defs"].items()]


def _shape(name: str, shape: dict[str, Any]) -> nodes.section:
    section = nodes.section(ids=[f"schema-{name}"], names=[f"schema-{name}"])
    section += nodes.title(text=name)
    section += _sentence(shape.get("description", ""))
    if "enum" in shape:
        section += nodes.paragraph(text=f"One of: {', '.join(map(str, shape['enum']))}.")
    if "properties" in shape:
        rows = [
            [
                [nodes.paragraph("", "", nodes.literal(text=field))],
                [nodes.paragraph("", "", *_type(what))],
                [_sentence(what.get("description", ""))],
            ]
            for field, what in shape["properties"].items()
        ]
        section += table(["Key", "Type", "What it is"], rows)
    return section


def _sentence(text: str) -> nodes.paragraph:
    """Write a sentence of the schema, in which code stands between backticks."""
    parts = text.split("`")
    kinds = [nodes.literal(text=part) if index % 2 else nodes.Text(part) for index, part in enumerate(parts)]
    return nodes.paragraph("", "", *kinds)


def _type(what: dict[str, Any]) -> list[nodes.Node]:
    """Say what a value may be, with links to the objects."""
    if "$ref" in what:
        name = what["$ref"].rpartition("/")[2]
        return [nodes.reference("", name, refuri=f"#schema-{name}", internal=True)]
    for several in ("anyOf", "allOf"):
        if several in what:
            parts: list[nodes.Node] = []
            for one in what[several]:
                parts += [nodes.Text(" or " if several == "anyOf" else " and ")] if parts else []
                parts += _type(one)
            return parts
    if what.get("type") == "array":
        return [nodes.Text("list of "), *_type(what["items"])]
    parts = [nodes.Text(what.get("format") or what["type"])]
    if "const" in what:
        parts.append(nodes.Text(f", always {what['const']}"))
    elif "minimum" in what:
        parts.append(nodes.Text(f" from {what['minimum']} to {what['maximum']}"))
    if "maxLength" in what:
        parts += [nodes.Text(f", at most {what['maxLength']} letters, "), nodes.literal(text=what["pattern"])]
    return parts


class CommandLineDirective(SphinxDirective):
    """What ``uc-audit`` and each of its commands say of themselves."""

    def run(self) -> list[nodes.Node]:
        """Make the nodes."""
        self.env.note_reread()
        os.environ["COLUMNS"] = "80"
        parser = make_parser()
        # There is no other way to the commands of a parser.
        actions: Any = parser._actions  # noqa: SLF001
        choices: dict[str, Any] = next(action.choices for action in actions if action.metavar == "COMMAND")
        found: list[nodes.Node] = []
        for name, command in (("", parser), *choices.items()):
            section = nodes.section(ids=[f"uc-audit-{name}".rstrip("-")], names=[name])
            section += nodes.title(text=f"uc-audit {name}".strip())
            section += nodes.literal_block(text=command.format_help(), language="text")
            found.append(section)
        return found


def adapt_page(_: Any, __: str, source: list[str]) -> None:
    """
    Let a page that is written for the repository be one of the site.

    Links to files at its top lead to their pages; the empty line after an example, which doctest needs, is left out.
    """
    text = source[0].replace("(../CHANGELOG.md", "(changelog.md").replace("(../SECURITY.md", "(security.md")
    source[0] = re.sub(r"\n\n```$", "\n```", text, flags=re.MULTILINE)


def list_fields(_: Any, what: str, __: str, documented: Any, ___: Any, lines: list[str]) -> None:
    """Make what the docstring of a class says of each field an entry of its own, with the type and the default."""
    if what not in ("class", "exception") or "Attributes:" not in lines:
        return
    fields = attrs.fields_dict(documented) if attrs.has(documented) else {}
    given = inspect.signature(documented).parameters
    first = lines.index("Attributes:") + 1
    last = next((place for place in range(first, len(lines)) if re.match(r"\S", lines[place])), len(lines))
    entries: list[str] = []
    for line in lines[first:last]:
        if match := re.fullmatch(r"    (\w+): (.*)", line):
            name, text = match.groups()
            entries += ["", f".. attribute:: {name}"]
            if name in fields:
                default = fields[name].default
                entries += [f"   :type: {_named(fields[name].type)}"]
                entries += [] if default is attrs.NOTHING else [f"   :value: {default!r}"]
            elif name in given:
                entries += [f"   :type: {given[name].annotation}"]
            entries += ["", f"   {text}"]
        else:
            entries.append(re.sub(r"^ {8}", "   ", line))
    lines[first - 1 : last] = entries


def leave_out_signature(
    _: Any, what: str, __: str, ___: Any, ____: Any, signature: str | None, _____: Any
) -> tuple[str, str] | None:
    """Leave out how a class is called, which its fields say better: their types, and those that have a default."""
    return ("", "") if signature and what in ("class", "exception") else None


def _named(annotation: Any) -> str:
    innermost, _, many, optional = shape_of(annotation)
    name = getattr(innermost, "__name__", None) or str(innermost).replace("typing.", "")
    return f"{f'tuple[{name}, ...]' if many else name}{' | None' if optional else ''}"


def resolve_public_name(app: Any, env: Any, node: Any, content: Any) -> Any:
    """Find a public class wherever it is defined: it is documented as one of ``uc_audit``."""
    name = node.get("reftarget", "").rpartition(".")[2]
    if node.get("refdomain") != "py" or name not in uc_audit.__all__:
        return None
    domain = env.get_domain("py")
    return domain.resolve_xref(env, node["refdoc"], app.builder, node["reftype"], f"uc_audit.{name}", node, content)
