"""msgspec, structs."""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec_models import Figure

from .rows import csv_text

DECODER = msgspec.json.Decoder(list[Figure])
ENCODER = msgspec.json.Encoder()


def read(text: bytes) -> Any:
    """Read figures, types and constraints checked."""
    return DECODER.decode(text)


def build(document: Any) -> Any:
    """Make a figure."""
    return msgspec.convert(document, Figure)


def to_json(records: Any) -> str:
    """Write a JSON list."""
    return msgspec.json.format(ENCODER.encode(records), indent=2).decode()


def to_jsonl(records: Iterable[Any]) -> str:
    """Write JSON Lines."""
    return ENCODER.encode_lines(records).decode()


def to_csv(records: Iterable[Any]) -> str:
    """Write comma-separated values."""
    return csv_text(records, getattr)
