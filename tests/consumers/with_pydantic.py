"""Reads the bundled JSON with pydantic models that were generated from its schema: ``with_pydantic.py audit.json``."""

import json
import sys
from pathlib import Path

from audit_models import Audit, Comparator, UcAuditDataset
from pydantic import ValidationError

text = Path(sys.argv[1]).read_text(encoding="utf-8")
audit: Audit = UcAuditDataset.model_validate_json(text).root
print(json.loads(audit.model_dump_json()) == json.loads(text))
print(sum(figure.comparator is Comparator("more than") for figure in audit.figures))
for path, value in (("comparator", ">"), ("value", "448000"), ("value", -1), ("id", "Not a slug"), ("extra", 1)):
    document = json.loads(text)
    document["figures"][0][path] = value
    try:
        UcAuditDataset.model_validate_json(json.dumps(document), strict=True)
    except ValidationError as error:
        print("refused:", ".".join(map(str, error.errors()[0]["loc"][-3:])))
