"""How much memory a batch holds from its beginning to its end: ``make bench-memory``.

Every draft has its own text, so that whatever is kept for a text shows. The resident memory of the parent and of each
worker is read from ``/proc`` (Linux) every few seconds; ``--log`` keeps all readings. With ``--characters 12`` it shows
in a fraction of the time what grows with the number of drafts.
"""

import argparse
import csv
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import LENGTH, texts

BAD = 0.05
"""The share of drafts put together from texts that break a rule."""
MOMENTS = (0.1, 0.5, 0.9)
"""Shares of a run after which its memory is told."""


@dataclass(frozen=True)
class Reading:
    """Resident memory at one moment, in MB.

    Attributes:
        seconds: since the start.
        parent: of the process that cuts and puts together.
        worker: of the largest of those that check.

    """

    seconds: float
    parent: float
    worker: float


def distinct(count: int, characters: int = LENGTH) -> Iterator[str]:
    """*count* lines of JSON, each a draft of its own text."""
    draw = random.Random(count)
    lines = 12 if characters > LENGTH // 4 else 1
    good, bad = texts("clean"), texts("violation")
    for number in range(count):
        source = bad if draw.random() < BAD else good
        text = f"{number}：" + "\n".join(draw.choices(source, k=lines))
        yield json.dumps({"id": f"d{number}", "text": text[:characters]}, ensure_ascii=False) + "\n"


def resident(pid: int) -> float:
    """The resident memory of a process in MB; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def children(pid: int) -> list[int]:
    """The processes it started."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def watched(run: "subprocess.Popen[bytes]", every: float) -> Iterator[Reading]:
    """Readings until the run ends."""
    start = time.monotonic()
    while run.poll() is None:
        parent, workers = resident(run.pid), [resident(child) for child in children(run.pid)]
        if workers:
            yield Reading(time.monotonic() - start, parent, max(workers))
        time.sleep(every)


def measure(count: int, characters: int, processes: int, every: float, log: Path | None) -> None:
    """One run of *count* drafts: a row of the table, and every reading in *log*."""
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "drafts.jsonl"), Path(folder, "answers.parquet")
        with source.open("w", encoding="utf-8") as file:
            file.writelines(distinct(count, characters))
        arguments = ["batch", str(source), "--output", str(output), "--jobs", str(processes), "--isolated"]
        with Path(folder, "said").open("wb") as said:
            run = subprocess.Popen([sys.executable, "-m", "xhs_compliance", *arguments], stdout=said, stderr=said)
            readings = []
            for reading in watched(run, every):
                readings.append(reading)
                if log:
                    append(log, count, reading)
        if run.wait() not in (0, 1):
            sys.exit(Path(folder, "said").read_text())
        summary = json.loads(output.with_name(f"{output.name}.summary.json").read_bytes())
    tell(count, characters, processes, summary["drafts_per_second"], readings)


def append(log: Path, count: int, reading: Reading) -> None:
    """One more reading in a CSV."""
    with log.open("a", newline="") as file:
        csv.writer(file).writerow((count, *(round(value, 1) for value in vars(reading).values())))


def tell(count: int, characters: int, processes: int, rate: float, readings: list[Reading]) -> None:
    """The row of one run."""
    whole = readings[-1].seconds
    cells = []
    for part in ("parent", "worker"):
        at = [next(getattr(each, part) for each in readings if each.seconds >= share * whole) for share in MOMENTS]
        cells += [f"{value:,.0f}" for value in (*at, max(getattr(each, part) for each in readings))]
    print(f"| {count:,} | {characters} | {processes} | {rate:,.0f} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[1_000, 10_000], help="drafts of the runs")
    parser.add_argument("--characters", type=int, default=LENGTH, help="of each draft")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes that check")
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two readings")
    parser.add_argument("--log", type=Path, help="a CSV for all readings: drafts, seconds, parent, worker")
    asked = parser.parse_args()
    moments = [f"{share:.0%} of the run" for share in MOMENTS] + ["most"]
    heads = [f"{part}, {moment}" for part, moment in itertools.product(("parent MB", "worker MB"), moments)]
    print(
        f"| drafts | characters | processes | drafts/s | {' | '.join(heads)} |\n|{'---|' * (4 + len(heads))}",
        flush=True,
    )
    for count in asked.counts:
        measure(count, asked.characters, asked.jobs, asked.every, asked.log)


if __name__ == "__main__":
    main()
