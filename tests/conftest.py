"""Fixtures that the tests share."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import HealthCheck, settings

import uc_audit

settings.register_profile("default", deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("default"), max_examples=1000)
os.environ["SOURCE_DATE_EPOCH"] = "1722470400"  # Build packages as for a release.
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def audit() -> uc_audit.Audit:
    """The bundled audit."""
    return uc_audit.load()


@pytest.fixture
def document(audit: uc_audit.Audit) -> Any:
    """The bundled audit as a new plain dictionary, which a test may change."""
    return uc_audit.to_dict(audit)


@pytest.fixture(scope="session")
def validator() -> Any:
    """A validator of the bundled schema."""
    return jsonschema.Draft202012Validator(uc_audit.schema(), format_checker=jsonschema.FormatChecker())


@pytest.fixture
def make_figure(audit: uc_audit.Audit) -> Callable[..., uc_audit.Figure]:
    """Return a figure of the bundled audit with changes."""
    template = attrs.evolve(audit.figures[0], denominator=None, part_of=None, caveats=())
    return lambda **changes: attrs.evolve(template, **changes)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, built from a copy that is not a clone: what git tracks does not matter."""
    folder = tmp_path_factory.mktemp("build")
    ignored = shutil.ignore_patterns(".git", ".*_cache", ".hypothesis", "__pycache__", "_build", "dist", "node_modules")
    shutil.copytree(Path(__file__).parent.parent, folder / "project", ignore=ignored)
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder / "dist")]
    subprocess.run(command, cwd=folder / "project", check=True, capture_output=True)
    return folder / "dist"
