"""
A pytest plugin for mutation testing: what the package remembers is forgotten, so that a mutant's code is run at all.

mutmut starts the tests of each mutant in a fork of a process that has run the whole suite, in which every cache is full of
what the code gave before it was changed.
"""

import functools
import os
import sys
import time
from typing import Any

import pytest

BUDGET = float(os.environ.get("MUTANT_SECONDS", "inf"))
"""So many seconds of the processor the tests of a mutant may take, quick ones first; who is left then has survived."""


class FreshCaches:
    """The hooks of the plugin."""

    def __init__(self) -> None:
        self.started: float = 0.0

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Begin without what the process before has remembered."""
        self.started = time.process_time()
        forget()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """While mutmut notes which test runs which function, every test begins like the first; a mutant's time ends."""
        running = os.environ.get("MUTANT_UNDER_TEST", "")
        if running == "stats":
            forget()
        if "__mutmut_" in running and time.process_time() - self.started > BUDGET:
            pytest.exit("survived so long", returncode=0)


def pytest_configure(config: pytest.Config) -> None:
    """Register the hooks."""
    config.pluginmanager.register(FreshCaches())


def forget() -> None:
    """Empty every cache of the package, and let it load its data again."""
    modules: list[Any] = [module for name, module in list(sys.modules.items()) if name.partition(".")[0] == "uc_audit"]
    for module in modules:
        for value in list(vars(module).values()):
            if isinstance(value, functools._lru_cache_wrapper):
                value.cache_clear()
        if hasattr(module, "_bundled"):
            module._bundled = None
