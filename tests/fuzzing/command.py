"""The targets, the numbered documents, and the command that runs them."""

import argparse
import hashlib
import json
import platform
import random
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import attrs
import hypothesis

import uc_audit

from . import asking, commanding, reading
from .pool import Pool, make_pool

CHUNK = 200
SECONDS = 120
"""A document that takes so much of a processor's time is said to hang."""

LONGEST_SHOWN = 2000
STEP = 10_000
"""After so many documents the record is written; a run that was cut off goes on there."""

RESULTS = ("documents", "targets", "finds")
"""What of a record is not about how it came to be."""

Record = dict[str, Any]
"""What came of a run, by target."""


@attrs.frozen
class Target:
    """
    What is tried with damaged input.

    Attributes:
        make: Makes a case: the arguments of ``judge``.
        judge: Tries it and gives the outcome; any exception that gets out of it is a find.
        share: How many of a hundred documents, those of the whole dataset apart, it gets.
    """

    make: Callable[[random.Random, Pool], tuple[Any, ...]]
    judge: Callable[..., str]
    share: int = 0


TARGETS = {
    "loads, whole dataset": Target(reading.make_whole, reading.judge_audit),
    "loads, small audits": Target(reading.make_audit, reading.judge_audit, 28),
    "from_json, records": Target(reading.make_record, reading.judge_record, 33),
    "from_jsonl": Target(reading.make_lines, reading.judge_lines, 22),
    "select": Target(asking.make_question, asking.judge_question, 13),
    "verify, coverage": Target(asking.make_text, asking.judge_text, 3),
    "command line": Target(commanding.make_command, commanding.judge_command, 1),
}
WHOLE = next(iter(TARGETS))
SHARED = [name for name, target in TARGETS.items() for _ in range(target.share)]

Outcome = tuple[str, str, str | None]
"""The target, what came of it, and what is wrong, if anything."""


def case_of(seed: int, number: int, whole: int, pool: Pool) -> tuple[str, tuple[Any, ...]]:
    """Make the document of this number in a run; the first ones are the whole dataset."""
    rng = random.Random((seed << 40) + number)
    name = WHOLE if number < whole else rng.choice(SHARED)
    return name, TARGETS[name].make(rng, pool)


def outcome_of(seed: int, number: int, whole: int, pool: Pool) -> Outcome:
    """Try the document of this number."""
    name, case = case_of(seed, number, whole, pool)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        return name, TARGETS[name].judge(*case), None
    except Exception as error:  # noqa: BLE001 (each is a find)
        return name, type(error).__name__, f"{number}: {type(error).__name__}: {error}"[:LONGEST_SHOWN]
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _hangs(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS} seconds")


def _try_chunk(numbers: range, seed: int, whole: int) -> list[Outcome]:
    signal.signal(signal.SIGVTALRM, _hangs)
    return [outcome_of(seed, number, whole, _POOLS[0]) for number in numbers]


_POOLS: list[Pool] = []


def outcomes(seed: int, numbers: range, whole: int, pool: Pool, workers: int) -> Iterator[Outcome]:
    """Try the documents of these numbers in order, in some processes at once, or in this one."""
    _POOLS[:] = [pool]
    chunks = [numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK)]
    try_chunk = partial(_try_chunk, seed=seed, whole=whole)
    if workers == 1:
        for chunk in chunks:
            yield from try_chunk(chunk)
        return
    # The pool of documents is not sent to the other processes: they are forks of this one.
    with get_context("fork").Pool(workers) as processes:
        for found in processes.imap(try_chunk, chunks):
            yield from found


def digest_of_code() -> str:
    """Give the SHA-256 of the package and of what damages documents, hexadecimal: other code, another run."""
    files = [*Path(uc_audit.__file__).parent.rglob("*.*"), *Path(__file__).parent.glob("*.py")]
    contents = [file.read_bytes() for file in sorted(files) if file.suffix in (".py", ".json")]
    return hashlib.sha256(b"\0".join(contents)).hexdigest()


def begun(seed: int, whole: int, pool_size: int) -> Record:
    """Make the record of a run in which nothing was tried yet."""
    about = {
        "python": platform.python_version(),
        "hypothesis": hypothesis.__version__,
        "uc_audit": uc_audit.__version__,
        "code": digest_of_code(),
    }
    about |= {"seed": seed, "whole": whole, "pool": pool_size}
    return {**about, "documents": 0, "targets": {name: {} for name in TARGETS}, "finds": []}


def run(record: Record, documents: int, pool: Pool, workers: int) -> Iterator[Record]:
    """Try what is left of so many documents, and give the record of a run as it grows."""
    all_outcomes = outcomes(record["seed"], range(record["documents"], documents), record["whole"], pool, workers)
    while some := list(islice(all_outcomes, STEP)):
        record["documents"] += len(some)
        for name, outcome, find in some:
            counts = record["targets"][name]
            counts[outcome] = counts.get(outcome, 0) + 1
            record["finds"] += [f"{name}, {find}"] if find else []
        yield record


def print_table(record: Record) -> None:
    """Print what came of the documents, target by target, and the first finds."""
    for name, counts in record["targets"].items():
        words = ", ".join(f"{outcome} {count:,}" for outcome, count in sorted(counts.items()))
        print(f"{name:<22}{sum(counts.values()):>10,}  {words}")
    print(f"{'finds':<22}{len(record['finds']):>10,}")
    for find in record["finds"][:50]:
        print(f"  {find}")


def main() -> int:
    """Read the arguments, run, print the table, and write the record where wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000, help="how many in all (default: %(default)s)")
    parser.add_argument(
        "--whole", type=int, default=1_000, help="how many of them the whole dataset (default: %(default)s)"
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed, other documents (default: %(default)s)")
    parser.add_argument("--pool", type=int, default=200, help="so many small audits to damage (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes at once (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="a file for the record; a run that was cut off goes on")
    parser.add_argument("--show", type=int, metavar="NUMBER", help="only print the document of this number, and try it")
    given = parser.parse_args()
    pool = make_pool(given.seed, given.pool)
    if given.show is not None:
        name, case = case_of(given.seed, given.show, given.whole, pool)
        print(name, *map(repr, case), sep="\n", flush=True)
        print(TARGETS[name].judge(*case))
        return 0
    record = begun(given.seed, given.whole, given.pool)
    if given.json and given.json.exists():
        earlier = json.loads(given.json.read_text(encoding="utf-8"))
        if earlier | dict.fromkeys(RESULTS) == record | dict.fromkeys(RESULTS):
            record = earlier
    for so_far in run(record, given.documents, pool, given.workers):
        print(f"{so_far['documents']:>9,} documents, {len(so_far['finds'])} finds", file=sys.stderr, flush=True)
        if given.json:
            given.json.write_text(json.dumps(so_far, indent=1) + "\n", encoding="utf-8")
    print_table(record)
    return 1 if record["finds"] else 0
