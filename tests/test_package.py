"""The wheel and the sdist: what is in them, and what the package depends on."""

import re
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, built without a network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


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
