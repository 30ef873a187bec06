"""What the command line understands; the filters of ``list`` are the criteria of ``select``."""

import argparse
import re
import sys
from collections.abc import Iterable
from enum import Enum
from typing import Any, NoReturn

from ..charts import KINDS, NOTICES
from ..model import Period
from ..model.audit import record_classes
from ..model.integrity import closest
from ..query.narrowing import Criterion, criteria_of

FORMATS = ("table", "json", "jsonl", "csv", "markdown")
CHANGE_FORMATS = ("table", "json", "markdown")
STYLES = ("text", "bibtex", "csl")
PACKAGES = ("datapackage", "json", "csv")


class Parser(argparse.ArgumentParser):
    """A parser that names the nearest word to one that it does not know."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, how to call, and what may have been meant; exit with 2."""
        if match := re.search(r"invalid choice: '(.*)' \(choose from (.*)\)", message):
            message += suggestion(match[1], re.findall(r"[\w-]+", match[2]))
        super().error(message)

    def parse(self, arguments: list[str] | None) -> argparse.Namespace:
        """Read the arguments; one that nothing knows is an error of the command that it was given to."""
        given, unknown = self.parse_known_args(arguments)
        if unknown:
            hint = suggestion(unknown[0], given.options)
            given.parser.error(f"unrecognized arguments: {' '.join(unknown)}{hint}")
        return given


class _Version(argparse.Action):
    """Prints the version, which takes time to find out, only where it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from .. import __version__

        sys.stdout.write(f"uc-audit {__version__}\n")
        parser.exit(0)


def suggestion(word: str, words: Iterable[str]) -> str:
    """Word the nearest of some words, if there is one."""
    nearest = closest(word, words)
    return f"; did you mean {nearest}?" if nearest else ""


def make_parser() -> Parser:
    """Make the parser of the command line."""
    parser = Parser(
        prog="uc-audit",
        description="The DHS inspector general's alert OIG-24-46 on unaccompanied migrant children, as cited data. "
        "Without a command, the whole audit is printed.",
        epilog="exit codes: 0, 1 nothing was found or something does not fit, 2 wrong usage or another error",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    parser.set_defaults(command="report", output=None, parser=parser, options=["--version", "--help"])
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")

    kinds = _command(commands, "list", "print the records of a kind that fit some criteria").add_subparsers(
        metavar="KIND", title="kinds", required=True
    )
    for name, cls in record_classes().items():
        _add_kind(kinds, name, cls)

    show = _command(commands, "show", "print one record with all its fields and citations")
    show.add_argument("id", metavar="ID", help="the id of the record")
    _add_format(show)

    find = _command(commands, "search", "find words in all the records, the best matches first")
    find.add_argument("text", metavar="TEXT", nargs="+", help="words that all have to stand in a record")

    export = _command(commands, "export", "write the dataset into a folder")
    export.add_argument("folder", metavar="FOLDER", help="a folder that is new or empty")
    export.add_argument("--format", choices=PACKAGES, default="datapackage", help="default: %(default)s")
    export.add_argument("--overwrite", action="store_true", help="write into a folder that is not empty, too")

    shape = _command(commands, "schema", "print the JSON Schema of the dataset")
    for command in (show, find, shape, _add_chart(commands), *_add_checks(commands)):
        _add_output(command)
    _command(commands, "path", "print where the bundled JSON file is")
    for command in commands.choices.values():
        _remember_options(command)
    return parser


def _add_chart(commands: Any) -> Parser:
    picture = _command(
        commands, "chart", "draw figures or dates: a file .png, .svg or .json, or else Vega-Lite is printed"
    )
    picture.add_argument(
        "kind",
        metavar="KIND",
        choices=KINDS,
        help="parts (a whole and the other counts of the report), measure (one measure across sources and dates), or "
        "timeline (everything that has a date)",
    )
    picture.add_argument("--measure", help=f"the measure, only for the kind measure; default: {NOTICES}")
    return picture


def _add_checks(commands: Any) -> tuple[Parser, ...]:
    """Add the commands that compare, check and cite."""
    changes = _command(commands, "diff", "print what differs between two datasets; exits with 1 where something does")
    changes.add_argument("old", metavar="OLD", help="a JSON file of the older dataset")
    changes.add_argument("new", metavar="NEW", nargs="?", help="one of the newer dataset; default: the bundled one")
    changes.add_argument("--format", choices=CHANGE_FORMATS, default="table", help="default: %(default)s, for reading")

    check = _command(commands, "verify", "check the citations of sources against their texts, and what no record cites")
    check.add_argument(
        "texts", metavar="SOURCE=FILE", nargs="+", help="the id of a source, and a file of its text or HTML"
    )

    reference = _command(commands, "cite", "print the reference of a record, or those of the dataset and its sources")
    reference.add_argument("id", metavar="ID", nargs="?", help="the id of the record; default: the dataset")
    reference.add_argument("--style", choices=STYLES, default="text", help="default: %(default)s")
    return changes, check, reference


def _command(commands: Any, name: str, text: str) -> Parser:
    parser: Parser = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    parser.set_defaults(command=name, parser=parser)
    return parser


def _add_kind(kinds: Any, name: str, cls: Any) -> None:
    parser: Parser = kinds.add_parser(
        name,
        usage="%(prog)s [CRITERION ...] [--format FORMAT] [--output FILE]",
        help=f"records of the class {cls.__name__}",
        description=f"Print the {name} that fit all criteria. A criterion that is given several times holds for any of "
        "its values.",
    )
    parser.set_defaults(parser=parser, record_class=cls, kind=name)
    group = parser.add_argument_group("criteria")
    for criterion in criteria_of(cls).values():
        group.add_argument(
            option_of(criterion),
            dest=f"criterion_{criterion.name}",
            action="append",
            metavar=_metavar(criterion),
            help=_help(criterion),
        )
    _add_format(parser)
    _add_output(parser)
    _remember_options(parser)


def option_of(criterion: Criterion) -> str:
    """Give the option of a criterion."""
    return f"--{criterion.name.replace('_', '-')}"


def _metavar(criterion: Criterion) -> str:
    if criterion.targets or criterion.name == "id":
        return "ID"
    if issubclass(criterion.type, Enum):
        return "TERM"
    return {int: "NUMBER", bool: "BOOLEAN", Period: "TIME"}.get(criterion.type, "TEXT")


def _help(criterion: Criterion) -> str:
    none = ", or none" if criterion.absent else ""
    if issubclass(criterion.type, Enum):
        return ", ".join(member.value for member in criterion.type) + none
    if criterion.type is Period:
        return "2024-05-17, 2024-05, 2024, 'FY 2021' or 'FY 2019-2023', for example"
    if criterion.type is bool:
        return "true or false"
    words = {"text": "a text in any of the record's texts", "measure": "a measure", "part_of": "a measure"}
    kind = "an id" if criterion.targets or criterion.name == "id" else "a whole number" if criterion.type is int else ""
    return (words.get(criterion.name) or kind or "the whole text") + none


def _add_format(parser: Parser) -> None:
    parser.add_argument("--format", choices=FORMATS, default="table", help="default: %(default)s, for reading")


def _add_output(parser: Parser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file, in UTF-8, instead of the terminal")


def _remember_options(parser: Parser) -> None:
    parser.set_defaults(options=re.findall(r"--[\w-]+", parser.format_help()))
