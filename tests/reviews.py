"""What people and programs get of the dataset, each as one text, to be read again where it changes."""

import argparse
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args
from unittest import mock

import uc_audit
from uc_audit.cli.arguments import make_parser
from uc_audit.cli.report import render
from uc_audit.figures import Style
from uc_audit.jsontext import dump
from uc_audit.model.audit import record_classes

REVIEWED = Path(__file__).parent / "reviewed"


def figures() -> str:
    """Give every figure in every style."""
    return "\n".join(
        f"{figure.id}\n{''.join(f'  {style:<6} {format(figure, style)}{chr(10)}' for style in get_args(Style))}"
        for figure in uc_audit.load().figures
    )


def command_help() -> str:
    """Give the help of every command, a line for each argument: how it is laid out depends on Python's version."""
    with mock.patch.dict(os.environ, COLUMNS="1000"):
        text = "\n".join(parser.format_help() for parser in _parsers(make_parser()))
    text = text.replace("-o, --output FILE", "-o FILE, --output FILE")
    return re.sub(r"(?<=\S) {2,}", "  ", re.sub(r"\n {3,}", "  ", text))


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _parsers(command)


def package() -> str:
    """Give the files of the data package one after the other, each after its name."""
    with tempfile.TemporaryDirectory() as folder:
        uc_audit.write_datapackage(uc_audit.load(), folder)
        files = sorted(Path(folder).iterdir())
        return "\n".join(f"== {path.name}\n{path.read_text(encoding='utf-8')}" for path in files)


def references() -> str:
    """Give the dataset and its sources as BibTeX and as CSL-JSON."""
    audit = uc_audit.load()
    return f"{uc_audit.to_bibtex(audit)}\n{dump(uc_audit.to_csl(audit))}"


def tables() -> str:
    """Give the records of every kind as a table in Markdown."""
    return "\n".join(uc_audit.to_markdown(getattr(uc_audit.load(), name)) for name in record_classes())


REVIEWS: dict[str, Callable[[], str]] = {
    "figures.txt": figures,
    "help.txt": command_help,
    "schema.json": lambda: dump(uc_audit.schema()),
    "linked-data.json": lambda: dump(uc_audit.to_jsonld(uc_audit.load())),
    "package.txt": package,
    "references.txt": references,
    "report.txt": lambda: render(uc_audit.load(), 80),
    "tables.md": tables,
}
"""What makes the text of each file in ``tests/reviewed/``."""
