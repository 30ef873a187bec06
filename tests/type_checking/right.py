"""A small program that uses the library as another project would; it must pass a strict type checker."""

from fractions import Fraction

import uc_audit
from uc_audit import Audit, Comparator, Element, Figure, Finding, Period, Record, Source, Topic


def lower_bounds(audit: Audit) -> dict[str, int]:
    """Return the lower bound of each figure that has one and no upper one."""
    return {figure.id: figure.lower for figure in audit.figures if figure.lower is not None and figure.upper is None}


def speaker(audit: Audit, figure: Figure) -> str:
    """Return the name of who said a number."""
    match audit.get(figure.attribution.said_by) if figure.attribution.said_by else None:
        case uc_audit.Organization(name=name) | uc_audit.Person(name=name):
            return name
        case _:
            return "nobody named"


audit: Audit = uc_audit.load()
report: Source = audit.report
figure: Figure = audit.get(audit.figures[0].id, Figure)
record: Record = audit["ice"]
findings_of_figure: tuple[Finding, ...] = audit.referrers(figure, Finding)
targets: tuple[Record, ...] = audit.references(figure)
records: list[Record] = [record for record in audit if record in audit]
version: str = uc_audit.__version__

text: str = uc_audit.describe(figure, "number") + uc_audit.describe(record, "long", audit=audit) + f"{figure:>80}"
start: int | None = figure.period.start.year if figure.period else None
numbers: dict[str, int] = lower_bounds(audit)
names: list[str] = [speaker(audit, figure) for figure in audit.figures]

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
anything: tuple[Record, ...] = uc_audit.select(audit, text="Cuffari")

whole: Audit = uc_audit.loads(uc_audit.to_json(audit))
again: Figure = uc_audit.from_dict(uc_audit.to_dict(figure), Figure)
many: tuple[Figure, ...] = uc_audit.from_dict(uc_audit.to_dict(audit.figures), Figure, many=True)
lines: tuple[Figure, ...] = uc_audit.from_jsonl(uc_audit.to_jsonl(audit.figures), Figure)
period: Period = uc_audit.from_dict({"start": "2024-05-01", "end": "2024-05-31", "label": "May 2024"}, Period)
plain: dict[str, object] = uc_audit.to_dict(figure)
table: str = uc_audit.to_csv(figures, excel=True) + uc_audit.to_markdown(audit) + uc_audit.to_html(figure)
snippets: list[str] = [hit.snippet for hit in uc_audit.search(audit, "court hearing")]
part: Figure = next(figure for figure in audit.figures if figure.denominator)
fraction: Fraction | None = uc_audit.share(part).upper

if not (whole == audit and again == figure and many == lines == audit.figures and period.label):
    raise SystemExit(1)
