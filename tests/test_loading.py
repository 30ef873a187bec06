"""Finding, checking and loading the bundled dataset in any environment."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
    """Every call returns the same audit."""
    assert uc_audit.load() is uc_audit.load()


def test_load_and_read_agree() -> None:
    """The bundled file gives an equal audit if it is read strictly, from a path, a string or bytes."""
    path = PACKAGE / "data" / "audit.json"

    for audit in (uc_audit.read(path), uc_audit.read(str(path)), uc_audit.loads(path.read_bytes())):
        assert audit == uc_audit.load()


def test_data_file() -> None:
    """The bundled JSON file is there for programs that read it themselves."""
    assert uc_audit.data_file().name == "audit.json"
    assert json.loads(uc_audit.data_file().read_bytes()) == uc_audit.to_dict(uc_audit.load())


# A damaged installation


CORRUPT = "CorruptDatasetError: The bundled file {} was changed or damaged. Reinstall uc-audit; in a clone, run tests/regenerate.py."


@pytest.mark.parametrize(
    ("call", "name", "change", "error"),
    [
        ("load", "audit.json", lambda content: content.replace(b"291000", b"292000", 1), CORRUPT.format("audit.json")),
        ("schema", "audit.schema.json", lambda content: content[:-1], CORRUPT.format("audit.schema.json")),
        ("load", "CRC32", lambda _: b"\xff\xfe", CORRUPT.format("audit.json")),
        ("load", "CRC32", lambda _: b"00000000 audit.json\n", CORRUPT.format("audit.json")),
    ],
)
def test_damaged_installation(copied: Path, call: str, name: str, change: Callable[[bytes], bytes], error: str) -> None:
    """A changed byte in a bundled file is noticed on loading, and nothing is trusted without its checksum."""
    file = copied / "uc_audit" / "data" / name
    file.write_bytes(change(file.read_bytes()))

    assert run(f"import uc_audit; uc_audit.{call}()", path=copied).stderr.endswith(f"{error}\n")


def test_missing_file(copied: Path) -> None:
    """A bundled file that is missing is Python's own error."""
    (copied / "uc_audit" / "data" / "audit.json").unlink()

    assert "FileNotFoundError" in run(FIRST_RECORD, path=copied).stderr


# Unusual surroundings


@pytest.mark.parametrize("flags", [("-OO", "-bb", "-W", "error"), ("-I", "-S", "-B", "-X", "utf8=0")])
def test_unusual_processes(copied: Path, flags: tuple[str, ...]) -> None:
    """The dataset is loaded whatever the flags and the locale, without a home, and without writing anything."""
    files = [*(copied / "uc_audit").rglob("*")]
    site = [str(Path(module.__file__ or "").parent.parent) for module in map(__import__, ("attrs", "cattrs"))]
    code = f"import sys; sys.path += {site!r}\n{FIRST_RECORD}"
    environment = {"LC_ALL": "C", "HOME": "/none", "TMPDIR": "/none", "PYTHONDONTWRITEBYTECODE": "1"}

    assert run(code, *flags, path=copied, **environment).stdout == f"{copied / 'uc_audit' / '__init__.py'}\nice\n"
    assert [*(copied / "uc_audit").rglob("*")] == files


def test_from_a_zip_file(copied: Path, tmp_path: Path) -> None:
    """The dataset, its schema and its file are found in a zip file on the path."""
    archive = shutil.make_archive(str(tmp_path / "all"), "zip", copied, "uc_audit")
    code = (
        f"{FIRST_RECORD}; print(uc_audit.loads(uc_audit.data_file().read_bytes()) == uc_audit.load())\n"
        "print(uc_audit.schema()['title'], uc_audit.__version__)"
    )

    printed = run(code, path=Path(archive)).stdout

    name = Path(archive) / "uc_audit" / "__init__.py"
    assert printed == f"{name}\nice\nTrue\nuc_audit dataset {uc_audit.__version__}\n"


def test_without_metadata(copied: Path) -> None:
    """If the package was only copied, its version is unknown."""
    assert run("import uc_audit; print(uc_audit.__version__)", "-I", "-S", path=copied).stdout == "unknown\n"


OTHER_IMPORTER = """
import importlib.machinery, sys

class Loader:
    def __init__(self, loader):
        self.loader = loader
    def create_module(self, spec):
        return None
    def exec_module(self, module):
        exec(self.loader.get_code(module.__name__), module.__dict__)

class Finder:
    def find_spec(self, name, path=None, target=None):
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec and name.startswith("uc_audit"):
            spec.loader = Loader(spec.loader)
        return spec

sys.meta_path.insert(0, Finder())
import uc_audit
print(uc_audit.schema()["title"], hasattr(uc_audit.__loader__, "get_data"))
"""


def test_loader_without_data() -> None:
    """Bundled files are found even if the package's loader has no ``get_data``, with ``importlib_resources``."""
    assert run(OTHER_IMPORTER).stdout == "uc_audit dataset False\n"


# Threads and processes


IN_THREADS = """
import sys, uc_audit
from concurrent.futures import ThreadPoolExecutor

sys.setswitchinterval(1e-6)
with ThreadPoolExecutor(16) as pool:
    audits = list(pool.map(lambda _: uc_audit.load(), range(16)))
print(len({id(audit) for audit in audits}), audits[0] is uc_audit.load())
"""


def test_threads() -> None:
    """Threads that load at the same time, imports included, all get one object."""
    assert run(IN_THREADS).stdout == "1 True\n"


def test_threads_that_read_strictly() -> None:
    """Threads may read strictly at the same time, too."""
    text = uc_audit.data_file().read_bytes()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(uc_audit.loads, [text] * 4)) == [uc_audit.load()] * 4


FORK_WHILE_LOADING = """
import os, signal, sys, threading, uc_audit

reading, forked = threading.Event(), threading.Event()

def hold(event, arguments):
    # Reading the bundled file is what Python reports inside of load().
    if event == "open" and str(arguments[0]).endswith("audit.json") and threading.current_thread() is thread:
        reading.set()
        forked.wait(20)

sys.addaudithook(hold)
thread = threading.Thread(target=uc_audit.load)
thread.start()
reading.wait(20)
if (child := os.fork()) == 0:
    signal.alarm(20)
    os._exit(uc_audit.load()["ice"].id != "ice")
forked.set()
print("child:", os.waitpid(child, 0)[1], flush=True)
thread.join()
print("parent:", uc_audit.load()["ice"].id)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_fork_while_a_thread_loads() -> None:
    """If a process forks while another thread is loading, both it and its child can load."""
    result = run(FORK_WHILE_LOADING, "-W", "ignore::DeprecationWarning")

    assert result.stdout == "child: 0\nparent: ice\n"


IN_PROCESSES = """
import copy, multiprocessing, sys, uc_audit

if __name__ == "__main__":
    audit = uc_audit.load()
    with multiprocessing.get_context(sys.argv[1]).Pool(1) as pool:
        print(pool.apply(uc_audit.load) == audit, pool.map(copy.copy, audit) == list(audit))
"""


@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_other_processes(tmp_path: Path, method: str) -> None:
    """However a process starts, it loads an equal audit, and records can be sent to it and back."""
    script = tmp_path / "script.py"
    script.write_text(IN_PROCESSES, encoding="utf-8")
    command = [sys.executable, "-W", "ignore::DeprecationWarning", str(script), method]

    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True True\n"
