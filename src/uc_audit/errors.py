"""The errors that this library raises, and helpers for their messages."""

from collections.abc import Iterable
from types import UnionType
from typing import NamedTuple

MAX_SHOWN = 50
"""Show at most this many problems in an error message; ``problems`` has all of them."""

MAX_EXCERPT = 60


def truncate(text: str) -> str:
    """Shorten text that is too long to show."""
    return text if len(text) <= MAX_EXCERPT else f"{text[: MAX_EXCERPT - 3]}..."


def excerpt(value: object) -> str:
    """Return a short description of any value, in ASCII."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return ascii(truncate(value))
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple | set | frozenset):
        return f"a {type(value).__name__}"
    try:
        return truncate(ascii(value))
    except Exception:  # noqa: BLE001 (a huge number, or whatever the repr of a foreign object raises)
        return f"a value of the class {type(value).__name__}"


def require(value: object, cls: type | UnionType, rule: str) -> None:
    """Raise a ``TypeError`` if a value is of another class; the rule says what it must be ("text must be a str")."""
    if not isinstance(value, cls):
        raise TypeError(f"{rule}, not {excerpt(value)}")


def with_article(name: str) -> str:
    """Put the indefinite article before the name of a class."""
    return f"{'an' if name[0] in 'AEIO' else 'a'} {name}"  # No class name begins with a U as in "under".


def did_you_mean(word: object, words: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the known word closest to a misspelled one, if any is close."""
    from difflib import get_close_matches  # Only errors need it.

    if not isinstance(word, str):
        return None
    nearest = get_close_matches(word[:100], sorted(set(words)), 1, likeness)  # Very long words take too long.
    return nearest[0] if nearest else None


def _hint(suggestion: str | None) -> str:
    return f" Did you mean {suggestion!r}?" if suggestion else ""


class Problem(NamedTuple):
    """One thing that is wrong with a record or a document."""

    path: str
    """Where it is, for example ``figures[3].comparator``; ``$`` is the document itself."""
    found: str
    """What is there, in words."""
    expected: str
    """What should be there, in words."""
    suggestion: str | None = None
    """The known key or id that a misspelled one resembles, if there is one."""

    def __str__(self) -> str:
        hint = f"; did you mean {self.suggestion!r}?" if self.suggestion else ""
        return f"{self.path}: found {self.found}, expected {self.expected}{hint}"


def join_path(parent: str, child: str) -> str:
    """Join two paths: ``a`` and ``b`` give ``a.b``, ``a`` and ``[0]`` give ``a[0]``."""
    if not parent or not child or child.startswith("["):
        return parent + child
    return f"{parent}.{child}"


class InvalidFieldError(Exception):
    """A record cannot have these values; constructors raise one of the two subclasses below."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(map(str, self.problems))


class InvalidTypeError(InvalidFieldError, TypeError):
    """A field has a value of the wrong type."""


class InvalidValueError(InvalidFieldError, ValueError):
    """A field has a value of the right type that is not allowed."""


class UcAuditError(Exception):
    """The base class of the errors that this library defines."""


class UnknownRecordError(UcAuditError, KeyError):
    """No record has the requested id, or the record with that id is of another class."""

    def __init__(
        self,
        record_id: str,
        suggestion: str | None = None,
        expected: str | None = None,
        actual: str | None = None,
    ) -> None:
        super().__init__(record_id, suggestion, expected, actual)
        self.record_id = record_id
        """The requested id."""
        self.suggestion = suggestion
        """The existing id closest to it, if any is close."""
        self.expected = expected
        """The name of the requested class, if one was requested."""
        self.actual = actual
        """The name of the record's class, if there is a record."""

    def __str__(self) -> str:
        if self.actual and self.expected:
            return f"The record {self.record_id!r} is {with_article(self.actual)}, not {with_article(self.expected)}."
        return f"No {self.expected or 'record'} has the id {self.record_id!r}.{_hint(self.suggestion)}"


class DatasetError(UcAuditError, ValueError):
    """A document is not a valid dataset, or records do not form one."""

    def __init__(self, problems: Iterable[Problem], source: str | None = None) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        """All problems; if the document is not JSON, only that one."""
        self.source = source
        """The file that was read, if there was one."""
        super().__init__(self.problems, source)

    def __str__(self) -> str:
        name, count = self.source or "The document", len(self.problems)
        lines = [f"{name if name.isprintable() else ascii(name)} has {count} problem{'s' if count != 1 else ''}:"]
        lines += [f"  {problem}" for problem in self.problems[:MAX_SHOWN]]
        lines += [f"  and {count - MAX_SHOWN} more"] if count > MAX_SHOWN else []
        return "\n".join(lines)


class SchemaVersionError(DatasetError):
    """A document has a newer ``schema_version`` than this library knows; upgrade ``uc-audit`` to read it."""


class CorruptDatasetError(UcAuditError, ValueError):
    """A bundled file differs from the released one."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file
        """The name of the file."""

    def __str__(self) -> str:
        hint = "Reinstall uc-audit; in a clone, run tests/regenerate.py."
        return f"The bundled file {self.file} was changed or damaged. {hint}"


class CriterionError(UcAuditError, ValueError):
    """The records have no such criterion, or no record can have the value."""

    def __init__(self, name: str, found: str, expected: str, suggestion: str | None = None) -> None:
        super().__init__(name, found, expected, suggestion)
        self.name = name
        """The name of the criterion."""
        self.found = found
        """What was given, in words."""
        self.expected = expected
        """What is allowed, in words."""
        self.suggestion = suggestion
        """The allowed name or value closest to it, if any is close."""

    def __str__(self) -> str:
        return f"{self.name}: found {self.found}, expected {self.expected}.{_hint(self.suggestion)}"


class ShareError(UcAuditError, ValueError):
    """Two figures have no share, because no source says that one counts a part of the other."""

    def __init__(self, part_id: str, whole_id: str | None, reason: str) -> None:
        super().__init__(part_id, whole_id, reason)
        self.part_id = part_id
        """The id of the figure given as the part."""
        self.whole_id = whole_id
        """The id of the figure given as the whole; absent for the part's own denominator."""
        self.reason = reason
        """Why there is no share."""

    def __str__(self) -> str:
        whole = repr(self.whole_id) if self.whole_id else "its denominator"
        return f"There is no share of {self.part_id!r} in {whole}: {self.reason}."


class MissingExtraError(UcAuditError, ImportError):
    """A function needs a package that is installed only with an extra."""

    def __init__(self, extra: str) -> None:
        super().__init__(extra)
        self.extra = extra
        """The name of the extra."""

    def __str__(self) -> str:
        return f"This needs the extra {self.extra!r}: in a clone, pip install '.[{self.extra}]'"
