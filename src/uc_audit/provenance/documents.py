"""Documents as people hold them, as text to compare with: HTML without its tags, and one sentence after the other."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import accumulate

from ..text import normalize

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|main|article|section|header|nav|div|p|h[1-6])(?=[\s/>])",
    re.IGNORECASE,
)
"""How a page begins, behind comments and the like."""

_SPACE = re.compile(r"\s*")

_UNSEEN = frozenset(("title", "script", "style", "template", "noscript", "svg"))
"""What a reader does not see of a page."""

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
    page = _Page()
    page.feed(document)
    page.close()
    return "".join(page.parts)


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


class _Page(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[str] = []
        self._unseen: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "body":
            self._open.clear()
            self._unseen.clear()
        elif tag in _UNSEEN:
            self._open.append(tag)
            self._unseen[tag] += 1
        self.handle_startendtag(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (the parser's own name)
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        while self._unseen[tag]:
            closed = self._open.pop()
            self._unseen[closed] -= 1
            if closed == tag:
                break
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._open:
            self.parts.append(data)

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 (the parser's own)
        # Some versions of the parser fail on a section that they do not know; a browser takes it for a comment.
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)


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
