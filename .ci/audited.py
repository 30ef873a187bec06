"""Read what pip-audit has found, and say what it could not look up: ``python .ci/audited.py REPORT LOG``."""

import json
import sys
from pathlib import Path


def main() -> int:
    """Fail where a dependency has a known vulnerability; where nothing could be looked up, say so."""
    report, log = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:])
    if not report.strip():
        print("skipped: the advisories cannot be reached:", *log.strip().splitlines()[-1:])
        return 0
    vulnerable = False
    for dependency in json.loads(report)["dependencies"]:
        found = [advisory["id"] for advisory in dependency.get("vulns", [])]
        vulnerable = vulnerable or bool(found)
        skipped = dependency.get("skip_reason")
        print(
            dependency["name"], dependency.get("version", ""), f"skipped: {skipped}" if skipped else found or "nothing"
        )
    return vulnerable


if __name__ == "__main__":
    sys.exit(main())
