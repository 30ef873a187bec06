"""JSON Lines: one record a line, so that neither side has to hold all of them."""

import io
import os
from collections.abc import Iterable, Iterator
from typing import IO, Any, TypeVar, overload

from ..codec import structure, unstructure
from ..errors import DatasetError, Problem
from ..jsontext import dump, parse
from ..model import Record
from ..model.audit import record_classes
from ..model.wording import shorten
from ..output import PathLike, write_text
from . import Records, each

R = TypeVar("R", bound=Record)

CLASS_KEY = "record_class"
"""The first key of a line: the class of the record, since one file may hold several."""

_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}
"""What some readers take for the end of a line, as JSON escapes it."""


@overload
def to_jsonl(records: Records, path: None = None) -> str: ...
@overload
def to_jsonl(records: Records, path: PathLike) -> None: ...
def to_jsonl(records: Records, path: PathLike | None = None) -> str | None:
    """
    Write records as JSON Lines; each line says of which class its record is.

    Of an audit all records are written, but not its own fields, such as its title; ``to_json`` has those.

    Args:
        records: An audit, a record, or any iterable of records.
        path: A file to write to, line by line; then nothing is returned.

    Raises:
        OSError: The file cannot be written.
    """
    lines = (
        dump({CLASS_KEY: type(record).__name__, **unstructure(record)}, indent=None).translate(_LINE_ENDS)
        for record in each(records)
    )
    if path is None:
        return "".join(lines)
    write_text(path, lines)
    return None


@overload
def from_jsonl(lines: str | bytes | os.PathLike[str] | Iterable[str | bytes]) -> Iterator[Record]: ...
@overload
def from_jsonl(lines: str | bytes | os.PathLike[str] | Iterable[str | bytes], record_class: type[R]) -> Iterator[R]: ...
def from_jsonl(
    lines: str | bytes | os.PathLike[str] | Iterable[str | bytes], record_class: type[Record] = Record
) -> Iterator[Record]:
    """
    Read records from JSON Lines, strictly and one at a time: the inverse of ``to_jsonl``.

    References are not followed: whether records fit together is checked by the ``Audit`` that they go into.

    Args:
        lines: JSON Lines as a text or bytes, a path (as ``pathlib.Path``), or an open file or other iterable of lines.
        record_class: The class that all the records have to be of.

    Yields:
        The records. Those before a bad line have been yielded when the error comes.

    Raises:
        DatasetError: A line is not valid; the error has its number and lists every problem in it.
        OSError: The file cannot be read.
    """
    if isinstance(lines, os.PathLike):
        with open(lines, "rb") as file:
            yield from _records(file, record_class, os.fspath(lines))
    elif isinstance(lines, str):
        yield from _records(io.StringIO(lines), record_class, None)
    else:
        yield from _records(io.BytesIO(lines) if isinstance(lines, bytes) else lines, record_class, None)


def _records(
    lines: Iterable[str | bytes] | IO[Any], record_class: type[Record], source: str | None
) -> Iterator[Record]:
    classes = {cls.__name__: cls for cls in record_classes().values() if issubclass(cls, record_class)}
    for number, line in enumerate(lines, start=1):
        text = line.rstrip(b"\r\n") if isinstance(line, bytes) else line.rstrip("\r\n")
        document = parse(text, source, number)
        name = document.pop(CLASS_KEY, None) if isinstance(document, dict) else None
        cls = classes.get(name) if isinstance(name, str) else None
        if cls is None:
            problem = Problem(CLASS_KEY, shorten(name), f"one of {', '.join(map(repr, classes))}")
            raise DatasetError([problem], source, number)
        yield structure(document, cls, source, number)
