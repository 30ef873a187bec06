"""The command line: the library's functions for a person at a terminal."""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence

from . import __version__
from .dataset import load
from .report import render

WIDEST = 80


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code: 0, or 2 for wrong usage."""
    parser = argparse.ArgumentParser(
        prog="uc-audit",
        description="Print the DHS inspector general's alert OIG-24-46 on unaccompanied migrant children, as data.",
    )
    parser.add_argument("--version", action="version", version=f"uc-audit {__version__}")
    parser.parse_args(arguments)
    return _print(render(load(), min(shutil.get_terminal_size().columns, WIDEST)))


def _print(text: str) -> int:
    """Write to standard output, whatever its encoding, and stop quietly where nobody reads on."""
    encoding = sys.stdout.encoding
    try:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes the pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
