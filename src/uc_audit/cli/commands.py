"""What each command does."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from ..changes import diff
from ..charts import document_of, write_chart
from ..dataset import DATASET, SCHEMA, data_file, load, read, schema
from ..errors import CriterionValueError, FolderNotEmptyError, UcAuditError, UnknownRecordError
from ..formats import Records
from ..formats.bibtex import to_bibtex
from ..formats.csl import to_csl
from ..formats.csv import to_csv
from ..formats.datapackage import write_datapackage
from ..formats.json import to_json
from ..formats.jsonl import to_jsonl
from ..formats.markdown import to_markdown
from ..formats.tables import csv_files
from ..jsontext import dump
from ..model import Audit
from ..output import write_folder
from ..provenance import cite
from ..query import search, select
from ..query.narrowing import criteria_of
from .arguments import make_parser, option_of, suggestion
from .checking import render_check
from .criteria import criteria_given, record_of
from .listing import render_changes, render_hits, render_list, render_record
from .report import render
from .streams import DIFFERENT, FAILED, FOUND, NOTHING_FOUND, complain, finish, width_of, write


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line.

    Returns:
        The exit code: 0; 1 where nothing was found, something differs, or a citation does not stand; 2 where something
        failed. Wrong usage exits with 2 at once.
    """
    try:
        given = make_parser().parse(None if arguments is None else list(arguments))
        return _COMMANDS[given.command](given, load())
    except UnknownRecordError as error:
        return complain(error, NOTHING_FOUND)
    except FolderNotEmptyError as error:
        return complain(
            f"the folder {error.folder!r} is not empty; --overwrite replaces what has the same name", FAILED
        )
    except (UcAuditError, OSError) as error:
        return complain(error, FAILED)
    finally:
        finish()


def _report(given: argparse.Namespace, audit: Audit) -> int:
    return write(render(audit, width_of(given)), given, for_people=True)


def _list(given: argparse.Namespace, audit: Audit) -> int:
    try:
        records: Any = select(getattr(audit, given.kind), **criteria_given(given, audit))
    except CriterionValueError as error:
        option = option_of(criteria_of(given.record_class)[error.name])
        given.parser.error(f"argument {option}: {error.found} is not {error.expected}{_hint(error)}")
    if not records:
        if given.format != "table":
            header = to_csv((), record_class=given.record_class)
            write({"json": "[]\n", "csv": header}.get(given.format, ""), given)
        return complain("nothing was found", NOTHING_FOUND)
    return _write_records(records, render_list(records, width_of(given)), given)


def _show(given: argparse.Namespace, audit: Audit) -> int:
    record = record_of(audit, given.id)
    return _write_records(record, render_record(audit, record, width_of(given)), given)


def _search(given: argparse.Namespace, audit: Audit) -> int:
    hits = search(audit, " ".join(given.text))
    if not hits:
        return complain("nothing was found", NOTHING_FOUND)
    return write(render_hits(hits, width_of(given)), given, for_people=True)


def _export(given: argparse.Namespace, audit: Audit) -> int:
    if given.format == "datapackage":
        write_datapackage(audit, given.folder, overwrite=given.overwrite)
    else:
        whole = [(DATASET, to_json(audit)), (SCHEMA, dump(schema()))]
        write_folder(given.folder, whole if given.format == "json" else csv_files(audit), overwrite=given.overwrite)
    return FOUND


def _diff(given: argparse.Namespace, audit: Audit) -> int:
    changes = diff(read(given.old), audit if given.new is None else read(given.new))
    makers: dict[str, Callable[[Any], str]] = {"json": to_json, "markdown": to_markdown}
    make = makers.get(given.format)
    text = make(changes) if make else render_changes(changes, width_of(given))
    return write(text, given, for_people=make is None, code=DIFFERENT if changes else FOUND)


def _verify(given: argparse.Namespace, audit: Audit) -> int:
    texts: dict[str, str] = {}
    sources = [source.id for source in audit.sources]
    for argument in given.texts:
        source_id, equals, path = argument.partition("=")
        if not equals or source_id not in sources:
            hint = suggestion(source_id, sources)
            given.parser.error(f"argument SOURCE=FILE: {argument!r} does not begin with the id of a source{hint}")
        if source_id in texts:
            given.parser.error(f"argument SOURCE=FILE: {source_id!r} is given more than once")
        try:
            with open(path, "rb") as file:
                texts[source_id] = file.read().decode()
        except UnicodeDecodeError:
            return complain(f"{path!r} is not UTF-8", FAILED)
    text, stands = render_check(audit, texts, width_of(given))
    return write(text, given, for_people=True, code=FOUND if stands else DIFFERENT)


def _cite(given: argparse.Namespace, audit: Audit) -> int:
    things = audit if given.id is None else record_of(audit, given.id)
    if given.style == "csl":
        return write(dump(to_csl(things)), given)
    if given.style == "bibtex":
        return write(to_bibtex(things), given)
    records: list[Any] = [audit, *audit.sources] if given.id is None else [things]
    return write("".join(f"{cite(record)}\n" for record in records), given, for_people=True)


def _chart(given: argparse.Namespace, audit: Audit) -> int:
    try:
        document = document_of(audit, given.kind, given.measure)
        if given.output in (None, "-"):
            return write(dump(document), given)
        write_chart(document, given.output)
    except CriterionValueError as error:
        option = {"path": "-o/--output", "measure": "--measure"}[error.name]
        given.parser.error(f"argument {option}: expected {error.expected}, not {error.found}{_hint(error)}")
    return FOUND


def _schema(given: argparse.Namespace, _: Audit) -> int:
    return write(dump(schema()), given)


def _path(given: argparse.Namespace, _: Audit) -> int:
    return write(f"{data_file()}\n", given)


def _hint(error: CriterionValueError) -> str:
    return f"; did you mean {error.suggestion}?" if error.suggestion else ""


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
    "chart": _chart,
    "verify": _verify,
    "cite": _cite,
    "schema": _schema,
    "path": _path,
}


def _write_records(records: Records, table: str, given: argparse.Namespace) -> int:
    if given.format == "table":
        return write(table, given, for_people=True)
    return write(_MAKERS[given.format](records), given)
