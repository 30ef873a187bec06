"""marshmallow, which gives checked dictionaries."""

import json
from collections.abc import Iterable
from operator import getitem
from typing import Any

from marshmallow_models import FigureSchema

from .rows import csv_text

SCHEMA = FigureSchema()
build = SCHEMA.load


def read(text: bytes) -> Any:
    """Read figures, fields and validators checked."""
    return SCHEMA.loads(text, many=True)


def to_json(records: Any) -> str:
    """Write a JSON list."""
    return str(SCHEMA.dumps(records, many=True, indent=2))


def to_jsonl(records: Iterable[Any]) -> str:
    """Write JSON Lines."""
    return "".join(f"{json.dumps(SCHEMA.dump(record))}\n" for record in records)


def to_csv(records: Iterable[Any]) -> str:
    """Write comma-separated values."""
    return csv_text(records, getitem)
