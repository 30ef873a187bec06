"""Everything that is wrong with a document."""

import functools
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, get_args

import attrs
from cattrs import Converter

from .errors import MOST_PROBLEMS, InvalidRecordError, Problem, enough, join_path
from .hooks import Hook, converter_with, expected, unfit
from .jsontext import json_problems, key_path
from .model import Audit
from .model.checks import checks_of
from .model.integrity import closest, integrity_problems
from .model.wording import describe_type


def problems_of(document: Any, annotation: Any) -> list[Problem]:
    """Find everything that is wrong with a document of a class, or of a tuple of them."""
    problems = enough(json_problems(document))
    try:
        _explaining().structure(document, annotation)
    except InvalidRecordError as error:
        _add(problems, [problem._replace(path=problem.path or "$") for problem in error.problems])
    if annotation is Audit:
        _add(problems, integrity_problems(Audit, document))
    return enough(problems)


def _add(problems: list[Problem], more: list[Problem]) -> None:
    """Add problems, but for those in a place that has one already: there they only follow from it."""
    known = {problem.path for problem in problems}
    problems += [problem for problem in more if problem.path not in known]


@functools.cache
def _explaining() -> Converter:
    return converter_with(_record_hook, _tuple_hook)


def _tuple_hook(converter: Converter, annotation: Any) -> Hook:
    item_type = get_args(annotation)[0]

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise unfit(value, "a list")
        problems: list[Problem] = []
        items = []
        for index, item in enumerate(value):
            items.append(_attempt(converter, item, item_type, f"[{index}]", problems))
            if len(problems) > MOST_PROBLEMS:
                break
        if problems:
            raise InvalidRecordError("", problems)
        return tuple(items)

    return hook


def _record_hook(converter: Converter, cls: Any) -> Hook:
    types = {field.name: field.type for field in attrs.fields(cls)}
    checks = dict(checks_of(cls))

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise unfit(value, describe_type(cls))
        problems = enough(_unknown_keys(value, types))
        well: dict[str, Any] = {}
        for name, annotation in types.items():
            found = len(problems)
            if name not in value:
                problems.append(Problem(name, "nothing", expected(annotation)))
                continue
            item = _attempt(converter, value[name], annotation, name, problems)
            if len(problems) == found:
                problems += [p._replace(path=join_path(name, p.path)) for p in checks[name](item)]
            if len(problems) == found:
                well[name] = item
        problems += _conflicts_between(cls, well)
        if problems:
            raise InvalidRecordError(cls.__name__, problems)
        # Whether the records of an audit fit together is looked at on the whole document.
        return None if cls is Audit else cls(**well)

    return hook


def _attempt(converter: Converter, value: Any, annotation: Any, path: str, problems: list[Problem]) -> Any:
    try:
        return converter.structure(value, annotation)
    except InvalidRecordError as error:
        problems += [problem._replace(path=join_path(path, problem.path)) for problem in error.problems]
        return None


def _unknown_keys(value: dict[str, Any], known: dict[str, Any]) -> Iterator[Problem]:
    missing = [name for name in known if name not in value]
    for key in value:
        if key not in known:
            nearest = closest(key, missing) if isinstance(key, str) else None
            hint = repr(nearest) if nearest else "no such key"
            yield Problem(key_path("", key), "an unknown key", hint)


def _conflicts_between(cls: Any, well: dict[str, Any]) -> list[Problem]:
    """Find the conflicts between those fields that are well by themselves."""
    problems: list[Problem] = []
    for conflict in cls._conflicts:
        try:
            problems += conflict(SimpleNamespace(**well))
        except AttributeError:
            continue  # It needs a field that is not well, which is a problem already.
    return problems
