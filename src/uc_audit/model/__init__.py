"""The records, the values inside them, and the terms that they are made of. No input or output."""

from .audit import Audit
from .figure import Figure
from .records import (
    Discrepancy,
    Finding,
    Organization,
    Person,
    Quote,
    Recommendation,
    Record,
    Response,
    Source,
)
from .values import Attribution, Caveat, Citation, Period, RetiredId
from .vocabulary import (
    Comparator,
    DiscrepancyKind,
    Element,
    Position,
    Resolution,
    ResponseKind,
    Rights,
    SourceKind,
    Status,
    Tier,
    Topic,
    Unit,
)

__all__ = [
    "Attribution",
    "Audit",
    "Caveat",
    "Citation",
    "Comparator",
    "Discrepancy",
    "DiscrepancyKind",
    "Element",
    "Figure",
    "Finding",
    "Organization",
    "Period",
    "Person",
    "Position",
    "Quote",
    "Recommendation",
    "Record",
    "Resolution",
    "Response",
    "ResponseKind",
    "RetiredId",
    "Rights",
    "Source",
    "SourceKind",
    "Status",
    "Tier",
    "Topic",
    "Unit",
]
