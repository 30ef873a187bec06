"""The data package: the real validator accepts it."""

import json
from pathlib import Path
from typing import Any

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


def problems(package: Path) -> set[tuple[str, str]]:
    """Return the errors that the real validator finds: the table and the type of each."""
    report = frictionless.validate(str(package / "datapackage.json"))
    found = {(task.name, error.type) for task in report.tasks for error in task.errors}
    return found | {("package", error.type) for error in report.errors}


def test_package_is_valid(package: Path, audit: Audit) -> None:
    """The validator accepts the package, which has the tables that ``to_csv`` writes, and the JSON."""
    files = {path.name: path.read_text("utf-8") for path in package.iterdir() if path.suffix == ".csv"}

    assert problems(package) == set()
    assert files == {f"{name}.csv": uc_audit.to_csv(getattr(audit, name)) for name in RECORDS}
    assert uc_audit.read(package / "audit.json") == audit


def test_package_of_another_dataset(audit: Audit, tmp_path: Path) -> None:
    """Another dataset has its report's id as its name and no license; kinds without records are tables without rows."""
    records: dict[str, Any] = {"sources": audit.sources, "organizations": audit.organizations}
    other = Audit(data_version="2026.1.1", title="x", report_id=audit.report_id, **records)
    uc_audit.write_datapackage(other, tmp_path)
    document = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))

    assert problems(tmp_path) == set()
    assert (document["name"], "licenses" in document) == (audit.report_id, False)
    assert (tmp_path / "figures.csv").read_text("utf-8") == uc_audit.to_csv((), record_class=Figure)


def test_the_descriptor(package: Path, audit: Audit) -> None:
    """The package has the version, the license, every source, and for each column a type, a description and constraints."""
    document = json.loads((package / "datapackage.json").read_text("utf-8"))
    tables = {resource["name"]: resource for resource in document["resources"]}
    fields, quote_fields = (
        {field["name"]: field for field in tables[name]["schema"]["fields"]} for name in ("figures", "quotes")
    )

    assert document["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (document["name"], document["version"]) == ("uc-audit", audit.data_version)
    assert [license_["name"] for license_ in document["licenses"]] == ["CC0-1.0"]
    assert [source.get("path") for source in document["sources"]] == [source.url for source in audit.sources]
    assert fields["comparator"]["constraints"] == {"enum": [member.value for member in Comparator]}
    assert fields["value"]["constraints"] == {"required": True, "minimum": 0}
    assert (fields["period_end"]["type"], quote_fields["is_fragment"]["type"]) == ("date", "boolean")
    assert (fields["topics"]["type"], fields["topics"]["delimiter"]) == ("list", "; ")
    assert (fields["caveats"]["type"], fields["population"]["constraints"]) == ("string", {"required": True})
    parent = {"fields": ["parent_id"], "reference": {"fields": ["id"]}}
    measure = {"fields": ["measure_id"], "reference": {"resource": "measures", "fields": ["id"]}}
    assert tables["organizations"]["schema"]["foreignKeys"] == [parent]
    assert measure in tables["figures"]["schema"]["foreignKeys"]
    assert tables["figures"]["schema"]["primaryKey"] == ["id"]
    for table in tables.values():
        assert table["name"] == "audit" or table["description"]
        assert all(field["description"] for field in table.get("schema", {}).get("fields", []))


def test_package_is_the_same_every_time(package: Path, audit: Audit) -> None:
    """A package replaces another one only on request, and is then the same, byte for byte."""
    before = {path.name: path.read_bytes() for path in package.iterdir()}
    with pytest.raises(FileExistsError, match=str(package)):
        uc_audit.write_datapackage(audit, package)
    uc_audit.write_datapackage(audit, str(package), overwrite=True)

    assert {path.name: path.read_bytes() for path in package.iterdir()} == before


def test_wrong_arguments(audit: Audit) -> None:
    """A wrong argument is a TypeError that names it."""
    with pytest.raises(TypeError, match="audit must be an Audit, not 5"):
        uc_audit.write_datapackage(5, "x")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="folder must be a str or a path, not 5"):
        uc_audit.write_datapackage(audit, 5)  # type: ignore[arg-type]
