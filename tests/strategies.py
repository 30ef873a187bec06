"""Hypothesis strategies for records, values and whole audits, derived from the types of the fields."""

from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin

import attrs
from hypothesis import strategies as st

import uc_audit
from uc_audit import Comparator

MAX_INTEGER = 2**53 - 1

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)
counts = st.integers(0, 10**6) | st.integers(0, MAX_INTEGER - 1)
forms = {
    "id": st.from_regex(r"\A[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}\Z"),
    "url": st.from_regex(r"\Ahttps?://[!-~]{1,40}\Z"),
}
"""The strings that need a certain form and refer to nothing."""

RECORDS: dict[str, Any] = {
    field.name: get_args(field.type)[0] for field in attrs.fields(uc_audit.Audit) if get_origin(field.type) is tuple
}
"""The audit fields that have records, and the class of each."""

VALUES: list[Any] = [uc_audit.Period, uc_audit.Citation, uc_audit.Attribution, uc_audit.PartOf, uc_audit.Caveat]

Pools = dict[str, list[str]]
"""The ids that references may point to, by kind of record."""


def any_of(cls: Any) -> st.SearchStrategy[Any]:
    """Generate objects of any record or value class, with references to made-up ids."""
    return objects(cls, {name: ["some-id", "another-id"] for name in (*RECORDS, "records")})


@st.composite
def objects(draw: st.DrawFn, /, cls: Any, pools: Pools, **known: Any) -> Any:
    """Generate objects of a class that are individually valid; references come from the pools."""
    values = {field.name: draw(_values(field, pools)) for field in attrs.fields(cls) if field.name not in known} | known
    _resolve_conflicts(cls, values, pools)
    return cls(**values)


def _values(field: Any, pools: Pools) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(field.type), get_args(field.type)
    one = _single(arguments[0] if arguments else field.type, field, pools)
    if origin is tuple:
        many = st.lists(one, min_size=int(field.default is attrs.NOTHING), max_size=2).map(tuple)
        return st.just(()) if one.is_empty else many
    return st.none() | one if origin is UnionType else one


def _single(cls: Any, field: Any, pools: Pools) -> st.SearchStrategy[Any]:
    if refers_to := field.metadata.get("refers_to"):
        ids = [record_id for kind in refers_to for record_id in pools[kind]]
        return st.sampled_from(ids) if ids else st.nothing()
    if attrs.has(cls):
        return objects(cls, pools)
    if issubclass(cls, Enum):
        return st.sampled_from(cls)
    if cls is str:
        return forms.get(field.name, texts)
    return {int: counts, bool: st.booleans(), date: st.dates()}[cls]


def _resolve_conflicts(cls: Any, values: dict[str, Any], pools: Pools) -> None:
    """Change values that are incompatible with each other."""
    if cls is uc_audit.Period:
        values["start"], values["end"] = sorted([values["start"], values["end"]])
    elif cls is uc_audit.Attribution and not any(values.values()):
        values["reported_by"] = pools["sources"][0]
    elif cls is uc_audit.Quote:
        values["insertions"] = tuple(values["text"] for _ in values["insertions"][:1])
    elif cls is uc_audit.Recommendation:
        values["number"] += 1
    elif cls is uc_audit.Organization:
        values["parent_id"] = None
    elif cls is uc_audit.Figure:
        if values["part_of"] and values["part_of"].measure_id == values["measure_id"]:
            values["part_of"] = None
        if values["comparator"] is Comparator.FEWER_THAN:
            values["value"] = max(values["value"], 1)
        if values["denominator"] is not None:
            values["denominator"] = max(values["denominator"], values["value"] + 1)


@st.composite
def audits(draw: st.DrawFn) -> uc_audit.Audit:
    """Generate small parts of the bundled audit, in which records of some kinds have arbitrary content."""
    bundled = uc_audit.load()
    kinds = draw(st.lists(st.sampled_from([*RECORDS]), max_size=4, unique=True))
    chosen = [draw(st.sampled_from(getattr(bundled, kind))) for kind in kinds]
    part = bundled.subset(chosen)
    pools = {kind: [record.id for record in getattr(part, kind)] for kind in RECORDS}
    pools["records"] = [record.id for record in part]
    made = {}
    for record in chosen:
        # What the records of a measure share stays unchanged.
        shared = {"id", "measure_id", "unit", "preferred_id"} & {field.name for field in attrs.fields(type(record))}
        known = {name: getattr(record, name) for name in shared}
        made[record.id] = draw(objects(type(record), pools, **known))
    changed: dict[str, Any] = {
        kind: tuple(made.get(record.id, record) for record in getattr(part, kind)) for kind in RECORDS
    }
    return attrs.evolve(part, title=draw(texts), **changed)
