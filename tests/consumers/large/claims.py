"""Makes a large table of made-up claims: a measure, and the number that somebody says it has."""

import sys

import duckdb

duckdb.execute(
    """
    COPY (
        SELECT
            claim AS claim_id,
            ['children-failing-to-appear', 'notices-not-served', 'children-transferred'][1 + claim % 3] AS measure,
            (claim * 7919) % 600000 AS number
        FROM range(CAST($rows AS BIGINT)) AS claims (claim)
    ) TO $path (FORMAT parquet)
    """,
    {"rows": sys.argv[2], "path": sys.argv[1]},
)
