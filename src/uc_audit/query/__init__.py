"""Finding records: ``select`` filters, ``search`` ranks."""

from .search import Hit, search
from .select import select

__all__ = ["Hit", "search", "select"]
