"""What a criterion of ``select`` means, in the plainest way: what it gives is compared with this."""

from collections.abc import Set as AbstractSet
from typing import Any

from uc_audit.query.days import span_of
from uc_audit.query.texts import texts_of
from uc_audit.text import fold


def fits(record: Any, name: str, value: Any) -> bool:
    """Say whether a criterion holds of a record for a value, or for any of a list, a tuple or a set of them."""
    if isinstance(value, list | tuple | AbstractSet):
        return any(_fits(record, name, one) for one in value)
    return _fits(record, name, value)


def _fits(record: Any, name: str, value: Any) -> bool:
    if name in ("min_value", "max_value"):
        return bool(record.value >= value if name == "min_value" else record.value <= value)
    if name == "text":
        return any(fold(value) in fold(text) for _, text in texts_of(record))
    if name == "source":
        chain = getattr(record, "attribution", None)
        behind = {chain.published_in, chain.reported_by} if chain else {getattr(record, "source_id", None)}
        return value in {citation.source_id for citation in record.citations} | behind
    if name in ("during", "as_of"):
        field = "as_of" if name == "as_of" else next(n for n in ("period", "when", "issued") if hasattr(record, n))
        held = getattr(record, field)
        if value is None or held is None:
            return held is value
        first, last = span_of(value)
        return bool(held.start <= last and first <= held.end)
    holder = record.attribution if name in ("said_by", "published_in", "reported_by") else record
    field = next(n for n in (name, f"{name}_id", f"{name}_ids", f"{name}s") if hasattr(holder, n))
    held = getattr(holder, field)
    return value in held if isinstance(held, tuple) else bool(held == value)
