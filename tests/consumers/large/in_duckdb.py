"""Asks the question in duckdb."""

import sys
from pathlib import Path

import duckdb

question = Path(__file__).with_name("question.sql").read_text(encoding="utf-8")
for name, path in (("figures", sys.argv[1]), ("claims", sys.argv[2])):
    duckdb.read_parquet(path).create_view(name)
for row in duckdb.sql(question).fetchall():
    print(*row)
