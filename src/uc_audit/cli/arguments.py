"""The parser of the command line, and the arguments of its commands."""

import argparse
import functools
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import uc_audit

from ..errors import did_you_mean
from .streams import CommandLineError, write

if TYPE_CHECKING:
    from ..criteria import Criterion

MAX_LISTED = 40
"""List at most this many words in an error; if there are more, say how to list them."""

_DESCRIPTION = """\
The DHS inspector general's alert OIG-24-46 on unaccompanied migrant children
as cited data. Without a command, print a one-screen summary."""

_EPILOG = """\
commands:
{commands}

Exit status: 0; 1 if nothing was found or something differs; 2 for errors."""


class Parser(argparse.ArgumentParser):
    """A parser that writes through ``streams``, and whose errors are one line that suggests the nearest word."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog=prog, allow_abbrev=False, **options)
        self.color = False  # Since Python 3.14, the help has colors, that is, escape sequences.
        self.add_argument("--data", metavar="FILE", help="use another dataset; - is standard input")
        self.add_argument("-o", "--output", metavar="FILE", help="write to a file")

    def print_help(self, _: object = None) -> None:
        """Write the help to standard output."""
        write(self.format_help(), for_people=True)

    def error(self, message: str) -> NoReturn:
        """Raise an error that points to the help."""
        end = "" if message.endswith("?") else "."
        raise CommandLineError(f"{message.removeprefix('argument ')}{end} See {self.prog} --help")

    def parse_all(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Parse the arguments; raise an error for the first one that is unknown."""
        given, unknown = self.parse_known_args(arguments)
        if unknown:
            word = unknown[0].partition("=")[0]
            self.error(f"unknown argument {word!r}{_suggest(word, re.findall('--[a-z-]+', self.format_help()))}")
        return given


AddArgument = Callable[[Parser, Sequence[str]], object]
"""A function that adds an argument to a parser; which one may depend on the words of the command line."""


class Command(NamedTuple):
    """A command: its help text, its arguments, and the function that runs it and returns the exit status."""

    description: str
    arguments: Sequence[AddArgument]
    run: Callable[[argparse.Namespace], int | None]


def argument(name: str, text: str, **options: Any) -> AddArgument:
    """Return a function that adds an argument with a help text."""
    return lambda parser, _: parser.add_argument(name, help=text, **options)


def choice(name: str, *words: str) -> AddArgument:
    """Return a function that adds an option with these words as choices; the first is the default."""
    text, check = f"{', '.join(words)}; default: {words[0]}", functools.partial(choose, name, words)
    return argument(f"--{name}", text, type=check, default=words[0], metavar=name.upper())


def parse(arguments: Sequence[str], commands: Mapping[str, Command]) -> argparse.Namespace:
    """Parse the arguments of the process; only the given command has to add its arguments."""
    listed = "\n".join(f"  {name:<10}{command.description}" for name, command in commands.items() if name)
    parser = Parser(
        "uc-audit",
        usage="%(prog)s [--data FILE] [-o FILE] [COMMAND ...]",
        description=_DESCRIPTION,
        epilog=_EPILOG.format(commands=listed),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="write the version")
    parser.add_argument("name", nargs="?", default="", help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    first = parser.parse_all(arguments)
    if first.version:
        write(f"uc-audit {uc_audit.__version__}\n", for_people=True)
        parser.exit()
    command = commands[choose("command", commands, first.name)]
    description = f"{command.description[0].upper()}{command.description[1:]}."
    parser = Parser(f"uc-audit {first.name}".rstrip(), description=description)
    for add in command.arguments:
        add(parser, first.rest)
    parser.set_defaults(data=first.data, output=first.output, run=command.run, parser=parser)
    return parser.parse_all(first.rest)


def add_criteria(parser: Parser, words: Sequence[str]) -> None:
    """Add the argument for the kind of records, and an option for each criterion of the given kind."""
    from ..audit import RECORD_CLASSES
    from ..criteria import BOUNDS, criteria_of

    kinds = [*RECORD_CLASSES]
    parser.usage = "uc-audit list KIND [criteria] [--format FORMAT] [--data FILE] [-o FILE]"
    check = functools.partial(choose, "kind", kinds)
    parser.add_argument("records", metavar="KIND", nargs="?", default="", type=check, help=", ".join(kinds))
    text = "uc-audit list KIND --help shows them. Repeat one to match any of several values."
    group = parser.add_argument_group("criteria", text)
    kind = next((word for word in words if word in kinds), None)
    record_class: Any = RECORD_CLASSES[kind] if kind else None
    for name, criterion in criteria_of(record_class).items() if kind else ():
        meaning, _ = _values_of(criterion)
        group.add_argument(
            f"--{name.replace('_', '-')}",
            action="store" if name in BOUNDS else "append",
            type=functools.partial(_parse_value, criterion),
            metavar="VALUE",
            help=f"{meaning}; none: records without a value" if criterion.optional else meaning,
        )


def _parse_value(criterion: "Criterion", text: str) -> Any:
    if text == "none" and criterion.optional:
        return None
    meaning, parse_text = _values_of(criterion)
    try:
        return parse_text(text)
    except (KeyError, ValueError):
        raise CommandLineError(f"{text!r} is not {meaning}") from None


def _values_of(criterion: "Criterion") -> tuple[str, Callable[[str], Any]]:
    """Return a description of the values of a criterion, and a function that parses one."""
    if issubclass(criterion.type, Enum):
        members = [member.value for member in criterion.type]
        return ", ".join(members), functools.partial(choose, criterion.name.replace("_", " "), members)
    if criterion.refers_to:
        return f"the id of one of the {' or '.join(criterion.refers_to)}", str
    if criterion.type is int:
        return "a whole number such as 32000 or 32,000", _parse_number
    if criterion.type is bool:
        return "true or false", {"true": True, "false": False}.__getitem__
    if criterion.type is uc_audit.Period:
        return "a time such as 2024-05-17, 'May 2024' or 'FY 2019-2023'", uc_audit.Period.parse
    return "words in any of its texts" if criterion.name == "text" else "the whole text", str


def _parse_number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,3}(,[0-9]{3})+|[0-9]+", text):
        raise ValueError(text)
    return int(text.replace(",", ""))


def find_id(audit: "uc_audit.Audit", word: str, kinds: Sequence[str] = ("records",)) -> str:
    """Return the id of a record of some kinds; the word may have capitals and spaces: ``ICE``, ``DHS OIG``."""
    from ..audit import RECORD_CLASSES

    noun = "record" if "records" in kinds else " or ".join(RECORD_CLASSES[kind].__name__.lower() for kind in kinds)
    ids = [record.id for kind in RECORD_CLASSES if {kind, "records"} & {*kinds} for record in getattr(audit, kind)]
    record_id = "-".join(word.lower().split())
    return record_id if record_id in ids else choose(noun, ids, word)


def choose(noun: str, words: Collection[str], word: str) -> str:
    """Return the word if it is one of the allowed ones; otherwise, raise an error with a suggestion and the choices."""
    if word in words:
        return word
    known = [other for other in words if other]
    start = f"no {noun} is called {word!r}{_suggest(word, known) or '.'}" if word else f"which {noun}?"
    choices = ", ".join(known) if len(known) <= MAX_LISTED else f"{len(known)} ids, which uc-audit list KIND shows"
    raise CommandLineError(f"{start} Choose from {choices}")


def _suggest(word: str, words: Sequence[str]) -> str:
    parts = [other for other in words if word and word.lower() in other]
    nearest = did_you_mean(word, parts, 0) or did_you_mean(word.lower(), words)
    return f"; did you mean {nearest}?" if nearest else ""
