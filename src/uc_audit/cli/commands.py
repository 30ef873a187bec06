"""The commands and their arguments. Modules that only some commands need are imported when they run."""

import argparse
import io
import re
import shutil
import sys
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import uc_audit

from .arguments import AddArgument, Command, add_criteria, argument, choice, find_id
from .streams import NEGATIVE, STANDARD_STREAM, SUCCESS, CommandLineError, complain, escape, read_bytes, write

if TYPE_CHECKING:
    from .pages import Page

FILE_WIDTH = 80
MIN_WIDTH = 20

COMMANDS: dict[str, Command] = {}
"""The commands by name; the one with an empty name runs if no command is given."""

_FORMATS: dict[str, Callable[[Any, "uc_audit.Audit", Any], str]] = {
    "json": lambda records, *_: uc_audit.to_json(records),
    "jsonl": lambda records, *_: uc_audit.to_jsonl(records),
    "csv": lambda records, audit, cls: uc_audit.to_csv(records, record_class=cls, audit=audit),
    "excel-csv": lambda records, audit, cls: uc_audit.to_csv(records, excel=True, record_class=cls, audit=audit),
    "markdown": lambda records, audit, _: uc_audit.to_markdown(records, audit=audit),
    "html": lambda records, audit, _: uc_audit.to_html(records, audit=audit),
}
"""Functions that return records of an audit, and of a class, in a format for programs."""

_FORMAT = choice("format", "table", *_FORMATS)
_ID = argument("id", "a record, such as oig-24-46", metavar="ID", nargs="?", default="")
_MEASURE = argument("measure", "what is counted, such as notices-not-served", metavar="MEASURE", nargs="?", default="")
_WORDS = argument("words", "words, numbers or abbreviations", metavar="WORDS", nargs="+")

_Run = Callable[[argparse.Namespace], int | None]


def _command(name: str, description: str, *arguments: AddArgument) -> Callable[[_Run], _Run]:
    """Make the decorated function a command."""

    def add(run: _Run) -> _Run:
        COMMANDS[name] = Command(description, arguments, run)
        return run

    return add


def _load(file: str | None) -> "uc_audit.Audit":
    if file is None:
        return uc_audit.load()
    return uc_audit.loads(read_bytes(file)) if file == STANDARD_STREAM else uc_audit.read(file)


def _read_text(file: str) -> str:
    try:
        return read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandLineError(f"{file!r} is not plain text in UTF-8") from None


def _write_page(given: argparse.Namespace, audit: "uc_audit.Audit", add: Callable[["Page"], None]) -> None:
    """Write a page about the audit, as wide as the terminal, with what a function adds to it."""
    from .pages import Page

    is_file = given.output not in {None, STANDARD_STREAM}
    page = Page(audit, FILE_WIDTH if is_file else max(shutil.get_terminal_size().columns, MIN_WIDTH))
    add(page)
    write(str(page), given.output, for_people=True)


def _found(results: Sequence[Any]) -> int:
    return SUCCESS if results else complain("nothing was found", NEGATIVE)


@_command("", "print a one-screen summary of what was found")
def _overview(given: argparse.Namespace) -> None:
    _write_page(given, _load(given.data), lambda page: page.add_overview())


@_command("report", "print everything, for reading")
def _report(given: argparse.Namespace) -> None:
    _write_page(given, _load(given.data), lambda page: page.add_report())


@_command("list", "list the records of a kind that match some criteria", _FORMAT, add_criteria)
def _list(given: argparse.Namespace) -> int:
    from ..audit import RECORD_CLASSES
    from ..criteria import criteria_of

    audit = _load(given.data)
    record_class: Any = RECORD_CLASSES[given.records]
    wanted = {}
    for name, criterion in criteria_of(record_class).items():
        values = getattr(given, name)
        if values is not None and criterion.refers_to:
            kinds = (given.records,) if name == "id" else criterion.refers_to
            values = [None if value is None else find_id(audit, value, kinds) for value in values]
        if values is not None:
            wanted[name] = values
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Unknown ids were already refused.
        records = uc_audit.select(getattr(audit, given.records), **wanted)
    if given.format == "table":
        _write_page(given, audit, lambda page: page.add_rows(records))
    else:
        write(_FORMATS[given.format](records, audit, record_class), given.output)
    return _found(records)


@_command("show", "print a record, the words it cites, and what refers to it", _ID, _FORMAT)
def _show(given: argparse.Namespace) -> None:
    audit = _load(given.data)
    record = audit[find_id(audit, given.id)]
    if given.format == "table":
        _write_page(given, audit, lambda page: page.add_record(record))
    else:
        write(_FORMATS[given.format](record, audit, type(record)), given.output)


@_command("search", "find records by words, best matches first", _WORDS)
def _search(given: argparse.Namespace) -> int:
    audit = _load(given.data)
    hits = uc_audit.search(audit, " ".join(given.words))
    _write_page(given, audit, lambda page: page.add_hits(hits))
    return _found(hits)


@_command("compare", "compare the figures of a measure, or list the measures", _MEASURE)
def _compare(given: argparse.Namespace) -> None:
    audit = _load(given.data)
    if given.measure:
        measure = find_id(audit, given.measure, ["measures"])
        _write_page(given, audit, lambda page: page.add_comparison(measure))
    else:
        _write_page(given, audit, lambda page: page.add_measures())


@_command(
    "check",
    "find misquotes of the report in text files",
    argument("files", "plain text, Markdown or HTML; default: standard input", metavar="FILE", nargs="*"),
    choice("format", "text", "json", "github"),
    choice("severity", "warning", "error", "note"),
)
def _check(given: argparse.Namespace) -> int:
    from ..serialization import dump_json, to_dict

    audit = _load(given.data)
    remarks: list[dict[str, Any]] = []
    for file in given.files or [STANDARD_STREAM]:
        text = _read_text(file)
        name = "<stdin>" if file == STANDARD_STREAM else file
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        for remark in uc_audit.check(text, audit=audit):
            line = bisect_right(starts, remark.start)
            column = remark.start - starts[line - 1] + 1
            remarks.append({"file": name, "line": line, "column": column, **to_dict(remark)})
    if given.format == "json":
        write(dump_json(remarks), given.output)
    elif given.format == "github":
        write("".join(map(_annotation, remarks)), given.output, for_people=True)
    else:
        lines = (_lines_of(remark, with_suggestion=_is_terminal(given)) for remark in remarks)
        text = "".join(dict.fromkeys(chain.from_iterable(lines)))  # Each suggestion only once.
        write(text or "no remarks\n" * _is_terminal(given), given.output, for_people=True)
    ranks = [severity.value for severity in uc_audit.Severity]
    counted = ranks[ranks.index(given.severity) :]
    return NEGATIVE if any(remark["severity"] in counted for remark in remarks) else SUCCESS


def _lines_of(remark: dict[str, Any], *, with_suggestion: bool) -> Iterator[str]:
    words = {key: escape(str(value), keep="") for key, value in remark.items()}
    yield "{file}:{line}:{column}: {severity}: {message} [{kind}]\n".format_map(words)
    if with_suggestion and remark["suggestion"]:
        yield f"    use: {words['suggestion']}\n"


def _is_terminal(given: argparse.Namespace) -> bool:
    """Return whether the output goes straight to a terminal."""
    return given.output is None and sys.stdout is not None and sys.stdout.isatty()


def _annotation(remark: dict[str, Any]) -> str:
    """Return a remark as a GitHub workflow command."""
    command = "notice" if remark["severity"] == "note" else remark["severity"]
    file = remark["file"].translate({ord(character): f"%{ord(character):02X}" for character in "%\r\n:,"})
    place = f"file={file},line={remark['line']},col={remark['column']},title=uc-audit%3A {remark['kind']}"
    return f"::{command} {place}::{escape(remark['message'], keep='').replace('%', '%25')}\n"


@_command(
    "cite", "print a reference to a record, or to the dataset", _ID, choice("style", "text", "bibtex", "csl", "html")
)
def _cite(given: argparse.Namespace) -> None:
    from ..serialization import dump_json

    audit = _load(given.data)
    reference = uc_audit.cite(audit[find_id(audit, given.id)] if given.id else audit, given.style, audit=audit)
    text = reference if isinstance(reference, str) else dump_json(reference)
    write(f"{text.rstrip()}\n", given.output, for_people=given.style == "text")


@_command(
    "export",
    "write the dataset for other programs",
    argument("folder", "a new or empty folder", metavar="FOLDER", nargs="?"),
    choice("format", "datapackage", "json", "csv", "excel-csv"),
    argument("--overwrite", "replace files with the same names in the folder", action="store_true"),
)
def _export(given: argparse.Namespace) -> None:
    audit = _load(given.data)
    if given.folder is None and given.format == "json":
        write(uc_audit.to_json(audit), given.output)
        written = given.output or "standard output"
    elif given.folder is None or given.output is not None:
        given.parser.error("give a folder; --output is only for --format json without a folder")
    else:
        written = f"{given.folder}: {_export_files(given, audit)}"
    complain(f"wrote the dataset {audit.data_version} ({len(audit)} records) to {written}")


def _export_files(given: argparse.Namespace, audit: "uc_audit.Audit") -> str:
    """Write the files of an export, and return a list of them in words."""
    from ..audit import RECORD_CLASSES
    from ..files import write_folder
    from ..serialization import dump_json

    if given.format == "datapackage":
        uc_audit.write_datapackage(audit, given.folder, overwrite=given.overwrite)
        return "datapackage.json, and the files that it describes"
    if given.format == "json":
        files = {"audit.json": uc_audit.to_json(audit), "audit.schema.json": dump_json(uc_audit.schema())}
    else:
        to_csv = _FORMATS[given.format]
        files = {f"{kind}.csv": to_csv(getattr(audit, kind), audit, cls) for kind, cls in RECORD_CLASSES.items()}
    write_folder(given.folder, files, overwrite=given.overwrite)
    return ", ".join(files)


def _width(text: str) -> int:
    from ..charts import MIN_WIDTH

    if not re.fullmatch("[0-9]{1,5}", text) or int(text) < MIN_WIDTH:
        raise CommandLineError(f"{text!r} is not a whole number of pixels from {MIN_WIDTH} to 99999")
    return int(text)


@_command(
    "chart",
    "draw the figures of a measure; -o FILE.png, .svg or .json",
    _MEASURE,
    argument("--width", "the width in pixels; default: 360", metavar="N", type=_width, default=360),
)
def _chart(given: argparse.Namespace) -> None:
    kind = "json" if given.output in {None, STANDARD_STREAM} else given.output.rpartition(".")[2].lower()
    if kind not in {"png", "svg", "json"}:
        given.parser.error(f"--output: {given.output!r} does not end with .png, .svg or .json")
    if _is_terminal(given):
        given.parser.error("give -o FILE.png, -o FILE.svg or -o FILE.json")
    audit = _load(given.data)
    picture: Any = uc_audit.chart(audit, find_id(audit, given.measure, ["measures"]), width=given.width)
    stream: Any = io.BytesIO() if kind == "png" else io.StringIO()
    try:
        picture.save(stream, format=kind)
    except ValueError as error:  # Altair needs another package to draw pictures.
        raise uc_audit.MissingExtraError("plot") from error
    write(stream.getvalue(), given.output)


@_command(
    "verify",
    "look for the cited words in documents that you have",
    argument(
        "documents",
        "the id of a source, and a file with its plain text (for a PDF, the output of pdftotext)",
        metavar="SOURCE=FILE",
        nargs="+",
    ),
)
def _verify(given: argparse.Namespace) -> int:
    audit = _load(given.data)
    texts = {}
    for document in given.documents:
        source, _, file = document.partition("=")
        if not source or not file:
            given.parser.error(f"{document!r} must be SOURCE=FILE")
        texts[find_id(audit, source, ["sources"])] = _read_text(file)
    mismatches = uc_audit.verify(audit, texts)
    # An empty text has none of the cited passages.
    counts = {source_id: len(uc_audit.verify(audit, {source_id: ""})) for source_id in texts}
    _write_page(given, audit, lambda page: page.add_mismatches(mismatches, counts))
    return NEGATIVE if mismatches or not all(counts.values()) else SUCCESS


@_command(
    "diff",
    "print the differences between two datasets",
    argument("old", "the older one, a JSON file; - is standard input", metavar="OLD"),
    argument("new", "the newer one; default: the bundled one", metavar="NEW", nargs="?"),
    choice("format", "table", "json", "markdown"),
)
def _diff(given: argparse.Namespace) -> int:
    old = _load(given.old)
    new = _load(given.data if given.new is None else given.new)
    changes = uc_audit.diff(old, new)
    if given.format == "table":
        write("".join(f"{change}\n" for change in changes), given.output, for_people=True)
    else:
        write(_FORMATS[given.format](changes, new, None), given.output)
    return NEGATIVE if changes else SUCCESS


@_command("schema", "print the JSON Schema, which is the same for every dataset")
def _schema(given: argparse.Namespace) -> None:
    from ..serialization import dump_json

    write(dump_json(uc_audit.schema()), given.output)


@_command("path", "print the path of the dataset's file")
def _path(given: argparse.Namespace) -> None:
    write(f"{given.data or uc_audit.data_file()}\n", given.output)
