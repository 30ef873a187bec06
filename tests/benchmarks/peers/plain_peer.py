"""Dictionaries as ``json`` gives them; nothing is checked."""

import json
from collections.abc import Iterable
from operator import getitem
from typing import Any

from .rows import csv_text

read = json.loads


def build(document: Any) -> Any:
    """Give the document itself."""
    return document


def to_json(records: Any) -> str:
    """Write a JSON list."""
    return json.dumps(records, indent=2)


def to_jsonl(records: Iterable[Any]) -> str:
    """Write JSON Lines."""
    return "".join(f"{json.dumps(record)}\n" for record in records)


def to_csv(records: Iterable[Any]) -> str:
    """Write comma-separated values."""
    return csv_text(records, getitem)
