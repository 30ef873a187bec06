"""Numbers as people write them, each with its qualifier: 32,000; 32K; thirty-two thousand; 0.29 million; 1 in 8."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import Literal, NamedTuple

Qualifier = Literal["above", "about", "below", "near", "exact", "definite", ""]
"""What the words around a number make of it; ``definite`` is "the 448,000", which an earlier mention may qualify."""


def _before(words: str) -> re.Pattern[str]:
    """Return a pattern for words right before a number."""
    return re.compile(rf"(?<!\w)(?:{words})\s*\Z", re.IGNORECASE)


MIN_DIGITS = 10
"""A number on record has at least two digits of its own: 32,000 has, 30,000 has not."""


class Quantity(NamedTuple):
    """A count in a text."""

    start: int
    """The offset of its first character, or of that of its qualifier."""
    end: int
    """The offset after its last character, or after that of its qualifier."""
    number: tuple[int, int]
    """The offsets of the number alone."""
    value: int
    """The number."""
    step: int
    """The unit of its last significant digit: 1,000 for 32,000, 10,000 for 0.29 million."""
    qualifier: Qualifier
    """What the words around it make of it."""
    is_repeated: bool = False
    """Whether it is "the 448,000" after a mention with the qualifier."""
    denominator: int | None = None
    """The number out of which it is counted, where both are small: one of eight."""

    def equals(self, value: int) -> bool:
        """Whether the number is this value at the digits that are written, at least two of them."""
        if self.value == value:
            return True
        if self.value < MIN_DIGITS * self.step:
            return False
        return (value + self.step // 2) // self.step * self.step == self.value


# fmt: off
_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
# fmt: on
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
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
    rf")(?![\w%/]|[.,]\d|[\u2010-\u2015\u2212-]\d|\s?%|\s?(?:percent|per cent|percentage|dollars|billion|trillion)\b)",
    re.IGNORECASE,
)
_QUALIFIERS: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (
        "above",
        _before(
            "(?:well |just |slightly |far )?(?:more than|(?<!turned )(?<!handed )over|above|north of|"
            "upwards? of|in excess of|greater than|at least|no (?:fewer|less) than|not (?:fewer|less) than|"
            "exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|"
            "topp(?:ed|ing)|beyond)"
        ),
    ),
    (
        "about",
        _before(
            "about|around|roughly|approximately|approx\\.|circa|some|an estimated|estimated|perhaps|maybe|possibly|~"
        ),
    ),
    (
        "below",
        _before(
            "(?:just |slightly |well )?(?:up to|as many as|as much as|no more than|not more than|at most|fewer than|"
            "less than|under|below)"
        ),
    ),
    ("near", _before("(?:very )?(?:nearly|almost|close to|nearing|approaching|virtually)")),
    ("exact", _before("exactly|precisely|a total of|only|just")),
    ("definite", _before("the|these|those|of the|of these|of those|all")),
)
_AFTER = re.compile(r"\s*\+|-plus\b|\s+plus\b|\s+or more\b|\s+and counting\b|\s+and more\b", re.IGNORECASE)
_AFTER_ABOUT = re.compile(r"\s+or (?:so|thereabouts|fewer|less)\b|-odd\b|-ish\b", re.IGNORECASE)
LOOK_BEHIND = 40

_SMALL = rf"(?:\d{{1,2}}|{'|'.join(_UNITS[1:13])})"
_OUT_OF = re.compile(
    rf"\b(?P<part>(?:a |one )?(?:single|lone|sole|solitary)|{_SMALL})\b(?:\s+[a-z]+){{0,3}}?\s+(?:out\s+of|of|in)\s+"
    rf"(?:the\s+|those\s+|its\s+|every\s+)?(?P<whole>{_SMALL})\b"
    r"(?!\s*(?:%|percent|million|thousand|hundred)|[,.]\d|-)",
    re.IGNORECASE,
)
_OF_THE = re.compile(
    rf"\bof\s+(?:the\s+|its\s+|those\s+)?(?P<whole>{_SMALL})\b(?=[^.;,]{{0,60}}\b(?:office|officer|official|agent)s?\b)[^.;,]{{0,80}},"
    rf"[^.;,]{{0,40}}?\b(?P<part>{_SMALL})\b(?![,.]\d|-)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:\b(?:fiscal|fiscal years?|FYs?|years?|since|in|of|pages?|pp?\.|sections?|sec\.|no\.|number|nos\.|chapters?|"
    r"tables?|figures?|footnotes?|volume|vol\.|title|article|part|act of|OIG|route|room|suite|channel|aged?|"
    r"magnitude|code|"
    r"jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|"
    r"oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)\s*|[#§]\s*)\Z",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"\s*-?\s*(?:U\.\s?S\.\s?C|U\.S\. Code|years? old|year-old|a\.m|p\.m|miles|km|minutes|hours|days|weeks|months|"
    r"years|acres|degrees|feet|points|times|times as|fold)\b",
    re.IGNORECASE,
)
MAX_YEAR = 2100
MIN_YEAR = 1800


def quantities_in(prose: str) -> list[Quantity]:
    """Return the counts in masked text, in order; years, dates, money, shares and numbered things are not counts."""
    found = [_pair(match) for pattern in (_OUT_OF, _OF_THE) for match in pattern.finditer(prose)]
    found.sort(key=attrgetter("start"))
    taken = [pair.number for pair in found]
    for match in _NUMBER.finditer(prose):
        index = bisect_right(taken, (match.start(), len(prose))) - 1
        if index >= 0 and match.start() < taken[index][1]:
            continue
        if (number := _value(match)) is not None and not _is_label(prose, match, number[0]):
            found.append(_qualified(prose, match, *number))
    return list(_marked(sorted(found, key=attrgetter("start"))))


def _marked(quantities: list[Quantity]) -> Iterator[Quantity]:
    """Mark the numbers that a text has before with a qualifier: the reports themselves print "the 448,000"."""
    qualified: set[int] = set()
    for quantity in quantities:
        yield quantity._replace(is_repeated=quantity.qualifier == "definite" and quantity.value in qualified)
        if quantity.qualifier == "above":
            qualified.add(quantity.value)


def _pair(match: re.Match[str]) -> Quantity:
    word = match["part"].lower()
    part = _small(word) if word.isdigit() or word in _WORDS else 1
    return Quantity(match.start(), match.end(), match.span(), part, 1, "", denominator=_small(match["whole"]))


def _small(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS[text.lower()]


def _value(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the value of a number and the unit of its last significant digit; nothing where it is not whole."""
    if match["words"]:
        return _value_of_words(match["words"])
    if match["point"]:
        return _scaled("0", match["point"], 1_000_000)
    digits = re.sub(r"\D", "", match["digits"])
    if len(digits) > 12:  # noqa: PLR2004 (no count of people is longer)
        return None
    return _scaled(digits, match["fraction"] or "", _SCALES[(match["scale"] or "").lower()] if match["scale"] else 1)


def _scaled(digits: str, fraction: str, scale: int) -> tuple[int, int] | None:
    decimals = fraction[1:7]
    if decimals and scale == 1:
        return None
    value = int(digits + decimals) * scale // 10 ** len(decimals)
    step = scale // 10 ** len(decimals) if decimals else scale
    while value and value % (10 * step) == 0:
        step *= 10
    return (value, step) if step else None


def _value_of_words(text: str) -> tuple[int, int] | None:
    total = current = 0
    words = [word for word in re.split(r"[\s-]+", text.lower()) if word != "and"]
    if words[0] in _SCALES or len(words) > 8:  # noqa: PLR2004 (longer runs are no number)
        return None
    for word in words:
        if word in _WORDS:
            current += _WORDS[word]
        elif word == "hundred":
            current *= 100
        else:
            total += current * _SCALES[word]
            current = 0
    value, step = total + current, 1
    while value and value % (10 * step) == 0:
        step *= 10
    return value, step


def _is_label(prose: str, match: re.Match[str], value: int) -> bool:
    """Whether a number is a year, a day, a page or another thing that is not counted."""
    plain = match["digits"] is not None and match["scale"] is None and not re.search(r"\D", match["digits"])
    if plain and MIN_YEAR <= value <= MAX_YEAR:
        return True
    if _UNIT_AFTER.match(prose, match.end()):
        return True
    before = _LABEL.search(prose[max(0, match.start() - 16) : match.start()])
    if before is None:
        return False
    word = before[0].strip().lower()
    return value < 100 or (plain and word not in ("in", "of", "since", "year", "years", "number"))  # noqa: PLR2004


def _qualified(prose: str, match: re.Match[str], value: int, step: int) -> Quantity:
    start, end = match.span()
    qualifier: Qualifier = ""
    begin = max(0, start - LOOK_BEHIND)
    before = prose[begin:start]
    for name, pattern in _QUALIFIERS:
        if found := pattern.search(before):
            qualifier, start = name, begin + found.start()
            break
    if after := _AFTER.match(prose, end):
        qualifier, end = "above", after.end()
    elif after := _AFTER_ABOUT.match(prose, end):
        qualifier, end = "about", after.end()
    return Quantity(start, end, match.span(), value, step, qualifier)
