"""Numbers as people write them, with their qualifiers: 32,000; 32K; thirty-two thousand; 0.29 million; 1 in 8."""

import re
from operator import attrgetter
from typing import Literal, NamedTuple

from .phrases import TEXT_END, pattern, phrases
from .prose import covers
from .times import MONTH

Qualifier = Literal["above", "about", "below", "near", "exact", "definite", "repeated", ""]
"""The kind of qualifier: ``definite`` is "the 448,000"; ``repeated`` is the same after "more than 448,000"."""

MIN_NUMBER = 100
"""Smaller numbers are compared only as parts of a whole (one of eight) or as counts of recommendations."""

MAX_DIGITS = 12
"""No count of people has more digits."""


class Quantity(NamedTuple):
    """A number in the text that may be a count on record."""

    start: int
    """The offset of the first character, including the qualifier."""
    end: int
    """The offset after the last character, including the qualifier."""
    number_start: int
    """The offset of the number itself."""
    value: int
    """The number."""
    qualifier: Qualifier = ""
    """The kind of qualifier, empty if there is none."""
    denominator: int | None = None
    """The total, if the number is a part of a small one: 8 in "one of eight"."""

    @property
    def digits(self) -> int:
        """The number of significant digits: 2 for 32,000."""
        return len(str(self.value).rstrip("0"))

    def equals(self, value: int) -> bool:
        """Return whether the value rounds to this number; with one significant digit (30,000), it must be equal."""
        if self.value == value:
            return True
        step = 10 ** (len(str(self.value)) - self.digits)
        return self.digits > 1 and (value + step // 2) // step * step == self.value


_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(_UNITS)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "k": 1000, "m": 1_000_000, "mn": 1_000_000}

_WORD = rf"(?:{'|'.join([*_WORDS, 'hundred', 'thousand', 'million'])})\b"
_GAP = r"[ \u00a0\u2009\u202f]"
_NUMBER = re.compile(
    rf"(?<![\w$€£¥#§])(?<![\w][.,/\-\u2010-\u2015\u2212])(?:"
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})++|\d{{1,3}}(?:{_GAP}\d{{3}}(?!\d))++|\d++)(?P<fraction>\.\d++)?"
    rf"(?:[ \u00a0-]?(?P<scale>thousand|million|[kK]|[mM]n?)\b)?"
    rf"|(?P<point>\.\d++)[ \u00a0-]?(?P<million>million)\b"
    rf"|(?P<words>\b{_WORD}(?:(?:[\s-]++|[\s-]++and\s++){_WORD})*+)\b"
    rf")(?P<other>(?=[\w%/]|[.,]\d|[\u2010-\u2015\u2212-]\d|\s?%"
    rf"|\s?(?:percent|per cent|percentage|dollars|billion|trillion)\b))?",
    re.IGNORECASE,
)
"""A number such as "32,000", "32 000", "32K", ".29 million" or "thirty-two thousand"; not "$32,000" or "32%"."""
_AFTER = re.compile(r"\s*\+|-plus\b|\s+plus\b|\s+or more\b|\s+and counting\b|\s+and more\b", re.IGNORECASE)
_AFTER_ABOUT = re.compile(r"\s+or (?:so|thereabouts|fewer|less)\b|-odd\b|-ish\b", re.IGNORECASE)
LOOK_BEHIND = 40

_ASCII = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")

_SMALL = rf"(?:\d{{1,2}}|{'|'.join(_UNITS[1:13])})"
_OUT_OF = re.compile(
    rf"\b(?P<part>(?:a |one )?(?:single|lone|sole|solitary)|{_SMALL})\b(?:\s+[a-z]+){{0,3}}?\s+(?:out\s+of|of|in)\s+"
    rf"(?:the\s+|those\s+|its\s+|every\s+)?(?P<whole>{_SMALL})\b"
    r"(?!\s*(?:%|percent|million|thousand|hundred)|[,.]\d|-)",
    re.IGNORECASE,
)
"""A part before its whole: "one of eight", "1 in 8", "a single office out of the eight"."""
_OF_THE = re.compile(
    rf"\bof\s+(?:the\s+|its\s+|those\s+)?(?P<whole>{_SMALL})\b(?=[^.;,]{{0,60}}\b(?:office|officer|official|agent)s?\b)[^.;,]{{0,80}},"
    rf"[^.;,]{{0,40}}?\b(?P<part>{_SMALL})\b(?![,.]\d|-)",
    re.IGNORECASE,
)
"""A whole before its part: "of the eight offices, only one"."""
_MONTH_BEFORE = re.compile(rf"\b{MONTH}\s*\Z", re.IGNORECASE)
_HYPHEN = re.compile(r"\s*-?\s*")
MAX_YEAR = 2100
MIN_YEAR = 1800


def quantities_in(prose: str) -> list[Quantity]:
    """
    Return the counts in masked text that may be on record, in order.

    Years, dates, money, percentages and labels such as page numbers are not counts. Small numbers are returned only as
    parts of a whole (one of eight) or as counts of recommendations.
    """
    found = [_pair(match) for form in (_OUT_OF, _OF_THE) for match in form.finditer(prose)]
    pairs = sorted((pair.start, pair.end) for pair in found)
    for match in _NUMBER.finditer(prose):
        if not covers(pairs, match.start(), match.start() + 1):
            value = _value(match)
            if value is not None and not _is_label(prose, match, value):
                found.append(_qualified(prose, match, value))
    compared = []
    above = set()
    for quantity in sorted(found, key=attrgetter("start")):
        if quantity.qualifier == "above":
            above.add(quantity.value)
        is_small = quantity.denominator is None and quantity.value < MIN_NUMBER
        if is_small and not pattern("recommendations").match(prose, quantity.end + 1):
            continue
        # The reports themselves print "the 448,000" after "more than 448,000".
        is_repeated = quantity.qualifier == "definite" and quantity.value in above
        compared.append(quantity._replace(qualifier="repeated") if is_repeated else quantity)
    return compared


def _lower(text: str) -> str:
    """Return text in lowercase, in ASCII where ``re.IGNORECASE`` takes another letter for an ASCII one."""
    return text.translate(_ASCII).lower()


def _pair(match: re.Match[str]) -> Quantity:
    start, end = match.span()
    part, whole = (_small(match[group]) for group in ("part", "whole"))
    return Quantity(start, end, start, part, denominator=whole)


def _small(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS.get(_lower(text), 1)


def _value(match: re.Match[str]) -> int | None:
    """Return the value of a number, or ``None`` if it is too long, not an integer, or not a count ("32%")."""
    if match["other"] is not None:  # A lookahead that failed would try again from each part of a long number.
        return None
    if match["words"]:
        return _value_of_words(match["words"])
    digits = re.sub(r"\D", "", match["digits"] or "0")
    decimals = (match["fraction"] or match["point"] or "")[1:7]
    name = match["scale"] or match["million"]
    scale = _SCALES[_lower(name)] if name else 1
    if len(digits) > MAX_DIGITS or 10 ** len(decimals) > scale:
        return None
    value: int = int(digits + decimals) * scale // 10 ** len(decimals)
    return value


def _value_of_words(text: str) -> int | None:
    total = current = 0
    words = [word for word in re.split(r"[\s-]+", _lower(text)) if word != "and"]
    if words[0] in _SCALES or len(words) > 8:  # noqa: PLR2004 (longer runs are not numbers)
        return None
    for word in words:
        if word in _WORDS:
            current += _WORDS[word]
        elif word == "hundred":
            current *= 100
        else:
            total += current * _SCALES[word]
            current = 0
    return total + current


def _is_label(prose: str, match: re.Match[str], value: int) -> bool:
    """Return whether a number is a year, a day, a page or anything else that is not a count."""
    is_plain = (match["digits"] or "").isdigit() and match["scale"] is None
    if is_plain and MIN_YEAR <= value <= MAX_YEAR:
        return True
    if (gap := _HYPHEN.match(prose, match.end())) and pattern("units_after").match(prose, gap.end()):
        return True
    before = prose[max(0, match.start() - 16) : match.start()]
    label = pattern("labels", end=TEXT_END).search(before) or _MONTH_BEFORE.search(before)
    if label is None:
        return False
    is_name = label[0].strip().lower() not in ("in", "of", "since", "year", "years", "number")
    return value < MIN_NUMBER or (is_plain and is_name)


def _qualified(prose: str, match: re.Match[str], value: int) -> Quantity:
    start, end = match.span()
    qualifier: Qualifier = ""
    before = prose[max(0, start - LOOK_BEHIND) : start]
    for name in phrases()["qualifiers"]:
        if words := pattern("qualifiers", name, end=TEXT_END).search(before):
            qualifier, start = name, start - len(words[0])
            break
    if after := _AFTER.match(prose, end):
        qualifier, end = "above", after.end()
    elif after := _AFTER_ABOUT.match(prose, end):
        qualifier, end = "about", after.end()
    return Quantity(start, end, match.start(), value, qualifier)
