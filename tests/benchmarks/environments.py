"""Virtual environments with nothing in them but what is named, byte code compiled."""

import json
import sys
import sysconfig
import venv
from collections.abc import Iterable
from pathlib import Path

from timing import HERE, run


def make(folder: Path, requirements: Iterable[object], dialect: str | None = None) -> Path:
    """Make an environment with these packages, and with the models in a dialect; give its interpreter."""
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    if requirements:
        run([sys.executable, "-m", "pip", "--python", python, "install", "-qq", "--compile", *requirements])
    if dialect:
        packages = sysconfig.get_path("purelib", "venv", {"base": str(folder)})
        write_models(Path(packages), dialect)
        run([python, "-I", "-m", "compileall", "-q", packages])
    return python


def packages_of(python: Path) -> dict[str, str]:
    """Give the names and versions of what is installed in an environment."""
    listed = run([sys.executable, "-m", "pip", "--python", python, "list", "--format", "json"]).printed
    return {package["name"]: package["version"] for package in json.loads(listed)}


def write_models(folder: Path, *dialects: str) -> None:
    """Write the classes of the dataset in some dialects as modules, ``pydantic_models.py`` and so on."""
    for dialect in dialects:
        source = run([sys.executable, HERE / "peers" / "models.py", dialect]).printed
        (folder / f"{dialect}_models.py").write_text(source, encoding="utf-8")
