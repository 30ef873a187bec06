"""A program: 64 threads use a function of the library at once, before anything else has; prints what they got."""

import sys
import threading
from collections.abc import Callable
from typing import Any

import uc_audit

THREADS = 64

USES: dict[str, Callable[[], Any]] = {
    "load": lambda: id(uc_audit.load()),
    "loads": lambda: uc_audit.loads(uc_audit.data_file().read_text(encoding="utf-8")),
    "to_json": lambda: uc_audit.to_json(uc_audit.load()),
    "from_dict": lambda: uc_audit.from_dict(uc_audit.to_dict(uc_audit.load()["ice"]), uc_audit.Organization),
    "select": lambda: uc_audit.select(uc_audit.load().figures, topic="notice-to-appear", min_value=100_000),
    "referrers": lambda: uc_audit.load().referrers("ice"),
    "to_csv": lambda: uc_audit.to_csv(uc_audit.load()),
}
"""What is cached, or made at the first use, behind each of these: the audit, a converter, criteria, an index, columns."""


def race(use: Callable[[], Any]) -> list[Any]:
    """Let all the threads begin at once, with the interpreter going from one to the other as often as it can."""
    barrier, found = threading.Barrier(THREADS), []

    def run() -> None:
        barrier.wait()
        found.append(use())

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.setswitchinterval(interval)
    return found


if __name__ == "__main__":
    use = USES[sys.argv[1]]
    results = race(use)
    free = not getattr(sys, "_is_gil_enabled", lambda: True)()
    sys.stdout.write(f"{len(results)} results, {results.count(use())} as of a single thread, free threads: {free}\n")
