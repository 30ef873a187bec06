"""A process that is stopped while it writes leaves the old file or folder as it was, or none."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL, PIPE

import pytest
import writing
from children import posix
from writing import FILES, WRITERS, prepare, state

from uc_audit import Audit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which there is something old for every writer."""
    prepare(tmp_path)
    return tmp_path


@pytest.fixture
def interrupted(folder: Path) -> Callable[[str, Path, int], int]:
    """Start a process that writes, send it a signal when it is in the middle, and give what it exits with."""

    def interrupt(name: str, path: Path, number: int) -> int:
        command = [sys.executable, writing.__file__, "hold", name, str(path)]
        with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as process:
            assert process.stdout
            assert process.stdout.readline() == b"writing\n"
            assert len(state(folder)) > old
            process.send_signal(number)
        return -process.returncode

    old = len(state(folder))
    return interrupt


Interrupted = Callable[[str, Path, int], int]


@posix
@pytest.mark.parametrize(("name", "target"), [("half", "jsonl"), ("datapackage", "datapackage")])
def test_ctrl_c(folder: Path, interrupted: Interrupted, name: str, target: str) -> None:
    """Ctrl-C in the middle of writing leaves what was there, and nothing else."""
    before = state(folder)

    assert interrupted(name, folder / target, signal.SIGINT) == signal.SIGINT
    assert state(folder) == before


@posix
@pytest.mark.parametrize(
    ("number", "name", "target"),
    [
        (signal.SIGKILL, "half", "jsonl"),
        (signal.SIGKILL, "json", "json"),
        (signal.SIGKILL, "parquet", "new-parquet"),
        (signal.SIGKILL, "datapackage", "new-datapackage"),
        (signal.SIGTERM, "json", "json"),
    ],
)
def test_kill(audit: Audit, folder: Path, interrupted: Interrupted, number: int, name: str, target: str) -> None:
    """
    A process that is killed in the middle of writing leaves what was there.

    What it leaves besides is a hidden name, which nobody can take away then, and which is not in the way of the next.
    """
    before = state(folder)
    assert interrupted(name, folder / target, number) == number
    after = state(folder)
    besides = {path: content for path, content in after.items() if path not in before}

    assert after == before | besides
    assert all(path.startswith(".") and ".tmp" in path for path in besides)
    writer = "jsonl" if name == "half" else name
    WRITERS[writer](audit, folder / target)
    WRITERS[writer](audit, folder / "expected")
    assert state(folder).items() >= besides.items()
    if writer in FILES:
        assert (folder / target).read_bytes() == (folder / "expected").read_bytes()
    else:
        assert state(folder / target) == state(folder / "expected")
