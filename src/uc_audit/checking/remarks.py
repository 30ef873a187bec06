"""What ``check`` returns."""

import attrs

from ..values import PydanticType
from ..vocabulary import DiscrepancyKind, Severity

SEVERITIES = {
    DiscrepancyKind.QUALIFIER: Severity.WARNING,
    DiscrepancyKind.UNDATED: Severity.NOTE,
    DiscrepancyKind.LATER: Severity.NOTE,
    DiscrepancyKind.UNRECORDED: Severity.NOTE,
}
"""The severities of the kinds; all others are errors."""


@attrs.frozen(kw_only=True)
class Remark(PydanticType):
    """How a text differs from the records, in one place."""

    start: int
    """The offset of the first character, of the number with its qualifier or of the quotation."""
    end: int
    """The offset after the last character."""
    excerpt: str
    """The text between the two."""
    kind: DiscrepancyKind
    """How it differs."""
    severity: Severity
    """How serious that is."""
    record_ids: tuple[str, ...]
    """The records that it differs from."""
    message: str
    """What the text has, what the source has, and who said so."""
    suggestion: str | None
    """The wording to use, if there is one."""
