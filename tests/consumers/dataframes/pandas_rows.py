"""Prints the figures as pandas has them, by way of pyarrow."""

import json

import pandas as pd
import pyarrow as pa

import uc_audit

table = pa.table(uc_audit.to_arrow(uc_audit.load().figures))
frame = table.to_pandas(types_mapper=pd.ArrowDtype)
print(json.dumps({name: str(dtype) for name, dtype in frame.dtypes.items()}))
for row in frame.to_dict(orient="records"):
    plain = {
        name: value if isinstance(value, list | str) else list(value) if hasattr(value, "__len__") else value
        for name, value in row.items()
    }
    print(json.dumps({name: None if value is pd.NA else value for name, value in plain.items()}, default=str))
print(table.schema.field("value").metadata[b"unit"].decode())
