"""Whether the words that the records cite appear in the documents."""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

import attrs

from .audit import Audit, citations_in
from .errors import excerpt
from .records import Source
from .values import Citation

MIN_LIKENESS = 0.5
"""Show only words of a text that have at least this part of a passage's words."""


@attrs.frozen(kw_only=True)
class Mismatch:
    """A cited passage that a document does not have."""

    source_id: str
    """The document whose text was given."""
    record_id: str
    """The record that cites the passage."""
    path: str
    """Where the citation is in the record, for example ``caveats[0].citations[1]``."""
    citation: Citation
    """The citation."""
    nearest: str | None
    """The words of the text that most resemble the passage, if any do."""


def verify(audit: Audit, texts: Mapping[str, str]) -> tuple[Mismatch, ...]:
    """
    Return the citations whose words do not appear in the documents that they come from.

    Each citation is looked for in the text of its document (``source_id``) and in that of the page that reprints it
    (``via_id``), with its ``prefix`` and ``suffix``. Texts and passages are cut into words, and a passage is found
    where its words follow each other. A number keeps its separators, signs and symbols (``32,000``, ``-5``, ``US$500``,
    ``65%``, ``2019-20``), a word its apostrophes, hyphens and slashes. Upper and lower case differ. Punctuation between
    words, kinds of quotation marks and dashes, line breaks and invisible characters do not matter. A superscript note
    mark is a word of its own.

    Args:
        audit: The audit.
        texts: The plain texts of documents, by the ids of their sources. Of a PDF, that is what ``pdftotext`` prints.

    Raises:
        UnknownRecordError: The audit has no source with one of the ids.
        TypeError: An argument is of the wrong type.
    """
    if not isinstance(audit, Audit):
        raise TypeError(f"audit must be an audit, not {excerpt(audit)}")
    if not isinstance(texts, Mapping):
        raise TypeError(f"texts must be a mapping of source ids to texts, not {excerpt(texts)}")
    for item in (*texts, *texts.values()):
        if not isinstance(item, str):
            raise TypeError(f"texts must map source ids to texts, both as str, not {excerpt(item)}")
    documents = {audit.get(source_id, Source).id: _Document(text) for source_id, text in texts.items()}
    cited = [(record.id, path, citation) for record in audit for path, citation in citations_in(record)]
    found = []
    for source_id, document in documents.items():
        for record_id, path, citation in cited:
            if source_id in (citation.source_id, citation.via_id) and not document.has(citation):
                place = {"source_id": source_id, "record_id": record_id, "path": path}
                found.append(Mismatch(**place, citation=citation, nearest=document.nearest_to(citation)))
    return tuple(found)


class _Document:
    """The text of a document, prepared for finding passages."""

    def __init__(self, text: str) -> None:
        self._readings = _readings(_cut(text))
        self._words = text.split()
        self._plain = [_plain(word) for word in self._words]

    def has(self, citation: Citation) -> bool:
        """Whether the passage of a citation appears in the text."""
        prefix, suffix = citation.prefix or "", citation.suffix or ""
        # A unit or a currency at the edge is cut from its number: the "%" of "65%", the "$" of "US$500".
        before, after = _cut(prefix.lstrip(" %")), _cut(suffix.rstrip(" $\u20ac\u00a3"))
        before = before.lstrip() if prefix[:1].isalnum() else before
        after = after.rstrip() if suffix[-1:].isalnum() else after
        passages = _readings("\n".join((before, _cut(citation.exact), after)))
        return any(_appears(reading, *passage.split("\n")) for passage in passages for reading in self._readings)

    def nearest_to(self, citation: Citation) -> str | None:
        """Return as many words of the text as the passage has, where they have most words in common."""
        wanted = [_plain(word) for word in f"{citation.prefix or ''}{citation.exact}{citation.suffix or ''}".split()]
        missing = Counter(wanted)
        common = best = start = 0
        for end, word in enumerate(self._plain, 1):
            common += missing[word] > 0
            missing[word] -= 1
            if end > len(wanted):
                dropped = self._plain[end - len(wanted) - 1]
                missing[dropped] += 1
                common -= missing[dropped] > 0
            if common > best:
                best, start = common, max(end - len(wanted), 0)
        return " ".join(self._words[start : start + len(wanted)]) if best >= MIN_LIKENESS * len(wanted) else None


def _plain(word: str) -> str:
    return word.strip(".,;:!?()[]\"'\u2018\u2019\u201c\u201d").lower()


def _appears(text: str, prefix: str, exact: str, suffix: str) -> bool:
    """Whether words follow each other in a text; a prefix without a space before it may begin inside a word."""
    spaced = text.replace("\u202f", " ")  # A prefix or suffix may have only a part of a number such as 1 448 000.
    before, after = (words.strip().replace("\u202f", " ") for words in (prefix, suffix))
    start = text.find(exact) if exact.strip() else -1
    while start >= 0:
        end = start + len(exact)
        if (
            spaced.endswith(before, 0, start)
            and spaced.startswith(after, end)
            and not (prefix.startswith(" ") and _is_inside_word(text, start - len(before)))
            and not (suffix.endswith(" ") and _is_inside_word(text, end + len(after)))
        ):
            return True
        start = text.find(exact, start + 1)
    return False


def _is_inside_word(text: str, place: int) -> bool:
    return text[place - 1 : place].isalnum() and text[place : place + 1].isalnum()


_HYPHEN_AT_LINE_END, _NOTE_MARK = "\x02\x03"  # No text has them: control characters are left out.


def _readings(words: str) -> set[str]:
    """Return a text with and without the hyphens at the ends of its lines, which may be parts of words or not."""
    return {words.replace(_HYPHEN_AT_LINE_END, "-"), words.replace(_HYPHEN_AT_LINE_END, "")}


_REPLACEMENTS = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2014\u2015\u2e3a\u2e3b", "\u2014"),
    **dict.fromkeys("`\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\uff07", "'"),
    **dict.fromkeys("\u2044\u2215", "/"),
    **dict.fromkeys("\u301c\uff5e", "~"),
    **dict.fromkeys("\u207b\u2796", "\u2212"),
    **dict.fromkeys("\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", "\u202f"),  # Thin spaces.
    **dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
    **dict.fromkeys("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0", ""),  # Letters and symbols that show nothing.
    **dict.fromkeys(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))), ""),
    **{character: character for character in "\u00ad\u00b0\u00b1\u00b7\u2030\u2031\u2212\u2248\u2264\u2265"},
    "\u2236": ":",
    "_": " ",
}


@functools.lru_cache(maxsize=4096)
def _replacement(character: str) -> str:
    """Return what a character is compared as: nothing if it is invisible, a space if it only separates words."""
    if (replacement := _REPLACEMENTS.get(character)) is not None:
        return replacement
    category = unicodedata.category(character)
    if character.isascii() or character.isspace():
        return "" if category == "Cc" and not character.isspace() else character
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if kind in ("<super>", "<circle>"):
        return _NOTE_MARK + character
    if kind.startswith("<") and kind != "<fraction>":
        return "".join(map(_replacement, unicodedata.normalize("NFKC", character)))
    if category in ("Cf", "Cc"):
        return ""
    return " " if category[0] in "PS" and category != "Sc" else character


_LETTER = "[\\w\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"  # Or digit, or accent.
_CURRENCY = "[$\u00a2-\u00a5\u0e3f\u20a0-\u20c0]"
_UNIT = "[%\u00b0\u2030\u2031]"

_SPACE = r"(?:[^\S\n]|[^\S\n]*+\n[^\S\n]*+)"  # One space or one line break.

_JOINTS = (
    (rf"\u00ad(?:{_SPACE}(?=\S))?", ""),
    ("--+", "\u2014"),
    (r"(?<=[^\W\d])-[^\S\n]*+\n[^\S\n]*+(?=[^\W\d])", _HYPHEN_AT_LINE_END),
    (r"(?<=\w)-[^\S\n]*+\n[^\S\n]*+(?=\w)", "-"),
    # Spaces that belong to a number: 32 000 (but not 1 448,820), 2019 - 2023 (but not 2019 - 67,987), - 5, $ 500, 65 %.
    (
        rf"(?<![\w,.'/:])(?<!\w-)[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+(?!\d|,\d{{3}}(?!\d))",
        lambda match: re.sub(r"\s+", "\u202f", match[0]),
    ),
    (rf"(?:(?<=,\d{{3}})|(?<=\d)(?!\D{{1,3}}\d{{1,3}},\d{{3}}))[^\S\n]?[-\u2212\u2014]{_SPACE}?(?=\d)", "-"),
    (rf"\u2212(?:{_SPACE}(?={_CURRENCY}?\d))?", "-"),
    (rf"(?<!\d{_CURRENCY})(?<!\d\s{_CURRENCY})(?<={_CURRENCY}){_SPACE}(?=\d)", ""),
    (rf"(?<=\d){_SPACE}(?={_UNIT}|[\u00bc-\u00be\u2150-\u215e]|{_CURRENCY}(?!\d))", ""),
    (r"(?<=\d)~(?=\d)", "-"),
)
"""What is put together, in this order, before a text is cut into words."""

_WORD = re.compile(
    rf"""
    (?:{_NOTE_MARK}.)++
    |(?:[-+=<>~\u00b1\u2248\u2264\u2265]{{0,2}}{_CURRENCY}?-?(?:(?<![\w.])\.)?(?=\d)|{_CURRENCY}(?=\w))?  # -$.5
    {_LETTER}++
    (?:
        (?:{_UNIT}|{_CURRENCY})?
        (?:
            ['/&@\u00b7{_HYPHEN_AT_LINE_END}-](?={_LETTER})
            |[-/](?={_CURRENCY}?\d)
            |(?<=\d)[,.:\u202f\u2014](?=\d)
            |(?<=[^\W\d])(?<!\w\w)\.(?=[^\W\d](?!\w))  # U.S.
            |(?={_CURRENCY}\d)  # US$500
        )
        {_CURRENCY}?{_LETTER}++
    )*+
    (?:(?<=\d)(?:{_UNIT}|{_CURRENCY}|\+(?!\w)))?
    |{_UNIT}|{_CURRENCY}
    """,
    re.VERBOSE,
)


def _cut(text: str) -> str:
    """Return the words of a text, with single spaces between and around them."""
    text = text.translate({ord(character): _replacement(character) for character in set(text)})
    text = unicodedata.normalize("NFC", text)
    for pattern, replacement in _JOINTS:
        text = re.sub(pattern, replacement, text)
    return " ".join(["", *_WORD.findall(text), ""])
