"""How people speak of the audit: the words of ``data/phrases.json``, as patterns."""

import functools
import json
import re
from typing import Any, NamedTuple

from ..dataset import bundled_bytes

PHRASES = "phrases.json"


class MeasurePhrases(NamedTuple):
    """What people say of a measure."""

    phrases: re.Pattern[str]
    """The words that name it."""
    wrong: re.Pattern[str]
    """What is wrongly said of it."""
    near: re.Pattern[str]
    """What is near enough to the report, although it is wrong of other measures."""


class Phrases(NamedTuple):
    """The phrases; each field is a pattern for any of them."""

    audit: re.Pattern[str]
    """Terms of the audit."""
    inspector: re.Pattern[str]
    """The inspector general; a term of the audit where children are spoken of."""
    children: re.Pattern[str]
    """Children."""
    others: re.Pattern[str]
    """Other things that are counted."""
    loss: re.Pattern[str]
    """That children are lost; no report says so."""
    not_loss: re.Pattern[str]
    """Where such words do not say that children are lost."""
    elsewhere: re.Pattern[str]
    """Other subjects."""
    denial: re.Pattern[str]
    """That somebody did not say what follows."""
    refuted: re.Pattern[str]
    """That a claim is wrong."""
    sayers: re.Pattern[str]
    """Those who did say it; where they are named, others are not credited."""
    wrong_speakers: re.Pattern[str]
    """Those who did not, where they are credited."""
    wrong_inspectors: re.Pattern[str]
    """Other inspectors general."""
    recommendations: re.Pattern[str]
    """Recommendations that are counted."""
    sums: tuple[tuple[str, ...], ...]
    """The measures whose figures people add up: one figure of each group."""
    reports: dict[str, re.Pattern[str]]
    """The words for each report, by its id."""
    units: dict[str, re.Pattern[str]]
    """The words for what is counted, by unit."""
    measures: dict[str, MeasurePhrases]
    """What people say of each measure, by its id."""

    def named(self, text: str) -> list[str]:
        """Return the measures of which a text speaks."""
        return [measure for measure, words in self.measures.items() if words.phrases.search(text)]

    def reports_in(self, text: str) -> list[str]:
        """Return the reports that a text names."""
        return [report for report, words in self.reports.items() if words.search(text)]

    def name(self, text: str, measure: str) -> str:
        """Return the words with which a text speaks of a measure."""
        match = self.measures[measure].phrases.search(text)
        return match[0] if match else measure


@functools.cache
def load_phrases() -> Phrases:
    """Return the bundled phrases."""
    document: dict[str, Any] = json.loads(bundled_bytes(PHRASES))
    saying = _source(document["saying"])
    speakers = _source(document["wrong_speakers"])
    works = "(?:report|study|investigation|audit|review|figures|data|numbers|count|tally|estimates?|records)"
    credited = [
        f"according to {speakers}",
        rf"{speakers}(?: {works})?,?(?: \w+){{0,2}}? {saying}",
        f"(?:a|an|by|from|per|in) {speakers} {works}",
        f"(?:per|via) {speakers}",
    ]
    measures = {
        measure: MeasurePhrases(*(_pattern(words[name]) for name in MeasurePhrases._fields))
        for measure, words in document["measures"].items()
    }
    units, reports = ({name: _pattern(words) for name, words in document[key].items()} for key in ("units", "reports"))
    names = [name for name, kind in Phrases.__annotations__.items() if kind == re.Pattern[str]]
    patterns = {name: _pattern(document[name]) for name in names}
    patterns["wrong_speakers"] = _pattern(credited)
    sums = tuple(tuple(group) for group in document["sums"])
    return Phrases(**patterns, sums=sums, reports=reports, units=units, measures=measures)


_SOME_WORDS = r"\s+(?:[\w,.'’-]+\s+){0,8}?"
"""The dots in a phrase stand for up to eight words."""


def _source(words: list[str]) -> str:
    return f"(?:{'|'.join(words)})"


def _pattern(words: list[str]) -> re.Pattern[str]:
    source = _source(words).replace(" ... ", _SOME_WORDS).replace(" ", r"\s+") if words else r"(?!)"
    return re.compile(rf"(?<!\w){source}(?!\w)", re.IGNORECASE)
