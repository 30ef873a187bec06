"""Charts: every number with its qualifier, its time and who stands behind it, and nothing that could be misread."""

import html
import itertools
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import altair as alt
import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import strategies
import uc_audit
from regenerate import with_words
from test_injection import HARMLESS, HOSTILE, poison
from uc_audit import Audit, Comparator, CriterionValueError, Figure, MissingExtraError
from uc_audit.charts import KINDS, document_of
from uc_audit.charts.picture import _KEY, _STYLES, days
from uc_audit.jsontext import dump
from uc_audit.model.rules import LARGEST_INTEGER

PICTURES = Path(__file__).parent.parent / "docs" / "images"
NEVER_DATED = ("pages", "recommendations", "US dollars")
kinds = pytest.mark.parametrize("kind", KINDS)


def rows_of(document: Any, *marks: str) -> list[dict[str, Any]]:
    """Give the rows of some marks, from the top; or those of all marks that stand for a number or for days."""
    rows: list[dict[str, Any]] = document["data"]["values"]
    return [row for row in rows if row["mark"] in (marks or _KEY)]


def text_of(document: Any, *styles: str) -> str:
    """Give the texts of some styles as one, with the lines put together."""
    return " ".join(row["text"] for row in rows_of(document, *styles)).replace("\u00a0", " ")


def everything_in(value: Any) -> Iterator[tuple[str, Any]]:
    """Go through all keys and values of a document but its data."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if key != "values":
            yield str(key), item
            if isinstance(item, dict | list):
                yield from everything_in(item)


def layers_of(document: Any, mark: str) -> list[dict[str, Any]]:
    """Give how a mark is drawn, the hindmost layer first."""
    layers = [layer for group in document["layer"] for layer in group["layer"]]
    return [layer["mark"] for layer in layers if mark in layer["transform"][0]["filter"]["oneOf"]]


def drawn_in(root: ET.Element) -> list[str]:
    """Give the texts of the rows of a picture, from the top."""
    found = []
    for group in root.iter("{http://www.w3.org/2000/svg}g"):
        if "mark-text" in group.get("class", "") and "role-mark" in group.get("class", ""):
            for text in group.iter("{http://www.w3.org/2000/svg}text"):
                y = float(text.attrib["transform"].split(",")[1].rstrip(")"))
                found.append((y, text.text or ""))
    return [text for _, text in sorted(found)]


@pytest.fixture
def of_one(audit: Audit, make_figure: Callable[..., Figure]) -> Callable[..., Any]:
    """Make the document of a chart of one figure, of which only some fields matter."""

    def make(**changes: Any) -> Any:
        figure = make_figure(id="one", measure="m", **changes)
        return document_of(attrs.evolve(audit, figures=(*audit.figures, figure)), "measure", "m")

    return make


# What is shown


def test_parts(audit: Audit) -> None:
    """The children transferred come first, then what else the alert counts; each figure is a row of its own."""
    document = document_of(audit, "parts", None)

    assert [row["text"].replace("\u00a0", " ") for row in rows_of(document, "head")] == [
        "more than 448,000, FY 2019-2023",
        "exactly 448,820, FY 2019-2023",
        "more than 448,000, between 2019 and 2023",
        "more than 32,000, FY 2019-2023",
        "more than 32,000, between 2019 and 2023",
        "more than 291,000, as of May 2024",
        "more than 291,000, as of May 2024",
        "291,000, when is not stated",
    ]
    assert [(row["mark"], row["end"]) for row in rows_of(document)] == [
        ("open", 448_000), ("closed", 448_820), ("open", 448_000), ("open", 32_000), ("open", 32_000), ("open", 291_000),
        ("open", 291_000), ("bare", 291_000),
    ]  # fmt: skip
    assert len(rows_of(document, "line")) == 5
    assert "not stacked, and not to be added up" in " ".join(document["title"]["subtitle"])


def test_notices_not_served(audit: Audit) -> None:
    """Without a measure the notices are shown: as of May 2024, as of January 2025, and the bare number."""
    document = document_of(audit, "measure", None)

    assert " ".join(document["title"]["text"]) == "Notices not served: what sources state"
    assert " ".join(document["title"]["subtitle"]).endswith("Those of two dates may be two counts.")
    assert len(rows_of(document, "line")) == 4
    assert [row["text"].replace("\u00a0", " ") for row in rows_of(document, "head")] == [
        "more than 291,000, as of May 2024", "more than 291,000, as of May 2024", "more than 233,000, as of January 2025",
        "291,000, when is not stated",
    ]  # fmt: skip
    assert document == document_of(audit, "measure", "notices-not-served")


def test_every_figure_of_every_measure(audit: Audit) -> None:
    """Each figure stands once in the picture of its measure, with its number, its time and its own words, in order."""
    for measure in dict.fromkeys(figure.measure for figure in audit.figures):
        document = document_of(audit, "measure", measure)
        figures = [row.figure for row in uc_audit.compare(audit, measure)]
        words = text_of(document, "text")
        assert [row["end"] for row in rows_of(document)] == [figure.value for figure in figures]
        heads = text_of(document, "head")
        for figure in figures:
            times = [f", {figure.period}" if figure.period else "", f", as of {figure.as_of}" if figure.as_of else ""]
            undated = "" if any(times) or figure.unit in NEVER_DATED else ", when is not stated"
            head = f"{figure}{''.join(times)}{undated}"
            assert heads.startswith(head)
            heads = heads.removeprefix(head).lstrip()
        assert heads == ""
        for figure in figures:
            own = " ".join(caveat.text for caveat in figure.caveats)
            stated = uc_audit.describe(figure, "long").removesuffix(own).removeprefix(str(figure)).strip()
            assert words.count(stated) == 1


def test_timeline(audit: Audit) -> None:
    """Everything that has a date is there once, in order, from its first day to its last."""
    document = document_of(audit, "timeline", None)
    events = uc_audit.timeline(audit)
    lasting = {e.field in ("scope", "period") for e in events}
    rows = {(e.when.start, e.when.end, e.field not in ("scope", "period"), str(e.when)) for e in events}
    words = text_of(document, "text")

    assert lasting == {True, False}
    assert [(row["start"], row["end"], row["mark"]) for row in rows_of(document)] == [
        (
            str(start),
            str(end if start == end else end + timedelta(days=1)),
            "day" if start == end else "within" if within else "days",
        )
        for start, end, within, _ in sorted(rows)
    ]
    assert text_of(document, "head").split(" 19 August 2024 ")[0] == (
        "FY 2019-2023 FY 2019-2023 between 2019 and 2023 December 2023 May 2024 August 2024"
    )
    assert "Between 1 October 2024 and 31 October 2024. Source: Associated Press." in words
    assert " ".join(document["title"]["subtitle"]).startswith("The times that findings and figures are about")
    for event in events:
        if isinstance(event.record, Figure):
            assert uc_audit.describe(event.record) in words
    for said in (
        "1 October 2018 to 30 September 2023. Management alert OIG-24-46: scope. more than 448,000",
        "Between 1 October 2018 and 30 September 2023. Finding: Children transferred",
        "Management alert OIG-24-46: date issued. Source: OIG-24-46. Source: ABC News. Source: Homeland",
    ):
        assert said in words


def test_responses_in_the_timeline(audit: Audit) -> None:
    """A response that has a date is in the timeline with its statement."""
    response = attrs.evolve(audit.responses[0], when=audit.scope)
    words = text_of(document_of(attrs.evolve(audit, responses=(response,), discrepancies=()), "timeline", None), "text")

    assert f"Response: {response.statement}" in words


@kinds
def test_notes(audit: Audit, kind: str) -> None:
    """Below the rows stands each caveat once, with the number that its figures name, then the sources and the version."""
    document = document_of(audit, kind, None)
    notes = text_of(document, "note")
    words = text_of(document, "text")
    shown = [figure for figure in audit.figures if f"{figure.population} {figure.label}" in words]
    caveats = {caveat.text for figure in shown for caveat in figure.caveats}

    for caveat in caveats:
        assert len(re.findall(rf"Note \d+\. {re.escape(caveat)}", notes)) == 1
    assert len(re.findall(r"Note \d+\.", notes)) == len(caveats)
    assert len(re.findall("Notes: ", words)) >= 4
    assert "Sources: OIG-24-46, 19 August 2024; " in notes
    assert "Associated Press, October 2024; PolitiFact, 28 January 2025" in notes
    assert notes.endswith(f"Dataset on OIG-24-46, version {audit.data_version}; drawn with uc_audit.")


def test_the_numbers_of_notes_are_those_of_the_figure(audit: Audit) -> None:
    """A figure names the notes that are its caveats, and no others."""
    document = document_of(audit, "measure", "officers-attempting-to-locate")
    notes = text_of(document, "note")

    assert text_of(document, "text").endswith("When they were counted is not stated. Notes: 1, 2.")
    assert notes.index("Note 1. The wording is the article's alone.") < notes.index("Note 2. PolitiFact: ")


# How it is drawn


@pytest.mark.parametrize(
    ("comparator", "mark", "looks"),
    [
        (Comparator.EXACTLY, "closed", ["bar", "tick"]),
        (Comparator.MORE_THAN, "open", ["bar", "point"]),
        (Comparator.AT_LEAST, "open", ["bar", "point"]),
        (Comparator.LESS_THAN, "below", ["bar", "tick"]),
        (Comparator.AT_MOST, "below", ["bar", "tick"]),
        (Comparator.ABOUT, "about", ["rule", "point"]),
        (None, "bare", ["rule", "point"]),
    ],
)
def test_marks(of_one: Callable[..., Any], comparator: Comparator | None, mark: str, looks: list[str]) -> None:
    """Each kind of number has marks of its own, which the key explains: only an exact bar is solid and closed."""
    document = of_one(comparator=comparator, value=1234)
    drawn = layers_of(document, mark)

    assert rows_of(document) == [{"mark": mark, "start": 0, "end": 1234, "y": rows_of(document)[0]["y"]}]
    assert [look["type"] for look in drawn] == looks
    assert drawn[0].get("fill") == ("white" if mark == "below" else None)
    assert [words for words in _KEY.values() if words in text_of(document, "note")] == [_KEY[mark]]


def test_the_key_says_what_the_marks_are() -> None:
    """Each mark is explained by what its comparators mean, in the picture as on the page about charts."""
    page = (PICTURES.parent / "charts.md").read_text(encoding="utf-8")
    meanings = {
        "closed": ("solid bar with a closing line", "exactly the number"),
        "open": ("solid bar with an arrow", "more than the number, or at least"),
        "below": ("empty, dashed bar with a closing line", "fewer than the number, or at most"),
        "bare": ("dots to a hollow circle", "a bare number, which is not to be taken as exact"),
        "about": ("dots to a hollow diamond", "about the number"),
    }

    assert [*meanings] == [mark for mark in _KEY if mark not in ("days", "within", "day")]
    for mark, (look, meaning) in meanings.items():
        assert meaning in _KEY[mark]
        assert f"| {look} | {meaning}" in page


def test_open_ends_are_open(of_one: Callable[..., Any]) -> None:
    """What is more than a number ends in an arrow that leads on from it, and has no closing line; an exact one has that alone."""
    bar, arrow = layers_of(of_one(comparator=Comparator.MORE_THAN), "open")
    exact = layers_of(of_one(comparator=Comparator.EXACTLY), "closed")

    shaft, head = arrow["shape"].removeprefix("M").split("M")
    assert (bar["type"], arrow["type"]) == ("bar", "point")
    assert shaft == "0,0H0.8"
    assert [float(x) for x in re.findall(r"([\d.-]+),", head)] == [0.8, 1.3, 0.8]
    assert [look["type"] for look in exact] == ["bar", "tick"]


def test_marks_differ_without_colour(of_one: Callable[..., Any]) -> None:
    """No two marks look the same in shape, fill and dashes; and there is one colour beside black and white."""
    looks = {}
    for comparator, mark in ((">", "open"), ("=", "closed"), ("<", "below"), ("~", "about"), (None, "bare")):
        document = of_one(comparator=None if comparator is None else Comparator(comparator))
        looks[mark] = dump(layers_of(document, mark))
        colours = set(re.findall(r'"(#[0-9a-f]+|white|black)"', dump({**document, "data": None})))
        assert colours <= {"#1f4e79", "white", "black"}
    assert len({*looks.values()}) == len(looks)


@kinds
def test_nothing_is_stacked_or_added_up(audit: Audit, kind: str) -> None:
    """A document has no stack, aggregate, expression, link or picture, and every bar goes from its start to its end."""
    document = document_of(audit, kind, None)
    keys = {key for key, _ in everything_in(document)}
    x, x2 = (document["layer"][2]["encoding"][name] for name in ("x", "x2"))

    assert keys & {"stack", "aggregate", "expr", "signal", "calculate", "href", "url", "params", "color"} <= {"color"}
    assert (x["field"], x2["field"]) == ("end", "start")
    assert [item for key, item in everything_in(document) if key == "transform" and "filter" not in item[0]] == []


def test_bars_begin_at_zero(audit: Audit) -> None:
    """Counts begin at zero, on an axis from zero to the largest number, whose marks are whole numbers."""
    document = document_of(audit, "parts", None)
    x = document["layer"][2]["encoding"]["x"]

    assert {row["start"] for row in rows_of(document)} == {0}
    assert (x["scale"]["domain"], x["title"], x["axis"]) == ([0, 448_820], "children", {"format": ",d", "tickCount": 4})


@pytest.mark.parametrize(
    ("changes", "most", "ticks"),
    [
        ({"value": 1, "denominator": 8}, 8, 4),
        ({"value": 0, "comparator": None}, 1, 1),
        ({"value": 3}, 3, 3),
        ({"value": 2**53 - 2}, 2**53 - 2, 4),
    ],
)
def test_the_axis(of_one: Callable[..., Any], changes: dict[str, Any], most: int, ticks: int) -> None:
    """The axis goes to the number, or to that of which it is printed as a part, and never ends at zero."""
    x = of_one(**changes)["layer"][2]["encoding"]["x"]

    assert (x["scale"]["domain"], x["axis"]["tickCount"]) == ([0, most], ticks)


def test_other_units(of_one: Callable[..., Any]) -> None:
    """The axis has the unit of the figures."""
    assert of_one(unit=uc_audit.Unit.PAGES)["layer"][2]["encoding"]["x"]["title"] == "pages"


def test_numbers_that_fill_a_line(of_one: Callable[..., Any]) -> None:
    """A number that does not fit into a line with its whole is broken between its words, never between its digits."""
    document = of_one(comparator=Comparator.MORE_THAN, value=10**15, denominator=2 * 10**15, period=None)

    assert [row["text"] for row in rows_of(document, "head")] == [
        "more than 1,000,000,000,000,000 of",
        "2,000,000,000,000,000, when is not stated",
    ]


@kinds
def test_lines_fit_a_telephone(audit: Audit, kind: str) -> None:
    """No line is longer than what fits, none lies on another, and no number is torn from its qualifier."""
    document = document_of(audit, kind, None)
    rows = rows_of(document, *_STYLES)

    assert document["width"] + 2 * document["padding"] <= 360
    assert [row for row in rows if len(row["text"]) > _STYLES[row["mark"]][0]] == []
    assert all(b["y"] - a["y"] >= _STYLES[a["mark"]][1]["fontSize"] for a, b in itertools.pairwise(rows))
    assert rows[-1]["y"] < document["height"]
    assert [row for row in rows if row["text"].endswith(("more than", "exactly", "FY", "at least"))] == []


# In words


@kinds
def test_the_alternative_text(audit: Audit, kind: str) -> None:
    """The description says in words all that is to be seen: numbers, times, who stands behind them, caveats, sources."""
    document = document_of(audit, kind, None)
    words = document["description"]

    for part in (*document["title"]["text"], *document["title"]["subtitle"]):
        assert part.replace("\u00a0", " ") in words
    heads = [row["text"].replace("\u00a0", " ") for row in rows_of(document, "head")]
    assert [head for head in heads if f"{head}: " not in words] == []
    assert text_of(document, "note").endswith(words[-500:])
    assert len(words.split()) > len(text_of(document, "text").split())


def test_the_alternative_text_of_a_figure(audit: Audit) -> None:
    """A row is read as its number with the time, whom it counts, and who stands behind it."""
    assert (
        "more than 32,000, FY 2019-2023: unaccompanied migrant children (UCs) failed to appear for their immigration court "
        "hearings, FY 2019-2023; said by ICE, published in OIG-24-46. Notes: 2, 3. more than 32,000, between 2019 and 2023: "
    ) in document_of(audit, "parts", None)["description"]


# As a chart and in files


@kinds
def test_charts_of_altair(audit: Audit, kind: Any) -> None:
    """A chart is one of Altair with all of the document, which has passed its schema."""
    chart = uc_audit.chart(audit, kind)
    found, document = chart.to_dict(), document_of(audit, kind, None)
    (rows,) = found.pop("datasets").values()
    config = found.pop("config")

    assert isinstance(chart, alt.LayerChart)
    assert chart.description == document["description"]
    assert {**found, "data": {"values": rows}, "config": document["config"]} == document
    assert [name for name, look in document["config"].items() if not look.items() <= config[name].items()] == []


def test_every_mark_is_drawn(audit: Audit, make_figure: Callable[..., Figure], tmp_path: Path) -> None:
    """A chart with every kind of number passes the schema of Altair, and is drawn with a shape for each mark."""
    figures = [
        make_figure(id=f"f{n}", measure="m", comparator=comparator, value=50 + n)
        for n, comparator in enumerate([*Comparator, None])
    ]
    uc_audit.chart(attrs.evolve(audit, figures=(*audit.figures, *figures)), "measure", tmp_path / "a.svg", measure="m")
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")

    drawn = Counter(re.findall('aria-roledescription="(bar|point|tick|rule mark)"', svg))

    assert drawn == {"bar": 5, "tick": 3, "point": 4, "rule mark": 2 + len(["above", "below"])}
    assert svg.count("stroke-dasharray") == 2 + 2


@kinds
def test_files(audit: Audit, tmp_path: Path, kind: Any) -> None:
    """A chart is written as Vega-Lite and as SVG, with its words where they are read aloud, as wide as a telephone."""
    uc_audit.chart(audit, kind, tmp_path / "chart.json")
    chart = uc_audit.chart(audit, kind, str(tmp_path / "chart.SVG"))
    document = json.loads((tmp_path / "chart.json").read_text(encoding="utf-8"))
    root = ET.parse(tmp_path / "chart.SVG").getroot()  # noqa: S314 (it is our own)
    space = "{http://www.w3.org/2000/svg}"

    assert document == document_of(audit, kind, None)
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{space}title", f"{space}desc"]
    assert root[0].text == " ".join(document["title"]["text"])
    assert root[1].text == chart.description
    assert int(root.attrib["width"]) <= 360
    assert drawn_in(root) == [row["text"] for row in rows_of(document, *_STYLES)]


def test_png(audit: Audit, tmp_path: Path) -> None:
    """A PNG is made at twice the size, for sharp screens."""
    uc_audit.chart(audit, "measure", tmp_path / "chart.png", measure="report-pages")
    content = (tmp_path / "chart.png").read_bytes()

    assert content.startswith(b"\x89PNG\r\n")
    assert 640 <= int.from_bytes(content[16:20], "big") <= 720


def test_what_cannot_be_written(audit: Audit, tmp_path: Path) -> None:
    """Another ending is refused before anything is drawn; what cannot be written is Python's own error."""
    for name in ("chart.pdf", "chart", "chart.svg.gz"):
        with pytest.raises(CriterionValueError, match=r"a name that ends with \.png, \.svg or \.json") as caught:
            uc_audit.chart(audit, "parts", tmp_path / name)
        assert (caught.value.name, caught.value.found) == ("path", repr(str(tmp_path / name)))
    with pytest.raises(FileNotFoundError):
        uc_audit.chart(audit, "parts", tmp_path / "no" / "chart.json")
    assert list(tmp_path.iterdir()) == []


def test_the_same_bytes_everywhere() -> None:
    """Another process, with another seed of its hashes, prints the same chart."""
    code = "import sys; from uc_audit.cli import main; [main(['chart', kind]) for kind in sys.argv[1:]]"
    printed = [
        subprocess.run(
            [sys.executable, "-c", code, *KINDS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert (
        printed[0] == printed[1] == "".join(dump(document_of(uc_audit.load(), kind, None)) for kind in KINDS).encode()
    )


# Other datasets


def test_units_do_not_share_an_axis(audit: Audit, make_figure: Callable[..., Figure]) -> None:
    """Dollars and children of one measure are not drawn beside each other; in the parts, only those of the whole's unit are."""
    dollars = make_figure(id="one", measure="children-transferred", unit=uc_audit.Unit.US_DOLLARS, value=5000)
    mixed = attrs.evolve(audit, figures=(*audit.figures, dollars))

    with pytest.raises(CriterionValueError, match="one whose figures have one unit"):
        document_of(mixed, "measure", "children-transferred")
    assert document_of(mixed, "parts", None) == document_of(audit, "parts", None)


def test_the_timeline_of_the_audit_alone(audit: Audit) -> None:
    """The sources of the audit's own dates are named."""
    bare = attrs.evolve(
        audit, figures=(), findings=(), discrepancies=(), responses=(),
        sources=tuple(attrs.evolve(source, issued=None) for source in audit.sources),
    )  # fmt: skip

    assert "Sources: OIG-24-46; Associated Press; Townhall. Dataset on OIG-24-46" in text_of(
        document_of(bare, "timeline", None), "note"
    )


def span(label: str, first: str, last: str) -> uc_audit.Period:
    """Make a period."""
    return uc_audit.Period(start=date.fromisoformat(first), end=date.fromisoformat(last), label=label)


def test_spans_of_days(audit: Audit, make_figure: Callable[..., Figure]) -> None:
    """Bars end where the last day does; the same days with two names are one row; neighbours do not change a mark."""
    spans = [
        span("a", "2021-08-01", "2021-08-10"),
        span("b", "2021-08-11", "2021-08-20"),
        span("b, too", "2021-08-11", "2021-08-20"),
    ]
    figures = [make_figure(id=f"f-{n}", measure="m", period=period, as_of=None) for n, period in enumerate(spans)]
    counted = make_figure(id="counted", measure="m", period=None, as_of=spans[0])
    document = document_of(attrs.evolve(audit, figures=(*audit.figures, *figures, counted)), "timeline", None)
    rows = [row for row in rows_of(document) if row["start"].startswith("2021")]

    assert [(row["start"], row["end"], row["mark"]) for row in rows] == [
        ("2021-08-01", "2021-08-11", "days"), ("2021-08-01", "2021-08-11", "within"), ("2021-08-11", "2021-08-21", "days"),
    ]  # fmt: skip
    assert "b and b, too" in text_of(document, "head")


@pytest.mark.parametrize(
    ("last", "words"), [("2021-08-20", "%-d %b %Y"), ("2022-03-01", "%b %Y"), ("2029-01-01", "%Y")]
)
def test_an_axis_of_time_has_no_hours(last: str, words: str) -> None:
    """The marks of the axis are days, months or years, with the year."""
    axis = days(date(2021, 8, 19), date.fromisoformat(last))["axis"]

    assert axis == {"format": words, "tickCount": 4, "tickMinStep": 86_400_000}


def test_directions_do_not_turn_numbers_around(of_one: Callable[..., Any]) -> None:
    """Marks that turn the direction of writing are replaced."""
    document = of_one(label="was \u202eturned\u2066 around")

    assert "was \ufffdturned\ufffd around" in text_of(document, "text")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", dump(document))


def test_capitals_fit_too(
    of_one: Callable[..., Any], audit: Audit, make_figure: Callable[..., Figure], tmp_path: Path
) -> None:
    """A text in capitals, or in letters as wide as two, is broken into shorter lines."""
    figure = make_figure(
        id="one", measure="m", label="WERE NOT SERVED WITH A NOTICE TO APPEAR " * 4, population="\u513f\u7ae5" * 30
    )
    uc_audit.chart(attrs.evolve(audit, figures=(*audit.figures, figure)), "measure", tmp_path / "a.svg", measure="m")

    assert int(ET.parse(tmp_path / "a.svg").getroot().attrib["width"]) <= 360  # noqa: S314 (it is our own)
    assert len(rows_of(of_one(label="x" * 400), "text")) < len(rows_of(of_one(label="X" * 400), "text"))


@kinds
def test_charts_are_valid(audit: Audit, kind: str) -> None:
    """Altair finds nothing wrong with a chart."""
    assert alt.LayerChart.from_dict(document_of(audit, kind, None), validate=True).to_dict()


# What there is no chart of


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"kind": "part"}, "The criterion 'kind' cannot be 'part': expected one of 'parts', 'measure', 'timeline'. Did you mean 'parts'?"),
        ({"kind": 1}, "The criterion 'kind' cannot be 1: expected one of 'parts', 'measure', 'timeline'."),
        ({"kind": "parts", "measure": "report-pages"}, "The criterion 'measure' cannot be 'report-pages': expected no measure, where the kind is 'parts'."),
        ({"kind": "measure", "measure": "report-page"}, "The criterion 'measure' cannot be 'report-page': expected the measure of a figure of the audit: MEASURES. Did you mean 'report-pages'?"),
        ({"kind": "measure", "measure": ""}, "The criterion 'measure' cannot be '': expected the measure of a figure of the audit: MEASURES."),
    ],
)  # fmt: skip
def test_unknown_kinds_and_measures(audit: Audit, arguments: dict[str, Any], message: str) -> None:
    """A kind or a measure that there is not is an error that names the nearest one."""
    with pytest.raises(CriterionValueError) as caught:
        uc_audit.chart(audit, **arguments)

    measures = ", ".join(dict.fromkeys(figure.measure for figure in audit.figures))
    assert str(caught.value) == message.replace("MEASURES", measures)


def test_an_audit_without_figures(audit: Audit) -> None:
    """Where nothing counts a part of anything, or nothing is counted, the error says so; dates there always are."""
    empty = attrs.evolve(audit, figures=(), findings=(), discrepancies=())

    with pytest.raises(CriterionValueError, match="no figure of the report counts a part of another"):
        uc_audit.chart(empty, "parts")
    with pytest.raises(CriterionValueError, match="expected the measure of a figure of the audit: it has none"):
        uc_audit.chart(empty, "measure")
    assert rows_of(document_of(empty, "timeline", None))


@pytest.mark.parametrize("missing", ["altair", "vl_convert"])
def test_without_the_extra(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Without a package of the extra the error names the extra, and nothing is written."""
    monkeypatch.setitem(sys.modules, missing, None)

    with pytest.raises(MissingExtraError, match=r"needs the extra 'plot': pip install 'uc-audit\[plot\]'"):
        uc_audit.chart(audit, "parts", tmp_path / "chart.svg")
    assert list(tmp_path.iterdir()) == []


# Other datasets


@given(
    strategies.counts,
    st.sampled_from([*Comparator, None]),
    st.none() | st.integers(0, LARGEST_INTEGER),
    strategies.texts,
    st.none() | strategies.records(uc_audit.Period, {}),
)
def test_any_figure(
    value: int, comparator: Comparator | None, denominator: int | None, text: str, period: uc_audit.Period | None
) -> None:
    """Of any figure there is a chart, whose mark lies on the axis, and of its time, too."""
    audit = uc_audit.load()
    try:
        figure = attrs.evolve(
            audit.figures[0],
            value=value,
            comparator=comparator,
            denominator=denominator,
            part_of=None,
            population=text,
            label=text,
            period=period,
        )
    except uc_audit.InvalidRecordError:
        assume(False)  # noqa: FBT003 (as Hypothesis has it)
    changed = attrs.evolve(audit, figures=(figure,), findings=(), discrepancies=())
    document = document_of(changed, "measure", figure.measure)
    (row,) = rows_of(document)

    assert 0 == row["start"] <= row["end"] == value <= document["layer"][2]["encoding"]["x"]["scale"]["domain"][1]
    assert text_of(document, "head").startswith(str(figure))
    assert len(rows_of(document_of(changed, "timeline", None))) <= len(uc_audit.timeline(changed))


def test_parts_of_another_audit(audit: Audit, make_figure: Callable[..., Figure]) -> None:
    """What is published elsewhere, or counted in another unit, is no part; what a source calls a part is one."""
    here = uc_audit.Attribution(published_in="oig-24-46")
    elsewhere = uc_audit.Attribution(published_in="oig-25-21")
    passed_on = uc_audit.Attribution(reported_by="townhall")
    figures = [
        make_figure(id="part", measure="part", value=3, part_of="whole", attribution=passed_on),
        make_figure(id="other", measure="other", value=4, attribution=passed_on),
        make_figure(id="beside", measure="beside", value=5, attribution=here),
        make_figure(id="later", measure="part", value=6, part_of="whole", attribution=elsewhere),
        make_figure(id="pages", measure="pages", value=7, unit=uc_audit.Unit.PAGES, attribution=here),
        make_figure(id="whole", measure="whole", value=9, attribution=here),
    ]
    document = document_of(attrs.evolve(audit, figures=tuple(figures), findings=(), discrepancies=()), "parts", None)

    assert [row["end"] for row in rows_of(document)] == [9, 3, 5]


@kinds
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_texts_stay_texts(kind: str, text: str) -> None:
    """Whatever the texts of a dataset, they stand in the data, the title and the description, and nowhere else."""
    documents = [document_of(poison(some), kind, None) for some in (text, HARMLESS)]
    heights = [document["encoding"]["y"]["scale"].pop("domain") for document in documents]
    texts = dict.fromkeys(("description", "title", "height", "data"))

    assert {**documents[0], **texts} == {**documents[1], **texts}
    assert heights == [[document["height"], 0] for document in documents]
    assert [
        row for row in documents[0]["data"]["values"] if not row.keys() <= {"mark", "y", "text", "start", "end"}
    ] == []


def test_hostile_pictures(tmp_path: Path) -> None:
    """A picture of hostile texts is one of text elements only, and their characters do not end the process."""
    text = " ".join(HOSTILE) + "\ufffe\x00\x1b"
    uc_audit.chart(poison(text), "measure", tmp_path / "chart.svg", measure="field-offices-visited")
    root = ET.parse(tmp_path / "chart.svg").getroot()  # noqa: S314 (it is our own)

    assert {element.tag.partition("}")[2] for element in root.iter()} == {
        "svg", "title", "desc", "rect", "g", "path", "line", "text", "tspan",
    }  # fmt: skip
    assert {
        name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name
    } == set()


# The pictures of the documentation


@kinds
def test_the_pictures_of_the_documentation(audit: Audit, kind: str) -> None:
    """``docs/images`` has the charts of the bundled audit as they are drawn now, and the page has their words."""
    document = document_of(audit, kind, None)
    page = (PICTURES.parent / "charts.md").read_text(encoding="utf-8")
    root = ET.fromstring((PICTURES / f"{kind}.svg").read_text(encoding="utf-8"))  # noqa: S314 (it is our own)

    assert json.loads((PICTURES / f"{kind}.json").read_text(encoding="utf-8")) == document
    assert root[1].text == document["description"]
    assert drawn_in(root) == [row["text"] for row in rows_of(document, *_STYLES)]
    assert with_words(page, kind, document) == page
    assert f"<p>{html.escape(document['description'])}</p>" in page
