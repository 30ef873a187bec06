"""The criteria of ``select``, derived from the fields of the records."""

import functools
import operator
import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from enum import Enum
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

import attrs

from .errors import did_you_mean
from .records import Figure
from .searching import texts_of
from .text import fold
from .values import MEASURE, SOURCE, Attribution, FieldShape, PartOf, Period, fields_of

BOUNDS = ("min_value", "max_value")
"""The criteria that take a single value, not several."""

_EXPECTED = {
    str: "a string that is not blank",
    int: "a whole number",
    bool: "True or False",
    Period: "a date (not a datetime), a Period, or a string such as '2024-05-17', 'May 2024' or 'FY 2019-2023'",
}


class Criterion(NamedTuple):
    """A criterion for the records of one class: how to get their values, and what these are."""

    get: Callable[[Any], Any]
    name: str
    type: Any = str
    many: bool = False
    optional: bool = False
    refers_to: tuple[str, ...] = ()

    @property
    def members(self) -> list[str]:
        """The possible values, if the type is an enumeration."""
        return [member.value for member in self.type] if issubclass(self.type, Enum) else []

    @property
    def expected(self) -> str:
        """The allowed values, in words."""
        expected = _EXPECTED.get(self.type) or f"one of {', '.join(map(repr, self.members))}"
        return f"{expected} or None" if self.optional else expected

    def parse(self, value: Any) -> Any:
        """Parse a value; raise a ``TypeError`` or ``ValueError`` if no record can have it."""
        if value is None and self.optional:
            return None
        if self.type is Period and isinstance(value, date) and not isinstance(value, datetime):
            return Period(start=value, end=value, label=str(value))
        if self.type is Period and not isinstance(value, Period):
            return Period.parse(value)
        if self.type is int and not isinstance(value, bool):
            return operator.index(value)
        if issubclass(self.type, Enum):
            return self.type(value)
        if self.type is int or not isinstance(value, self.type) or (self.name == "text" and not fold(value)):
            raise TypeError
        return value

    def values_in(self, records: list[Any]) -> set[Any]:
        """Return all values that the records have."""
        values = map(self.get, records)
        return set(chain.from_iterable(values)) if self.many else set(values)

    def keep(self, records: list[Any], values: list[Any]) -> list[Any]:
        """Return the records that have any of the parsed values."""
        get, wanted = self.get, frozenset(values)
        if self.name == "min_value":
            return [record for record in records if get(record) >= values[0]]
        if self.name == "max_value":
            return [record for record in records if get(record) <= values[0]]
        if self.name == "text":
            words = [fold(value) for value in values]
            return [record for record in records if any(word in text for text in get(record) for word in words)]
        if self.type is Period:
            return [record for record in records if any(_overlap(get(record), time) for time in wanted)]
        if self.many:
            return [record for record in records if not wanted.isdisjoint(get(record))]
        return [record for record in records if get(record) in wanted]


def nearest(word: object, known: Collection[str]) -> str | None:
    """Return the known name, value or id with all the words, or else with almost the same letters, if there is one."""
    if not isinstance(word, str):
        return None
    slug = "-".join(re.findall("[a-z0-9]+", fold(word)))
    containing = [name for name in known if slug and re.search(rf"\b{slug}\b", name)]
    return did_you_mean(slug, containing, 0) or did_you_mean(slug, known, 0.7)


def _overlap(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.start <= other.end and other.start <= one.end


@functools.cache
def criteria_of(cls: Any) -> dict[str, Criterion]:
    """Return the criteria of a record class by name."""
    found = []
    for field in fields_of(cls):
        if field.name == "attribution":
            found += [_criterion(part, "attribution.") for part in fields_of(Attribution)]
        elif field.name == "citations":
            found.append(Criterion(_sources_of, "source", many=True, refers_to=SOURCE["refers_to"]))
        elif field.type in (Period, PartOf) or not attrs.has(field.type):
            found.append(_criterion(field))
    if issubclass(cls, Figure):
        found += [Criterion(attrgetter("value"), name, int) for name in BOUNDS]
    found.append(Criterion(lambda record: [fold(text) for _, text in texts_of(record)], "text", many=True))
    return {criterion.name: criterion for criterion in found}


def _criterion(field: FieldShape, parent: str = "") -> Criterion:
    criterion = Criterion(attrgetter(parent + field.name), *field)
    if field.type is Period:
        return criterion._replace(name="as_of" if field.name == "as_of" else "during")
    if field.type is PartOf:
        criterion = criterion._replace(get=lambda figure: figure.part_of and figure.part_of.measure_id)
        return criterion._replace(type=str, refers_to=MEASURE["refers_to"])
    if field.name == "id":
        return criterion._replace(refers_to=("records",))
    plural = {"topics": "topic", "insertions": "insertion", "aliases": "alias"}
    return criterion._replace(name=plural.get(field.name) or field.name.removesuffix("_ids").removesuffix("_id"))


def _sources_of(record: Any) -> list[str | None]:
    """Return the documents that a record cites, was read in, or is attributed to."""
    cited = [name for citation in record.citations for name in (citation.source_id, citation.via_id)]
    attribution = getattr(record, "attribution", None)
    behind = [getattr(attribution, name, None) for name in ("published_in", "reported_by")]
    return [*cited, *behind, getattr(record, "source_id", None)]
