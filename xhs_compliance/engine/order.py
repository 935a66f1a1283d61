"""Findings in the order they are told: one for the same words and rule, the strongest first, each with an identity."""

import hashlib
from collections import Counter
from dataclasses import replace

from xhs_compliance.model.finding import Finding
from xhs_compliance.text.fold import skeleton_of


def merged(findings: list[Finding]) -> list[Finding]:
    """The findings, one for the same words and rule: the strongest, then the disguised, then the longest."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (-f.severity, not f.disguise, -len(f.text))):
        same = (k for k in kept if k.rule is finding.rule and k.field == finding.field)
        if not any(finding.span and other.span and finding.span.overlaps(other.span) for other in same):
            kept.append(finding)
    return kept


def ranked(findings: list[Finding]) -> tuple[Finding, ...]:
    """Strongest first, then in reading order, then by rule."""
    return tuple(sorted(findings, key=lambda f: (-f.severity, f.field != "title", f.field, f.span or (), f.rule.id)))


def fingerprinted(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Each finding with an identity that survives moved lines: rule, field, words as read, ordinal among equals."""
    seen: Counter[str] = Counter()
    marked = []
    for finding in findings:
        words = "\x1f".join((finding.rule.id, finding.field, skeleton_of(finding.reads_as)))
        seen[words] += 1
        digest = hashlib.sha256(f"{words}\x1f{seen[words]}".encode("utf-8", "surrogatepass")).hexdigest()
        marked.append(replace(finding, fingerprint=digest[:16]))
    return tuple(marked)
