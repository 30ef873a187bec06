"""A picture as a Vega-Lite document: words and marks in one column, as wide as a telephone."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from ..names import MONTHS
from ..text import with_numbers

Document = dict[str, Any]

_WIDTH, _ROOM = 324, 34
"""The pixels between the margins, and those at the right for the arrow of an open bar."""

_STYLES: dict[str, tuple[int, Document]] = {
    "title": (34, {"fontSize": 17}),
    "head": (42, {"fontSize": 13, "fontWeight": "bold"}),
    "text": (50, {"fontSize": 12}),
    "note": (55, {"fontSize": 11}),
}
"""How many letters of a text fit into a line, in any generic font, and how it looks."""

_KEY = {
    "closed": "Bar with a closing line: exactly the number.",
    "open": "Bar with an arrow: more than the number, or at least; how far above is not stated, nor by the arrow.",
    "below": "Empty bar with a closing line: fewer than the number, or at most; how far below is not stated.",
    "bare": "Dots to a circle: the source prints a bare number, which is not to be taken as exact.",
    "about": "Dots to a diamond: about the number; how near is not stated.",
    "days": "Bar: from the first day to the last.",
    "within": "Empty bar: at some time, or all the time, from the first day to the last.",
    "day": "Line: one day.",
}

_DATE = re.compile(rf"\b(\d{{1,2}} )?({'|'.join(MONTHS)}) \d{{4}}\b")
_DIRECTIONS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")

_COLOR = "#1f4e79"
_HOLLOW = {"type": "point", "fill": "white", "size": 80}
_LOOKS: tuple[tuple[str, Document], ...] = (
    ("closed open days", {"type": "bar"}),
    ("below", {"type": "bar", "fill": "white", "strokeDash": [4, 3]}),
    ("within", {"type": "bar", "fill": "white"}),
    ("bare about", {"type": "rule", "strokeDash": [1.5, 4]}),
    ("closed below day", {"type": "tick"}),
    ("open", {"type": "point", "shape": "M0,0H0.8M0.8,-0.3L1.3,0L0.8,0.3Z", "size": 900, "fill": _COLOR}),
    ("bare", _HOLLOW),
    ("about", {**_HOLLOW, "shape": "diamond"}),
)
"""How marks are drawn, the hindmost first."""

_CONFIG = {
    "view": {"stroke": None},
    "title": {"anchor": "start", "offset": 14, "fontSize": 17, "subtitleFontSize": 12, "subtitlePadding": 8},
    "axis": {"orient": "top", "grid": False, "domain": False, "labelFlush": True, "titleAnchor": "start"},
    "text": {"align": "left", "baseline": "top"},
    "bar": {"size": 10, "fill": _COLOR, "stroke": _COLOR},
    "rule": {"color": _COLOR, "strokeWidth": 2},
    "tick": {"color": _COLOR, "opacity": 1, "orient": "vertical", "size": 20, "thickness": 3},
    "point": {"opacity": 1, "stroke": _COLOR, "strokeWidth": 2},
}


class Picture:
    """Rows from the top, on an axis."""

    def __init__(self, title: str, subtitle: str, axis: Document) -> None:
        self._title, self._subtitle, self._axis = title, subtitle, axis
        self._spoken = [f"{title}.", subtitle]
        self._rows: list[Document] = []
        self._height: int = 0

    def rule(self) -> None:
        """Set apart what follows."""
        self._height += 12
        self._rows.append({"mark": "line", "y": self._height})

    def row(self, head: str, texts: Iterable[str], **mark: Any) -> None:
        """Add a row: the words above its mark, those below it, and the mark with its start and its end."""
        self._write(head, "head", 12)
        self._rows.append({**mark, "y": self._height + 10})
        self._height += 21
        self._spoken.append(f"{head}:")
        for text in texts:
            self._write(text, "text", 3)
            self._spoken.append(text)

    def document(self, notes: Iterable[str]) -> Document:
        """Give the whole picture, with the key and some notes below its rows."""
        found = {row["mark"] for row in self._rows}
        below = list(notes)
        self.rule()
        for text in [*(_KEY[mark] for mark in _KEY if mark in found), *below]:
            self._write(text, "note", 7)
        line = _layer("line", {"type": "rule", "color": "black", "strokeWidth": 0.5})
        texts = [_layer(style, {"type": "text", **look}) for style, (_, look) in _STYLES.items()]
        marks = [_layer(names, look) for names, look in _LOOKS if found & {*names.split()}]
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "description": _plain(" ".join([*self._spoken, *below])),
            "background": "white",
            "padding": 14,
            "title": {"text": _lines(self._title, "title"), "subtitle": _lines(self._subtitle, "text")},
            "width": _WIDTH,
            "height": self._height,
            "data": {"values": self._rows},
            "encoding": {
                "y": {"field": "y", "type": "quantitative", "scale": {"domain": [self._height, 0]}, "axis": None}
            },
            "layer": [
                {"encoding": {"x": {"value": 0}, "x2": {"value": _WIDTH}}, "layer": [line]},
                {"encoding": {"x": {"value": 0}, "text": {"field": "text", "type": "nominal"}}, "layer": texts},
                {"encoding": {"x": {"field": "end", **self._axis}, "x2": {"field": "start"}}, "layer": marks},
            ],
            "config": _CONFIG,
        }

    def _write(self, text: str, style: str, above: int) -> None:
        self._height += above
        for line in _lines(text, style):
            self._rows.append({"mark": style, "text": line, "y": self._height})
            self._height += round(_STYLES[style][1]["fontSize"] * 1.35)


_YEARS, _MONTHS = 6 * 366, 120
"""More days than that, and the marks of an axis are named by their year, or by their month."""


def days(first: date, last: date) -> Document:
    """Give the axis of time, of which no mark is finer than what is certain of it."""
    length = (last - first).days
    words = "%Y" if length > _YEARS else "%b %Y" if length > _MONTHS else "%-d %b %Y"
    axis = {"format": words, "tickCount": 4, "tickMinStep": 24 * 60 * 60 * 1000}
    return {"type": "temporal", "scale": {"type": "utc", "range": [8, _WIDTH - 8]}, "title": None, "axis": axis}


def counts(unit: str, most: int) -> Document:
    """Give the axis of counts, from zero."""
    scale = {"domain": [0, most], "nice": False, "range": [0, _WIDTH - _ROOM]}
    axis = {"format": ",d", "tickCount": min(4, most)}
    return {"type": "quantitative", "scale": scale, "title": unit, "axis": axis}


def _layer(marks: str, look: Document) -> Document:
    return {"transform": [{"filter": {"field": "mark", "oneOf": marks.split()}}], "mark": look}


def _lines(text: str, style: str) -> list[str]:
    """Break a text into lines that fit, with no number torn from its qualifier, unless they do not fit into one."""
    plain = _plain(text)
    # Capitals and letters as wide as two take more room.
    wide = sum(c.isupper() + 2 * (unicodedata.east_asian_width(c) in "WF") for c in plain) / max(1, len(plain))
    letters = round(_STYLES[style][0] / (1 + wide / 2))
    joined = with_numbers(plain, lambda number: number.replace(" ", "\u00a0" if len(number) < letters else " "))
    joined = _DATE.sub(lambda found: found[0].replace(" ", "\u00a0"), joined)
    return textwrap.wrap(joined, letters, break_on_hyphens=False)


def _plain(text: str) -> str:
    """Give a text in one line, without what XML does not allow, and what turns digits around."""
    return "".join("\ufffd" if _is_forbidden(c) else c for c in " ".join(text.split()))


def _is_forbidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cn") or unicodedata.bidirectional(character) in _DIRECTIONS
