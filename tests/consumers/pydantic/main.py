"""Loads the bundled JSON with pydantic models that were generated from its schema."""

import json
import sys
from pathlib import Path

from audit_models import Audit, Comparator, UcAuditDataset
from pydantic import ValidationError

text = Path(sys.argv[1]).read_text(encoding="utf-8")
audit: Audit = UcAuditDataset.model_validate_json(text).root
print(json.loads(audit.model_dump_json()) == json.loads(text))
for figure in audit.figures:
    if figure.comparator is Comparator(">") and figure.value > 200_000:
        print(figure.id.root if hasattr(figure.id, "root") else figure.id, figure.value, figure.unit.value)
for path, value in (("comparator", "~~"), ("value", "448000"), ("value", -1), ("id", "Not a slug"), ("extra", 1)):
    document = json.loads(text)
    document["figures"][0][path] = value
    try:
        UcAuditDataset.model_validate_json(json.dumps(document), strict=True)
    except ValidationError as error:
        print("refused:", ".".join(map(str, error.errors()[0]["loc"])))
