"""Times as people write them: as of May 2024; in fiscal 2022; October 2018 through September 2023; since 2021."""

import re
from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Literal, NamedTuple

from ..records import Figure
from ..text import parse_span
from ..values import Period

Kind = Literal["as of", "span", "since", "vague"]
Precision = Literal["day", "month", "year", "fiscal year"]


class Time(NamedTuple):
    """A time in a text."""

    start: int
    """The offset of its first character."""
    end: int
    """The offset after its last character."""
    kind: Kind
    """Whether it says as of when, over which days, or from when on; ``vague`` is "last year" or "under Biden"."""
    first: date | None = None
    """The first day, if the words name one."""
    last: date | None = None
    """The last day, if the words name one."""
    precision: Precision = "day"
    """How exact the words are."""


_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|"
    r"oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_POINT = (
    rf"(?:{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?:of\s+)?(?:19|20)\d\d|\d{{1,2}}\s+{_MONTH}\s+(?:19|20)\d\d|"
    r"(?:FYs?|fiscal(?:\s+years?)?)\s*(?:(?:19|20)\d\d|['’]?\d\d(?!\d|,\d))|(?:19|20)\d\d)(?!\d|,\d{3}|\.\d)"
)
_TIME = re.compile(
    r"(?<![\w$€£.,-])"
    r"(?:(?P<lead>as\s+of|as\s+at|since|starting\s+in|beginning\s+in|by|through|until|before|after|from|between|during|in)"
    r"\s+(?:the\s+)?(?:(?:end|start|beginning|month|close)\s+of\s+|late\s+|early\s+|mid-)?)?"
    rf"(?P<first>{_POINT})"
    r"(?:,?\s*(?P<link>to|through|thru|and|until|till|[-\u2010-\u2015])\s*(?:the\s+end\s+of\s+)?"
    rf"(?P<last>{_POINT}|\d\d(?!\d|[.,]\d)))?",
    re.IGNORECASE,
)
_PRESIDENT = r"(?:biden|trump|obama|harris)"
_VAGUE = re.compile(
    r"(?<!\w)(?:"
    r"since\s+(?:then\b|taking\s+office|the\s+(?:start|beginning)\b|"
    rf"(?:president\s+|joe\s+)?{_PRESIDENT}\b[\w’' -]{{0,30}})"
    rf"|(?:under|during|throughout|in)\s+(?:(?:the|former|vice|president|joe|kamala)\s+)*(?:{_PRESIDENT}|mayorkas)"
    rf"(?:[-–\s/](?:and\s+)?{_PRESIDENT})?(?:['’]s?)?(?:\s+(?:administration|presidency|years|era|term|watch))?"
    rf"|on\s+(?:\w+\s+)?{_PRESIDENT}['’]s?\s+watch\b"
    r"|(?:the\s+)?(?:last|past|this|previous)\s+(?:fiscal\s+)?(?:year|month|week|summer|spring|fall|winter)\b"
    r"|(?:in|over|during|within)\s+the\s+(?:last|past)\s+(?:\w+\s+)?(?:years?|months?|decade)\b"
    r"|in\s+recent\s+(?:years|months)\b)",
    re.IGNORECASE,
)
_PUBLICATION = re.compile(
    r"\b(?:reports?|alert|audit|memo(?:randum)?|document|releas(?:e|ed)|published|issued|dated|wrote|written|"
    r"warn(?:ed|s|ing)|said|says|testi(?:fied|mony)|announced|hearing|finding|found|inspector general|watchdog|article|"
    r"story|debate|election)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\s+alone\b", re.IGNORECASE)
DAYS_OF_YEAR = 366
NEAR = 45
"""A publication is named within this many characters of its date."""


def times_in(prose: str) -> list[Time]:
    """Return the times in masked text, in order."""
    found = [Time(match.start(), match.end(), "vague") for match in _VAGUE.finditer(prose)]
    found += [time for match in _TIME.finditer(prose) if (time := _time(match)) is not None]
    return sorted(found, key=attrgetter("start"))


def _time(match: re.Match[str]) -> Time | None:
    lead = " ".join((match["lead"] or "").lower().split())
    first, last = match["first"], match["last"]
    is_fiscal = first[:1] in "fF" and not first.lower().startswith("feb")
    if last is not None and match["link"].lower() == "and" and lead != "between" and not is_fiscal:
        last = None
    try:
        start, end = _days(first, is_fiscal=is_fiscal)
        if last is not None:
            century = first[-4:-2] if len(last) == 2 else ""  # noqa: PLR2004 (2019-23)
            end = _days(century + last, is_fiscal=is_fiscal)[1]
    except ValueError:
        return None
    kind: Kind = "span" if last is not None or is_fiscal or lead in ("from", "during", "between") else "as of"
    if lead in ("since", "after", "starting in", "beginning in") and last is None:
        kind = "since"
    return Time(match.start(), match.end(), kind, start, end, _precision(first, is_fiscal=is_fiscal))


def _days(text: str, *, is_fiscal: bool) -> tuple[date, date]:
    """Return the first and the last day of a day, a month, a year or a fiscal year."""
    digits = re.sub(r"\D", "", text)
    if is_fiscal:
        return parse_span(f"FY {digits if len(digits) > 2 else '20' + digits}")  # noqa: PLR2004 (FY 21)
    return parse_span(" ".join(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b", "", text).split()))


def _precision(text: str, *, is_fiscal: bool) -> Precision:
    if is_fiscal:
        return "fiscal year"
    if text.isdigit():
        return "year"
    return "day" if re.search(r"(?<!\d)\d{1,2}(?!\d)", text) else "month"


def is_publication(time: Time, prose: str, published: Iterable[Period]) -> bool:
    """Whether a time only dates a report or a statement: it covers the day of one, or a verb of saying is near."""
    if time.kind not in ("as of", "span") or time.first is None or time.last is None or time.precision == "fiscal year":
        return False
    if (time.last - time.first).days > DAYS_OF_YEAR or prose[time.start : time.start + 5].lower() == "as of":
        return False
    if _ALONE.match(prose, time.end):
        return False
    if time.precision in ("day", "month") and any(
        time.first <= period.end and period.start <= time.last for period in published
    ):
        return True
    return _PUBLICATION.search(prose, max(0, time.start - NEAR), time.end + NEAR) is not None


def agrees(time: Time, figure: Figure, wholes: Iterable[Period]) -> bool:
    """Whether a time is that of a figure, or one of the periods of the wholes of which it counts a part."""
    if time.first is None or time.last is None or time.kind == "since":
        return False
    if figure.as_of is not None:
        start, end = figure.as_of.start, figure.as_of.end
        is_inside = start <= time.first and time.last <= end
        if is_inside or (time.kind == "as of" and time.first <= start and end <= time.last):
            return True
    return any(_is_same_span(time, period) for period in (figure.period, *wholes) if period)


def _is_same_span(time: Time, period: Period) -> bool:
    if (time.first, time.last) == (period.start, period.end):
        return True
    if time.precision != "year" or time.first is None or time.last is None:
        return False
    # Calendar years in the place of fiscal years are a note, not an error.
    is_fiscal = (period.start.month, period.end.month) == (10, 9)
    return (time.first.year, time.last.year) == (period.start.year + is_fiscal, period.end.year)
