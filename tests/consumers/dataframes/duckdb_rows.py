"""Prints the figures as duckdb has them, without pyarrow."""

import importlib.util
import json

import duckdb

import uc_audit

figures = uc_audit.to_arrow(uc_audit.load().figures)
print(json.dumps({row[0]: row[1] for row in duckdb.sql("DESCRIBE FROM figures").fetchall()}))
relation = duckdb.sql("FROM figures")
for row in relation.fetchall():
    print(json.dumps(dict(zip(relation.columns, row, strict=True)), default=str))
print(importlib.util.find_spec("pyarrow"))
