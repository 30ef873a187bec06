"""
Other projects, each built against the wheel in an environment of its own.

``pytest -m consumers`` needs a network, and node for one of them; ``pytest -m spark`` needs Java 17 as well.
"""

import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import uc_audit
from uc_audit.formats.columns import columns_of

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

LARGEST_INSTALLATION = 1_200_000
"""So many bytes may the package take with all that it depends on, without byte code."""

TRANSFERRED = (
    "more than 448,000 unaccompanied migrant children (UCs) were transferred by ICE to HHS, FY 2019-2023 (DHS OIG, Management "
    "Alert - ICE Cannot Monitor All Unaccompanied Migrant Children Released from DHS and U.S. Department of Health and "
    "Human Services' Custody)"
)


class Project:
    """A folder with a virtual environment, in which commands are run."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder: Path = folder
        self.wheel: Path = wheel

    def attempt(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run a program, of the environment where it has one of the name."""
        own = self.folder / "env" / "bin" / program
        command = [str(own) if own.exists() else program, *map(str, arguments)]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)

    def run(self, program: str, *arguments: object) -> list[str]:
        """Run a program that has to succeed; give the lines that it prints."""
        result = self.attempt(program, *arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout.splitlines()

    def install(self, *requirements: object) -> "Project":
        """Make the environment, with these packages."""
        subprocess.run([sys.executable, "-m", "venv", self.folder / "env"], check=True)
        self.run("python", "-m", "pip", "install", "--quiet", "--no-compile", *requirements)
        return self

    def copy(self, name: str) -> "Project":
        """Copy the files of a project into the folder."""
        shutil.copytree(HERE / name, self.folder, dirs_exist_ok=True)
        return self

    def unpack(self) -> "Project":
        """Put the data files of the wheel into the folder, for those who have nothing to do with Python."""
        with zipfile.ZipFile(self.wheel) as archive:
            for name in ("audit.json", "audit.schema.json"):
                (self.folder / name).write_bytes(archive.read(f"uc_audit/data/{name}"))
        return self


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this package."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture
def project(wheel: Path, tmp_path: Path) -> Project:
    """A project in an empty folder."""
    return Project(tmp_path, wheel)


@pytest.mark.consumers
def test_typed_package(project: Project, wheel: Path) -> None:
    """A typed package passes strict mypy and strict pyright, and prints the same from a zip file of everything."""
    project.copy("typed").install(wheel, "mypy", "basedpyright", ".")
    printed = project.run("uc-headlines")

    assert printed[0] == TRANSFERRED
    assert len(printed) == 6
    assert project.run("mypy") == ["Success: no issues found in 1 source file"]
    assert project.run("basedpyright", "--pythonpath", "env/bin/python")[-1] == "0 errors, 0 warnings, 0 notes"

    project.run("python", "-m", "pip", "install", "--quiet", "--no-compile", "--target", "app", wheel, ".")
    project.run("python", "-m", "zipapp", "app", "--main", "uc_headlines:main", "--output", "headlines.pyz")
    project.run("rm", "-r", "app", "env", "src")
    assert project.run(sys.executable, "-I", "headlines.pyz") == printed


@pytest.mark.consumers
def test_without_the_extra(project: Project, wheel: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An installation without the extra says which one it takes, and is small."""
    project.install(wheel)
    result = project.attempt("python", "-c", "import uc_audit as u; u.to_arrow(u.load().figures)")

    assert result.stderr.splitlines()[-1].endswith("This needs the extra 'arrow': pip install 'uc-audit[arrow]'")
    project.run("python", "-m", "pip", "install", "--quiet", "--no-compile", "--target", "all", wheel)
    sizes = {file: file.stat().st_size for file in (project.folder / "all").rglob("*") if file.is_file()}
    with capsys.disabled():
        sys.stdout.write(f"\ninstalled with its dependencies: {sum(sizes.values()):,} bytes in {len(sizes)} files\n")
    assert not [file for file in sizes if file.suffix == ".pyc"]
    assert sum(sizes.values()) <= LARGEST_INSTALLATION


@pytest.mark.consumers
@pytest.mark.skipif(shutil.which("npm") is None, reason="node and npm are not on this machine")
def test_typescript(project: Project) -> None:
    """A TypeScript program with types generated from the schema compiles strictly and runs; mistakes do not compile."""
    project.copy("typescript").unpack()
    installed = project.attempt("npm", "install", "--no-audit", "--no-fund", "--no-package-lock")
    if any(code in installed.stderr for code in ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT")):
        pytest.skip("npm cannot reach its packages from this machine")
    assert installed.returncode == 0, installed.stderr
    project.run("npm", "run", "types")
    project.run("npm", "run", "build")

    assert project.run("npm", "run", "--silent", "start")[1] == (
        "more than 291,000 unaccompanied migrant children were not served a Notice to Appear, as of May 2024 "
        "([FACT FOCUS on claims of 300,000 missing children])"
    )
    assert project.run("npm", "run", "--silent", "check") == [
        "true",
        "/people/0/citations/1/prefix type",
        "/people/0/citations/1 if",
        "/figures/0/comparator enum",
        "/figures/0/comparator type",
        "/figures/0/comparator anyOf",
    ]
    (project.folder / "src" / "wrong.ts.txt").rename(project.folder / "src" / "wrong.ts")
    found = [
        line.split(": error ")[1].split(":")[0]
        for line in project.attempt("npm", "run", "build").stdout.splitlines()
        if ": error " in line
    ]
    assert found == ["TS2551", "TS2367", "TS18047", "TS2322", "TS2551"]


@pytest.mark.consumers
def test_pydantic(project: Project) -> None:
    """Pydantic models generated from the schema load the bundled JSON without loss and refuse what is wrong in shape."""
    project.copy("pydantic").unpack().install("datamodel-code-generator", "pydantic")
    options = [
        "--input-file-type",
        "jsonschema",
        "--output-model-type",
        "pydantic_v2.BaseModel",
        "--formatters",
        "builtin",
    ]
    project.run("datamodel-codegen", "--input", "audit.schema.json", "--output", "audit_models.py", *options)

    assert project.run("python", "main.py", "audit.json") == [
        "True",
        "figure-transferred-oig-24-46 448000 children",
        "figure-transferred-article 448000 children",
        "figure-transferred-oig-25-21 448000 children",
        "figure-notices-not-served-politifact 291000 children",
        "figure-notices-not-served-associated-press 291000 children",
        "figure-notices-not-served-oig-25-21 233000 children",
        "refused: figures.0.comparator",
        "refused: figures.0.value",
        "refused: figures.0.value",
        "refused: figures.0.id",
        "refused: figures.0.extra",
    ]


@pytest.mark.consumers
def test_msgspec(project: Project, wheel: Path) -> None:
    """Msgspec decodes the bundled JSON into the library's classes, equal to ``load()``."""
    project.copy("msgspec").install(wheel, "msgspec")

    assert project.run("python", "main.py") == [
        "True Figure 91",
        "Invalid enum value '~~' - at `$.figures[0].comparator`",
    ]


@pytest.mark.consumers
def test_sqlite(project: Project, wheel: Path) -> None:
    """The data package goes into SQLite with all its keys and references, where a question joins four of its tables."""
    project.copy("sqlite").install(wheel).run("uc-audit", "export", "package")

    assert project.run("python", "main.py", "package") == [
        "finding-notices-not-served > 291000 children politifact None",
        "finding-notices-not-served > 291000 children associated-press None",
        (
            "finding-notices-not-served-follow-up > 233000 children californiaimmigration-us "
            "read together with the Baltimore Sun and read-me.org"
        ),
        "finding-released-to-sponsors > 448000 children oig-25-21 abstract",
        "finding-transferred > 448000 children oig-24-46 abstract",
        "finding-transferred > 448000 children article sentence 7",
        "[]",
        "FOREIGN KEY constraint failed",
    ]


FRAMES = {"polars": ["polars"], "duckdb": ["duckdb"], "pandas": ["pandas", "pyarrow"]}


@pytest.mark.consumers
@pytest.mark.parametrize("name", FRAMES)
def test_dataframes(project: Project, wheel: Path, name: str) -> None:
    """A dataframe or engine reads the Arrow table with its types, and the rows are those of ``to_csv``."""
    project.copy("dataframes").install(f"{wheel}[arrow]", *FRAMES[name])
    types, *rows, last = project.run("python", f"{name}_rows.py")

    assert last == {"pandas": "as the column unit says"}.get(name, "None")
    assert [cells(json.loads(row)) for row in rows] == from_csv()
    for column, kind in {"value": "int", "as_of_start": "date", "topics": "str", "label": "str"}.items():
        assert kind in json.loads(types)[column].lower().replace("bigint", "int").replace("varchar", "str")


def from_csv() -> list[dict[str, str]]:
    """Give the rows of ``to_csv`` for the figures."""
    return list(csv.DictReader(io.StringIO(uc_audit.to_csv(uc_audit.load().figures))))


def cells(row: dict[str, Any]) -> dict[str, str]:
    """Write the values of a row as CSV has them."""
    separators = {column.name: column.separator for column in columns_of(uc_audit.Figure)}
    return {
        name: "" if value is None else separators[name].join(value) if isinstance(value, list) else str(value)
        for name, value in row.items()
    }


@pytest.mark.spark
@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not on this machine")
def test_beside_a_large_table(project: Project, wheel: Path) -> None:
    """A question about the figures and a million claims has the same answer in Spark, duckdb and polars."""
    project.copy("large").install(f"{wheel}[arrow]", "polars", "duckdb", "pyspark")
    write = "import uc_audit; uc_audit.write_parquet(uc_audit.load().figures, 'figures.parquet')"
    project.run("python", "-c", write)
    project.run("python", "claims.py", "claims.parquet", 1_000_000)

    for engine in ("duckdb", "polars", "spark"):
        assert project.run("python", f"in_{engine}.py", "figures.parquet", "claims.parquet") == counted(1_000_000)


def counted(claims: int) -> list[str]:
    """Count by hand what the question asks for."""
    measures = ["children-failing-to-appear", "notices-not-served", "children-transferred"]
    numbers: dict[str, list[int]] = {measure: [] for measure in measures}
    for claim in range(claims):
        numbers[measures[claim % 3]].append(claim * 7919 % 600_000)
    answer = []
    for figure in uc_audit.load().figures:
        given = numbers.get(figure.measure)
        if given and (figure.lower, figure.upper) != (None, None):
            below = sum(number < figure.lower for number in given) if figure.lower is not None else 0
            above = sum(number > figure.upper for number in given) if figure.upper is not None else 0
            answer.append(f"{figure.id} {len(given)} {below} {above}")
    return sorted(answer)
