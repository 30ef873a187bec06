"""
How people speak of the audit: the phrases of ``data/phrases.json``, as patterns.

In a phrase, a space is any white space, and `` ... `` up to eight words. The file has lists of phrases:

- ``audit``: terms of the audit
- ``inspector``: the inspector general; a term of the audit where children are spoken of
- ``children``: children; ``others``: other things that are counted
- ``loss``: that children are lost, which no report says; ``not_loss``: where such words do not say it
- ``elsewhere``: other subjects
- ``denial``: that somebody did not say what follows; ``refuted``: that a claim is wrong
- ``qualifiers``: by kind, what comes before a number; ``labels``: what comes before a number that is no count;
  ``units_after``: what comes after such a number
- ``vague_times``: times that are open or depend on the reader
- ``same_times``: a time that was given before
- ``publication``: words near the date of a report or a statement
- ``sayers``: those who said what the reports have; ``wrong_speakers``, ``wrong_inspectors``: those who did not
- ``saying``, ``works``: what makes them the source: "found" in "HHS found", "report" in "an HHS report"
- ``recommendations``: recommendations that are counted
- ``measures``: by measure, ``phrases`` that name it, what is ``wrong`` of it, and what is ``near`` enough to the
  report, although it is wrong of other measures
- ``reports``: by report, what names it; ``units``: by unit, what is counted

Of the groups of measures in ``sums``, people add up one figure each.
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
    """Return a pattern for any phrase of a list, for example of ``"reports", "oig-24-46"``, and what comes after it."""
    return _compile(_alternatives(*keys), end)


@functools.cache
def credited() -> re.Pattern[str]:
    """
    Return a pattern for those who did not say what the reports have, where a text credits them with it.

    Its last group is the name.
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
    """Return the measures of which a text speaks."""
    return [measure for measure in phrases()["measures"] if pattern("measures", measure, "phrases").search(text)]


def reports_in(text: str) -> list[str]:
    """Return the reports that a text names."""
    return [report for report in phrases()["reports"] if pattern("reports", report).search(text)]


def _alternatives(*keys: str) -> str:
    words: Any = phrases()
    for key in keys:
        words = words[key]
    return f"(?:{'|'.join(words)})" if words else "(?!)"


def _compile(source: str, end: str = WORD_END) -> re.Pattern[str]:
    spaced = source.replace(" ... ", _SOME_WORDS).replace(" ", r"\s+")
    return re.compile(rf"(?<!\w){spaced}{end}", re.IGNORECASE)
