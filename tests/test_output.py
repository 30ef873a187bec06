"""Writing: a file or folder is complete, or it is as it was."""

import csv
import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import attrs
import frictionless
import pytest

import uc_audit
from uc_audit import Audit, Figure, FolderNotEmptyError, output
from uc_audit.formats.columns import columns_of
from uc_audit.formats.csv import lines_of


def leftovers(folder: Path) -> list[str]:
    """Give the names of temporary files and folders."""
    return [path.name for path in folder.iterdir() if ".tmp" in path.name]


def test_a_folder_is_complete_or_not_there(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the fifth file of a new folder fails, there is no folder; in an old one, nothing has changed."""
    real, calls = os.fsync, iter(range(100))

    def fail_at_the_fifth(descriptor: int) -> None:
        if next(calls) % 5 == 4:
            raise OSError(errno.EIO, "stop")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fail_at_the_fifth)
    with pytest.raises(OSError, match="stop"):
        uc_audit.write_datapackage(audit, tmp_path / "new")
    (tmp_path / "old").mkdir()
    with pytest.raises(OSError, match="stop"):
        uc_audit.write_datapackage(audit, tmp_path / "old")

    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert list((tmp_path / "old").iterdir()) == []


def test_a_folder_in_the_way_of_a_file(audit: Audit, tmp_path: Path) -> None:
    """Where one of the names is taken by a folder, no file is replaced."""
    (tmp_path / "figures.csv").mkdir()
    (tmp_path / "audit.json").write_text("old", encoding="utf-8")

    with pytest.raises(IsADirectoryError) as caught:
        uc_audit.write_datapackage(audit, tmp_path, overwrite=True)
    assert str(caught.value) == f"[Errno {errno.EISDIR}] Is a directory: {str(tmp_path / 'figures.csv')!r}"
    assert (tmp_path / "audit.json").read_text(encoding="utf-8") == "old"
    assert leftovers(tmp_path) == []


def test_somebody_else_is_faster(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that another process has filled meanwhile is not replaced; other errors stay what they are."""

    def rename_too_late(_: object, target: str) -> None:
        Path(target).mkdir()
        (Path(target) / "theirs").touch()
        raise OSError(errno.ENOTEMPTY, "Directory not empty")

    monkeypatch.setattr(os, "rename", rename_too_late)
    with pytest.raises(FolderNotEmptyError):
        uc_audit.write_datapackage(audit, tmp_path / "package")
    assert [path.name for path in (tmp_path / "package").iterdir()] == ["theirs"]

    def rename_across(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "rename", rename_across)
    with pytest.raises(OSError, match="cross-device"):
        uc_audit.write_datapackage(audit, tmp_path / "other")
    assert leftovers(tmp_path) == []


def test_long_names(audit: Audit, tmp_path: Path) -> None:
    """A name as long as the system allows is no matter."""
    assert uc_audit.to_csv(audit, tmp_path / ("n" * 250))


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="this system has no names for open files")
def test_named_pipes_are_written_to(audit: Audit) -> None:
    """A pipe that has a name gets the text."""
    reading, writing = os.pipe()
    uc_audit.to_json(audit["ice"], f"/dev/fd/{writing}")
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        assert pipe.read() == uc_audit.to_json(audit["ice"])


def test_an_error_while_making_lines(audit: Audit, tmp_path: Path) -> None:
    """When the records end in an error, no part of the lines is there."""

    def records() -> Any:
        yield audit.figures[0]
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        uc_audit.to_jsonl(records(), tmp_path / "figures.jsonl")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way(audit: Audit, tmp_path: Path) -> None:
    """A file cannot be written where a folder is, and into no folder that is not there."""
    with pytest.raises(IsADirectoryError):
        uc_audit.to_csv(audit, tmp_path)
    with pytest.raises(FileNotFoundError):
        uc_audit.to_csv(audit, tmp_path / "nowhere" / "file.csv")


def test_links_stay_links(audit: Audit, tmp_path: Path) -> None:
    """Writing to a link replaces what it leads to."""
    (tmp_path / "link").symlink_to(tmp_path / "file")
    text = uc_audit.to_csv(audit, tmp_path / "link")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == text.encode()


def test_new_files_have_usual_permissions(audit: Audit, tmp_path: Path) -> None:
    """A written file has the permissions of any new file."""
    (tmp_path / "usual").touch()
    uc_audit.to_csv(audit, tmp_path / "written")

    assert (tmp_path / "written").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_permissions_stay(audit: Audit, tmp_path: Path) -> None:
    """A file that only its owner may read stays so when it is replaced."""
    path = tmp_path / "secret"
    path.touch()
    path.chmod(0o600)
    uc_audit.to_csv(audit, path)

    assert path.stat().st_mode & 0o777 == 0o600


def test_errors_name_the_file_that_was_meant(audit: Audit, tmp_path: Path) -> None:
    """An error names the path that was given, and no temporary one."""
    with pytest.raises(FileNotFoundError) as caught:
        uc_audit.to_csv(audit, tmp_path / "nowhere" / "file.csv")

    assert caught.value.filename == str(tmp_path / "nowhere" / "file.csv")


def test_pipes_are_written_to(audit: Audit) -> None:
    """What is no file, such as a device, is written to and not replaced."""
    assert uc_audit.to_csv(audit, os.devnull)
    assert not Path(os.devnull).is_file()


def test_a_folder_is_not_overwritten(audit: Audit, tmp_path: Path) -> None:
    """A folder with something in it is refused, and named; with overwrite, only files of the same names are replaced."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "figures.csv").write_text("old", encoding="utf-8")

    with pytest.raises(FileExistsError) as caught:
        uc_audit.write_datapackage(audit, tmp_path)
    assert isinstance(caught.value, FolderNotEmptyError)
    assert str(tmp_path) in str(caught.value)
    assert (tmp_path / "figures.csv").read_text(encoding="utf-8") == "old"

    uc_audit.write_datapackage(audit, tmp_path, overwrite=True)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "figures.csv").read_text(encoding="utf-8") == uc_audit.to_csv(audit.figures)
    assert leftovers(tmp_path.parent) == []


def test_an_empty_folder_is_used(audit: Audit, tmp_path: Path) -> None:
    """An empty folder, and one whose parents do not exist, is filled."""
    uc_audit.write_datapackage(audit, tmp_path)
    uc_audit.write_datapackage(audit, str(tmp_path / "a" / "b"))

    assert {path.name for path in (tmp_path / "a" / "b").iterdir()} <= {path.name for path in tmp_path.iterdir()}


def test_a_file_in_the_way_of_a_folder(audit: Audit, tmp_path: Path) -> None:
    """A package cannot be written where a file is."""
    (tmp_path / "file").touch()

    with pytest.raises(NotADirectoryError):
        uc_audit.write_datapackage(audit, tmp_path / "file")


@pytest.fixture
def package(audit: Audit, tmp_path: Path) -> Path:
    """A written data package."""
    uc_audit.write_datapackage(audit, tmp_path / "package")
    return tmp_path / "package"


def problems(package: Path) -> list[tuple[str, str]]:
    """Give what the real validator finds: the table and the type of each error."""
    report = frictionless.validate(str(package / "datapackage.json"))
    return [(task.name, error.type) for task in report.tasks for error in task.errors] + [
        ("package", error.type) for error in report.errors
    ]


def test_package_is_valid(package: Path) -> None:
    """The real validator accepts the package, which has every kind of record, the links, the citations and the JSON."""
    assert problems(package) == []
    assert {path.name for path in package.iterdir()} == {
        "datapackage.json", "audit.json", "sources.csv", "organizations.csv", "people.csv", "findings.csv", "figures.csv",
        "quotes.csv", "responses.csv", "recommendations.csv", "discrepancies.csv", "records.csv", "links.csv", "citations.csv",
        "dataset.csv", "retired_ids.csv",
    }  # fmt: skip


BROKEN = [
    ("figures", "448820", "many", "type-error"),
    ("figures", ",448000,>,", ",448000,~~,", "constraint-error"),
    ("figures", ",448000,>,", ",-448000,>,", "constraint-error"),
    ("figures", "2018-10-01", "October 2018", "type-error"),
    ("figures", ",oig-24-46,,oig-24-46,", ",oig-24-64,,oig-24-46,", "foreign-key"),
    ("figures", "figure-pages-oig-24-46", "figure-officers-article", "primary-key"),
    ("figures", "figure-pages-oig-24-46", "Figure 18", "constraint-error"),
    ("organizations", "DHS OIG,dhs", "DHS OIG,dsh", "foreign-key"),
    ("people", "dhs-oig", "dhs-iog", "foreign-key"),
    ("figures", "joseph-cuffari", "joseph-cufari", "foreign-key"),
    ("records", "figure-pages-oig-24-46", "ice", "primary-key"),
    ("links", "figure-transferred-oig-24-46", "figure-transferred-oig-24-64", "foreign-key"),
    ("links", ",figure_ids,0,", ",figure_ids,-1,", "constraint-error"),
    ("links", "\nero,", "\nere,", "foreign-key"),
    ("citations", "\njoseph-cuffari,", "\njoseph,", "foreign-key"),
    ("recommendations", ",1,", ",0,", "constraint-error"),
    ("citations", ",oig-24-46,", ",oig-24-64,", "foreign-key"),
    ("findings", ",condition,", ",,", "constraint-error"),
    ("quotes", ",true,", ",perhaps,", "type-error"),
    ("sources", "article-newspaper", "leaflet", "constraint-error"),
]
"""A cell each: the table, what stands there, what is put in its place, and what kind of error that is."""


def grouped() -> list[list[tuple[str, str, str, str]]]:
    """Put the cells into groups in which no error can be taken for another: no table has two of a kind."""
    groups: list[list[tuple[str, str, str, str]]] = []
    for cell in BROKEN:
        kind = cell[0], cell[3]
        free = (group for group in groups if kind not in [(table, error) for table, _, _, error in group])
        group = next(free, None)
        if group is None:
            groups.append([cell])
        else:
            group.append(cell)
    return groups


@pytest.mark.parametrize("mine", grouped())
def test_broken_cells(package: Path, mine: list[tuple[str, str, str, str]]) -> None:
    """The real validator finds every broken cell, by type, by constraint, by key and by reference."""
    for table, old, new, _ in mine:
        path = package / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = problems(package)

    assert [(table, old, error) for table, old, _, error in mine if (table, error) not in found] == []


def test_what_is_referred_to_comes_first(package: Path) -> None:
    """Tables stand in an order in which they can be made: each refers to itself or to those before it."""
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    seen: set[str] = set()
    for resource in descriptor["resources"]:
        seen.add(resource["name"])
        keys = resource.get("schema", {}).get("foreignKeys", [])
        assert {key["reference"].get("resource", resource["name"]) for key in keys} <= seen
    assert len(seen) == 15


def test_the_largest_numbers_are_valid(audit: Audit, tmp_path: Path, make_figure: Callable[..., Any]) -> None:
    """A figure with the largest number that it can have is a valid row, its bounds included."""
    import attrs

    figures = tuple(
        make_figure(id=f"f{n}", value=2**53 - 1 - (sign == ">"), comparator=sign)
        for n, sign in enumerate(map(uc_audit.Comparator, "<>=~"))
    )
    uc_audit.write_datapackage(attrs.evolve(audit, figures=(*audit.figures, *figures)), tmp_path / "package")

    assert problems(tmp_path / "package") == []


def test_package_of_an_empty_audit(audit: Audit, tmp_path: Path) -> None:
    """Kinds of which there are no records are tables without rows."""
    import attrs

    empty: dict[str, Any] = dict.fromkeys(("people", "findings", "figures", "quotes", "responses"), ())
    bare = attrs.evolve(audit, recommendations=(), discrepancies=(), **empty)
    uc_audit.write_datapackage(bare, tmp_path / "package")

    assert problems(tmp_path / "package") == []
    assert (tmp_path / "package" / "figures.csv").read_text(encoding="utf-8").startswith("id,measure,")


def test_package_describes_itself(package: Path, audit: Audit) -> None:
    """The descriptor has the version, the licence, every source, and for each field its type, description and rules."""
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    tables = {resource["name"]: resource for resource in descriptor["resources"]}
    fields = {field["name"]: field for field in tables["figures"]["schema"]["fields"]}

    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert descriptor["version"] == audit.data_version
    assert [licence["name"] for licence in descriptor["licenses"]] == ["CC0-1.0"]
    assert all(d["title"].startswith(s.title) for d, s in zip(descriptor["sources"], audit.sources, strict=True))
    assert [source.get("path") for source in descriptor["sources"]] == [source.url for source in audit.sources]
    assert fields["comparator"]["constraints"] == {"enum": ["=", ">", ">=", "<", "<=", "~"]}
    assert fields["value"]["constraints"] == {"required": True, "minimum": 0, "maximum": 2**53 - 1}
    assert (fields["topics"]["type"], fields["topics"]["delimiter"]) == ("list", "; ")
    assert fields["caveats"]["type"] == "string"
    every_id = {"resource": "records", "fields": ["id"]}
    assert tables["organizations"]["schema"]["foreignKeys"] == [
        {"fields": ["id"], "reference": every_id},
        {"fields": ["parent_id"], "reference": {"fields": ["id"]}},
    ]
    assert {"fields": ["speaker_id"], "reference": every_id} in tables["quotes"]["schema"]["foreignKeys"]
    assert "foreignKeys" not in tables["records"]["schema"]
    assert "primaryKey" not in tables["links"]["schema"]
    assert all(field["description"] for table in tables.values() for field in table.get("schema", {}).get("fields", []))


def test_package_of_another_dataset(audit: Audit, tmp_path: Path) -> None:
    """A dataset that is not the bundled one has its own name, and no licence that nobody gave it."""
    import attrs

    uc_audit.write_datapackage(attrs.evolve(audit, title="Another"), tmp_path / "same number")
    assert "licenses" not in json.loads((tmp_path / "same number" / "datapackage.json").read_text(encoding="utf-8"))
    for number, name in (("GAO-26/7 (draft)", "gao-26-7-draft"), ("№", "audit")):
        folder = tmp_path / name
        uc_audit.write_datapackage(attrs.evolve(audit, report_number=number), folder)
        descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        assert (descriptor["name"], "licenses" in descriptor) == (name, False)
        assert problems(folder) == []


def test_the_dataset_itself_is_a_table(package: Path, audit: Audit) -> None:
    """The fields of the audit are a row, and what old ids lead to is a table, in which a broken link is found."""
    import attrs

    with (package / "dataset.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    retired = (uc_audit.RetiredId(id="figure-old", successor_id="figure-pages-oig-24-46", reason="renamed"),)
    uc_audit.write_datapackage(attrs.evolve(audit, retired_ids=retired), package.parent / "later")
    path = package.parent / "later" / "retired_ids.csv"

    assert (row["report_number"], row["scope_start"], row["data_version"]) == (
        "OIG-24-46",
        "2018-10-01",
        audit.data_version,
    )
    assert list(row) == ["schema_version", "data_version", "title", "report_number", "report_type", "date_issued", "scope_start", "scope_end", "scope_label", "superseded_by"]  # fmt: skip
    assert path.read_text(encoding="utf-8") == "id,successor_id,reason\nfigure-old,figure-pages-oig-24-46,renamed\n"
    assert problems(path.parent) == []
    path.write_text("id,successor_id,reason\nfigure-old,figure-page,renamed\n", encoding="utf-8")
    assert problems(path.parent) == [("retired_ids", "foreign-key")]


def test_links_and_citations_are_complete(package: Path, audit: Audit) -> None:
    """Every reference of a record and every citation in the dataset is a row, in order, with where it stands."""
    with (package / "links.csv").open(encoding="utf-8", newline="") as file:
        links = list(csv.DictReader(file))
    with (package / "citations.csv").open(encoding="utf-8", newline="") as file:
        citations = list(csv.DictReader(file))
    finding = audit.get("finding-notices-not-served", uc_audit.Finding)
    figure = audit.get("figure-officers-article", Figure)

    assert [
        link["target_id"] for link in links if (link["record_id"], link["field"]) == (finding.id, "figure_ids")
    ] == [*finding.figure_ids]
    assert {
        "record_id": figure.id,
        "field": "attribution.said_by",
        "position": "",
        "target_id": "joseph-cuffari",
    } in links
    for record in audit.records:
        named = {target.id for target in audit.references(record)}
        cited = {row["source_id"] for row in citations if row["record_id"] == record.id}
        linked = {link["target_id"] for link in links if link["record_id"] == record.id}
        assert linked | cited == named
        own = {v for k, v in uc_audit.to_dict(record).items() if k.endswith("_id") and v}
        assert own <= linked
    assert not [link for link in links if "citation" in link["field"]]
    assert [row["exact"] or None for row in citations if row["record_id"] == ""] == [c.exact for c in audit.citations]
    rows = [row for row in citations if row["record_id"] == figure.id]
    expected = {f"citations[{n}]": c for n, c in enumerate(figure.citations)}
    expected |= {
        f"caveats[{n}].citations[{m}]": c for n, v in enumerate(figure.caveats) for m, c in enumerate(v.citations)
    }
    assert {row.pop("path"): row for row in rows} == {
        path: {"record_id": figure.id, **{k: v or "" for k, v in uc_audit.to_dict(c).items()}}
        for path, c in expected.items()
    }


def test_package_holds_everything(package: Path, audit: Audit) -> None:
    """The JSON in the package is the whole audit."""
    assert uc_audit.read(package / "audit.json") == audit


def test_package_is_the_same_every_time(audit: Audit, tmp_path: Path) -> None:
    """Two packages of one audit are equal, byte for byte."""
    for name in ("a", "b"):
        uc_audit.write_datapackage(audit, tmp_path / name)
    files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("a", "b")]

    assert files[0] == files[1]


def test_where_temporary_files_are(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside what they are to become, wherever the process is; inside a folder that exists."""
    moved: list[str] = []

    def noting(move: Callable[[str, str], None]) -> Callable[[str, str], None]:
        def note(source: str, target: str) -> None:
            moved.append(source)
            move(source, target)

        return note

    monkeypatch.setattr(os, "replace", noting(os.replace))
    monkeypatch.setattr(os, "rename", noting(os.rename))
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path / "folder")
    folder = tmp_path / "other" / "place"
    folder.mkdir(parents=True)

    uc_audit.to_json(audit, folder / "audit.json")
    assert [Path(path).parent for path in moved] == [folder]
    moved.clear()
    output.write_folder(folder / "new", [("a", "b")], overwrite=False)
    assert Path(moved[-1]).parent == folder
    moved.clear()
    output.write_folder(folder, [("a", "b")], overwrite=True)
    assert Path(moved[-1]).parent.parent == folder


def test_somebody_else_was_faster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not empty by the time that all is written is named as it was given."""

    def taken(*_: str) -> NoReturn:
        raise OSError(errno.ENOTEMPTY, "taken")

    monkeypatch.setattr(os, "rename", taken)
    with pytest.raises(uc_audit.FolderNotEmptyError) as caught:
        output.write_folder(tmp_path / "new", [("a", "b")], overwrite=False)
    assert caught.value.folder == str(tmp_path / "new")


@pytest.mark.parametrize(
    ("number", "name"), [("\u00d6IG 25/21-", "ig-25-21"), ("\u2014", "audit"), ("a_b  C", "a-b-c")]
)
def test_the_name_of_a_stranger_s_package(audit: Audit, tmp_path: Path, number: str, name: str) -> None:
    """A data package of another dataset is named after its report, and has no licence."""
    uc_audit.write_datapackage(attrs.evolve(audit, report_number=number), tmp_path / "package")
    descriptor = json.loads((tmp_path / "package" / "datapackage.json").read_text(encoding="utf-8"))

    assert descriptor["name"] == name
    assert "licenses" not in descriptor


def test_cells_of_a_package_are_as_they_are(audit: Audit) -> None:
    """Only ``to_csv`` makes cells safe for spreadsheets, and only on demand."""
    organization = attrs.evolve(audit.organizations[0], name="=1+1")
    cls: Any = type(organization)

    assert [*lines_of(columns_of(cls), [organization])][1].split(",")[1] == "=1+1"
