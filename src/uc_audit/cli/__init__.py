"""The command line, for people at a terminal."""

import sys
from collections.abc import Sequence

from ..errors import UcAuditError
from .streams import FAILURE, INTERRUPTED, SUCCESS, CommandLineError, complain, discard_unwritten

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line and return its exit status.

    The status is 0; 1 if nothing was found or something differs; 2 for wrong usage or any other error, which one line
    on standard error explains; and 130 after Ctrl-C.

    Args:
        arguments: The arguments; by default those of the process.
    """
    try:
        from .arguments import parse  # Imported here so that Ctrl-C is silent from the start.
        from .commands import COMMANDS

        given = parse(sys.argv[1:] if arguments is None else arguments, COMMANDS)
        status: int = given.run(given) or SUCCESS
    except SystemExit as finished:  # argparse exits this way after --help and --version.
        return int(finished.code or 0)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (CommandLineError, UcAuditError) as error:
        return complain(str(error), FAILURE)
    except OSError as error:
        name = "" if error.filename is None else f"{error.filename!r}: "
        return complain(f"{name}{error.strerror or error}", FAILURE)
    finally:
        discard_unwritten()
    return status
