"""Helps PyInstaller freeze a program that uses this library: with its data, and with modules imported on first use."""

import os


def get_hook_dirs() -> list[str]:
    """Return the folder with the hook; PyInstaller calls this."""
    return [os.path.dirname(__file__)]
