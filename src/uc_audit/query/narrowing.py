"""What each criterion of a class means, worked out once from its fields: what has to hold of a record, in Python."""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Any

import attrs

from ..errors import CriterionValueError
from ..model import Attribution, Caveat, Citation, Figure, Period, Recommendation
from ..model.integrity import closest
from ..model.rules import shape_of, targets_of
from ..model.wording import describe_type, shorten
from ..text import fold
from .days import EXPECTED, span_of
from .texts import has_text

_SEVERAL = (list, tuple, AbstractSet)
"""What stands for any of several values."""


@attrs.frozen(kw_only=True)
class Criterion:
    """
    A criterion of a class of records.

    Attributes:
        name: The keyword.
        type: What a value is: a text, a whole number, true or false, an enumeration, or a Period.
        targets: The fields of ``Audit`` of whose records the value is an id, or ``measures``; empty where it is none.
        one: What has to hold of the record ``r`` and a single value, ``{wanted}``.
        several: What has to hold of it and a set of values, or none where only one value makes sense.
        absent: What has to hold where ``None`` is wanted, or none where that is no value.
    """

    name: str
    type: Any
    targets: tuple[str, ...] = ()
    one: str
    several: str | None = None
    absent: str | None = None

    def condition(self, value: Any) -> tuple[str, Any]:
        """
        Give what has to hold of a record for a value, or for any of several, and what ``{wanted}`` in it is.

        Raises:
            CriterionValueError: No record can have the value.
        """
        if isinstance(value, str) or not isinstance(value, _SEVERAL):
            wanted = self.read(value)
            # Looking for none by identity is faster, and what holds members has none.
            return (self.one if wanted is not None or self.absent is None else self.absent), wanted
        if self.several is None:
            raise CriterionValueError(self.name, shorten(value), "one value")
        return self.several, frozenset(map(self.read, value))

    def read(self, value: Any) -> Any:
        """Give what a value means."""
        if value is None and self.absent:
            return None
        if self.type is Period:
            return self._read_days(value)
        if self.name == "text" and isinstance(value, str):
            return self._read_text(value)
        if issubclass(self.type, Enum) and isinstance(value, str) and value in self.type._value2member_map_:
            return self.type(value)
        if type(value) is self.type or (self.type is str and isinstance(value, str)):
            return value
        raise CriterionValueError(self.name, shorten(value), self.expected(), self._nearest(value))

    def expected(self) -> str:
        """Say what a value is."""
        words = {str: "a text", int: "a whole number", Period: EXPECTED}
        return (words.get(self.type) or describe_type(self.type)) + (" or None" if self.absent else "")

    def _read_days(self, value: Any) -> Any:
        try:
            return span_of(value)
        except ValueError:
            raise CriterionValueError(self.name, shorten(value), self.expected()) from None

    def _read_text(self, value: str) -> str:
        if folded := fold(value):
            return folded
        raise CriterionValueError(self.name, shorten(value), "a text that is not empty")

    def _nearest(self, value: Any) -> str | None:
        if isinstance(value, str) and issubclass(self.type, Enum):
            return closest(value, (member.value for member in self.type), likeness=0.4)
        return None


def narrow(records: Sequence[Any], known: Mapping[str, Criterion], criteria: Mapping[str, Any]) -> list[Any]:
    """
    Give those of some records of one class for which all criteria hold, in order.

    Raises:
        CriterionValueError: No record can have a value.
    """
    conditions, wanted = [], []
    for name, value in criteria.items():
        condition, meant = known[name].condition(value)
        conditions.append(condition)
        wanted.append(meant)
    return _filter(tuple(conditions))(records, *wanted)


@functools.lru_cache(maxsize=256)
def _filter(conditions: tuple[str, ...]) -> Callable[..., list[Any]]:
    # Compiled from this module's own words and the names of fields, never from what was given: one comprehension with
    # everything written out is as fast as one written by hand.
    names = [f"wanted_{number}" for number in range(len(conditions))]
    tests = " and ".join(f"({test.format(wanted=name)})" for test, name in zip(conditions, names, strict=True))
    code = f"lambda records, {', '.join(names)}: [r for r in records if {tests}]"
    compiled: Callable[..., list[Any]] = eval(code, {"has_text": has_text})  # noqa: S307 (see above)  # nosec B307
    return compiled


@functools.cache
def criteria_of(cls: Any) -> dict[str, Criterion]:
    """Give the criteria of a class of records by name."""
    found = [criterion for field in attrs.fields(cls) for criterion in _criteria_from(field)]
    if issubclass(cls, Recommendation):
        found.append(_source("r.source_id"))
    if issubclass(cls, Figure):
        found.append(Criterion(name="min_value", type=int, one="r.value >= {wanted}"))
        found.append(Criterion(name="max_value", type=int, one="r.value <= {wanted}"))
        found.append(_source("r.attribution.published_in", "r.attribution.reported_by"))
    several = "any(has_text(r, one) for one in {wanted})"
    found.append(Criterion(name="text", type=str, one="has_text(r, {wanted})", several=several))
    return {criterion.name: criterion for criterion in found}


def _criteria_from(field: Any, prefix: str = "") -> Iterator[Criterion]:
    value_type, rules, many, optional = shape_of(field.type)
    path = f"r.{prefix}{field.name}"
    targets = {"id": ("records",), "measure": ("measures",)}.get(field.name) or targets_of(rules)
    absent = f"{path} is None" if optional else None
    if value_type is Attribution:
        for part in attrs.fields(Attribution):
            yield from _criteria_from(part, f"{field.name}.")
    elif value_type is Citation:
        yield _source()
    elif value_type is Period:
        yield _days("as_of" if field.name == "as_of" else "during", path, absent)
    elif value_type is not Caveat:
        yield Criterion(
            name=_singular(field.name),
            type=value_type,
            targets=targets,
            one=f"{{wanted}} in {path}" if many else f"{path} == {{wanted}}",
            several=f"not {{wanted}}.isdisjoint({path})" if many else f"{path} in {{wanted}}",
            absent=absent,
        )


def _singular(name: str) -> str:
    plural = {"topics": "topic", "insertions": "insertion"}
    return plural.get(name) or name.removesuffix("_ids").removesuffix("_id")


def _source(*paths: str) -> Criterion:
    """Make the criterion of a source that is cited, or stands in any of these places."""
    one, several = (
        " or ".join(
            [
                f"any(c.source_id {sign} {{wanted}} for c in r.citations)",
                *(f"{path} {sign} {{wanted}}" for path in paths),
            ]
        )
        for sign in ("==", "in")
    )
    return Criterion(name="source", type=str, targets=("sources",), one=one, several=several)


def _days(name: str, path: str, absent: str | None) -> Criterion:
    return Criterion(
        name=name,
        type=Period,
        one=f"(p := {path}) is not None and p.start <= {{wanted}}[1] and {{wanted}}[0] <= p.end",
        several=f"any(p is span if p is None or span is None else p.start <= span[1] and span[0] <= p.end"
        f" for p in ({path},) for span in {{wanted}})",
        absent=absent,
    )
