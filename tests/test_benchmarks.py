"""The benchmark runs, and what it compares gives the same results."""

import json
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parent / "benchmarks" / "run.py"


def test_benchmark_runs(tmp_path: Path) -> None:
    """The documented command prints a ratio for each case and writes the rows as JSON."""
    command = [sys.executable, str(BENCHMARK), "--most", "1000", "--json", str(tmp_path / "rows.json")]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))["rows"]

    assert len(result.stdout.splitlines()) == len(rows) + 1
    assert all(row["median"] > 0 for row in rows)


def test_both_sides_agree() -> None:
    """Each call of ``select`` in the benchmark gives what its comprehension gives."""
    code = f"""
import runpy
run = runpy.run_path({str(BENCHMARK)!r})
print(all(ours() == theirs() and (theirs() != () or name == "text=") for name, (ours, theirs) in run["select_cases"](run["synthetic"](500)).items()))
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout == "True\n"
