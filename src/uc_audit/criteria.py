"""What each criterion of ``select`` means, derived from the fields of the records."""

import contextlib
import functools
import operator
import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from typing import Any

import attrs

from .errors import CriterionError, did_you_mean, excerpt
from .records import Figure
from .searching import texts_of
from .text import fold
from .values import MEASURE, SOURCE, Attribution, Citation, FieldShape, PartOf, Period, fields_of

_EXPECTED = {
    str: "a text that is not blank",
    int: "a whole number",
    bool: "True or False",
    Period: "a date (not a datetime), a Period, or a text such as '2024-05-17', 'May 2024' or 'FY 2019-2023'",
}


@attrs.frozen(kw_only=True)
class Criterion:
    """What a criterion means for the records of a class."""

    name: str
    get: Callable[[Any], Any] = attrs.field(eq=False)
    """Returns what a record has."""
    type: Any = str
    """What a value is: a text, a whole number, true or false, an enumeration, or a Period."""
    test: str = "equal"
    """How that is compared with what is wanted: ``equal``, ``member``, ``overlap``, ``from``, ``up to``, ``words``."""
    optional: bool = False
    """Whether a record may have no value."""
    refers_to: tuple[str, ...] = ()
    """The ``Audit`` fields of whose records the value is an id; empty where it is none."""

    def parse(self, value: Any) -> Any:
        """Return what a value means; raise a ``CriterionError`` that says what is possible."""
        if value is None and self.optional:
            return None
        with contextlib.suppress(TypeError, ValueError):
            parsed = _convert(value, self.type)
            if self.test != "words" or fold(parsed):
                return parsed
        members = [member.value for member in self.type] if issubclass(self.type, Enum) else []
        found = str(value) if value is None or isinstance(value, bool) else excerpt(value)
        expected = _EXPECTED.get(self.type) or "one of " + ", ".join(map(repr, members))
        raise CriterionError(self.name, found, expected + " or None" * self.optional, nearest(value, members))

    def matcher(self, values: list[Any]) -> Callable[[Any], bool]:
        """Return a function that tells whether a record has any of the parsed values."""
        get, wanted = self.get, frozenset(values)
        match self.test:
            case "equal":
                return lambda record: get(record) in wanted
            case "member":
                return lambda record: not wanted.isdisjoint(get(record))
            case "overlap":
                return lambda record: any(_overlap(get(record), time) for time in wanted)
            case "from":
                return lambda record: get(record) >= values[0]
            case "up to":
                return lambda record: get(record) <= values[0]
            case _:
                words = list(map(fold, values))
                return lambda record: any(word in text for text in get(record) for word in words)


def nearest(word: object, known: Collection[str]) -> str | None:
    """Return the name, value or id that was probably meant: one that has all the words, or almost the same letters."""
    if not isinstance(word, str):
        return None
    slug = "-".join(re.findall("[a-z0-9]+", fold(word)))
    containing = [name for name in known if slug and re.search(rf"\b{slug}\b", name)]
    return did_you_mean(slug, containing, 0) or did_you_mean(slug, known, 0.7)


def _convert(value: Any, cls: Any) -> Any:
    if cls is Period and isinstance(value, date) and not isinstance(value, datetime):
        return Period(start=value, end=value, label=str(value))
    if cls is Period and not isinstance(value, Period):
        return Period.parse(value)
    if cls is int and not isinstance(value, bool):
        return operator.index(value)
    if issubclass(cls, Enum):
        return cls(value)
    if cls is int or not isinstance(value, cls):
        raise TypeError
    return value


def _overlap(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.start <= other.end and other.start <= one.end


@functools.cache
def criteria_of(cls: Any) -> dict[str, Criterion]:
    """Return the criteria of a class of records by name."""
    fields = fields_of(cls)
    found = [_criterion(field) for field in fields if not attrs.has(field.type) or field.type in (Period, PartOf)]
    if any(field.type is Attribution for field in fields):
        found += [_criterion(part, "attribution.") for part in fields_of(Attribution)]
    if any(field.type is Citation for field in fields):
        refers_to = SOURCE["refers_to"]
        get: Any = functools.partial(_sources_of, [other.get for other in found if other.refers_to == refers_to])
        found.append(Criterion(name="source", get=get, test="member", refers_to=refers_to))
    if issubclass(cls, Figure):
        found.append(Criterion(name="min_value", get=attrgetter("value"), type=int, test="from"))
        found.append(Criterion(name="max_value", get=attrgetter("value"), type=int, test="up to"))
    found.append(Criterion(name="text", get=lambda record: [fold(text) for _, text in texts_of(record)], test="words"))
    return {criterion.name: criterion for criterion in found}


def _criterion(field: FieldShape, parent: str = "") -> Criterion:
    name, cls, many, optional, refers_to = field
    get: Any = attrgetter(parent + name)
    if cls is Period:
        name = "as_of" if name == "as_of" else "during"
        return Criterion(name=name, get=get, type=Period, test="overlap", optional=optional)
    if cls is PartOf:
        return Criterion(name=name, get=_measure_of_whole, optional=True, refers_to=MEASURE["refers_to"])
    plural = {"topics": "topic", "insertions": "insertion", "aliases": "alias"}
    refers_to = ("records",) if name == "id" else refers_to
    name = plural.get(name) or name.removesuffix("_ids").removesuffix("_id")
    test = "member" if many else "equal"
    return Criterion(name=name, get=get, type=cls, test=test, optional=optional, refers_to=refers_to)


def _sources_of(getters: list[Callable[[Any], Any]], record: Any) -> list[str | None]:
    cited = [name for citation in record.citations for name in (citation.source_id, citation.via_id)]
    return cited + [get(record) for get in getters]


def _measure_of_whole(figure: Figure) -> str | None:
    return figure.part_of.measure_id if figure.part_of else None
