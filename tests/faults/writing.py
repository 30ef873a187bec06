"""
A program that writes with every writer of the library, where something is in the way.

``writing.py attempt FOLDER [fill]`` tries them all, on a disk that it fills up first where that is said, and prints what
happened. ``writing.py hold WRITER PATH`` says when the content, or half of it, is there, and goes no further.
"""

import contextlib
import errno
import itertools
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import uc_audit
from uc_audit import Audit, Record

FILES: dict[str, Callable[[Audit, Path], Any]] = {
    "json": uc_audit.to_json,
    "jsonl": uc_audit.to_jsonl,
    "csv": uc_audit.to_csv,
    "markdown": uc_audit.to_markdown,
    "html": uc_audit.to_html,
    "bibtex": uc_audit.to_bibtex,
    "parquet": lambda audit, path: uc_audit.write_parquet(audit.figures, path),
}
FOLDERS: dict[str, Callable[[Audit, Path], Any]] = {
    "datapackage": lambda audit, path: uc_audit.write_datapackage(audit, path, overwrite=True),
}
WRITERS = FILES | FOLDERS


def prepare(folder: Path) -> None:
    """Put something old where the writers write to: a file for each, and files in a folder."""
    for name in FILES:
        (folder / name).write_text("old", encoding="utf-8")
    for name in FOLDERS:
        (folder / name).mkdir()
        (folder / name / "audit.json").write_text("old", encoding="utf-8")
        (folder / name / "figures.csv").write_text("old", encoding="utf-8")


def state(folder: Path) -> dict[str, bytes | None]:
    """Give all that is in a folder: what is in each file, and none for each folder."""
    return {str(path.relative_to(folder)): None if path.is_dir() else path.read_bytes() for path in folder.rglob("*")}


def attempt(folder: Path, *, fill: bool) -> dict[str, Any]:
    """Try all writers, over what is old and for something new; give the error and the name in it, or what changed."""
    if not any(folder.iterdir()):
        prepare(folder)
    if fill:
        _fill(folder / "filling")
    before, outcomes = state(folder), {}
    for (name, write), prefix in itertools.product(WRITERS.items(), ("", "new-")):
        path = folder / f"{prefix}{name}"
        try:
            write(uc_audit.load(), path)
            outcomes[path.name] = "written"
        except OSError as error:
            named = error.filename is None or error.filename.startswith(str(path))
            outcomes[path.name] = errno.errorcode[error.errno or 0] if named else error.filename
        if state(folder) != before:
            outcomes[path.name] += ", changed"
            before = state(folder)
    return outcomes


def _fill(path: Path) -> None:
    """Fill up the disk."""
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1024))


def hold(name: str, path: Path) -> None:
    """Write, but stop for good when the content is there; of ``half`` when some of the lines are."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # Shells start what is in the background without it.
    if name == "half":
        uc_audit.to_jsonl(_half(), path)
    else:
        os.fsync = _stop  # type: ignore[assignment]
        WRITERS[name](uc_audit.load(), path)


def _half() -> Iterator[Record]:
    yield from uc_audit.load().records[:40]
    _stop()


def _stop(*_: object) -> NoReturn:
    sys.stdout.write("writing\n")
    sys.stdout.flush()
    sys.stdin.read()
    raise AssertionError("it goes on")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["hold", name, path]:
            hold(name, Path(path))
        case ["attempt", folder, *fill]:
            json.dump(attempt(Path(folder), fill=bool(fill)), sys.stdout)
