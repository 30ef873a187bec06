"""Finding records: ``select`` filters, ``search`` ranks, ``compare`` puts side by side, ``timeline`` in order."""

from .compare import compare
from .search import search
from .select import select
from .timeline import timeline

__all__ = ["compare", "search", "select", "timeline"]
