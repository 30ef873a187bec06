"""What the command line writes, and where."""

import argparse
import contextlib
import os
import shutil
import sys

from ..output import write_text

FOUND, NOTHING_FOUND, FAILED = 0, 1, 2
DIFFERENT = NOTHING_FOUND
"""The exit codes."""

WIDEST = 80
"""Lines are no longer than this, however wide the terminal."""

_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if chr(code) != "\n"}
"""What a terminal takes for commands, as escapes: texts of any dataset, names and arguments are printed."""


def width_of(given: argparse.Namespace) -> int:
    """Give the longest line for people."""
    return WIDEST if given.output not in (None, "-") else min(shutil.get_terminal_size().columns, WIDEST)


def write(text: str, given: argparse.Namespace, *, for_people: bool = False, code: int = FOUND) -> int:
    """
    Write to the file that was named, or to standard output: for people in its encoding, for programs in UTF-8.

    Returns:
        The exit code that is given.
    """
    to_file = given.output not in (None, "-")
    if for_people or (not to_file and sys.stdout is not None and sys.stdout.isatty()):
        text = text.translate(_CONTROLS)
    with contextlib.suppress(BrokenPipeError):  # Nobody reads on.
        if to_file:
            write_text(given.output, [text])
        elif sys.stdout is None:
            raise OSError("there is no standard output")
        elif for_people:
            sys.stdout.write(_encodable(text, getattr(sys.stdout, "encoding", None) or "utf-8"))
            sys.stdout.flush()
        elif hasattr(sys.stdout, "buffer"):
            # A path may hold bytes that are no text.
            sys.stdout.buffer.write(text.encode(errors="surrogateescape"))
            sys.stdout.buffer.flush()
        else:
            sys.stdout.write(text)
    return code


def _encodable(text: str, encoding: str) -> str:
    """Write curly quotes straight and anything else as an escape where an encoding does not have them."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        straight = text.translate(str.maketrans("\u2018\u2019\u201c\u201d", "''\"\""))
        return straight.encode(encoding, "backslashreplace").decode(encoding)
    return text


def complain(error: Exception | str, code: int = FOUND) -> int:
    """Write a complaint to standard error; give the exit code."""
    if sys.stderr is not None:
        sys.stderr.write(f"uc-audit: {str(error).translate(_CONTROLS)}\n")
    return code


def finish() -> None:
    """Bring what was printed to its end; where that is not possible, keep Python from complaining of it at exit."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
