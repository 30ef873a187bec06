"""A small program that uses the library as another project would; it has to pass a strict type checker."""

import uc_audit
from uc_audit import Audit, Comparator, Element, Figure, Finding, Record, Topic


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
figures: tuple[Figure, ...] = uc_audit.select(
    audit.figures,
    lambda figure: figure.lower is not None,
    topic={"transfer", Topic.COURT_HEARING},
    comparator=[Comparator.MORE_THAN, None],
    during="FY 2021",
    min_value=100_000,
    source="oig-24-46",
)
findings: tuple[Finding, ...] = uc_audit.select(iter(audit.findings), element=Element.CAUSE, text="automated")
anything: tuple[Record, ...] = uc_audit.select(audit.records, text="Cuffari")
back: tuple[Figure, ...] = uc_audit.from_json(uc_audit.to_json(figures), Figure, many=True)
line: Figure = next(uc_audit.from_jsonl(uc_audit.to_jsonl(figures), Figure))
table: str = uc_audit.to_csv(figures, spreadsheet_safe=True) + uc_audit.to_markdown(audit) + uc_audit.to_html(figure)
plain: dict[str, object] = uc_audit.to_dict(figure)
hits: list[str] = [hit.snippet for hit in uc_audit.search(audit, "court hearing")]
start = figure.period.start.year if figure.period else None
print(
    len(summarize(audit)), first_finding(audit, figure).title, record.id, text, again == figure, whole == audit, start
)
print(len(figures), len(findings), len(anything), back == figures, line == figures[0], len(hits))
