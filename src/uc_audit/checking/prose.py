"""Find the prose in Markdown or HTML: blank out everything else without moving any offset, then split it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from operator import itemgetter
from typing import NamedTuple


class Span(NamedTuple):
    """A range of text: the offset of its first character and the offset after its last."""

    start: int
    end: int


def covers(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether a single span (of a sorted sequence) covers the range."""
    index = bisect_right(spans, start, key=itemgetter(0)) - 1
    return index >= 0 and end <= spans[index][1]


_OFF = re.compile(r"<!--\s*uc-audit:\s*off\s*-->.*?(?:<!--\s*uc-audit:\s*on\s*-->|\Z)", re.DOTALL | re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(
    r"^[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)?(`{3,}|~{3,})[^\n]*(?:\n.*?)??(?:\n[ \t>]*+\1[`~]*[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
"""A code block between ``~~~`` or triple backticks, also in a list item ("- ~~~") or a block quote ("> ~~~")."""
_ELEMENT = re.compile(r"<(script|style|pre|code|template)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|td|th|tr|table|section|article|blockquote|hr)\b[^<>]*>", re.IGNORECASE
)
"""A tag that ends a paragraph, for example ``</p>``."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_QUOTE_TAG = re.compile(r"<(/?)q\b[^<>]*>", re.IGNORECASE)
_TARGET = r"\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
_LINK = re.compile(rf"!?\[((?:[^\[\]]++|\[[^\[\]]*+\])*+)\](?:{_TARGET}|\[[^\[\]\n]*\])")
_LINK_TARGET = re.compile(rf"(?<=\]){_TARGET}")
_DEFINITION = re.compile(r"^[ \t]{0,3}\[(?!\^)[^\]\n]+\]:[^\n]*$", re.MULTILINE)
_ADDRESS = re.compile(r"<?\b(?:https?|ftp|mailto):[^\s<>]*>?")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|(?<!_)_++(?!\w)|~~|^[ \t]*#+[ \t]|^[ \t]*>[> \t]*", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[(?:\^[^\[\]\s]+|\d{1,3})\]")
_CHARACTER_REFERENCE = re.compile(r"&(?:\w{2,31}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_ITEM = re.compile(r"^([ \t]*)(?:[-*+]|\d{1,9}[.)])([ \t]+)(?=\S)")
_BACKTICKS_OR_PARAGRAPH_END = re.compile(r"`+|\n[ \t>]*\n")

PARAGRAPH_END = re.compile(r"\n[ \t>]*\n")

MIN_CODE_INDENT = 4


def mask(text: str) -> str:
    """Replace everything that is not prose with white space of the same length."""
    for pattern in (_OFF, _FRONT_MATTER, _FENCE, _ELEMENT):
        text = pattern.sub(_blank_block, text)
    text = _mask_indented_code(text)
    text = _mask_inline_code(text)
    text = _COMMENT.sub(_white, text)
    text = _BLOCK_TAG.sub(_blank_block, text)
    text = _QUOTE_TAG.sub(lambda tag: "”".ljust(len(tag[0])) if tag[1] else "“".rjust(len(tag[0])), text)
    text = _TAG.sub(_white, text)
    text = _LINK.sub(_blank_link, text)
    for pattern in (_LINK_TARGET, _DEFINITION, _FOOTNOTE, _ADDRESS, _EMPHASIS):
        text = pattern.sub(_white, text)
    return text.replace("|", "\n")


def decode(prose: str) -> tuple[str, Sequence[int]]:
    """Decode HTML character references in masked text; also return each character's original offset, and the end's."""
    parts: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in _CHARACTER_REFERENCE.finditer(prose):
        character = unescape(match[0])
        if len(character) == 1:
            parts += [prose[done : match.start()], character]
            offsets += range(done, match.start() + 1)
            done = match.end()
    return "".join([*parts, prose[done:]]), [*offsets, *range(done, len(prose) + 1)]


def _white(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _blank_link(match: re.Match[str]) -> str:
    """Blank out everything in a link except its text."""
    return " " * (match.start(1) - match.start()) + match[1] + " " * (match.end() - match.end(1))


def _blank_block(match: re.Match[str]) -> str:
    """Blank out a block and end the paragraph; a new line keeps the text after it from looking like indented code."""
    return _white(match)[:-2] + "\n\n" if len(match[0]) > 1 else "\n"


def _mask_indented_code(text: str) -> str:
    lines = text.split("\n")
    base, after_blank = 0, True
    for index, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        expanded = line.expandtabs(4)
        indent = len(expanded) - len(expanded.lstrip())
        if indent < base:
            base = 0
        if after_blank and indent >= base + MIN_CODE_INDENT:
            lines[index] = " " * len(line)
            continue
        if item := _ITEM.match(line):
            base = len(item[0].expandtabs(4))
            lines[index] = " " * (len(item[0]) - 1) + "\n" + line[len(item[0]) :]
        after_blank = False
    return "\n".join(lines)


def _mask_inline_code(text: str) -> str:
    """Blank out code between backtick runs of equal length; going backward keeps the work linear."""
    spans = []
    ends: dict[int, int] = {}
    for match in reversed([*_BACKTICKS_OR_PARAGRAPH_END.finditer(text)]):
        if match[0][0] == "\n":
            ends.clear()
            continue
        if len(match[0]) in ends:
            spans.append((match.start(), ends[len(match[0])]))
        ends[len(match[0])] = match.end()
    return blank(text, reversed(spans), keep="\n")


def blank(text: str, spans: Iterable[tuple[int, int]], keep: str = "") -> str:
    """Replace the spans, sorted by start, with spaces; leave the ``keep`` character in place."""
    parts, done = [], 0
    for start, end in spans:
        if start >= done:
            parts += [text[done:start], *(" " if character != keep else keep for character in text[start:end])]
            done = end
    return "".join([*parts, text[done:]])


_SENTENCE_END = re.compile(
    r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘„«(\[]*[A-Z0-9$])"
    r"|\n[ \t]*\n\s*"
    r"|\n(?=[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t])"
)
"""The end of a sentence ("." before " The"), a blank line, or the line break before a list item ("- ", "1. ")."""
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|U\.S|U\.K|D\.C|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Prof|Rev|Hon|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept|Sep|Oct|Nov|Dec|p|pp|e\.g|i\.e|approx|est|Fig|Sec)\.\Z"
)
"""An abbreviation or initial, whose period does not end the sentence: "U.S.", "Sept."."""


def sentences_in(prose: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences in a range of masked text; a blank line or a new list item ends a sentence, too."""
    stops = [
        match.end()
        for match in _SENTENCE_END.finditer(prose, start, end)
        if not _ABBREVIATION.search(prose, match.start() - 8, match.start() + 1)
    ]
    for stop in [*stops, end]:
        if words := prose[start:stop].rstrip():
            yield Span(start, start + len(words))
        start = stop


_CLOSING = {
    "“": re.compile('[”"]'),
    "„": re.compile("[“”]"),
    "«": re.compile("»"),
    '"': re.compile('"'),
    "‘": re.compile(r"’(?!\w)"),
    "'": re.compile(r"'(?!\w)"),
}
_OPENING = re.compile(r"[“„«\"]|(?<![\w’'])[‘'](?=\S)")


def quotations_in(prose: str) -> Iterator[Span]:
    """Yield quotations in marks of any style, without the marks; each must end in the paragraph where it begins."""
    position = 0
    for end in [*(match.start() for match in PARAGRAPH_END.finditer(prose)), len(prose)]:
        unclosed = set()
        while opening := _OPENING.search(prose, position, end):
            position = opening.end()
            if opening[0] in unclosed:
                continue  # Searching to the end of the paragraph again would not find it, either.
            closing = _CLOSING[opening[0]].search(prose, position, end)
            if closing is None:
                unclosed.add(opening[0])
            else:
                yield Span(position, closing.start())
                position = closing.end()
        position = end
