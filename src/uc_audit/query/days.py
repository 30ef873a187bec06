"""Spans of days as people write them."""

import re
from datetime import date, timedelta
from typing import Any, TypeAlias

from ..model import Period

Span: TypeAlias = tuple[date, date]

EXPECTED = "a date, a Period, or a text such as '2024-05-17', '2024-05', '2024', 'FY 2021' or 'FY 2019-2023'"


def span_of(value: Any) -> Span:
    """
    Give the first and the last day of what a value means.

    A fiscal year of the United States begins on 1 October of the year before.

    Raises:
        ValueError: It means no days.
    """
    if isinstance(value, Period):
        return value.start, value.end
    if type(value) is date:
        return value, value
    if isinstance(value, str):
        return _span_in(value.replace("\u2013", "-"))
    raise ValueError("neither days nor a text")


def _span_in(text: str) -> Span:
    if match := re.fullmatch(r"FY ?([0-9]{4})(?:-([0-9]{4}))?", text, re.IGNORECASE):
        first, last = int(match[1]), int(match[2] or match[1])
        span = date(first - 1, 10, 1), date(last, 9, 30)
    elif match := re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text):
        year, month, day = (int(part) if part else None for part in match.groups())
        start = date(year or 0, month or 1, day or 1)
        span = start, start if day else _end_of(start, whole_year=month is None)
    else:
        raise ValueError("no date, month, year or fiscal year")
    if span[1] < span[0]:
        raise ValueError("an end before the start")
    return span


def _end_of(start: date, *, whole_year: bool) -> date:
    if whole_year or start.month == 12:  # noqa: PLR2004 (December)
        return date(start.year, 12, 31)
    return date(start.year, start.month + 1, 1) - timedelta(days=1)
