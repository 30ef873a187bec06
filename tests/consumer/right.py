"""A small program that uses the library as another project would; it has to pass a strict type checker."""

import uc_audit
from uc_audit import Audit, Comparator, Figure, Finding, Record


def summarize(audit: Audit) -> dict[str, int]:
    """Map each figure that has a lower bound to it."""
    bounds: dict[str, int] = {}
    for figure in audit.figures:
        if figure.lower is not None and figure.comparator is Comparator.MORE_THAN:
            bounds[figure.id] = figure.lower
    return bounds


def first_finding(audit: Audit, figure: Figure) -> Finding:
    """Give the first finding that uses a figure."""
    return audit.referrers(figure.id, Finding)[0]


audit: Audit = uc_audit.load()
figure: Figure = audit.get("figure-transferred-oig-24-46", Figure)
record: Record = audit["ice"]
text: str = uc_audit.describe(figure, "number")
again: Figure = uc_audit.from_json(uc_audit.to_json(figure), Figure)
whole: Audit = uc_audit.loads(uc_audit.to_json(audit), lenient=True)
version: str = uc_audit.__version__
start = figure.period.start.year if figure.period else None
print(
    len(summarize(audit)), first_finding(audit, figure).title, record.id, text, again == figure, whole == audit, start
)
