"""What the tests share."""

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import uc_audit

settings.register_profile("default", deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("default"), max_examples=1000)
settings.register_profile("quick", settings.get_profile("default"), max_examples=5, derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def audit() -> uc_audit.Audit:
    """The bundled audit."""
    return uc_audit.load()


@pytest.fixture(scope="session")
def _document() -> Any:
    return json.loads(uc_audit.data_file().read_text(encoding="utf-8"))


@pytest.fixture
def document(_document: Any) -> Any:
    """The bundled dataset as a plain document, to be damaged at will."""
    return copy.deepcopy(_document)


@pytest.fixture
def make_figure(audit: uc_audit.Audit) -> Callable[..., uc_audit.Figure]:
    """Make a figure of which only some fields matter."""
    import attrs

    template = attrs.evolve(audit.figures[0], denominator=None, part_of=None, caveats=())
    return lambda **changes: attrs.evolve(template, **changes)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, built without a network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=Path(__file__).parent.parent, check=True, capture_output=True)
    return folder
