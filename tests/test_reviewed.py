"""What people and programs get of the dataset is what was reviewed, word by word."""

import pytest

from reviews import REVIEWED, REVIEWS


@pytest.mark.parametrize("name", REVIEWS)
def test_it_is_what_was_reviewed(name: str) -> None:
    """Each output of the whole dataset is as it was reviewed; ``regenerate.py`` writes the files, for a new review."""
    expected = (REVIEWED / name).read_text(encoding="utf-8")

    assert REVIEWS[name]().splitlines() == expected.splitlines()


def test_everything_is_reviewed() -> None:
    """Each of the outputs has its file."""
    assert sorted(REVIEWS) == sorted(path.name for path in REVIEWED.iterdir())
