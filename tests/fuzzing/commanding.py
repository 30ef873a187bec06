"""Odd arguments and damaged files: what the command line has to do with them."""

import contextlib
import io
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from uc_audit.cli import main
from uc_audit.cli.arguments import CHANGE_FORMATS, FORMATS, PACKAGES, STYLES, option_of
from uc_audit.model.audit import record_classes
from uc_audit.query.narrowing import criteria_of

from .asking import STRANGE, make_text
from .pool import Pool
from .reading import damaged

Files = dict[str, bytes]

COMMANDS = (
    *("list", "show", "search", "export", "diff", "verify", "schema", "cite", "path"),
    *("list", "list", "diff", "verify"),
)
OPTIONS = (
    *("--format", "--output", "--style", "--overwrite", "--help", "--version"),
    *("--topik", "--", "-h", "-x", "--format="),
)
IDS = ("ice", "oig-24-46", "figure-transferred-oig-24-46", "finding-no-assurance", "nowhere", "ic\u00e9", "")
NAMES = (
    "old.json", "new.json", "text.html", "none.json", "folder", "", ".", "-", "n" * 300, "a\udcffb", "text.html/a",
    "\u00e9.json",
)  # fmt: skip
"""Names of files in the folder; the first three are there. None leads out of it."""

WIDTHS = ("80", "1", "20", "0", "-3", "1000", "x", "")


def make_command(rng: random.Random, pool: Pool) -> tuple[list[str], Files, str, str]:
    """Choose arguments, the files that they may name, a width and an encoding of the terminal."""
    command = rng.choice(COMMANDS)
    arguments = [command, *_arguments(rng, command)]
    for _ in range(rng.choice((0, 0, 1, 2))):
        arguments.insert(rng.randrange(len(arguments) + 1), rng.choice((*OPTIONS, _word(rng), *IDS)))
    if rng.random() < 0.05:
        del arguments[rng.randrange(len(arguments))]
    # The bytes of an argument may be any but one: the system ends it there, and gives what is not UTF-8 as surrogates.
    arguments = [os.fsdecode(argument.replace("\x00", "").encode("utf-8", "surrogatepass")) for argument in arguments]
    files = {
        "old.json": _bytes(rng.choice((pool.bundled, rng.choice(pool.audits), damaged(rng, pool.bundled, pool)))),
        "new.json": _bytes(damaged(rng, rng.choice(pool.audits), pool)),
        "text.html": _bytes(make_text(rng, pool)[1]),
    }
    return arguments, files, rng.choice(WIDTHS), rng.choice(("utf-8", "utf-8", "ascii", "cp1252"))


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def _word(rng: random.Random) -> str:
    """Give a word that may come as an argument."""
    return str(rng.choice([word for word in STRANGE if isinstance(word, str)]))


def _arguments(rng: random.Random, command: str) -> list[str]:
    """Give arguments as a command takes them, more or less."""
    output = ["--output", rng.choice(NAMES)] if rng.random() < 0.2 else []
    formats = ["--format", rng.choice((*FORMATS, *CHANGE_FORMATS, *PACKAGES))] if rng.random() < 0.4 else []
    source = f"{rng.choice(('oig-24-46', 'oig-25-21', 'article', _word(rng)))}={rng.choice(('text.html', *NAMES))}"
    words = rng.choice(("court", "32,000", "missing children", "\u0301", _word(rng)))
    given = {
        "list": [*_criteria(rng), *formats, *output],
        "show": [rng.choice(IDS), *formats, *output],
        "search": [words, *output],
        "export": [rng.choice(NAMES), *formats],
        "diff": [rng.choice(NAMES[:3]), *rng.choice(((), (rng.choice(NAMES),))), *formats, *output],
        "verify": [source, *output],
        "cite": [rng.choice(IDS), "--style", rng.choice((*STYLES, "apa"))],
    }
    return given.get(command, output)


def _criteria(rng: random.Random) -> list[str]:
    kind, cls = rng.choice(list(record_classes().items()))
    given = [kind]
    for criterion in rng.choices(list(criteria_of(cls).values()), k=rng.choice((0, 1, 1, 2))):
        members: Any = getattr(criterion.type, "__members__", {})
        value = rng.choice((*IDS, *members.values(), "none", "true", "100,000", "9" * 5000, _word(rng)))
        given += rng.choice(([f"{option_of(criterion)}={value}"], [option_of(criterion), value]))
    return given


def judge_command(arguments: list[str], files: Files, width: str, encoding: str) -> str:
    """Run a command in a folder of its own: a documented exit code, a reason where it failed, nothing written elsewhere."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), _watched(folder):
        for name, content in files.items():
            Path(name).write_bytes(content)
        code, printed, complaint = _run(arguments, width, encoding)
    assert code in (0, 1, 2), f"the exit code {code}"
    assert code != 2 or "uc-audit" in complaint, "failed without a reason"
    assert code == 0 or complaint or printed or "--output" in arguments, "neither output nor a reason"
    assert "Traceback" not in complaint, "a traceback"
    controls = re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", printed)
    assert not controls or "--format" in arguments, "a control character for the terminal"
    return f"exit code {code}"


def _run(arguments: list[str], width: str, encoding: str) -> tuple[object, str, str]:
    """Run a command with streams such as Python makes: the exit code, what was printed, what was complained of."""
    output = io.TextIOWrapper(io.BytesIO(), encoding)
    errors = io.TextIOWrapper(io.BytesIO(), encoding, errors="backslashreplace")
    os.environ["COLUMNS"] = width
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        try:
            code: object = main(arguments)
        except SystemExit as stop:
            code = stop.code
    for stream in (output, errors):
        stream.flush()
        stream.seek(0)
    return code, output.buffer.read().decode("utf-8", "replace"), errors.read()


_CHANGING = {
    "open",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.link",
    "os.truncate",
    "os.chmod",
}
_allowed: list[str] = []
_hooked: list[bool] = []


@contextlib.contextmanager
def _watched(folder: str) -> Iterator[None]:
    """Refuse, with an error that nothing catches, to change anything outside a folder."""
    if not _hooked:
        sys.dont_write_bytecode = True
        sys.addaudithook(_watch)
        _hooked.append(True)
    _allowed.append(os.path.realpath(folder))
    try:
        yield
    finally:
        _allowed.pop()


def _watch(event: str, given: tuple[Any, ...]) -> None:
    if not _allowed or event not in _CHANGING:
        return
    if event == "open" and not (isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
        return
    for place in given[: 2 if event == "os.rename" else 1]:
        real = os.path.realpath(os.fsdecode(place)) if isinstance(place, str | bytes) else _allowed[-1]
        if os.path.commonpath([real, _allowed[-1]]) != _allowed[-1] and real != os.devnull:
            raise AssertionError(f"{event} outside the folder: {real}")
