"""Everything that has a date."""

from ..model import Audit, Period
from ..model.integrity import RECORD_FIELDS
from ..model.walk import format_path, parts_of
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
    for path, period in parts_of(Period, audit):
        if path[0] in RECORD_FIELDS:
            record = getattr(audit, str(path[0]))[path[1]]
            events.append(Event(when=period, field=format_path(path[2:]), record=record))
        else:
            events.append(Event(when=period, field=format_path(path), record=audit))
    return tuple(sorted(events, key=lambda event: (event.when.start, event.when.end)))
