"""A program that uses the library in every way that writes something, prints the digests, and then the audit."""

import hashlib
import json
import os
import runpy
import sys
import tempfile
from pathlib import Path
from typing import Any


def digests() -> dict[str, str]:
    """Give the digest of each output of the library."""
    import uc_audit

    audit = uc_audit.load()
    with tempfile.TemporaryDirectory() as folder:
        uc_audit.write_datapackage(audit, folder)
        package = {path.name: path.read_text(encoding="utf-8") for path in sorted(Path(folder).iterdir())}
    outputs: dict[str, Any] = {
        "json": uc_audit.to_json(uc_audit.loads(uc_audit.data_file().read_bytes())),
        "jsonl": uc_audit.to_jsonl(audit),
        "csv": uc_audit.to_csv(audit),
        "markdown": uc_audit.to_markdown(audit),
        "html": uc_audit.to_html(audit),
        "bibtex": uc_audit.to_bibtex(audit),
        "csl": uc_audit.to_csl(audit),
        "jsonld": uc_audit.to_jsonld(audit),
        "schema": uc_audit.schema(),
        "package": package,
        "select": uc_audit.to_jsonl(uc_audit.select(audit.figures, source="oig-24-46", text="children")),
        "search": [(hit.record.id, hit.field) for hit in uc_audit.search(audit, "court")],
        "references": [[record.id for record in audit.references(record)] for record in audit.records],
        "timeline": [repr(event) for event in uc_audit.timeline(audit)],
    }
    return {name: hashlib.sha256(json.dumps(output).encode()).hexdigest() for name, output in outputs.items()}


def main() -> None:
    """Print where the package is, how Python runs, and everything; before, go to the folder that ``GO_TO`` names."""
    import uc_audit

    os.chdir(os.environ.get("GO_TO", os.curdir))
    surroundings = f"{sys.flags} {sys.warnoptions} user={getattr(os, 'getuid', int)()}"
    found = {"file": uc_audit.__file__, "surroundings": surroundings, "digests": digests()}
    sys.stdout.write(f"{json.dumps(found)}\n")
    sys.stdout.flush()
    del sys.argv[1:]
    runpy.run_module("uc_audit", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
