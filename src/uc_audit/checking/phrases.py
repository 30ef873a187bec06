"""
How people talk about the audit: the phrases in ``data/phrases.json``, as patterns.

In a phrase, a space matches any white space, and `` ... `` matches up to eight words. The file contains these lists:

- ``audit``: terms of the audit
- ``inspector``: the inspector general; a term of the audit only if children are mentioned, too
- ``children``: children; ``others``: other things that are counted
- ``loss``: words that call children lost, which no report does; ``not_loss``: uses of such words that do not
- ``elsewhere``: other subjects
- ``denial``: somebody did not say what follows; ``refuted``: a claim is wrong
- ``qualifiers``: by kind, words before a number; ``labels``: words before a number that is not a count;
  ``units_after``: words after such a number
- ``vague_times``: times that are open-ended or depend on when they are read
- ``same_times``: references to a time given earlier
- ``publication``: words near the date of a report or statement
- ``sayers``: those who said what is in the reports; ``wrong_speakers``, ``wrong_inspectors``: those who did not
- ``saying``, ``works``: words that make somebody the source: "found" in "HHS found", "report" in "an HHS report"
- ``recommendations``: words for recommendations, after their number
- ``measures``: by measure, ``phrases`` that name it, words that are ``wrong`` for it, and words ``near`` enough to the
  report, although they are wrong for other measures
- ``reports``: by report, its names; ``units``: by unit, its names

``sums`` lists groups of measures; people add up one figure from each group.
"""

import functools
import json
import re
from typing import Any

from ..dataset import bundled_bytes

WORD_END = r"(?!\w)"
TEXT_END = r"\s*\Z"

_SOME_WORDS = r"\s+(?:[\w,.'’-]+\s+){0,8}?"


@functools.cache
def phrases() -> dict[str, Any]:
    """Return the bundled phrases."""
    document: dict[str, Any] = json.loads(bundled_bytes("phrases.json"))
    return document


@functools.cache
def pattern(*keys: str, end: str = WORD_END) -> re.Pattern[str]:
    """Return a pattern for any phrase in a list, for example ``"reports", "oig-24-46"``, followed by ``end``."""
    return _compile(_alternatives(*keys), end)


@functools.cache
def credited() -> re.Pattern[str]:
    """
    Return a pattern for words that credit somebody who did not say what is in the reports.

    The last group that matches is the name.
    """
    speakers, works = f"({_alternatives('wrong_speakers')})", _alternatives("works")
    forms = [
        f"according to {speakers}",
        rf"{speakers}(?: {works})?,?(?: \w+){{0,2}}? {_alternatives('saying')}",
        f"(?:a|an|by|from|per|in) {speakers} {works}",
        f"(?:per|via) {speakers}",
    ]
    return _compile(f"(?:{'|'.join(forms)})")


def measures_in(text: str) -> list[str]:
    """Return the measures that the text mentions."""
    return [measure for measure in phrases()["measures"] if pattern("measures", measure, "phrases").search(text)]


def reports_in(text: str) -> list[str]:
    """Return the reports that the text names."""
    return [report for report in phrases()["reports"] if pattern("reports", report).search(text)]


def _alternatives(*keys: str) -> str:
    words: Any = phrases()
    for key in keys:
        words = words[key]
    return f"(?:{'|'.join(words)})" if words else "(?!)"


def _compile(source: str, end: str = WORD_END) -> re.Pattern[str]:
    spaced = source.replace(" ... ", _SOME_WORDS).replace(" ", r"\s+")
    return re.compile(rf"(?<!\w){spaced}{end}", re.IGNORECASE)
