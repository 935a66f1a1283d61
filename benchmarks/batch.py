"""What a batch costs besides the engine, on one core and two, with few drafts and many: ``make bench-batch``.

Every figure is taken side by side with what it is compared to. ``--length short`` takes drafts of a few characters,
with which many are done in minutes: what grows with their number shows with these as well. ``--spark N`` needs PySpark
and Java.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa
from bench import mixture

from xhs_compliance.services.batch.answers import answer, to_arrow
from xhs_compliance.services.batch.arrow import Settings, check_batch
from xhs_compliance.services.batch.drafts import from_lines
from xhs_compliance.services.batch.parts import Part, read_part, write_part
from xhs_compliance.services.batch.settings import linter_for

SETTINGS = Settings(as_of=date(2026, 11, 22))


def drafts(count: int, length: str) -> list[dict[str, Any]]:
    """*count* drafts: mixed ones of 300 characters, or short ones."""
    if length == "short":
        return [{"id": f"d{n}", "text": f"今天的汤 {n}"} for n in range(count)]
    few = mixture(0.05, min(count, 400))
    return [{"id": f"d{n}", "text": few[n % len(few)].fields["text"]} for n in range(count)]


def stages(count: int) -> None:
    """Milliseconds a draft in each step of a worker."""
    linter = linter_for(SETTINGS)
    lines = [json.dumps(each).encode() for each in drafts(count, "300")]
    taken: dict[str, list[float]] = {name: [] for name in ("read", "check", "answer", "Arrow", "part", "part read")}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "part")
        for _ in range(3):
            clock = [time.perf_counter()]
            entries = list(from_lines(lines, 1, "drafts.jsonl", linter, {}))
            clock.append(time.perf_counter())
            reviews = [linter.judge(entry) for entry in entries]
            clock.append(time.perf_counter())
            rows = [answer(review, entry, SETTINGS.options) for review, entry in zip(reviews, entries, strict=True)]
            clock.append(time.perf_counter())
            batch = to_arrow(rows)
            clock.append(time.perf_counter())
            write_part(path, Part(batch))
            clock.append(time.perf_counter())
            read_part(path)
            clock.append(time.perf_counter())
            for name, begun, ended in zip(taken, clock[:-1], clock[1:], strict=True):
                taken[name].append((ended - begun) / count * 1e3)
    check = median(taken["check"])
    print("| step | ms a draft | of the check |\n|---|---|---|")
    for name, times in taken.items():
        print(f"| {name} | {median(times):.3f} | {median(times) / check:.3f} |")


def start_of_a_worker(repeats: int) -> None:
    """Processor seconds from nothing to compiled rules, from the cache, in a new process; beside Python alone."""
    program = (
        "from datetime import date; from xhs_compliance.services.batch.arrow import Settings; "
        "from xhs_compliance.services.batch.settings import linter_for; linter_for(Settings(as_of=date(2026, 11, 22)))"
    )
    run_time(["-c", program])  # the cache is there from here on
    pairs = [(run_time(["-c", program]), run_time(["-c", "import pyarrow"])) for _ in range(repeats)]
    worker, arrow = (median(column) for column in zip(*pairs, strict=True))
    print(f"\nstart of a worker: {worker:.2f} s of a processor, of which Python with Arrow alone {arrow:.2f} s")


def run_time(arguments: list[str]) -> float:
    """Seconds of a processor that a Python process takes; they count the same however busy the machine is."""
    run = subprocess.Popen([sys.executable, *arguments])
    _, status, used = os.wait4(run.pid, 0)
    if status:
        sys.exit(f"it ended with {status}")
    return used.ru_utime + used.ru_stime


def whole_runs(counts: list[int], length: str, jobs: list[int]) -> None:
    """Whole runs of the command: drafts a second, and the most memory any one process held."""
    print(f"\n| drafts ({length}) | processes | drafts/s | most memory of a process |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            source = Path(folder, f"{count}.jsonl")
            source.write_text("".join(f"{json.dumps(each)}\n" for each in drafts(count, length)))
            for processes in jobs:
                output = Path(folder, f"{count}-{processes}.parquet")
                command = ["batch", str(source), "--output", str(output), "--jobs", str(processes), "--isolated"]
                quiet = subprocess.DEVNULL
                run = subprocess.Popen([sys.executable, "-m", "xhs_compliance", *command], stdout=quiet, stderr=quiet)
                _, _, used = os.wait4(run.pid, 0)
                said = json.loads(output.with_name(f"{output.name}.summary.json").read_bytes())
                rate, memory = said["drafts_per_second"], used.ru_maxrss / 1024
                print(f"| {count:,} | {processes} | {rate:,.0f} | {memory:,.0f} MB |", flush=True)


def beside_spark(count: int) -> None:
    """The same function on the same drafts in two processes: a plain pool, and PySpark ``local[2]`` once started."""
    from pyspark.sql import SparkSession

    from xhs_compliance.services.batch.spark import check_frame

    rows = drafts(count, "300")
    halves = [pa.RecordBatch.from_pylist(rows[at::2]) for at in (0, 1)]
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        frame = spark.createDataFrame(rows).repartition(2).cache()
        with ProcessPoolExecutor(2) as pool:
            list(pool.map(check_batch, halves, [SETTINGS] * 2))  # both are warm from here on
            check_frame(frame, SETTINGS).toArrow()
            bare, spread = [], []
            for _ in range(3):
                begun = time.perf_counter()
                list(pool.map(check_batch, halves, [SETTINGS] * 2))
                bare.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                check_frame(frame, SETTINGS).toArrow()
                spread.append(time.perf_counter() - begun)
    finally:
        spark.stop()
    loop, engine = median(bare) / count * 1e3, median(spread) / count * 1e3
    print(f"\n{count} drafts, two processes: pool {loop:.2f} ms a draft, Spark {engine:.2f}; ratio {engine / loop:.2f}")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="*", default=[1_000, 4_000], help="drafts of the whole runs")
    parser.add_argument("--length", choices=["300", "short"], default="300", help="characters of their drafts")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="processes of the whole runs")
    parser.add_argument("--stages", type=int, default=200, help="drafts for the steps of a worker; 0: leave them out")
    parser.add_argument("--spark", type=int, default=0, help="drafts for the comparison with PySpark; 0: leave it out")
    asked = parser.parse_args()
    if asked.stages:
        stages(asked.stages)
        start_of_a_worker(3)
    if asked.counts:
        whole_runs(asked.counts, asked.length, asked.jobs)
    if asked.spark:
        beside_spark(asked.spark)


if __name__ == "__main__":
    main()
