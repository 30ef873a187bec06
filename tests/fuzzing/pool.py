"""Valid documents, to be damaged: the bundled dataset, small audits from the strategies, and their records."""

import json
import random
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs
from hypothesis import HealthCheck, Phase, given, seed, settings

import uc_audit
from strategies import audits
from uc_audit import Audit
from uc_audit.model.audit import record_classes

SOURCES = Path(__file__).parents[1] / "sources"


@attrs.frozen
class Pool:
    """
    What damaged documents are made from.

    Attributes:
        small: Small audits with every kind of record.
    """

    small: list[Audit]

    @cached_property
    def bundled(self) -> str:
        """The text of the bundled dataset."""
        return uc_audit.data_file().read_text(encoding="utf-8")

    @cached_property
    def audits(self) -> list[str]:
        """The texts of the small audits."""
        return [uc_audit.to_json(audit, indent=None) for audit in self.small]

    @cached_property
    def records(self) -> dict[str, list[str]]:
        """The texts of records, by the name of their class."""
        whole = [*self.small, uc_audit.load()]
        return {
            cls.__name__: [uc_audit.to_json(record, indent=None) for audit in whole for record in getattr(audit, name)]
            for name, cls in record_classes().items()
        }

    @cached_property
    def lines(self) -> list[str]:
        """Records of all classes as JSON Lines."""
        return [line for audit in (*self.small, uc_audit.load()) for line in uc_audit.to_jsonl(audit).splitlines()]

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts of sources, by their ids."""
        return {path.stem: path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.txt"))}

    @cached_property
    def groups(self) -> list[tuple[Any, ...]]:
        """Records to select from: of one kind, of all kinds, and none."""
        whole = [*self.small, uc_audit.load()]
        kinds = [getattr(audit, name) for audit in whole for name in record_classes()]
        return [*kinds, *(audit.records for audit in whole), ()]

    def any_text(self, rng: random.Random) -> str:
        """Give the text of some document."""
        return rng.choice([rng.choice(self.audits), rng.choice(self.lines), rng.choice(list(self.texts.values()))])


def make_pool(seed_of_run: int, size: int) -> Pool:
    """Draw so many small audits: the same ones for the same seed."""
    drawn: list[Audit] = []

    @seed(seed_of_run)
    @settings(
        max_examples=size,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(audits())
    def collect(audit: Audit) -> None:
        drawn.append(audit)

    collect()
    return Pool(drawn[:size])


def canonical(document: Any) -> str:
    """Write a plain document so that equal documents have equal texts, and 1, 1.0 and true have not."""
    return json.dumps(document, sort_keys=True)
