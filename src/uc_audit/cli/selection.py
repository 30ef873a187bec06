"""The criteria of ``list``."""

import argparse
import re
import warnings
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

import uc_audit

from ..audit import RECORD_CLASSES, Audit
from ..criteria import BOUNDS, Criterion, criteria_of
from ..records import Record
from ..values import Period
from .arguments import Parser, find_id, one_of

_WHOLE_NUMBER = re.compile("[0-9]{1,3}(,[0-9]{3})+|[0-9]+")


def add_criteria(parser: Parser, rest: Sequence[str]) -> None:
    """Add the argument for the kind of records, and an option for each criterion of the kind that is given."""
    kinds = [*RECORD_CLASSES]
    parser.usage = "uc-audit list KIND [criteria] [--format FORMAT] [--data FILE] [-o FILE]"
    parser.add_argument(
        "records", metavar="KIND", nargs="?", default="", type=one_of("kind", kinds), help=", ".join(kinds)
    )
    group = parser.add_argument_group(
        "criteria", "uc-audit list KIND --help shows them. One that is repeated selects any of its values."
    )
    for name, criterion in _criteria_of(next((word for word in rest if word in kinds), None)).items():
        values, convert = _values_of(criterion)
        group.add_argument(
            f"--{name.replace('_', '-')}",
            action="store" if name in BOUNDS else "append",
            type=convert,
            metavar="VALUE",
            help=f"{values}; none: records without a value" if criterion.optional else values,
        )


def select_records(given: argparse.Namespace, audit: Audit) -> tuple[Record, ...]:
    """Return the records of a kind that fit the criteria that were given."""
    wanted: dict[str, Any] = {}
    for name, criterion in _criteria_of(given.records).items():
        values = getattr(given, name)
        if values is not None and criterion.refers_to:
            kinds = (given.records,) if name == "id" else criterion.refers_to
            values = [None if value is None else find_id(audit, value, kinds) for value in values]
        if values is not None:
            wanted[name] = values
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Ids that the audit does not have were refused.
        return uc_audit.select(getattr(audit, given.records), **wanted)


def _criteria_of(kind: str | None) -> dict[str, Criterion]:
    record_class: Any = RECORD_CLASSES.get(kind or "")
    return criteria_of(record_class) if record_class else {}


def _values_of(criterion: Criterion) -> tuple[str, Callable[[str], Any]]:
    """Return what the values of a criterion are, in words, and what converts a text to one."""
    values, parse = _VALUES.get(criterion.type, ("", str))
    if issubclass(criterion.type, Enum):
        members = [member.value for member in criterion.type]
        values, parse = ", ".join(members), one_of(criterion.name.replace("_", " "), members)
    elif criterion.refers_to:
        values = "the id of one of the " + " or ".join(criterion.refers_to)
    elif criterion.name == "text":
        values = "words in any of its texts"

    def convert(text: str) -> Any:
        if text == "none" and criterion.optional:
            return None
        try:
            return parse(text)
        except (KeyError, ValueError):
            raise argparse.ArgumentTypeError(f"{text!r} is not {values}") from None

    return values, convert


def _parse_number(text: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text.replace(",", ""))


_VALUES: dict[Any, tuple[str, Callable[[str], Any]]] = {
    int: ("a whole number such as 32000 or 32,000", _parse_number),
    bool: ("true or false", {"true": True, "false": False}.__getitem__),
    Period: ("a time such as 2024-05-17, 'May 2024' or 'FY 2019-2023'", Period.parse),
    str: ("the whole text", str),
}
"""What the values of each type are, in words, and what converts a text to one."""
