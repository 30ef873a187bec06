"""The documents that the dataset cites, as far as they are at hand, and how they are read."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from uc_audit import Citation
from uc_audit.text import normalize

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("UC_AUDIT_SOURCES") or HERE.parent.parent / "shared" / "source")
ARTICLE = FOLDER / "article.txt"
FILES = {
    "article": ARTICLE,
    "oig-24-46": HERE / "sources" / "oig-24-46.txt",
    "oig-25-21": HERE / "sources" / "oig-25-21.txt",
}

_ABBREVIATIONS = ("U.S.", "St.")


def sentences(text: str) -> list[str]:
    """Take a text apart: a line of its own is a sentence, and so is what ends in a full stop inside one."""
    found: list[str] = []
    for line in filter(None, map(normalize, text.splitlines())):
        start = 0
        for gap in re.finditer(r'(?<=[.!?]) (?=[A-Z"])|(?<=[.!?]") (?=[A-Z"])', line):
            if not line[start : gap.start()].endswith(_ABBREVIATIONS):
                found.append(line[start : gap.start()])
                start = gap.end()
        found.append(line[start:])
    return found


def citations_in(value: Any) -> Iterator[Citation]:
    """Go through all the citations in a record or an audit."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from citations_in(item)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from citations_in(getattr(value, field.name))


def selector(citation: Citation) -> str:
    """Give the normalized passage that stands once in the source."""
    return normalize(f"{citation.prefix or ''}{citation.exact or ''}{citation.suffix or ''}")
