"""Charts of a measure, in which every number keeps its qualifier (extra ``plot``)."""

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .audit import Audit
from .comparing import Comparison, compare, source_of
from .errors import CriterionError, MissingExtraError, excerpt
from .records import Measure, number_with_qualifier
from .vocabulary import Comparator
from .wording import format_time, label

if TYPE_CHECKING:
    from altair import VConcatChart
else:
    VConcatChart = Any  # So that the annotations can be resolved without the extra.

MAX_HEIGHT = 420
MIN_WIDTH = 300
MARGIN = 10
DAYS_OF_A_YEAR = 366
COLOR = "#1f4e79"

_ABOVE = (
    "M0,-0.6V0.6M0,0H2.4M1.6,-0.6L2.4,0L1.6,0.6",
    "Arrow to the right: more than this number, or at least; how far above is not stated.",
)
_BELOW = (
    "M0,-0.6V0.6M0,0H-2.4M-1.6,-0.6L-2.4,0L-1.6,0.6",
    "Arrow to the left: fewer than this number, or at most; how far below is not stated.",
)
_MARKS = {
    "exactly": ("stroke", "Bar: exactly this number."),
    "again": ("M0,-0.6V0.6", "Line across: the same number as a bar above."),
    "more than": _ABOVE,
    "at least": _ABOVE,
    "fewer than": _BELOW,
    "at most": _BELOW,
    "about": ("diamond", "Diamond: about this number."),
    "none": ("circle", "Hollow point: the source prints this number without a qualifier."),
}
"""The marks, by comparator: the shape of each, and what it means."""


def chart(audit: Audit, measure: Measure | str, *, width: int = 360) -> VConcatChart:
    """
    Draw one measure across sources, years and dates, as an Altair chart.

    Each figure is a row with its number, its time and its source: the figure to quote first, the years of a table last.
    Only exact numbers are bars, and if several sources print the same one, only the first is; nothing is stacked or
    added up. ``description`` says all of it in words. Notebooks show the chart, and its ``save`` method writes PNG, SVG
    or Vega-Lite. It is at most 420 pixels high if its rows fit.

    Args:
        audit: The audit.
        measure: The measure, or its id.
        width: The width of the chart in pixels, at least 300.

    Raises:
        MissingExtraError: The extra ``plot`` is not installed.
        UnknownRecordError: The audit does not have the measure.
        CriterionError: No figure has the measure.
        TypeError: An argument is of the wrong type.
        ValueError: The width is too small.
    """
    if type(width) is not int:
        raise TypeError(f"width must be a whole number of pixels, not {excerpt(width)}")
    if width < MIN_WIDTH:
        raise ValueError(f"width must be at least {MIN_WIDTH} pixels, not {width}")
    rows = sorted(compare(audit, measure), key=_is_year)
    if not rows:
        raise CriterionError("measure", f"{excerpt(measure)}, which has no figures", "a measure with figures")
    title = _plain(audit.get(rows[0].figure.measure_id, Measure).title)
    return _draw(title, rows, audit, width - 2 * MARGIN - 1)


def _draw(title: str, rows: list[Comparison], audit: Audit, width: int) -> VConcatChart:
    try:
        import altair as alt
    except ModuleNotFoundError as error:
        raise MissingExtraError("plot") from error
    values = [*_values(rows, audit)]
    notes = [*_notes(rows, {value["mark"] for value in values}, audit)]
    heading = textwrap.wrap(title, width // 8)
    caption = [line for note in notes for line in textwrap.wrap(note, width // 5)]
    step = max(14, min(34, (MAX_HEIGHT - 70 - 20 * len(heading) - 13 * len(caption)) // len(rows)))
    most = max(1, *(row.figure.denominator or row.figure.value for row in rows))
    scale = alt.Scale(domain=[0, most], range=[0, width - 20], nice=False)  # An arrow fits after the highest number.
    axis = alt.Axis(
        title=rows[0].figure.unit, tickCount=min(4, most), format=",d", grid=False, labelFlush=True,
        titleAnchor="start", titleFontWeight="normal",
    )  # fmt: skip
    base = alt.Chart(alt.InlineData(values)).encode(
        alt.X("value:Q", axis=axis, scale=scale), alt.Y("row:O", axis=None, scale=alt.Scale(padding=0))
    )
    exact, other = (base.transform_filter(f"datum.mark {sign} 'exactly'") for sign in ("==", "!="))
    shapes = alt.Scale(domain=[*_MARKS], range=[shape for shape, _ in _MARKS.values()])
    mark: Any = {"yOffset": round(step * 0.26), "aria": False}
    point: Any = {"fill": "white", "opacity": 1, "size": 130, "stroke": COLOR, "strokeWidth": 2}
    text: Any = {"dy": round(step * -0.2), "fontSize": 11}  # In each row, the texts are above the mark.
    room = alt.ExprRef(f"max(48, {width} - 6 * length(datum.text))")  # For the source, in pixels.
    layers = alt.layer(
        other.mark_rule(color="#ccc", **mark).encode(x2=alt.datum(0)),
        exact.mark_bar(color=COLOR, height=7, **mark).encode(x2=alt.datum(0)),
        other.mark_point(**point, **mark).encode(alt.Shape("mark:N", legend=None, scale=shapes)),
        base.mark_text(align="left", fontWeight="bold", **text).encode(
            alt.Text("text:N"), alt.Description("words:N"), x=alt.value(0)
        ),
        base.mark_text(align="right", limit=room, aria=False, **text).encode(alt.Text("source:N"), x=alt.value(width)),
        height=alt.Step(step),
        title=alt.Title(
            caption, anchor="start", offset=6, orient="bottom", fontSize=10, fontWeight="normal", lineHeight=13
        ),
        view=alt.ViewBackground(stroke=None),
        width=width,
    )
    words = " ".join([f"{title}.", *(value["words"] for value in values), *notes])
    above = alt.Title(heading, anchor="start", fontSize=15)
    return alt.vconcat(layers, background="white", padding=MARGIN, title=above, description=words)


def _is_year(row: Comparison) -> bool:
    """Return whether a row is one of the years of a table."""
    period = row.figure.period
    is_exact = row.figure.comparator is Comparator.EXACTLY
    return is_exact and period is not None and (period.end - period.start).days < DAYS_OF_A_YEAR


def _values(rows: list[Comparison], audit: Audit) -> Iterator[dict[str, Any]]:
    """Yield what is drawn in each row: the mark, and the texts above it."""
    bars = set()
    for index, row in enumerate(rows):
        figure, time = row.figure, format_time(row.figure) or "no date given"
        mark, count = str(figure.comparator or "none"), (figure.value, figure.period, figure.as_of)
        if mark == "exactly":
            mark = "again" if count in bars else mark
            bars.add(count)
        yield {
            "row": index,
            "value": figure.value,
            "mark": mark,
            "text": _plain(f"{number_with_qualifier(figure)}, {time}"),
            "source": _plain(label(source_of(figure, audit))),
            "words": _plain(f"{row.number}, {time}: {row.who}."),
        }


def _notes(rows: list[Comparison], marks: set[str], audit: Audit) -> Iterator[str]:
    """Yield what the marks mean, and the sources with their dates."""
    yield " ".join(dict.fromkeys(meaning for mark, (_, meaning) in _MARKS.items() if mark in marks))
    sources = dict.fromkeys(source_of(row.figure, audit) for row in rows)
    named = (f"{label(source)} ({source.issued})" if source.issued else label(source) for source in sources)
    yield _plain(f"Sources: {'; '.join(named)}.")


def _plain(text: str) -> str:
    """Return text on one line, without invisible characters: a NUL would end the process that draws it."""
    return "".join(filter(str.isprintable, " ".join(text.split())))
