"""Everything that this library raises or warns of."""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

MOST_SHOWN = 50
"""So many problems stand in the message of an error; its ``problems`` are more."""

MOST_PROBLEMS = 10_000
"""So many problems of one document are listed: all of them may be thousands of times as long as the document is."""


class Problem(NamedTuple):
    """
    One thing that is wrong with a record or a document.

    Attributes:
        path: Where it is, for example ``figures[3].comparator``; ``$`` is the document itself.
        found: What stands there, in words.
        expected: What should stand there, in words.
    """

    path: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path}: found {self.found}, expected {self.expected}"


def join_path(parent: str, child: str) -> str:
    """Put a child's path behind its parent's: ``a`` and ``b`` give ``a.b``, ``a`` and ``[0]`` give ``a[0]``."""
    if not parent or not child or child.startswith("["):
        return parent + child
    return f"{parent}.{child}"


def enough(problems: Iterable[Problem]) -> list[Problem]:
    """List problems: all of them, or one more than an error lists."""
    return list(islice(problems, MOST_PROBLEMS + 1))


class UcAuditError(Exception):
    """The root of every error that this library raises by itself."""


class UnknownRecordError(UcAuditError, KeyError):
    """
    No record has the requested id, or the one that has it is of another class.

    Attributes:
        record_id: The id that was asked for.
        suggestion: The nearest id that exists, or none.
        expected: The name of the class that was asked for, or none.
        actual: The name of the class that the record has, or none where there is no record.
    """

    def __init__(
        self,
        record_id: str,
        suggestion: str | None = None,
        expected: str | None = None,
        actual: str | None = None,
    ) -> None:
        super().__init__(record_id, suggestion, expected, actual)
        self.record_id: str = record_id
        self.suggestion: str | None = suggestion
        self.expected: str | None = expected
        self.actual: str | None = actual

    def __str__(self) -> str:
        if self.actual:
            return f"The record {self.record_id!r} is not of the class {self.expected}, but {self.actual}."
        hint = f" Did you mean {self.suggestion!r}?" if self.suggestion else ""
        return f"No {self.expected or 'record'} has the id {self.record_id!r}.{hint}"


class WithdrawnRecordError(UnknownRecordError):
    """
    The record with the requested id was withdrawn, and no other took its place.

    Attributes:
        reason: Why it was withdrawn.
    """

    def __init__(self, record_id: str, reason: str) -> None:
        super().__init__(record_id)
        self.args: tuple[object, ...] = (record_id, reason)
        self.reason: str = reason

    def __str__(self) -> str:
        return f"The record {self.record_id!r} was withdrawn: {self.reason}"


class ShareError(UcAuditError, ValueError):
    """
    Two figures have no share, since the one is not known to count a part of the other.

    Attributes:
        part_id: The figure that was to be the part.
        whole_id: The figure that was to be the whole, or none where it was the part's own denominator.
        reason: Why there is no share.
    """

    def __init__(self, part_id: str, whole_id: str | None, reason: str) -> None:
        super().__init__(part_id, whole_id, reason)
        self.part_id: str = part_id
        self.whole_id: str | None = whole_id
        self.reason: str = reason

    def __str__(self) -> str:
        whole = repr(self.whole_id) if self.whole_id else "its denominator"
        return f"There is no share of {self.part_id!r} in {whole}: {self.reason}."


class UnknownCriterionError(UcAuditError, LookupError):
    """
    Records of this class cannot be selected by this name.

    Attributes:
        name: The name that was given.
        known: The names that there are.
        suggestion: The nearest of them, or none.
        record_class: The name of the class, or none where no class has the criterion.
    """

    def __init__(
        self, name: str, known: Iterable[str], suggestion: str | None = None, record_class: str | None = None
    ) -> None:
        self.name: str = name
        self.known: tuple[str, ...] = tuple(known)
        self.suggestion: str | None = suggestion
        self.record_class: str | None = record_class
        super().__init__(name, self.known, suggestion, record_class)

    def __str__(self) -> str:
        hint = f" Did you mean {self.suggestion!r}?" if self.suggestion else ""
        known = ", ".join(self.known)
        holder = f"{self.record_class} has no" if self.record_class else "No class of records has a"
        return f"{holder} criterion {self.name!r}.{hint} There are: {known}."


class CriterionValueError(UcAuditError, ValueError):
    """
    No record can have this value of a criterion, or there is no such chart.

    Attributes:
        name: The name of the criterion.
        found: The value that was given, in words.
        expected: Which values there are, in words.
        suggestion: The nearest of them, or none.
    """

    def __init__(self, name: str, found: str, expected: str, suggestion: str | None = None) -> None:
        super().__init__(name, found, expected, suggestion)
        self.name: str = name
        self.found: str = found
        self.expected: str = expected
        self.suggestion: str | None = suggestion

    def __str__(self) -> str:
        hint = f" Did you mean {self.suggestion!r}?" if self.suggestion else ""
        return f"The criterion {self.name!r} cannot be {self.found}: expected {self.expected}.{hint}"


class InvalidRecordError(UcAuditError, ValueError):
    """
    A record cannot be made of these values.

    Attributes:
        record_class: The name of the class.
        problems: What is wrong, each with the field as its path.
    """

    def __init__(self, record_class: str, problems: Iterable[Problem]) -> None:
        self.record_class: str = record_class
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(record_class, self.problems)

    def __str__(self) -> str:
        return "; ".join(f"{self.record_class}.{problem}" for problem in self.problems)


class DatasetError(UcAuditError, ValueError):
    """
    A document is not a valid dataset.

    Attributes:
        problems: Everything that is wrong with it, not only the first thing; of more than 10,000 things, so many.
        source: The file that was read, or none.
        line: The line of it, from 1, where each line is a document, or none.
        complete: Whether all that were found are listed. JSON that cannot be parsed is one problem; what else is wrong
            with it is not looked for.
    """

    def __init__(
        self,
        problems: Iterable[Problem],
        source: str | None = None,
        line: int | None = None,
        complete: bool = True,  # noqa: FBT001, FBT002 (unpickling gives it by its place)
    ) -> None:
        found = enough(problems)
        self.problems: tuple[Problem, ...] = tuple(found[:MOST_PROBLEMS])
        self.source: str | None = source
        self.line: int | None = line
        self.complete: bool = complete and len(found) <= MOST_PROBLEMS
        super().__init__(self.problems, source, line, self.complete)

    def __str__(self) -> str:
        count = len(self.problems)
        name = self.source if self.source is None or self.source.isprintable() else ascii(self.source)
        where = f"{name or 'The document'}{f', line {self.line},' if self.line else ''}"
        lines = [f"{where} has {'' if self.complete else 'more than '}{count} problem{'s' if count != 1 else ''}:"]
        lines += [f"  {problem}" for problem in self.problems[:MOST_SHOWN]]
        if count > MOST_SHOWN:
            lines.append(f"  and {'' if self.complete else 'more than '}{count - MOST_SHOWN} more")
        return "\n".join(lines)


class SchemaVersionError(DatasetError):
    """A document has a newer ``schema_version`` than this library knows; upgrade ``uc-audit`` to read it."""


class CorruptDatasetError(UcAuditError, ValueError):
    """
    A bundled file is not the one that was released.

    Attributes:
        file: The name of the file.
        expected: The SHA-256 that it should have, 64 hexadecimal digits, or none where none is recorded.
        actual: The SHA-256 that it has.
    """

    def __init__(self, file: str, expected: str | None, actual: str) -> None:
        super().__init__(file, expected, actual)
        self.file: str = file
        self.expected: str | None = expected
        self.actual: str = actual

    def __str__(self) -> str:
        return (
            f"The bundled file {self.file} has the SHA-256 {self.actual} instead of "
            f"{self.expected or 'a recorded one'}: it was changed after the release. Install uc-audit again."
        )


class FolderNotEmptyError(UcAuditError, FileExistsError):
    """
    A folder has something in it, and was not to be overwritten.

    Attributes:
        folder: The folder.
    """

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder: str = folder

    def __str__(self) -> str:
        return f"The folder {self.folder!r} is not empty; with overwrite, files of the same names are replaced."


class MissingExtraError(UcAuditError, ImportError):
    """
    A function needs a package that only an extra of this one installs.

    Attributes:
        extra: The name of the extra.
    """

    def __init__(self, extra: str) -> None:
        super().__init__(extra)
        self.extra: str = extra

    def __str__(self) -> str:
        return f"This needs the extra {self.extra!r}: pip install 'uc-audit[{self.extra}]'"


class DatasetWarning(UserWarning):
    """A document has something that this library does not know and has left out."""
