"""Charts: one row per figure, no number without its qualifier, and nothing that could be misread."""

import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import altair as alt
import attrs
import pytest
import vl_convert

import uc_audit
from test_formats import HOSTILE, filled_with
from uc_audit import Attribution, Audit, Comparator, Figure, Measure, Period, Source

SVG = "{http://www.w3.org/2000/svg}"
FISCAL_YEARS = Period(start=date(2018, 10, 1), end=date(2023, 9, 30), label="FY 2019-2023")
FOREVER = Period(start=date(1, 1, 1), end=date(9999, 12, 31), label="always")


def fiscal_year(year: int) -> Period:
    """Return a fiscal year."""
    return Period(start=date(year - 1, 10, 1), end=date(year, 9, 30), label=f"FY {year}")


@pytest.fixture
def draw(audit: Audit, make_figure: Callable[..., Figure]) -> Callable[..., dict[str, Any]]:
    """Return the specification of a new measure whose figures have these fields; the first is the one to quote."""

    def draw(*changes: dict[str, Any], **options: Any) -> Any:
        published = Attribution(published_in=audit.report_id)
        figures = [
            make_figure(**{"id": f"figure-{number}", "measure_id": "new", "attribution": published, **some})
            for number, some in enumerate(changes)
        ]
        measure = Measure(
            id="new", title="A measure whose title fills two lines", definition="x", preferred_id="figure-0"
        )
        measures, more = (*audit.measures, measure), (*audit.figures, *figures)
        drawn = uc_audit.chart(attrs.evolve(audit, measures=measures, figures=more), "new", **options)
        return drawn.to_dict(validate=False)

    return draw


def rows_of(chart: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is drawn in each row, from the top."""
    (rows,) = chart["datasets"].values()
    return list(rows)


def size_of(chart: dict[str, Any]) -> tuple[int, int]:
    """Return the width and the height of the picture in pixels."""
    width, height = struct.unpack(">II", vl_convert.vegalite_to_png(chart, scale=1)[16:24])
    return width, height


def test_it_is_a_chart_of_altair(audit: Audit) -> None:
    """The chart is valid Vega-Lite with the title of the measure, which may be given by its id."""
    measure = audit.get("children-transferred", Measure)
    chart = uc_audit.chart(audit, measure)

    assert isinstance(chart, alt.VConcatChart)
    assert " ".join(chart.to_dict(validate=True)["title"]["text"]) == measure.title
    assert uc_audit.chart(audit, measure.id).to_dict(validate=False) == chart.to_dict(validate=False)


@pytest.mark.parametrize(("comparator", "text", "note"), [
    ("exactly", "32,000", "Bar: exactly"),
    ("more than", "more than 32,000", "Arrow to the right"),
    ("at least", "at least 32,000", "Arrow to the right"),
    ("fewer than", "fewer than 32,000", "Arrow to the left"),
    ("at most", "at most 32,000", "Arrow to the left"),
    ("about", "about 32,000", "Diamond"),
    (None, "32,000", "Hollow point: the source prints this number without a qualifier"),
])  # fmt: skip
def test_marks(draw: Callable[..., Any], comparator: str | None, text: str, note: str) -> None:
    """A number is drawn according to its qualifier, and the caption explains that mark and no other."""
    qualifier = Comparator(comparator) if comparator else None
    chart = draw({"value": 32_000, "comparator": qualifier, "period": None, "as_of": fiscal_year(2024)})
    (row,) = rows_of(chart)
    caption = " ".join(chart["vconcat"][0]["title"]["text"])
    bars = [layer for layer in chart["vconcat"][0]["layer"] if layer["mark"]["type"] == "bar"]

    assert (row["mark"], row["text"]) == (comparator or "none", f"{text}, as of FY 2024")
    assert note in caption
    assert caption.count(":") == 2
    assert [bar["transform"] for bar in bars] == [[{"filter": "datum.mark == 'exactly'"}]]


def test_one_row_a_figure(audit: Audit) -> None:
    """Each figure is a row with its number and the source that states it, in the order of ``compare``."""
    rows = rows_of(uc_audit.chart(audit, "notices-not-served", width=900).to_dict(validate=False))
    expected = []
    for index, comparison in enumerate(uc_audit.compare(audit, "notices-not-served")):
        source = audit.get(comparison.figure.citations[0].source_id, Source)
        expected.append((index, comparison.figure.value, source.number or source.publisher))

    assert [(row["row"], row["value"], row["source"]) for row in rows] == expected


def test_nothing_is_stacked(draw: Callable[..., Any]) -> None:
    """Bars begin at zero, each in its own row; a second source of the same exact number does not add a bar."""
    exact: dict[str, Any] = {"comparator": Comparator.EXACTLY, "period": FISCAL_YEARS, "value": 1}
    rows = rows_of(draw(exact, exact, {**exact, "value": 2}, {**exact, "period": fiscal_year(2020)}))
    chart = draw({**exact, "denominator": 8})

    assert [row["mark"] for row in rows] == ["exactly", "again", "exactly", "exactly"]
    assert [row["row"] for row in rows] == [0, 1, 2, 3]
    assert rows_of(chart)[0]["text"] == "1 of 8, FY 2019-2023"
    assert chart["vconcat"][0]["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 8]


def test_the_years_of_a_table(draw: Callable[..., Any]) -> None:
    """The years of a table are a series of rows, in order and after the other figures."""
    total = {"value": 9000, "comparator": Comparator.EXACTLY, "period": FISCAL_YEARS}
    years = [{**total, "value": year, "period": fiscal_year(year)} for year in (2023, 2019)]
    others = [{**total, "comparator": comparator} for comparator in (Comparator.MORE_THAN, Comparator.AT_LEAST)]
    chart = draw(total, *years, *others)

    assert [row["text"].partition(", FY")[0] for row in rows_of(chart)] == [
        "9,000", "more than 9,000", "at least 9,000", "2,019", "2,023",
    ]  # fmt: skip
    assert chart["description"].count("Arrow to the right") == 1


def test_words(audit: Audit, draw: Callable[..., Any]) -> None:
    """The description has every row and the caption in words; it says if a number has no time."""
    chart = uc_audit.chart(audit, "children-transferred").to_dict(validate=False)
    undated = draw({"value": 291_000, "comparator": None, "period": None, "as_of": None})

    for comparison in uc_audit.compare(audit, "children-transferred"):
        assert comparison.number in chart["description"]
        assert f": {comparison.who}." in chart["description"]
    assert chart["description"].endswith(" ".join(chart["vconcat"][0]["title"]["text"]))
    assert rows_of(undated)[0]["text"] == "291,000, no date given"
    assert "291,000 (no qualifier in the source), no date given: in OIG-24-46." in undated["description"]


@pytest.mark.parametrize(("figures", "width"), [
    ([{"value": 448_000, "comparator": None}] * 6, 300),
    ([{"value": 448_000, "comparator": None}] * 11, 360),
    ([{"value": 448_000, "comparator": None}] * 11, 720),
    ([{"value": 0, "comparator": Comparator.EXACTLY, "period": FOREVER}], 360),
    ([{"value": 2**53 - 2, "comparator": Comparator.EXACTLY, "period": FOREVER}], 360),
])  # fmt: skip
def test_size(draw: Callable[..., Any], figures: list[dict[str, Any]], width: int) -> None:
    """Whatever is drawn, the picture has the requested width and is at most 420 pixels high."""
    drawn_width, height = size_of(draw(*figures, width=width))

    assert abs(drawn_width - width) <= 1
    assert height <= 420


@pytest.mark.parametrize("measure", ["children-transferred", "children-failing-to-appear", "notices-not-served"])
def test_narrow_charts(audit: Audit, measure: str) -> None:
    """The dataset's long times and names of sources fit into the smallest width."""
    width, height = size_of(uc_audit.chart(audit, measure, width=300).to_dict(validate=False))

    assert abs(width - 300) <= 1
    assert height <= 420


def test_spoken_labels(audit: Audit) -> None:
    """In an SVG, screen readers read each row's words, and no other mark."""
    chart = uc_audit.chart(audit, "notices-not-served").to_dict(validate=False)
    labels = [unescape(label) for label in re.findall('aria-label="([^"]*)"', vl_convert.vegalite_to_svg(chart))]

    assert {row["words"] for row in rows_of(chart)} <= {*labels}
    assert not [label for label in labels if "row:" in label or "mark:" in label]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts(text: str) -> None:
    """Whatever the texts are, they appear in an SVG that any XML parser accepts."""
    chart = uc_audit.chart(filled_with(text), "notices-not-served").to_dict(validate=False)
    svg = ET.fromstring(vl_convert.vegalite_to_svg(chart))  # noqa: S314 (It is our own.)

    tags = ("svg", "rect", "g", "path", "line", "text", "tspan")
    assert {element.tag for element in svg.iter()} == {f"{SVG}{tag}" for tag in tags}
    assert "\\x" not in str(chart["datasets"])


@pytest.mark.parametrize(("measure", "width", "error", "message"), [
    (5, 360, TypeError, "measure must be"),
    ("children-transfered", 360, uc_audit.UnknownRecordError, "Did you mean 'children-transferred'"),
    ("unused", 360, uc_audit.CriterionError, "measure: found 'unused', which has no figures"),
    ("unused", "wide", TypeError, "width must be"),
    ("unused", 100, ValueError, "width must be at least 300"),
])  # fmt: skip
def test_wrong_arguments(audit: Audit, measure: Any, width: Any, error: type[Exception], message: str) -> None:
    """A wrong argument is named."""
    unused = Measure(id="unused", title="x", definition="x")

    with pytest.raises(error, match=message):
        uc_audit.chart(attrs.evolve(audit, measures=(*audit.measures, unused)), measure, width=width)
