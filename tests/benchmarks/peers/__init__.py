"""
The same figures in other libraries, each in a module of the same functions.

``read(text)`` reads a JSON list, ``build(document)`` makes one record of a plain document, ``to_json``, ``to_jsonl`` and
``to_csv`` write records as text.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

OURS, TRUSTED = "uc_audit", "uc_audit (trusted)"

NEEDS = {
    OURS: "uc_audit",
    TRUSTED: "uc_audit",
    "pydantic": "pydantic",
    "msgspec": "msgspec",
    "marshmallow": "marshmallow",
    "dataclasses": "dataclasses",
    "plain dicts": "json",
}
"""The peers, and the module that each of them needs."""

DIALECTS = {"pydantic", "msgspec", "marshmallow", "dataclasses"}
"""Those for which the classes are written."""


def installed() -> list[str]:
    """Give the names of the peers that are there."""
    return [name for name, module in NEEDS.items() if find_spec(module)]


def peer(name: str) -> Any:
    """Give the module of a peer; the written models of its library have to be on the path."""
    module = {TRUSTED: "trusted", "plain dicts": "plain"}.get(name, name)
    return import_module(f"peers.{module}_peer")
