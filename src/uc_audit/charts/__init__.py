"""Pictures in which no number loses its qualifier, its time or its source (extra ``plot``)."""

import html
import os
from typing import TYPE_CHECKING, Literal

from ..errors import CriterionValueError, MissingExtraError
from ..jsontext import dump
from ..model import Audit
from ..model.integrity import closest
from ..output import PathLike, write_bytes
from .content import measure_of, parts_of, timeline_of
from .picture import Document

if TYPE_CHECKING:
    from altair import LayerChart

Kind = Literal["parts", "measure", "timeline"]
KINDS: tuple[Kind, ...] = ("parts", "measure", "timeline")

NOTICES = "notices-not-served"
"""The measure that is shown where none is named."""


def chart(audit: Audit, kind: Kind, path: PathLike | None = None, *, measure: str | None = None) -> "LayerChart":
    """
    Draw figures or dates as a chart of Altair, which notebooks show; its ``description`` says all of it in words.

    Args:
        audit: The audit.
        kind: ``parts`` for what the audit's report counts, ``measure`` for one measure across sources and dates,
            ``timeline`` for everything that has a date.
        path: A file that it is written to as well, or none: ``.png``, ``.svg``, or ``.json`` for Vega-Lite.
        measure: The measure, only for the kind ``measure``; where none is named, children not served a notice.

    Raises:
        MissingExtraError: The extra ``plot`` is not installed.
        CriterionValueError: There is no such kind or measure, the audit has nothing to show, or files do not end so.
        OSError: The file cannot be written.
    """
    document = document_of(audit, kind, measure)
    try:
        from altair import LayerChart
    except ModuleNotFoundError as error:
        raise MissingExtraError("plot") from error
    if path is not None:
        write_chart(document, path)
    return LayerChart.from_dict(document, validate=False)  # The tests do; it takes a second for forty rows.


def document_of(audit: Audit, kind: str, measure: str | None) -> Document:
    """Give a chart as Vega-Lite."""
    if kind == "measure":
        return measure_of(audit, NOTICES if measure is None else measure)
    if kind not in KINDS:
        raise CriterionValueError(
            "kind", repr(kind), f"one of {', '.join(map(repr, KINDS))}", closest(str(kind), KINDS)
        )
    if measure is not None:
        raise CriterionValueError("measure", repr(measure), f"no measure, where the kind is {kind!r}")
    return parts_of(audit) if kind == "parts" else timeline_of(audit)


def write_chart(document: Document, path: PathLike) -> None:
    """Write a chart to a file, in the format that its name ends with."""
    ending = os.path.splitext(path)[1].lower()
    if ending not in (".png", ".svg", ".json"):
        raise CriterionValueError("path", repr(os.fspath(path)), "a name that ends with .png, .svg or .json")
    write_bytes(path, [_file(document, ending)])


def _file(document: Document, ending: str) -> bytes:
    if ending == ".json":
        return dump(document).encode()
    try:
        import vl_convert
    except ModuleNotFoundError as error:
        raise MissingExtraError("plot") from error
    if ending == ".png":
        return vl_convert.vegalite_to_png(document, scale=2)
    tag, rest = vl_convert.vegalite_to_svg(document).split(">", 1)
    # Where programs that read pages aloud look for it.
    title, words = (html.escape(text) for text in (" ".join(document["title"]["text"]), document["description"]))
    return f'{tag} role="img"><title>{title}</title><desc>{words}</desc>{rest}'.encode()
