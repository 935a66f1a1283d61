"""Where the time goes, side by side in one run: ``make bench``.

Drafts of about 300 characters are put together from the labelled drafts of the tests. Every contender reads the same
drafts in turn, several times over, and the median counts. Machines differ and are noisy, so the ratios are what to
look at. ``python benchmarks/bench.py --quick`` reads fewer drafts, for a smoke test.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from xhs_compliance.api import Linter, load_linter
from xhs_compliance.engine.automaton import RustAutomaton
from xhs_compliance.model.draft import Draft

DATA = Path(__file__).parent.parent / "tests" / "data"
LENGTH = 300
TRIE_TERMS = 5000

Contender = Callable[[Draft], object]


def texts(label: str) -> list[str]:
    """The Chinese labelled drafts with that label."""
    lines = (line for path in sorted(DATA.glob("paraphrases-*.jsonl")) for line in path.read_text("utf-8").splitlines())
    cases = (json.loads(line) for line in lines if line.strip())
    return [case["text"] for case in cases if case["lang"] == "zh" and case["label"] == label]


def mixture(bad_share: float, count: int) -> list[Draft]:
    """Drafts of about :data:`LENGTH` characters, *bad_share* of them from texts that break a rule."""
    draw = random.Random(20261123)
    good, bad = texts("clean"), texts("violation")
    drafts = []
    for number in range(count):
        source = bad if draw.random() < bad_share else good
        text = ""
        while len(text) < LENGTH:
            text += draw.choice(source) + "\n"
        drafts.append(Draft(f"draft-{number}", {"text": text[:LENGTH]}))
    return drafts


class WordTrie:
    """A word filter as it is usually written in Python: nested dicts, one character at a time."""

    def __init__(self, words: Sequence[str]) -> None:
        self.root: dict[str, Any] = {}
        for word in words:
            node = self.root
            for char in word:
                node = node.setdefault(char, {})
            node[""] = {}

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand."""
        found = []
        for start in range(len(text)):
            node = self.root
            for end in range(start, len(text)):
                following = node.get(text[end])
                if following is None:
                    break
                node = following
                if "" in node:
                    found.append((start, end + 1))
        return found


def seconds_each(contender: Contender, drafts: Sequence[Draft]) -> float:
    """Seconds a draft."""
    start = time.perf_counter()
    for draft in drafts:
        contender(draft)
    return (time.perf_counter() - start) / len(drafts)


def throughput(linter: Linter, count: int, repeats: int) -> None:
    """Drafts per second on one core for each mixture, and the ratio to the two word filters."""
    literals = linter.compiled.ruleset.spelled.plain.literals
    words = literals[:: max(1, len(literals) // TRIE_TERMS)][:TRIE_TERMS]
    floor, trie = RustAutomaton(literals), WordTrie(words)
    contenders: dict[str, Contender] = {
        "full check": linter.check,
        f"plain trie, {len(words):,} terms": lambda draft: trie.find(draft.fields["text"]),
        f"Rust automaton alone, {len(literals):,} terms": lambda draft: floor.find(draft.fields["text"]),
    }
    print(
        f"| {count} drafts of {LENGTH} characters | contender | ms a draft | drafts/s | time against the full check |"
    )
    print("|---|---|---|---|---|")
    for name, share in (("clean", 0.0), ("5 % bad", 0.05), ("all bad", 1.0)):
        drafts = mixture(share, count)
        times: dict[str, list[float]] = {contender: [] for contender in contenders}
        for _ in range(repeats):
            for contender, run in contenders.items():
                times[contender].append(seconds_each(run, drafts))
        full = median(times["full check"])
        for contender, taken in times.items():
            each = median(taken)
            print(f"| {name} | {contender} | {each * 1e3:.3f} | {1 / each:,.0f} | {each / full:.3f} |")


def single_draft(linter: Linter, count: int) -> None:
    """The time of one draft at a time in a warm process."""
    taken = [seconds_each(linter.check, [draft]) * 1e3 for draft in mixture(0.05, count)]
    cut = quantiles(taken, n=100)
    print(f"\none warm draft: p50 {cut[49]:.2f} ms, p99 {cut[98]:.2f} ms")


def text_length(linter: Linter) -> None:
    """Time against length: linear when the last column stays level."""
    print("\n| characters | ms | µs a character |\n|---|---|---|")
    body = "\n".join(texts("clean"))
    for length in (300, 3_000, 30_000):
        text = (body * (length // len(body) + 1))[:length]
        each = seconds_each(linter.check, [Draft("long", {"text": text})])
        print(f"| {length:,} | {each * 1e3:.1f} | {each / length * 1e6:.2f} |")


def cold_start(repeats: int) -> None:
    """``check one.md`` in a new process, first with an empty cache, then from it, against ``import click``."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder, "one.md")
        draft.write_text("这支精华我用了两周，泵头有点紧。\n", encoding="utf-8")
        environment = {"XHS_COMPLIANCE_CACHE": str(Path(folder, "cache")), "PATH": ""}
        check = [sys.executable, "-m", "xhs_compliance", "check", str(draft)]

        def run(command: list[str]) -> float:
            start = time.perf_counter()
            subprocess.run(command, env=environment, check=True, capture_output=True)
            return time.perf_counter() - start

        first = run(check)
        pairs = [(run(check), run([sys.executable, "-c", "import click"])) for _ in range(repeats)]
        cached, click = (median(column) for column in zip(*pairs, strict=True))
        print(f"\ncold `check one.md`: {first:.2f} s with an empty cache, {cached:.3f} s from it; ", end="")
        print(f"`import click`: {click:.3f} s; ratio {cached / click:.1f}")


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few drafts, once")
    quick = parser.parse_args().quick
    linter = load_linter()
    print(f"{len(linter.compiled.ruleset.rules)} rules, Python {sys.version.split()[0]}, {sys.platform}\n")
    throughput(linter, 20 if quick else 400, 1 if quick else 5)
    single_draft(linter, 20 if quick else 400)
    text_length(linter)
    cold_start(1 if quick else 7)


if __name__ == "__main__":
    main()
