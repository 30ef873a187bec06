"""Many records: reading JSON text, and writing CSV, JSON Lines and JSON; a new process for each peer and run."""

import gc
import json
import resource
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import synthetic
from environments import write_models
from peers import DIALECTS, OURS, TRUSTED, installed, peer
from timing import answer, in_turn, ratios, seconds

READ, WRITE = "read", "write"
WRITERS = ("to_csv", "to_jsonl", "to_json")
"""In the order of what they take: the peak of a process never falls."""

RUNS = {1_000: 7, 10_000: 3, 100_000: 2}
"""For more records, one."""

MOST = {
    (READ, "marshmallow"): 100_000,
    (WRITE, "marshmallow"): 10_000,
    (WRITE, "dataclasses"): 100_000,
}
"""What would take minutes for more records."""

MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


def measure(most: int, runs: int | None = None) -> list[dict[str, Any]]:
    """Measure all the peers that are installed with up to ``most`` records."""
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        write_models(Path(folder), *DIALECTS.intersection(installed()))
        file = Path(folder) / "figures.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            lines.writelines(f"{line}\n" for line in synthetic.lines(most))
        for count in synthetic.sizes(most):
            found += _rows(file, count, runs or RUNS.get(count, 1))
    return found


def _rows(file: Path, count: int, runs: int) -> list[dict[str, Any]]:
    cases = {
        (action, name): partial(answer, "bulk.py", action, name, file, count, path=str(file.parent))
        for action in (READ, WRITE)
        for name in installed()
        if (action, name) != (WRITE, TRUSTED) and count <= MOST.get((action, name), count)
    }
    found = in_turn(cases, runs, warm=0)
    return [
        _row(
            operation,
            name,
            count,
            [every[operation] for every in answers],
            [every[operation] for every in found[action, OURS]],
        )
        for (action, name), answers in found.items()
        for operation in answers[0]
    ]


def _row(operation: str, name: str, count: int, found: Any, ours: Any) -> dict[str, Any]:
    """Compare the seconds and peaks of a peer with ours."""
    times, peaks = zip(*found, strict=True)
    our_times, our_peaks = zip(*ours, strict=True)
    return {
        "operation": operation,
        "records": count,
        "peer": name,
        **ratios(times, our_times),
        "runs": len(found),
        "per_second": round(count / median(times)),
        "peak": round(median(peaks) / median(our_peaks), 3),
        "peak_mib": round(median(peaks) / 2**20, 1),
    }


def child(action: str, name: str, file: str, count: int) -> dict[str, tuple[float, int]]:
    """Read or write once; give the seconds, and the most memory that the process has had by then."""
    chosen = peer(name)
    with open(file, "rb") as lines:
        if action == READ:
            chosen.read(synthetic.text(3))
            text = b"[%s]" % b",".join(islice(lines, count))
            return {READ: (seconds(partial(chosen.read, text)), _peak())}
        records = [chosen.build(json.loads(line)) for line in islice(lines, count)]
    return dict(_written(chosen, records))


def _written(chosen: Any, records: list[Any]) -> Iterator[tuple[str, tuple[float, int]]]:
    for writer in WRITERS:
        write = getattr(chosen, writer)
        write(records[:3])
        gc.collect()
        yield writer, (seconds(partial(write, records)), _peak())


def _peak() -> int:
    """Give the most memory that this process has had; where Linux says it, without what its parent had when it started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS_UNIT


if __name__ == "__main__":
    sys.stdout.write(json.dumps(child(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))))
