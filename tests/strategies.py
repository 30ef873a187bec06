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
slugs = st.from_regex(r"\A[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}\Z")
counts = st.integers(0, 10**6) | st.integers(0, MAX_INTEGER)

SPECIAL = {
    "id": slugs,
    "url": st.from_regex(r"\Ahttps?://[!-~]{1,40}\Z"),
    "data_version": st.from_regex(r"\A[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,3}\Z"),
}
"""The texts that need a certain form and refer to nothing."""

RECORDS: dict[str, Any] = {
    field.name: get_args(field.type)[0] for field in attrs.fields(uc_audit.Audit) if get_origin(field.type) is tuple
}
"""The fields of an audit that have records, and the class of each."""

VALUES: list[Any] = [
    uc_audit.Period,
    uc_audit.Citation,
    uc_audit.Attribution,
    uc_audit.PartOf,
    uc_audit.Caveat,
]

Pools = dict[str, list[str]]
"""The ids that references may have, by kind of record."""


def any_of(cls: Any) -> st.SearchStrategy[Any]:
    """Give objects of any class of records or values, with references to made-up ids."""
    return objects(cls, {name: ["some-id", "another-id"] for name in (*RECORDS, "records")})


@st.composite
def objects(draw: st.DrawFn, /, cls: Any, pools: Pools, **known: Any) -> Any:
    """Give objects of a class that are valid by themselves; references come from the pools."""
    values = {field.name: draw(_values(field, pools)) for field in attrs.fields(cls)} | known
    _resolve_conflicts(cls, values, pools)
    return cls(**values)


def _values(field: Any, pools: Pools) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(field.type), get_args(field.type)
    optional = origin is UnionType
    one = _single(arguments[0] if arguments else field.type, field, pools)
    if origin is tuple:
        many = st.lists(one, min_size=int(field.default is attrs.NOTHING), max_size=2).map(tuple)
        return st.just(()) if one.is_empty else many
    return st.none() | one if optional else one


def _single(cls: Any, field: Any, pools: Pools) -> st.SearchStrategy[Any]:
    if refers_to := field.metadata.get("refers_to"):
        ids = [record_id for kind in refers_to for record_id in pools[kind]]
        return st.sampled_from(ids) if ids else st.nothing()
    if attrs.has(cls):
        return objects(cls, pools)
    if issubclass(cls, Enum):
        return st.sampled_from(cls)
    if cls is str:
        return SPECIAL.get(field.name, texts)
    return {int: counts, bool: st.booleans(), date: st.dates()}[cls]


def _resolve_conflicts(cls: Any, values: dict[str, Any], pools: Pools) -> None:
    """Change the values that exclude each other."""
    if cls is uc_audit.Period:
        values["start"], values["end"] = sorted([values["start"], values["end"]])
    elif cls is uc_audit.Attribution and not any(values.values()):
        values["reported_by"] = pools["sources"][0]
    elif cls is uc_audit.Quote:
        values["insertions"] = tuple(values["text"] for _ in values["insertions"][:1])
    elif cls is uc_audit.Recommendation:
        values["number"] = max(values["number"], 1)
    elif cls is uc_audit.Organization:
        values["parent_id"] = None
    elif cls is uc_audit.Figure:
        _resolve_figure(values)


def _resolve_figure(values: dict[str, Any]) -> None:
    if values["part_of"] and values["part_of"].measure_id == values["measure_id"]:
        values["part_of"] = None
    if values["comparator"] is Comparator.FEWER_THAN:
        values["value"] = max(values["value"], 1)
    values["value"] = min(values["value"], MAX_INTEGER - 1)
    if values["denominator"] is not None:
        values["denominator"] = max(values["denominator"], values["value"] + 1)


@st.composite
def audits(draw: st.DrawFn) -> uc_audit.Audit:
    """Give audits that are small, but have every kind of record and reference."""
    sizes = {name: draw(st.integers(int(name in ("sources", "organizations", "measures")), 2)) for name in RECORDS}
    ids = draw(st.lists(slugs, min_size=sum(sizes.values()), max_size=sum(sizes.values()), unique=True))
    pools: Pools = {name: [ids.pop() for _ in range(size)] for name, size in sizes.items()}
    pools["records"] = [record_id for pool in pools.values() for record_id in pool]
    records = {
        name: tuple(draw(objects(cls, pools, id=record_id)) for record_id in pools[name])
        for name, cls in RECORDS.items()
    }
    units = {measure_id: draw(st.sampled_from(uc_audit.Unit)) for measure_id in pools["measures"]}
    figures = tuple(attrs.evolve(figure, unit=units[figure.measure_id]) for figure in records["figures"])
    measure_of = {figure.id: figure.measure_id for figure in figures}
    measures = tuple(
        measure if measure_of.get(measure.preferred_id) == measure.id else attrs.evolve(measure, preferred_id=None)
        for measure in records["measures"]
    )
    known = {**records, "figures": figures, "measures": measures, "schema_version": 1}
    audit: uc_audit.Audit = draw(objects(uc_audit.Audit, pools, **known))
    return audit
