"""The small values inside records."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import attrs

from ..errors import Problem
from .checks import Checked
from .rules import NOT_EMPTY, PartyId, RecordId, Slug, SourceId
from .wording import shorten


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Period(Checked):
    """
    A span of days, both ends included.

    Attributes:
        start: The first day.
        end: The last day; not before the first.
        label: How the source names the span, for example ``FY 2019-2023``.
    """

    start: date
    end: date
    label: str

    def _order(self) -> Iterator[Problem]:
        if self.end < self.start:
            yield Problem("end", str(self.end), f"a day not before the start, {self.start}")

    _conflicts = (_order,)

    def __str__(self) -> str:
        return self.label


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Citation(Checked):
    """
    Where in a source something stands (a W3C TextQuoteSelector and a locator).

    Attributes:
        source_id: The source.
        exact: The passage as printed, or none: it was read there, but no text is held to check it against.
        prefix: What stands right before the passage, only where the passage alone stands more than once.
        suffix: What stands right after it, likewise.
        locator: Where to look, for example ``sentence 5``, or none.
    """

    source_id: SourceId
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    locator: str | None = None

    def _surroundings(self) -> Iterator[Problem]:
        for name in ("prefix", "suffix"):
            if self.exact is None and (value := getattr(self, name)) is not None:
                yield Problem(name, shorten(value), "null, since there is no exact passage")

    _conflicts = (_surroundings,)


Citations = Annotated[tuple[Citation, ...], NOT_EMPTY]
"""At least one citation."""


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Attribution(Checked):
    """
    Who stands behind a number: who said it, where that was published, and who passed it on.

    Attributes:
        said_by: The organization or person that the number is attributed to, or none where the source names nobody.
        published_in: The source in which they said it, or none where the source does not say.
        reported_by: The source that passes it on, or none where it was read in the publication itself
            or where several sources pass it on (then the citations name them).
    """

    said_by: PartyId | None = None
    published_in: SourceId | None = None
    reported_by: SourceId | None = None

    def _nobody(self) -> Iterator[Problem]:
        if self.said_by is None and self.published_in is None and self.reported_by is None:
            yield Problem("said_by", "nobody", "at least one of said_by, published_in and reported_by")

    _conflicts = (_nobody,)


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Caveat(Checked):
    """
    What a reader of a figure has to know, and whose reading it is.

    Attributes:
        text: The caveat in the project's own words; names whose reading it is.
        citations: Where it comes from.
    """

    text: str
    citations: Citations


@attrs.frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class RetiredId(Checked):
    """
    An id that was in use and will not be used again.

    Attributes:
        id: The id.
        successor_id: The record that took its place, or none.
        reason: Why the record was renamed or withdrawn.
    """

    id: Slug
    successor_id: RecordId | None = None
    reason: str
