"""The documentation: its code runs, its output is real, and its lists are complete."""

import re
import shlex
import subprocess
import sys
from enum import Enum
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

import uc_audit
from uc_audit import Audit, model

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ENUMERATIONS = [getattr(model, name) for name in model.__all__ if issubclass(getattr(model, name), Enum)]


def _examples() -> list[Example]:
    markdown = Sybil(parsers=[PythonCodeBlockParser(), SkipParser()])
    python = Sybil(parsers=[DocTestParser()])
    documents = [markdown.parse(page) for page in PAGES]
    documents += [python.parse(file) for file in sorted((ROOT / "src").rglob("*.py"))]
    return [example for document in documents for example in document.examples()]


@pytest.mark.parametrize("example", _examples(), ids=lambda example: f"{Path(example.path).name}:{example.line}")
def test_example(example: Example) -> None:
    """Every example in the pages and the docstrings does what it says, in the order of its page."""
    example.evaluate()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_console_examples(page: Path) -> None:
    """What a page shows of a command is what the command prints; ``...`` on a line stands for any lines."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for block in blocks:
        command, shown = block.removeprefix("$ ").split("\n", 1)
        program, *words = shlex.split(command)
        assert program == "uc-audit"
        result = subprocess.run([sys.executable, "-m", "uc_audit", *words], capture_output=True, text=True, check=True)
        pattern = re.escape(shown).replace(re.escape("...\n"), "(?:.*\n)*?")
        assert re.fullmatch(pattern, result.stdout), command


def test_no_link_is_dead() -> None:
    """Links inside the documentation lead to files and headings that exist."""
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("enumeration", ENUMERATIONS, ids=lambda enumeration: enumeration.__name__)
def test_vocabulary_is_listed(enumeration: type[Enum]) -> None:
    """The documentation lists the values of every enumeration, in order, and no others."""
    text = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    section = text.split(f"## {enumeration.__name__}\n")[1].split("\n## ")[0]

    assert re.findall(r"^\| `(.+?)` \|", section, re.MULTILINE) == [member.value for member in enumeration]


def test_measures_are_listed(audit: Audit) -> None:
    """The documentation lists the measures, in order, and no others."""
    text = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8").split("## Measures\n")[1]

    assert re.findall(r"^\| `(.+?)` \|", text, re.MULTILINE) == list(dict.fromkeys(f.measure for f in audit.figures))


def test_numbers_in_the_readme_have_their_qualifier(audit: Audit) -> None:
    """The README gives the figures as ``describe`` words them."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| `(figure-[a-z0-9-]+)` \|$", text, re.MULTILINE)

    assert len(rows) >= 5
    assert rows == [(uc_audit.describe(audit.get(figure_id, uc_audit.Figure)), figure_id) for _, figure_id in rows]


def test_versions_agree() -> None:
    """The changelog and the citation file have the version of the package and of the data."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")

    assert re.search(rf"^## {re.escape(uc_audit.__version__)}\b", changelog, re.MULTILINE)
    assert f"Data {uc_audit.load().data_version}" in changelog
    assert f"version: {uc_audit.__version__}\n" in citation
