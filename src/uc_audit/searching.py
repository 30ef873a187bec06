"""Finding records by the words that people type."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import chain
from typing import Any

import attrs

from .audit import references_in
from .errors import join_path, require
from .records import Figure, Measure, Organization, Record, number_with_qualifier
from .serialization import Records, iterate_records
from .text import fold
from .values import fields_of

MAX_WHOLE = 200
"""Show a text of at most this length in full."""

ABBREVIATIONS = {
    "FY": "fiscal year",
    "NTA": "Notice to Appear",
    "UC": "unaccompanied child",
    "UAC": "unaccompanied alien child",
}
"""The abbreviations in the reports, except those of organizations."""

_IGNORED = frozenset(
    """a about after all also am an and any approximately are around as at be been being but by can could did do does
    exactly fewer for from get gets getting given got had has have how i in into is it its just least less many
    me more most much nearly no not number of on only or over said say some than that the their them there they
    this those to us was were what when where which who whom whose why will with without would you""".split()  # noqa: SIM905 (one word per line would fill a page)
)
"""Words that a record does not need to have. They include qualifiers: the sources of one number use several."""

_SAME = {
    **dict.fromkeys(("children", "kid", "kids", "minor", "minors"), "child"),
    **dict(zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), "123456789", strict=True)),
    "ten": "10",
    "lost": "lose",
    "people": "person",
}
"""Words that no rule reduces to a common form."""

_WORD = re.compile(
    r"(?P<thousands>\d{1,3})(?: thousand|k)\b"
    r"|\d{1,3}(?:[,.' ]\d{3})+(?!\d)|\d+"
    r"|\b[^\W\d_](?:\.[^\W\d_])+\b"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
)
"""Thousands (32K), numbers (32,000), initials (U.S.) and words."""

_NOT_TEXTS = {"id", "url", "prefix", "suffix", "population", "predicate", "as_stated"}
"""Texts that nobody reads by themselves; a figure's are part of its sentence, with the qualifier."""


@attrs.frozen(kw_only=True)
class Hit:
    """A record that was found, and the words in it."""

    record: Record
    """The record."""
    field: str
    """The field with the words, for example ``citations[0].exact``; by default the record's first text."""
    snippet: str
    """The words in context; ``...`` where text is left out."""


def search(records: Records, text: str) -> tuple[Hit, ...]:
    """
    Return the records that have all the words of a text, best matches first.

    Words are compared without case, accents, plurals and simple endings (``Courts``, ``served``), and numbers without
    separators (``291000``); words such as "how many" are ignored. A figure also has the words of its measure, including
    the ``aliases`` (``NTA``), and every record those of the people, organizations and documents that it refers to.
    Records with a text of exactly these words come first, then those with the most words in one text. The figure to
    quote comes before the others of its measure.

    Args:
        records: An audit, or any iterable of records.
        text: The words; without any, nothing is found.

    Raises:
        TypeError: An argument is of the wrong type.
    """
    found = iterate_records(records)
    require(text, str, "text must be a str")
    question = _Question(found, text)
    answers = [answer for record in found if (answer := question.answer(record))]
    scores = sorted((score, hit.record.measure_id) for score, hit in answers if isinstance(hit.record, Figure))
    best = {measure_id: score for score, measure_id in scores}
    preferred = {measure.preferred_id for measure in question.measures.values()}

    def rank(answer: tuple[Score, Hit]) -> tuple[Score, bool]:
        score, hit = answer
        if isinstance(hit.record, Figure) and hit.record.id in preferred:
            return best[hit.record.measure_id], True
        return score, False

    return tuple(hit for _, hit in sorted(answers, key=rank, reverse=True))


Score = tuple[bool, int, int, int]
"""
How well a text matches: whether it has exactly the words, how many it has, how close it is to the record (2: a name, 1:
one of its texts, 0: in a citation, a caveat or the like), and how many words it has, including ignored ones.
"""


class _Question:
    """The words to search for, and what the records say about their meaning."""

    def __init__(self, records: Sequence[Record], text: str) -> None:
        self.words = words_of(text)
        self.content = self.words - _IGNORED or self.words
        organizations = [(r.abbreviation, r.name) for r in records if isinstance(r, Organization) and r.abbreviation]
        pairs = [*ABBREVIATIONS.items(), *organizations]
        forms = [(words_of(short) - _IGNORED, words_of(long) - _IGNORED) for short, long in pairs]
        self.forms = [(a, b) for a, b in forms if a and b and (a <= self.content or b <= self.content)]
        self.sought = self.content.union(*(a | b for a, b in self.forms))
        self.measures = {record.id: record for record in records if isinstance(record, Measure)}
        named_by = ("name", "abbreviation", "publisher", "number")
        self.names = {
            record.id: words_of(" ".join(str(getattr(record, field, None) or "") for field in named_by))
            for record in records
        }

    def answer(self, record: Record) -> tuple[Score, Hit] | None:
        """Return the score of a record and its hit, if it has all the words."""
        texts = list(texts_of(record)) or [("id", record.id)]
        known = [(field, words_of(text)) for field, text in (*texts, *self._known_as(record))]
        own = frozenset().union(*(words for _, words in known))
        named = frozenset().union(*(self.names.get(target, ()) for _, target, _ in references_in(record)))
        # The names of what a record refers to count only together with a word of its own.
        if not self._found_in(own) or self._found_in(own | named) < self.content:
            return None
        scores = [self._score(field, words) for field, words in known]
        best = scores.index(max(scores))
        field, text = texts[best if best < len(texts) else 0]
        return scores[best], Hit(record=record, field=field, snippet=_snippet(text, self.sought))

    def _found_in(self, words: frozenset[str]) -> frozenset[str]:
        """Return which of the words to find are there; an abbreviation and its long form are equivalent."""
        return self.content & words.union(*(a | b for a, b in self.forms if a <= words or b <= words))

    def _known_as(self, record: Record) -> Iterator[tuple[str, str]]:
        """Yield texts by which a record is found, although it does not show them."""
        yield "", type(record).__name__
        yield "", record.id
        cls: Any = type(record)
        for field in fields_of(cls):
            if issubclass(field.type, Enum):
                value = getattr(record, field.name)
                yield f"{field.name}.", " ".join(value if field.many else [value or ""])
        if isinstance(record, Figure):
            yield "", number_with_qualifier(record)
            if measure := self.measures.get(record.measure_id):
                # A measure that no report counts, such as "missing children", is no better a match than other texts.
                path = "" if measure.preferred_id else "measure.title"
                yield from ((path, text) for text in (measure.id, measure.title, *measure.aliases))
                yield "measure.definition", measure.definition

    def _score(self, field: str, words: frozenset[str]) -> Score:
        closeness = 0 if "." in field else 2 if field in {"", "name"} else 1
        is_exact = closeness > 0 and words - _IGNORED == self.content
        return is_exact, len(self._found_in(words)), closeness, len(words & self.words)


@functools.lru_cache(maxsize=10_000)
def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in a normal form for comparisons."""
    words = []
    for match in _WORD.finditer(fold(text)):
        if match["word"]:
            words.append(_stem(match["word"]))
        elif match["thousands"]:
            words.append(match["thousands"] + "000")
        else:
            words.append(re.sub("[,.' ]", "", match[0]))
    return frozenset(words)


@functools.lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    """Return a word without plural and verb endings: ``notices`` and ``notice`` give the same."""
    if word.endswith("n't"):
        return "not"
    word = re.sub("'(?:d|ll|m|re|s|ve)$", "", word)
    if word in _IGNORED or word in _SAME:
        return _SAME.get(word, word)
    word = re.sub("(?<=..)(?:ies|ied)$", "y", word)
    word = re.sub("(?<=.)(?<![ius])s$", "", word)
    word = re.sub(r"(?:(?<=..)([^lsz])\1|(?<=...))(?:ing|ed)$", r"\1", word)
    return re.sub("(?<=...)e$", "", word)


def _snippet(text: str, sought: frozenset[str]) -> str:
    """Return the passage with the most words, never cut near a number, so that its qualifier stays with it."""
    pieces = text.split()
    if len(text) <= MAX_WHOLE:
        return " ".join(pieces)
    words = [words_of(piece) for piece in pieces]
    place = max(range(len(pieces)), key=lambda start: len(sought.intersection(chain(*words[start : start + 5]))))
    has_number = [any(map(str.isdigit, piece)) for piece in words]
    cuts = [index for index in range(len(pieces)) if not any(has_number[max(index - 5, 0) : index + 5])]
    first = max((cut for cut in cuts if cut <= place - 5), default=0)
    last = min((cut for cut in cuts if cut >= place + 15), default=len(pieces))
    return "... " * (first > 0) + " ".join(pieces[first:last]) + " ..." * (last < len(pieces))


def texts_of(record: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts of a record that people read, each after its path; a figure's first text is its sentence."""
    if isinstance(record, Figure):
        yield "value", str(record)
    cls: Any = type(record)
    for field in fields_of(cls):
        value = getattr(record, field.name)
        items: Iterable[Any] = value if field.many else () if value is None else (value,)
        for index, item in enumerate(items):
            place = join_path(path, f"{field.name}[{index}]" if field.many else field.name)
            if attrs.has(field.type):
                yield from texts_of(item, place)
            elif field.type is str and not field.refers_to and field.name not in _NOT_TEXTS:
                yield place, item
