"""
Documents that are made to take time or memory: ``python tests/fuzzing/hostile.py [--megabytes 100] [--json FILE]``.

Each is read at a quarter of the size and in full, in a process of its own, and the table says how much processor time and
memory that took. The test suite reads small ones, and counts lines of Python and allocated bytes instead.
"""

import argparse
import itertools
import json
import multiprocessing
import resource
import time
import warnings
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import uc_audit
from uc_audit.cli.page import Page
from uc_audit.model.integrity import RECORD_FIELDS
from uc_audit.text import with_numbers

Make = Callable[[int], Any]
"""Makes a document of about so many characters."""

Read = Callable[[Any], int]
"""Reads a document and gives the number of what was found: problems, records, mismatches."""

Row = dict[str, float]
"""What reading a document took."""

HASH_TWINS = ("Aa", "BB")
"""Two texts that many simple hashes take for one: so do all texts that are made of as many of them."""


def filled(start: str, parts: Iterable[str], end: str, size: int) -> str:
    """Put parts between a start and an end, as many as make a text of this size."""
    taken, length = [], 0
    for part in parts:
        taken.append(part)
        length += len(part) + 1
        if length >= size:
            break
    return f"{start}{','.join(taken)}{end}"


def dataset(field: str, records: str) -> str:
    """Write the bundled dataset with nothing in it but sources, and with something of one's own in a field."""
    empty: dict[str, list[str]] = {name: [] for name in RECORD_FIELDS if name != "sources"}
    document = {**uc_audit.to_dict(uc_audit.load()), **empty, field: "HERE"}
    return json.dumps(document).replace('"HERE"', records)


def _keys(pattern: str, size: int) -> str:
    return filled("{", (f'"{pattern % number}":0' for number in itertools.count()), "}", size)


def _twins(size: int) -> str:
    return filled("{", (f'"{"".join(key)}":0' for key in itertools.product(HASH_TWINS, repeat=22)), "}", size)


def _organizations(name: str, parent: str, size: int) -> str:
    record = '{"id":"%s","name":"a","abbreviation":null,"parent_id":%s}'
    made = (record % (name.format(number), parent.format(number + 1)) for number in itertools.count())
    return dataset("organizations", filled("[", made, "]", size))


def _quote(size: int) -> str:
    quote = {**uc_audit.to_dict(uc_audit.load().quotes[0]), "text": "a" * (size // 5) + "b", "insertions": "HERE"}
    insertions = filled("[", itertools.repeat('"b"'), "]", 4 * size // 5)
    return dataset("quotes", f"[{json.dumps(quote).replace(json.dumps('HERE'), insertions)}]")


DOCUMENTS: dict[str, Make] = {
    "open lists": lambda size: "[" * size,
    "open objects": lambda size: '{"a":' * (size // 5),
    "lists in lists": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "empty lists": lambda size: filled("[", itertools.repeat("[]"), "]", size),
    "many keys": lambda size: _keys("k%d", size),
    "long keys that differ late": lambda size: _keys("k" * 200 + "%d", size),
    "keys with one simple hash": _twins,
    "one key again and again": lambda size: filled("{", itertools.repeat('"a":0'), "}", size),
    "one whole number": lambda size: "1" * size,
    "one fraction": lambda size: "0." + "1" * size,
    "many long numbers": lambda size: filled("[", itertools.repeat("1" * 5000), "]", size),
    "one text": lambda size: f'"{"a" * size}"',
    "escapes": lambda size: '"' + "\\u00e9" * (size // 6) + '"',
    "lone surrogates": lambda size: filled("[", itertools.repeat('"\\ud800"'), "]", size),
    "NaN below long keys": lambda size: filled(
        f'{{"{"k" * 57}":' * 60 + "[", itertools.repeat("NaN"), "]" + "}" * 60, size
    ),
    "zeros below long keys": lambda size: filled(
        f'{{"{chr(0x1F600) * 57}":' * 60 + "[", itertools.repeat("0"), "]" + "}" * 60, size
    ),
    "empty figures": lambda size: dataset("figures", filled("[", itertools.repeat("{}"), "]", size)),
    "one id": lambda size: _organizations("a", "null", size),
    "a chain": lambda size: _organizations("a{}", '"a{}"', size),
    "dangling references": lambda size: _organizations("a{}", '"b{}"', size),
    "references to nothing": lambda size: _organizations("a{}", '""', size),
    "insertions": _quote,
    "white space": lambda size: " " * size,
    "line ends": lambda size: "[" + "\n" * size + "x",
}
"""Texts that are no datasets, by their size."""

PARTS = (
    "<a ", "<a b='", '<a "', "<a/", "<a>", "</a ", "</", "<!--", "<!--a>", "--", "<!", "<![CDATA[", "<![if x]>", "<?", "<script>",
    "<script></", "<style>", "<svg>", "<svg></a>", "<title>", "<", "&", "&amp", "&#9", "&#" + "9" * 5000, "9", "9,", "$9", "9 of 9 ",
    "more than 9,", "FY 9-", "\u0301\u0323", "\ufdfa", "\u00ad", "U.S. A", ". A", '." A', "\n", " ", "-", "ICE ",
)  # fmt: skip
"""What pages and texts are made of, again and again."""


def refused(text: str) -> int:
    """Read a text that is no dataset; give the number of problems."""
    try:
        uc_audit.loads(text)
    except uc_audit.DatasetError as error:
        assert len(str(error)) < 100_000, "a long message"
        return len(error.problems)
    raise AssertionError("it was accepted")


def left_out(text: str) -> int:
    """Read a dataset leniently; give the number of unknown keys."""
    count = itertools.count()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = lambda *_, **__: next(count)  # type: ignore[assignment]
        uc_audit.loads(text, lenient=True)
    return next(count)


def streamed(lines: Iterable[str]) -> int:
    """Read JSON Lines; give the number of records."""
    return sum(1 for _ in uc_audit.from_jsonl(lines))


def refused_line(line: str) -> int:
    """Read a line that is no record; give the number of problems."""
    try:
        return streamed(line)
    except uc_audit.DatasetError as error:
        return len(error.problems)


def checked(text: str) -> int:
    """Check the citations of a source against a text; give the number of mismatches."""
    uc_audit.coverage(uc_audit.load(), "oig-24-46", text)
    return len(uc_audit.verify(uc_audit.load(), {"oig-24-46": text}))


def printed(text: str) -> int:
    """Write a text as the command line does and as a table does; give the number of characters."""
    page = Page(80)
    page.paragraph(text)
    return len(page.text()) + len(with_numbers(text, str))


def _lines(size: int) -> Iterable[str]:
    line = uc_audit.to_jsonl(uc_audit.load().figures[0])
    return itertools.repeat(line, size // len(line))


def _unknown_keys(size: int) -> str:
    return dataset("title", '"a",' + _keys("k%d", size)[1:-1])


def _repeated(part: str, size: int, start: str = "") -> str:
    return start + part * (size // len(part))


CASES: dict[str, tuple[Read, Make]] = {
    **{f"loads: {name}": (refused, make) for name, make in DOCUMENTS.items()},
    "loads leniently: many keys": (left_out, _unknown_keys),
    "from_jsonl: many lines": (streamed, _lines),
    "from_jsonl: one line": (refused_line, DOCUMENTS["many keys"]),
    **{f"verify: <html>{part[:9]}": (checked, partial(_repeated, part, start="<html>")) for part in PARTS},
    **{f"verify: {part[:9]}": (checked, partial(_repeated, part)) for part in PARTS if part[0] not in "<&"},
    **{f"print: {part[:9]}": (printed, partial(_repeated, part)) for part in PARTS if part[0] not in "<&"},
}
"""What is read how, by name."""


def _measure(name: str, size: int, results: Any) -> None:
    read, make = CASES[name]
    document = make(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = read(document)
    seconds = time.process_time() - start
    results.put((found, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, before // 1024))


def measure(name: str, size: int) -> Row:
    """Read a document in a new process: what was found, seconds, and megabytes at most, with and before the reading."""
    context = multiprocessing.get_context("spawn")
    results: Any = context.SimpleQueue()
    process = context.Process(target=_measure, args=(name, size, results))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{name}, {size} characters: the process ended with {process.exitcode}")
    found, seconds, most, before = results.get()
    return {"found": found, "seconds": round(seconds, 2), "megabytes": most, "megabytes_before": before}


def main() -> None:
    """Read each case at a quarter of the size and in full, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--megabytes",
        type=float,
        default=100,
        help="how long documents are; texts to check or print are a tenth (default: %(default)s)",
    )
    parser.add_argument("--only", default="", help="only the cases whose names have this in them")
    parser.add_argument("--json", type=Path, help="a file for the rows")
    given = parser.parse_args()
    rows: dict[str, Any] = {}
    print(f"{'':<42}{'found':>10}{'seconds':>10}{'to quarter':>12}{'megabytes':>11}{'of them text':>14}")
    for name in filter(lambda name: given.only in name, CASES):
        size = int(given.megabytes * (100_000 if name.startswith(("verify", "print")) else 1_000_000))
        rows[name] = {"characters": size, "quarter": measure(name, size // 4), "whole": measure(name, size)}
        print_row(name, rows[name]["quarter"], rows[name]["whole"])
        if given.json:
            given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def print_row(name: str, quarter: Row, whole: Row) -> None:
    """Print what a case took in full, and how many times as long as a quarter of it."""
    ratio = whole["seconds"] / max(quarter["seconds"], 0.01)
    print(
        f"{ascii(name)[1:-1]:<42}{whole['found']:>10,}{whole['seconds']:>10.2f}{ratio:>12.1f}{whole['megabytes']:>11,}"
        f"{whole['megabytes_before']:>14,}",
        flush=True,
    )


if __name__ == "__main__":
    main()
