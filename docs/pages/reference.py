"""References that are made from the package: the schema, the command line, the files to download, a chart."""

import contextlib
import hashlib
import html
import io
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import uc_audit
from uc_audit.cli import main
from uc_audit.cli.commands import COMMANDS

from .audit import KINDS
from .nodemaking import Body, bullets, link, paragraph, section, table

DOWNLOADS = "data"
"""The folder of the site with the files to download."""

SUMS = "SHA256SUMS"


def schema(_: SphinxDirective) -> Body:
    """Return a section for each definition of the JSON Schema: its terms, or a table of its keys."""
    found: Body = []
    for name, shape in uc_audit.schema()["$defs"].items():
        part = section(f"schema-{name}", name)
        description, *terms = shape["description"].split("\n")
        part += paragraph(*with_code(description))
        part += [bullets(nodes.inline("", "", *with_code(term)) for term in terms)] if terms else []
        if "properties" in shape:
            rows = (
                (nodes.literal(text=key), type_of(value), with_code(value["description"]))
                for key, value in shape["properties"].items()
            )
            part += table(["Key", "Type", "What it is"], rows)
        found.append(part)
    return found


def with_code(text: str) -> Body:
    """Return a sentence in which code is between backticks."""
    parts = text.split("`")
    return [nodes.literal(text=part) if index % 2 else nodes.Text(part) for index, part in enumerate(parts)]


def type_of(value: dict[str, Any]) -> Body:
    """Say what a value may be, with links to definitions."""
    match value:
        case {"$ref": reference}:
            name = reference.rpartition("/")[2]
            return [link(name, f"#schema-{name}")]
        case {"anyOf": [first, _]}:
            return [*type_of(first), nodes.Text(" or null")]
        case {"allOf": [only]}:
            return type_of(only)
        case {"type": "array", "items": item}:
            return [nodes.Text("list of "), *type_of(item)]
    constant = f", always {value['const']}" if "const" in value else ""
    return [nodes.Text(f"{value.get('format') or value['type']}{constant}")]


def command_line(_: SphinxDirective) -> Body:
    """Return a section for each command: what it says of itself with ``--help``."""
    found: Body = []
    for words in ([], *([name] for name in COMMANDS if name), ["list", "figures"]):
        part = section("-".join(["uc-audit", *words]), " ".join(["uc-audit", *words]))
        with contextlib.redirect_stdout(io.StringIO()) as output:
            main([*words, "--help"])
        part += nodes.literal_block(text=output.getvalue().rstrip(), language="text")
        found.append(part)
    return found


def files() -> dict[str, bytes]:
    """Return the files to download, by name."""
    audit, bundled = uc_audit.load(), Path(str(uc_audit.data_file()))
    found = {file.name: file.read_bytes() for file in (bundled, bundled.with_name("audit.schema.json"))}
    kinds = ("measures", "figures", *KINDS)
    return found | {f"{kind}.csv": uc_audit.to_csv(getattr(audit, kind)).encode() for kind in kinds}


def folder_from(directive: SphinxDirective) -> str:
    """Return the address of the downloads as seen from a page; the builder dirhtml makes a folder of each page."""
    return f"../{DOWNLOADS}" if directive.env.app.builder.name == "dirhtml" else DOWNLOADS


def downloads(directive: SphinxDirective) -> Body:
    """Return a table of the files to download."""
    folder = folder_from(directive)
    rows = ((link(name, f"{folder}/{name}"), f"{len(content):,} bytes") for name, content in files().items())
    return [table(["File", "Size"], rows), paragraph(link(SUMS, f"{folder}/{SUMS}"), " has their SHA-256.")]


def write_downloads(app: Any, error: Exception | None) -> None:
    """Write the files to download, and their checksums, into the site."""
    if error is None:
        folder = Path(app.outdir) / DOWNLOADS
        folder.mkdir(exist_ok=True)
        found = files()
        sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in found.items())
        for name, content in (found | {SUMS: sums.encode()}).items():
            (folder / name).write_bytes(content)


def chart(directive: SphinxDirective) -> Body:
    """Draw the chart of a measure, with its description as alternative text."""
    (measure,) = directive.arguments
    picture = uc_audit.chart(uc_audit.load(), measure, width=600)
    folder = Path(directive.env.app.outdir) / DOWNLOADS
    folder.mkdir(parents=True, exist_ok=True)
    picture.save(folder / f"{measure}.svg")
    text = html.escape(picture.to_dict()["description"])
    return [
        nodes.raw("", f'<img class="chart" src="{folder_from(directive)}/{measure}.svg" alt="{text}">', format="html")
    ]
