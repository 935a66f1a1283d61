"""Permissions in a draft: ``<!-- allow pack/rule: reason -->`` beside the words, or ``allow`` in front matter.

A permission names a rule and a reason, and may name a person and a last day. Without a reason, after its day, or for
a rule that found nothing there, it is reported instead of obeyed.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from xhs_compliance.model.draft import Draft, Suppression
from xhs_compliance.model.finding import Diagnostic, Finding, Suppressed
from xhs_compliance.model.policy import Policy
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual

_UNUSED = Bilingual("这条许可什么也没盖住，可以删掉", "this permission covers nothing; remove it")
_REASONLESS = Bilingual("这条许可没写理由，不起作用", "this permission gives no reason, so it lifts nothing")

BASELINE = "baseline"
"""The reason given for a finding that is in the baseline."""

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_ALLOW = re.compile(r"\s*allow\s+(?P<rule>[\w/-]+)\s*(?:[:：]\s*(?P<rest>.*?))?\s*$", re.DOTALL)
_UNTIL = re.compile(r"\s*\(?\b(?:until|有效期至)\s*(\d{4}-\d{2}-\d{2})\)?")
_BY = re.compile(r"\s*\(?\b(?:by|批准人)\s*([^\s()，,]+)\)?")


@dataclass(frozen=True, slots=True)
class Sorted:
    """Findings after permissions were heard."""

    kept: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    notes: tuple[Diagnostic, ...]


def suppressions_in(name: str, text: str) -> tuple[Suppression, ...]:
    """The permissions written into one field. One on a line of its own covers the next line, else its own line."""
    line_ends = [match.end() for match in re.finditer(r"\r\n|\n|\r", text)]
    found = []
    for comment in _COMMENT.finditer(text):
        allow = _ALLOW.match(comment.group(1))
        if allow is None:
            continue
        first = bisect_right(line_ends, comment.start())
        line_start = line_ends[first - 1] if first else 0
        alone = not text[line_start : comment.start()].strip()
        last = bisect_right(line_ends, comment.end()) + (1 if alone else 0)
        found.append(_suppression(allow["rule"], allow["rest"] or "", name, (first, last)))
    return tuple(found)


def _suppression(rule: str, rest: str, name: str, lines: tuple[int, int]) -> Suppression:
    until, by = _UNTIL.search(rest), _BY.search(rest)
    reason = _BY.sub("", _UNTIL.sub("", rest)).strip()
    return Suppression(rule, reason, by[1] if by else "", date.fromisoformat(until[1]) if until else None, name, lines)


def apply_suppressions(findings: tuple[Finding, ...], draft: Draft, as_of: date, policy: Policy) -> Sorted:
    """Set aside the findings that a valid permission covers; report the permissions that cover nothing.

    Where the policy says so, a finding that blocks stays, whatever its author allows.
    """
    permissions = _permissions(draft)
    if not permissions:
        return Sorted(findings, (), ())
    notes = [Diagnostic("note", p.rule, reason) for p in permissions if (reason := _invalid(p, as_of))]
    valid = [permission for permission in permissions if not _invalid(permission, as_of)]
    kept, suppressed = [], []
    for finding in findings:
        liftable = policy.suppressions_lift_blocks or finding.severity < policy.block_on
        candidates = valid if liftable else []
        cover = next((p for p in candidates if covers(p, finding.rule, finding.field, finding.span, draft)), None)
        if cover is None:
            kept.append(finding)
        else:
            suppressed.append(Suppressed(finding, cover))
    used = {id(entry.by) for entry in suppressed}
    notes += [Diagnostic("note", p.rule, _UNUSED) for p in valid if id(p) not in used]
    return Sorted(tuple(kept), tuple(suppressed), tuple(notes))


def standing_permissions(draft: Draft, as_of: date) -> tuple[Suppression, ...]:
    """The permissions of a draft that hold on a day."""
    return tuple(permission for permission in _permissions(draft) if _invalid(permission, as_of) is None)


def _permissions(draft: Draft) -> tuple[Suppression, ...]:
    written = (found for name, text in draft.fields.items() for found in suppressions_in(name, text))
    return (*draft.suppressions, *written)


def set_aside(outcome: Sorted, accepted: frozenset[str]) -> Sorted:
    """The same, with the findings of a baseline set aside too."""
    if not accepted:
        return outcome
    kept = tuple(finding for finding in outcome.kept if finding.fingerprint not in accepted)
    known = tuple(
        Suppressed(finding, Suppression(finding.rule.id, BASELINE))
        for finding in outcome.kept
        if finding.fingerprint in accepted
    )
    return Sorted(kept, (*outcome.suppressed, *known), outcome.notes)


def _invalid(permission: Suppression, as_of: date) -> Bilingual | None:
    if not permission.reason:
        return _REASONLESS
    if permission.until is not None and permission.until < as_of:
        return Bilingual(f"这条许可到 {permission.until} 已经过期", f"this permission ended on {permission.until}")
    return None


def covers(permission: Suppression, rule: Rule, field: str, span: Span | None, draft: Draft) -> bool:
    """Whether a permission is about this rule and this place; one without a place covers the whole draft."""
    if permission.rule not in (rule.id, *rule.aliases):
        return False
    if permission.field is None or permission.lines is None or span is None:
        return True
    if permission.field != field:
        return False
    line = draft.position(field, span.start)[0] - draft.starts.get(field, (1, 1))[0]
    return permission.lines[0] <= line <= permission.lines[1]
