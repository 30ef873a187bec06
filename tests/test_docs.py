"""The documentation: its code runs, its output is real, and its lists are complete."""

import contextlib
import csv
import io
import re
import shlex
import sqlite3
import subprocess
import sys
import tomllib
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from sybil import Example, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

import uc_audit
from uc_audit import Audit, model
from uc_audit.formats.tables import csv_files

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
WITH_MORE = ("dataframes.md", "notebooks.md")
"""Pages whose examples need the extra ``docs``: ``tests/website`` runs them."""
ENUMERATIONS = [getattr(model, name) for name in model.__all__ if issubclass(getattr(model, name), Enum)]


def examples_of(pages: list[Path]) -> list[Example]:
    """Give the examples of Python in pages, in order."""
    markdown = Sybil(parsers=[PythonCodeBlockParser(), SkipParser()])
    return [example for page in pages for example in markdown.parse(page).examples()]


def _examples() -> list[Example]:
    python = Sybil(parsers=[DocTestParser()])
    modules = [python.parse(file) for file in sorted((ROOT / "src").rglob("*.py"))]
    pages = examples_of([page for page in PAGES if page.name not in WITH_MORE])
    return [*pages, *(example for module in modules for example in module.examples())]


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


RUN_ELSEWHERE = (
    # By .ci/run, as a step of the notes of a release, or as a long run that the page with its results describes.
    "pip install",
    "python -m sphinx",
    "python tests/regenerate.py",
    "python tests/fuzzing/",
    "python tests/benchmarks/",
    "MUTANT_SECONDS=4 ",
    "pytest",
)


def blocks_of(*languages: str) -> list[Any]:
    """Give the blocks of code in some languages of all pages, named by where they stand."""
    pattern = re.compile(rf"^```({'|'.join(languages)})\n(.*?)^```$", re.DOTALL | re.MULTILINE)
    return [
        pytest.param(match[2], id=f"{page.name}:{page.read_text(encoding='utf-8')[: match.start()].count(chr(10)) + 1}")
        for page in PAGES
        for match in pattern.finditer(page.read_text(encoding="utf-8"))
    ]


def test_no_language_is_left_out() -> None:
    """Blocks of code are of a language for which there is a test."""
    # test_jsonld.py asks the question in SPARQL; what stands in braces is for Sphinx.
    known = {"python", "console", "sh", "sparql", "sql", "toml", "typescript"}
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)

    assert set(re.findall(r"^```([a-z]\S*)", text, re.MULTILINE)) == known


@pytest.mark.parametrize("block", blocks_of("sh"))
def test_commands(block: str, tmp_path: Path) -> None:
    """Every command that a page gives to a shell works; some are run elsewhere."""
    for command in re.split(r"\n| && ", block.strip()):
        if command.startswith(RUN_ELSEWHERE):
            continue
        program, *words = shlex.split(command)
        assert program == "uc-audit"
        subprocess.run([sys.executable, "-m", "uc_audit", *words], cwd=tmp_path, check=True, stdout=subprocess.PIPE)


@pytest.mark.parametrize("block", blocks_of("sql"))
def test_sql(block: str, audit: Audit) -> None:
    """A question in SQL finds something in the tables of the data package."""
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        for name, text in csv_files(audit):
            header, *rows = csv.reader(io.StringIO(text))
            table = name.removesuffix(".csv")
            database.execute(f"CREATE TABLE {table} ({', '.join(header)})")
            database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(header))})", rows)  # noqa: S608
        found = database.execute(block).fetchall()

    assert ("finding-failed-to-appear", ">", "32000", "children", "FY 2019-2023", "") in found


@pytest.mark.parametrize("block", blocks_of("toml"))
def test_toml(block: str) -> None:
    """What a page puts into ``pyproject.toml`` names this distribution, in a version that there is."""
    (requirement,) = map(Requirement, tomllib.loads(block)["project"]["dependencies"])

    assert requirement.name == "uc-audit"
    assert uc_audit.__version__ in requirement.specifier


@pytest.mark.parametrize("block", blocks_of("typescript"))
def test_typescript(block: str) -> None:
    """What a page shows in TypeScript is a part of the program that is built and run against the wheel."""
    program = ROOT / "tests" / "consumers" / "typescript" / "src" / "main.ts"

    assert block.strip() in program.read_text(encoding="utf-8")


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


def test_every_error_is_shown() -> None:
    """The page of the errors shows what each one says."""
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    names = [name for name in uc_audit.__all__ if name.endswith("Error") and name != "UcAuditError"]

    assert [name for name in names if f"uc_audit.errors.{name}: " not in text] == []


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_tables_of_figures_have_their_qualifier(audit: Audit, page: str) -> None:
    """The README and the first page give figures, and who says so, as ``describe`` words them; caveats are elsewhere."""
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+?) \| \[?`(figure-[a-z0-9-]+)`.*\|$", text, re.MULTILINE)

    assert len(rows) >= 5
    for words, speaker, figure_id in rows:
        figure = audit.get(figure_id, uc_audit.Figure)
        caveats = [caveat.text for caveat in figure.caveats]
        assert " ".join([f"{words}; {speaker}.", *caveats]) == uc_audit.describe(figure, "long")
        assert words == uc_audit.describe(figure)


def test_versions_agree() -> None:
    """The changelog and the citation file have the version of the package and of the data."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")

    assert re.search(rf"^## {re.escape(uc_audit.__version__)}\b", changelog, re.MULTILINE)
    assert f"Data {uc_audit.load().data_version}" in changelog
    assert f"version: {uc_audit.__version__}\n" in citation
