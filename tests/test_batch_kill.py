"""Killed at any moment, a batch that is taken up again ends with the bytes of one that was never disturbed.

``XHS_KILLS`` says how many times a run is killed; ``make kill`` asks for many.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import DEMO_RULES

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install 'xhs-compliance[batch]'")

KILLS = int(os.environ.get("XHS_KILLS", "1"))
DRAFTS = 120
TEXTS = ("它能美白", "今天的汤", "它不能美白", "它能mei白，真的")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed the way POSIX does")


def command(source: Path, output: Path, *more: str) -> list[str]:
    rules = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--as-of", "2026-11-22", "--isolated")
    arguments = ("batch", str(source), "--output", str(output), "--chunk", "4", "--jobs", "2", "--fail-on", "never")
    return [sys.executable, "-m", "xhs_compliance", *arguments, *rules, *more]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("in") / "drafts.jsonl"
    lines = [json.dumps({"id": f"d{n}", "text": f"{TEXTS[n % 4]} {n}。" * 40}) for n in range(DRAFTS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module", params=["parquet", "jsonl.gz"])
def undisturbed(request: pytest.FixtureRequest, source: Path) -> tuple[str, bytes, float]:
    output = source.parent / f"whole.{request.param}"
    start = time.monotonic()
    subprocess.run(command(source, output), check=True, capture_output=True)
    return request.param, output.read_bytes(), time.monotonic() - start


def children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in listed.stdout.split()]


@pytest.mark.parametrize("victim", ["parent", "worker"])
def test_killed_and_taken_up_again(
    undisturbed: tuple[str, bytes, float], source: Path, tmp_path: Path, victim: str
) -> None:
    ending, expected, seconds = undisturbed
    draw = random.Random(f"{victim}{ending}{KILLS}")
    output = tmp_path / f"out.{ending}"
    kills = finished = 0
    while kills < KILLS:
        run = subprocess.Popen(
            command(source, output, "--resume"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            run.wait(draw.uniform(0.2, seconds * 0.9))
        except subprocess.TimeoutExpired:
            doomed = [run.pid] if victim == "parent" else children(run.pid)[-1:]
            for pid in doomed:
                os.kill(pid, signal.SIGKILL)
                kills += 1
            if victim == "worker":
                assert run.wait(120) == 0
        run.wait()
        if output.exists():
            finished += 1
            assert output.read_bytes() == expected
            output.unlink()
            output.with_name(f"{output.name}.summary.json").unlink(missing_ok=True)
    subprocess.run(command(source, output, "--resume"), check=True, capture_output=True)
    assert output.read_bytes() == expected
    assert not output.with_name(f"{output.name}.parts").exists()
    sys.stdout.write(f"{victim} {ending}: killed {kills} times, finished {finished + 1} times, the same bytes\n")
