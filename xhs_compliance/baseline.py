"""Accepted findings on file: draft ids and fingerprints, no times and no line numbers, so that merges stay quiet."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual

Baseline = dict[str, dict[str, str]]
"""Draft id → fingerprint → ``rule: words``, for people who read the file."""

VERSION = 1


def read_baseline(path: Path) -> Baseline:
    """The baseline in *path*; empty when there is no such file.

    Raises:
        UsageError: when it is not a baseline of this version.

    """
    if not path.exists():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            raise ValueError(f"version {content['version']}")
        return {str(draft): dict(entries) for draft, entries in content["accepted"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = Bilingual(f"{path} 不是可用的基线文件：{error}", f"{path} is not a usable baseline: {error}")
        raise UsageError(message) from None


def dump_baseline(baseline: Mapping[str, Mapping[str, str]]) -> str:
    """The file's content: sorted, one finding a line."""
    accepted = {draft: dict(sorted(entries.items())) for draft, entries in sorted(baseline.items()) if entries}
    return json.dumps({"version": VERSION, "accepted": accepted}, ensure_ascii=False, indent=1) + "\n"


def accept(reviews: Iterable[Review]) -> Baseline:
    """A baseline that accepts every finding of these reviews."""
    return {
        review.draft.id: {finding.fingerprint: f"{finding.rule.id}: {finding.text}" for finding in review.findings}
        for review in reviews
    }


def pruned(baseline: Baseline, reviews: Iterable[Review]) -> Baseline:
    """*baseline* without the entries that no finding of these reviews matches any more; other drafts stay."""
    kept = {draft: dict(entries) for draft, entries in baseline.items()}
    for review in reviews:
        found = {finding.fingerprint for finding in review.findings}
        entries = kept.get(review.draft.id, {})
        kept[review.draft.id] = {mark: words for mark, words in entries.items() if mark in found}
    return kept


def fingerprints(baseline: Baseline) -> dict[str, frozenset[str]]:
    """What the checker needs: the accepted fingerprints of each draft."""
    return {draft: frozenset(entries) for draft, entries in baseline.items()}
