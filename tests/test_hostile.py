"""Documents and texts that are made to take time or memory: both grow with their length, and not with the square of it."""

import unicodedata
from collections import Counter
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzzing import hostile
from fuzzing.measures import peak_of, steps_of
from uc_audit import errors, explain
from uc_audit.model import integrity, records
from uc_audit.provenance.documents import plain_text
from uc_audit.text import fold, normalize, with_numbers

# Reading


READING = [name for name in hostile.CASES if not name.startswith(("verify", "print"))]


@pytest.mark.parametrize("name", READING)
def test_reading_is_linear(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The steps and the memory that a document takes grow with its length, and not with the square of it."""
    # What takes the square of something does so up to a limit; here it is reached at once.
    monkeypatch.setattr(errors, "MOST_PROBLEMS", 2000)
    monkeypatch.setattr(explain, "MOST_PROBLEMS", 2000)
    monkeypatch.setattr(integrity, "MOST_COMPARISONS", 1000)
    monkeypatch.setattr(records, "MOST_INSERTIONS", 100)
    read, make = hostile.CASES[name]
    calls = [partial(read, make(size)) for size in (1_500, 3_000, 6_000)]
    calls[0]()

    first, second, third = map(steps_of, calls)
    assert third - second <= 2.2 * max(second - first, 0) + 500
    assert peak_of(calls[2]) <= 4 * peak_of(calls[0]) + 500_000


@pytest.mark.parametrize("name", [name for name in hostile.CASES if name not in READING])
def test_every_text_can_be_checked_and_printed(name: str) -> None:
    """Whatever a page or a text is made of, its citations are checked, and its words printed."""
    read, make = hostile.CASES[name]

    assert read(make(500)) > 0


def test_lines_are_streamed() -> None:
    """Eight times as many records take no more memory, since no more than one is held."""
    read, make = hostile.CASES["from_jsonl: many lines"]
    read(make(10_000))

    assert peak_of(lambda: read(make(160_000))) < 2 * peak_of(lambda: read(make(20_000)))


def test_memory_does_not_go_into_paths() -> None:
    """What stands below many long keys takes no more memory than elsewhere: its path is not written while it is well."""
    assert peak_of(lambda: hostile.refused(hostile.DOCUMENTS["zeros below long keys"](40_000))) < 40 * 40_000


def test_memory_does_not_go_into_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    """When so many problems are found that no more are listed, no more are looked for."""
    monkeypatch.setattr(errors, "MOST_PROBLEMS", 100)
    monkeypatch.setattr(explain, "MOST_PROBLEMS", 100)

    assert peak_of(lambda: hostile.refused(f'{{"figures": [{"{}," * 5_000}{{}}]}}')) < 300 * 5_000


# Texts


LARGE = 1_000_000
"""So many characters take less than a second, unless time grows with their square: then it takes minutes to hours."""


@pytest.mark.parametrize("markup", ["<a ", "<a b='", '<a "', "<a/", "</a ", "<!--a", "<!--a>", "<?", "<svg>"])
def test_pages_that_never_end(markup: str) -> None:
    """A page of markup that is never closed is read in one way from its beginning to its end, and has no text."""
    assert plain_text("<html>a" + markup * (LARGE // len(markup))).strip() == "a"


@pytest.mark.parametrize("part", ["1", "1,", "$1", "1 of 1, ", "more than 1,"])
def test_texts_of_digits(part: str) -> None:
    """The numbers in a text are found in one way through it, however long they are."""
    text = part * (LARGE // len(part))

    assert with_numbers(text, str) == text


def test_letters_with_very_many_accents() -> None:
    """A letter may have any number of accents, in any order; Python alone takes the square of their number."""
    accents = "\u0301\u0323" * (LARGE // 8)

    assert fold("e" + accents) == "e"
    assert Counter(normalize("x" + accents)) == Counter("x" + accents)


@given(st.text(st.sampled_from("aé\u0301\u0323ﬁ½ \u00ad\u1100\u1161"), min_size=1, max_size=20))
def test_long_texts_are_normalized_as_short_ones(text: str) -> None:
    """A long text is normalized piece by piece, and as Python does it at once."""
    long = f"{text} " * 200

    assert normalize(long) == " ".join([normalize(text)] * 200).strip()
    assert normalize(long) == " ".join(unicodedata.normalize("NFKC", long).replace("\u00ad", "").split())
