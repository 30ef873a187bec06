"""What a record takes: the memory that records hold when what they were made of has gone."""

import gc
import json
import sys
import tempfile
import tracemalloc
from functools import partial
from pathlib import Path
from typing import Any

import synthetic
from environments import write_models
from peers import DIALECTS, TRUSTED, installed, peer
from timing import answer, in_turn, ratios

BASE = "dataclasses"
NAMES = {TRUSTED: "uc_audit"}
LEFT_OUT = {"uc_audit", "marshmallow"}
"""The one makes the same records as ``uc_audit (trusted)``, the other one dictionaries."""

WHOLE, SHELL = "with its texts", "without its texts"


def measure(most: int, runs: int | None = None) -> list[dict[str, Any]]:
    """Measure all the peers that are installed."""
    peers = [name for name in installed() if name not in LEFT_OUT]
    found = []
    with tempfile.TemporaryDirectory() as folder:
        write_models(Path(folder), *DIALECTS.intersection(peers))
        for count in synthetic.sizes(min(most, 10_000)):
            cases = {name: partial(answer, "memory.py", name, count, path=folder) for name in peers}
            held = in_turn(cases, runs or 3, warm=0)
            found += [
                {
                    "case": case,
                    "records": count,
                    "peer": NAMES.get(name, name),
                    **ratios([answer[case] for answer in held[name]], [answer[case] for answer in held[BASE]]),
                    "runs": len(held[name]),
                    "bytes": round(held[name][0][case]),
                }
                for case in (WHOLE, SHELL)
                for name in peers
                if held[name][0][case] >= 1
            ]
    return found


def child(name: str, count: int) -> dict[str, float]:
    """Give the bytes that a record holds, with the texts in it, and without those that its plain document holds."""
    build = peer(name).build
    build(synthetic.document(0))
    documents = [json.loads(line) for line in synthetic.lines(count)]
    lines = list(synthetic.lines(count))
    whole = _held(lambda: [build(json.loads(line)) for line in lines])
    shell = _held(lambda: [build(document) for document in documents])
    return {WHOLE: whole / count, SHELL: shell / count}


def _held(make: Any) -> int:
    """Give the bytes that the records hold which a function makes, without the list that they are in."""
    gc.collect()
    tracemalloc.start()
    records = make()
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] - sys.getsizeof(records)
    tracemalloc.stop()
    return held


if __name__ == "__main__":
    sys.stdout.write(json.dumps(child(sys.argv[1], int(sys.argv[2]))))
