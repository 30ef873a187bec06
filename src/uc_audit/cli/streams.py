"""What the command line writes, and where."""

import argparse
import contextlib
import os
import re
import shutil
import sys

from ..output import write_text

FOUND, NOTHING_FOUND, FAILED = 0, 1, 2
DIFFERENT = NOTHING_FOUND
"""The exit codes."""

WIDEST = 80
"""Lines are no longer than this, however wide the terminal."""


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a terminal may take for a command, where it stands in a dataset or a page that somebody else has made."""


def width_of(given: argparse.Namespace) -> int:
    """Give the longest line for people."""
    return WIDEST if given.output not in (None, "-") else min(shutil.get_terminal_size().columns, WIDEST)


def write(text: str, given: argparse.Namespace, *, for_people: bool, code: int = FOUND) -> int:
    """
    Write to the file that was named, or to standard output: for people in its encoding, for programs in UTF-8.

    Returns:
        The exit code that is given.
    """
    if for_people:
        text = _CONTROLS.sub(lambda character: ascii(character[0])[1:-1], text)
    with contextlib.suppress(BrokenPipeError):  # Nobody reads on.
        if given.output not in (None, "-"):
            write_text(given.output, [text])
        elif sys.stdout is None:
            raise OSError("there is no standard output")
        elif for_people:
            sys.stdout.write(_encodable(text, getattr(sys.stdout, "encoding", None) or "utf-8"))
            sys.stdout.flush()
        elif hasattr(sys.stdout, "buffer"):
            sys.stdout.buffer.write(text.encode())
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


def complain(error: Exception | str, code: int) -> int:
    """Write a complaint to standard error; give the exit code."""
    if sys.stderr is not None:
        sys.stderr.write(f"uc-audit: {error}\n")
    return code


def finish() -> None:
    """Bring what was printed to its end; where that is not possible, keep Python from complaining of it at exit."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
