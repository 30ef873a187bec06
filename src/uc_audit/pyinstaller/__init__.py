"""What PyInstaller needs to freeze a program that uses this library: its data, and what is imported on first use."""

import os


def get_hook_dirs() -> list[str]:
    """Return the folder with the hook; PyInstaller calls this."""
    return [os.path.dirname(__file__)]
