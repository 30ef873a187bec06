"""Mistakes that a type checker must find, one per line, each with mypy's error code."""

import uc_audit
from uc_audit import Figure, Period

audit = uc_audit.load()
audit.figure  # attr-defined
audit.figures[0].comparater  # attr-defined
uc_audit.lod()  # attr-defined
audit["ice"].name  # attr-defined
audit.get("ice", str)  # type-var
audit.referrers("ice", Figure)[0].statement  # attr-defined
uc_audit.describe(audit.figures[0], "loud")  # arg-type
uc_audit.describe(audit)  # arg-type
uc_audit.share(audit.findings[0])  # arg-type
Period(start="2024-01-01", end="2024-01-01", label="x")  # arg-type
audit.figures[0].value = 3  # misc
audit.figures[0].lower + 1  # operator
uc_audit.from_dict({}, Figure).title  # attr-defined
uc_audit.from_dict([], Figure, many=True).value  # attr-defined
uc_audit.select(audit.figures, topik="safety")  # call-overload
uc_audit.select(audit.figures, topic=3)  # call-overload
uc_audit.select(audit.figures, min_value="1")  # call-overload
uc_audit.select(audit.findings, lambda finding: finding.value)  # attr-defined
uc_audit.select(audit.findings, topic="safety")[0].value  # attr-defined
uc_audit.search(audit)  # call-arg
uc_audit.from_jsonl("", Figure)[0].statement  # attr-defined
uc_audit.to_csv(3)  # arg-type
uc_audit.read(5.0)  # arg-type
