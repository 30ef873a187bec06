"""What the processes that the tests start are given."""

import inspect
from pathlib import Path

import attr
import attrs
import cattrs
import importlib_resources
import typing_extensions


def dependencies() -> list[Path]:
    """Give the packages and modules that the package needs, as they are installed."""
    files = [Path(inspect.getfile(module)) for module in (attr, attrs, cattrs, importlib_resources, typing_extensions)]
    return [file.parent if file.name == "__init__.py" else file for file in files]


def dependency_folders() -> list[str]:
    """Give the folders in which they are found."""
    return list(dict.fromkeys(str(place.parent) for place in dependencies()))
