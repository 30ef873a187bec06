"""Figures in words and as shares: a number never stands without its qualifier, and nothing is added up."""

import math
from fractions import Fraction
from typing import Literal, get_args

from .errors import ShareError
from .model import Audit, Figure, Unit
from .names import Names, home_of, names_in, stands_behind
from .results import Share

Style = Literal["number", "short", "long"]
"""The styles of ``describe``."""

NOT_DATED = "When they were counted is not stated."
_TIMELESS = (Unit.PAGES, Unit.RECOMMENDATIONS, Unit.US_DOLLARS)
"""What is part of a document, and so has the document's date."""


def describe(figure: Figure | Share, style: Style = "short", *, audit: Audit | None = None) -> str:
    """
    Word a figure, or a share, as one English phrase that keeps its qualifier.

    Args:
        figure: The figure or share.
        style: ``number`` for the number with its qualifier (``more than 32,000``, ``exactly 1 of 8``); ``short`` for
            the number, those who are counted, what is said of them, and the period or as-of date; ``long`` for who
            stands behind it and its caveats as well. A share is ``more than 64.8 %`` in the first two styles, rounded
            to tenths so that it claims less, and in the long one stands with both its figures in full.
        audit: Where the names of organizations, people and sources are found, for the long style. Without it, those of
            the bundled audit are taken where the figure is one of it, and ids otherwise.

    Raises:
        ValueError: There is no such style.
        UnknownRecordError: The audit does not have the figure whose names are looked for.
    """
    if style not in get_args(Style):
        raise ValueError(f"{style!r} is not one of {', '.join(map(repr, get_args(Style)))}")
    if isinstance(figure, Share):
        return _long_share(figure, audit) if style == "long" else _percent(figure)
    if style == "number":
        return str(figure)
    return _short(figure) if style == "short" else _long(figure, names_in(home_of(figure, audit)))


def _short(figure: Figure) -> str:
    who = figure.population
    if figure.unit is not Unit.US_DOLLARS and figure.unit not in figure.population:
        who = f"{figure.unit} ({figure.population})"
    period = f", {figure.period.label}" if figure.period else ""
    as_of = f", as of {figure.as_of.label}" if figure.as_of else ""
    return f"{figure} {who} {figure.label}{period}{as_of}"


def _long(figure: Figure, name: Names) -> str:
    chain = figure.attribution
    printed_by = chain.reported_by or chain.published_in or figure.citations[0].source_id
    bare = f", as {name(printed_by)} states it" if figure.comparator is None else ""
    behind = stands_behind(figure, name, named=chain.reported_by if bare else None)
    sentences = [f"{_short(figure)}{bare}{f'; {behind}' if behind else ''}."]
    if figure.period is None and figure.as_of is None and figure.unit not in _TIMELESS:
        sentences.append(NOT_DATED)
    return " ".join([*sentences, *(caveat.text for caveat in figure.caveats)])


def share(part: Figure, whole: Figure | None = None) -> Share:
    """
    Give the part that one figure is of another, with bounds only where they follow from the figures' own.

    There is a share only where a source says that the one counts a part of the other (``part.part_of``), in the same
    unit, in a period inside the whole's or as of a day that is not before that period ends: a later count of the same
    children. Where a source states no time for the part, nothing contradicts that, but no bounds follow either.

    Args:
        part: The figure that counts a part.
        whole: The figure that counts the whole, or none for the part's own denominator (1 of 8).

    Raises:
        ShareError: There is no share; the error says why.
    """
    least: int | None
    most: int | None
    if whole is not None:
        whole_id, value, least, most = whole.id, whole.value, whole.lower, whole.upper
        timely = _belongs(part, whole)
    elif part.denominator is not None:
        whole_id, value, least, most = None, part.denominator, part.denominator, part.denominator
        timely = True
    else:
        raise ShareError(part.id, None, "it has none, and no other figure was given")
    if value == 0 or most == 0:
        raise ShareError(part.id, whole_id, "the whole is zero")
    lower = Fraction(part.lower, most) if part.lower is not None and most is not None else None
    upper = Fraction(part.upper, least) if part.upper is not None and least else None
    if lower is not None and lower > 1:
        raise ShareError(part.id, whole_id, "the part is more than the whole")
    if not timely:
        lower = upper = None
    if upper is not None and upper > 1:
        upper = None  # It says nothing: a part is never more than the whole.
    return Share(part=part, whole=whole, lower=lower, upper=upper, nominal=Fraction(part.value, value))


def _belongs(part: Figure, whole: Figure) -> bool:
    """Whether the times of two figures are known to fit; raise where one does not count a part of the other."""
    reason = ""
    if part.part_of is None:
        reason = "no source that is recorded says that it counts a part of anything"
    elif part.part_of != whole.measure:
        reason = f"it counts a part of {part.part_of!r}, not of {whole.measure!r}"
    elif part.unit is not whole.unit:
        reason = f"it counts {part.unit}, not {whole.unit}"
    elif part.period is None and part.as_of is None:
        return False
    elif whole.period is None:
        reason = "no period of the whole is stated"
    elif whole.as_of and whole.as_of.end < whole.period.end:
        reason = f"the whole was counted as of {whole.as_of}, before its period, {whole.period}, ended"
    elif part.period and not whole.period.start <= part.period.start <= part.period.end <= whole.period.end:
        reason = f"its period, {part.period}, is not inside that of the whole, {whole.period}"
    elif not part.period and part.as_of and part.as_of.start < whole.period.end:
        reason = f"it was counted as of {part.as_of}, before the period of the whole, {whole.period}, ended"
    if reason:
        raise ShareError(part.id, whole.id, reason)
    return True


def _percent(ratio: Share) -> str:
    if ratio.lower is not None and ratio.lower == ratio.upper and (ratio.lower * 1000).denominator == 1:
        return f"exactly {_tenths(math.floor(ratio.lower * 1000))}"
    bounds = []
    if ratio.lower is not None:
        thousandths = math.floor(ratio.lower * 1000)
        bounds.append(f"{'at least' if thousandths == ratio.lower * 1000 else 'more than'} {_tenths(thousandths)}")
    if ratio.upper is not None:
        thousandths = math.ceil(ratio.upper * 1000)
        bounds.append(f"{'at most' if thousandths == ratio.upper * 1000 else 'less than'} {_tenths(thousandths)}")
    if bounds:
        return " and ".join(bounds)
    return f"a share without bounds (the plain quotient of the numbers is about {_tenths(round(ratio.nominal * 1000))})"


def _tenths(thousandths: int) -> str:
    """Write thousandths as percent."""
    return f"{thousandths // 10}.{thousandths % 10} %"


def _long_share(ratio: Share, audit: Audit | None) -> str:
    words = f"{_percent(ratio)}. Part: {describe(ratio.part, 'long', audit=audit)}"
    return f"{words} Whole: {describe(ratio.whole, 'long', audit=audit)}" if ratio.whole else words
