"""
Measure uc_audit beside other libraries: ``python tests/benchmarks/run.py [cold] [bulk] [select] [memory]``.

Everything is a ratio of what took turns in one run, so that it holds on a noisy machine; there are no pass marks. ``cold``
installs its peers in environments of its own, which takes a network; the other parts measure what is installed, best the
extra ``bench``.
"""

import argparse
import json
import os
import platform
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import bulk
import cold
import memory
import report
import selecting

PARTS: dict[str, Callable[[argparse.Namespace], list[dict[str, Any]]]] = {
    "bulk": lambda given: bulk.measure(given.most, given.runs),
    "select": lambda given: selecting.measure(given.most, given.runs),
    "memory": lambda given: memory.measure(given.most, given.runs),
}

OWN = ("uc_audit", "attrs", "cattrs")
OTHERS = ("pydantic", "msgspec", "marshmallow", "arro3-core", "polars", "duckdb")


def measure(part: str, given: argparse.Namespace) -> report.Result:
    """Measure a part, and say what on."""
    if part == "cold":
        packages, rows = cold.measure(given.runs or cold.RUNS)
        return {"about": _about(packages, []), "rows": rows}
    packages = {name: version(name) for name in (*OWN, *OTHERS) if _is_installed(name)}
    return {"about": _about(packages, [name for name in OTHERS if name not in packages]), "rows": PARTS[part](given)}


def _about(packages: dict[str, str], left_out: list[str]) -> dict[str, Any]:
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "packages": packages,
        "left_out": left_out,
    }


def _is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def main() -> None:
    """Read the arguments, measure part by part, print the tables, and keep the rows where wanted."""
    names = ["cold", *PARTS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(names)} (default: all)")
    parser.add_argument("--most", type=int, default=1_000_000, help="the most records (default: %(default)s)")
    parser.add_argument("--runs", type=int, help="how often each is run (default: fewer for more records)")
    parser.add_argument("--json", type=Path, help="a file for the rows; parts that are not measured stay in it")
    given = parser.parse_args()
    if unknown := set(given.parts).difference(names):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for name in given.parts or names:
        result = measure(name, given)
        print(f"{report.tables(name, result['rows'])}\n\n{report.measured_on(result['about'])}\n", flush=True)
        if given.json:
            before = json.loads(given.json.read_text(encoding="utf-8")) if given.json.exists() else {}
            given.json.write_text(report.kept({**before, name: result}), encoding="utf-8")


if __name__ == "__main__":
    main()
