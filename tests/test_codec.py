"""Into plain documents and back, without loss."""

import json
from typing import Any

import pytest
from hypothesis import given

import uc_audit
from strategies import CLASSES, audits, whole
from uc_audit import Attribution, Audit, Caveat, Citation, DatasetError, Figure, Period, RetiredId


@given(audits())
def test_audits_survive_json(audit: Audit) -> None:
    """Any valid audit is read back equal from its JSON text, strictly and leniently, as text and as bytes."""
    text = uc_audit.to_json(audit)

    assert uc_audit.loads(text) == audit
    assert uc_audit.loads(text.encode(), lenient=True) == audit
    assert uc_audit.from_json(text) == audit
    assert uc_audit.from_dict(uc_audit.to_dict(audit)) == audit


@pytest.mark.parametrize("cls", [*CLASSES.values(), Period, Citation, Attribution, Caveat, RetiredId])
def test_records_survive_json(cls: Any) -> None:
    """Any single record, and any value inside one, is read back equal from its JSON text and its dictionary."""

    @given(whole(cls))
    def check(record: Any) -> None:
        assert uc_audit.from_json(uc_audit.to_json(record, indent=None), cls) == record
        assert uc_audit.from_dict(uc_audit.to_dict(record), cls) == record

    check()


def test_dictionary_is_plain(audit: Audit) -> None:
    """A dictionary holds only what JSON knows, every field in the order of the class."""
    figure = audit.get("figure-officers-article", Figure)
    document = uc_audit.to_dict(figure)

    assert json.loads(json.dumps(document)) == document
    assert type(document["comparator"]) is str
    assert document["topics"] == ["guidance", "monitoring"]
    assert list(document) == [
        "id",
        "measure",
        "label",
        "value",
        "comparator",
        "unit",
        "population",
        "denominator",
        "part_of",
        "as_stated",
        "period",
        "as_of",
        "topics",
        "caveats",
        "attribution",
        "citations",
    ]


def test_json_is_canonical(audit: Audit) -> None:
    """JSON text has no escapes that it does not need and ends with a line end."""
    assert uc_audit.to_json(audit.quotes[3], indent=None).startswith('{"id":"quote-manual-processes","text":"manual')
    assert "“" in uc_audit.to_json(audit)
    assert uc_audit.to_json(audit, indent=1) == uc_audit.data_file().read_text(encoding="utf-8")


def test_a_bad_single_record_is_explained(audit: Audit) -> None:
    """A single record is read as strictly as a dataset; references are left to the dataset that it goes into."""
    document = uc_audit.to_dict(audit.figures[0])
    document["citations"][0]["source_id"] = "elsewhere"
    uc_audit.from_dict(document, Figure)

    document.update(value="1", citations=None)
    with pytest.raises(DatasetError) as caught:
        uc_audit.from_dict(document, Figure)
    assert [problem.path for problem in caught.value.problems] == ["value", "citations"]


@pytest.mark.parametrize("value", [(), {"id"}, object(), b"{}", 1j])
def test_what_no_json_gives_is_refused(value: Any) -> None:
    """A plain document is of plain types; other objects are refused like other values."""
    with pytest.raises(DatasetError, match=r"\$: found"):
        uc_audit.from_dict(value)
    with pytest.raises(DatasetError, match=r"label: found"):
        uc_audit.from_dict({"start": "2024-01-01", "end": "2024-01-01", "label": value}, Period)


@pytest.mark.parametrize("text", [None, 7, ["{}"]])
def test_text_is_text(text: Any) -> None:
    """What is neither text nor bytes is a mistake of the caller, and Python's TypeError."""
    with pytest.raises(TypeError, match="JSON text"):
        uc_audit.loads(text)
