"""What functions give that is not data: it can be written like records, but no dataset holds it."""

from fractions import Fraction
from typing import Any, Literal, cast

import attrs

from .model import Audit, Citation, Discrepancy, DiscrepancyKind, Figure, Period, Record

Reason = Literal["not found", "ambiguous", "another sentence", "another edition"]
"""What can be wrong with a citation, or with a text."""


class Result:
    """A class whose objects are made by a function of this library."""

    __slots__ = ()


@attrs.frozen(kw_only=True)
class Hit(Result):
    """
    A record in which words were found.

    Attributes:
        record: The record.
        field: The path of the text in it that fits best, for example ``caveats[0].text``.
        snippet: The passage around the match, as it stands in the text.
    """

    record: Record
    field: str
    snippet: str


@attrs.frozen(kw_only=True)
class Change(Result):
    """
    One difference between two datasets.

    Attributes:
        record_id: The record, by its id in the older dataset where it has one there; none where a field of the audit
            itself differs.
        path: The field, for example ``citations[0].exact``; empty where a whole record was added or removed.
        kind: ``added`` or ``removed`` for a record or an entry of a list, ``changed`` for the value of a field,
            ``reordered`` for a list in which the same things stand in another order, or more often.
        old: What stood there: a record, a value, or none where there was nothing; of reordered records their ids.
        new: What stands there, likewise.
    """

    record_id: str | None
    path: str
    kind: Literal["added", "removed", "changed", "reordered"]
    old: Any
    new: Any


@attrs.frozen(kw_only=True)
class Share(Result):
    """
    Which part one figure is of another, in exact fractions.

    Attributes:
        part: The figure that counts a part.
        whole: The figure that counts the whole, or none where the part has a denominator of its own.
        lower: The least that the share can be, or none where the figures say nothing of that side.
        upper: The most that it can be, or none likewise; the same as the least where both numbers are exact.
        nominal: The plain quotient of the printed numbers: not the share, unless both are exact.
    """

    part: Figure
    whole: Figure | None
    lower: Fraction | None
    upper: Fraction | None
    nominal: Fraction

    def __format__(self, style: str) -> str:
        from .figures import describe

        return describe(self, cast("Any", style)) if style else str(self)


@attrs.frozen(kw_only=True)
class Comparison(Result):
    """
    A figure beside the others of its measure.

    Attributes:
        figure: The figure.
        number: Its number, with its qualifier.
        period: The days in which what it counts happened, or none.
        as_of: The days at which the count was taken, or none.
        published: When the source that states it was published, or none where that is not known.
        who: Who stands behind it, in words.
        differs_in: In what it differs from the first figure of the comparison; nothing for that one.
        discrepancies: What the dataset says of where it and other records do not say the same.
    """

    figure: Figure
    number: str
    period: Period | None
    as_of: Period | None
    published: Period | None
    who: str
    differs_in: tuple[DiscrepancyKind, ...]
    discrepancies: tuple[Discrepancy, ...]


@attrs.frozen(kw_only=True)
class Event(Result):
    """
    Something that has a date.

    Attributes:
        when: The days.
        field: The field that they stand in, for example ``as_of`` or ``issued``.
        record: The record that has the field, or the audit.
    """

    when: Period
    field: str
    record: Record | Audit


@attrs.frozen(kw_only=True)
class Mismatch(Result):
    """
    A citation that does not stand in the text of its source, or a text that is another one.

    Attributes:
        source_id: The source.
        record_id: The record that has the citation; none where it is the audit itself, or the text as a whole.
        path: Where in the record the citation stands, for example ``caveats[0].citations[1]``; empty for the text.
        citation: The citation, or none where it is the text as a whole.
        reason: ``not found``; ``ambiguous``, where it stands more than once; ``another sentence`` than its locator
            says; ``another edition``, where the text is not the one that the dataset was made from.
        nearest: The passage of the text that is most like it, or none.
    """

    source_id: str
    record_id: str | None
    path: str
    citation: Citation | None
    reason: Reason
    nearest: str | None


@attrs.frozen(kw_only=True)
class Sentence(Result):
    """
    A sentence of a source.

    Attributes:
        number: Its number, from 1; a line of its own, such as a headline, counts as a sentence.
        text: Its text, normalized.
    """

    number: int
    text: str
