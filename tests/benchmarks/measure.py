"""
Measure what docs/quality.md promises: ``python tests/benchmarks/measure.py [--runs 20] [--scale 1.0]``.

Whole processes take turns, so that a change in the machine's speed affects all of them; what counts is the ratio of
medians. Everything else is measured in this process, at one size and at ten times that size.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import attrs

import uc_audit

PROCESSES = {
    "bare Python": "pass",
    "import attrs": "import attrs",
    "import uc_audit": "import uc_audit",
    "first record": "import uc_audit; uc_audit.load().figures[0]",
    "strict read": "import sys, uc_audit; uc_audit.read(sys.argv[1])",
}

LIMITS = [
    ("import uc_audit", "bare Python", 1.1),
    ("first record", "import attrs", 1.6),
    ("strict read", "import attrs", 2.4),
]


def milliseconds(call: Callable[[], Any]) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def fastest(call: Callable[[], Any], runs: int) -> float:
    """Return the time of the fastest of several calls, not counting the first, which fills caches."""
    call()
    return min(milliseconds(call) for _ in range(runs))


def measure_processes(runs: int) -> dict[str, float]:
    """Return the median time of each kind of process, in milliseconds."""
    path = str(uc_audit.data_file())
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: dict[str, list[float]] = {name: [] for name in PROCESSES}
    for number in range(runs + 1):
        for name, code in PROCESSES.items():
            command = [sys.executable, "-c", code, path]
            taken = milliseconds(partial(subprocess.run, command, check=True, env=environment))
            if number:  # The first round writes bytecode.
                times[name].append(taken)
    return {name: statistics.median(values) for name, values in times.items()}


def enlarged(audit: uc_audit.Audit, size: int) -> uc_audit.Audit:
    """Return an audit with this many figures, made from the existing ones."""
    figures = audit.figures
    copies = (attrs.evolve(figures[n % len(figures)], id=f"figure-{n}") for n in range(size))
    return attrs.evolve(audit, figures=(*figures, *copies))


def comprehend(figures: tuple[uc_audit.Figure, ...]) -> tuple[uc_audit.Figure, ...]:
    """Call ``select`` with criteria."""
    return tuple(figure for figure in figures if figure.unit is uc_audit.Unit.CHILDREN and figure.value >= 1000)


def measure_sizes(scale: float, runs: int) -> dict[str, tuple[float, float]]:
    """Return the time of each function at one size and at ten times that size."""
    audit = uc_audit.load()
    found: dict[str, list[float]] = {}
    for factor in (1, 10):
        large = enlarged(audit, int(1000 * scale * factor))
        text = "Officers transferred the children to another department. " * int(1800 * scale * factor)
        calls: dict[str, Callable[[], Any]] = {
            "select": partial(uc_audit.select, large.figures, unit="children", min_value=1000),
            "comprehension": partial(comprehend, large.figures),
            "search": partial(uc_audit.search, large, "court hearing"),
            "check": partial(uc_audit.check, text),
        }
        for name, call in calls.items():
            found.setdefault(name, []).append(fastest(call, runs))
    return {name: (small, large) for name, (small, large) in found.items()}


def main() -> None:
    """Measure, and print one line for each promise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20, help="how often each process runs (default: %(default)s)")
    parser.add_argument("--scale", type=float, default=1.0, help="the size of the data, 1 for 1,000 and 10,000 figures")
    given = parser.parse_args()
    medians = measure_processes(given.runs)
    for name, median in medians.items():
        print(f"{name:<16}{median:8.1f} ms")
    for name, other, limit in LIMITS:
        print(f"{name:<16}{medians[name] / medians[other]:8.2f} x {other}, at most {limit}")
    sizes = measure_sizes(given.scale, max(given.runs // 5, 1))
    for name, (small, large) in sizes.items():
        print(f"{name:<16}{small:8.1f} ms, {large:.1f} ms at ten times the size: {large / small:.1f} x")
    print(f"{'select':<16}{sizes['select'][1] / sizes['comprehension'][1]:8.2f} x a comprehension, at most 2")


if __name__ == "__main__":
    main()
