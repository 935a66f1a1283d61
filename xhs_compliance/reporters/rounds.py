"""Two versions of the same drafts: for the terminal, and as JSON."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from xhs_compliance.analyses.rounds import Change, Fate, Round, Stretch
from xhs_compliance.model.decision import CHOICE_WORDS
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters.remarks import legal_verdict
from xhs_compliance.reporters.visible import plain_line, visible
from xhs_compliance.reporters.wording import severity_words, subject

FATES: Final = {
    Fate.GONE: Bilingual("已改", "changed"),
    Fate.STAYS: Bilingual("没改", "not changed"),
    Fate.NEW: Bilingual("新出现", "new"),
}
MARKS: Final = {Fate.GONE: "−", Fate.STAYS: "=", Fate.NEW: "+"}
SAME_TEXT: Final = Bilingual("文字没有变", "the text is the same")
ONLY_BEFORE: Final = Bilingual("新一版里没有这篇", "not in the newer version")
ONLY_AFTER: Final = Bilingual("上一版里没有这篇", "not in the older version")
SET_ASIDE: Final = Bilingual("已放行", "set aside")
STALE: Final = Bilingual(
    "之前的决定是“{choice}”（{by}），这句话改过，要重新决定",
    "was “{choice}” ({by}); the sentence changed, decide again",
)
DECIDED: Final = Bilingual("决定：{choice}（{by}）", "decided: {choice} ({by})")
_AROUND: Final = 12
"""Characters shown on both sides of a difference."""


def render_rounds(rounds: Sequence[Round], language: Language) -> str:
    """One block for each draft, then the counts."""
    blocks = ["\n".join(map(plain_line, _block(each, language))) for each in rounds]
    totals = "  ".join(
        f"{FATES[fate].in_language(language)} {sum(each.count(fate) for each in rounds)}" for fate in Fate
    )
    return "\n\n".join([*blocks, totals]) + "\n"


def rounds_to_dict(rounds: Iterable[Round], language: Language) -> dict[str, Any]:
    """The same as a value for JSON."""
    return {"drafts": [_as_dict(each, language) for each in rounds]}


def render_rounds_json(rounds: Iterable[Round], language: Language) -> str:
    """The same as one JSON object."""
    content = json.dumps(rounds_to_dict(rounds, language), ensure_ascii=False, indent=2)
    return content.encode("utf-8", "replace").decode() + "\n"


def _block(each: Round, language: Language) -> list[str]:
    verdicts = [legal_verdict(review.verdict, language) for review in (each.before, each.after) if review]
    lines = [f"{visible(each.id)}  {' → '.join(verdicts)}"]
    if each.before is None or each.after is None:
        alone = ONLY_AFTER if each.before is None else ONLY_BEFORE
        lines.append(f"  {alone.in_language(language)}")
    lines += [f"  {_change(change, language)}" for change in each.changes]
    if each.before is None or each.after is None:
        return lines
    if each.is_unchanged:
        return [*lines, f"  {SAME_TEXT.in_language(language)}"]
    return [*lines, *(f"    {line}" for name in each.difference for line in difference_lines(each.difference[name]))]


def _change(change: Change, language: Language) -> str:
    what = f"{MARKS[change.fate]} {FATES[change.fate].in_language(language)}"
    finding = change.finding
    said = f"{what}  {severity_words(finding, language)}  {subject(finding, language)}  {finding.rule.id}"
    return f"{said}  {decision_words(change, language)}".rstrip()


def decision_words(change: Change, language: Language) -> str:
    """What a person decided about a finding, or that a permission sets it aside."""
    if change.decided is None:
        return SET_ASIDE.in_language(language) if change.is_set_aside else ""
    phrase = STALE if change.decided.is_stale else DECIDED
    decision = change.decided.decision
    choice = CHOICE_WORDS[decision.choice].in_language(language)
    return phrase.in_language(language).format(choice=choice, by=visible(decision.by))


def difference_lines(stretches: Sequence[Stretch]) -> list[str]:
    """Each difference in its place: ``…两周[-美白-]{+水润+}，很…``."""
    lines: list[str] = []
    line = ""
    for number, stretch in enumerate(stretches):
        if stretch.kind == "removed":
            line += f"[-{visible(stretch.text)}-]"
        elif stretch.kind == "added":
            line += f"{{+{visible(stretch.text)}+}}"
        elif number and len(stretch.text) <= 2 * _AROUND and number + 1 < len(stretches):
            line += visible(stretch.text)
        else:
            if number:
                tail = stretch.text[:_AROUND]
                lines.append(line + visible(tail) + ("…" if len(stretch.text) > _AROUND else ""))
            head = stretch.text[-_AROUND:]
            line = ("…" if len(stretch.text) > _AROUND else "") + visible(head)
    ends_open = bool(stretches) and stretches[-1].kind != "same"
    return [*lines, line] if ends_open else lines


def _as_dict(each: Round, language: Language) -> dict[str, Any]:
    return {
        "id": each.id,
        "before": _version(each.before),
        "after": _version(each.after),
        "counts": {fate.value: each.count(fate) for fate in Fate},
        "findings": [_change_to_dict(change, language) for change in each.changes],
        "difference": {
            name: [{"kind": stretch.kind, "text": stretch.text} for stretch in found]
            for name, found in each.difference.items()
        },
    }


def _version(review: Review | None) -> dict[str, str] | None:
    if review is None:
        return None
    return {"id": review.draft.id, "verdict": review.verdict.value, "digest": review.digest}


def _change_to_dict(change: Change, language: Language) -> dict[str, Any]:
    finding, decided = change.finding, change.decided
    return {
        "fate": change.fate.value,
        "rule": finding.rule.id,
        "severity": finding.severity.word,
        "field": finding.field,
        "start": None if finding.span is None else finding.span.start,
        "end": None if finding.span is None else finding.span.end,
        "text": finding.text,
        "message": finding.message(language),
        "fingerprint": finding.fingerprint,
        "set_aside": change.is_set_aside,
        "decision": None
        if decided is None
        else {
            "decision": decided.decision.choice.value,
            "by": decided.decision.by,
            "reason": decided.decision.reason,
            "is_stale": decided.is_stale,
        },
    }
