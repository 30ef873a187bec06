"""Figures that nobody stated, as many as wanted, all different."""

import json
from collections.abc import Iterator
from typing import Any

COMPARATORS = ("=", ">", ">=", "<", "<=", "~", None)
TOPICS = ("transfer", "monitoring", "court-hearing", "notice-to-appear", "address", "safety", "automation")
SOURCES = ("oig-24-46", "oig-25-21", "article")


def document(number: int) -> dict[str, Any]:
    """Give a figure as a plain document, about as long as one of the bundled dataset."""
    cited = {"source_id": SOURCES[number % 3], "exact": f"{number} of them", "prefix": None, "suffix": None}
    citation = {**cited, "locator": f"sentence {number}"}
    year = 2016 + number % 8
    return {
        "id": f"figure-{number}",
        "measure": f"measure-{number % 50}",
        "label": f"were counted for the {number}th time",
        "value": number + 1,
        "comparator": COMPARATORS[number % 7],
        "unit": "children",
        "population": "unaccompanied migrant children (UCs)",
        "denominator": None,
        "part_of": None,
        "as_stated": f"more than {number:,}",
        "period": {"start": f"{year}-01-01", "end": f"{year + 1}-12-31", "label": f"{year} and {year + 1}"},
        "as_of": None,
        "topics": [TOPICS[number % 7], TOPICS[(number + 3) % 7]],
        "caveats": [{"text": f"Nobody counted these {number}, or so the project says.", "citations": [citation]}],
        "attribution": {"said_by": "ice", "published_in": SOURCES[number % 2], "reported_by": None},
        "citations": [citation],
    }


def lines(count: int) -> Iterator[str]:
    """Give figures as JSON, each in a line."""
    return (json.dumps(document(number)) for number in range(count))


def text(count: int) -> bytes:
    """Give figures as one JSON list."""
    return f"[{','.join(lines(count))}]".encode()


def sizes(most: int) -> list[int]:
    """Give how many records are measured, a thousand to a million, none more than ``most``."""
    return [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= most] or [most]
