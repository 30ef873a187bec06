"""What the command line understands: its parser, commands, and words of which one has to be given."""

import argparse
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from ..errors import did_you_mean
from .streams import CommandLineError, write

if TYPE_CHECKING:
    from ..audit import Audit

MAX_LISTED = 40
"""List this many words in an error; of more records, say how to list them."""

_DESCRIPTION = """\
The DHS inspector general's alert OIG-24-46 on unaccompanied migrant children
as cited data. Without a command, one screen says what was found."""

_EPILOG = """\
commands:
{commands}

Exit status: 0; 1 where nothing was found or something differs; 2 for errors."""


class Parser(argparse.ArgumentParser):
    """A parser that writes through ``streams``, and whose errors are one line that suggests the nearest word."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog=prog, allow_abbrev=False, **options)
        self.color = False  # Since Python 3.14, the help has colors, which are escape sequences.
        self.add_argument("--data", metavar="FILE", help="use another dataset; - is standard input")
        self.add_argument("-o", "--output", metavar="FILE", help="write to a file")

    def print_help(self, _: object = None) -> None:
        """Write the help to standard output."""
        write(self.format_help(), for_people=True)

    def error(self, message: str) -> NoReturn:
        """Raise an error that says where the help is."""
        end = "" if message.endswith("?") else "."
        raise CommandLineError(f"{message.removeprefix('argument ')}{end} See {self.prog} --help")

    def parse_all(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Parse the arguments; the first that is not understood is an error."""
        given, unknown = self.parse_known_args(arguments)
        if unknown:
            word = unknown[0].partition("=")[0]
            self.error(f"unknown argument {word!r}{suggest(word, re.findall('--[a-z-]+', self.format_help()))}")
        return given


class Command(NamedTuple):
    """A command: what it does, the function that runs it and returns the exit status, and its arguments."""

    help: str
    run: Callable[[argparse.Namespace], int]
    arguments: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = ()
    prepare: Callable[[Parser, Sequence[str]], None] | None = None
    """Adds the arguments that depend on other ones."""


def argument(*names: str, **options: Any) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Return what ``add_argument`` takes."""
    return names, options


def parse(arguments: Sequence[str], commands: Mapping[str, Command]) -> argparse.Namespace:
    """
    Parse the arguments of the process: only the parser of the command that is given is made.

    Raises:
        CommandLineError: They are wrong.
        SystemExit: They asked for the help or the version, which were written.
    """
    listed = "\n".join(f"  {name:<10}{command.help}" for name, command in commands.items() if name)
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
        from .. import __version__  # It takes time to find out.

        write(f"uc-audit {__version__}\n", for_people=True)
        parser.exit()
    if first.name not in commands:
        parser.error(unknown_word("command", first.name, commands))
    command = commands[first.name]
    parser = Parser(f"uc-audit {first.name}".rstrip(), description=f"{command.help[0].upper()}{command.help[1:]}.")
    for names, options in command.arguments:
        parser.add_argument(*names, **options)
    if command.prepare:
        command.prepare(parser, first.rest)
    parser.set_defaults(data=first.data, output=first.output, run=command.run, parser=parser)
    return parser.parse_all(first.rest)


def suggest(word: str, words: Sequence[str]) -> str:
    """Return "; did you mean ...?" with the nearest of some words, or nothing where none is near."""
    parts = [other for other in words if word and word.lower() in other]
    nearest = did_you_mean(word, parts, 0) or did_you_mean(word.lower(), words)
    return f"; did you mean {nearest}?" if nearest else ""


def unknown_word(noun: str, word: str, words: Collection[str]) -> str:
    """Say that there is no such thing, which one may have been meant, and what there is."""
    known = [other for other in words if other]
    start = f"no {noun} is called {word!r}{suggest(word, known) or '.'}" if word else f"which {noun}?"
    listed = f": {', '.join(known)}" if len(known) <= MAX_LISTED else f" {len(known)}; uc-audit list KIND shows them"
    return f"{start} There are{listed}"


def one_of(noun: str, words: Collection[str]) -> Callable[[str], str]:
    """Return a type of argument that accepts these words only."""

    def check(word: str) -> str:
        if word not in words:
            raise argparse.ArgumentTypeError(unknown_word(noun, word, words))
        return word

    return check


def find_id(audit: "Audit", word: str, kinds: Sequence[str] = ("records",)) -> str:
    """Return the id of a record of some kinds, which may be written with capitals and spaces: ``ICE``, ``DHS OIG``."""
    from ..audit import RECORD_CLASSES

    classes = [*RECORD_CLASSES] if "records" in kinds else kinds
    ids = [record.id for kind in classes for record in getattr(audit, kind)]
    record_id = "-".join(word.lower().split())
    if record_id not in ids:
        noun = "record" if "records" in kinds else " or ".join(RECORD_CLASSES[kind].__name__.lower() for kind in kinds)
        raise CommandLineError(unknown_word(noun, word, ids))
    return record_id
