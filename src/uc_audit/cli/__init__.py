"""The command line: the library's functions for a person at a terminal."""

from .commands import main

__all__ = ["main"]
