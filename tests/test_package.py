"""The wheel and the sdist: what is in them, what they depend on, and that every build gives the same bytes."""

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def files_in(*folders: str) -> set[str]:
    """Return the files in these folders of the project, without caches."""
    files = [file.relative_to(ROOT) for folder in folders for file in (ROOT / folder).rglob("*") if file.is_file()]
    return {str(file) for file in files if not re.search(r"__pycache__|/_build/|/\.|node_modules", str(file))}


def names_in(archive: Path) -> set[str]:
    """Return the names of the files in a wheel or in an sdist, without the folder of the sdist."""
    if archive.suffix == ".whl":
        return set(zipfile.ZipFile(archive).namelist())
    with tarfile.open(archive) as sdist:
        return {name.partition("/")[2] for name in sdist.getnames()}


def test_wheel(built: Path) -> None:
    """The wheel has every file of the package, its type marker and its license, and nothing else."""
    (wheel,) = built.glob("*.whl")
    names = names_in(wheel)

    assert {f"src/{name}" for name in names if ".dist-info/" not in name} == files_in("src")
    assert "uc_audit/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_sdist(built: Path) -> None:
    """The sdist has the package, the tests, the documentation and the files next to them."""
    (sdist,) = built.glob("*.tar.gz")
    others = {"README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "pyproject.toml", ".ci/hatch_build.py"}

    assert files_in("src", "tests", "docs") | others <= names_in(sdist)


def test_dependencies(built: Path) -> None:
    """At run time there are exactly three dependencies, none of them with an upper bound, and there are five extras."""
    (wheel,) = built.glob("*.whl")
    (name,) = (name for name in names_in(wheel) if name.endswith("/METADATA"))
    text = zipfile.ZipFile(wheel).read(name).decode()
    dependencies = re.findall(r"^Requires-Dist: ([^;\n]+)$", text, re.MULTILINE)

    assert [re.sub(r">=[\d.]+$", "", each) for each in dependencies] == ["attrs", "cattrs", "importlib-resources"]
    assert set(re.findall(r"^Provides-Extra: (.+)$", text, re.MULTILINE)) == {"arrow", "plot", "test", "docs", "lint"}


def test_builds_are_reproducible(built: Path, tmp_path: Path) -> None:
    """Every build gives the same bytes, even from the sdist and with another umask."""
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    again = tmp_path / sdist.name.removesuffix(".tar.gz")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build"], cwd=again, umask=0o077, check=True, capture_output=True
    )

    for package in built.iterdir():
        assert package.read_bytes() == (again / "dist" / package.name).read_bytes()


STRAY = ["src/uc_audit/a.py", "src/uc_audit/data/draft [1].json", "src/uc_audit/new/a.py", "tests/notes #2.txt", ".env"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_untracked_files_are_not_packaged(built: Path, tmp_path: Path) -> None:
    """In a clone, a file that git does not track is not in any package."""
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
