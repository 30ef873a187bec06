"""The wheel and the sdist: what is in them, and what the package depends on."""

import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_wheel(built: Path) -> None:
    """The wheel holds every file of the package and nothing but it and its metadata."""
    (wheel,) = built.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    package = ROOT / "src" / "uc_audit"
    files = {file for file in package.rglob("*") if file.is_file() and "__pycache__" not in file.parts}

    assert names == {str(file.relative_to(ROOT / "src")) for file in files}
    assert {f"uc_audit/data/{name}" for name in ("audit.json", "audit.schema.json", "SHA256SUMS")} <= names
    assert "uc_audit/py.typed" in names


def test_wheel_has_the_licence(built: Path) -> None:
    """The licence is in the wheel's metadata."""
    (wheel,) = built.glob("*.whl")

    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in zipfile.ZipFile(wheel).namelist())


def test_sdist(built: Path) -> None:
    """The sdist holds the package, the tests, the documentation and the files beside them."""
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    expected = {
        str(file.relative_to(ROOT))
        for folder in ("src", "tests", "docs")
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and not {"__pycache__", ".hypothesis", ".pytest_cache", "_build"} & set(file.parts)
    }

    assert expected <= names
    assert {"README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "pyproject.toml"} <= names


def test_dependencies() -> None:
    """At run time there are exactly three dependencies, none of them with an upper bound."""
    run_time = [requirement for requirement in requires("uc-audit") or [] if "extra ==" not in requirement]

    assert sorted(re.split(r"[><=~!]", requirement)[0] for requirement in run_time) == [
        "attrs",
        "cattrs",
        "importlib-resources",
    ]
    assert not any(sign in requirement for requirement in run_time for sign in ("<", "==", "~="))


def rebuilt(source: Path, folder: Path, umask: str) -> dict[str, bytes]:
    """Build from a copy of the source in another folder, by somebody with other habits; give the files."""
    left_out = shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis", "dist")
    shutil.copytree(source, folder / "source", ignore=left_out, copy_function=shutil.copyfile)
    command = f"umask {umask} && {shlex.quote(sys.executable)} -m hatchling build -d ../dist"
    subprocess.run(command, shell=True, cwd=folder / "source", check=True, capture_output=True)  # noqa: S602
    return {path.name: path.read_bytes() for path in (folder / "dist").iterdir()}


def test_builds_are_reproducible(built: Path, tmp_path: Path) -> None:
    """Whoever builds, wherever and whenever, gets the same bytes; from the sdist, too."""
    first = {path.name: path.read_bytes() for path in built.iterdir()}
    second = rebuilt(ROOT, tmp_path / "elsewhere", "077")
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    third = rebuilt(tmp_path / sdist.name.removesuffix(".tar.gz"), tmp_path / "from the sdist", "002")

    assert len(first) == 2
    assert second == first
    assert third == first


@pytest.mark.parametrize("tool", ["twine", "check_wheel_contents"])
def test_packages_pass_the_tools(built: Path, tool: str) -> None:
    """The tools that look at packages before they are published find nothing."""
    pytest.importorskip(tool, reason=f"{tool} is in the extra lint, which is not installed")
    wheels = [str(path) for path in built.glob("*.whl")]
    arguments = ["check", "--strict", *map(str, built.iterdir())] if tool == "twine" else wheels
    result = subprocess.run([sys.executable, "-m", tool, *arguments], capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr
