"""The benchmark runs; what it measures is for people to read."""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parent.parent / "benchmarks" / "bench.py"


def test_the_benchmark_runs_and_names_every_measurement() -> None:
    done = subprocess.run([sys.executable, str(BENCH), "--quick"], capture_output=True, text=True, check=True)
    for said in (
        "full check",
        "naive build",
        "plain trie",
        "Rust automaton alone",
        "one warm draft",
        "against the shipped",
        "µs a character",
        "ratio",
    ):
        assert said in done.stdout
