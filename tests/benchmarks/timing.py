"""Processes and functions that take turns, and the ratios of what they take."""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

K = TypeVar("K")
T = TypeVar("T")

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


class Usage(NamedTuple):
    """What a process took, in seconds on the clock and of the processor, and what it printed."""

    wall: float
    processor: float
    printed: str


def run(command: Sequence[object], **environment: str) -> Usage:
    """Run a process to its end, without the settings that change how Python works or keep it from writing byte code."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | environment
    start = time.perf_counter()
    with subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, text=True, env=settings) as process:
        assert process.stdout
        printed = process.stdout.read()
        # Not Popen.wait: only wait4 says what this one process took.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args, printed)
    return Usage(wall, usage.ru_utime + usage.ru_stime, printed)


def answer(script: str, *arguments: object, path: str = "") -> Any:
    """Run a script of this folder in a process of its own and give what it answers."""
    return json.loads(run([sys.executable, HERE / script, *arguments], PYTHONPATH=path).printed)


def seconds(function: Callable[[], object]) -> float:
    """Call a function and give the time that it took."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def in_turn(cases: Mapping[K, Callable[[], T]], runs: int, warm: int = 1) -> dict[K, list[T]]:
    """Call every function once a round, in another order each time; leave out what the first rounds give."""
    order, found = list(cases), {name: list[T]() for name in cases}
    for number in range(warm + runs):
        random.shuffle(order)
        for name in order:
            result = cases[name]()
            if number >= warm:
                found[name].append(result)
    return found


def ratios(values: Iterable[float], base: Iterable[float], name: str = "") -> dict[str, float]:
    """Give the ratio of the medians and that of the minima."""
    values, base = list(values), list(base)
    median, minimum = statistics.median(values) / statistics.median(base), min(values) / min(base)
    return {f"{name}median": round(median, 3), f"{name}minimum": round(minimum, 3)}
