"""The command ``check``: the remarks on texts, for people, editors, programs and GitHub."""

import argparse
import re
import sys
from bisect import bisect_right
from collections.abc import Sequence

import uc_audit

from ..serialization import dump_json, to_dict
from .streams import NEGATIVE, STANDARD_STREAM, SUCCESS, CommandLineError, escape, read_bytes, write

_GITHUB = {"note": "notice"}
_GITHUB_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def run_check(files: Sequence[str], audit: uc_audit.Audit, given: argparse.Namespace) -> int:
    """Compare texts with the records, and return the exit status."""
    lines: list[str] = []
    document = []
    ranks = [severity.value for severity in uc_audit.Severity]
    is_negative = False
    for file in files:
        try:
            text = read_bytes(file).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise CommandLineError(f"{file!r} is not UTF-8 text") from None
        name = "<stdin>" if file == STANDARD_STREAM else file
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        for remark in uc_audit.check(text, audit=audit):
            line = bisect_right(starts, remark.start)
            column = remark.start - starts[line - 1] + 1
            is_negative = is_negative or ranks.index(remark.severity) >= ranks.index(given.severity)
            document.append({"file": name, "line": line, "column": column, **to_dict(remark)})
            lines += _lines_of(remark, name, line, column, given)
    if given.format == "json":
        write(dump_json(document), given.output)
    else:
        write("".join(f"{line}\n" for line in lines), given.output, for_people=True)
    return NEGATIVE if is_negative else SUCCESS


def _lines_of(remark: uc_audit.Remark, file: str, line: int, column: int, given: argparse.Namespace) -> list[str]:
    message = " ".join(escape(remark.message, keep="").split())
    if given.format == "github":
        command = _GITHUB.get(remark.severity, remark.severity.value)
        properties = {"file": file, "line": line, "col": column, "title": f"uc-audit: {remark.kind}"}
        words = ",".join(f"{key}={str(value).translate(_GITHUB_ESCAPES)}" for key, value in properties.items())
        return [f"::{command} {words}::{message.replace('%', '%25')}"]
    shown = [f"{escape(file, keep='')}:{line}:{column}: {remark.severity}: {message} [{remark.kind}]"]
    if remark.suggestion and given.output is None and sys.stdout is not None and sys.stdout.isatty():
        shown.append(f"    use: {escape(remark.suggestion, keep='')}")
    return shown
