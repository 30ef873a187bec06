"""How the bundled dataset is found, checked and loaded, whatever surrounds the process."""

import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

import uc_audit

PACKAGE = Path(uc_audit.__file__).parent
FIRST_RECORD = "import uc_audit; print(uc_audit.__file__); print(uc_audit.load()['ice'].id)"


def run(code: str, *flags: str, path: Path | None = None, **environment: Any) -> subprocess.CompletedProcess[str]:
    """Run code in a new process, which finds the package in this folder or zip file first, if one is given."""
    setup = f"import sys; sys.path[:0] = [{str(path)!r}]\n" if path else ""
    command = [sys.executable, *flags, "-c", setup + code]
    variables = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=variables, timeout=60)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with a copy of the package."""
    shutil.copytree(PACKAGE, tmp_path / "uc_audit", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_load_gives_one_object() -> None:
    """Every call gives the same audit."""
    assert uc_audit.load() is uc_audit.load()


def test_load_and_read_agree() -> None:
    """The bundled file gives an equal audit when it is read strictly, from a path, a text or bytes."""
    path = PACKAGE / "data" / "audit.json"

    for audit in (uc_audit.read(path), uc_audit.read(str(path)), uc_audit.loads(path.read_bytes())):
        assert audit == uc_audit.load()
        assert hash(audit) == hash(uc_audit.load())


def test_data_file() -> None:
    """The bundled JSON file is there for programs that read it themselves."""
    assert uc_audit.data_file().name == "audit.json"
    assert json.loads(uc_audit.data_file().read_bytes()) == uc_audit.to_dict(uc_audit.load())


def test_checksums() -> None:
    """Every bundled JSON file has its CRC-32 listed."""
    lines = (PACKAGE / "data" / "CRC32").read_text(encoding="ascii").splitlines()
    files = sorted((PACKAGE / "data").glob("*.json"))

    assert lines == [f"{zlib.crc32(file.read_bytes()):08x} {file.name}" for file in files]


# A damaged installation


@pytest.mark.parametrize("offset", [0, 1000, -2])
@pytest.mark.parametrize(("name", "call"), [("audit.json", "load"), ("audit.schema.json", "schema")])
def test_one_changed_byte(copied: Path, name: str, call: str, offset: int) -> None:
    """One changed byte of a bundled file is noticed when it is loaded."""
    file = copied / "uc_audit" / "data" / name
    content = bytearray(file.read_bytes())
    content[offset] ^= 1
    file.write_bytes(content)

    result = run(f"import uc_audit; uc_audit.{call}()", path=copied)

    assert result.stderr.splitlines()[-1].endswith(
        f"CorruptDatasetError: The bundled file {name} was changed or damaged after the release. Reinstall uc-audit."
    )


@pytest.mark.parametrize("checksums", [b"", b"\xff\xfe", b"00000000 audit.json\n", b"audit.json\n"])
def test_damaged_checksums(copied: Path, checksums: bytes) -> None:
    """Without the right checksum the bundled file is not trusted."""
    (copied / "uc_audit" / "data" / "CRC32").write_bytes(checksums)

    assert "CorruptDatasetError" in run(FIRST_RECORD, path=copied).stderr


def test_missing_file(copied: Path) -> None:
    """A bundled file that is missing is Python's own error."""
    (copied / "uc_audit" / "data" / "audit.json").unlink()

    assert "FileNotFoundError" in run(FIRST_RECORD, path=copied).stderr


# Unusual surroundings


@pytest.mark.parametrize("flags", [("-OO",), ("-I",), ("-B", "-S", "-E"), ("-bb", "-W", "error"), ("-X", "utf8=0")])
def test_flags_of_python(copied: Path, flags: tuple[str, ...]) -> None:
    """The dataset is loaded whatever the flags of the interpreter."""
    site = [str(Path(module.__file__ or "").parent.parent) for module in map(__import__, ("attrs", "cattrs"))]
    code = f"import sys; sys.path += {site!r}\n{FIRST_RECORD}"

    assert run(code, *flags, path=copied).stdout == f"{copied / 'uc_audit' / '__init__.py'}\nice\n"


@pytest.mark.parametrize("environment", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"HOME": "/none", "TMPDIR": "/none"}])
def test_environments(environment: dict[str, Any]) -> None:
    """The dataset is loaded whatever the locale, and without a home or a temporary folder."""
    assert run(FIRST_RECORD, **environment).stdout.endswith("\nice\n")


def test_from_a_zip_file(copied: Path, tmp_path: Path) -> None:
    """The dataset, its schema and its file are found in a zip file on the path."""
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for file in (copied / "uc_audit").rglob("*"):
            archive.write(file, file.relative_to(copied))
    code = (
        f"{FIRST_RECORD}; print(uc_audit.loads(uc_audit.data_file().read_bytes()) == uc_audit.load())\n"
        "print(uc_audit.schema()['title'], uc_audit.__version__)"
    )
    name = tmp_path / "all.zip" / "uc_audit" / "__init__.py"

    printed = run(code, path=tmp_path / "all.zip").stdout

    assert printed == f"{name}\nice\nTrue\nuc_audit dataset {uc_audit.__version__}\n"


def test_read_only(copied: Path) -> None:
    """An installation that nobody may write to is left as it is."""
    files = [*(copied / "uc_audit").rglob("*")]
    for file in files:
        file.chmod(0o555 if file.is_dir() else 0o444)

    result = run(FIRST_RECORD, "-B", path=copied)
    (copied / "uc_audit").chmod(0o755)

    assert result.stdout.endswith("\nice\n")
    assert [*(copied / "uc_audit").rglob("*")] == files


def test_without_metadata(copied: Path) -> None:
    """Where the package was only copied, its version is unknown."""
    code = (
        "import importlib.metadata as m\n"
        "def version(name): raise m.PackageNotFoundError(name)\n"
        "m.version = version\n"
        "import uc_audit; print(uc_audit.__version__)"
    )

    assert run(code, path=copied).stdout == "unknown\n"


LOADER_WITHOUT_DATA = """
import importlib.abc, importlib.machinery, sys

class Loader(importlib.abc.Loader):
    def __init__(self, inner):
        self.inner = inner

    def exec_module(self, module):
        exec(self.inner.get_code(module.__name__), vars(module))

class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if name.startswith("uc_audit."):
            spec.loader = Loader(spec.loader)
        return spec

sys.meta_path.insert(0, Finder())
"""


def test_loader_without_data() -> None:
    """The dataset is found, too, where the loader of the package gives no data: by ``importlib_resources``."""
    assert run(LOADER_WITHOUT_DATA + FIRST_RECORD).stdout.endswith("\nice\n")


# Threads and processes


IN_THREADS = """
import sys, threading, uc_audit

def use(number):
    barrier.wait()
    found[number] = uc_audit.load()

sys.setswitchinterval(1e-6)
barrier, found = threading.Barrier(16), [None] * 16
threads = [threading.Thread(target=use, args=[number]) for number in range(16)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len({id(audit) for audit in found}), found[0] is uc_audit.load())
"""


def test_threads() -> None:
    """Threads that load at the same time, imports included, all get one object."""
    assert run(IN_THREADS).stdout == "1 True\n"


def test_threads_that_read_strictly() -> None:
    """Threads may read strictly at the same time, too."""
    text = uc_audit.data_file().read_bytes()
    found: list[uc_audit.Audit] = []
    threads = [threading.Thread(target=lambda: found.append(uc_audit.loads(text))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [uc_audit.load()] * 4


FORK_WHILE_LOADING = """
import os, signal, sys, threading, uc_audit

parsing, forked = threading.Event(), threading.Event()

def hold(event, arguments):
    # Reading the bundled file is what Python reports inside of load().
    if event == "open" and str(arguments[0]).endswith("audit.json") and threading.current_thread() is thread:
        parsing.set()
        forked.wait(20)

sys.addaudithook(hold)
thread = threading.Thread(target=uc_audit.load)
thread.start()
parsing.wait(20)
child = os.fork()
if child == 0:
    signal.alarm(20)
    os._exit(uc_audit.load()["ice"].id != "ice")
forked.set()
print("child:", os.waitpid(child, 0)[1], flush=True)
thread.join()
print("parent:", uc_audit.load()["ice"].id)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_fork_while_a_thread_loads() -> None:
    """A process that forks while another thread is loading has a child that can load, and can load itself."""
    result = run(FORK_WHILE_LOADING, "-W", "ignore::DeprecationWarning")

    assert result.stdout == "child: 0\nparent: ice\n"


IN_PROCESSES = """
import copy, multiprocessing, sys, uc_audit

audit = uc_audit.load()
if __name__ == "__main__":
    with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool:
        print(pool.apply(uc_audit.load) == audit, pool.map(copy.copy, audit) == list(audit))
"""


@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_other_processes(tmp_path: Path, method: str) -> None:
    """However a process starts, it loads an equal audit, and records are sent there and back."""
    script = tmp_path / "script.py"
    script.write_text(IN_PROCESSES, encoding="utf-8")
    command = [sys.executable, "-W", "ignore::DeprecationWarning", str(script), method]

    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True True\n"
