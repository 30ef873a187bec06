"""Everything that has a date."""

from ..model import Audit, Period
from ..model.audit import parts_with_owners
from ..names import day_in_words
from ..results import Event


def timeline(audit: Audit) -> tuple[Event, ...]:
    """
    Put everything in an audit that has a date in order: its own date and scope, and the times of its records.

    What begins earlier comes first; of what begins on the same day, what ends earlier.

    Args:
        audit: The audit.
    """
    day = audit.date_issued
    issued = Period(start=day, end=day, label=day_in_words(day))
    events = [Event(when=issued, field="date_issued", record=audit)]
    events += [
        Event(when=period, field=path, record=audit if record is None else record)
        for record, path, period in parts_with_owners(audit, Period)
    ]
    return tuple(sorted(events, key=lambda event: (event.when.start, event.when.end)))
