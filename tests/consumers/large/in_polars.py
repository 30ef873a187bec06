"""Asks the question in polars, without reading either table as a whole."""

import sys

import polars as pl

figures, claims = pl.scan_parquet(sys.argv[1]), pl.scan_parquet(sys.argv[2])
answer = (
    figures.filter(pl.col("lower").is_not_null() | pl.col("upper").is_not_null())
    .join(claims, on="measure")
    .group_by("id")
    .agg(
        claims=pl.len(),
        below=(pl.col("number") < pl.col("lower")).sum(),
        above=(pl.col("number") > pl.col("upper")).sum(),
    )
    .sort("id")
    .collect()
)
for row in answer.iter_rows():
    print(*row)
