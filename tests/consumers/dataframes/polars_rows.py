"""Prints the figures as polars has them, without pyarrow."""

import importlib.util
import json

import polars as pl

import uc_audit

frame = pl.DataFrame(uc_audit.to_arrow(uc_audit.load().figures))
print(json.dumps({name: str(dtype) for name, dtype in frame.schema.items()}))
for row in frame.iter_rows(named=True):
    print(json.dumps(row, default=str))
print(importlib.util.find_spec("pyarrow"))
