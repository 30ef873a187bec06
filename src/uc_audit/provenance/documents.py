"""Documents as people hold them, as text to compare with: HTML without its tags, and one sentence after the other."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import accumulate

from ..text import normalize

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)(?=[\s>])", re.IGNORECASE | re.DOTALL
)

_UNSEEN = ("head", "script", "style", "template", "noscript", "svg")
"""What a reader does not see of a page."""

_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip
"""Elements in which the text runs on; any other begins a new line."""

_ABBREVIATIONS = ("U.S.", "St.")


def plain_text(document: str) -> str:
    """Give the text of a document: of an HTML page what a reader sees of it, of anything else all of it."""
    document = document.removeprefix("\ufeff")
    if not _HTML.match(document):
        return document
    page = _Page()
    page.feed(document)
    page.close()
    return "".join(page.parts)


class _Page(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (the parser's own name)
        if tag == "body":
            self._unseen.clear()
        elif tag in _UNSEEN:
            self._unseen.append(tag)
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (likewise)
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


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
        if not line[start : gap.start()].endswith(_ABBREVIATIONS):
            yield line[start : gap.start()]
            start = gap.end()
    yield line[start:]
