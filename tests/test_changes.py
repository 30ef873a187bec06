"""What differs between two datasets, and how it is worded."""

import itertools
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import strategies
import uc_audit
from uc_audit import Audit, Change, Comparator, Figure, RetiredId, Topic
from uc_audit.model.integrity import RECORD_FIELDS

ROOT = Path(__file__).parent.parent
RELEASED = Path(__file__).parent / "released"


def changed(audit: Audit, record_id: str, **fields: Any) -> Audit:
    """Give an audit in which one record has other fields."""
    (kind,) = (name for name in RECORD_FIELDS if any(record.id == record_id for record in getattr(audit, name)))
    records = [attrs.evolve(r, **fields) if r.id == record_id else r for r in getattr(audit, kind)]
    fields_of_audit: dict[str, Any] = {kind: tuple(records)}
    return attrs.evolve(audit, **fields_of_audit)


def listed(old: Audit, new: Audit) -> list[tuple[str | None, str, Any, Any]]:
    """Give the changes as plain tuples."""
    return [(change.record_id, change.path, change.old, change.new) for change in uc_audit.diff(old, new)]


def test_nothing_differs(audit: Audit) -> None:
    """A dataset does not differ from itself, nor from a copy that was read from text."""
    assert uc_audit.diff(audit, audit) == ()
    assert uc_audit.diff(audit, uc_audit.loads(uc_audit.to_json(audit))) == ()


def test_a_field(audit: Audit) -> None:
    """A changed field is one change, with what stood there and what stands there."""
    new = changed(audit, "figure-transferred-oig-24-46", value=448_820, comparator=Comparator.EXACTLY)

    assert listed(audit, new) == [
        ("figure-transferred-oig-24-46", "value", 448_000, 448_820),
        ("figure-transferred-oig-24-46", "comparator", Comparator.MORE_THAN, Comparator.EXACTLY),
    ]


def test_a_field_of_a_value(audit: Audit) -> None:
    """Inside periods, citations and caveats the change is that of the innermost field."""
    figure = audit.get("figure-failed-to-appear-oig-24-46", Figure)
    assert figure.period
    first, second = figure.caveats
    caveat = attrs.evolve(second, citations=(attrs.evolve(second.citations[0], locator="elsewhere"),))
    period = attrs.evolve(figure.period, end=date(2023, 9, 29))
    new = changed(audit, figure.id, caveats=(first, caveat), period=period)

    assert listed(audit, new) == [
        (figure.id, "period.end", date(2023, 9, 30), date(2023, 9, 29)),
        (figure.id, "caveats[1].citations[0].locator", second.citations[0].locator, "elsewhere"),
    ]


def test_a_field_of_the_audit(audit: Audit) -> None:
    """A field of the audit itself has no record."""
    assert listed(audit, attrs.evolve(audit, data_version="2026.12.1")) == [
        (None, "data_version", "2026.11.1", "2026.12.1")
    ]


def test_added_and_removed(audit: Audit) -> None:
    """A record that is new, or gone, is one change that holds the record."""
    pages = audit["figure-pages-oig-24-46"]
    bare = attrs.evolve(audit, figures=tuple(figure for figure in audit.figures if figure is not pages))

    assert listed(bare, audit) == [(pages.id, "", None, pages)]
    assert listed(audit, bare) == [(pages.id, "", pages, None)]
    assert [change.kind for change in (*uc_audit.diff(bare, audit), *uc_audit.diff(audit, bare))] == [
        "added",
        "removed",
    ]


def test_an_id_of_another_kind(audit: Audit) -> None:
    """A record that has become one of another kind is gone, and new."""
    bare: dict[str, Any] = dict.fromkeys(RECORD_FIELDS[3:], ())
    person = audit.people[0]
    old = attrs.evolve(audit, people=(person,), **bare)
    organization = uc_audit.Organization(id=person.id, name="A firm")
    new = attrs.evolve(old, people=(), organizations=(*audit.organizations, organization))

    assert listed(old, new) == [(person.id, "", None, organization), (person.id, "", person, None)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ab", "abc", [("topics[2]", None, "c")]),
        ("ab", "cab", [("topics[0]", None, "c")]),
        ("abc", "ac", [("topics[1]", "b", None)]),
        ("abc", "bcd", [("topics[0]", "a", None), ("topics[2]", None, "d")]),
        ("abc", "adc", [("topics[1]", "b", "d")]),
        ("", "ab", [("topics[0]", None, "a"), ("topics[1]", None, "b")]),
        ("adb", "acb", [("topics[1]", "d", "c")]),
        ("ab", "dbc", [("topics[0]", "a", "d"), ("topics[2]", None, "c")]),
        ("cab", "ad", [("topics[0]", "c", None), ("topics[1]", None, "d"), ("topics[2]", "b", None)]),
    ],
)
def test_entries_of_a_list(
    audit: Audit, old: str, new: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    """Entries that are new, gone or replaced are one change each; those that only moved up or down are none."""
    terms = dict(zip("abcd", Topic, strict=False))
    before, after = (changed(audit, "finding-transferred", topics=tuple(terms[t] for t in text)) for text in (old, new))

    assert listed(before, after) == [
        ("finding-transferred", path, a and terms[a], b and terms[b]) for path, a, b in expected
    ]


def test_the_order_of_a_list(audit: Audit) -> None:
    """Where the same entries stand in another order, or twice, the change is that of the whole list."""
    topics = (Topic.SAFETY, Topic.ADDRESS)
    old = changed(audit, "finding-transferred", topics=topics)

    for other in (topics[::-1], (*topics, Topic.ADDRESS)):
        (change,) = uc_audit.diff(old, changed(audit, "finding-transferred", topics=other))
        assert change == Change(record_id="finding-transferred", path="topics", kind="reordered", old=topics, new=other)


def test_the_order_of_records(audit: Audit) -> None:
    """Records in another order are a change of the audit, of ids only."""
    new = attrs.evolve(audit, people=audit.people[::-1], responses=audit.responses[::-1])
    ids = tuple(response.id for response in audit.responses)

    assert (None, "responses", ids, ids[::-1]) in listed(audit, new)
    without = attrs.evolve(audit, responses=audit.responses[1:])
    assert (None, "responses", ids[1:], ids[:0:-1]) in listed(without, new)
    assert {change.record_id for change in uc_audit.diff(audit, new)} == {None}


def test_a_renamed_record(audit: Audit) -> None:
    """A record whose old id leads to a new one is the same record, with another id and whatever else changed."""
    figures = tuple(
        attrs.evolve(f, id="figure-pages", value=19) if f.measure == "report-pages" else f for f in audit.figures
    )
    findings = audit.findings
    retired = RetiredId(id="figure-pages-oig-24-46", successor_id="figure-pages", reason="shorter")
    new = attrs.evolve(audit, figures=figures, findings=findings, retired_ids=(retired,))

    assert listed(audit, new) == [
        (None, "retired_ids[0]", None, retired),
        ("figure-pages-oig-24-46", "id", "figure-pages-oig-24-46", "figure-pages"),
        ("figure-pages-oig-24-46", "value", 18, 19),
    ]


def test_an_id_that_led_to_an_older_record(audit: Audit) -> None:
    """A record that was merged into one that there was already is gone; the other one is as it was."""
    pages = audit["figure-pages-oig-24-46"]
    retired = RetiredId(id=pages.id, successor_id="figure-officers-article", reason="merged")
    new = attrs.evolve(
        audit, figures=tuple(figure for figure in audit.figures if figure is not pages), retired_ids=(retired,)
    )

    assert listed(audit, new) == [(None, "retired_ids[0]", None, retired), (pages.id, "", pages, None)]


@given(strategies.audits(), strategies.audits())
def test_nothing_differs_only_where_all_is_equal(old: Audit, new: Audit) -> None:
    """Whatever the datasets, there are changes just where they are not equal, and each names two unlike things."""
    changes = uc_audit.diff(old, new)

    assert (changes == ()) == (old == new)
    assert all(change.old != change.new for change in changes)
    assert uc_audit.diff(old, old) == ()
    assert json.loads(uc_audit.to_json(changes)) == uc_audit.to_dict(changes)


def test_changes_are_written_as_json(audit: Audit) -> None:
    """Changes are plain data for whoever wants them so: records, dates and terms as in a dataset."""
    new = changed(audit, "figure-transferred-oig-24-46", comparator=Comparator.EXACTLY, topics=())

    assert uc_audit.to_dict(uc_audit.diff(audit, new)) == [
        {"record_id": "figure-transferred-oig-24-46", "path": "comparator", "kind": "changed", "old": ">", "new": "="},
        {
            "record_id": "figure-transferred-oig-24-46",
            "path": "topics[0]",
            "kind": "removed",
            "old": "transfer",
            "new": None,
        },
    ]


def test_changes_as_markdown(audit: Audit, make_figure: Callable[..., Figure]) -> None:
    """Changes are a list for a changelog, in which a new figure has its qualifier and no text is taken for markup."""
    old = changed(audit, "opla", abbreviation=None)
    new = attrs.evolve(
        changed(audit, "ero", name="<b>*E*</b>"),
        figures=(*audit.figures, make_figure(id="figure-new")),
        retired_ids=(RetiredId(id="old", reason="why"),),
        date_issued=date(2024, 8, 20),
    )
    text = uc_audit.to_markdown(uc_audit.diff(old, new))

    assert text == (
        "- the audit, `date_issued`: 2024-08-19 became 2024-08-20\n"
        "- the audit, `retired_ids[0]`, added: old, now none: why\n"
        "- `opla`, `abbreviation`: nothing became “OPLA”\n"
        "- `ero`, `name`: “Enforcement and Removal Operations” became “\\<b\\>\\*E\\*\\</b\\>”\n"
        "- `figure-new`, added: more than 448,000 unaccompanied migrant children (UCs) were transferred by ICE to HHS, FY 2019-2023\n"
    )
    assert MarkdownIt().render(text).count("<li>") == 5
    assert uc_audit.to_markdown(uc_audit.diff(audit, audit)) == ""
    assert "“\\<b\\>\\*E\\*\\</b\\>” became" in uc_audit.to_markdown(uc_audit.diff(new, old))


def test_changes_are_written(audit: Audit, tmp_path: Path) -> None:
    """Changes, or one of them, are written to a path as well."""
    changes = uc_audit.diff(audit, changed(audit, "opla", abbreviation=None))
    text = uc_audit.to_markdown(changes, tmp_path / "changes.md")

    assert (tmp_path / "changes.md").read_text(encoding="utf-8") == text == uc_audit.to_markdown(changes[0])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"topics": ()}, "`topics[0]`, removed: transfer"),
        ({"period": None}, "`period`: FY 2019-2023 (2018-10-01 to 2023-09-30) became nothing"),
        ({"value": 7}, "`value`: 448000 became 7"),
        ({"label": "were  transferred by ICE to\nHHS"}, "`label`: “were transferred by ICE to HHS” became “were transferred by ICE to HHS” (other white space)"),
        ({"attribution": uc_audit.Attribution(said_by="ice", reported_by="oig-24-46")}, None),
        ({"caveats": (uc_audit.Caveat(text="Why.", citations=(uc_audit.Citation(source_id="article"),)),)}, "`caveats[0]`, added: Why.; \\[article\\] (text not held)"),
    ],
)  # fmt: skip
def test_every_sort_of_change_is_worded(audit: Audit, fields: dict[str, Any], expected: str | None) -> None:
    """What stood in a field and what stands there are words for people, whatever it is."""
    text = uc_audit.to_markdown(uc_audit.diff(audit, changed(audit, "figure-transferred-oig-24-46", **fields)))

    assert expected is None or text == f"- `figure-transferred-oig-24-46`, {expected}\n"
    assert "{" not in text


def test_another_order_is_said_in_short(audit: Audit) -> None:
    """That records stand in another order is said without listing them all."""
    new = attrs.evolve(audit, figures=audit.figures[::-1])

    assert uc_audit.to_markdown(uc_audit.diff(audit, new)) == "- the audit, `figures`: another order\n"
    assert [change.kind for change in uc_audit.diff(audit, new)] == ["reordered"]


def test_records_that_became_one(audit: Audit) -> None:
    """Where several records became one new one, they are gone, and it is new: none of them is taken for it."""
    first, second = audit.figures[-3], audit.figures[-1]
    merged = attrs.evolve(first, id="figure-merged")
    others = tuple(figure for figure in audit.figures if figure not in (first, second))
    retired = tuple(RetiredId(id=r.id, successor_id=merged.id, reason="merged") for r in (first, second))
    changes = uc_audit.diff(audit, attrs.evolve(audit, figures=(*others, merged), retired_ids=retired))

    assert [(c.record_id, c.kind) for c in changes if c.record_id] == [
        (first.id, "removed"),
        (second.id, "removed"),
        (merged.id, "added"),
    ]


def test_changes_and_records_do_not_mix(audit: Audit) -> None:
    """A list of changes and records is refused."""
    change = Change(record_id=None, path="title", kind="changed", old="a", new="b")

    with pytest.raises(TypeError, match="not Change"):
        uc_audit.to_markdown([change, audit["ice"]])  # type: ignore[arg-type]


def data_section(changelog: str, version: str) -> str:
    """Give the changelog's list of what changed in a version of the data; nothing where it has none."""
    _, found, rest = changelog.partition(f"Data {version}")
    parts = rest.split("\n\n")
    return f"{parts[1].strip()}\n" if found and len(parts) > 1 and parts[1].startswith("- ") else ""


def broken_promises(old: Audit, new: Audit, changelog: str) -> list[str]:
    """Say which promises about the data the step from one dataset to the next one breaks."""
    changes = uc_audit.diff(old, new)
    content = [change for change in changes if change.path != "data_version"]
    before, after = ([int(part) for part in audit.data_version.split(".")] for audit in (old, new))
    broken = []
    if content and not before < after:
        broken.append("the data changed without a later data_version")
    if content and data_section(changelog, new.data_version) != uc_audit.to_markdown(changes):
        broken.append("the changelog does not list the changes")
    retired = {entry.id for entry in new.retired_ids}
    used = {record.id for record in new.records}
    broken += [f"{record.id} is gone" for record in old.records if record.id not in used | retired]
    broken += [f"{entry.id} is not retired any more" for entry in old.retired_ids if entry.id not in retired]
    return broken


def test_the_changelog_tells_what_changed_in_the_data(audit: Audit) -> None:
    """From each released dataset to the next, and to the present one, all promises hold; until then nothing is released."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = sorted(
        map(uc_audit.read, RELEASED.glob("*.json")), key=lambda a: [int(n) for n in a.data_version.split(".")]
    )
    steps = itertools.pairwise([*released, audit])

    assert [problem for old, new in steps for problem in broken_promises(old, new, changelog)] == []
    if not released:
        assert all(line.endswith("(unreleased)") for line in changelog.splitlines() if line.startswith("## "))


LISTED = "# Changelog\n\n## 0.2.0 (unreleased)\n\nData 2026.12.1, corrected:\n\n{}\n## 0.1.0\n\nData 2026.11.1\n"


def test_promises_about_the_data(audit: Audit) -> None:
    """A step is in order where the version is a later one, every change is listed, and no id just vanishes."""
    bare = tuple(figure for figure in audit.figures if figure.measure != "report-pages")
    new = attrs.evolve(changed(audit, "opla", abbreviation=None), data_version="2026.12.1")
    text = LISTED.format(uc_audit.to_markdown(uc_audit.diff(audit, new)))
    retired = attrs.evolve(audit, retired_ids=(RetiredId(id="old", reason="why"),))

    assert broken_promises(audit, new, text) == []
    assert broken_promises(audit, audit, "") == []
    assert broken_promises(audit, new, LISTED.format("- something\n")) == ["the changelog does not list the changes"]
    assert broken_promises(audit, new, "Data 2026.12.1") == ["the changelog does not list the changes"]
    assert "the data changed without a later data_version" in broken_promises(
        audit, attrs.evolve(new, data_version="2026.11.1"), text
    )
    assert "the data changed without a later data_version" in broken_promises(
        audit, attrs.evolve(new, data_version="2026.9.9"), text
    )
    assert "figure-pages-oig-24-46 is gone" in broken_promises(audit, attrs.evolve(new, figures=bare), text)
    assert "old is not retired any more" in broken_promises(retired, new, text)


def replayed(value: Any, steps: list[tuple[list[Any], Change]]) -> Any:
    """Put changes into effect on a value; each has what is left of its path."""
    whole = [change for path, change in steps if not path]
    if whole:
        return whole[-1].new
    nested: dict[Any, list[tuple[list[Any], Change]]] = {}
    for (first, *rest), change in steps:
        nested.setdefault(first, []).append((rest, change))
    if not isinstance(value, tuple):
        return attrs.evolve(value, **{name: replayed(getattr(value, name), inner) for name, inner in nested.items()})
    new = {}
    touched = set()
    for index, inner in nested.items():
        kinds = {change.kind for path, change in inner if not path}
        touched |= {index} if kinds != {"added"} else set()
        if kinds != {"removed"}:
            new[index] = replayed(value[index] if index < len(value) else None, inner)
    kept = [entry for index, entry in enumerate(value) if index not in touched]
    for index in sorted(new):
        kept.insert(index, new[index])
    return tuple(kept)


def steps_of(path: str) -> list[Any]:
    """Take a path apart."""
    return [int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", path)]


@given(st.lists(st.sampled_from(range(8)), max_size=8), st.data())
def test_changes_can_be_replayed(fields: list[int], data: st.DataObject) -> None:
    """What changed in a record, put into effect on the older one, gives the newer one: nothing is left out."""
    audit = uc_audit.load()
    old = audit.get("figure-failed-to-appear-article", Figure)
    other = data.draw(strategies.records(Figure, POOLS))
    names = ["topics", "caveats", "citations", "period", "as_of", "attribution", "label", "as_stated"]
    mixed = {names[index]: getattr(other, names[index]) for index in fields}
    mixed["topics"] = tuple(data.draw(st.permutations((*old.topics, *other.topics))))[: data.draw(st.integers(0, 4))]
    mixed["citations"] = tuple(data.draw(st.permutations((*old.citations, *other.citations))))[
        : data.draw(st.integers(1, 4))
    ]
    new = attrs.evolve(old, **mixed)
    changes = uc_audit.diff(audit, changed(audit, old.id, **mixed))

    assert replayed(old, [(steps_of(change.path), change) for change in changes]) == new if changes else old == new


POOLS = {
    **{name: [record.id for record in getattr(uc_audit.load(), name)] for name in RECORD_FIELDS},
    "records": [record.id for record in uc_audit.load().records],
    "measures": ["report-pages"],
}
