"""The wheel and the sdist: what is in them, what they depend on, and that every build gives the same bytes."""

import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def files_in(folder: Path) -> set[str]:
    """Return the files in a folder of the project, without caches."""
    return {
        str(file.relative_to(ROOT))
        for file in folder.rglob("*")
        if file.is_file() and not re.search(r"__pycache__|/_build/|/\.|node_modules", str(file.relative_to(ROOT)))
    }


def names_in(archive: Path) -> set[str]:
    """Return the names of the files in a wheel or in an sdist, without the folder of the sdist."""
    if archive.suffix == ".whl":
        return set(zipfile.ZipFile(archive).namelist())
    with tarfile.open(archive) as sdist:
        return {name.partition("/")[2] for name in sdist.getnames()}


def test_wheel(built: Path) -> None:
    """The wheel has every file of the package, its marker of types and its license, and nothing else."""
    (wheel,) = built.glob("*.whl")
    names = names_in(wheel)

    assert {name for name in names if ".dist-info/" not in name} == {
        name.removeprefix("src/") for name in files_in(ROOT / "src")
    }
    assert {"uc_audit/data/audit.json", "uc_audit/data/audit.schema.json", "uc_audit/data/CRC32"} <= names
    assert "uc_audit/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_sdist(built: Path) -> None:
    """The sdist has the package, the tests, the documentation and the files beside them."""
    (sdist,) = built.glob("*.tar.gz")
    names = names_in(sdist)

    assert files_in(ROOT / "src") | files_in(ROOT / "tests") | files_in(ROOT / "docs") <= names
    assert {"README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "pyproject.toml", ".ci/hatch_build.py"} <= names


def test_dependencies(built: Path) -> None:
    """At run time there are exactly three dependencies, none of them with an upper bound, and there are five extras."""
    (wheel,) = built.glob("*.whl")
    (name,) = (name for name in names_in(wheel) if name.endswith("/METADATA"))
    text = zipfile.ZipFile(wheel).read(name).decode()
    dependencies = re.findall(r"^Requires-Dist: ([^;\n]+)$", text, re.MULTILINE)

    assert [re.sub(r">=[\d.]+$", "", each) for each in dependencies] == ["attrs", "cattrs", "importlib-resources"]
    assert set(re.findall(r"^Provides-Extra: (.+)$", text, re.MULTILINE)) == {"arrow", "plot", "test", "docs", "lint"}


def rebuild(source: Path, folder: Path, umask: str) -> dict[str, bytes]:
    """Build in a copy of a folder, with another umask, for one point in time; return the packages."""
    shutil.copytree(source, folder / "source", copy_function=shutil.copyfile, ignore=shutil.ignore_patterns(".git"))
    command = (
        f"umask {umask} && SOURCE_DATE_EPOCH=1700000000 {shlex.quote(sys.executable)} -m hatchling build -d ../dist"
    )
    subprocess.run(command, shell=True, cwd=folder / "source", check=True, capture_output=True)  # noqa: S602
    return {path.name: path.read_bytes() for path in (folder / "dist").iterdir()}


def test_builds_are_reproducible(built: Path, tmp_path: Path) -> None:
    """With ``SOURCE_DATE_EPOCH``, whoever builds gets the same bytes, also from the sdist."""
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    first = rebuild(built.parent / "project", tmp_path / "first", "077")
    second = rebuild(tmp_path / sdist.name.removesuffix(".tar.gz"), tmp_path / "second", "002")

    assert len(first) == 2
    assert second == first


STRAY = ["src/uc_audit/a.py", "src/uc_audit/data/draft [1].json", "src/uc_audit/new/a.py", "tests/notes #2.txt", ".env"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_untracked_files_are_not_packaged(built: Path, tmp_path: Path) -> None:
    """In a clone, a file that git does not track goes into no package."""
    project = tmp_path / "project"
    shutil.copytree(built.parent / "project", project)
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=project, check=True)  # noqa: S607
    for name in STRAY:
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).touch()
    subprocess.run([sys.executable, "-m", "hatchling", "build"], cwd=project, check=True, capture_output=True)

    for package in (project / "dist").iterdir():
        assert names_in(package) == names_in(built / package.name)


@pytest.mark.parametrize("tool", ["twine"])
def test_tools_accept_the_packages(built: Path, tool: str) -> None:
    """The tools that look at packages before they are published find nothing."""
    pytest.importorskip(tool, reason=f"{tool} is in the extra lint, which is not installed")
    arguments = ["check", "--strict", *built.iterdir()] if tool == "twine" else [*built.glob("*.whl")]
    command = [sys.executable, "-m", tool, *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr
