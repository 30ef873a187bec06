"""Odd questions and damaged texts: what ``select``, ``verify`` and ``coverage`` have to give."""

import html
import random
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import uc_audit
from by_hand import fits
from uc_audit import CriterionValueError, Mismatch, Period, Topic, UnknownCriterionError
from uc_audit.model.audit import record_classes
from uc_audit.query.narrowing import criteria_of

from .pool import Pool
from .structure import DAYS, ODD_KEYS, ODD_VALUES, SLUGS
from .texts import damaged_bytes

Criteria = dict[str, Any]
NAMES = sorted({name for cls in record_classes().values() for name in criteria_of(cls)})

TIMES = (
    "2024", "2024-05", "2024-05-17", "FY 2021", "fy2021", "FY 2019-2023", "FY 2023-2019", "FY 0000", "FY 0001", "9999", "0001",
    "9999-12", "2024-00", "2024-05-32", "2024\u20132025", "0000-01", "FY 9999", "FY 99999", "2024-5",
)  # fmt: skip


class Unspeakable:
    """A stranger's object: nothing can be asked of it."""

    def __repr__(self) -> str:
        raise RuntimeError("no representation")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no comparison")

    __hash__ = None  # type: ignore[assignment]


STRANGE: tuple[Any, ...] = (
    *ODD_VALUES, *DAYS, *SLUGS, *TIMES, 10**5000, b"a", object(), Unspeakable(), Topic.SAFETY, Topic, date(2024, 5, 17),
    datetime(2024, 5, 17, tzinfo=UTC), Fraction(1, 3), (), set(), frozenset(), {}.keys(), range(3), [Unspeakable()], [[]],
    Period(start=date(2020, 1, 1), end=date(2021, 1, 1), label="a"), [None], {None, "ice"}, ["safety", "curt"], len,
)  # fmt: skip


def make_question(rng: random.Random, pool: Pool) -> tuple[tuple[Any, ...], Criteria]:
    """Choose records and criteria, of which some make sense."""
    records = rng.choice(pool.groups)
    cls: Any = type(records[0]) if records else None
    own = list(criteria_of(cls)) if records else NAMES
    names = {rng.choice((*[rng.choice(own)] * 8, rng.choice(NAMES), rng.choice(ODD_KEYS))) for _ in range(2)}
    return records, {name: _value(rng, records, name) for name in sorted(names)}


def _value(rng: random.Random, records: tuple[Any, ...], name: str) -> Any:
    """Choose a value: one that some record has, several of those, or a strange one."""
    field = {"topic": "topics", "during": "period"}.get(name, name)
    held = [getattr(record, field) for record in records if hasattr(record, field)]
    kind = rng.choice(("strange", "held", "several"))
    if kind == "strange" or not held:
        return rng.choice(STRANGE)
    return rng.choice(held) if kind == "held" else [rng.choice(held), rng.choice((*held, rng.choice(STRANGE)))]


def judge_question(records: tuple[Any, ...], criteria: Criteria) -> str:
    """Select: the records that fit, as picked by hand, or an error that says which criterion is wrong."""
    try:
        found = uc_audit.select(records, **criteria)
    except (UnknownCriterionError, CriterionValueError) as error:
        assert error.name in criteria, "the error is about another criterion"
        assert str(error).isprintable(), "the message is not printable"
        return type(error).__name__
    picked = records
    for name, value in criteria.items():
        picked = tuple(record for record in picked if fits(record, name, value))
    assert [*map(id, found)] == [*map(id, picked)], "not the records that fit"
    return "accepted"


def make_text(rng: random.Random, pool: Pool) -> tuple[str, str, bool]:
    """Take the text of a source, as it is or as a page, harmed or not: the id, the text, whether it is harmed."""
    source_id, text = rng.choice(list(pool.texts.items()))
    harmed = rng.random() < 0.8
    if rng.random() < 0.5:
        text = _page(rng, text)
        if harmed:
            text = _broken_page(rng, text)
    elif not harmed:
        text = rng.choice(("", "\ufeff", "\n")) + text.replace(" ", rng.choice((" ", "  ", "\n", "\u00a0")))
    if harmed and rng.random() < 0.7:
        text = damaged_bytes(rng, text.encode("utf-8", "replace"), text.encode("utf-8", "replace")).decode(
            errors=rng.choice(("replace", "surrogateescape"))
        )
    return source_id, text, harmed


def _page(rng: random.Random, text: str) -> str:
    """Make a page that says the same."""
    tag = rng.choice(("p", "div", "li", "h1"))
    between = rng.choice(("\n", " ", "<!-- x -->", "<script>var a = '<p>';</script>", "<style>p {}</style>", "<hr/>"))
    body = between.join(f"<{tag} class='a'>{html.escape(line)}</{tag}>" for line in text.splitlines())
    return f"{rng.choice(('<!doctype html>', '<html><body>', '<?xml?><!-- y --><html>'))}{body}"


ODD_MARKUP = (
    "<", "<a ", "<a b='", '<a "', "</", "</p", "<!--", "-->", "--!>", "<!", "<![", "<![CDATA[", "<![if x]>", "]]>", "<?", "?>",
    "<script>", "</script ", "<style", "<title>", "<textarea>", "<plaintext>", "<svg>", "</svg>", "<template>", "<body>", "&", "&#",
    "&#x", "&#0;", "&#xd800;", "&#1114112;", "&#" + "9" * 5000 + ";", "&#" + "0" * 5000 + "65;", "&amp", "&notit;", "&" + "a" * 100,
    "\x00", "\ud800", "<\x00p>", "<p \x00='>'>", "<P/", "< p>", "<1>", "<p/=/>", "</>", "<!doctype", "<!ELEMENT x [", "<!>", "<br/>",
)  # fmt: skip


def _broken_page(rng: random.Random, text: str) -> str:
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(text) + 1)
        text = text[:place] + rng.choice(ODD_MARKUP) * rng.choice((1, 1, 1, 3, 50)) + text[place:]
    return text


def judge_text(source_id: str, text: str, harmed: bool) -> str:  # noqa: FBT001 (one of the parts of a case)
    """Check citations against a text: whatever the text, mismatches come back, and of an unharmed one only its edition."""
    audit = uc_audit.load()
    mismatches = uc_audit.verify(audit, {source_id: text})
    assert all(type(mismatch) is Mismatch and mismatch.source_id == source_id for mismatch in mismatches), "another"
    numbers = [sentence.number for sentence in uc_audit.coverage(audit, source_id, text)]
    assert numbers == sorted(set(numbers)), "sentences out of order"
    reasons = {mismatch.reason for mismatch in mismatches}
    assert harmed or reasons <= {"another edition"}, f"mismatches in a text that says the same: {reasons}"
    return "accepted" if not mismatches else "mismatches"
