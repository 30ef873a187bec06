"""Checks that the words cited by the records appear in the documents."""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

import attrs

from .audit import Audit, citations_in
from .errors import require
from .records import Source
from .values import Citation

MIN_LIKENESS = 0.5
"""Show the nearest words of a text only if they have at least this fraction of a passage's words."""


@attrs.frozen(kw_only=True)
class Mismatch:
    """A cited passage that is not in a document."""

    source_id: str
    """The document that was searched."""
    record_id: str
    """The record that cites the passage."""
    path: str
    """Where the citation is in the record, for example ``caveats[0].citations[1]``."""
    citation: Citation
    """The citation."""
    nearest: str | None
    """The words in the text that are closest to the passage, if any are close."""


def verify(audit: Audit, texts: Mapping[str, str]) -> tuple[Mismatch, ...]:
    """
    Return the citations whose words do not appear in the documents that they come from.

    Each citation is searched for, with its ``prefix`` and ``suffix``, in the text of its document (``source_id``) and
    in that of the page that reprints it (``via_id``). Texts and passages are split into words, and a passage is found
    where its words appear in a row. Numbers keep their separators, signs and symbols (``32,000``, ``-5``, ``US$500``,
    ``65%``, ``2019-20``), and words keep their apostrophes, hyphens and slashes. Case matters. Punctuation between
    words, the style of quotation marks and dashes, line breaks and invisible characters do not. A superscript footnote
    mark is a separate word.

    Args:
        audit: The audit.
        texts: The plain text of each document, by source id. For a PDF, use the output of ``pdftotext``.

    Raises:
        UnknownRecordError: The audit has no source with one of the ids.
        TypeError: An argument is of the wrong type.
    """
    require(audit, Audit, "audit must be an Audit")
    require(texts, Mapping, "texts must be a mapping of source ids to texts")
    for item in (*texts, *texts.values()):
        require(item, str, "texts must map source ids to texts, both of type str")
    documents = {audit.get(source_id, Source).id: _Document(text) for source_id, text in texts.items()}
    found = []
    for source_id, document in documents.items():
        for record in audit:
            for path, citation in citations_in(record):
                if source_id in (citation.source_id, citation.via_id) and not document.has(citation):
                    place = {"source_id": source_id, "record_id": record.id, "path": path}
                    found.append(Mismatch(**place, citation=citation, nearest=document.nearest_to(citation)))
    return tuple(found)


class _Document:
    """The text of a document, prepared for finding passages."""

    def __init__(self, text: str) -> None:
        self._readings = {words: _without_signs(words) for words in _readings(f" {text} ")}
        self._words = text.split()
        self._plain = [_plain(word) for word in self._words]

    def has(self, citation: Citation) -> bool:
        """Return whether the passage of a citation appears in the text, between its prefix and its suffix."""
        parts = (f"{citation.prefix or ''} ", f" {citation.exact} ", f" {citation.suffix or ''}")
        return any(self._has(*passage) for passage in {*zip(*map(_readings, parts), strict=True)})

    def _has(self, before: str, exact: str, after: str) -> bool:
        # Signs before and after the passage do not count: a prefix or suffix may begin or end inside a number.
        before = re.sub("^ +", " ", _without_signs(before))
        after = re.sub(" +$", " ", _without_signs(after))
        for text, signless in self._readings.items():
            start = text.find(exact) if exact.strip() else -1
            while start >= 0:
                end = start + len(exact)  # The three share the spaces at both ends of the passage.
                if signless.endswith(before, 0, start + 1) and signless.startswith(after, end - 1):
                    return True
                start = text.find(exact, start + 1)
        return False

    def nearest_to(self, citation: Citation) -> str | None:
        """Return the words of the text, as many as the passage has, that share the most words with it."""
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


def _without_signs(words: str) -> str:
    return re.sub(r"[\W_]", " ", words)


def _readings(text: str) -> tuple[str, str]:
    """Return the words of a text with and without its end-of-line hyphens, which may be part of a word."""
    text = text.translate({ord(character): _comparable(character) for character in set(text)})
    text = re.sub(" *\n *", "\n", re.sub("   +", "  ", text))
    return _words_of(text), _words_of(re.sub(r"(?<=[^\W\d])-\n(?=[^\W\d])", "", text))


_ALIKE = {
    "-": "\u2010\u2012\u2013",
    "\u2212": "\u207b\u2796",  # Minus signs.
    "\u2014": "\u2015\u2e3a\u2e3b",  # Long dashes.
    "'": "`\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032",
    "/": "\u2044\u2215",
    "~": "\u301c",
    ":": "\u2236",
    "*": "_",  # Both mark emphasis in plain text; a regular expression would treat the underscore as a letter.
    " ": "\t\r\x1f",
    "\u202f": "\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f",  # Thin spaces.
    "\n": "\v\f\x1c\x1d\x1e\x85\u2028\u2029",
    "": "\u034f\u115f\u1160\u17b4\u17b5\u2800",  # Invisible letters and symbols.
}
"""Characters that are compared as another one, besides those that Unicode calls compatible, such as ligatures."""


@functools.lru_cache(maxsize=4096)
def _comparable(character: str) -> str:
    """Return what a character is compared as: an empty string if it is invisible."""
    for comparable, variants in _ALIKE.items():
        if character in variants:
            return comparable
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if kind in ("<super>", "<circle>"):
        return f" {character} "  # A footnote mark.
    if kind != "<fraction>" and (normal := unicodedata.normalize("NFKC", character)) != character:
        return "".join(map(_comparable, normal))
    is_control = unicodedata.category(character) in ("Cc", "Cf") and character not in "\n\u00ad"
    return "" if is_control or "VARIATION SELECTOR" in unicodedata.name(character, "") else character


_CURRENCY = "[$\u00a2-\u00a5\u20a0-\u20c0]"
_UNIT = "[%\u00b0\u2030]"
_DASH = "[-\u2212\u2014]"

_JOINTS = (
    # A letter and its accents; sorting a very long run of accents would take quadratic time.
    (r"\w[\u0300-\u036f]{1,9}", lambda match: unicodedata.normalize("NFC", match[0])),
    (r"\u00ad\s?", ""),  # A soft hyphen, mostly at the end of a line.
    (r"(?<=\w)-\n(?=\w)", "-"),  # A hyphen at the end of a line.
    ("--+", "\u2014"),  # A typewriter dash.
    # 32 000, but not 1 448,820
    (r"(?<![\w,.'/:])(?<!\w-)[1-9]\d{0,2}(?:\s\d{3})+(?!\d|,\d)", lambda match: re.sub(r"\s", "_", match[0])),
    (r"(?<=\d)\u202f(?=\d)", "_"),  # Any digits with a thin space between them.
    (rf"(?<=,\d{{3}})[ \u202f]?{_DASH}\s?(?=\d)", "-"),  # 31,000 - 32,000
    (rf"(?<=\d)[ \u202f]?{_DASH}\s?(?=\d)(?!\d{{1,3}},\d)", "-"),  # 2019 - 2023, but not 2019 - 67,987
    (r"\u2212\s?", "-"),  # - 5, with a minus sign and not a dash.
    (rf"(?<=\d)\s(?={_UNIT}|[\u00bc-\u00be\u2150-\u215e]|{_CURRENCY}(?!\d))", ""),  # 65 %, 32 \u00bd, 500 $
    (rf"(?<={_CURRENCY})(?<!\d{_CURRENCY})\s(?=\d)", ""),  # $ 500
)
"""Replacements that join what belongs together in spite of spaces and line breaks, in the order of use."""

_SEPARATOR = re.compile(
    rf"""
    (?!  # Except what is part of a word or a number:
        (?<=\w)['/&@\u00b7-](?=\w)           # can't, and/or, AT&T, non-ICE
        |(?<=\b[^\W\d])\.(?=[^\W\d]\b)       # U.S.
        |(?<=\d)[.,:\u2014](?=\d)            # 32,000, 12.5, 10:30
        |(?<![\w.])\.(?=\d)                  # .5
        |[-/+<>~\u00b1\u2248\u2264\u2265](?={_CURRENCY}?\.?\d)  # -5, 2019-20, 5%-10%
        |(?<=\d)\+(?!\w)                     # 300,000+
        |{_CURRENCY}|{_UNIT}|[\u0300-\u036f]
    )
    [^\w\s]
    """,
    re.VERBOSE,
)


def _words_of(text: str) -> str:
    """Return text with its words and numbers separated only by single spaces."""
    for pattern, replacement in _JOINTS:
        text = re.sub(pattern, replacement, text)
    return re.sub(r"\s+", " ", _SEPARATOR.sub(" ", text))
