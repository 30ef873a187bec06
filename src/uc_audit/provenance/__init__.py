"""Citations: whether they stand in the documents, what they leave out, and how a record is cited."""

from .citing import cite
from .coverage import coverage
from .verify import verify

__all__ = ["cite", "coverage", "verify"]
