"""The benchmarks run, what they compare does the same, and the documentation shows what they found."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import bulk
import cold
import peers
import report
import selecting
import synthetic
import timing
from environments import write_models

BENCHMARK = Path(__file__).parent / "benchmarks" / "run.py"
STRICT = [name for name in ("uc_audit", "pydantic", "msgspec", "marshmallow") if name in peers.installed()]

COUNT = 502
"""So many that one stands right on the bound of the question about values."""

Damage = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module", autouse=True)
def _models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("models")
    write_models(folder, *peers.DIALECTS.intersection(peers.installed()))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield


def test_command(tmp_path: Path) -> None:
    """The documented command prints a table for each part, keeps the rows, and leaves those of other parts."""
    kept = tmp_path / "rows.json"
    for part in ("select", "memory"):
        command = [sys.executable, str(BENCHMARK), part, "--most", "20", "--runs", "1", "--json", str(kept)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        result = json.loads(kept.read_text(encoding="utf-8"))[part]

        assert report.tables(part, result["rows"]) in printed
        assert all(f"left out: {name}." in printed for name in result["about"]["left_out"])
        assert all(row["median"] > 0 and row["minimum"] > 0 and row["runs"] == 1 for row in result["rows"])
    assert set(json.loads(kept.read_text(encoding="utf-8"))) == {"select", "memory"}


def test_bulk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading and each way of writing are compared, with speed and peak memory, and no table stays empty."""
    monkeypatch.setattr(bulk, "installed", lambda: ["uc_audit", "plain dicts"])
    rows = bulk.measure(most=20, runs=1)

    assert {(row["operation"], row["peer"]) for row in rows} == {
        (operation, peer)
        for operation in ("read", "to_csv", "to_jsonl", "to_json")
        for peer in ("uc_audit", "plain dicts")
    }
    assert all(row["median"] == row["minimum"] == 1 for row in rows if row["peer"] == "uc_audit")
    assert all(row["per_second"] > 0 and row["peak_mib"] > 1 for row in rows)
    assert report.tables("bulk", rows).count("| 20 | ") == len(rows)


def test_cold() -> None:
    """Whole processes are compared with bare Python and with ``import attrs``."""
    python = Path(sys.executable)
    rows = cold.rows({cold.EMPTY: python, cold.OURS: python}, runs=1)

    assert [row["case"] for row in rows][:4] == [cold.BARE, cold.ATTRS, "`import uc_audit`", "uc_audit, first record"]
    assert [row["bare_median"] for row in rows if row["case"] == cold.BARE] == [1]
    assert [row["attrs_median"] for row in rows if row["case"] == cold.ATTRS] == [1]


def test_turns() -> None:
    """Everything is called once a round, and the first rounds do not count."""
    calls: list[str] = []
    cases = {"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}
    found = timing.in_turn(cases, runs=3, warm=1)

    assert [sorted(calls[start : start + 2]) for start in range(0, 8, 2)] == [["a", "b"]] * 4
    assert found == {"a": [None] * 3, "b": [None] * 3}


def test_ratios() -> None:
    """A ratio is one of medians or of minima, not a median of ratios."""
    assert timing.ratios([3, 8, 10], [4, 1, 2], "x_") == {"x_median": 4, "x_minimum": 3}


def test_failing_process() -> None:
    """A process that fails is no measurement."""
    with pytest.raises(subprocess.CalledProcessError):
        timing.run([sys.executable, "-c", "raise SystemExit(3)"])


@pytest.mark.parametrize("case", selecting.pairs([]))
def test_select_agrees(case: str) -> None:
    """Each call of ``select`` gives what its comprehension gives, and something."""
    ours, by_hand = selecting.pairs(selecting.made(COUNT))[case]

    assert ours() == by_hand() != ()


def test_engines_agree() -> None:
    """The engines that are installed give the ids of the same figures."""
    figures = selecting.made(COUNT)
    expected = [figure.id for figure in selecting.by_hand_of(figures)()]

    for ask in (*selecting.with_table(figures).values(), *selecting.from_records(figures).values()):
        assert ask() == expected


@pytest.mark.parametrize("name", peers.installed())
def test_peers_agree(name: str) -> None:
    """Every peer reads the figures, and writes the same documents and the same table as ``uc_audit``."""
    documents = [synthetic.document(number) for number in range(50)]
    peer, ours = peers.peer(name), peers.peer(peers.OURS)
    records = peer.read(synthetic.text(50))

    assert json.loads(peer.to_json(records)) == documents
    lines = [json.loads(line) for line in peer.to_jsonl(records).splitlines()]
    assert [{key: line[key] for key in line if key != "record_class"} for line in lines] == documents
    assert peer.to_csv(records) == ours.to_csv(ours.read(synthetic.text(50)))
    assert peer.to_csv([peer.build(document) for document in documents]) == peer.to_csv(records)


DAMAGES: dict[str, Damage] = {
    "unknown key": lambda document: document.update(extra=1),
    "missing key": lambda document: document.pop("denominator"),
    "number as text": lambda document: document.update(value="12"),
    "below zero": lambda document: document.update(value=-1),
    "unknown term": lambda document: document.update(comparator="~~"),
    "no slug": lambda document: document.update(measure="Not-a-slug"),
    "slug and more": lambda document: document.update(measure="a-slug\n"),
    "too long": lambda document: document.update(measure=101 * "a"),
    "blank text": lambda document: document.update(label=" "),
    "no such day": lambda document: document["period"].update(start="2023-02-30"),
    "nothing cited": lambda document: document.update(citations=[]),
    "deep inside": lambda document: document["caveats"][0]["citations"][0].update(source_id=None),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", STRICT)
def test_strict_peers_check(name: str, damage: str) -> None:
    """Those peers that check refuse what ``uc_audit`` refuses in the shape of a figure."""
    document = synthetic.document(7)
    read = peers.peer(name).read
    assert len(read(json.dumps([document]).encode())) == 1
    DAMAGES[damage](document)

    # Each library has an error of its own.
    with pytest.raises(Exception, match=r"."):
        read(json.dumps([document]).encode())


def test_documentation() -> None:
    """The documentation holds the tables of the results that are kept."""
    text = report.PAGE.read_text(encoding="utf-8")

    assert report.page(text, report.last()) == text
