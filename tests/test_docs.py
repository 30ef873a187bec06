"""The documentation: its code runs, the output it shows is real, and its links lead somewhere."""

import contextlib
import csv
import doctest
import importlib.util
import re
import runpy
import shlex
import sqlite3
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from sybil import Document, Example, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser

import uc_audit
from uc_audit.cli import main

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
MAX_WORDS = 1200
TEXTS = {page: page.read_text(encoding="utf-8") for page in PAGES}
PAGES_WITH_PYTHON = [page for page, text in TEXTS.items() if "```python" in text]


def run_python(example: Example) -> str | None:
    """Run a block of Python in its page's namespace, as a doctest if it has prompts; return what failed."""
    if ">>>" not in example.parsed:
        return PythonEvaluator()(example)
    test = doctest.DocTestParser().get_doctest(example.parsed, example.namespace, "", example.path, example.line)
    output: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=output.append, clear_globs=False)
    example.namespace.update(test.globs)
    return "".join(output) or None


def python_in(page: Path) -> Document:
    """Return a page with its blocks of Python."""
    return Sybil(parsers=[CodeBlockParser("python", run_python)]).parse(page)


def packages_missing(code: str) -> list[str]:
    """Return the packages that code imports but that are not installed."""
    names = re.findall(r"^(?:>>> )?(?:import|from) (\w+)", code, re.MULTILINE)
    return [name for name in names if importlib.util.find_spec(name) is None]


def blocks_of(language: str) -> list[tuple[Path, str]]:
    """Return the blocks of code in a language, each after its page."""
    pattern = re.compile(rf"^```{language}\n(.*?)^```$", re.DOTALL | re.MULTILINE)
    return [(page, block) for page, text in TEXTS.items() for block in pattern.findall(text)]


@pytest.mark.filterwarnings("default")  # Other people's packages may warn.
@pytest.mark.parametrize("page", PAGES_WITH_PYTHON, ids=lambda page: page.name)
def test_python(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block of Python does what it shows, in the order of its page; ``tests/site`` has the packages for all of them."""
    monkeypatch.chdir(tmp_path)
    missing: list[str] = []
    for example in python_in(page).examples():
        if not_installed := packages_missing(example.parsed):
            missing += not_installed
        else:
            example.evaluate()
    if missing:
        pytest.skip(f"not installed, for some of the blocks: {', '.join(missing)}")


@pytest.mark.parametrize(
    ("page", "block"), blocks_of("console"), ids=lambda value: str(getattr(value, "name", value))[:50]
)
def test_console(page: Path, block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """The output that a page shows is what the command prints; ``...`` is any text, and on its own line any lines."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name, content in re.findall(
        r"`([\w.]+)`[^`]*\n\n```markdown\n(.*?)^```$", TEXTS[page], re.DOTALL | re.MULTILINE
    ):
        Path(name).write_text(content, encoding="utf-8")
    for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        program, *words = shlex.split(command)
        if program == "python":
            runpy.run_path(str(ROOT / words[0]), run_name="__main__")
        else:
            assert program == "uc-audit"
            main(words)
        printed = "".join(capsys.readouterr())
        pattern = re.escape(shown).replace(re.escape("...\n"), "(?:.*\n)*?").replace(r"\.\.\.", ".*")
        assert re.fullmatch(pattern, printed), f"{command}\n{printed}"


def test_sql(tmp_path: Path) -> None:
    """The SQLite query finds figures in the data package, with the addresses of their sources."""
    (question,) = [block for _, block in blocks_of("sql") if "sources" in block]
    uc_audit.write_datapackage(uc_audit.load(), tmp_path / "package")
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        for file in (tmp_path / "package").glob("*.csv"):
            header, *rows = csv.reader(file.read_text(encoding="utf-8").splitlines(keepends=True))
            database.execute(f"CREATE TABLE {file.stem} ({', '.join(header)})")
            database.executemany(f"INSERT INTO {file.stem} VALUES ({', '.join('?' * len(header))})", rows)  # noqa: S608
        found = database.execute(question).fetchall()

    assert any(text.startswith("more than 291,000") and "oig.dhs.gov" in url for text, url in found)


def test_other_languages() -> None:
    """TypeScript on a page is part of a program that is compiled, and TOML is a requirement of this package."""
    program = (ROOT / "tests" / "consumers" / "typescript" / "main.ts").read_text(encoding="utf-8")
    tables = [tomllib.loads(block)["project"]["dependencies"] for _, block in blocks_of("toml")]

    assert [block for _, block in blocks_of("typescript") if block not in program] == []
    assert {Requirement(line).name for table in tables for line in table} == {"uc-audit"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links(page: Path) -> None:
    """Links inside the documentation lead to files that exist, and to headings in them."""
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", TEXTS[page]):
        file = page.parent / target if target else page
        assert file.exists(), target
        headings = re.findall(r"^#+ (.*)", file.read_text(encoding="utf-8"), re.MULTILINE) if anchor else []
        slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert not anchor or anchor in slugs or file.name == "audit.md", f"{target}#{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_length(page: Path) -> None:
    """No page takes longer than a few minutes to read."""
    assert len(TEXTS[page].split()) <= MAX_WORDS


def test_public_names() -> None:
    """The API page has every public name once."""
    names = re.findall(r"auto\w+:: uc_audit\.(\w+)", TEXTS[ROOT / "docs" / "api.md"])

    assert sorted(names) == sorted(uc_audit.__all__)


def test_figures_to_quote() -> None:
    """The README has each measure's figure to quote."""
    audit = uc_audit.load()
    rows = {}
    for measure in audit.measures:
        if measure.preferred_id:
            row = uc_audit.compare(audit, measure)[0]
            times = [f"as of {row.as_of}" if row.as_of else None, str(row.period) if row.period else None]
            rows[measure.title] = f"{', '.join([row.number, *filter(None, times)])} | {row.who}"
    shown = re.findall(
        r"^\| (.+?) \| (.+) \|$", TEXTS[ROOT / "README.md"].split("## The figures to quote")[1], re.MULTILINE
    )

    assert dict(shown[1:]) == rows


def test_versions() -> None:
    """The changelog has the version and the counts of the data, and the citation file the version of the code."""
    audit = uc_audit.load()
    changelog = " ".join((ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split())

    assert f"Data version {audit.data_version}, schema version 1: {len(audit)} records." in changelog
    for kind in (
        "figures",
        "measures",
        "findings",
        "quotes",
        "responses",
        "recommendations",
        "discrepancies",
        "sources",
    ):
        assert f" {len(getattr(audit, kind))} {kind}" in changelog
    assert f"version: {uc_audit.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
