"""The public surface: its names, signatures, annotations and docstrings, and what importing costs."""

import inspect
import pydoc
import re
import runpy
import subprocess
import sys
import typing
from enum import Enum
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

import regenerate
import uc_audit

TESTS = Path(__file__).parent
CONSUMER = TESTS / "type_checking"
NAMES = uc_audit.__all__


def python(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a new process that reports its imports."""
    command = [sys.executable, "-X", "importtime", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True)


def imported_by(code: str) -> set[str]:
    """Return the modules that code imports."""
    return set(re.findall(r"\| +(\S+)$", python(code).stderr, re.MULTILINE))


def test_import_is_lazy() -> None:
    """Importing the package imports nothing else: neither ``typing`` nor attrs."""
    assert imported_by("import uc_audit") - imported_by("pass") == {"uc_audit"}


@pytest.mark.parametrize(("code", "slow"), [
    ("import uc_audit; uc_audit.load().figures[0]", "cattrs csv difflib hashlib importlib.metadata importlib_resources pathlib subprocess"),
    ("from uc_audit.cli import main; main([])", "cattrs csv difflib altair importlib_resources secrets uc_audit.searching uc_audit.formats"),
    ("from uc_audit.cli import main; main(['--help'])", "attrs cattrs uc_audit.dataset uc_audit.records"),
    ("from uc_audit.cli import main; main(['--version'])", "attrs cattrs uc_audit.dataset uc_audit.records"),
])  # fmt: skip
def test_only_what_is_needed_is_imported(code: str, slow: str) -> None:
    """The first record and a command import few slow modules."""
    assert imported_by(code) & {*slow.split()} <= imported_by("pass")


def test_names() -> None:
    """Every public name exists once, ``dir`` shows it before it is used, and it is looked up only once."""
    assert len(set(NAMES)) == len(NAMES)
    assert [name for name in NAMES if not hasattr(uc_audit, name)] == []
    code = "import uc_audit as u; print({*u.__all__} <= {*dir(u)}, 'load' in vars(u), u.load, 'load' in vars(u))"
    assert re.fullmatch(r"True False <function load at 0x\w+> True\n", python(code).stdout)


def test_names_for_type_checkers() -> None:
    """Type checkers, which read imports, see the same names as programs."""
    source = inspect.getsource(uc_audit)
    imports = re.findall(r"^    from \.[\w.]+ import (?:\(([^)]*)\)|(.+))$", source, re.MULTILINE)
    seen = {name for group in imports for name in re.findall(r"\w+", "".join(group))}

    assert sorted(seen) == sorted(NAMES)


def test_unknown_name() -> None:
    """A name that does not exist causes Python's AttributeError."""
    with pytest.raises(AttributeError, match="module 'uc_audit' has no attribute 'lod'"):
        uc_audit.lod  # type: ignore[attr-defined]  # noqa: B018


def test_version() -> None:
    """The version is that of the installed distribution."""
    assert uc_audit.__version__ == version("uc-audit")


def test_signatures() -> None:
    """No parameter was added, renamed or moved without looking: ``python tests/regenerate.py`` rewrites the snapshot."""
    assert regenerate.SIGNATURES.read_text(encoding="utf-8") == regenerate.signatures()


PUBLIC: dict[str, Any] = {name: getattr(uc_audit, name) for name in NAMES}
MEMBERS = {f"{name}.{key}": each for name in NAMES for key, each in regenerate.own_members(PUBLIC[name]).items()}


@pytest.mark.parametrize("name", [*PUBLIC, *MEMBERS])
def test_annotations_and_docstrings(name: str) -> None:
    """Everything public has annotations that can be resolved, and a docstring that begins with a sentence."""
    public = {**PUBLIC, **MEMBERS}[name]
    function = public.fget if isinstance(public, property) else public
    hints = typing.get_type_hints(function)
    first, *_ = (inspect.getdoc(public) or "").split("\n\n")

    assert re.match(r"[A-Z`].*[.:]$", first, re.DOTALL)
    if inspect.isfunction(function):
        assert {*inspect.signature(function).parameters, "return"} - {"self"} == hints.keys()


@pytest.mark.parametrize("name", [name for name in NAMES if isinstance(PUBLIC[name], type) and name != "UcAuditError"])
def test_fields_and_members_have_docstrings(name: str) -> None:
    """Every field of a record, every attribute of an error and every member of an enumeration has a docstring."""
    public = PUBLIC[name]
    expected = public.__members__ if issubclass(public, Enum) else inspect.signature(public).parameters

    assert expected.keys() <= regenerate.attribute_docstrings(public).keys()


def test_help() -> None:
    """``help(uc_audit)`` shows every public name with its docstring, on every Python."""
    text = pydoc.plain(pydoc.render_doc(uc_audit))

    assert [name for name in NAMES if not re.search(rf"^    (?:class )?{name}\(", text, re.MULTILINE)] == []
    assert "Return the bundled dataset: the same immutable object" in text


def test_right_program_runs() -> None:
    """The program that uses the library as it should runs."""
    runpy.run_path(str(CONSUMER / "right.py"))


def test_type_checker(cache: pytest.Cache, tmp_path: Path) -> None:
    """Mypy finds every mistake in the wrong program, with the code next to it, and none in the right one and the README."""
    files = [str(CONSUMER / name) for name in ("right.py", "wrong.py")]
    readme = re.findall(
        "^(?:>>>|[.]{3}) ?(.*)$", (TESTS.parent / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    (tmp_path / "readme.py").write_text("\n".join(readme), encoding="utf-8")
    files.append(str(tmp_path / "readme.py"))
    options = ["--strict", f"--cache-dir={cache.mkdir('mypy')}", f"--config-file={CONSUMER / 'mypy.ini'}"]
    command = [sys.executable, "-m", "mypy", *options, *files]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    found = set(re.findall(r"(\w+\.py):(\d+): error: .*\[([\w-]+)\]$", result.stdout, re.MULTILINE))
    lines = (CONSUMER / "wrong.py").read_text(encoding="utf-8").splitlines()
    expected = {("wrong.py", str(n), line.split("  # ")[1]) for n, line in enumerate(lines, 1) if "  # " in line}

    assert expected <= found, result.stdout
    assert {error[:2] for error in found} == {error[:2] for error in expected}


def test_benchmark_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The script that measures what the documentation promises runs; how long it takes is not tested."""
    monkeypatch.setattr(sys, "argv", ["measure.py", "--runs", "1", "--scale", "0.01"])
    runpy.run_path(str(TESTS / "benchmarks" / "measure.py"), run_name="__main__")

    assert re.search(r"^import uc_audit +\d+\.\d+ x bare Python, at most 1.1$", capsys.readouterr().out, re.MULTILINE)
