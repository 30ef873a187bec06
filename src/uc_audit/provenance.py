"""Whether the words that the records cite appear in the documents."""

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
    require(audit, Audit, "audit must be an audit")
    require(texts, Mapping, "texts must be a mapping of source ids to texts")
    for item in (*texts, *texts.values()):
        require(item, str, "texts must map source ids to texts, both as str")
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
        """Whether the passage of a citation appears in the text, between its prefix and its suffix."""
        parts = (f"{citation.prefix or ''} ", f" {citation.exact} ", f" {citation.suffix or ''}")
        return any(self._has(*passage) for passage in {*zip(*map(_readings, parts), strict=True)})

    def _has(self, before: str, exact: str, after: str) -> bool:
        # Before and after the passage, signs do not count: a prefix or suffix may begin or end inside a number.
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


def _without_signs(words: str) -> str:
    return re.sub(r"[\W_]", " ", words)


def _readings(text: str) -> tuple[str, str]:
    """Return the words of a text with and without the hyphens at the ends of its lines: they may belong to a word."""
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
    "*": "_",  # Both are marks of emphasis in plain text; the underscore would be a letter to a regular expression.
    " ": "\t\r\x1f",
    "\u202f": "\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f",  # Thin spaces.
    "\n": "\v\f\x1c\x1d\x1e\x85\u2028\u2029",
    "": "\u034f\u115f\u1160\u17b4\u17b5\u2800",  # Letters and symbols that show nothing.
}
"""What is compared as another character, beside what Unicode itself calls compatible, such as a ligature."""


@functools.lru_cache(maxsize=4096)
def _comparable(character: str) -> str:
    """Return what a character is compared as: nothing if it is invisible."""
    for comparable, variants in _ALIKE.items():
        if character in variants:
            return comparable
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if kind in ("<super>", "<circle>"):
        return f" {character} "  # The mark of a note.
    if kind != "<fraction>" and (normal := unicodedata.normalize("NFKC", character)) != character:
        return "".join(map(_comparable, normal))
    is_control = unicodedata.category(character) in ("Cc", "Cf") and character not in "\n\u00ad"
    return "" if is_control or "VARIATION SELECTOR" in unicodedata.name(character, "") else character


_CURRENCY = "[$\u00a2-\u00a5\u20a0-\u20c0]"
_UNIT = "[%\u00b0\u2030]"
_DASH = "[-\u2212\u2014]"

_JOINTS = (
    # A letter and its accents; of a very long row of accents, putting all in order would take quadratic time.
    (r"\w[\u0300-\u036f]{1,9}", lambda match: unicodedata.normalize("NFC", match[0])),
    (r"\u00ad\s?", ""),  # A soft hyphen, mostly at the end of a line.
    (r"(?<=\w)-\n(?=\w)", "-"),  # A hyphen at the end of a line.
    ("--+", "\u2014"),  # A dash of a typewriter.
    # 32 000, but not 1 448,820
    (r"(?<![\w,.'/:])(?<!\w-)[1-9]\d{0,2}(?:\s\d{3})+(?!\d|,\d)", lambda match: re.sub(r"\s", "_", match[0])),
    (r"(?<=\d)\u202f(?=\d)", "_"),  # Any digits with a thin space between them.
    (rf"(?<=,\d{{3}})[ \u202f]?{_DASH}\s?(?=\d)", "-"),  # 31,000 - 32,000
    (rf"(?<=\d)[ \u202f]?{_DASH}\s?(?=\d)(?!\d{{1,3}},\d)", "-"),  # 2019 - 2023, but not 2019 - 67,987
    (r"\u2212\s?", "-"),  # - 5, if it is a minus sign and not a dash.
    (rf"(?<=\d)\s(?={_UNIT}|[\u00bc-\u00be\u2150-\u215e]|{_CURRENCY}(?!\d))", ""),  # 65 %, 32 \u00bd, 500 $
    (rf"(?<={_CURRENCY})(?<!\d{_CURRENCY})\s(?=\d)", ""),  # $ 500
)
"""What belongs together in spite of spaces and line breaks, in the order in which it is put together."""

_SEPARATOR = re.compile(
    rf"""
    (?!  # Not what holds a word or a number together:
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
    """Return a text in which a single space separates words and numbers, and nothing else."""
    for pattern, replacement in _JOINTS:
        text = re.sub(pattern, replacement, text)
    return re.sub(r"\s+", " ", _SEPARATOR.sub(" ", text))
