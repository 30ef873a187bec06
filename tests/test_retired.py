"""Ids that are not in use any more: followed where there is a successor, explained where there is none."""

import pickle
import warnings
from typing import Any

import attrs
import pytest

import uc_audit
from uc_audit import Audit, Figure, Quote, RetiredId, UnknownRecordError, WithdrawnRecordError, cli

RENAMED = RetiredId(id="figure-pages", successor_id="figure-pages-oig-24-46", reason="it names the report")
WITHDRAWN = RetiredId(id="figure-lost", reason="no source says it")
MESSAGE = "the record 'figure-pages' is 'figure-pages-oig-24-46' now: it names the report"


@pytest.fixture
def later(audit: Audit) -> Audit:
    """A later dataset, in which one record was renamed and one withdrawn."""
    return attrs.evolve(audit, retired_ids=(RENAMED, WITHDRAWN))


WAYS: dict[str, Any] = {
    "by index": lambda audit: audit["figure-pages"],
    "by get": lambda audit: audit.get("figure-pages"),
    "by get with the class": lambda audit: audit.get("figure-pages", Figure),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_renamed_record_is_found(later: Audit, way: str) -> None:
    """An old id leads to the record that took its place, with a warning."""
    with pytest.warns(DeprecationWarning, match=MESSAGE) as caught:
        record = WAYS[way](later)

    assert record is later["figure-pages-oig-24-46"]
    assert len(caught) == 1


def test_what_a_renamed_record_is_connected_with(later: Audit) -> None:
    """References and referrers are found by the old id, too."""
    with pytest.warns(DeprecationWarning, match=MESSAGE) as caught:
        found = later.references("figure-pages"), later.referrers("figure-pages")
    with pytest.raises(WithdrawnRecordError):
        later.references("figure-lost")

    assert found == (later.references("figure-pages-oig-24-46"), later.referrers("figure-pages-oig-24-46"))
    assert len(caught) == 2


@pytest.mark.parametrize("way", [*WAYS, "by reference", "by referrer"])
def test_warnings_show_the_line_that_asks(later: Audit, way: str) -> None:
    """A warning about an old id has the caller's own line, in whichever way the record is asked for."""
    others: dict[str, Any] = {
        "by reference": lambda audit: audit.references("figure-pages"),
        "by referrer": lambda audit: audit.referrers("figure-pages"),
    }
    with pytest.warns(DeprecationWarning, match=MESSAGE) as caught:
        {**WAYS, **others}[way](later)

    assert [warning.filename for warning in caught] == [__file__]


@pytest.mark.filterwarnings("ignore:the record 'figure-pages' is:DeprecationWarning")
def test_a_renamed_record_of_another_class(later: Audit) -> None:
    """An old id that leads to a record of another class than was asked for is an error, as a new one is."""
    with pytest.raises(UnknownRecordError, match="'figure-pages' is not of the class Quote, but Figure"):
        later.get("figure-pages", Quote)


def test_a_withdrawn_record(later: Audit) -> None:
    """A withdrawn id is an error that has the reason, and that is the error for an unknown id, too."""
    with pytest.raises(UnknownRecordError) as caught:
        later["figure-lost"]

    error = caught.value
    assert isinstance(error, WithdrawnRecordError)
    assert str(error) == "The record 'figure-lost' was withdrawn: no source says it"
    assert (error.record_id, error.reason, error.suggestion) == ("figure-lost", "no source says it", None)
    twin = pickle.loads(pickle.dumps(error))
    assert (str(twin), vars(twin)) == (str(error), vars(error))


def test_contains(later: Audit) -> None:
    """An id is in an audit where looking it up gives a record."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [i in later for i in ("figure-pages", "figure-lost", "figure-pages-oig-24-46", "figure-no")] == [
            True, False, True, False,
        ]  # fmt: skip


def test_an_unknown_id_is_unknown_as_before(later: Audit) -> None:
    """An id that was never in use is no retired one, and no warning is given."""
    with pytest.raises(UnknownRecordError, match="Did you mean 'figure-pages-oig-24-46'") as caught:
        later["figure-pages-oig-24-64"]

    assert type(caught.value) is UnknownRecordError


def test_the_order_of_records_is_as_without(audit: Audit, later: Audit) -> None:
    """Retired ids are no records."""
    assert later.records == audit.records
    assert uc_audit.from_json(uc_audit.to_json(later)) == later


def test_in_the_terminal(later: Audit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """``show`` prints the successor and says so, and explains a withdrawn id."""
    monkeypatch.setattr(cli.commands, "load", lambda: later)

    assert cli.main(["show", "figure-pages"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("figure-pages-oig-24-46 (Figure)\n")
    assert err == f"uc-audit: {MESSAGE}\n"
    assert cli.main(["list", "discrepancies", "--record", "figure-pages"]) == 1
    assert capsys.readouterr() == ("", f"uc-audit: {MESSAGE}\nuc-audit: nothing was found\n")
    assert cli.main(["list", "figures", "--id", "figure-pages", "--format", "json"]) == 0
    assert uc_audit.from_json(capsys.readouterr().out, Figure, many=True)[0].id == "figure-pages-oig-24-46"
    assert cli.main(["list", "figures", "--id", "figure-lost"]) == 1
    assert capsys.readouterr().err == "uc-audit: The record 'figure-lost' was withdrawn: no source says it\n"
    with pytest.raises(SystemExit):
        cli.main(["list", "figures", "--id", "figure-page"])
    assert "the audit has no 'figure-page' to look for" in capsys.readouterr().err
    assert cli.main(["show", "figure-lost"]) == 1
    assert capsys.readouterr() == ("", "uc-audit: The record 'figure-lost' was withdrawn: no source says it\n")
