"""Fuzz one kind of input after another, led by what the code does with it: ``make fuzz-long``.

Each target of ``fuzz_targets.py`` runs in a process of its own for so many seconds, starting from its seeds and what
was kept before. A fault is written to ``tests/data/fuzzed``, in front, and after it some of the inputs that reach
new places. Needs atheris (``pip install -e ".[fuzz]"``, Python 3.11 to 3.13).
"""

import argparse
import base64
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fuzz_seeds import KEPT, WORDS, seeds
from fuzz_targets import TARGETS, kept

MOST_KEPT = 60
"""Inputs kept for a target."""

LONGEST_KEPT = 2_000
"""Bytes of a kept input at most."""


def serve_one(target: str, arguments: list[str]) -> None:
    """Run the fuzzer in this process; it ends the process."""
    import atheris

    with atheris.instrument_imports(include=["xhs_compliance"], enable_loader_override=False):
        import importlib

        for name in [name for name in sys.modules if name.startswith(("fuzz_targets", "xhs_compliance"))]:
            del sys.modules[name]
        fresh = importlib.import_module("fuzz_targets")
    for warm in (*seeds(target), *fresh.kept(target)):
        fresh.TARGETS[target](warm)
    atheris.Setup([sys.argv[0], *arguments], fresh.TARGETS[target])
    atheris.Fuzz()


def fuzz(target: str, seconds: int) -> str:
    """Fuzz one target in a process of its own; a line for the log."""
    with tempfile.TemporaryDirectory() as name:
        work, corpus = Path(name), Path(name) / "corpus"
        corpus.mkdir()
        for number, content in enumerate((*seeds(target), *kept(target))):
            (corpus / f"seed-{number}").write_bytes(content)
        words = work / "words"
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in WORDS), encoding="ascii")
        limits = ["-timeout=20", "-rss_limit_mb=3000", "-max_len=9000", f"-artifact_prefix={work}/fault-"]
        began = time.monotonic()
        told = _run(target, [str(corpus), f"-dict={words}", f"-max_total_time={seconds}", *limits])
        took = time.monotonic() - began
        faults = sorted(work.glob("fault-*"))
        _keep(target, [fault.read_bytes() for fault in faults], [path.read_bytes() for path in corpus.iterdir()])
        runs = re.findall(r"^#(\d+)", told, re.MULTILINE)
        cover = re.findall(r"cov: (\d+)", told)
        if faults:
            print(told[-3000:], file=sys.stderr)
        return (
            f"{target}: {took:.0f} s, {int(runs[-1]) if runs else 0:,} inputs, "
            f"{cover[-1] if cover else '?'} places reached, {len(faults)} faults"
        )


def _run(target: str, arguments: list[str]) -> str:
    command = [sys.executable, __file__, "--serve", target, "--", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode("utf-8", "replace")


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


def _keep(target: str, faults: list[bytes], found: list[bytes]) -> None:
    """Write a target's inputs: faults, those kept before, and of the others some of every length."""
    new = sorted({each for each in found if len(each) <= LONGEST_KEPT}, key=lambda each: (len(each), each))
    some = new[:: max(1, len(new) // MOST_KEPT)]
    every = dict.fromkeys([*faults, *kept(target), *some])
    lines = [base64.b64encode(each).decode("ascii") for each in [*every][: MOST_KEPT + len(faults)]]
    KEPT.mkdir(exist_ok=True)
    (KEPT / f"{target}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="ascii")


def main() -> None:
    """Fuzz the targets named, one after another, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], help="all when left out")
    parser.add_argument("--seconds", type=int, default=300, help="for each target")
    parser.add_argument("--serve", metavar="TARGET", help="run the fuzzer in this process, with its own arguments")
    if "--serve" in sys.argv:
        at = sys.argv.index("--serve")
        serve_one(sys.argv[at + 1], sys.argv[at + 3 :])
        return
    asked = parser.parse_args()
    for target in asked.targets or TARGETS:
        print(fuzz(target, asked.seconds), flush=True)


if __name__ == "__main__":
    main()
