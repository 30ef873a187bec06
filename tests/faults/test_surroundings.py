"""Wherever the package lies, whoever runs it and however: what it gives is the same."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipapp
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import everything
import pytest
from children import as_nobody, dependencies, dependency_folders, posix, without_powers

from uc_audit import Audit
from uc_audit.cli.report import render

PROGRAM = everything.__file__
ODD = "with spaces, ä and 文"
USUAL = {name: os.environ[name] for name in ("PATH", "PYTHONPYCACHEPREFIX", "SYSTEMROOT") if name in os.environ}
"""The environment of a process, but for what a test sets; byte code is kept where the tests keep it."""

NARROW = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""An environment in which the terminal knows only ASCII."""


def unpack(wheel: Path, folder: Path) -> Path:
    """Unpack the wheel into a folder, and give that."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def install(wheel: Path, folder: Path) -> str:
    """Install the wheel into a new virtual environment, for which the dependencies stay where they are; give its Python."""
    venv.create(folder, symlinks=os.name == "posix")
    scheme = {"base": str(folder), "platbase": str(folder)}
    packages = unpack(wheel, Path(sysconfig.get_path("purelib", "venv", scheme)))
    (packages / "dependencies.pth").write_text("\n".join(dependency_folders()), encoding="utf-8")
    return os.path.join(sysconfig.get_path("scripts", "venv", scheme), "python")


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    """The wheel."""
    return next(built.glob("*.whl"))


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The Python of a virtual environment in which the wheel is installed."""
    return install(wheel, tmp_path_factory.mktemp("environment"))


@pytest.fixture(scope="session")
def expected() -> dict[str, str]:
    """The digest of each output of the library in this process."""
    return everything.digests()


Check = Callable[..., str]


@pytest.fixture
def check(audit: Audit, expected: dict[str, str], tmp_path: Path) -> Check:
    """Run a command that ends with the program; compare what it prints; give how it ran, and where the package was."""

    def run(*command: str, **environment: str) -> str:
        surroundings = USUAL | {"COLUMNS": "80"} | environment
        settings = {name: value for name, value in surroundings.items() if value}
        result = subprocess.run([*command], capture_output=True, check=False, cwd=tmp_path, env=settings)
        assert result.stderr.decode() == ""
        first, _, printed = result.stdout.decode().partition("\n")
        found: dict[str, Any] = json.loads(first)
        text = render(audit, 80)
        if environment.items() >= NARROW.items():
            text = text.translate(str.maketrans("\u2018\u2019\u201c\u201d", "''\"\""))

        assert found["digests"] == expected
        assert printed == text
        place = found["file"].encode(errors="surrogateescape").decode()
        return f"{found['surroundings']} {place}"

    return run


HOW: dict[str, tuple[list[str], dict[str, str], str]] = {
    "plain": ([], {}, "hash_randomization=1"),
    "-O": (["-O"], {}, "optimize=1"),
    "-OO": (["-OO"], {}, "optimize=2"),
    "-I": (["-I"], {}, "isolated=1"),
    "-P": (["-P"], {}, "safe_path=True"),
    "-W": (["-W", "error"], {}, "['error']"),
    "ASCII": ([], NARROW, "utf8_mode=0"),
    "seed": ([], {"PYTHONHASHSEED": "0"}, "hash_randomization=0"),
    "no home": ([], {"HOME": "/nonexistent"}, "user="),
}
"""Flags, environment, and what Python then says of itself."""


@pytest.mark.parametrize(("flags", "environment", "said"), HOW.values(), ids=HOW)
def test_how(check: Check, python: str, flags: list[str], environment: dict[str, str], said: str) -> None:
    """Under any flags, in any locale and with any order of sets, the installed package gives the same."""
    found = check(python, *flags, PROGRAM, **environment)

    assert said in found
    assert str(Path(python).parent.parent) in found


def test_a_path_with_spaces_and_letters(check: Check, wheel: Path, tmp_path: Path) -> None:
    """In a path with spaces, and with letters that the locale does not have, it gives the same, and knows where it is."""
    python = install(wheel, tmp_path / ODD)
    command = [python, "-m", "uc_audit", "path"]
    printed = subprocess.run(command, capture_output=True, check=True, env=USUAL | NARROW).stdout

    assert ODD in check(python, PROGRAM, **NARROW)
    assert printed.decode().startswith(str(tmp_path / ODD))


def test_zip(check: Check, wheel: Path, tmp_path: Path) -> None:
    """From a zip file it gives the same, though the program leaves the folder from which it named the file."""
    shutil.copy(wheel, tmp_path / f"{ODD}.zip")

    assert f"{ODD}.zip" in check(sys.executable, PROGRAM, PYTHONPATH=f"{ODD}.zip", GO_TO=os.sep)


def test_zipapp(check: Check, wheel: Path, tmp_path: Path) -> None:
    """In a zipapp, with all that it needs and nothing else, it gives the same, likewise."""
    folder = unpack(wheel, tmp_path / "app")
    for place in dependencies():
        if place.is_dir():
            shutil.copytree(place, folder / place.name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(place, folder)
    shutil.copy(PROGRAM, folder / "__main__.py")
    zipapp.create_archive(folder, tmp_path / "app.pyz")

    assert "app.pyz" in check(sys.executable, "-I", "-S", "app.pyz", GO_TO=os.sep)


def test_another_folder(check: Check, wheel: Path, tmp_path: Path) -> None:
    """A program that goes to another folder after the import finds the rest of the package and its data."""
    unpack(wheel, tmp_path / "packages")

    assert str(tmp_path / "packages") in check(sys.executable, PROGRAM, PYTHONPATH="packages", GO_TO=os.sep)


@pytest.mark.parametrize("name", ["packages", "packages.zip", "absolute"])
def test_another_folder_with_a_path_of_its_own(wheel: Path, tmp_path: Path, name: str) -> None:
    """As documented: only a zip file that the program itself puts on ``sys.path`` by a relative path is lost."""
    unpack(wheel, tmp_path / "packages")
    shutil.copy(wheel, tmp_path / "packages.zip")
    place = str(tmp_path / "packages.zip") if name == "absolute" else name
    code = f"import os, sys; sys.path.insert(0, {place!r}); import uc_audit; os.chdir(os.sep); print(uc_audit.load().report_number)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)

    if name == "packages.zip":
        assert "ModuleNotFoundError: No module named 'uc_audit.dataset'" in result.stderr
    else:
        assert result.stdout == "OIG-24-46\n"


@posix
def test_read_only(check: Check, wheel: Path, tmp_path: Path) -> None:
    """Where the package may only be read, so that there is no byte code, it gives the same."""
    packages = unpack(wheel, tmp_path / "packages")
    folders = [packages, *(path for path in packages.rglob("*") if path.is_dir())]
    for path in folders:
        path.chmod(0o555)
    found = check(*without_powers(), sys.executable, PROGRAM, PYTHONPATH=str(packages), PYTHONPYCACHEPREFIX="")
    for path in folders:
        path.chmod(0o755)

    assert str(packages) in found
    assert "dont_write_bytecode=0" in found
    assert [*packages.rglob("__pycache__")] == []


@posix
def test_another_user(check: Check, python: str, tmp_path: Path) -> None:
    """A user who may write nothing, not even at home, gets the same."""
    assert "user=65534" in check(*as_nobody(), python, PROGRAM, HOME=str(tmp_path), PYTHONPYCACHEPREFIX="")
