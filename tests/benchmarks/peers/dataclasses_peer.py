"""Frozen dataclasses with slots, built by hand; nothing is checked but the terms and days."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from dataclasses_models import Figure

from .rows import csv_text

build = Figure.build


def read(text: bytes) -> Any:
    """Read figures."""
    return [build(document) for document in json.loads(text)]


def to_json(records: Iterable[Any]) -> str:
    """Write a JSON list."""
    return json.dumps([asdict(record) for record in records], indent=2, default=date.isoformat)


def to_jsonl(records: Iterable[Any]) -> str:
    """Write JSON Lines."""
    return "".join(f"{json.dumps(asdict(record), default=date.isoformat)}\n" for record in records)


def to_csv(records: Iterable[Any]) -> str:
    """Write comma-separated values."""
    return csv_text(records, getattr)
