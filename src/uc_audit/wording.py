"""Records in English, and the share of one figure in another."""

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Literal, get_args

import attrs

from .audit import RECORD_CLASSES, Audit
from .dataset import load
from .errors import ShareError, excerpt, require
from .records import (
    Discrepancy,
    Figure,
    Finding,
    Measure,
    Organization,
    Person,
    Quote,
    Recommendation,
    Record,
    Response,
    Source,
    number_with_qualifier,
)
from .text import MONTHS
from .values import Attribution
from .vocabulary import Position, Resolution, ResponseKind, Topic

Style = Literal["short", "long", "number"]
"""The styles of ``describe``."""

MIN_PERCENTAGE_WHOLE = 100
"""Do not express a share of a smaller whole as a percentage: "12.5%" of eight field offices is false precision."""

_RESPONSES = {
    ResponseKind.WRITTEN_RESPONSE: "Written response by",
    ResponseKind.CORRECTIVE_ACTION: "Corrective action by",
    ResponseKind.DECLINED_TO_COMMENT: "No comment from",
}

_POSITIONS = {
    Position.CONCUR: "concurred",
    Position.PARTIALLY_CONCUR: "partially concurred",
    Position.NON_CONCUR: "did not concur",
}


@attrs.frozen(kw_only=True)
class Share:
    """The share of one figure in another, in exact fractions."""

    part: Figure
    """The figure that counts a part."""
    whole: Figure | None
    """The figure that counts the whole; absent where the part has a denominator of its own."""
    lower: Fraction | None
    """The smallest share that fits the figures; absent where they say nothing about that side."""
    upper: Fraction | None
    """The largest share that fits the figures; absent where they say nothing about that side."""
    nominal: Fraction
    """The quotient of the printed numbers; it is the share only where both are exact."""

    def __format__(self, specification: str) -> str:
        return format(str(self), specification)

    def __str__(self) -> str:
        whole = self.whole.value if self.whole else self.part.denominator
        if whole is not None and whole < MIN_PERCENTAGE_WHOLE:
            return _number(attrs.evolve(self.part, denominator=None), self.whole) if self.whole else _number(self.part)
        words = []  # Rounded to tenths of a percent, so that they claim less, never more.
        if self.lower is not None:
            tenth = Fraction(math.floor(self.lower * 1000), 1000)
            words.append(f"{'at least' if tenth == self.lower else 'more than'} {float(tenth):.1%}")
            if tenth == self.upper:
                return f"exactly {float(tenth):.1%}"
        if self.upper is not None:
            tenth = Fraction(math.ceil(self.upper * 1000), 1000)
            words.append(f"{'at most' if tenth == self.upper else 'less than'} {float(tenth):.1%}")
        return " and ".join(words) or f"about {float(self.nominal):.1%}, by the printed numbers alone"


def describe(record: Record | Share, style: Style = "short", *, audit: Audit | None = None) -> str:
    """
    Describe a record, or a share, in English.

    Args:
        record: Any record, or the result of ``share``.
        style: ``short`` for the wording of ``str``; ``number`` for the number of a figure with its qualifier, or for
            the percentage of a share; ``long`` for whole sentences that also say who said it, in which document, and
            what a reader needs to know.
        audit: The audit with the names of people, organizations and documents; by default the bundled dataset.

    Raises:
        UnknownRecordError: The record refers to an id that the audit does not have.
        TypeError: An argument is of the wrong type.
        ValueError: There is no such style, or it does not apply to this record.
    """
    if type(record) not in {*RECORD_CLASSES.values(), Share}:
        raise TypeError(f"record must be a record or a share, not {excerpt(record)}")
    if style not in get_args(Style):
        error = ValueError if isinstance(style, str) else TypeError
        raise error(f"style must be {' or '.join(map(repr, get_args(Style)))}, not {excerpt(style)}")
    home = resolve_audit(audit)
    if style == "long":
        return " ".join(_sentences(record, home))
    if style == "short" or isinstance(record, Share):
        return str(record)
    if isinstance(record, Figure):
        return _number(record)
    raise ValueError(f"style 'number' is only for figures and shares, not for {excerpt(record)}")


def share(part: Figure, whole: Figure | None = None) -> Share:
    """
    Return the share of one figure in another.

    There is a share only if a source says that one counts a part of the other (``part.part_of``), and if their times
    fit: the part's period is inside the whole's, or the part was counted after that period ended. If the part has no
    time at all, its share has no bounds.

    Args:
        part: The figure that counts a part.
        whole: The figure that counts the whole; without it, the part's own denominator is the whole (1 of 8).

    Raises:
        ShareError: There is no share; the error says why.
        TypeError: An argument is not a figure.
    """
    require(part, Figure, "part must be a figure")
    if whole is not None and not isinstance(whole, Figure):
        raise TypeError(f"whole must be a figure, not {excerpt(whole)}")
    value, minimum, maximum = (whole.value, whole.lower, whole.upper) if whole else (part.denominator,) * 3
    if value is None:
        raise ShareError(part.id, None, "it has no denominator, and no other figure was given")
    if whole and (reason := _why_no_share(part, whole)):
        raise ShareError(part.id, whole.id, reason)
    lower = Fraction(part.lower, maximum) if part.lower is not None and maximum else None
    upper = Fraction(part.upper, minimum) if part.upper is not None and minimum else None
    if whole and not part.period and not part.as_of:
        lower = upper = None
    if upper is not None and upper > 1:
        upper = None  # Every share is at most 1.
    return Share(part=part, whole=whole, lower=lower, upper=upper, nominal=Fraction(part.value, value))


def _why_no_share(part: Figure, whole: Figure) -> str | None:
    if part.part_of is None:
        return "no recorded source says that it counts a part of anything"
    if part.part_of.measure_id != whole.measure_id:
        return f"it counts a part of {part.part_of.measure_id!r}, not of {whole.measure_id!r}"
    if part.unit is not whole.unit:
        return f"it counts {part.unit}, not {whole.unit}"
    if whole.value == 0 or whole.upper == 0:
        return "the whole is zero"
    if part.lower is not None and whole.upper is not None and part.lower > whole.upper:
        return "the part is more than the whole"
    return _why_times_do_not_fit(part, whole) if part.period or part.as_of else None


def _why_times_do_not_fit(part: Figure, whole: Figure) -> str | None:
    if whole.period is None:
        return "no source states the period of the whole"
    if whole.as_of and whole.as_of.end < whole.period.end:
        return f"the whole was counted as of {whole.as_of}, before its period, {whole.period}, ended"
    if part.period and not whole.period.start <= part.period.start <= part.period.end <= whole.period.end:
        return f"its period, {part.period}, is not inside that of the whole, {whole.period}"
    if not part.period and part.as_of and part.as_of.start < whole.period.end:
        return f"it was counted as of {part.as_of}, before the period of the whole, {whole.period}, ended"
    return None


def resolve_audit(audit: Audit | None) -> Audit:
    """Return the given audit, or the bundled one; raise a ``TypeError`` for anything else."""
    if audit is None:
        return load()
    require(audit, Audit, "audit must be an Audit")
    return audit


def label(record: Record) -> str:
    """Return what a sentence calls an organization, a person or a document; for other records, the short wording."""
    match record:
        case Source(title=title):
            return record.number or record.publisher or (quote(title) if title else record.url or f"a {record.kind}")
        case Organization():
            return record.abbreviation or record.name
        case Person():
            return record.name
        case _:
            return str(record)


def format_attribution(attribution: Attribution, audit: Audit) -> str:
    """Return who said something and where: ``ICE, in OIG-24-46``, ``reported by PolitiFact``."""
    parts = [label(audit[attribution.said_by])] if attribution.said_by else []
    if attribution.published_in:
        parts.append(f"in {_document(attribution.published_in, audit)}")
    if attribution.reported_by:
        parts.append(f"{'as ' if parts else ''}reported by {_document(attribution.reported_by, audit)}")
    return ", ".join(parts)


def format_time(record: Record) -> str:
    """Return the time of a record: ``FY 2019-2023``, ``as of May 2024``, or an empty string if it has none."""
    spans = [(name, getattr(record, name, None)) for name in ("period", "issued", "as_of")]
    return ", ".join(f"as of {span}" if name == "as_of" else str(span) for name, span in spans if span)


def format_day(day: date) -> str:
    """Return a day as ``19 August 2024``, in English regardless of the locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def join_words(words: Iterable[str]) -> str:
    """Join words as a sentence lists them: ``a``, ``a and b``, ``a, b and c``."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def quote(text: str) -> str:
    """Put text in double quotation marks; those inside become single."""
    return f"“{text.translate({0x22: 0x27, 0x201C: 0x2018, 0x201D: 0x2019})}”"


def _document(source_id: str, audit: Audit) -> str:
    source = audit.get(source_id, Source)
    name = label(source)
    return f"the {source.kind} {name}" if name.startswith("“") else name


def _number(*figures: Figure) -> str:
    words = " of ".join(map(number_with_qualifier, figures))
    is_unqualified = any(figure.comparator is None for figure in figures)
    return f"{words} (no qualifier in the source)" if is_unqualified else words


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return text if text.rstrip("”\u2019)\"'")[-1:] in {".", "!", "?"} else f"{text}."


def _attribute(record: Figure | Finding | Quote | Response, audit: Audit) -> str:
    """Put the attribution after the short wording: before its period, but after that of "U.S."."""
    words = re.sub(r"(?<!\b[A-Z])\.$", "", str(record))
    return f"{words} ({format_attribution(record.attribution, audit)})."


def _sentences(record: Any, audit: Audit) -> Iterator[str]:
    """Yield the sentences of the long style."""
    match record:
        case Source():
            yield from _source_sentences(record)
        case Organization(parent_id=parent):
            yield _sentence(f"{record}, part of {label(audit[parent])}" if parent else str(record))
        case Person():
            yield _sentence(f"{record}, {audit[record.organization_id]}")
        case Measure(preferred_id=preferred):
            yield _sentence(f"{record}: {record.definition}")
            words = _attribute(audit.get(preferred, Figure), audit) if preferred else None
            yield f"The figure to quote: {words}" if words else "No known passage of a report states a figure for it."
        case Recommendation():
            yield from _recommendation_sentences(record, audit)
        case Discrepancy():
            documents = dict.fromkeys(label(audit[citation.source_id]) for citation in record.citations)
            yield _sentence(record.statement)
            yield _sentence(f"Cited: {join_words(documents)}")
        case Share(part=part, whole=None):
            if str(record) != _number(part):
                yield f"{_capitalize(str(record))}:"
            yield from _sentences(part, audit)
        case Share(part=part, whole=whole):
            yield f"{_capitalize(str(record))}."
            yield from ("The part:", *_sentences(part, audit), "The whole:", *_sentences(whole, audit))
        case _:
            yield from _attributed_sentences(record, audit)


def _attributed_sentences(record: Figure | Finding | Quote | Response, audit: Audit) -> Iterator[str]:
    said = _attribute(record, audit)
    match record:
        case Figure():
            yield _capitalize(said)
            yield from _figure_notes(record)
        case Finding(period=period):
            yield said
            if period and period.label not in said:
                yield f"Period: {period}."
        case Quote():
            yield said
            if record.is_fragment:
                yield "The words are part of a sentence."
            if record.insertions:
                yield f"Inserted, and not the speaker's words: {join_words(map(quote, record.insertions))}."
        case Response(position=position):
            name = label(audit[record.organization_id])
            time = f", {record.issued}" if record.issued else ""
            yield f"{_RESPONSES[record.kind]} {name}{time}: {said}"
            if position in _POSITIONS and not re.search(r"(?i)\bconcur(s|red|rence)?\b", record.statement):
                yield f"{name} {_POSITIONS[position]}."


def _figure_notes(figure: Figure) -> Iterator[str]:
    lacking = ["gives the number without a qualifier"] if figure.comparator is None else []
    # Whom the auditors met, and what they recommended, needs no date other than their report's.
    if figure.period is None and figure.as_of is None and Topic.AUDIT_WORK not in figure.topics:
        lacking.append("does not say when it was counted")
    if lacking:
        yield f"The source {join_words(lacking)}."
    yield from (_sentence(caveat.text) for caveat in figure.caveats)


def _source_sentences(source: Source) -> Iterator[str]:
    name = label(source)
    title = f": {quote(source.title)}" if source.title and not name.startswith("“") else ""
    publisher = source.publisher if source.publisher != name else None
    yield f"{name}{title} ({', '.join(filter(None, (source.kind, publisher, format_time(source))))})."
    if source.note:
        yield _sentence(source.note)
    if source.url and source.url != name:
        yield source.url


def _recommendation_sentences(recommendation: Recommendation, audit: Audit) -> Iterator[str]:
    document, addressee = _document(recommendation.source_id, audit), label(audit[recommendation.addressee_id])
    yield _sentence(f"Recommendation {recommendation.number} in {document}, to {addressee}: {recommendation.text}")
    is_stated = recommendation.resolution is not Resolution.NOT_STATED
    status = f"{recommendation.status} and {recommendation.resolution}" if is_stated else recommendation.status
    time = f", as of {recommendation.as_of}" if recommendation.as_of else ""
    rest = "" if is_stated else f"{time and ','} and does not say whether it is resolved"
    yield f"The source gives it as {status}{time}{rest}."
