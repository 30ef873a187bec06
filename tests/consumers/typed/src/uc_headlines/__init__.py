"""Headlines that keep the qualifier, the time and the source: what a typed package makes of ``uc-audit``."""

from collections.abc import Iterator

import uc_audit
from uc_audit import Audit, Comparator, Figure, Organization, Person, Source


def headline(audit: Audit, figure: Figure) -> str:
    """Word a figure with who said it and where it was read."""
    return f"{uc_audit.describe(figure)} ({speaker(audit, figure)}, {source(audit, figure).title})"


def speaker(audit: Audit, figure: Figure) -> str:
    """Name who the number is attributed to."""
    party = audit.get(figure.attribution.said_by) if figure.attribution.said_by else None
    match party:
        case Organization(abbreviation=str(short)):
            return short
        case Organization(name=name) | Person(name=name):
            return name
        case _:
            return "nobody named"


def source(audit: Audit, figure: Figure) -> Source:
    """Give the source of the first citation."""
    return audit.get(figure.citations[0].source_id, Source)


def one_sided(audit: Audit, at_least: int) -> Iterator[Figure]:
    """Give the figures that are a lower bound and not below a number."""
    for figure in uc_audit.select(audit.figures, comparator=Comparator.MORE_THAN, min_value=at_least):
        if figure.lower is not None and figure.upper is None:
            yield figure


def main() -> None:
    """Print the headlines."""
    audit = uc_audit.load()
    for figure in one_sided(audit, at_least=200_000):
        print(headline(audit, figure))
