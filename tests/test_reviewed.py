"""What people and programs get of the dataset is what was reviewed, word by word."""

import pytest

import regenerate


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """What the library makes of the dataset today."""
    return regenerate.reviewed()


@pytest.mark.parametrize("name", sorted(path.name for path in regenerate.REVIEWED.iterdir()))
def test_it_is_what_was_reviewed(made: dict[str, str], name: str) -> None:
    """Each output of the whole dataset is as it was reviewed; ``regenerate.py`` writes the files, for a new review."""
    expected = (regenerate.REVIEWED / name).read_text(encoding="utf-8")

    assert made[name].splitlines() == expected.splitlines()


def test_everything_is_reviewed(made: dict[str, str]) -> None:
    """Each of the outputs has its file."""
    assert sorted(made) == sorted(path.name for path in regenerate.REVIEWED.iterdir())
