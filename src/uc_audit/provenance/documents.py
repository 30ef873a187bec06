"""Documents as people hold them, as text to compare with: HTML without its tags, and one sentence after the other."""

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from ..text import normalize

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|main|article|section|header|nav|div|p|h[1-6])(?=[\s/>])",
    re.IGNORECASE,
)
"""How a page begins, behind comments and the like."""

_SPACE = re.compile(r"\s*")

_MARKUP = re.compile(
    r"""
    <!--(?:-?>|.*?(?:--!?>|\Z))  # a comment
    |<(?P<end>/?)(?P<tag>[a-z][^\s/>]*+)  # a tag, and its attributes: a sign in quotation marks does not end it
    (?:\s++|/(?!>)|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+)*+
    (?P<closed>/?)(?:>|\Z)
    |<(?:[!?]|/(?!\Z))[^>]*+(?:>|\Z)  # a declaration, a section, an instruction
    """,
    re.IGNORECASE | re.ASCII | re.DOTALL | re.VERBOSE,
)
"""What is no text in a page, much as browsers have it: what does not end goes on to the end of the page."""

_RAW = {
    tag: re.compile(rf"</{tag}(?=[\s/>])[^>]*+(?:>|\Z)", re.IGNORECASE | re.ASCII)
    for tag in ("script", "style", "title", "iframe", "noembed", "noframes")
}
"""Where an element ends that is not shown, and in which nothing else is markup."""

_LONG_NUMBER = re.compile("&#([0-9]{8,})")

_UNSEEN = frozenset(("template", "noscript", "svg"))
"""What else a reader does not see of a page."""

_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
}  # fmt: skip
"""Elements in which the text runs on; any other begins a new line."""

_ABBREVIATIONS = ("U.S.", "St.")


def plain_text(document: str) -> str:
    """
    Give the text of a document: of an HTML page what a reader sees of it, of anything else all of it.

    Raises:
        TypeError: It is no text.
    """
    if not isinstance(document, str):
        raise TypeError(f"expected a text as str, not {type(document).__name__}")
    document = document.removeprefix("\ufeff")
    if not _HTML.match(document, _beginning(document)):
        return document
    return "".join(_seen(document))


def _beginning(document: str) -> int:
    """Find where a document begins, behind white space, comments and processing instructions."""
    place = 0
    while True:
        space = _SPACE.match(document, place)
        place = space.end() if space else place
        opening = next((pair for pair in (("<!--", "-->"), ("<?", ">")) if document.startswith(pair[0], place)), None)
        end = document.find(opening[1], place) if opening else -1
        if opening is None or end < 0:
            return place
        place = end + len(opening[1])


def _seen(page: str) -> Iterator[str]:
    """Give the texts of a page that a reader sees, with line ends where its elements break lines."""
    unseen: list[str] = []  # The open elements that are not shown, from the outermost.
    open_ones: Counter[str] = Counter()
    place = 0
    while markup := _MARKUP.search(page, place):
        yield _text(page[place : markup.start()], unseen)
        place = markup.end()
        tag = (markup["tag"] or "").lower()
        if tag and tag not in _INLINE:
            yield "\n"
        if markup["end"]:
            while open_ones[tag]:
                closed = unseen.pop()
                open_ones[closed] -= 1
                if closed == tag:
                    break
        elif tag == "body" and not open_ones["template"]:
            unseen.clear()
            open_ones.clear()
        elif tag in _RAW:
            end = _RAW[tag].search(page, place)
            place = end.end() if end else len(page)
        elif tag in _UNSEEN and not (tag == "svg" and markup["closed"]):
            unseen.append(tag)
            open_ones[tag] += 1
    yield _text(page[place:], unseen)


def _text(text: str, unseen: list[str]) -> str:
    return "" if unseen else html.unescape(_LONG_NUMBER.sub(_shortened, text))


def _shortened(number: re.Match[str]) -> str:
    """Leave out the digits of a character's number that cannot matter; Python refuses to read very many."""
    return f"&#{number[1].lstrip('0')[:8] or '0'}"


class Sentences:
    """
    The sentences of a text, numbered from 1.

    A line of its own, such as a headline, is a sentence, and so is what ends in a full stop inside one.
    """

    def __init__(self, text: str) -> None:
        self.texts: list[str] = [
            part for line in filter(None, map(normalize, text.splitlines())) for part in _parts(line)
        ]
        self.whole: str = " ".join(self.texts)
        self._starts: list[int] = list(accumulate((len(part) + 1 for part in self.texts), initial=0))

    def number_at(self, place: int) -> int:
        """Give the number of the sentence at a place in the whole."""
        return bisect_right(self._starts, place)


def _parts(line: str) -> Iterator[str]:
    start = 0
    for gap in re.finditer(r'(?<=[.!?]) (?=[A-Z"])|(?<=[.!?]") (?=[A-Z"])', line):
        if not line.endswith(_ABBREVIATIONS, start, gap.start()):
            yield line[start : gap.start()]
            start = gap.end()
    yield line[start:]
