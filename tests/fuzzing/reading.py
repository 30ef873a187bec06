"""Damaged documents, lines and records, and what reading them has to give."""

import json
import pickle
import random
import warnings
from collections.abc import Callable
from typing import Any

import jsonschema

import uc_audit
from uc_audit import Audit, DatasetError, DatasetWarning
from uc_audit.explain import problems_of
from uc_audit.jsontext import parse
from uc_audit.model.audit import record_classes

from .pool import Pool, canonical
from .structure import damaged_document
from .texts import damaged_bytes, damaged_tokens

Text = str | bytes
CLASSES = {cls.__name__: cls for cls in record_classes().values()}
SCHEMA = jsonschema.Draft202012Validator(uc_audit.schema(), format_checker=jsonschema.FormatChecker())

LONGEST_MESSAGE = 100_000
"""The message of an error is shorter than this, however long the document."""


def damaged(rng: random.Random, text: str, pool: Pool) -> Text:
    """Damage the text of a document: in its structure, its tokens or its bytes, and now and then in several of them."""
    kind = rng.choice(("structure", "structure", "tokens", "bytes", "all"))
    if kind in ("structure", "all"):
        document = json.loads(text)
        damaged_document(rng, document)
        text = json.dumps(document, ensure_ascii=rng.choice((True, False)))
    if kind == "tokens" or (kind == "all" and len(text) < 10_000):
        text = damaged_tokens(rng, text)
    if kind in ("bytes", "all"):
        return damaged_bytes(rng, text.encode("utf-8", "surrogatepass"), pool.any_text(rng).encode())
    return text


def make_whole(rng: random.Random, pool: Pool) -> tuple[Text, bool]:
    """Damage the bundled dataset; say whether it is to be read leniently as well."""
    return damaged(rng, pool.bundled, pool), rng.random() < 0.1


def make_audit(rng: random.Random, pool: Pool) -> tuple[Text, bool]:
    """Damage a small audit; say whether it is to be read leniently as well."""
    return damaged(rng, rng.choice(pool.audits), pool), rng.random() < 0.2


def judge_audit(text: Text, lenient: bool) -> str:  # noqa: FBT001 (one of the parts of a case)
    """Read a dataset: it comes back as it was, or everything that is wrong is said."""
    result = _read(lambda: uc_audit.loads(text))
    if lenient:
        _compare_lenient(text, result)
    if isinstance(result, DatasetError):
        return type(result).__name__
    _check_kept(text, result, Audit)
    if len(text) < 10_000:
        assert SCHEMA.is_valid(json.loads(text)), "the schema refuses it"
    return "accepted"


def make_record(rng: random.Random, pool: Pool) -> tuple[Text, str]:
    """Damage a record; give its text and the name of a class, mostly its own."""
    name = rng.choice(list(CLASSES))
    text = rng.choice(pool.records[name])
    return damaged(rng, text, pool), name if rng.random() < 0.95 else rng.choice(list(CLASSES))


def judge_record(text: Text, name: str) -> str:
    """Read a record: it comes back as it was, or everything that is wrong is said."""
    result = _read(lambda: uc_audit.from_json(text, CLASSES[name]))
    if isinstance(result, DatasetError):
        return type(result).__name__
    _check_kept(text, result, CLASSES[name])
    return "accepted"


def make_lines(rng: random.Random, pool: Pool) -> tuple[Text]:
    """Damage some of a few lines, or all of them together."""
    lines = [rng.choice(pool.lines) for _ in range(rng.randint(1, 5))]
    if rng.random() < 0.2:
        return (damaged_bytes(rng, "\n".join(lines).encode(), pool.any_text(rng).encode()),)
    parts = [damaged(rng, line, pool) if rng.random() < 0.5 else line for line in lines]
    encoded = [part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass") for part in parts]
    return (rng.choice((b"\n", b"\n", b"\r\n", b"\r", b"\n\n")).join(encoded) + rng.choice((b"", b"\n")),)


def judge_lines(content: bytes) -> str:
    """Read JSON Lines: each line before the bad one gives its record, and the error names that line."""
    records = []
    result = None
    try:
        for record in uc_audit.from_jsonl(content):
            records.append(record)  # noqa: PERF402 (what came before the error is wanted)
    except DatasetError as error:
        check_error(error)
        result = error
    lines = content.split(b"\n")
    assert result is None or result.line == len(records) + 1, f"line {result.line} after {len(records)} records"
    assert result is not None or len(records) == len([*lines[:-1], *filter(None, lines[-1:])]), "lines are missing"
    for line, record in zip(lines, records, strict=False):
        document = json.loads(line)
        del document["record_class"]
        assert canonical(document) == canonical(uc_audit.to_dict(record)), "not what stands in the line"
    return "accepted" if result is None else type(result).__name__


def check_error(error: DatasetError) -> None:
    """Check that an error says what is wrong and where, briefly, printably, and the same after pickling."""
    assert error.problems, "no problems"
    for problem in error.problems:
        assert all(type(part) is str and part for part in problem), f"something is empty: {problem!r}"
    message = str(error)
    assert len(message) <= LONGEST_MESSAGE, f"a message of {len(message)} characters"
    assert message.replace("\n", "").isprintable(), "the message is not printable"
    message.encode()
    assert pickle.loads(pickle.dumps(error)).problems == error.problems, "pickling loses problems"


def _read(read: Callable[[], Any]) -> Any:
    """Give what is read, or the error that says what is wrong."""
    try:
        return read()
    except DatasetError as error:
        check_error(error)
        return error


def _check_kept(text: Text, result: Any, cls: Any) -> None:
    """Check that nothing was dropped or turned into something else, and that nothing is said to be wrong."""
    plain = uc_audit.to_dict(result)
    assert canonical(plain) == canonical(json.loads(text)), "not what stands in the document"
    assert uc_audit.from_json(uc_audit.to_json(result), cls) == result, "it does not come back"
    assert problems_of(parse(text), cls) == [], "accepted in spite of problems"


def _compare_lenient(text: Text, strict: Any) -> None:
    """Check that leniently unknown keys are left out, each with a warning, and that nothing else is forgiven."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = _read(lambda: uc_audit.loads(text, lenient=True))
    left_out = [str(warning.message).split(": left out", maxsplit=1)[0] for warning in caught]
    assert all(warning.category is DatasetWarning for warning in caught), "another warning"
    if not isinstance(strict, DatasetError):
        assert result == strict, "leniently another audit"
        assert left_out == [], "warnings without unknown keys"
    elif isinstance(result, DatasetError):
        assert {p.path for p in result.problems} <= {p.path for p in strict.problems}, "leniently more problems"
    else:
        unknown = [problem.path for problem in strict.problems if problem.found == "an unknown key"]
        assert len(unknown) == len(strict.problems), "something else was forgiven"
        assert sorted(left_out) == sorted(unknown), "other warnings than unknown keys"
