"""
Measure filtering and writing: ``python tests/benchmarks/run.py [--most 1000000] [--json FILE]``.

Every row is a ratio of medians from interleaved runs in one process, so that it holds on a noisy machine; peak memory is
what the writing itself takes. There are no pass marks.
"""

import argparse
import csv
import io
import json
import platform
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs

import uc_audit
from uc_audit import Comparator, Figure, Period, Topic

Run = Callable[[], object]


def synthetic(count: int) -> list[Figure]:
    """Make figures that differ in id, value, measure, comparator and topics."""
    template = uc_audit.load().figures[0]
    topics = list(Topic)
    comparators = [*Comparator, None]
    return [
        attrs.evolve(
            template,
            id=f"figure-{n}",
            value=n + 1,
            measure=f"measure-{n % 50}",
            comparator=comparators[n % len(comparators)],
            topics=(topics[n % len(topics)], topics[n % 7]),
        )
        for n in range(count)
    ]


def compare(first: Run, second: Run, runs: int) -> dict[str, float]:
    """Run two functions in turn and give the ratio of their times: of the medians, and of the minima."""
    times: dict[Run, list[float]] = {first: [], second: []}
    for _ in range(runs + 1):
        for function in (first, second):
            start = time.perf_counter()
            function()
            times[function].append(time.perf_counter() - start)
    warm = {function: values[1:] for function, values in times.items()}
    return {
        "median": statistics.median(warm[first]) / statistics.median(warm[second]),
        "minimum": min(warm[first]) / min(warm[second]),
        "runs": runs,
    }


def select_cases(figures: list[Figure]) -> dict[str, tuple[Run, Run]]:
    """Give pairs of a call of ``select`` and the comprehension that somebody would write by hand."""
    topic, top, wanted = Topic.SAFETY, len(figures) // 2, {"measure-1", "measure-2"}

    year = Period(start=date(2021, 1, 1), end=date(2021, 12, 31), label="2021")

    def texts(f: Figure) -> tuple[str, ...]:
        return (f.label, f.population, *(c.text for c in f.caveats), *(c.exact or "" for c in f.citations))

    def certain(figure: Figure) -> bool:
        return figure.lower is not None and figure.lower >= top

    return {
        "measure=": (
            lambda: uc_audit.select(figures, measure="measure-3"),
            lambda: tuple([f for f in figures if f.measure == "measure-3"]),
        ),
        "measure={a, b}": (
            lambda: uc_audit.select(figures, measure=wanted),
            lambda: tuple([f for f in figures if f.measure in wanted]),
        ),
        "topic=": (
            lambda: uc_audit.select(figures, topic=topic),
            lambda: tuple([f for f in figures if topic in f.topics]),
        ),
        "topic=, min_value=": (
            lambda: uc_audit.select(figures, topic=topic, min_value=top),
            lambda: tuple([f for f in figures if topic in f.topics and f.value >= top]),
        ),
        "source=": (
            lambda: uc_audit.select(figures, source="oig-24-46"),
            lambda: tuple(
                [
                    f
                    for f in figures
                    if any(c.source_id == "oig-24-46" for c in f.citations)
                    or f.attribution.published_in == "oig-24-46"
                    or f.attribution.reported_by == "oig-24-46"
                ]
            ),
        ),
        "comparator=None": (
            lambda: uc_audit.select(figures, comparator=None),
            lambda: tuple([f for f in figures if f.comparator is None]),
        ),
        "during=": (
            lambda: uc_audit.select(figures, during=year),
            lambda: tuple(
                [f for f in figures if f.period and f.period.start <= year.end and year.start <= f.period.end]
            ),
        ),
        "text=": (
            lambda: uc_audit.select(figures, text="measured by nobody"),
            lambda: tuple([f for f in figures if any("measured by nobody" in text.casefold() for text in texts(f))]),
        ),
        "predicate": (
            lambda: uc_audit.select(figures, certain),
            lambda: tuple([f for f in figures if certain(f)]),
        ),
    }


def write_cases(figures: list[Figure]) -> dict[str, tuple[Run, Run]]:
    """Give pairs of a format and what the standard library takes for documents that are plain already."""
    documents = uc_audit.to_dict(figures)

    def plain_csv() -> str:
        buffer = io.StringIO()
        csv.writer(buffer).writerows(document.values() for document in documents)
        return buffer.getvalue()

    return {
        "to_json": (lambda: uc_audit.to_json(figures), lambda: json.dumps(documents, indent=2)),
        "to_jsonl": (lambda: uc_audit.to_jsonl(figures), lambda: "".join(json.dumps(d) for d in documents)),
        "to_csv": (lambda: uc_audit.to_csv(figures), plain_csv),
    }


def peak_of(function: Run) -> int:
    """Give the most memory that a function takes at once, in bytes."""
    tracemalloc.start()
    function()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def measure(most: int) -> list[dict[str, Any]]:
    """Measure everything for up to ``most`` records, and print each row as it comes."""
    rows: list[dict[str, Any]] = []
    sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= most]
    for size in sizes:
        figures = synthetic(size)
        for name, (ours, theirs) in select_cases(figures).items():
            ratio = compare(ours, theirs, runs=max(5, min(101, 1_000_000 // size)))
            rows.append({"case": f"select {name}", "records": size, **ratio})
            print(f"{size:>9,}  select {name:<20} {ratio['median']:6.2f} x by hand (minimum {ratio['minimum']:.2f})")
        if size > 100_000:
            continue
        for name, (ours, theirs) in write_cases(figures).items():
            ratio = compare(ours, theirs, runs=max(3, min(21, 20_000 // size)))
            start = time.perf_counter()
            ours()
            speed, peak = size / (time.perf_counter() - start), peak_of(ours)
            rows.append({"case": name, "records": size, **ratio, "records_per_second": speed, "peak_bytes": peak})
            print(
                f"{size:>9,}  {name:<27} {ratio['median']:6.2f} x plain documents, about {speed:,.0f} records a second, "
                f"peak {peak / 2**20:.1f} MiB"
            )
    return rows


def main() -> None:
    """Read the arguments, measure, and write the rows where wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=1_000_000, help="the most records (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="a file for the rows")
    given = parser.parse_args()
    about = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "system": sys.platform,
        "attrs": attrs.__version__,
    }
    print(", ".join(f"{name} {value}" for name, value in about.items()))
    rows = measure(given.most)
    if given.json:
        given.json.write_text(json.dumps({**about, "rows": rows}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
