"""The data package: the real validator accepts it, and finds what is broken in it."""

import csv
import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import uc_audit
from strategies import RECORDS
from uc_audit import Audit, Comparator, Figure

frictionless = pytest.importorskip("frictionless", reason="frictionless is in the extra lint, which is not installed")


@pytest.fixture
def package(audit: Audit, tmp_path: Path) -> Path:
    """A written data package."""
    uc_audit.write_datapackage(audit, tmp_path / "package")
    return tmp_path / "package"


def problems(package: Path) -> list[tuple[str, str]]:
    """Return what the real validator finds: the table and the type of each error."""
    report = frictionless.validate(str(package / "datapackage.json"))
    found = [(task.name, error.type) for task in report.tasks for error in task.errors]
    return found + [("package", error.type) for error in report.errors]


def test_package_is_valid(package: Path, audit: Audit) -> None:
    """The validator accepts the package, which has the tables that ``to_csv`` writes, and the JSON."""
    files = {path.name: path.read_text("utf-8") for path in package.iterdir() if path.suffix == ".csv"}

    assert problems(package) == []
    assert files == {f"{name}.csv": uc_audit.to_csv(getattr(audit, name)) for name in RECORDS}
    assert uc_audit.read(package / "audit.json") == audit


@pytest.mark.parametrize(
    ("table", "column", "value", "error"),
    [
        ("figures", "value", "many", "type-error"),
        ("figures", "comparator", ">", "constraint-error"),
        ("people", "name", "", "constraint-error"),
        ("organizations", "parent_id", "nobody", "foreign-key"),
        ("sources", "id", "oig-25-21", "primary-key"),
    ],
)
def test_broken_cells(package: Path, table: str, column: str, value: str, error: str) -> None:
    """The validator finds a broken cell, by its type, its constraints and its keys."""
    names, cells, *others = csv.reader((package / f"{table}.csv").read_text("utf-8").splitlines(keepends=True))
    cells[names.index(column)] = value
    with (package / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, cells, *others])

    assert (table, error) in problems(package)


def test_package_of_another_dataset(audit: Audit, tmp_path: Path) -> None:
    """Another dataset has its report's id as a name and no license; kinds without records are tables without rows."""
    empty: dict[str, Any] = {name: () for name in RECORDS if name not in {"sources", "organizations"}}
    uc_audit.write_datapackage(attrs.evolve(audit, **empty), tmp_path / "package")
    document = json.loads((tmp_path / "package" / "datapackage.json").read_text("utf-8"))

    assert problems(tmp_path / "package") == []
    assert (document["name"], "licenses" in document) == (audit.report_id, False)
    assert (tmp_path / "package" / "figures.csv").read_text("utf-8") == uc_audit.to_csv((), record_class=Figure)


def test_the_descriptor(package: Path, audit: Audit) -> None:
    """It has the version, the license, every source, and for each column a type, a description and constraints."""
    document = json.loads((package / "datapackage.json").read_text("utf-8"))
    tables = {resource["name"]: resource for resource in document["resources"]}
    fields = {field["name"]: field for field in tables["figures"]["schema"]["fields"]}

    assert document["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (document["name"], document["version"]) == ("uc-audit", audit.data_version)
    assert [license_["name"] for license_ in document["licenses"]] == ["CC0-1.0"]
    assert [source.get("path") for source in document["sources"]] == [source.url for source in audit.sources]
    assert fields["comparator"]["constraints"] == {"enum": [member.value for member in Comparator]}
    assert fields["value"]["constraints"] == {"required": True, "minimum": 0}
    assert fields["period_end"]["type"] == "date"
    assert (fields["topics"]["type"], fields["topics"]["delimiter"]) == ("list", "; ")
    assert (fields["caveats"]["type"], fields["population"]["constraints"]) == ("string", {"required": True})
    parent = {"fields": ["parent_id"], "reference": {"fields": ["id"]}}
    measure = {"fields": ["measure_id"], "reference": {"resource": "measures", "fields": ["id"]}}
    assert parent in tables["organizations"]["schema"]["foreignKeys"]
    assert measure in tables["figures"]["schema"]["foreignKeys"]
    assert all(field["description"] for table in tables.values() for field in table.get("schema", {}).get("fields", []))
    assert all(table["description"] for name, table in tables.items() if name != "audit")


def test_package_is_the_same_every_time(package: Path, audit: Audit) -> None:
    """Two packages of one audit are equal, byte for byte, also where one replaces the other."""
    before = {path.name: path.read_bytes() for path in package.iterdir()}
    with pytest.raises(FileExistsError, match=str(package)):
        uc_audit.write_datapackage(audit, package)
    uc_audit.write_datapackage(audit, str(package), overwrite=True)

    assert {path.name: path.read_bytes() for path in package.iterdir()} == before


@pytest.mark.parametrize(("given", "folder"), [(5, "x"), (None, "x"), (uc_audit.load(), 5), (uc_audit.load(), None)])
def test_wrong_arguments(given: Any, folder: Any) -> None:
    """A wrong argument is a TypeError that names it."""
    with pytest.raises(TypeError, match=r"^(audit must be an audit|folder must be a str or a path), not "):
        uc_audit.write_datapackage(given, folder)
