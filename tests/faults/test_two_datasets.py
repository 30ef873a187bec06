"""Two versions of the dataset that are open at once do not meet."""

from typing import Any

import pytest

import uc_audit
from uc_audit import Audit, Figure

OFFICERS = "figure-officers-article"
PAGES = "figure-pages-oig-24-46"


@pytest.fixture
def newer(document: Any) -> Audit:
    """A newer version beside the bundled one: a name and a number are other ones, and a record is gone."""
    document["data_version"] = "2099.1.1"
    people = {person["id"]: person for person in document["people"]}
    people["joseph-cuffari"]["name"] = "Somebody Else"
    figures = {figure["id"]: figure for figure in document["figures"]}
    figures[PAGES]["value"] += 1
    document["discrepancies"].pop()
    return uc_audit.from_dict(document)


def test_records(audit: Audit, newer: Audit) -> None:
    """Whichever is asked first, each gives its own record for an id, its own referrers, and not what only the other has."""
    gone = audit.discrepancies[-1]
    for _ in range(2):
        assert (newer.get(PAGES, Figure).value, audit.get(PAGES, Figure).value) == (19, 18)
        assert (gone.id in newer, gone.id in audit) == (False, True)
        for record_id in gone.record_ids:
            assert newer.referrers(record_id) == tuple(r for r in audit.referrers(record_id) if r != gone)
    assert len(newer.records) == len(audit.records) - 1


def test_functions(audit: Audit, newer: Audit) -> None:
    """What finds, words and cites takes the dataset that it is given."""
    for _ in range(2):
        for one, version, name, pages in (
            (newer, "2099.1.1", "Somebody Else", 19),
            (audit, "2026.11.1", "Joseph V.", 18),
        ):
            figure = one.get(OFFICERS, Figure)
            assert f"said by {name}" in uc_audit.describe(figure, "long", audit=one)
            assert f"Version {version}" in uc_audit.cite(one["ice"], audit=one)
            assert version in uc_audit.to_bibtex(one)
            assert uc_audit.select(one.figures, id=PAGES)[0] is one[PAGES]
            assert uc_audit.compare(one, "report-pages")[0].figure.value == pages
            assert uc_audit.from_json(uc_audit.to_json(one)) == one
    assert uc_audit.load() is audit
    assert newer != audit


def test_differences(audit: Audit, newer: Audit) -> None:
    """The difference is what was changed, and the other way round its opposite."""
    there = {(change.record_id, change.path, change.kind) for change in uc_audit.diff(audit, newer)}
    back = {(change.record_id, change.path, change.kind) for change in uc_audit.diff(newer, audit)}

    gone = audit.discrepancies[-1].id
    assert there - back == {(gone, "", "removed")}
    assert back - there == {(gone, "", "added")}
    assert there & back == {
        (None, "data_version", "changed"),
        ("joseph-cuffari", "name", "changed"),
        (PAGES, "value", "changed"),
    }
