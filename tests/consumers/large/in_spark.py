"""Asks the question in Spark."""

import sys
from pathlib import Path

from pyspark.sql import SparkSession

question = Path(__file__).with_name("question.sql").read_text(encoding="utf-8")
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
for name, path in (("figures", sys.argv[1]), ("claims", sys.argv[2])):
    spark.read.parquet(path).createOrReplaceTempView(name)
for row in spark.sql(question).collect():
    print(*row)
spark.stop()
