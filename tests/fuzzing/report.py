"""Puts what was recorded into the documentation: ``python tests/fuzzing/report.py``."""

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "benchmarks"))
from report import lined, with_blocks  # noqa: E402 (only then)

PAGE = HERE.parents[1] / "docs" / "testing.md"
SHORTEST = 0.05
"""Below so many seconds of a processor, how many times as long something took says nothing."""


def fuzzing_table(record: dict[str, Any]) -> str:
    """Write what came of the documents, target by target."""
    rows = []
    for name, counts in record["targets"].items():
        outcomes = ", ".join(f"{outcome} {count:,}" for outcome, count in sorted(counts.items()))
        rows.append([name, f"{sum(counts.values()):,}", outcomes])
    finds = record["finds"]
    rows.append(["all", f"{record['documents']:,}", f"finds {len(finds):,}"])
    about = "Seed {seed}; Python {python}, Hypothesis {hypothesis}.".format(**record)
    return f"{lined(['target', 'documents', 'outcomes'], rows)}\n\n{about}"


def hostile_table(rows: dict[str, Any]) -> str:
    """Write how time has grown from a quarter of a document to the whole, and the memory that reading added."""
    lines = []
    for name, row in rows.items():
        quarter, whole = row["quarter"], row["whole"]
        is_long = quarter["seconds"] >= SHORTEST
        time = f"{whole['seconds'] / quarter['seconds']:.1f}" if is_long else "too short to tell"
        more = whole["megabytes"] - whole["megabytes_before"]
        memory = f"{more * 1_000_000 / row['characters']:.0f}"
        # As it would stand in Python, without what Markdown takes for markup.
        lines.append([f"`` {ascii(name)[1:-1]} ``", f"{row['characters']:,}", f"{whole['found']:,}", time, memory])
    return lined(["document", "characters", "found", "time, x that of a quarter", "bytes of memory a character"], lines)


def page(text: str) -> str:
    """Give the page of the documentation with the tables of what is recorded."""
    record, rows = (json.loads((HERE / name).read_text(encoding="utf-8")) for name in ("last.json", "hostile.json"))
    return with_blocks(text, {"fuzzing": fuzzing_table(record), "hostile": hostile_table(rows)})


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
