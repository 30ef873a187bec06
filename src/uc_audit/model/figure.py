"""A number as a source states it."""

from collections.abc import Iterator
from typing import Any, cast

import attrs

from ..errors import Problem
from .records import Record
from .rules import LARGEST_INTEGER, Measure, Slug
from .values import Attribution, Caveat, Citations, Period
from .vocabulary import Comparator, Topic, Unit
from .wording import shorten

_QUALIFIERS = {
    None: "",
    Comparator.EXACTLY: "exactly ",
    Comparator.MORE_THAN: "more than ",
    Comparator.AT_LEAST: "at least ",
    Comparator.LESS_THAN: "fewer than ",
    Comparator.AT_MOST: "at most ",
    Comparator.ABOUT: "about ",
}


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Figure(Record):
    """
    One number, as one source states it.

    ``str(figure)`` is the number with its qualifier: ``more than 32,000``, ``exactly 448,820``, ``exactly 1 of 8``; it
    is ``291,000`` where the source prints a bare number. ``format(figure, style)`` is ``describe(figure, style)``.

    Attributes:
        measure: What is counted, as a slug; figures that count the same thing in different sources share it.
        label: What is said of those who are counted; reads on from the population.
        value: The number as printed, a whole number in the unit.
        comparator: How the number relates to the true one; none where the source prints a bare number,
            which is never to be taken as exact.
        unit: What is counted, or the currency.
        population: Those of whom the number is a count.
        denominator: The number of whom it is one part, only where it is printed with the number (1 of 8), or none.
        part_of: The measure of which this one counts a part, only where a source says so, or none.
        as_stated: The number as printed, in the source's own words, or none where no text is held.
        period: The days in which what is counted happened, as the source names them, or none.
        as_of: The days at which the count was taken, as the source names them, or none.
        topics: What it is about.
        caveats: What a reader has to know.
        attribution: Who stands behind it.
        citations: Where it stands, and where it is said to be a part of another measure.
    """

    measure: Slug
    label: str
    value: int
    comparator: Comparator | None = None
    unit: Unit
    population: str
    denominator: int | None = None
    part_of: Measure | None = None
    as_stated: str | None = None
    period: Period | None = None
    as_of: Period | None = None
    topics: tuple[Topic, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    attribution: Attribution
    citations: Citations

    def _impossible(self) -> Iterator[Problem]:
        if self.comparator is Comparator.LESS_THAN and self.value == 0:
            yield Problem("comparator", "'<'", "another one, since no count is below 0")
        if self.comparator is Comparator.MORE_THAN and self.value == LARGEST_INTEGER:
            yield Problem("value", str(self.value), f"at most {LARGEST_INTEGER - 1}, where it is more than that")

    def _beyond_the_whole(self) -> Iterator[Problem]:
        least = self.value + (self.comparator is Comparator.MORE_THAN)
        if self.denominator is not None and self.denominator < least:
            yield Problem("denominator", str(self.denominator), f"at least {least}")

    def _part_of_itself(self) -> Iterator[Problem]:
        if self.part_of == self.measure:
            yield Problem("part_of", shorten(self.part_of), "another measure than the figure's own")

    _conflicts = (_impossible, _beyond_the_whole, _part_of_itself)

    @property
    def lower(self) -> int | None:
        """The least whole number that fits, or none where that end is open or the number is bare or about."""
        match self.comparator:
            case Comparator.EXACTLY | Comparator.AT_LEAST:
                return self.value
            case Comparator.MORE_THAN:
                return self.value + 1
            case _:
                return None

    @property
    def upper(self) -> int | None:
        """The greatest whole number that fits, or none where that end is open or the number is bare or about."""
        match self.comparator:
            case Comparator.EXACTLY | Comparator.AT_MOST:
                return self.value
            case Comparator.LESS_THAN:
                return self.value - 1
            case _:
                return None

    def __str__(self) -> str:
        qualifier, currency = _QUALIFIERS[self.comparator], ""
        if self.unit is Unit.US_DOLLARS:
            qualifier, currency = qualifier.replace("fewer", "less"), "$"
        if self.denominator is None:
            return f"{qualifier}{currency}{self.value:,}"
        return f"{qualifier}{currency}{self.value:,} of {currency}{self.denominator:,}"

    def __format__(self, style: str) -> str:
        from ..figures import describe

        return describe(self, cast("Any", style)) if style else str(self)

    def __repr__(self) -> str:
        return f"Figure({self.id!r}, {self})"
