"""What each criterion of a class means, worked out once from its fields: every criterion is one pass over a list."""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Any

import attrs

from ..errors import CriterionValueError
from ..model import Attribution, Caveat, Citation, Figure, Period, Recommendation, Record
from ..model.integrity import closest
from ..model.rules import describe_type, shape_of, shorten, targets_of
from ..text import fold
from .days import EXPECTED, span_of
from .texts import texts_of

Narrow = Callable[[Sequence[Any], Any], list[Any]]
"""Gives those of some records that fit what is wanted, in order."""


@attrs.frozen(kw_only=True)
class Criterion:
    """
    A criterion of a class of records.

    Attributes:
        name: The keyword.
        type: What a value is: a text, a whole number, true or false, an enumeration, or a Period.
        optional: Whether ``None`` is a value.
        targets: The fields of ``Audit`` of whose records the value is an id, or ``measures``; empty where it is none.
        one: The pass for a single value.
        several: The pass for a set of values, or none where only one value makes sense.
    """

    name: str
    type: Any
    optional: bool = False
    targets: tuple[str, ...] = ()
    one: Narrow
    several: Narrow | None = None

    def narrow(self, records: Sequence[Any], value: Any) -> list[Any]:
        """
        Give those records that fit a value, or any of several.

        Raises:
            CriterionValueError: No record can have the value.
        """
        if not isinstance(value, AbstractSet | list | tuple):
            return self.one(records, self.read(value))
        if self.several is None:
            raise CriterionValueError(self.name, shorten(value), "one value")
        return self.several(records, frozenset(map(self.read, value)))

    def read(self, value: Any) -> Any:
        """Give what a value means."""
        if value is None and self.optional:
            return None
        if self.type is Period:
            return self._read_days(value)
        if self.name == "text" and isinstance(value, str) and not fold(value):
            raise CriterionValueError(self.name, shorten(value), "a text that is not empty")
        if issubclass(self.type, Enum) and isinstance(value, str) and value in self.type._value2member_map_:
            return self.type(value)
        if type(value) is self.type or (self.type is str and isinstance(value, str)):
            return value
        raise CriterionValueError(self.name, shorten(value), self.expected(), self._nearest(value))

    def expected(self) -> str:
        """Say what a value is."""
        words = {str: "a text", int: "a whole number", Period: EXPECTED}
        return (words.get(self.type) or describe_type(self.type)) + (" or None" if self.optional else "")

    def _read_days(self, value: Any) -> Any:
        try:
            return span_of(value)
        except ValueError:
            raise CriterionValueError(self.name, shorten(value), self.expected()) from None

    def _nearest(self, value: Any) -> str | None:
        if isinstance(value, str) and issubclass(self.type, Enum):
            return closest(value, (member.value for member in self.type), likeness=0.4)
        return None


@functools.cache
def criteria_of(cls: Any) -> dict[str, Criterion]:
    """Give the criteria of a class of records by name."""
    found = [criterion for field in attrs.fields(cls) for criterion in _criteria_from(field)]
    if issubclass(cls, Recommendation):
        found.append(_source(" or r.source_id {0} wanted"))
    if issubclass(cls, Figure):
        found.append(Criterion(name="min_value", type=int, one=_pass("r.value >= wanted")))
        found.append(Criterion(name="max_value", type=int, one=_pass("r.value <= wanted")))
        found.append(_source(" or r.attribution.published_in {0} wanted or r.attribution.reported_by {0} wanted"))
    found.append(Criterion(name="text", type=str, one=_having_text, several=_having_any_text))
    return {criterion.name: criterion for criterion in found}


def _criteria_from(field: Any, prefix: str = "") -> Iterator[Criterion]:
    value_type, rules, many, optional = shape_of(field.type)
    path = f"{prefix}{field.name}"
    targets = {"id": ("records",), "measure": ("measures",)}.get(field.name) or targets_of(rules)
    if value_type is Attribution:
        for part in attrs.fields(Attribution):
            yield from _criteria_from(part, f"{path}.")
    elif value_type is Citation:
        yield _source()
    elif value_type is Period:
        yield _days("as_of" if field.name == "as_of" else "during", path, optional=optional)
    elif value_type is not Caveat:
        one, several = (
            ("wanted in r.{}", "not wanted.isdisjoint(r.{})") if many else ("r.{} == wanted", "r.{} in wanted")
        )
        yield Criterion(
            name=_singular(field.name),
            type=value_type,
            optional=optional,
            targets=targets,
            one=_or_none(path, _pass(one.format(path))),
            several=_pass(several.format(path)),
        )


def _singular(name: str) -> str:
    plural = {"topics": "topic", "insertions": "insertion"}
    return name if name == "id" else plural.get(name) or name.removesuffix("_ids").removesuffix("_id")


def _source(chain: str = "") -> Criterion:
    one, several = (f"any(c.source_id {sign} wanted for c in r.citations){chain.format(sign)}" for sign in ("==", "in"))
    return Criterion(name="source", type=str, targets=("sources",), one=_pass(one), several=_pass(several))


def _days(name: str, path: str, *, optional: bool) -> Criterion:
    within = _pass(f"(p := r.{path}) is not None and p.start <= wanted[1] and wanted[0] <= p.end")
    several = _pass(
        f"any(p is span if p is None or span is None else p.start <= span[1] and span[0] <= p.end"
        f" for p in (r.{path},) for span in wanted)"
    )
    return Criterion(
        name=name,
        type=Period,
        optional=optional,
        one=_or_none(path, within),
        several=several,
    )


def _or_none(path: str, narrow: Narrow) -> Narrow:
    """Let a pass for a single value look for none by identity, which is faster and knows no members."""
    without = _pass(f"r.{path} is None")
    return lambda records, wanted: without(records, None) if wanted is None else narrow(records, wanted)


def _pass(condition: str) -> Narrow:
    # Compiled from this module's own words and the names of fields: a comprehension with the name written out is as
    # fast as one written by hand, and one with getattr takes twice the time.
    narrow: Narrow = eval(f"lambda records, wanted: [r for r in records if {condition}]")  # noqa: S307
    return narrow


def _having_text(records: Sequence[Any], wanted: str) -> list[Any]:
    return _having_any_text(records, [wanted])


def _having_any_text(records: Sequence[Any], wanted: Iterable[str]) -> list[Any]:
    folded = [fold(text) for text in wanted]
    return [r for r in records if any(part in text for text in _folded(r) for part in folded)]


def _folded(record: Record) -> Iterator[str]:
    return (fold(text) for _, text in texts_of(record))
