"""The public surface: which names there are, how they are documented, and what type checkers see of them."""

import ast
import importlib.metadata
import inspect
import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs
import pytest

import uc_audit

CONSUMER = Path(__file__).parent / "type_checking"
NAMES = uc_audit.__all__


def test_all_names_are_there() -> None:
    """``__all__`` is sorted by kind as ruff wants it, has no doubles, and every name in it exists."""
    assert len(set(uc_audit.__all__)) == len(uc_audit.__all__)
    assert [name for name in uc_audit.__all__ if not hasattr(uc_audit, name)] == []


def test_the_lists_of_names_agree() -> None:
    """What type checkers read, what is resolved at run time, and ``__all__`` are the same names from the same modules."""
    tree = ast.parse(Path(uc_audit.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 1]
    seen = {alias.name: node.module for node in imports for alias in node.names}
    resolved = {name: module for module, names in uc_audit._MODULES.items() for name in names.split()}

    assert seen == resolved
    assert sorted(resolved) == sorted(uc_audit.__all__)


def test_dir_shows_the_names() -> None:
    """``dir()`` shows the public names before they are used."""
    code = "import uc_audit; print(set(uc_audit.__all__) <= set(dir(uc_audit)), 'load' in vars(uc_audit))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout == "True False\n"
    assert set(uc_audit.__all__) <= set(dir(uc_audit))


def test_unknown_name() -> None:
    """A name that does not exist is Python's AttributeError."""
    with pytest.raises(AttributeError, match="module 'uc_audit' has no attribute 'lod'"):
        uc_audit.lod  # type: ignore[attr-defined]  # noqa: B018


def test_version() -> None:
    """The version is that of the installed distribution."""
    assert uc_audit.__version__ == version("uc-audit")


def test_without_an_installed_distribution(tmp_path: Path) -> None:
    """Where the package was only copied, the version is unknown and nothing breaks."""
    shutil.copytree(Path(uc_audit.__file__).parent, tmp_path / "uc_audit")
    code = (
        "import sys, importlib.metadata as m; sys.path.insert(0, sys.argv[1])\n"
        "def gone(name): raise m.PackageNotFoundError(name)\n"
        "m.version = gone\n"
        "import uc_audit; from uc_audit import *; print(uc_audit.__version__, load()['ice'].id)\n"
        "from uc_audit.cli import main; main(['--version'])"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]

    assert (
        subprocess.run(command, capture_output=True, text=True, check=True).stdout == "unknown ice\nuc-audit unknown\n"
    )


def test_unknown_version_in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without metadata the version is unknown."""

    def gone(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.delitem(vars(uc_audit), "__version__", raising=False)
    monkeypatch.setattr(importlib.metadata, "version", gone)
    assert uc_audit.__version__ == "unknown"
    monkeypatch.delitem(vars(uc_audit), "__version__")


FOR_LOADING = """
datetime _datetime math _json json json.decoder json.encoder json.scanner
_sha2 _blake2 _hashlib hashlib
uc_audit uc_audit.dataset uc_audit.errors
uc_audit.model uc_audit.model.audit uc_audit.model.checks uc_audit.model.figure uc_audit.model.integrity uc_audit.model.records
uc_audit.model.rules uc_audit.model.values uc_audit.model.vocabulary uc_audit.model.walk
uc_audit.model.wording
"""
"""What the first record needs beside attrs: since Python 3.12 without the line of hashlib, but for ``_sha2``."""


def imported_by(code: str) -> set[str]:
    """Give the modules that a process imports, as Python itself counts them."""
    command = [sys.executable, "-I", "-X", "importtime", "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(re.findall(r"^import time: .*\| +(\S+)$", result.stderr, re.MULTILINE))


def test_import_is_lazy() -> None:
    """``import uc_audit`` imports nothing else."""
    assert imported_by("import uc_audit") - imported_by("pass") == {"uc_audit"}


def test_loading_imports_little() -> None:
    """The first record needs attrs, and few modules beside it: none that takes long."""
    imported = imported_by("import uc_audit; uc_audit.load().figures[0]") - imported_by("import attrs")
    allowed = set(FOR_LOADING.split())

    assert imported <= (allowed if sys.version_info < (3, 12) else allowed - {"_blake2", "_hashlib", "hashlib"})


@pytest.mark.parametrize("name", NAMES)
def test_docstrings(name: str) -> None:
    """Every public name has a docstring whose first sentence fits on a line and ends with a full stop."""
    doc = inspect.getdoc(getattr(uc_audit, name))

    assert doc
    assert re.match(r"[A-Z`].{8,118}[.:]$", doc.split("\n\n")[0].replace("\n", " ")) or doc.split("\n")[0].endswith(".")


@pytest.mark.parametrize("name", [n for n in NAMES if attrs.has(getattr(uc_audit, n))])
def test_every_field_is_documented(name: str) -> None:
    """The docstring of a record class explains each of its own fields, and nothing else."""
    cls: Any = getattr(uc_audit, name)
    section = (inspect.getdoc(cls) or "").split("Attributes:\n")[1].split("\n\n")[0]
    documented = re.findall(r"^    (\w+): ", section, re.MULTILINE)

    assert documented == [field.name for field in attrs.fields(cls) if not field.inherited]


def _mypy(file: Path) -> str:
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-incremental",
        f"--config-file={CONSUMER / 'mypy.ini'}",
        str(file),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_right_consumer() -> None:
    """A program that uses the library as it should passes strict mypy and runs."""
    result = subprocess.run([sys.executable, str(CONSUMER / "right.py")], capture_output=True, text=True, check=True)

    assert _mypy(CONSUMER / "right.py") == "Success: no issues found in 1 source file\n"
    assert (
        result.stdout
        == "13 Children transferred from ICE to HHS ice more than 448,000 True True 2018\n1 2 6 True True 3\n"
    )


def _mistakes() -> dict[int, str]:
    """Map the lines of the wrong program that have a mistake to the code of mypy's error."""
    lines = (CONSUMER / "wrong.py").read_text(encoding="utf-8").splitlines()
    return {n: match[1] for n, line in enumerate(lines, start=1) if (match := re.search(r"  # ([\w-]+)$", line))}


def test_wrong_consumer() -> None:
    """Every mistake in the wrong program is a type error of the kind that is written beside it, and nothing else is."""
    output = _mypy(CONSUMER / "wrong.py")
    found = {(int(n), code) for n, code in re.findall(r"wrong\.py:(\d+): error: .*\[([\w-]+)\]", output)}

    assert set(_mistakes().items()) <= found
    assert {line for line, _ in found} == set(_mistakes())


def test_consumers_in_pyright(tmp_path: Path) -> None:
    """Pyright finds the same mistakes in the wrong program, and none in the right one."""
    pytest.importorskip("basedpyright", reason="pyright is in the extra lint, which is not installed")
    config = {"include": [str(CONSUMER)], "typeCheckingMode": "standard", "reportUnusedExpression": False}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "basedpyright",
        "--outputjson",
        "--project",
        str(tmp_path),
        "--pythonpath",
        sys.executable,
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    found = {
        (Path(d["file"]).name, d["range"]["start"]["line"] + 1) for d in json.loads(result.stdout)["generalDiagnostics"]
    }

    assert found == {("wrong.py", line) for line in _mistakes()}
