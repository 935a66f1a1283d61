"""False alarms of every pack on drafts that break no rule: ``make false-alarms``.

The drafts are those labelled clean in ``data/paraphrases-*.jsonl`` and the neutral texts of ``data/innocent.jsonl``.
They were written to be near misses and the rules were mended on them: a floor that must not fall, no forecast.
"""

import json
from collections import Counter
from collections.abc import Iterator

from labelled import DATA

from xhs_compliance.api import load_linter
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.words import Severity


def clean_drafts(linter: Linter) -> Iterator[Draft]:
    """Every draft without a violation."""
    for path in (*sorted(DATA.glob("paraphrases-*.jsonl")), DATA / "innocent.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if case.get("label", "clean") == "clean":
                yield Draft("", {"text": case["text"]}, declare(case.get("facts", {}), linter.facts))


def false_alarms(linter: Linter) -> tuple[int, Counter[tuple[str, Severity]]]:
    """The number of clean drafts, and on how many of them each pack gives an error or a warning."""
    drafts, alarms = 0, Counter[tuple[str, Severity]]()
    for draft in clean_drafts(linter):
        drafts += 1
        said = linter.check(draft).findings
        alarms.update({(finding.rule.pack, finding.severity) for finding in said if finding.severity > Severity.INFO})
    return drafts, alarms


def main() -> None:
    """Print the table for docs/accuracy.md."""
    linter = load_linter()
    drafts, alarms = false_alarms(linter)
    print(f"{drafts:,} clean drafts\n\n| pack | with an error | with a warning |\n|---|---|---|")
    for pack in linter.compiled.ruleset.packs:
        if pack.rules:
            print(f"| {pack.id} | {alarms[pack.id, Severity.ERROR]} | {alarms[pack.id, Severity.WARNING]} |")


if __name__ == "__main__":
    main()
