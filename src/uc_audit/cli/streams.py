"""The input and output of the command line, and its own errors."""

import argparse
import contextlib
import os
import sys

SUCCESS, NEGATIVE, FAILURE, INTERRUPTED = 0, 1, 2, 130
"""The exit statuses; ``NEGATIVE`` is for "nothing found" and "differs" only."""

STANDARD_STREAM = "-"


class CommandLineError(argparse.ArgumentTypeError):
    """A request cannot be carried out; ``argparse`` adds the name of the argument that it converts."""


def escape(text: str, *, keep: str = "\n") -> str:
    r"""Escape the control and format characters that a terminal obeys or hides, for example as ``\x1b``."""
    if text.isprintable():
        return text
    from unicodedata import category  # Most one-line texts are printable.

    return "".join(
        character
        if character.isprintable() or character in keep or category(character) == "Zs"
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def read_bytes(path: str) -> bytes:
    """Read a file, or standard input if the path is a hyphen."""
    if path == STANDARD_STREAM and (sys.stdin is None or sys.stdin.closed):
        raise CommandLineError("there is no standard input, or it has already been read")
    with open(path, "rb") if path != STANDARD_STREAM else sys.stdin.buffer as file:
        return file.read()


def write(content: str | bytes, path: str | None = None, *, for_people: bool = False) -> None:
    """
    Write to a file, or to standard output if there is no path.

    Output for people is escaped, and in the encoding of the terminal; output for programs is UTF-8, and escaped only
    on a terminal.

    Raises:
        CommandLineError: Standard output is closed or cannot be written to.
        OSError: The file cannot be written.
    """
    text = content if isinstance(content, str) else content.decode(errors="surrogateescape")
    text = escape(text) if for_people else text
    data = text.encode(errors="surrogateescape")
    if path is not None and path != STANDARD_STREAM:
        from ..files import write_file  # Writing files needs modules that are slow to import.

        with contextlib.suppress(BrokenPipeError):
            write_file(path, data)
        return
    if sys.stdout is None:
        raise CommandLineError("there is no standard output")
    try:
        with contextlib.suppress(BrokenPipeError):  # The reader has stopped reading.
            if for_people or sys.stdout.isatty():
                encoding = sys.stdout.encoding or "utf-8"
                sys.stdout.write(escape(text).encode(encoding, "backslashreplace").decode(encoding))
            elif hasattr(sys.stdout, "buffer"):
                sys.stdout.buffer.write(data)
            else:
                sys.stdout.write(text)
            sys.stdout.flush()
    except OSError as error:
        raise CommandLineError(f"cannot write to standard output: {error.strerror}") from None


def complain(message: str, status: int = SUCCESS) -> int:
    """Write a message to standard error, and return the exit status."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"uc-audit: {escape(message)}\n")
            sys.stderr.flush()
    return status


def discard_unwritten() -> None:
    """Keep Python from failing at exit over output that could not be written, which was already reported."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            with contextlib.suppress(OSError), open(os.devnull, "wb") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())
