"""Finding records: ``select`` filters, ``search`` ranks."""

from .search import search
from .select import select

__all__ = ["search", "select"]
