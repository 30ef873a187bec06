"""The criteria that were given to ``list``."""

import argparse
import warnings
from typing import Any

from ..model import Audit, Record
from ..query.narrowing import Criterion, criteria_of
from .arguments import option_of, suggestion
from .streams import complain


def record_of(audit: Audit, record_id: str) -> Record:
    """Give a record; say so where the id is an old one."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        record = audit[record_id]
    for warning in caught:
        complain(str(warning.message))
    return record


def criteria_given(given: argparse.Namespace, audit: Audit) -> dict[str, Any]:
    """Read the criteria that were given."""
    return {
        name: _value(given, audit, criterion)
        for name, criterion in criteria_of(given.record_class).items()
        if getattr(given, f"criterion_{name}") is not None
    }


def _value(given: argparse.Namespace, audit: Audit, criterion: Criterion) -> Any:
    """Read what was given for a criterion; an id or a measure that the audit does not have is wrong usage."""
    texts = getattr(given, f"criterion_{criterion.name}")
    if criterion.several is None and len(texts) > 1:
        given.parser.error(f"argument {option_of(criterion)}: given more than once")
    known = _known(audit, given, criterion)
    values = [_followed(audit, _read(given, criterion, text), known) for text in texts]
    for value in values:
        if known and value is not None and value not in known:
            hint = suggestion(value, known)
            given.parser.error(f"argument {option_of(criterion)}: the audit has no {value!r} to look for{hint}")
    return values if criterion.several else values[0]


def _read(given: argparse.Namespace, criterion: Criterion, text: str) -> Any:
    if criterion.absent and text == "none":
        return None
    if criterion.type is bool:
        return {"true": True, "false": False}.get(text, text)
    if criterion.type is int:
        try:
            return int(text.replace(",", ""))
        except ValueError:
            given.parser.error(f"argument {option_of(criterion)}: {text!r} is not a whole number")
    return text


def _known(audit: Audit, given: argparse.Namespace, criterion: Criterion) -> set[str]:
    """Give the ids, or the measures, that a value may be; none where it may be any text."""
    if "measures" in criterion.targets:
        return {figure.measure for figure in audit.figures}
    fields = (given.kind,) if criterion.name == "id" else criterion.targets
    return {record.id for name in fields for record in getattr(audit, name)}


def _followed(audit: Audit, value: Any, known: set[str]) -> Any:
    """Give the id of the record that took the place of another one, and say so; any other value as it is."""
    if known and isinstance(value, str) and value not in known and any(value == r.id for r in audit.retired_ids):
        return record_of(audit, value).id
    return value
