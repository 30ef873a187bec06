"""
Other projects, each built against the wheel in an environment of its own.

``pytest -m consumers`` needs a network, and node for one of them; ``pytest -m spark`` needs Java 17 as well.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import uc_audit

HERE = Path(__file__).parent


class Project:
    """A folder with a virtual environment, where programs run."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder = folder
        with zipfile.ZipFile(wheel) as archive:
            for name in ("audit.json", "audit.schema.json"):
                (folder / name).write_bytes(archive.read(f"uc_audit/data/{name}"))

    def attempt(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run a program, preferably the one in the environment."""
        own = self.folder / "env" / "bin" / program
        command = [str(own) if own.exists() else program, *map(str, arguments)]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)

    def run(self, program: str, *arguments: object) -> list[str]:
        """Run a program that must succeed, and return the lines that it prints."""
        result = self.attempt(program, *arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout.splitlines()

    def install(self, *requirements: object) -> None:
        """Create the environment with these packages."""
        subprocess.run([sys.executable, "-m", "venv", self.folder / "env"], check=True)
        self.run("python", "-m", "pip", "install", "--quiet", *requirements)


@pytest.fixture
def wheel(built: Path) -> Path:
    """The wheel of this package."""
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture
def project(wheel: Path, tmp_path: Path) -> Project:
    """A project with the data files of the wheel."""
    return Project(tmp_path, wheel)


@pytest.mark.consumers
@pytest.mark.skipif(shutil.which("npm") is None, reason="node and npm are not installed")
def test_typescript(project: Project, audit: uc_audit.Audit) -> None:
    """
    A TypeScript program with types from the schema compiles strictly and runs; mistakes do not compile.

    The bundled JSON has these types without a cast, and quicktype reads the schema, too.
    """
    shutil.copytree(HERE / "typescript", project.folder, dirs_exist_ok=True)
    project.run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock")
    project.run("npm", "run", "types")
    literal = (project.folder / "audit.json").read_text(encoding="utf-8")
    source = f'import type {{ UcAuditDataset }} from "./audit.js";\nexport const audit: UcAuditDataset = {literal};\n'
    (project.folder / "literal.ts").write_text(source, encoding="utf-8")
    project.run("npm", "run", "build")

    count = len(audit.figures)
    assert project.run("npm", "run", "--silent", "start") == ["true", f"OIG-24-46 {count}", str(count)]

    types = project.run(
        "npx", "--yes", "quicktype", "--src-lang", "schema", "--lang", "typescript", "audit.schema.json"
    )
    assert any(line.startswith("export interface Figure") for line in types)

    (project.folder / "wrong.ts.txt").rename(project.folder / "wrong.ts")
    printed = project.attempt("npm", "run", "build").stdout
    found = re.findall(r"^wrong\.ts\((\d+),.*: error (TS\d+):", printed, re.MULTILINE)
    codes = ["TS2551", "TS2367", "TS18047", "TS2322", "TS2551", "TS2322"]
    assert found == [(str(line), code) for line, code in enumerate(codes, start=3)]


@pytest.mark.consumers
def test_pydantic(project: Project, audit: uc_audit.Audit) -> None:
    """Pydantic models from the schema read the bundled JSON without loss and reject data of the wrong shape."""
    project.install("datamodel-code-generator", "pydantic")
    options = "--input-file-type jsonschema --output-model-type pydantic_v2.BaseModel --formatters builtin"
    project.run("datamodel-codegen", *options.split(), "--input", "audit.schema.json", "--output", "audit_models.py")
    shutil.copy(HERE / "with_pydantic.py", project.folder)

    assert project.run("python", "with_pydantic.py", "audit.json") == [
        "True",
        str(sum(figure.comparator is uc_audit.Comparator.MORE_THAN for figure in audit.figures)),
        "refused: figures.0.comparator",
        "refused: figures.0.value",
        "refused: figures.0.value",
        "refused: figures.0.id",
        "refused: figures.0.extra",
    ]


@pytest.mark.consumers
def test_fastapi(project: Project, wheel: Path, audit: uc_audit.Audit) -> None:
    """A service returns and accepts records, and rejects invalid ones."""
    project.install(wheel, "fastapi", "httpx")
    figure = audit.get("figure-notices-not-served-oig-24-46", uc_audit.Figure)

    assert project.run("python", HERE / "with_fastapi.py") == [
        "True",
        uc_audit.describe(figure, "long"),
        "422 ['body', 'value']",
        "['qualifier', 'wording', 'undated']",
        "['id', 'measure_id', 'value']",
    ]


@pytest.mark.consumers
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_spreadsheet(project: Project, audit: uc_audit.Audit) -> None:
    """LibreOffice opens a table with numbers as numbers and days as days, and runs no formula."""
    project.install("openpyxl")
    text = uc_audit.to_csv(audit.figures, excel=True)
    (project.folder / "figures.csv").write_text(text, encoding="utf-8", newline="")
    profile = f"-env:UserInstallation=file://{project.folder}/profile"
    project.run("soffice", profile, "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "xlsx", "figures.csv")
    shown = project.run("python", HERE / "with_spreadsheet.py", "figures.xlsx")

    assert shown[0] == f"{len(audit.figures)} id"
    assert shown[1:] == ["int", "NoneType, datetime", "0", str(audit.figures[0])]


@pytest.mark.consumers
def test_dashboard(project: Project, wheel: Path, audit: uc_audit.Audit) -> None:
    """A page shows the reports' own figures, from a dataframe and a chart."""
    project.install(f"{wheel}[arrow,plot]", "pandas", "pyarrow")
    wording = str(audit["figure-notices-not-served-oig-24-46"])

    assert project.run("python", HERE / "with_dashboard.py", "page.html") == ["2018-10-01 448820", wording]
    page = (project.folder / "page.html").read_text(encoding="utf-8")
    assert page.count("<tr>") > 1
    assert "vegaEmbed" in page


@pytest.mark.consumers
def test_without_the_extras(project: Project, wheel: Path) -> None:
    """An installation without extras loads the dataset, and says which extra a function needs."""
    project.install(wheel)
    code = "import uc_audit as u; print(u.load()['ice'].id); u.to_arrow(u.load().figures)"
    result = project.attempt("python", "-c", code)

    assert result.stdout == "ice\n"
    assert result.stderr.endswith("This needs the extra 'arrow': in a clone, pip install '.[arrow]'\n")


CLAIMS = """
import polars as pl, uc_audit

audit = uc_audit.load()
pl.DataFrame(uc_audit.to_arrow(audit.figures)).write_parquet("figures.parquet")
measures = [figure.measure_id for figure in audit.figures]
claims = [{"measure_id": measures[n % len(measures)], "number": n * 7919 % 600_000} for n in range(100_000)]
pl.DataFrame(claims).write_parquet("claims.parquet")
"""


@pytest.mark.spark
@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
def test_spark(project: Project, wheel: Path, audit: uc_audit.Audit) -> None:
    """The figures, written to Parquet with polars, are joined with a large table in Spark."""
    project.install(f"{wheel}[arrow]", "polars", "pyspark")
    project.run("python", "-c", CLAIMS)

    measures = [figure.measure_id for figure in audit.figures]
    numbers: dict[str, list[int]] = {measure: [] for measure in measures}
    for n in range(100_000):
        numbers[measures[n % len(measures)]].append(n * 7919 % 600_000)
    expected = []
    for figure in audit.figures:
        if (figure.lower, figure.upper) != (None, None):
            given = numbers[figure.measure_id]
            below = sum(figure.lower is not None and number < figure.lower for number in given)
            above = sum(figure.upper is not None and number > figure.upper for number in given)
            expected.append(f"{figure.id} {len(given)} {below} {above}")
    assert project.run("python", HERE / "with_spark.py", "figures.parquet", "claims.parquet") == sorted(expected)
