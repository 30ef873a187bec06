"""The remarks that ``check`` returns."""

import attrs

from ..values import PydanticType
from ..vocabulary import DiscrepancyKind, Severity

SEVERITIES = {
    DiscrepancyKind.QUALIFIER: Severity.WARNING,
    DiscrepancyKind.UNDATED: Severity.NOTE,
    DiscrepancyKind.LATER: Severity.NOTE,
    DiscrepancyKind.UNRECORDED: Severity.NOTE,
}
"""The severity by kind; all other kinds are errors."""


@attrs.frozen(kw_only=True)
class Remark(PydanticType):
    """One place where the text differs from the records."""

    start: int
    """The offset where the number (including its qualifier) or the quotation begins."""
    end: int
    """The offset after its last character."""
    excerpt: str
    """The text between ``start`` and ``end``."""
    kind: DiscrepancyKind
    """How it differs."""
    severity: Severity
    """How serious the difference is."""
    record_ids: tuple[str, ...]
    """The records that it differs from."""
    message: str
    """What the text says, what the source says, and who said it."""
    suggestion: str | None
    """The wording to use, if there is one."""
