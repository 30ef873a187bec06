"""The bundled data file, for programs that read it themselves."""

from importlib_resources import files
from importlib_resources.abc import Traversable

from .dataset import DATASET


def data_file() -> Traversable:
    """Return the bundled JSON file, for programs that read it themselves; it may be inside a zip file."""
    return files("uc_audit").joinpath("data", DATASET)
