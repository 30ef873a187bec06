"""
Measure ``check`` on the labeled sentences in this folder: ``python tests/claims/score.py``.

A sentence is exactly right if its errors and warnings have just the kinds that it is labeled with; notes do not
count. An innocent sentence is one without a label.
"""

import json
from collections import Counter
from pathlib import Path

import uc_audit

SETS = ("shown", "labelled", "from_memory", "printed", "writers", "blind")


def kinds_in(text: str) -> set[str]:
    """Return the kinds of the errors and warnings in a text."""
    return {remark.kind.value for remark in uc_audit.check(text) if remark.severity is not uc_audit.Severity.NOTE}


def share(part: int, whole: int) -> str:
    """Return a part of a whole as a percentage."""
    return f"{part / whole:.0%}" if whole else "-"


def main() -> None:
    """Print a line for each file, and one for each kind."""
    labelled: Counter[str] = Counter()
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    print(f"{'file':<14}{'sentences':>10}{'exactly right':>15}{'innocent':>10}{'without remark':>16}")
    for name in SETS:
        claims = json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
        pairs = [(kinds_in(claim["text"]), set(claim["kinds"])) for claim in claims]
        exact = sum(found == expected for found, expected in pairs)
        innocent = [found for found, expected in pairs if not expected]
        print(f"{name:<14}{len(pairs):>10}{exact:>15}{len(innocent):>10}{innocent.count(set()):>16}")
        for found, expected in pairs:
            labelled.update(expected)
            given.update(found)
            right.update(found & expected)
    print(f"\n{'kind':<14}{'labelled':>10}{'remarks':>15}{'precision':>10}{'recall':>16}")
    for kind in uc_audit.DiscrepancyKind:
        if labelled[kind] or given[kind]:
            precision, recall = share(right[kind], given[kind]), share(right[kind], labelled[kind])
            print(f"{kind:<14}{labelled[kind]:>10}{given[kind]:>15}{precision:>10}{recall:>16}")


if __name__ == "__main__":
    main()
