"""The values inside records."""

from datetime import date
from typing import Self

import attrs
from attrs.validators import optional

from .errors import InvalidValueError, Problem
from .validators import DAY, SLUG, TEXT, OfClass, TupleOf, excerpt

SOURCE = {"refers_to": ("sources",)}
PARTY = {"refers_to": ("organizations", "people")}
MEASURE = {"refers_to": ("measures",)}


@attrs.frozen(kw_only=True)
class Period:
    """A span of days, both ends included."""

    start: date = attrs.field(validator=DAY)
    """The first day."""
    end: date = attrs.field(validator=DAY)
    """The last day; not before the first."""
    label: str = attrs.field(validator=TEXT)
    """How the source names the span, for example ``FY 2019-2023``."""

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise InvalidValueError(Problem("end", str(self.end), f"a day not before the start, {self.start}"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Return the period that a text names, with the text as its label.

        Args:
            text: A day, a month, a year, a fiscal year, or a range of them, in any form in which this library prints
                one: ``2024-05-17``, ``17 May 2024``, ``May 2024``, ``2024-05``, ``2024``, ``FY 2021``,
                ``FY 2019-2023``, ``fiscal years 2019 to 2023``, ``November 2024 to February 2025``.

        Raises:
            ValueError: The text is nothing of the kind, or there is no such day.
            TypeError: ``text`` is not a text.
        """
        from .times import parse_span  # Loading the dataset does not need it.

        if not isinstance(text, str):
            raise TypeError(f"text must be a text such as 'May 2024', not {excerpt(text)}")
        try:
            start, end = parse_span(text)
        except ValueError:
            expected = "a time such as '2024-05-17', 'May 2024', '2024', 'FY 2021' or 'FY 2019-2023'"
            raise ValueError(f"text must be {expected}, not {excerpt(text)}") from None
        return cls(start=start, end=end, label=text)

    def __str__(self) -> str:
        return self.label


@attrs.frozen(kw_only=True)
class Citation:
    """Words of a document, and where they appear in it (a W3C TextQuoteSelector and a locator)."""

    source_id: str = attrs.field(validator=SLUG, metadata=SOURCE)
    """The document whose words they are."""
    exact: str = attrs.field(validator=TEXT)
    """The words, as printed."""
    prefix: str | None = attrs.field(default=None, validator=optional(TEXT))
    """What comes right before them, where the words alone appear more than once."""
    suffix: str | None = attrs.field(default=None, validator=optional(TEXT))
    """What comes right after them, likewise."""
    locator: str | None = attrs.field(default=None, validator=optional(TEXT))
    """The place in the document, for example ``Summary, paragraph 2``."""
    via_id: str | None = attrs.field(default=None, validator=optional(SLUG), metadata=SOURCE)
    """The page that reprints the words, where they were not read in the document itself."""


CITATIONS = TupleOf(OfClass(Citation), min_length=1)


@attrs.frozen(kw_only=True)
class Attribution:
    """Who said something, which document states it, and which account retells it; at least one of the three."""

    said_by: str | None = attrs.field(default=None, validator=optional(SLUG), metadata=PARTY)
    """The organization or person who said it, where the source names one."""
    published_in: str | None = attrs.field(default=None, validator=optional(SLUG), metadata=SOURCE)
    """The document that states it."""
    reported_by: str | None = attrs.field(default=None, validator=optional(SLUG), metadata=SOURCE)
    """The account that retells it, where the document's own words are not known or are not meant."""

    def __attrs_post_init__(self) -> None:
        if self.said_by is None and self.published_in is None and self.reported_by is None:
            expected = "at least one of said_by, published_in and reported_by"
            raise InvalidValueError(Problem("said_by", "nobody", expected))


ATTRIBUTION = OfClass(Attribution)


@attrs.frozen(kw_only=True)
class PartOf:
    """A larger measure of which a number counts a part, and the words that say so."""

    measure_id: str = attrs.field(validator=SLUG, metadata=MEASURE)
    """The larger measure."""
    citations: tuple[Citation, ...] = attrs.field(validator=CITATIONS)
    """Where a source says so."""


@attrs.frozen(kw_only=True)
class Caveat:
    """What a reader of a figure has to know."""

    text: str = attrs.field(validator=TEXT)
    """The caveat, in this project's words."""
    citations: tuple[Citation, ...] = attrs.field(validator=CITATIONS)
    """Where it comes from."""
