"""Turns what was measured into tables: ``python tests/benchmarks/report.py`` puts ``last.json`` into the documentation."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from goals import goals_of, reached

HERE = Path(__file__).parent
LAST = HERE / "last.json"
PAGE = HERE.parent.parent / "docs" / "performance.md"

END = "<!-- end -->\n"

Row = dict[str, Any]
Result = dict[str, Any]
"""For each part its rows and about what they were measured on."""

COLD = {
    "bare_median": "x bare Python, median",
    "bare_minimum": "minimum",
    "attrs_median": "x `import attrs`, median",
    "attrs_minimum": "minimum",
    "processor_median": "processor time, x bare Python",
    "processor_minimum": "minimum",
}
OPERATIONS = {"read": "Reading", "to_csv": "Writing CSV", "to_jsonl": "Writing JSON Lines", "to_json": "Writing JSON"}


def tables(part: str, rows: list[Row]) -> str:
    """Write the tables of a part."""
    return "\n\n".join(_TABLES[part](rows))


def _cold(rows: list[Row]) -> Iterator[str]:
    yield _table("cold", rows, {"case": "process", **COLD, "runs": "runs"})


def _bulk(rows: list[Row]) -> Iterator[str]:
    columns = {
        "records": "records",
        "peer": "library",
        "median": "time, x uc_audit, median",
        "minimum": "minimum",
        "peak": "peak memory, x uc_audit",
        "per_second": "records a second",
        "peak_mib": "peak, MiB",
        "runs": "runs",
    }
    for operation, title in OPERATIONS.items():
        yield f"**{title}**"
        yield _table("bulk", [row for row in rows if row["operation"] == operation], columns)


def _select(rows: list[Row]) -> Iterator[str]:
    columns = {"records": "records", "case": "criteria", "way": "how", "median": "x a comprehension, median"}
    yield _table("select", rows, {**columns, "minimum": "minimum", "runs": "runs"})


def _memory(rows: list[Row]) -> Iterator[str]:
    columns = {"records": "records", "case": "what is counted", "peer": "library", "median": "x dataclasses, median"}
    yield _table("memory", rows, {**columns, "minimum": "minimum", "bytes": "bytes a record", "runs": "runs"})


_TABLES: dict[str, Callable[[list[Row]], Iterator[str]]] = {
    "cold": _cold,
    "bulk": _bulk,
    "select": _select,
    "memory": _memory,
}


def _table(part: str, rows: Iterable[Row], columns: dict[str, str]) -> str:
    cells = [[*(_cell(row[name]) for name in columns), _goals(part, row)] for row in rows]
    return lined([*columns.values(), "goal"], cells)


def _goals(part: str, row: Row) -> str:
    return ", ".join(goal.verdict(row) for goal in goals_of(part, row))


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def lined(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(map(str.strip, cells))} |".replace("|  |", "| |") for cells in lines)


def measured_on(about: dict[str, Any]) -> str:
    """Say on what a part was measured."""
    packages = ", ".join(f"{name} {version}" for name, version in about["packages"].items())
    left_out = "".join(f" Not installed, so left out: {name}." for name in about["left_out"])
    return "Python {python}, {machine}, {cores} cores, {system}; ".format(**about) + f"{packages}.{left_out}"


def page(text: str, results: dict[str, Result]) -> str:
    """Give the page of the documentation with the tables of these results between its markers."""
    goals = reached({part: result["rows"] for part, result in results.items()})
    blocks = {"goals": lined(["goal", "measured, at worst", ""], goals)}
    for part, result in results.items():
        blocks[part] = f"{tables(part, result['rows'])}\n\n{measured_on(result['about'])}"
    return with_blocks(text, blocks)


def with_blocks(text: str, blocks: dict[str, str]) -> str:
    """Put blocks between the markers of their names."""
    for name, block in blocks.items():
        before, begin, rest = text.partition(f"<!-- {name} -->\n")
        text = f"{before}{begin}\n{block}\n\n{rest[rest.index(END) :]}"
    return text


def kept(results: dict[str, Result]) -> str:
    """Write results as JSON, a row a line."""
    parts = []
    for name, result in results.items():
        rows = ",\n  ".join(map(json.dumps, result["rows"]))
        parts.append(f' "{name}": {{"about": {json.dumps(result["about"])}, "rows": [\n  {rows}\n ]}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def last() -> dict[str, Result]:
    """Give the last results that are kept."""
    results: dict[str, Result] = json.loads(LAST.read_text(encoding="utf-8"))
    return results


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), last()), encoding="utf-8")
