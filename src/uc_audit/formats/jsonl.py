"""JSON Lines: one record per line."""

from typing import Any, TypeVar, overload

from ..audit import MAX_PROBLEMS, RECORD_CLASSES
from ..errors import DatasetError, Problem, did_you_mean, excerpt, join_path, require
from ..reading import parse_json, structure
from ..records import Record
from ..serialization import Records, dump_json, to_dict
from . import records_of

R = TypeVar("R", bound=Record)

CLASS_KEY = "record_class"
"""The first key of a line: the class of the record."""

_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}
"""The JSON escapes of characters that some readers treat as the end of a line."""


def to_jsonl(records: Records) -> str:
    """
    Return records as JSON Lines; the first key of a line, ``record_class``, names the class of its record.

    For an audit, the lines have all its records, but not its own fields, such as its title.

    Args:
        records: An audit, a record, or any iterable of records.

    Raises:
        TypeError: ``records`` is something else.
    """
    return "".join(
        dump_json({CLASS_KEY: type(record).__name__, **to_dict(record)}, None).translate(_LINE_ENDS)
        for record in records_of(records)
    )


@overload
def from_jsonl(text: str | bytes) -> tuple[Record, ...]: ...
@overload
def from_jsonl(text: str | bytes, record_class: type[R]) -> tuple[R, ...]: ...
def from_jsonl(text: str | bytes, record_class: type[Record] = Record) -> tuple[Record, ...]:
    """
    Read records from JSON Lines, strictly: the inverse of ``to_jsonl``.

    References between the records are checked only by the ``Audit`` that they are put into.

    Args:
        text: The lines, each ending with a line feed; bytes must be UTF-8.
        record_class: The class that all records must have.

    Raises:
        DatasetError: A line is not valid. The error lists every problem of every line, each with a path that begins
            with the number of the line, for example ``line 3.value``.
        TypeError: An argument is of the wrong type.
    """
    require(text, str | bytes, "text must be a str or bytes")
    if not (isinstance(record_class, type) and issubclass(record_class, Record)):
        raise TypeError(f"record_class must be a record class, such as Figure, not {excerpt(record_class)}")
    classes = {cls.__name__: cls for cls in RECORD_CLASSES.values() if issubclass(cls, record_class)}
    lines: Any = text.split("\n") if isinstance(text, str) else text.split(b"\n")
    records: list[Record] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines if lines[-1] else lines[:-1], start=1):
        try:
            records.append(_read_line(line, classes))
        except DatasetError as error:
            for problem in error.problems:
                path = join_path(f"line {number}", "" if problem.path == "$" else problem.path)
                found = problem.found.replace("at line 1, column", "at column")
                problems.append(problem._replace(path=path, found=found))
        if len(problems) >= MAX_PROBLEMS:
            break
    if problems:
        raise DatasetError(problems[:MAX_PROBLEMS])
    return tuple(records)


def _read_line(line: str | bytes, classes: dict[str, type[Record]]) -> Record:
    document = parse_json(line)
    name = document.pop(CLASS_KEY, None) if isinstance(document, dict) else None
    if not isinstance(name, str) or name not in classes:
        expected = f"one of {', '.join(map(repr, classes))}"
        raise DatasetError([Problem(CLASS_KEY, excerpt(name), expected, did_you_mean(name, classes))])
    record: Record = structure(document, classes[name])
    return record
