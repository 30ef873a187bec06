"""``select`` beside the comprehension by hand, polars and duckdb: all in one process for each number of records, in turn."""

import json
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib.util import find_spec
from typing import Any

import synthetic
import uc_audit
from timing import answer, in_turn, ratios, seconds
from uc_audit import Figure, Period, Topic
from uc_audit.dataset import _record_builder

Run = Callable[[], Any]
Pairs = dict[str, tuple[Run, Run]]
"""A call of ``select``, and the comprehension that somebody would write by hand."""

Engine = Callable[[Any, int], Run]
"""Takes an Arrow table and how many rows it has; gives what asks the question."""

RUNS = {1_000: 101, 10_000: 51, 100_000: 11}
"""For more records, three."""

SELECT, BY_HAND = "select", "comprehension"
CONVERTED, CONVERTING = "{}, table made before", "{}, from records"
QUESTION = "topic=, min_value="


def measure(most: int, runs: int | None = None) -> list[dict[str, Any]]:
    """Measure with up to ``most`` records."""
    sizes = synthetic.sizes(most)
    return [row for count in sizes for row in answer("selecting.py", count, runs or RUNS.get(count, 3))]


def child(count: int, runs: int) -> list[dict[str, Any]]:
    """Measure with so many records; what makes a table of them each time is run less often."""
    figures = made(count)
    rows = []
    for case, (ours, by_hand) in pairs(figures).items():
        ready = {SELECT: ours, BY_HAND: by_hand, **(with_table(figures) if case == QUESTION else {})}
        rows += _rows(case, count, ready, runs)
    return rows + _rows(QUESTION, count, {BY_HAND: by_hand_of(figures), **from_records(figures)}, max(1, runs // 4))


def _rows(case: str, count: int, functions: dict[str, Run], runs: int) -> list[dict[str, Any]]:
    found = in_turn({name: partial(seconds, run) for name, run in functions.items()}, runs)
    base = found.pop(BY_HAND)
    return [
        {"case": case, "records": count, "way": way, **ratios(times, base), "runs": runs}
        for way, times in found.items()
    ]


def made(count: int) -> list[Figure]:
    """Make figures."""
    build = _record_builder(Figure)
    return [build(json.loads(line)) for line in synthetic.lines(count)]


def by_hand_of(figures: list[Figure]) -> Run:
    """Give the comprehension of the question that the other ways are asked, too."""
    return pairs(figures)[QUESTION][1]


def pairs(figures: list[Figure]) -> Pairs:
    """Give every kind of criterion, as a call of ``select`` and as a comprehension."""
    topic, top, wanted = Topic.SAFETY, len(figures) // 2, {"measure-1", "measure-2"}
    year = Period(start=date(2021, 1, 1), end=date(2021, 12, 31), label="2021")
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
        QUESTION: (
            lambda: uc_audit.select(figures, topic=topic, min_value=top),
            lambda: tuple([f for f in figures if topic in f.topics and f.value >= top]),
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
        **_longer_pairs(figures, top),
    }


def _longer_pairs(figures: list[Figure], top: int) -> Pairs:
    """Give the criteria that look at more than one field, and a predicate."""

    def texts(f: Figure) -> tuple[str, ...]:
        days = [period.label for period in (f.period, f.as_of) if period]
        cited = [text for c in f.citations for text in (c.exact, c.prefix, c.suffix, c.locator) if text]
        return (f"{f} {f.population} {f.label}", f.label, f.population, *days, *(c.text for c in f.caveats), *cited)

    def certain(f: Figure) -> bool:
        return f.lower is not None and f.lower >= top

    return {
        "source=": (
            lambda: uc_audit.select(figures, source="oig-25-21"),
            lambda: tuple(
                [
                    f
                    for f in figures
                    if any(c.source_id == "oig-25-21" for c in f.citations)
                    or f.attribution.published_in == "oig-25-21"
                    or f.attribution.reported_by == "oig-25-21"
                ]
            ),
        ),
        "text=": (
            lambda: uc_audit.select(figures, text="7th TIME"),
            lambda: tuple([f for f in figures if any("7th time" in text.casefold() for text in texts(f))]),
        ),
        "predicate": (
            lambda: uc_audit.select(figures, certain),
            lambda: tuple([f for f in figures if certain(f)]),
        ),
    }


def with_table(figures: list[Figure]) -> dict[str, Run]:
    """Give the question to the engines that are installed, on tables that are made here; they give ids."""
    return {
        CONVERTED.format(name): engine(uc_audit.to_arrow(figures), len(figures)) for name, engine in engines().items()
    }


def from_records(figures: list[Figure]) -> dict[str, Run]:
    """Give the question to the engines that are installed, together with making the table."""
    return {CONVERTING.format(name): partial(_converted, engine, figures) for name, engine in engines().items()}


def _converted(engine: Engine, figures: list[Figure]) -> Any:
    return engine(uc_audit.to_arrow(figures), len(figures))()


def engines() -> dict[str, Engine]:
    """Give the engines that are installed."""
    if not find_spec("arro3"):
        return {}
    return {name: engine for name, engine in {"polars": _polars, "duckdb": _duckdb}.items() if find_spec(name)}


def _polars(table: Any, count: int) -> Run:
    import polars as pl

    frame = pl.DataFrame(table)

    def ask() -> Any:
        wanted = pl.col("topics").list.contains("safety") & (pl.col("value") >= count // 2)
        return frame.filter(wanted)["id"].to_list()

    return ask


def _duckdb(table: Any, count: int) -> Run:
    import duckdb

    connection = duckdb.connect()
    connection.register("arrow", table).execute("CREATE TABLE figures AS FROM arrow")
    question = "SELECT id FROM figures WHERE list_contains(topics, 'safety') AND value >= ?"
    return lambda: [row[0] for row in connection.execute(question, [count // 2]).fetchall()]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(child(*map(int, sys.argv[1:3]))))
