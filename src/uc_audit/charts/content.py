"""What each kind of picture shows, in the words of ``describe``."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from ..errors import CriterionValueError
from ..figures import NOT_DATED, describe
from ..formats.cells import when
from ..model import Audit, Figure, Finding, Record, Source
from ..names import day_in_words, listed, name_of
from ..query import compare, timeline
from ..results import Event
from .picture import Document, Picture, counts, days

_MARKS = {"=": "closed", ">": "open", ">=": "open", "<": "below", "<=": "below", "~": "about", None: "bare"}

_LASTING = ("scope", "period")
"""The fields whose events last from the first day to the last; others are, or may be, at some time in between."""


class _Words:
    """Figures in words, with the numbers of their notes, and the notes."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._numbers: dict[str, int] = {}

    def stated(self, figure: Figure) -> str:
        """Word a figure in the long style, with the numbers of notes for its caveats."""
        own = [caveat.text for caveat in figure.caveats]
        words = describe(figure, "long", audit=self._audit).removesuffix(" ".join(own)).strip()
        numbers = sorted(self._numbers.setdefault(text, len(self._numbers) + 1) for text in own)
        return f"{words} Notes: {', '.join(map(str, numbers))}." if numbers else words

    def notes(self, records: Iterable[Record | Audit]) -> list[str]:
        """Word the caveats, and the sources that records or the audit cite, or that they are, with their dates."""
        behind = {found for record in records for found in self._behind(record)}
        sources = [source for source in self._audit.sources if source.id in behind]
        named = (f"{_title_of(source)}{f', {source.issued}' if source.issued else ''}" for source in sources)
        caveats = [f"Note {number}. {text}" for text, number in self._numbers.items()]
        dataset = f"Dataset on {self._audit.report_number}, version {self._audit.data_version}; drawn with uc_audit."
        return [*caveats, f"Sources: {'; '.join(named)}. {dataset}"]

    def _behind(self, record: Record | Audit) -> Iterable[str]:
        if isinstance(record, Audit):
            return [citation.source_id for citation in record.citations]
        return [record.id, *(referred.id for referred in self._audit.references(record))]


def _title_of(source: Source) -> str:
    return name_of(source) if source.publisher else f"{name_of(source)}, “{source.title}”, whose publisher is not known"


def measure_of(audit: Audit, measure: str) -> Document:
    """Show one measure across sources and dates, in the order of ``compare``."""
    figures = [row.figure for row in compare(audit, measure)]
    if len({figure.unit for figure in figures}) > 1:
        raise CriterionValueError("measure", repr(measure), "one whose figures have one unit")
    subtitle = "The one figure of this measure in the dataset."
    if len(figures) > 1:
        dates = " Those of two dates may be two counts." if len({f.as_of for f in figures if f.as_of}) > 1 else ""
        subtitle = f"Rows may be one count in several sources.{dates}"
    return _figures(audit, f"{_in_words(measure)}: what sources state", subtitle, figures)


def parts_of(audit: Audit) -> Document:
    """
    Show a whole, and what else the audit's report counts in the same unit: what a source says is in it, or a part.

    What another report published, such as a follow-up, is left out.
    """
    reports = {source.id for source in audit.sources if source.number == audit.report_number}
    own = [figure for figure in audit.figures if figure.attribution.published_in in {None, *reports}]
    whole = next((figure for figure in own if figure.measure in {part.part_of for part in own}), None)
    if whole is None:
        raise CriterionValueError("kind", "'parts'", "another one: no figure of the report counts a part of another")
    counted = [f for f in own if f.attribution.published_in in reports or f.part_of == whole.measure]
    measures = dict.fromkeys([whole.measure, *(f.measure for f in counted if f.unit is whole.unit)])
    compared = [row.figure for measure in measures for row in compare(audit, measure)]
    figures = [figure for figure in compared if figure in own and figure.unit is whole.unit]
    subtitle = (
        f"What sources state of these, and of what they count in {audit.report_number} or as a part of these. Rows may "
        f"count the same {whole.unit}: they are not stacked, and not to be added up."
    )
    title = f"{_in_words(whole.measure)}, and other counts from {audit.report_number}"
    return _figures(audit, title, subtitle, figures)


def _in_words(measure: str) -> str:
    """Give a measure as a title: the words of one of its figures are not those of all."""
    return measure.replace("-", " ").capitalize()


def _figures(audit: Audit, title: str, subtitle: str, figures: list[Figure]) -> Document:
    axis = counts(figures[0].unit, max(1, *(figure.denominator or figure.value for figure in figures)))
    picture = Picture(title, subtitle, axis)
    words = _Words(audit)
    for _, same in groupby(figures, lambda figure: (figure.measure, figure.as_of)):
        picture.rule()
        for figure in same:
            text = words.stated(figure).removeprefix(str(figure)).strip()
            time = when(figure) or ("when is not stated" if NOT_DATED in text else "")
            head = f"{figure}, {time}" if time else str(figure)
            picture.row(head, [text], mark=_MARKS[figure.comparator], start=0, end=figure.value)
    return picture.document(words.notes(figures))


def timeline_of(audit: Audit) -> Document:
    """Show all events of ``timeline``, a row for each span of days that they last, or that they are somewhere in."""
    events = sorted(timeline(audit), key=lambda event: (*_days(event), event.field not in _LASTING))
    words = _Words(audit)
    subtitle = "The times that findings and figures are about, those of counts, and the dates of sources."
    axis = days(events[0].when.start, max(event.when.end for event in events))
    picture = Picture(f"All that has a date in the dataset on {audit.report_number}", subtitle, axis)
    for (first, last, lasts), same in groupby(events, lambda event: (*_days(event), event.field in _LASTING)):
        together = list(same)
        head = listed(dict.fromkeys(str(event.when) for event in together))
        start, end = day_in_words(first), day_in_words(last)
        mark, said = ("days", f"{start} to {end}.") if lasts else ("within", f"Between {start} and {end}.")
        if first == last:
            mark, said = "day", "" if start == head else f"{start}."
        texts = [_says(event.record, event.field, words) for event in together]
        picture.rule()
        # A day ends where the next one begins.
        after = last if first == last else last + timedelta(days=1)
        picture.row(head, [*filter(None, [said]), *texts], mark=mark, start=str(first), end=str(after))
    return picture.document(words.notes(event.record for event in events if isinstance(event.record, Record | Audit)))


def _days(event: Event) -> tuple[date, date]:
    return event.when.start, event.when.end


def _says(record: object, field: str, words: _Words) -> str:
    match record:
        case Audit():
            return f"{record.report_type} {record.report_number}: {field.replace('_', ' ')}."
        case Figure():
            return words.stated(record)
        case Source():
            return f"Source: {name_of(record)}."
        case Finding():
            return f"Finding: {record.title}."
        case _:
            return f"Response: {record.statement}"  # type: ignore[attr-defined]
