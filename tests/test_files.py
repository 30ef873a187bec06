"""Writing files and folders: each is complete or as it was, and errors name what was given."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from uc_audit.files import write_file, write_folder

OLD = {"a.csv": "old a", "b.csv": "old b"}
NEW = {"a.csv": "new a", "b.csv": "new b", "c.csv": "new c"}

not_as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")


def state(folder: Path) -> dict[str, str]:
    """Return the text of each file in a folder, except for a note that somebody put there."""
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.is_file() and path.name != "note"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two old files and a note, alone in its parent."""
    write_folder(tmp_path / "folder", OLD, overwrite=False)
    (tmp_path / "folder" / "note").write_text("mine", "utf-8")
    return tmp_path / "folder"


@pytest.mark.parametrize("content", ["é\n", "é\n".encode()])
def test_contents(tmp_path: Path, content: str | bytes) -> None:
    """Text is written as UTF-8 and bytes as they are, with line ends unchanged."""
    write_file(tmp_path / "new", content)

    assert (tmp_path / "new").read_bytes() == b"\xc3\xa9\n"
    assert os.listdir(tmp_path) == ["new"]


def test_permissions(tmp_path: Path) -> None:
    """A new file has the permissions of any new file, and an existing one keeps its own."""
    (tmp_path / "usual").touch()
    (tmp_path / "shared").touch()
    (tmp_path / "shared").chmod(0o666)
    for name in ("new", "shared"):
        write_file(tmp_path / name, "text")

    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o666


def test_links_stay_links(tmp_path: Path) -> None:
    """The target of a link is replaced, or created if it is missing."""
    (tmp_path / "link").symlink_to(tmp_path / "file")
    for text in ("first", "second"):
        write_file(tmp_path / "link", text)
        assert (tmp_path / "file").read_text("utf-8") == text
    assert (tmp_path / "link").is_symlink()


def test_pipes_and_devices() -> None:
    """Something other than a file is opened and written to, and an error names it."""
    reading, writing = os.pipe()
    write_file(f"/dev/fd/{writing}", "text")
    os.close(writing)

    with os.fdopen(reading) as pipe:
        assert pipe.read() == "text"
    with pytest.raises(OSError, match=r"No space left on device: '/dev/full'"):
        write_file("/dev/full", "text")


@pytest.mark.parametrize("name", ["", "new/", "nowhere/file", "file/x"])
def test_names_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The error is the system's, with the given name of the file or folder."""
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    with pytest.raises((FileNotFoundError, NotADirectoryError)) as of_file:
        write_file(name, "text")
    folder = "file/folder" if name else ""
    with pytest.raises((FileNotFoundError, NotADirectoryError)) as of_folder:
        write_folder(folder, NEW, overwrite=True)

    assert (of_file.value.filename, of_folder.value.filename) == (name, folder)
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.parametrize(("mode", "owner"), [
    (0o4755, -1), (0o2755, -1), pytest.param(0o400, -1, marks=not_as_root), pytest.param(0o644, 12345, marks=as_root),
])  # fmt: skip
def test_protected_files(folder: Path, mode: int, owner: int) -> None:
    """Another user's file, one with set-user-id, and a read-only one are refused, in a folder, too."""
    os.chown(folder / "a.csv", owner, -1)
    (folder / "a.csv").chmod(mode)

    with pytest.raises(PermissionError, match=r"/a\.csv'"):
        write_file(folder / "a.csv", "text")
    with pytest.raises(PermissionError, match="/folder'"):
        write_folder(folder, NEW, overwrite=True)
    assert state(folder) == OLD


def test_new_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is created with its parents, and an empty one is filled, even the current one."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "current").mkdir()
    monkeypatch.chdir(tmp_path / "current")
    for path in (tmp_path / "a" / "b", tmp_path / "empty", Path()):
        write_folder(path, NEW, overwrite=False)
        assert sorted(os.listdir(path)) == sorted(NEW)
        assert state(path) == NEW


def test_overwriting(folder: Path) -> None:
    """With overwrite, the files are replaced; files with other names stay, and so do the permissions."""
    (folder / "mine").mkdir()
    folder.chmod(0o750)
    write_folder(folder, NEW, overwrite=True)

    assert state(folder) == NEW
    assert sorted(os.listdir(folder)) == [*NEW, "mine", "note"]
    assert os.listdir(folder.parent) == ["folder"]
    assert folder.stat().st_mode & 0o777 == 0o750


def test_folders_that_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder stays as it was without overwrite, if it is the current one, or if it has a folder in place of a file."""
    with pytest.raises(FileExistsError, match=r"The folder is not empty: '.*/folder'"):
        write_folder(folder, NEW, overwrite=False)
    monkeypatch.chdir(folder)
    with pytest.raises(OSError, match=r"The current folder cannot be replaced: '\.'"):
        write_folder(".", NEW, overwrite=True)
    monkeypatch.chdir("/")
    (folder / "c.csv").mkdir()
    with pytest.raises(IsADirectoryError, match=r"'c\.csv' is a folder and is not replaced: .*/folder'"):
        write_folder(folder, NEW, overwrite=True)

    assert state(folder) == OLD
    assert os.listdir(folder.parent) == ["folder"]


@as_root
def test_a_folder_of_another_user(folder: Path) -> None:
    """Another user's folder is not replaced, so that its owner does not change."""
    os.chown(folder, 12345, -1)

    with pytest.raises(PermissionError, match=r"belongs to another user .*/folder'"):
        write_folder(folder, NEW, overwrite=True)
    assert state(folder) == OLD


def test_the_current_folder_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the current folder has been deleted, the error names the path to write to."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    with pytest.raises(FileNotFoundError, match="'new folder'"):
        write_folder("new folder", NEW, overwrite=False)


def test_a_folder_that_cannot_be_exchanged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the new folder cannot replace the old one, the old one is put back."""
    original, calls = os.rename, iter([False, True, False])

    def rename(source: str, target: str) -> None:
        original(source, f"{target}/no/where" if next(calls) else target)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(FileNotFoundError, match="/folder'"):
        write_folder(folder, NEW, overwrite=True)
    assert state(folder) == OLD


@pytest.mark.parametrize("name", ["new", "empty", "folder", "folder/a.csv"])
def test_a_full_disk(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """If the disk is full, everything is as it was, and the error names the given path."""
    (folder.parent / "empty").mkdir()
    target = folder.parent / name
    monkeypatch.setattr(os, "fsync", Mock(side_effect=OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(OSError, match=f"No space left on device: '{target}'"):
        write_file(target, "text") if target.is_file() else write_folder(target, NEW, overwrite=True)

    assert sorted(os.listdir(folder.parent)) == ["empty", "folder"]
    assert os.listdir(folder.parent / "empty") == []
    assert sorted(os.listdir(folder)) == [*OLD, "note"]
    assert state(folder) == OLD


def killed(folder: Path, function: str, call: int) -> None:
    """Overwrite a folder in a process that is killed at the nth call of a system function."""
    code = f"""
import os, signal
from uc_audit.files import write_folder
original, calls = os.{function}, []
def call(*arguments):
    calls.append(arguments)
    return os.kill(os.getpid(), signal.SIGKILL) if len(calls) == {call} else original(*arguments)
os.{function} = call
write_folder({str(folder)!r}, {NEW!r}, overwrite=True)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("function", "call", "expected"), [("fsync", 2, OLD), ("rename", 1, OLD), ("rename", 2, None), ("rename", 3, NEW)]
)
def test_killed_while_overwriting(folder: Path, function: str, call: int, expected: dict[str, str] | None) -> None:
    """The folder's files are all old or all new, or both folders exist side by side and complete; nothing is lost."""
    killed(folder, function, call)
    found = [state(path) for path in [folder, *folder.parent.rglob("*.tmp")] if path.is_dir()]

    assert [path.read_text("utf-8") for path in folder.parent.rglob("note")] == ["mine"]
    if expected is None:
        assert not folder.exists()
        assert OLD in found
        assert NEW in found
    else:
        assert found[0] == expected


def test_what_killed_processes_leave_behind(tmp_path: Path) -> None:
    """A folder with only temporary files counts as empty, and writing again works."""
    killed(tmp_path, "fsync", 2)
    assert [name[-4:] for name in os.listdir(tmp_path)] == [".tmp"]

    write_folder(tmp_path, NEW, overwrite=False)
    assert state(tmp_path) == NEW
