"""What the project wants to reach, as ratios; a benchmark names it beside what it measured and never fails for it."""

from collections.abc import Callable
from typing import Any, NamedTuple

Row = dict[str, Any]


class Goal(NamedTuple):
    """A ratio that is to be at most so much, the rows that it is about, and how to read it off such a row."""

    part: str
    text: str
    most: float
    about: Callable[[Row], bool]
    ratio: Callable[[Row], float]

    def __str__(self) -> str:
        return f"{self.text}: at most {self.most} x"

    def verdict(self, row: Row) -> str:
        """Say whether the median of a row reaches the goal."""
        ratio = self.ratio(row)
        return f"at most {self.most}, is {ratio:.2f}: {'reached' if ratio <= self.most else 'not reached'}"


def _case(case: str) -> Callable[[Row], bool]:
    return lambda row: row["case"] == case


def _select(least: int, most: int) -> Callable[[Row], bool]:
    return lambda row: row["way"] == "select" and least <= row["records"] <= most


def _median(row: Row) -> float:
    ratio: float = row["median"]
    return ratio


GOALS = (
    Goal("cold", "`import uc_audit`, x bare Python", 1.3, _case("`import uc_audit`"), lambda row: row["bare_median"]),
    Goal("cold", "first record, x bare Python", 5.5, _case("uc_audit, first record"), lambda row: row["bare_median"]),
    Goal(
        "cold", "first record, x `import attrs`", 1.4, _case("uc_audit, first record"), lambda row: row["attrs_median"]
    ),
    Goal(
        "cold",
        "strict read of the bundled file, x `import attrs`",
        2.35,
        _case("uc_audit, first strict read"),
        lambda row: row["attrs_median"],
    ),
    Goal("select", "`select` up to 10,000 records, x a comprehension", 1.25, _select(0, 10_000), _median),
    Goal("select", "`select` beyond, up to 1,000,000, x a comprehension", 1.5, _select(10_001, 1_000_000), _median),
    Goal(
        "memory",
        "a record with its texts, x a dataclass with slots",
        1.05,
        lambda row: row["peer"] == "uc_audit" and row["case"] == "with its texts",
        _median,
    ),
    Goal(
        "bulk",
        "strict reading, x marshmallow",
        1.0,
        lambda row: row["peer"] == "marshmallow" and row["operation"] == "read",
        lambda row: 1 / row["median"],
    ),
)


def goals_of(part: str, row: Row) -> list[Goal]:
    """Give the goals that a row is about."""
    return [goal for goal in GOALS if goal.part == part and goal.about(row)]


def reached(parts: dict[str, list[Row]]) -> list[tuple[str, str, str]]:
    """Give each goal that was measured, the worst ratio, and whether it is reached."""
    found = []
    for goal in GOALS:
        worst = max((goal.ratio(row) for row in parts.get(goal.part, []) if goal.about(row)), default=None)
        if worst is not None:
            found.append((str(goal), f"{worst:.2f}", "reached" if worst <= goal.most else "not reached"))
    return found
