"""What differs between two datasets."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs

from .errors import join_path
from .model import Audit, Record
from .model.checks import Checked
from .model.integrity import RECORD_FIELDS
from .results import Change


def diff(old: Audit, new: Audit) -> tuple[Change, ...]:
    """
    Find what differs between two datasets: nothing only where they are equal.

    Records are matched by their id, and a renamed one, by the newer dataset's ``retired_ids``, with its successor; then
    they are compared field by field, and entries of lists entry by entry. An entry that is gone has its place in the
    older list, any other in the newer one. Where what is in both lists stands in another order, or more often, the
    change is that of the whole list; where among its kind a new record stands is not said. Records of which several
    became one are gone, and the one is new.

    Args:
        old: The older dataset.
        new: The newer dataset.

    Returns:
        The changes of the audit's own fields, then those of the records, kind by kind in the order of the newer one.
    """
    own = (field.name for field in attrs.fields(Audit) if field.name not in RECORD_FIELDS)
    changes = [change for name in own for change in _between(None, name, getattr(old, name), getattr(new, name))]
    successors = _successors(old, new)
    for field in RECORD_FIELDS:
        changes += _of_kind(field, getattr(old, field), getattr(new, field), successors)
    return tuple(changes)


def _successors(old: Audit, new: Audit) -> dict[str, str]:
    """Map the ids of records that were renamed to their new ones; where several became one, none was renamed."""
    before, after = ({record.id: type(record) for record in audit.records} for audit in (old, new))
    renamed = {
        retired.id: retired.successor_id
        for retired in new.retired_ids
        if retired.successor_id is not None
        and retired.successor_id not in before
        and before.get(retired.id) is after[retired.successor_id]
    }
    count = Counter(renamed.values())
    return {record_id: successor for record_id, successor in renamed.items() if count[successor] == 1}


def _of_kind(
    field: str, old: tuple[Record, ...], new: tuple[Record, ...], successors: dict[str, str]
) -> Iterator[Change]:
    before = {successors.get(record.id, record.id): record for record in old}
    after = {record.id: record for record in new}
    order = tuple(record_id for record_id in before if record_id in after)
    other = tuple(record_id for record_id in after if record_id in before)
    if order != other:
        yield Change(record_id=None, path=field, kind="reordered", old=order, new=other)
    for record_id, record in before.items():
        if record_id not in after:
            yield Change(record_id=record.id, path="", kind="removed", old=record, new=None)
    for record_id, record in after.items():
        if record_id not in before:
            yield Change(record_id=record_id, path="", kind="added", old=None, new=record)
        else:
            yield from _between(before[record_id].id, "", before[record_id], record)


def _between(record_id: str | None, path: str, old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    cls: Any = type(old)
    if isinstance(old, Checked) and cls is type(new):
        for field in attrs.fields(cls):
            place = join_path(path, field.name)
            yield from _between(record_id, place, getattr(old, field.name), getattr(new, field.name))
    elif isinstance(old, tuple):
        yield from _between_entries(record_id, path, old, new)
    else:
        yield Change(record_id=record_id, path=path, kind="changed", old=old, new=new)


def _between_entries(record_id: str | None, path: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
    known, wanted = set(old), set(new)
    if [entry for entry in old if entry in wanted] != [entry for entry in new if entry in known]:
        yield Change(record_id=record_id, path=path, kind="reordered", old=old, new=new)
        return
    gone = {index: entry for index, entry in enumerate(old) if entry not in wanted}
    come = {index: entry for index, entry in enumerate(new) if entry not in known}
    # Values inside a record have no id: what is new in the place of something that is gone is compared with it.
    for index in sorted({*gone, *come}):
        place = f"{path}[{index}]"
        if index not in gone:
            yield Change(record_id=record_id, path=place, kind="added", old=None, new=come[index])
        elif index not in come:
            yield Change(record_id=record_id, path=place, kind="removed", old=gone[index], new=None)
        else:
            yield from _between(record_id, place, gone[index], come[index])
