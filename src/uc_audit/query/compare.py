"""The same measure across sources and dates."""

from datetime import date

from ..errors import CriterionValueError
from ..model import Audit, Discrepancy, DiscrepancyKind, Figure, Source, Tier
from ..model.integrity import closest
from ..names import names_in, stands_behind
from ..results import Comparison

_ASPECTS: dict[DiscrepancyKind, tuple[str, ...]] = {
    DiscrepancyKind.VALUE: ("value", "denominator", "unit"),
    DiscrepancyKind.COMPARATOR: ("comparator",),
    DiscrepancyKind.PERIOD: ("period",),
    DiscrepancyKind.AS_OF: ("as_of",),
    DiscrepancyKind.WORDING: ("population", "label"),
    DiscrepancyKind.ATTRIBUTION: ("attribution",),
}

_MOST_NAMED = 20
"""So many measures are named in an error."""


def compare(audit: Audit, measure: str) -> tuple[Comparison, ...]:
    """
    Put the figures that count the same thing in different sources and at different dates beside each other.

    Their order is that of the days of the count, or else of the period, or else of the publication; then primary
    sources come first. That two figures differ is no discrepancy by itself: at two dates there may be two counts.

    Args:
        audit: The audit.
        measure: The measure.

    Raises:
        CriterionValueError: No figure of the audit has the measure.
    """
    figures = [figure for figure in audit.figures if figure.measure == measure]
    if not figures:
        known = list(dict.fromkeys(figure.measure for figure in audit.figures))
        named = ", ".join([*known[:_MOST_NAMED], *(["..."] if len(known) > _MOST_NAMED else [])])
        expected = f"the measure of a figure of the audit: {named or 'it has none'}"
        raise CriterionValueError("measure", repr(measure), expected, closest(str(measure), known))
    figures.sort(key=lambda figure: _place(audit, figure))
    return tuple(_beside(audit, figure, figures[0]) for figure in figures)


def _place(audit: Audit, figure: Figure) -> tuple[date, bool]:
    source = _source(audit, figure)
    time = figure.as_of or figure.period or source.issued
    return (time.end if time else date.max, source.tier is not Tier.PRIMARY)


def _source(audit: Audit, figure: Figure) -> Source:
    """Give the source that states a figure: that which passed it on, or it was published in, or else is cited first."""
    chain = figure.attribution
    return audit.get(chain.reported_by or chain.published_in or figure.citations[0].source_id, Source)


def _beside(audit: Audit, figure: Figure, first: Figure) -> Comparison:
    return Comparison(
        figure=figure,
        number=str(figure),
        period=figure.period,
        as_of=figure.as_of,
        published=_source(audit, figure).issued,
        who=stands_behind(figure, names_in(audit)),
        differs_in=tuple(
            kind for kind, fields in _ASPECTS.items() if any(getattr(figure, f) != getattr(first, f) for f in fields)
        ),
        discrepancies=audit.referrers(figure, Discrepancy),
    )
