"""What each command does."""

import argparse
import os
import shutil
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from ..changes import diff
from ..dataset import DATASET, SCHEMA, data_file, load, read, schema
from ..errors import CriterionValueError, FolderNotEmptyError, UcAuditError, UnknownRecordError
from ..formats import Records
from ..formats.columns import columns_of
from ..formats.csv import lines_of, to_csv
from ..formats.datapackage import write_datapackage
from ..formats.json import to_json
from ..formats.jsonl import to_jsonl
from ..formats.markdown import to_markdown
from ..formats.tables import csv_files
from ..jsontext import dump
from ..model import Audit
from ..output import write_folder, write_text
from ..query import search, select
from ..query.narrowing import Criterion, criteria_of
from .arguments import make_parser, option_of, suggestion
from .listing import render_changes, render_hits, render_list, render_record
from .report import render

WIDEST = 80
"""Lines are no longer than this, however wide the terminal."""

FOUND, NOTHING_FOUND, FAILED = 0, 1, 2
DIFFERENT = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line.

    Returns:
        The exit code: 0, 1 where nothing was found, 2 where something failed. Wrong usage exits with 2 at once.
    """
    try:
        given = make_parser().parse(None if arguments is None else list(arguments))
        return _COMMANDS[given.command](given, load())
    except UnknownRecordError as error:
        return _complain(error, NOTHING_FOUND)
    except FolderNotEmptyError as error:
        return _complain(
            f"the folder {error.folder!r} is not empty; --overwrite replaces what has the same name", FAILED
        )
    except BrokenPipeError:  # Nobody reads on.
        return FOUND
    except (UcAuditError, OSError) as error:
        return _complain(error, FAILED)
    finally:
        _finish()


def _finish() -> None:
    """Bring what was printed to its end; where that is not possible, keep Python from complaining of it at exit."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(given: argparse.Namespace, audit: Audit) -> int:
    return _write(render(audit, _width(given)), given, for_people=True)


def _list(given: argparse.Namespace, audit: Audit) -> int:
    criteria = {
        name: _value(given, audit, criterion)
        for name, criterion in criteria_of(given.record_class).items()
        if getattr(given, f"criterion_{name}") is not None
    }
    try:
        records: Any = select(getattr(audit, given.kind), **criteria)
    except CriterionValueError as error:
        hint = f"; did you mean {error.suggestion}?" if error.suggestion else ""
        option = option_of(criteria_of(given.record_class)[error.name])
        given.parser.error(f"argument {option}: {error.found} is not {error.expected}{hint}")
    if not records:
        if given.format != "table":
            header = "".join(lines_of(columns_of(given.record_class), []))
            _write({"json": "[]\n", "csv": header}.get(given.format, ""), given, for_people=False)
        return _complain("nothing was found", NOTHING_FOUND)
    return _write_records(records, render_list(records, _width(given)), given)


def _show(given: argparse.Namespace, audit: Audit) -> int:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", DeprecationWarning)
        record = audit[given.id]
    for warning in caught:
        _complain(str(warning.message), FOUND)
    return _write_records(record, render_record(audit, record, _width(given)), given)


def _search(given: argparse.Namespace, audit: Audit) -> int:
    hits = search(audit, " ".join(given.text))
    if not hits:
        return _complain("nothing was found", NOTHING_FOUND)
    return _write(render_hits(hits, _width(given)), given, for_people=True)


def _export(given: argparse.Namespace, audit: Audit) -> int:
    if given.format == "datapackage":
        write_datapackage(audit, given.folder, overwrite=given.overwrite)
    else:
        whole = [(DATASET, to_json(audit)), (SCHEMA, dump(schema()))]
        write_folder(given.folder, whole if given.format == "json" else csv_files(audit), overwrite=given.overwrite)
    return FOUND


def _diff(given: argparse.Namespace, audit: Audit) -> int:
    changes = diff(read(given.old), read(given.new) if given.new else audit)
    makers: dict[str, Callable[[Any], str]] = {"json": to_json, "markdown": to_markdown}
    make = makers.get(given.format)
    text = make(changes) if make else render_changes(changes, _width(given))
    _write(text, given, for_people=make is None)
    return DIFFERENT if changes else FOUND


def _schema(given: argparse.Namespace, _: Audit) -> int:
    return _write(dump(schema()), given, for_people=False)


def _path(given: argparse.Namespace, _: Audit) -> int:
    return _write(f"{data_file()}\n", given, for_people=True)


_MAKERS: dict[str, Callable[[Records], str]] = {
    "json": to_json,
    "jsonl": to_jsonl,
    "csv": to_csv,
    "markdown": to_markdown,
}

_COMMANDS = {
    "report": _report,
    "list": _list,
    "show": _show,
    "search": _search,
    "export": _export,
    "diff": _diff,
    "schema": _schema,
    "path": _path,
}


def _value(given: argparse.Namespace, audit: Audit, criterion: Criterion) -> Any:
    """Read what was given for a criterion; an id or a measure that the audit does not have is wrong usage."""
    texts = getattr(given, f"criterion_{criterion.name}")
    if criterion.several is None and len(texts) > 1:
        given.parser.error(f"argument {option_of(criterion)}: given more than once")
    values = [_read(given, criterion, text) for text in texts]
    known = _known(audit, given, criterion)
    for value in values:
        if known and value is not None and value not in known:
            hint = suggestion(value, known)
            given.parser.error(f"argument {option_of(criterion)}: the audit has no {value!r} to look for{hint}")
    return values if criterion.several else values[0]


def _read(given: argparse.Namespace, criterion: Criterion, text: str) -> Any:
    if criterion.optional and text == "none":
        return None
    if criterion.type is bool:
        return {"true": True, "false": False}.get(text, text)
    if criterion.type is int:
        try:
            return int(text.replace(",", ""))
        except ValueError:
            given.parser.error(f"argument {option_of(criterion)}: {text!r} is not a whole number")
    return text


def _known(audit: Audit, given: argparse.Namespace, criterion: Criterion) -> set[str]:
    """Give the ids, or the measures, that a value may be; none where it may be any text."""
    if "measures" in criterion.targets:
        return {figure.measure for figure in audit.figures}
    fields = (given.kind,) if criterion.name == "id" else criterion.targets
    return {record.id for name in fields for record in getattr(audit, name)}


def _write_records(records: Records, table: str, given: argparse.Namespace) -> int:
    if given.format == "table":
        return _write(table, given, for_people=True)
    return _write(_MAKERS[given.format](records), given, for_people=False)


def _width(given: argparse.Namespace) -> int:
    return WIDEST if given.output not in (None, "-") else min(shutil.get_terminal_size().columns, WIDEST)


def _write(text: str, given: argparse.Namespace, *, for_people: bool) -> int:
    """Write to the file that was named, or to standard output: for people in its encoding, for programs in UTF-8."""
    if given.output not in (None, "-"):
        write_text(given.output, [text])
    elif sys.stdout is None:
        raise OSError("there is no standard output")
    elif for_people:
        sys.stdout.write(_encodable(text, getattr(sys.stdout, "encoding", None) or "utf-8"))
        sys.stdout.flush()
    elif hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)
    return FOUND


def _encodable(text: str, encoding: str) -> str:
    """Write curly quotes straight and anything else as an escape where an encoding does not have them."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        straight = text.translate(str.maketrans("\u2018\u2019\u201c\u201d", "''\"\""))
        return straight.encode(encoding, "backslashreplace").decode(encoding)
    return text


def _complain(error: Exception | str, code: int) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"uc-audit: {error}\n")
    return code
