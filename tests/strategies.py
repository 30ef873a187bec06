"""Hypothesis strategies for every record and for whole audits, derived from the types of the fields."""

from datetime import date
from enum import Enum
from typing import Any

import attrs
from hypothesis import strategies as st

from uc_audit import model
from uc_audit.model.audit import SCHEMA_VERSION, record_classes
from uc_audit.model.integrity import RECORD_FIELDS
from uc_audit.model.rules import LARGEST_INTEGER, NOT_EMPTY, Pattern, RefersTo, shape_of

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)
slugs = st.from_regex(r"\A[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}\Z")
counts = st.integers(0, 10**6) | st.integers(0, LARGEST_INTEGER)
CLASSES = record_classes()

Pools = dict[str, list[str]]


def values(annotation: Any, pools: Pools) -> st.SearchStrategy[Any]:
    """Give values that fit an annotation; references come from the pools."""
    innermost, rules, many, optional = shape_of(annotation)
    one = _one(innermost, rules, pools)
    if many and one.is_empty:
        return st.just(())
    if many:
        one = st.lists(one, min_size=int(NOT_EMPTY in rules), max_size=2).map(tuple)
    return st.none() | one if optional else one


def _one(innermost: Any, rules: tuple[object, ...], pools: Pools) -> st.SearchStrategy[Any]:
    for rule in rules:
        if isinstance(rule, RefersTo):
            return st.sampled_from(ids) if (ids := [i for name in rule.targets for i in pools[name]]) else st.nothing()
    patterns = [rule.regex for rule in rules if isinstance(rule, Pattern)]
    if patterns:
        return st.from_regex(rf"\A{patterns[0]}\Z").filter(lambda text: len(text) < 80)
    if attrs.has(innermost):
        return records(innermost, pools)
    if issubclass(innermost, Enum):
        return st.sampled_from(innermost)
    return {str: texts, int: counts, bool: st.booleans(), date: st.dates()}[innermost]


@st.composite
def records(draw: st.DrawFn, cls: Any, pools: Pools, record_id: str | None = None) -> Any:
    """Give objects of a class of the model that are valid by themselves."""
    fields = {field.name: draw(values(field.type, pools)) for field in attrs.fields(cls)}
    if record_id is not None:
        fields["id"] = record_id
    return cls(**_mended(draw, cls, fields, pools))


def _mended(draw: st.DrawFn, cls: Any, fields: dict[str, Any], pools: Pools) -> dict[str, Any]:
    """Take the conflicts between fields away."""
    if cls is model.Period and fields["end"] < fields["start"]:
        fields["start"], fields["end"] = fields["end"], fields["start"]
    elif cls is model.Citation and fields["exact"] is None:
        fields["prefix"] = fields["suffix"] = None
    elif cls is model.Attribution and not any(fields.values()):
        fields["reported_by"] = draw(st.sampled_from(pools["sources"]))
    elif cls is model.Quote:
        fields["insertions"] = tuple(draw(st.lists(st.just(fields["text"]), max_size=1)))
    elif cls is model.Recommendation:
        fields["number"] = max(fields["number"], 1)
    elif cls is model.Organization:
        fields["parent_id"] = None
    elif cls is model.Figure:
        _mend_figure(fields)
    return fields


def _mend_figure(fields: dict[str, Any]) -> None:
    if fields["part_of"] == fields["measure"]:
        fields["part_of"] = None
    if fields["comparator"] is model.Comparator.LESS_THAN and fields["value"] == 0:
        fields["comparator"] = None
    if fields["comparator"] is model.Comparator.MORE_THAN:
        fields["value"] = min(fields["value"], LARGEST_INTEGER - 1)
    if fields["denominator"] is not None:
        fields["denominator"] = min(fields["value"] + 1 + fields["denominator"], LARGEST_INTEGER)
        fields["value"] = min(fields["value"], LARGEST_INTEGER - 1)


@st.composite
def audits(draw: st.DrawFn) -> model.Audit:
    """Give audits, small but with every kind of record and reference."""
    sizes = {name: draw(st.integers(1 if name in ("sources", "organizations") else 0, 2)) for name in RECORD_FIELDS}
    ids = draw(st.lists(slugs, min_size=sum(sizes.values()), max_size=sum(sizes.values()), unique=True))
    pools: Pools = {name: [ids.pop() for _ in range(size)] for name, size in sizes.items()}
    named = [record_id for name in RECORD_FIELDS for record_id in pools[name]]
    measures = draw(st.lists(slugs, min_size=sizes["figures"], max_size=sizes["figures"]))
    pools = {**pools, "records": named, "measures": measures}
    made: dict[str, Any] = {
        name: tuple(draw(records(cls, pools, record_id)) for record_id in pools[name]) for name, cls in CLASSES.items()
    }
    made["figures"] = tuple(
        attrs.evolve(figure, measure=measure, part_of=None if figure.part_of == measure else figure.part_of)
        for figure, measure in zip(made["figures"], measures, strict=True)
    )
    retired = draw(st.lists(slugs.filter(lambda slug: slug not in named), max_size=2, unique=True))
    made["retired_ids"] = tuple(draw(records(model.RetiredId, pools, record_id)) for record_id in retired)
    made["schema_version"] = SCHEMA_VERSION
    others = {
        field.name: draw(values(field.type, pools)) for field in attrs.fields(model.Audit) if field.name not in made
    }
    return model.Audit(**made, **others)


def whole(cls: Any) -> st.SearchStrategy[Any]:
    """Give objects of any class of the model, with references to made-up ids."""
    pools = {name: ["some-id", "another-id"] for name in (*RECORD_FIELDS, "records", "measures")}
    return records(cls, pools)
