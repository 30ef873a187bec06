"""pydantic, strict models."""

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter
from pydantic_models import Figure

from .rows import csv_text

FIGURES = TypeAdapter(list[Figure])


def read(text: bytes) -> Any:
    """Read figures, the models checked."""
    return FIGURES.validate_json(text)


def build(document: Any) -> Any:
    """Make a figure; days and terms are texts in a plain document, which strict models take from JSON only."""
    return Figure.model_validate(document, strict=False)


def to_json(records: Any) -> str:
    """Write a JSON list."""
    return FIGURES.dump_json(records, indent=2).decode()


def to_jsonl(records: Iterable[Any]) -> str:
    """Write JSON Lines."""
    return "".join(f"{record.model_dump_json()}\n" for record in records)


def to_csv(records: Iterable[Any]) -> str:
    """Write comma-separated values."""
    return csv_text(records, getattr)
