"""Counts claims below and above the bounds of each figure, in Spark: ``with_spark.py figures.parquet claims.parquet``."""

import sys

from pyspark.sql import SparkSession

QUESTION = """
SELECT figures.id, count(*), count_if(claims.number < figures.lower), count_if(claims.number > figures.upper)
FROM figures JOIN claims ON claims.measure_id = figures.measure_id
WHERE figures.lower IS NOT NULL OR figures.upper IS NOT NULL
GROUP BY figures.id
ORDER BY figures.id
"""

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
for name, path in zip(("figures", "claims"), sys.argv[1:], strict=True):
    spark.read.parquet(path).createOrReplaceTempView(name)
for row in spark.sql(QUESTION).collect():
    print(*row)
spark.stop()
