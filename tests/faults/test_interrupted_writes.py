"""Where something goes wrong while a file or folder is written, the old one is there as it was, or none."""

import errno
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import attrs
import pytest
import writing
from children import posix, without_powers
from writing import FILES, FOLDERS, WRITERS, prepare, state

import uc_audit
from uc_audit import Audit, cli, output


@pytest.fixture(scope="module")
def small(audit: Audit) -> Audit:
    """An audit with little in it, which is written quickly."""
    nothing: dict[str, Any] = dict.fromkeys(("findings", "quotes", "responses", "recommendations", "discrepancies"), ())
    return attrs.evolve(audit, figures=audit.figures[:1], **nothing)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which there is something old for every writer."""
    prepare(tmp_path)
    return tmp_path


def steps(name: str, age: str) -> list[str]:
    """Give what a writer asks of the system for something old or new, each of which may fail."""
    own = {
        "file, old": ["chmod"],
        "file, new": [],
        "folder, old": ["mkdir"],
        "folder, new": ["mkdir", "rename"],
    }
    kind = "file" if name in FILES else "folder"
    return ["open", "write", "flush", "fsync", "close", "replace", *own[f"{kind}, {age}"]]


CASES = [(name, age, step) for name in WRITERS for age in ("old", "new") for step in steps(name, age)]


def break_step(monkeypatch: pytest.MonkeyPatch, step: str, number: int) -> None:
    """Let a step fail with an error of the disk that names the files that it was about, as the system's errors do."""

    def fail(*arguments: object) -> NoReturn:
        names = [name for name in arguments if isinstance(name, str)]
        raise OSError(number, os.strerror(number), *names[:1], *([None, names[1]] if len(names) > 1 else []))

    def close(file: io.BufferedWriter) -> None:
        io.BufferedWriter.close(file)
        fail()

    broken = type("Broken", (io.BufferedWriter,), {step: close if step == "close" else fail})

    def open_broken(path: str, mode: str, **_: object) -> Any:
        if mode != "xb":
            return open(path, mode)
        return fail(path) if step == "open" else broken(io.FileIO(path, mode))

    if step in {"open", "write", "flush", "close"}:
        monkeypatch.setattr(output, "open", open_broken, raising=False)
    else:
        monkeypatch.setattr(os, step, fail)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["ENOSPC", "EIO"])
@pytest.mark.parametrize(("name", "age", "step"), CASES)
def test_every_step(
    small: Audit, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, age: str, step: str, number: int
) -> None:
    """Whatever fails, nothing has changed, and the error is the system's own, which names what was to be written."""
    path = folder / (name if age == "old" else f"new-{name}")
    before = state(folder)
    with monkeypatch.context() as context:
        break_step(context, step, number)
        with pytest.raises(OSError, match=os.strerror(number)) as caught:
            WRITERS[name](small, path)

    assert caught.value.errno == number
    assert caught.value.filename is None or caught.value.filename.startswith(str(path))
    assert ".tmp" not in str(caught.value)
    assert state(folder) == before


def test_the_first_error_counts(small: Audit, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what is temporary cannot even be taken away, the error is the one that came first."""
    break_step(monkeypatch, "fsync", errno.ENOSPC)
    break_step(monkeypatch, "unlink", errno.EIO)

    with pytest.raises(OSError, match="No space left on device"):
        uc_audit.to_json(small, folder / "json")


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize(("arguments", "name"), [(["list", "figures", "--output"], "csv"), (["export"], "new")])
def test_on_the_command_line(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    name: str,
    step: str,
) -> None:
    """A command that could not write changes nothing, says why in one line, and exits with 2."""
    before = state(folder)
    with monkeypatch.context() as context:
        break_step(context, step, errno.ENOSPC)
        code = cli.main([*arguments, str(folder / name)])

    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert captured.err.startswith("uc-audit: [Errno 28] No space left on device")
    assert ".tmp" not in captured.err
    assert state(folder) == before


def test_a_folder_half_way(small: Audit, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the files of an old folder are replaced, one that fails leaves each file whole: the old one or the new."""
    new = folder / "new"
    uc_audit.write_datapackage(small, new)
    replace = os.replace

    def fail_in_place(source: str, target: str) -> None:
        if target == str(folder / "datapackage" / "figures.csv"):
            raise OSError(errno.EIO, "stop", source, None, target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail_in_place)
    with pytest.raises(OSError, match="stop"):
        WRITERS["datapackage"](small, folder / "datapackage")

    left = state(folder / "datapackage")
    assert left.pop("figures.csv") == b"old"
    assert left.items() < state(new).items()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")
@pytest.mark.parametrize("name", FILES)
def test_a_full_device(audit: Audit, name: str) -> None:
    """What is no file, and takes nothing, is the system's own error."""
    with pytest.raises(OSError, match="No space left on device"):
        FILES[name](audit, Path("/dev/full"))


def attempts(*command: str) -> Any:
    """Try all writers in another process, which a command starts; give what came of it."""
    result = subprocess.run([*command], capture_output=True, text=True, check=True)
    return json.loads(result.stdout)


def all_are(outcome: str) -> dict[str, str]:
    """Give the outcome of all attempts where it is the same."""
    return {f"{prefix}{name}": outcome for name in WRITERS for prefix in ("", "new-")}


def mounted(folder: Path, mount: str) -> list[str]:
    """Give the beginning of a command that for itself alone mounts something on a folder, ``$1`` in what does so."""
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", f'{mount} && shift && exec "$@"', "sh", str(folder)]
    if shutil.which("unshare") is None or subprocess.run([*command, sys.executable, "-c", ""], check=False).returncode:
        pytest.skip("a process may not mount anything of its own here")
    return command


@posix
def test_a_limit(folder: Path) -> None:
    """Where no file may grow beyond a kilobyte, so that only a part can be written, nothing has changed."""
    command = ["sh", "-c", 'ulimit -f 2 && exec "$@"', "sh", sys.executable, "-B"]

    assert attempts(*command, writing.__file__, "attempt", str(folder)) == all_are("EFBIG")


def test_a_full_disk(tmp_path: Path) -> None:
    """On a disk that is full nothing is written, and what was there stays."""
    command = mounted(tmp_path, 'mount -t tmpfs -o size=64k none "$1"')

    assert attempts(*command, sys.executable, writing.__file__, "attempt", str(tmp_path), "fill") == all_are("ENOSPC")


def test_a_read_only_disk(folder: Path) -> None:
    """On a disk that may only be read nothing is written, and the error says so."""
    command = mounted(folder, 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"')

    assert attempts(*command, sys.executable, writing.__file__, "attempt", str(folder)) == all_are("EROFS")


@posix
def test_a_folder_without_permission(folder: Path) -> None:
    """Into folders that may only be read nothing is written, whether there is something old or not."""
    folders = [folder, *(folder / name for name in FOLDERS)]
    for path in folders:
        path.chmod(0o555)
    outcome = attempts(*without_powers(), sys.executable, writing.__file__, "attempt", str(folder))
    for path in folders:
        path.chmod(0o755)

    assert outcome == all_are("EACCES")


@posix
def test_a_file_without_permission(folder: Path) -> None:
    """A file that may only be read is not replaced, though the folder would let it be; new files are written."""
    for path in folder.rglob("*.*"):
        path.chmod(0o444)
    for name in FILES:
        (folder / name).chmod(0o444)
    outcome = attempts(*without_powers(), sys.executable, writing.__file__, "attempt", str(folder))

    assert outcome == {name: "written, changed" if name.startswith("new-") else "EACCES" for name in all_are("EACCES")}


@posix
def test_a_file_that_may_only_be_written(folder: Path) -> None:
    """A file that may be written but not read is replaced like any other, and stays so."""
    path = folder / "json"
    path.chmod(0o200)
    code = f"import uc_audit; uc_audit.to_json(uc_audit.load(), {str(path)!r})"
    subprocess.run([*without_powers(), sys.executable, "-c", code], check=True)

    assert path.stat().st_mode & 0o777 == 0o200
    assert path.read_text(encoding="utf-8") == uc_audit.to_json(uc_audit.load())


@posix
def test_what_is_private_while_it_is_written(small: Audit, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes the place of a private file is private from the beginning, and in the end as the file was."""
    modes = []
    monkeypatch.setattr(os, "fsync", lambda number: modes.append(os.fstat(number).st_mode & 0o777))
    for mode in (0o600, 0o640):
        (folder / "json").chmod(mode)
        uc_audit.to_json(small, folder / "json")
        assert (folder / "json").stat().st_mode & 0o777 == mode

    assert modes == [0o600, 0o600]


@posix
def test_reading_without_permission(folder: Path) -> None:
    """A dataset that may not be read is the system's own error, with the name of the file; so on the command line."""
    path = folder / "json"
    path.chmod(0)
    command = [*without_powers(), sys.executable, "-m", "uc_audit", "diff", str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (result.returncode, result.stderr) == (2, f"uc-audit: [Errno 13] Permission denied: '{path}'\n")
