"""Where the time goes, side by side in one run: ``make bench``.

Drafts of about 300 characters are put together from the labelled drafts of the tests. Every contender reads the same
drafts in turn, several times over, and the median counts. Machines differ and are noisy, so the ratios are what to
look at. ``python benchmarks/bench.py --quick`` reads fewer drafts, for a smoke test.
"""

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from peers import NaiveBuild, WordTrie, node_filters, word_filters, words_of

from xhs_compliance.api import load_linter
from xhs_compliance.compiled import cache_folder
from xhs_compliance.engine.automaton import RustAutomaton
from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.pattern import Terms
from xhs_compliance.model.rule import Pack
from xhs_compliance.packs.terms import keyed

DATA = Path(__file__).parent.parent / "tests" / "data"
LENGTH = 300
TRIE_TERMS = 5000
PRH = "version: 1\nrules:\n  - expected: 很好\n    pattern: 最好\n"

Contender = Callable[[Draft], object]


def texts(label: str) -> list[str]:
    """The Chinese labelled drafts with that label."""
    lines = (line for path in sorted(DATA.glob("paraphrases-*.jsonl")) for line in path.read_text("utf-8").splitlines())
    cases = (json.loads(line) for line in lines if line.strip())
    return [case["text"] for case in cases if (case.get("lang"), case.get("label")) == ("zh", label)]


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


def seconds_each(contender: Contender, drafts: Sequence[Draft]) -> float:
    """Seconds a draft."""
    start = time.perf_counter()
    for draft in drafts:
        contender(draft)
    return (time.perf_counter() - start) / len(drafts)


def throughput(linter: Linter, count: int, repeats: int, modules: Path | None) -> None:
    """Drafts per second on one core for each mixture, beside word filters and the naive build."""
    ruleset = linter.compiled.ruleset
    packs = linter.book.packs
    words = words_of(packs)
    some = words[:: max(1, len(words) // TRIE_TERMS)][:TRIE_TERMS]
    literals = ruleset.spelled.plain.literals
    floor, trie, naive = RustAutomaton(literals), WordTrie(some), NaiveBuild(packs)
    filters, missing = word_filters(words)
    contenders: dict[str, Contender] = {
        "full check": linter.check,
        "naive build": naive.check,
        f"plain trie, {len(some):,} terms": lambda draft: trie.find(draft.fields["text"]),
        **{f"{name}, {len(words):,} terms": find for name, find in filters.items()},
        f"Rust automaton alone, {len(literals):,} literals": lambda draft: floor.find(draft.fields["text"]),
    }
    print(f"| {count} drafts of {LENGTH} characters | contender | ms a draft | drafts/s | full check = 1 |")
    print("|---|---|---|---|---|")
    for name, share in (("clean", 0.0), ("5 % bad", 0.05), ("all bad", 1.0)):
        drafts = mixture(share, count)
        times: dict[str, list[float]] = {contender: [] for contender in contenders}
        for _ in range(repeats):
            for contender, run in contenders.items():
                times[contender].append(seconds_each(run, drafts))
        medians = {contender: median(taken) for contender, taken in times.items()}
        medians |= {f"npm {name}, {len(words):,} terms": s for name, s in node_filters(words, drafts, modules).items()}
        for contender, each in medians.items():
            ratio = each / medians["full check"]
            print(f"| {name} | {contender} | {each * 1e3:.3f} | {1 / each:,.0f} | {ratio:.3g} |")
    if missing or modules is None:
        print(
            f"\nnot installed: {', '.join([*missing, *([] if modules else ['the npm filters'])])}; see make bench-peers"
        )


def many_terms(linter: Linter, packs: Sequence[Pack], count: int, factors: Sequence[int]) -> None:
    """Time against the number of terms: the shipped rules with one more, whose terms are words nobody writes."""
    facts = linter.facts
    host = next(rule for rule in packs[0].rules if isinstance(rule.find, Terms))
    shipped = len(words_of(packs))
    drafts = mixture(0.05, count)
    print("\n| terms | ms a draft | against the shipped |\n|---|---|---|")
    first = 0.0
    for factor in factors:
        extra = tuple(_unwritten(shipped * (factor - 1)))
        rule = replace(host, id="bench/unwritten", find=keyed(extra, (), tags=False))
        more = replace(packs[0], rules=(*packs[0].rules, rule)) if extra else packs[0]
        ruleset = RuleSet((more, *packs[1:]), linter.book.library.evasion, facts)
        checker = Checker(ruleset, date(2026, 11, 26), "bench")
        seconds_each(checker.check, drafts)
        each = median(seconds_each(checker.check, drafts) for _ in range(3))
        first = first or each
        print(f"| {shipped * factor:,} | {each * 1e3:.2f} | {each / first:.2f} |")


def _unwritten(count: int) -> Iterator[str]:
    """Different words of four characters that stand in no draft."""
    rare = [chr(code) for code in range(0x3400, 0x3400 + 40)]
    words = itertools.product(rare, repeat=4)
    return map("".join, itertools.islice(words, count))


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
        draft = Draft("long", {"text": text})
        linter.check(draft)  # expressions that only a long draft wakes are compiled once
        each = min(seconds_each(linter.check, [draft]) for _ in range(3))
        print(f"| {length:,} | {each * 1e3:.1f} | {each / length * 1e6:.2f} |")


def cold_start(repeats: int, modules: Path | None, *, from_empty: bool) -> None:
    """``check one.md`` in a new process, first with an empty cache if asked, then from it, against ``import click``."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder, "one.md")
        draft.write_text("这支精华我用了两周，泵头有点紧。\n", encoding="utf-8")
        environment = {"XHS_COMPLIANCE_CACHE": str(Path(folder, "cache") if from_empty else cache_folder()), "PATH": ""}
        check = [sys.executable, "-m", "xhs_compliance", "check", str(draft)]

        def run(command: list[str]) -> float:
            start = time.perf_counter()
            subprocess.run(command, env=environment, check=True, capture_output=True)
            return time.perf_counter() - start

        first = f"{run(check):.2f} s with an empty cache, " if from_empty else ""
        pairs = [(run(check), run([sys.executable, "-c", "import click"])) for _ in range(repeats)]
        cached, click = (median(column) for column in zip(*pairs, strict=True))
        print(f"\ncold `check one.md`: {first}{cached:.3f} s from it; ", end="")
        print(f"`import click`: {click:.3f} s; ratio {cached / click:.1f}")
        if modules is not None and (textlint := modules / ".bin" / "textlint").exists():
            (draft.parent / ".textlintrc.json").write_text('{"rules": {"prh": {"rulePaths": ["prh.yml"]}}}', "utf-8")
            (draft.parent / "prh.yml").write_text(
                "version: 1\nrules:\n  - expected: 很好\n    pattern: 最好\n", "utf-8"
            )
            command = [str(textlint), "--config", ".textlintrc.json", "one.md"]
            linted = median(_seconds(command, draft.parent, modules) for _ in range(repeats))
            print(f"textlint with prh and one term: {linted:.3f} s; ratio {linted / cached:.1f} against the check")


def _seconds(command: list[str], folder: Path, modules: Path) -> float:
    start = time.perf_counter()
    environment = {**os.environ, "NODE_PATH": str(modules)}
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few drafts, once")
    parser.add_argument("--node-modules", type=Path, help="a folder with mint-filter, fastscan, textlint")
    asked = parser.parse_args()
    quick = asked.quick
    modules = asked.node_modules.resolve() if asked.node_modules else None
    linter = load_linter()
    print(f"{len(linter.compiled.ruleset.rules)} rules, Python {sys.version.split()[0]}, {sys.platform}\n")
    throughput(linter, 20 if quick else 200, 1 if quick else 3, modules)
    single_draft(linter, 20 if quick else 400)
    text_length(linter)
    packs = linter.book.packs
    many_terms(linter, packs[:1] if quick else packs, 10 if quick else 100, (1, 2) if quick else (1, 10, 30))
    cold_start(1 if quick else 7, modules, from_empty=not quick)


if __name__ == "__main__":
    main()
