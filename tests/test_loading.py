"""How the bundled dataset is found, checked and loaded."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import uc_audit
from uc_audit import dataset

PACKAGE = Path(uc_audit.__file__).parent
FIRST_RECORD = "import uc_audit; print(uc_audit.load()['ice'].name)"


def run(code: str, *path: Path, flags: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run code in a new process in which the package is found in these places first."""
    setup = f"import sys; sys.path[:0] = {[str(place) for place in path]!r}\n"
    return subprocess.run([sys.executable, *flags, "-c", setup + code], capture_output=True, text=True, check=False)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with a copy of the package."""
    shutil.copytree(PACKAGE, tmp_path / "uc_audit")
    return tmp_path


def test_load_gives_one_object() -> None:
    """Every call gives the same audit."""
    assert uc_audit.load() is uc_audit.load()


def test_trusted_and_strict_readers_agree() -> None:
    """The builder of the bundled file and the strict reader give equal records, one by one and in all."""
    strict = uc_audit.loads(uc_audit.data_file().read_bytes())

    assert list(strict.records) == list(uc_audit.load().records)
    assert strict == uc_audit.load()
    assert hash(strict) == hash(uc_audit.load())


def test_read_from_a_path() -> None:
    """The bundled file can be read as any other."""
    assert uc_audit.read(PACKAGE / "data" / "audit.json") == uc_audit.load()
    assert uc_audit.read(str(PACKAGE / "data" / "audit.json"), lenient=True) == uc_audit.load()


@pytest.mark.parametrize("place", [0, 1000, -2])
def test_one_changed_byte(copied: Path, place: int) -> None:
    """One changed byte of the installed file is found out at loading."""
    file = copied / "uc_audit" / "data" / "audit.json"
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)

    result = run(FIRST_RECORD, copied)

    assert result.returncode == 1
    assert "CorruptDatasetError: The bundled file audit.json has the SHA-256" in result.stderr


@pytest.mark.parametrize("digests", [b"", b"\xff\xfe", b"0" * 64 + b"  audit.json\n", b"nothing\n"])
def test_damaged_digests(copied: Path, digests: bytes) -> None:
    """Without a right digest the file is not trusted."""
    (copied / "uc_audit" / "data" / "SHA256SUMS").write_bytes(digests)

    assert "CorruptDatasetError" in run(FIRST_RECORD, copied).stderr


def test_corrupt_dataset_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error knows the file and both digests."""
    monkeypatch.setattr(dataset, "_bundled_bytes", lambda _: b"changed")
    monkeypatch.setattr(dataset, "_bundled", None)

    with pytest.raises(uc_audit.CorruptDatasetError) as caught:
        uc_audit.load()

    assert (caught.value.file, caught.value.expected) == ("audit.json", None)
    assert caught.value.actual == hashlib.sha256(b"changed").hexdigest()


def test_a_load_inside_a_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """What interrupts a load and loads, too, such as a handler of a signal, gets the object that everybody gets."""
    inner: list[uc_audit.Audit] = []
    read = dataset._bundled_bytes

    def interrupted(name: str) -> bytes:
        if not inner:
            monkeypatch.setattr(dataset, "_bundled_bytes", read)
            inner.append(uc_audit.load())
        return read(name)

    monkeypatch.setattr(dataset, "_bundled", None)
    monkeypatch.setattr(dataset, "_bundled_bytes", interrupted)

    assert uc_audit.load() is inner[0] is uc_audit.load()


def test_missing_file(copied: Path) -> None:
    """A bundled file that is gone is Python's own error."""
    (copied / "uc_audit" / "data" / "audit.json").unlink()

    assert "FileNotFoundError" in run(FIRST_RECORD, copied).stderr


def test_loader_without_get_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loader that cannot give data falls back on importlib_resources."""
    monkeypatch.setattr(dataset, "__spec__", SimpleNamespace(loader=object()))
    monkeypatch.setattr(dataset, "_bundled", None)

    assert uc_audit.load()["ice"].id == "ice"


def test_data_file() -> None:
    """``data_file`` gives the bundled JSON."""
    assert uc_audit.data_file().name == "audit.json"
    assert json.loads(uc_audit.data_file().read_text(encoding="utf-8"))["report_number"] == "OIG-24-46"


def test_digests_are_in_the_format_of_sha256sum() -> None:
    """``sha256sum --check`` accepts the digests; both data files are listed."""
    lines = (PACKAGE / "data" / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    digests = {name: digest for digest, name in (line.split("  ") for line in lines)}

    assert digests == {
        name: hashlib.sha256((PACKAGE / "data" / name).read_bytes()).hexdigest()
        for name in ("audit.json", "audit.schema.json")
    }


def test_without_a_fast_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python has no SHA-256 of its own by that name, as before 3.12, the digest is computed all the same."""
    monkeypatch.setitem(sys.modules, "_sha2", None)
    monkeypatch.setattr(dataset, "_bundled", None)

    assert uc_audit.load()["ice"].id == "ice"
