"""Times as people write them: as of May 2024; in fiscal 2022; October 2018 through September 2023; since 2021."""

import re
from datetime import date, timedelta
from operator import attrgetter
from typing import Literal, NamedTuple

from ..records import Figure
from ..text import parse_span
from ..values import Period
from ..vocabulary import Comparator
from .phrases import pattern

Precision = Literal["day", "year", "calendar year", "fiscal year", "same"]
"""How precisely a time is stated; ``same`` refers to a time given earlier."""


class Time(NamedTuple):
    """A time in the text."""

    start: int
    """The offset of its first character."""
    end: int
    """The offset after its last character."""
    days: tuple[date, date] | None = None
    """The first and last day; ``None`` if the time is open-ended or vague: "since 2021", "last year", "under Biden"."""
    precision: Precision = "day"
    """How precisely it is stated; ``day`` includes months."""
    is_span: bool = False
    """Whether it is a period, rather than a point in time ("as of")."""
    is_end: bool = False
    """Whether it gives only the end of a period: "through 2023", "five years ending in September 2023"."""


MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|"
    r"oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_ENDING = r"(?:year\s+(?:that\s+)?)?(?:ending|ended)(?:\s+(?:in|on))?"
_CALENDAR = r"calendar\s+(?:years?\s+)?"
_POINT = (
    rf"(?:{MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?:of\s+)?(?:19|20)\d\d|\d{{1,2}}\s+{MONTH}\s+(?:19|20)\d\d|"
    r"(?:FYs?|fiscal(?:\s+years?)?)\s*(?:(?:19|20)\d\d|['’]?\d\d(?!\d|,\d))|(?:19|20)\d\d)(?!\d|,\d{3}|\.\d)"
)
"""A date, month, fiscal year or year: "Sept. 30, 2023", "30 September 2023", "May 2024", "FY23", "2023"."""
_TIME = re.compile(
    r"(?<![\w$€£.,-])"
    rf"(?:(?P<lead>{_ENDING}|as\s+of|as\s+at|since|starting\s+in|beginning\s+in|by|through|until|before|after|from|between|during|in)"
    r"\s+(?:the\s+)?(?:(?:end|start|beginning|month|close)\s+of\s+|late\s+|early\s+|mid-)?)?"
    rf"(?P<calendar>{_CALENDAR})?(?P<first>{_POINT})"
    r"(?:,?\s*(?P<link>to|through|thru|and|until|till|[-\u2010-\u2015])\s*(?:the\s+end\s+of\s+)?"
    rf"(?:{_CALENDAR})?(?P<last>{_POINT}|\d\d(?!\d|[.,]\d)))?",
    re.IGNORECASE,
)
"""One or two of these with their prepositions: "as of May 2024", "from fiscal years 2019 to 2023", "2019-23"."""
_AS_OF = re.compile(r"as\s+of\b", re.IGNORECASE)
_ALONE = re.compile(r"\s+alone\b", re.IGNORECASE)
MAX_DAYS_OF_YEAR = 366
NEAR = 45
"""Look for words of publication within this many characters of a date."""


def times_in(prose: str) -> list[Time]:
    """Return the times in masked text, in order."""
    found = [Time(match.start(), match.end()) for match in pattern("vague_times").finditer(prose)]
    found += [Time(*match.span(), precision="same") for match in pattern("same_times").finditer(prose)]
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
        if lead.startswith("year"):
            start = end + timedelta(days=1)
            start = start.replace(year=start.year - 1)
    except ValueError:
        return None
    if lead in ("since", "after", "starting in", "beginning in") and last is None:
        return Time(match.start(), match.end())
    is_span = last is not None or is_fiscal or lead in ("from", "during", "between")
    precision: Precision = "fiscal year" if is_fiscal else "year" if first.isdigit() else "day"
    if match["calendar"]:
        precision = "calendar year"
    is_end = last is None and lead.startswith(("ending", "ended", "through"))
    return Time(match.start(), match.end(), (start, end), precision, is_span=is_span, is_end=is_end)


def _days(text: str, *, is_fiscal: bool) -> tuple[date, date]:
    """Return the first and last day of a date, month, year or fiscal year."""
    digits = re.sub(r"\D", "", text)
    if is_fiscal:
        return parse_span(f"FY {digits if len(digits) > 2 else '20' + digits}")  # noqa: PLR2004 (FY 21)
    return parse_span(" ".join(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b", "", text).split()))


def is_publication(time: Time, prose: str, published: list[Period]) -> bool:
    """Return whether a time only dates a report or statement: it covers its date, or a word like "released" is near."""
    if time.days is None or time.precision in ("calendar year", "fiscal year"):
        return False
    if _AS_OF.match(prose, time.start) or _ALONE.match(prose, time.end):
        return False
    first, last = time.days
    if (last - first).days > MAX_DAYS_OF_YEAR:
        return False
    if time.precision == "day" and any(first <= period.end and period.start <= last for period in published):
        return True
    return pattern("publication").search(prose, max(0, time.start - NEAR), time.end + NEAR) is not None


def agrees(time: Time, figure: Figure, whole: Period | None = None) -> bool:
    """Return whether a time is the figure's; for a part, the period of the whole is fine, too."""
    if time.days is None:
        return time.precision == "same"
    first, last = time.days
    if time.is_end and figure.period is not None and time.precision != "calendar year":
        end = figure.period.end
        return end.year == last.year if time.precision == "year" else end == last
    if figure.as_of is not None:
        start, end = figure.as_of.start, figure.as_of.end
        if (start <= first and last <= end) or (first <= start and end <= last and not time.is_span):
            return True
    for period in (figure.period, None if figure.comparator is Comparator.EXACTLY else whole):
        if period is not None:
            # Calendar years instead of fiscal years get a note, not an error.
            is_fiscal = (period.start.month, period.end.month) == (10, 9)
            years = (period.start.year + is_fiscal, period.end.year)
            is_year = time.precision == "year" and (first.year, last.year) == years
            if is_year or time.days == (period.start, period.end):
                return True
    return False
