"""The engine in PySpark: the same function, handed to ``mapInArrow``."""

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from xhs_compliance.services.batch.answers import ANSWERS
from xhs_compliance.services.batch.arrow import check_batches
from xhs_compliance.services.batch.settings import Settings


def check_frame(frame: Any, settings: Settings) -> Any:
    """A data frame of answers to a data frame of drafts (columns as in :func:`check_batch`).

    Every executor needs this package and, where *settings* name folders of packs, those folders.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    def check(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return check_batches(batches, settings)

    return frame.mapInArrow(check, from_arrow_schema(ANSWERS))
