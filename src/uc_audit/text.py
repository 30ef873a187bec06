"""Text in a normal form for comparisons, and dates as people write them."""

import calendar
import functools
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import chain

_STRAIGHT = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02bc\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0", ""),  # Invisible letters and symbols.
}

_DROPPED = {"Mn", "Me", "Cf", "Cc"}
"""Accents and other marks on a letter, and control and format characters such as soft hyphens and zero-width spaces."""


def fold(text: str) -> str:
    """Return text without case, accents or invisible characters, with straight quotation marks and single spaces."""
    return " ".join("".join(map(_fold_character, text)).split())


@functools.cache
def _fold_character(character: str) -> str:
    parts = unicodedata.normalize("NFKD", _STRAIGHT.get(character, character))
    kept = [part for part in parts if part.isspace() or unicodedata.category(part) not in _DROPPED]
    return "".join(kept).casefold()


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_YEAR = "(?P<year>[0-9]{4})"
_DAY = r"(?P<day>(?!00?\b)[0-9]{1,2})(?:st|nd|rd|th)?"
_FORMS = (
    f"{_YEAR}(?:-(?P<month>(?!00)[0-9]{{2}})(?:-(?P<day>(?!00)[0-9]{{2}}))?)?",
    rf"(?:{_DAY} )?(?P<month>[a-z]{{3,}})\.?,? {_YEAR}",
    rf"(?P<month>[a-z]{{3,}})\.? {_DAY},? {_YEAR}",
)
_FISCAL = "(?:fys?|fiscal years?) ?"
_FISCAL_YEARS = f"{_FISCAL}{_YEAR}(?:(?: ?[-/] ?| to | through | and )(?:{_FISCAL})?(?P<last>[0-9]{{4}}|[0-9]{{2}}))?"


def parse_span(text: str) -> tuple[date, date]:
    """
    Return the first and the last day of a day, a month, a year, a fiscal year, or a range of them.

    A US fiscal year begins on October 1 of the year before.

    Raises:
        ValueError: The text is none of these.
    """
    words = re.sub("^(?:as of |in |on |from |between )", "", fold(text))
    if match := re.fullmatch(_FISCAL_YEARS, words):
        year, last = match["year"], match["last"] or ""
        start, end = date(int(year) - 1, 10, 1), date(int(year[: 4 - len(last)] + last), 9, 30)
    else:
        start, end = next(chain(_spans(words), _ranges(words)), (date.max, date.min))
    if end < start:
        raise ValueError("the text names no time")
    return start, end


def _spans(words: str) -> Iterator[tuple[date, date]]:
    for match in filter(None, (re.fullmatch(form, words) for form in _FORMS)):
        parts = match.groupdict()
        year, month, day = int(parts["year"]), parts["month"], int(parts["day"] or 0)
        if month and not month.isdigit():
            month = next((number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(month)), 13)
        first, last = (int(month), int(month)) if month else (1, 12)
        yield date(year, first, day or 1), date(year, last, day or calendar.monthrange(year, last)[1])


def _ranges(words: str) -> Iterator[tuple[date, date]]:
    for separator in (" to ", " through ", " until ", " and ", " - ", "-"):
        first, _, last = words.partition(separator)
        for _, end in _spans(last):
            *_, month, year = ["", *last.split()]
            # "1 to 20 August 2024" and "May to July 2024" state only once what both ends share.
            for whole in (first, f"{first} {year}", f"{first} {month} {year}"):
                yield from ((start, end) for start, _ in _spans(whole))
