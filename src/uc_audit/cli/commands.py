"""The commands: what each does, and its arguments. What only some of them need is imported when they run."""

import argparse
import io
import shutil
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import uc_audit

from .arguments import Command, Parser, argument, find_id, one_of
from .pages import Page
from .streams import NEGATIVE, STANDARD_STREAM, SUCCESS, CommandLineError, complain, read_bytes, write

if TYPE_CHECKING:
    from uc_audit import Audit

FILE_WIDTH = 80
MIN_WIDTH = 20


def _load(given: argparse.Namespace) -> "Audit":
    return uc_audit.load() if given.data is None else _read(given.data)


def _read(file: str) -> "Audit":
    return uc_audit.loads(read_bytes(file)) if file == STANDARD_STREAM else uc_audit.read(file)


def _print(given: argparse.Namespace, add: Callable[..., None], *arguments: Any) -> int:
    """Write what a function adds to a page, which is as wide as the terminal."""
    is_file = given.output not in {None, STANDARD_STREAM}
    page = Page(FILE_WIDTH if is_file else max(shutil.get_terminal_size().columns, MIN_WIDTH))
    add(page, *arguments)
    write(str(page), given.output, for_people=True)
    return SUCCESS


def _found(results: Sequence[Any]) -> int:
    return SUCCESS if results else complain("nothing was found", NEGATIVE)


def _overview(given: argparse.Namespace) -> int:
    from .overview import add_overview

    return _print(given, add_overview, _load(given))


def _report(given: argparse.Namespace) -> int:
    from .listing import add_report

    return _print(given, add_report, _load(given))


def _prepare_list(parser: Parser, rest: Sequence[str]) -> None:
    from .selection import add_criteria

    add_criteria(parser, rest)


def _list(given: argparse.Namespace) -> int:
    from ..audit import RECORD_CLASSES
    from .listing import add_rows
    from .selection import select_records

    audit = _load(given)
    records = select_records(given, audit)
    _write_records(given, records, RECORD_CLASSES[given.records], audit, add_rows)
    return _found(records)


def _show(given: argparse.Namespace) -> int:
    from .listing import add_record

    audit = _load(given)
    record = audit[find_id(audit, given.id)]
    return _write_records(given, record, type(record), audit, add_record)


def _write_records(
    given: argparse.Namespace, records: Any, record_class: Any, audit: "Audit", add: Callable[..., None]
) -> int:
    if given.format == "table":
        return _print(given, add, records, audit)
    write(_format(given.format, records, record_class, audit), given.output)
    return SUCCESS


def _format(name: str, records: Any, record_class: Any, audit: "Audit") -> str:
    """Return records in a format for programs."""
    match name:
        case "json":
            return uc_audit.to_json(records)
        case "jsonl":
            return uc_audit.to_jsonl(records)
        case "markdown":
            return uc_audit.to_markdown(records, audit=audit)
        case "html":
            return uc_audit.to_html(records, audit=audit)
        case _:
            return uc_audit.to_csv(records, excel=name == "excel-csv", record_class=record_class, audit=audit)


def _search(given: argparse.Namespace) -> int:
    from .listing import add_hits

    audit = _load(given)
    hits = uc_audit.search(audit, " ".join(given.words))
    _print(given, add_hits, hits, audit)
    return _found(hits)


def _compare(given: argparse.Namespace) -> int:
    from .listing import add_comparison, add_measures

    audit = _load(given)
    if given.measure is None:
        return _print(given, add_measures, audit)
    return _print(given, add_comparison, audit[find_id(audit, given.measure, ["measures"])], audit)


def _check(given: argparse.Namespace) -> int:
    from .checks import run_check

    return run_check(given.files or [STANDARD_STREAM], _load(given), given)


def _cite(given: argparse.Namespace) -> int:
    from ..serialization import dump_json

    audit = _load(given)
    cited = audit if given.id is None else audit[find_id(audit, given.id)]
    reference = uc_audit.cite(cited, given.style, audit=audit)
    text = reference if isinstance(reference, str) else dump_json(reference)
    write(f"{text.rstrip()}\n", given.output, for_people=given.style == "text")
    return SUCCESS


def _export(given: argparse.Namespace) -> int:
    audit = _load(given)
    if given.folder is None and given.format == "json":
        write(uc_audit.to_json(audit), given.output)
        written = given.output or "standard output"
    elif given.folder is None or given.output is not None:
        given.parser.error("give a folder; --output is only for --format json without a folder")
    else:
        written = f"{given.folder}: {_export_files(given, audit)}"
    return complain(f"wrote the dataset {audit.data_version} ({len(audit)} records) to {written}")


def _export_files(given: argparse.Namespace, audit: "Audit") -> str:
    """Write the files of an export, and say which."""
    from ..audit import RECORD_CLASSES
    from ..files import write_folder
    from ..serialization import dump_json

    if given.format == "datapackage":
        uc_audit.write_datapackage(audit, given.folder, overwrite=given.overwrite)
        return "datapackage.json, and the files that it describes"
    if given.format == "json":
        files = {"audit.json": uc_audit.to_json(audit), "audit.schema.json": dump_json(uc_audit.schema())}
    else:
        files = {
            f"{kind}.csv": _format(given.format, getattr(audit, kind), record_class, audit)
            for kind, record_class in RECORD_CLASSES.items()
        }
    write_folder(given.folder, files, overwrite=given.overwrite)
    return ", ".join(files)


def _chart(given: argparse.Namespace) -> int:
    kind = "json" if given.output in {None, STANDARD_STREAM} else given.output.rpartition(".")[2].lower()
    if kind not in {"png", "svg", "json"}:
        given.parser.error(f"--output: {given.output!r} does not end with .png, .svg or .json")
    audit = _load(given)
    picture: Any = uc_audit.chart(audit, find_id(audit, given.measure, ["measures"]))
    stream: Any = io.BytesIO() if kind == "png" else io.StringIO()
    try:
        picture.save(stream, format=kind)
    except ValueError as error:  # Altair needs another package for pictures.
        raise uc_audit.MissingExtraError("plot") from error
    write(stream.getvalue(), given.output)
    return SUCCESS


def _verify(given: argparse.Namespace) -> int:
    from .listing import add_mismatches

    audit = _load(given)
    texts = {find_id(audit, source, ["sources"]): _read_text(file) for source, file in given.documents}
    mismatches = uc_audit.verify(audit, texts)
    # In an empty document, nothing that is cited is found.
    counts = {source_id: len(uc_audit.verify(audit, {source_id: ""})) for source_id in texts}
    _print(given, add_mismatches, mismatches, counts, audit)
    return NEGATIVE if mismatches or not all(counts.values()) else SUCCESS


def _document(text: str) -> tuple[str, str]:
    """Accept the id of a source and the name of a file."""
    source, _, file = text.partition("=")
    if not source or not file:
        raise argparse.ArgumentTypeError(f"{text!r} has to be SOURCE=FILE")
    return source, file


def _read_text(file: str) -> str:
    try:
        return read_bytes(file).decode()
    except UnicodeDecodeError:
        raise CommandLineError(f"{file!r} is not UTF-8 text") from None


def _diff(given: argparse.Namespace) -> int:
    old = _read(given.old)
    new = _load(given) if given.new is None else _read(given.new)
    changes = uc_audit.diff(old, new)
    if given.format == "table":
        write("".join(f"{change}\n" for change in changes), given.output, for_people=True)
    else:
        write(_format(given.format, changes, None, new), given.output)
    return NEGATIVE if changes else SUCCESS


def _schema(given: argparse.Namespace) -> int:
    from ..serialization import dump_json

    write(dump_json(uc_audit.schema()), given.output)
    return SUCCESS


def _path(given: argparse.Namespace) -> int:
    write(f"{given.data or uc_audit.data_file()}\n", given.output)
    return SUCCESS


def _choice(name: str, *words: str) -> Any:
    text = f"{', '.join(words)}; default: {words[0]}"
    return argument(f"--{name}", type=one_of(name, words), default=words[0], metavar=name.upper(), help=text)


_FORMAT = _choice("format", "table", "json", "jsonl", "csv", "excel-csv", "markdown", "html")
_CHANGE_FORMAT = _choice("format", "table", "json", "markdown")
_PACKAGE = _choice("format", "datapackage", "json", "csv", "excel-csv")
_REMARK_FORMAT = _choice("format", "text", "json", "github")
_SEVERITY = _choice("severity", "warning", "error", "note")
_TEXTS = argument("files", metavar="FILE", nargs="*", help="plain text, Markdown or HTML; default: standard input")
_STYLE = _choice("style", "text", "bibtex", "csl", "html")
_ID = argument("id", metavar="ID", help="a record, such as oig-24-46")
_OPTIONAL_ID = argument("id", metavar="ID", nargs="?", help="a record, such as oig-24-46; default: the dataset")
_WORDS = argument("words", metavar="WORDS", nargs="+", help="words, numbers or abbreviations")
_MEASURE = argument("measure", metavar="MEASURE", nargs="?", default="", help="what is counted: notices-not-served")
_OPTIONAL_MEASURE = argument("measure", metavar="MEASURE", nargs="?", help="what is counted; default: list it")
_FOLDER = argument("folder", metavar="FOLDER", nargs="?", help="a folder that is new or empty")
_OVERWRITE = argument("--overwrite", action="store_true", help="replace files of the same names in the folder")
_OLD = argument("old", metavar="OLD", help="the older one, a JSON file; - is standard input")
_NEW = argument("new", metavar="NEW", nargs="?", help="the newer one; default: the bundled one")
_DOCUMENT = "the id of a source, and a file of its plain text (of a PDF, what pdftotext prints)"
_DOCUMENTS = argument("documents", metavar="SOURCE=FILE", nargs="+", type=_document, help=_DOCUMENT)

COMMANDS: dict[str, Command] = {
    "": Command("say on one screen what was found", _overview),
    "report": Command("print everything, for reading", _report),
    "list": Command("list the records of a kind that fit some criteria", _list, (_FORMAT,), _prepare_list),
    "show": Command("print a record, the words it cites, and what refers to it", _show, (_ID, _FORMAT)),
    "search": Command("find records by words, the best matches first", _search, (_WORDS,)),
    "compare": Command("compare the figures of a measure across sources and dates", _compare, (_OPTIONAL_MEASURE,)),
    "check": Command("find misquotes of the report in texts", _check, (_TEXTS, _REMARK_FORMAT, _SEVERITY)),
    "cite": Command("print the reference of a record", _cite, (_OPTIONAL_ID, _STYLE)),
    "export": Command("write the dataset for other programs", _export, (_FOLDER, _PACKAGE, _OVERWRITE)),
    "chart": Command("draw the figures of a measure; -o FILE.png, .svg or .json", _chart, (_MEASURE,)),
    "verify": Command("look for the cited words in documents that you have", _verify, (_DOCUMENTS,)),
    "diff": Command("print what differs between two datasets", _diff, (_OLD, _NEW, _CHANGE_FORMAT)),
    "schema": Command("print the JSON Schema, which is the same for every dataset", _schema),
    "path": Command("print where the file of the dataset is", _path),
}
"""The commands by name; the nameless one runs where no command is given."""
