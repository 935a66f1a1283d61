"""The engine on Arrow: one function from a batch of drafts to a batch of answers, whoever calls it.

It has no state but the compiled rules, which each process keeps once. The local runner, PySpark's ``mapInArrow`` and
Ray's ``map_batches`` all call it, so that all give the same answers.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa

from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual
from xhs_compliance.services.batch.answers import ANSWERS, answer, to_arrow
from xhs_compliance.services.batch.drafts import Entry, from_arrow
from xhs_compliance.services.batch.settings import Settings, linter_for

__all__ = ["ANSWERS", "Settings", "check_batch", "check_batches", "check_entries"]

Watch = Callable[[int, float], None]
"""Told the number of each draft and the seconds it took."""


def check_batch(batch: pa.RecordBatch, settings: Settings) -> pa.RecordBatch:
    """The answers to a batch of drafts, in its order, with the columns of :data:`ANSWERS`.

    Args:
        batch: columns ``text`` and any of ``id``, ``title``, ``facts``, a column for each fact, and what
            ``settings.columns`` names.
        settings: how to check.

    Raises:
        InputError: when no column holds the text.

    """
    linter = linter_for(settings)
    return check_entries(from_arrow(batch, 1, "", linter, settings.columns), linter, settings)


def check_batches(batches: Iterable[pa.RecordBatch], settings: Settings) -> Iterator[pa.RecordBatch]:
    """The same for batches as they come: what PySpark's ``mapInArrow`` takes."""
    for batch in batches:
        yield check_batch(batch, settings)


def check_entries(
    entries: Iterable[Entry], linter: Linter, settings: Settings, watch: Watch | None = None
) -> pa.RecordBatch:
    """Answers to drafts and to what could not be read as one."""
    return to_arrow(_answers(entries, linter, settings, watch))


def _answers(
    entries: Iterable[Entry], linter: Linter, settings: Settings, watch: Watch | None
) -> Iterator[dict[str, Any]]:
    for number, entry in enumerate(entries):
        start = time.process_time()
        yield _answer(entry, linter, settings)
        if watch:
            watch(number, time.process_time() - start)


def _answer(entry: Entry, linter: Linter, settings: Settings) -> dict[str, Any]:
    if not isinstance(entry, Draft):
        return answer(entry, None, settings.options)
    try:
        return answer(linter.judge(entry), entry, settings.options)
    except Exception as error:
        return answer(Failure(entry.source, crashed(error), entry.id), entry, settings.options)


def crashed(error: BaseException) -> Bilingual:
    """What the row of a draft says that we failed on."""
    name = f"{type(error).__name__}: {error}"
    return Bilingual(f"检查这篇时程序出错（是我们的错）：{name}", f"a bug of ours in checking this draft: {name}")
