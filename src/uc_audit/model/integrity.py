"""
What has to hold between the records of one dataset.

Works on an ``Audit`` and on the plain document that one is read from, however broken, so that a reader can
report dangling references together with everything else.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from ..errors import Problem, enough
from .rules import RefersTo
from .walk import Path, format_path, leaves_of, value_of
from .wording import shorten

RECORD_FIELDS = (
    "sources",
    "organizations",
    "people",
    "findings",
    "figures",
    "quotes",
    "responses",
    "recommendations",
    "discrepancies",
)
"""The fields of ``Audit`` that hold records, in the order in which ``Audit.records`` gives them."""

MOST_COMPARISONS = 10_000_000
"""So many pairs of characters are compared to find the known name nearest to an unknown one: more take too long."""

_LONGEST_COMPARED = 100

Reference = tuple[Path, Any, RefersTo]
"""A place that names something else in the dataset: where it is, what stands there, what may stand there."""


def references_of(cls: type, node: Any) -> Iterator[Reference]:
    """Go through all the places in a record, and in the values inside it, that name something else."""
    for path, value, rules in leaves_of(cls, node):
        for rule in rules:
            if isinstance(rule, RefersTo):
                yield path, value, rule


def integrity_problems(cls: type, audit: Any) -> list[Problem]:
    """Find ids that repeat and references that lead nowhere in an ``Audit``, or in the document of one."""
    ids = {field: list(_texts(value_of(audit, field), "id")) for field in (*RECORD_FIELDS, "retired_ids")}
    known = {field: _names(value_of(audit, field), "id") for field in RECORD_FIELDS}
    known["records"] = _united(known.values())
    known["measures"] = _names(value_of(audit, "figures"), "measure")
    return enough(chain(_repeated(ids), _dangling(cls, audit, known), _circular(value_of(audit, "organizations"))))


def _texts(nodes: Any, name: str) -> Iterator[tuple[int, str]]:
    """Go through the texts that the field of this name has in a list of records, with their indexes."""
    if isinstance(nodes, (list, tuple)):
        for index, node in enumerate(nodes):
            if isinstance(value := value_of(node, name), str):
                yield index, value


def _names(nodes: Any, name: str) -> set[str] | None:
    """Give the texts in the field of this name, or none where some cannot be read: nobody knows then what dangles."""
    found = [value for _, value in _texts(nodes, name)]
    return set(found) if isinstance(nodes, list | tuple) and len(found) == len(nodes) else None


def _united(sets: Iterable[set[str] | None]) -> set[str] | None:
    """Give what is in any of some sets, or none where one is not known."""
    united: set[str] = set()
    for some in sets:
        if some is None:
            return None
        united |= some
    return united


def _repeated(ids: dict[str, list[tuple[int, str]]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for field, entries in ids.items():
        for index, value in entries:
            place = f"{field}[{index}].id"
            if value in first:
                yield Problem(place, f"{shorten(value)}, which {first[value]} has already", "an id of its own")
            first.setdefault(value, place)


def _dangling(cls: type, audit: Any, known: dict[str, set[str] | None]) -> Iterator[Problem]:
    allowed: dict[RefersTo, set[str] | None] = {}
    lengths: dict[RefersTo, int] = {}
    compared = 0
    for path, value, rule in references_of(cls, audit):
        if rule not in allowed:
            allowed[rule] = _united(known[target] for target in rule.targets)
            lengths[rule] = sum(map(len, allowed[rule] or ()))
        names = allowed[rule]
        if names is not None and isinstance(value, str) and value not in names:
            compared += (1 + min(len(value), _LONGEST_COMPARED)) * lengths[rule]
            nearest = closest(value, names) if compared <= MOST_COMPARISONS else None
            hint = f"; did you mean {nearest!r}?" if nearest else ""
            yield Problem(format_path(path), shorten(value), f"{rule.meaning} in the dataset{hint}")


def _circular(organizations: Any) -> Iterator[Problem]:
    places = {value: index for index, value in _texts(organizations, "id")}
    links = {value: value_of(organizations[index], "parent_id") for value, index in places.items()}
    parents = {value: parent for value, parent in links.items() if isinstance(parent, str)}
    settled: set[str] = set()
    for first in parents:
        trail: set[str] = set()
        name = first
        while name in parents and name not in settled and name not in trail:
            trail.add(name)
            name = parents[name]
        if name in trail:
            place = f"organizations[{places[name]}].parent_id"
            yield Problem(place, shorten(parents[name]), "an organization that is no part of this one")
        settled |= trail


def closest(word: str, words: Iterable[str], likeness: float = 0.6) -> str | None:
    """Give the word that is nearest to a misspelt one, or none that is as much like it, from 0 to 1."""
    import difflib  # Only errors need it.

    return next(iter(difflib.get_close_matches(word[:_LONGEST_COMPARED], sorted(words), n=1, cutoff=likeness)), None)
