"""What a function takes, without a clock."""

import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import uc_audit

PACKAGE = str(Path(uc_audit.__file__).parent)


def peak_of(function: Callable[[], object]) -> int:
    """Give the most memory that a function takes at once, in bytes."""
    tracemalloc.start()
    try:
        function()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def steps_of(function: Callable[[], object]) -> int:
    """Count the steps of a function: lines of this package, and calls in anything else."""
    count = 0

    def trace(frame: FrameType, *_: object) -> Any:
        nonlocal count
        count += 1
        return trace if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count
