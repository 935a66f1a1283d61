"""PySpark gives the answers of the bare loop. Skipped where PySpark or Java is not installed."""

import json
import shutil
import sys

import pytest
from conftest import AS_OF, DEMO_RULES

pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'xhs-compliance[spark]'")
if shutil.which("java") is None:
    pytest.skip("PySpark needs Java, which is not installed", allow_module_level=True)

import pyarrow as pa
from pyspark.sql import SparkSession

from xhs_compliance.services.batch.arrow import Settings, check_batch
from xhs_compliance.services.batch.spark import check_frame

ROWS = [
    {"id": f"d{n}", "text": ("它能美白", "今天的汤", "它能mei白")[n % 3], "facts": json.dumps({"commercial": "paid"})}
    for n in range(60)
]


def test_the_same_answers_from_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    settings = Settings(as_of=AS_OF, packs=("demo",), folders=(DEMO_RULES.resolve(),))
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    try:
        frame = spark.createDataFrame(ROWS).repartition(4)
        answers = check_frame(frame, settings).toArrow().sort_by("id")
    finally:
        spark.stop()
    bare = pa.Table.from_batches([check_batch(pa.RecordBatch.from_pylist(ROWS), settings)]).sort_by("id")
    assert answers.drop_columns(["source"]).to_pylist() == bare.drop_columns(["source"]).to_pylist()
