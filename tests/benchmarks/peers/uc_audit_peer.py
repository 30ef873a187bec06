"""uc_audit, strictly."""

from typing import Any

import uc_audit
from uc_audit import Figure, to_csv, to_json, to_jsonl

__all__ = ["build", "read", "to_csv", "to_json", "to_jsonl"]


def read(text: bytes) -> Any:
    """Read figures, every rule checked."""
    return uc_audit.from_json(text, Figure, many=True)


def build(document: Any) -> Any:
    """Make a figure, every rule checked."""
    return uc_audit.from_dict(document, Figure)
