"""What the processes that the tests start are given."""

import inspect
import os
import shutil
import subprocess
import sys
from pathlib import Path

import attr
import attrs
import cattrs
import importlib_resources
import pytest
import typing_extensions

posix = pytest.mark.skipif(os.name != "posix", reason="this system has no permissions, limits and signals of this kind")


def dependencies() -> list[Path]:
    """Give the packages and modules that the package needs, as they are installed."""
    files = [Path(inspect.getfile(module)) for module in (attr, attrs, cattrs, importlib_resources, typing_extensions)]
    return [file.parent if file.name == "__init__.py" else file for file in files]


def dependency_folders() -> list[str]:
    """Give the folders in which they are found."""
    return list(dict.fromkeys(str(place.parent) for place in dependencies()))


def without_powers() -> list[str]:
    """Give the beginning of a command whose process obeys permissions, also where the superuser runs the tests."""
    if os.name != "posix" or os.geteuid():
        return []
    return _setpriv("--inh-caps=-all", "--bounding-set=-all")


def as_nobody() -> list[str]:
    """Give the beginning of a command that runs as a user who may read what the superuser may, but not write."""
    if os.name != "posix" or os.geteuid():
        pytest.skip("only the superuser can be another user")
    return _setpriv(
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        "--inh-caps=+dac_read_search",
        "--ambient-caps=+dac_read_search",
    )


def _setpriv(*options: str) -> list[str]:
    command = ["setpriv", *options]
    if shutil.which("setpriv") is None or subprocess.run([*command, sys.executable, "-c", ""], check=False).returncode:
        pytest.skip("the superuser runs the tests, and cannot give up powers here")
    return command
