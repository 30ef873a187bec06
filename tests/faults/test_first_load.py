"""Threads and processes that use the library for the first time, at once."""

import multiprocessing
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import first_use
import pytest
from children import dependency_folders

import uc_audit
from uc_audit import dataset

FREE_THREADED = (
    sys.executable
    if sysconfig.get_config_var("Py_GIL_DISABLED")
    else shutil.which("python3.14t") or shutil.which("python3.13t")
)


def test_threads_load_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that race on the first load get one object."""
    for _ in range(10):
        monkeypatch.setattr(dataset, "_bundled", None)
        assert first_use.race(first_use.USES["load"]) == [id(uc_audit.load())] * first_use.THREADS


def first_used(name: str, python: str = sys.executable, **environment: str) -> str:
    """Let threads race on the first use of a function in a new process; give what it printed."""
    command = [python, first_use.__file__, name]
    return subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **environment}).stdout


@pytest.mark.parametrize("name", first_use.USES)
def test_threads_in_a_new_process(name: str) -> None:
    """Threads that race on the first use of a function, imports included, all get what a single one gets."""
    assert first_used(name).startswith("64 results, 64 as of a single thread")


@pytest.mark.skipif(
    FREE_THREADED is None, reason="no free-threaded Python (python3.13t, python3.14t) is on this machine"
)
def test_free_threads() -> None:
    """Threads without a global lock between them get what a single one gets, too."""
    assert FREE_THREADED
    path = os.pathsep.join([str(Path(uc_audit.__file__).parent.parent), *dependency_folders()])

    for name in first_use.USES:
        printed = first_used(name, FREE_THREADED, PYTHONPATH=path)
        assert printed == "64 results, 64 as of a single thread, free threads: True\n"


FORK_DURING_LOAD = """
import os, signal, sys, threading, uc_audit
from uc_audit import dataset

sys.setswitchinterval(1000)
reading, forking = threading.Event(), threading.Event()
read = dataset._bundled_bytes

def slow(name):
    reading.set()
    forking.wait()
    return read(name)

dataset._bundled_bytes = slow
thread = threading.Thread(target=uc_audit.load)
thread.start()
reading.wait()
os.register_at_fork(before=forking.set)
child = os.fork()
if child == 0:
    signal.alarm(20)
    os._exit(uc_audit.load()["ice"].id != "ice")
print("child:", os.waitpid(child, 0)[1], flush=True)
thread.join()
print("parent:", uc_audit.load()["ice"].id)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_fork_while_a_thread_loads() -> None:
    """A process that forks while another thread is loading has a child that can load, and can load itself."""
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", FORK_DURING_LOAD]

    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "child: 0\nparent: ice\n"


IN_PROCESSES = """
import multiprocessing, sys, uc_audit
from copy import copy

audit = uc_audit.load()
with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool:
    print(pool.apply(uc_audit.load) == audit, pool.map(copy, audit.records) == list(audit.records))
    print(pool.map(uc_audit.describe, audit.figures) == [uc_audit.describe(figure) for figure in audit.figures])
"""


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_other_processes(method: str) -> None:
    """However a process starts, it loads an equal audit, and records go there and come back."""
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", IN_PROCESSES, method]

    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True True\nTrue\n"
