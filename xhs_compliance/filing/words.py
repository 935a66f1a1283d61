"""What the commands about receipts and archives say, in both languages."""

from collections.abc import Mapping
from typing import Any

from xhs_compliance.filing.receipt import Receipt
from xhs_compliance.filing.replay import Replay
from xhs_compliance.filing.verify import Change, Comparison, Level
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters.visible import plain_line

LEVELS: Mapping[Level, Bilingual] = {
    Level.IDENTICAL: Bilingual("一字不差", "identical"),
    Level.REFORMATTED: Bilingual(
        "只有空格、换行、表情写法不同", "only reformatted (spaces, line ends, emoji variants)"
    ),
    Level.EDITED: Bilingual(
        "改过，没有动到已知的说法、数字、提醒和标注", "edited; no known claim, number, caution or label touched"
    ),
    Level.CHANGED: Bilingual("说法、数字、提醒或标注变了", "a claim, number, caution or label changed"),
}
MARKS: Mapping[Level, str] = {Level.IDENTICAL: "○", Level.REFORMATTED: "○", Level.EDITED: "▲", Level.CHANGED: "■"}
KINDS: Mapping[str, Bilingual] = {
    "claim": Bilingual("说法", "claim"),
    "number": Bilingual("数字", "number"),
    "caution": Bilingual("提醒", "caution"),
    "label": Bilingual("标注", "label"),
    "sentence": Bilingual("句子", "sentence"),
}
HOWS: Mapping[str, Bilingual] = {"added": Bilingual("多出", "added"), "removed": Bilingual("少了", "removed")}

OTHER_PACKS = Bilingual(
    "规则包和审核时的不一样，按原文字句比；要精确比较，用档案包代替凭据",
    "the packs differ from those of the review, so words are compared; for an exact comparison give the archive",
)
LIMITS = Bilingual(
    "只比较文字；规则不认识的说法改了，算作普通修改",
    "text only; a change in a claim the rules do not know counts as an ordinary edit",
)


def comparison_lines(comparison: Comparison, language: Language) -> list[str]:
    """A comparison for people: the level, then every place."""
    receipt, live = comparison.receipt, comparison.live
    lines = [
        f"{MARKS[comparison.level]} {live.source or live.id}  {LEVELS[comparison.level].in_language(language)}",
        f"  {Bilingual('凭据', 'receipt').in_language(language)} {receipt.identity} · {receipt.made_at}",
    ]
    lines += [f"  {_change(change, comparison, language)}" for change in comparison.changes if change.text]
    gone = sum(1 for change in comparison.changes if not change.text)
    if gone:
        lines.append(
            f"  {Bilingual(f'原来的 {gone} 句不在了', f'{gone} approved sentences are gone').in_language(language)}"
        )
    if comparison.unseen:
        names = ", ".join(comparison.unseen)
        said = Bilingual(f"没有比较（线上没给）：{names}", f"not compared, because not given: {names}")
        lines.append(f"  ◌ {said.in_language(language)}")
    if not comparison.same_packs and comparison.level >= Level.EDITED:
        lines.append(f"  ◌ {OTHER_PACKS.in_language(language)}")
    return [*map(plain_line, lines)]


def _change(change: Change, comparison: Comparison, language: Language) -> str:
    kind, how = KINDS[change.kind].in_language(language), HOWS[change.how].in_language(language)
    quote = f"“{change.text}”"
    name = f"  ({change.name})" if change.name and change.kind != "number" else ""
    if change.how == "added" and change.span is not None:
        line, column = comparison.live.position(change.field, change.span.start)
        where = f"{comparison.live.source or comparison.live.id}:{line}:{column}"
        return f"+ {where}  {kind}{_space(language)}{how} {quote}{name}"
    where = Bilingual(f"原文 {change.field}", f"approved {change.field}").in_language(language)
    at = f" {change.span.start}–{change.span.end}" if change.span is not None else ""
    return f"- {where}{at}  {kind}{_space(language)}{how} {quote}{name}"


def _space(language: Language) -> str:
    return "" if language == "zh" else " "


def comparison_to_dict(entry: Comparison | Failure, language: Language) -> dict[str, Any]:
    """A comparison, or a note that could not be compared, as JSON."""
    if isinstance(entry, Failure):
        return {"id": entry.id, "error": {"message": entry.message.in_language(language), "source": entry.source}}
    live = entry.live
    changes = []
    for change in entry.changes:
        line, column = (None, None)
        if change.how == "added" and change.span is not None:
            line, column = live.position(change.field, change.span.start)
        changes.append(
            {
                "kind": change.kind,
                "how": change.how,
                "field": change.field,
                "text": change.text,
                "start": None if change.span is None else change.span.start,
                "end": None if change.span is None else change.span.end,
                "line": line,
                "column": column,
                "name": change.name,
            }
        )
    return {
        "id": live.id,
        "level": entry.level.word,
        "receipt": entry.receipt.identity,
        "changes": changes,
        "not_compared": list(entry.unseen),
        "same_packs": entry.same_packs,
    }


CONCLUSIONS: Mapping[str, Bilingual] = {
    "block": Bilingual("■ 需修改", "■ must change"),
    "review": Bilingual("▲ 待人工判断", "▲ for a person to decide"),
    "pass": Bilingual("○ 规则未命中", "○ no rule matched"),
    "incomplete": Bilingual("◌ 未完成", "◌ incomplete"),
}


def conclusion(verdict: str, language: Language) -> str:
    """A verdict as the legal reviewer reads it."""
    return CONCLUSIONS[verdict].in_language(language) if verdict in CONCLUSIONS else verdict


def receipt_lines(receipt: Receipt, signed_by: str | None, language: Language) -> list[str]:
    """A receipt for people."""
    seal = Bilingual(f"已签名，公钥 {signed_by}", f"signed, public key {signed_by}") if signed_by else _UNSIGNED
    review = receipt.review
    verdict = f"{conclusion(review.verdict, language)} · {review.as_of} · {', '.join(review.markets)}"
    rows = [
        (Bilingual("凭据", "receipt"), f"{receipt.identity} · {seal.in_language(language)}"),
        (Bilingual("笔记", "note"), f"{receipt.note.id}  {receipt.note.creator}".rstrip()),
        (Bilingual("时间", "made"), f"{receipt.made_at} · {receipt.tool}"),
        (Bilingual("结论", "verdict"), verdict),
        (Bilingual("字段", "fields"), ", ".join(f"{n} {f.sha256[:12]}" for n, f in receipt.note.fields.items())),
    ]
    rows += [
        (Bilingual("事实", "fact"), f"{name} = {_value(fact.value)} ({fact.source})")
        for name, fact in receipt.facts.items()
    ]
    rows += [
        (Bilingual("依据", "evidence"), f"{file.name} {file.sha256[:12]} {file.supports}".rstrip())
        for file in receipt.evidence
    ]
    rows += [(Bilingual("发现", "finding"), f"{f.severity} {f.rule} “{f.text}”") for f in receipt.review.findings]
    rows += [
        (Bilingual("决定", "decision"), f"{d.decision} {d.rule} · {d.by} {d.on} · {d.reason}")
        for d in receipt.decisions
    ]
    rows += [(Bilingual("人", "person"), f"{role}: {name}") for role, name in receipt.people.items()]
    rows.append((Bilingual("守住", "guarded"), ", ".join(f"{m.kind} “{m.text}”" for m in receipt.marks)))
    width = 5 if language == "zh" else 9
    return [plain_line(f"{label.in_language(language):<{width}} {text}") for label, text in rows if text]


_UNSIGNED = Bilingual("没有签名，只有封签", "not signed, only sealed")


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def replay_lines(outcome: Replay, language: Language) -> list[str]:
    """What came of a replay."""
    if outcome.same:
        said = Bilingual(
            f"重放结果与当时逐字节相同（{outcome.findings} 处发现；当时 {outcome.then}，现在 {outcome.now}）",
            f"the same, byte for byte ({outcome.findings} findings; {outcome.then} then, {outcome.now} now)",
        )
        return [plain_line(f"○ {said.in_language(language)}")]
    version = outcome.then.rpartition(" ")[2]
    head = Bilingual(
        f"重放结果与当时不同：规则包没有变，读它们的程序从 {outcome.then} 换成了 {outcome.now}",
        f"not the same: the packs did not change, what reads them did, from {outcome.then} to {outcome.now}",
    )
    tail = Bilingual(
        f"要当时的结果：pip install xhs-compliance=={version}",
        f"for that day's result: pip install xhs-compliance=={version}",
    )
    if outcome.then == outcome.now:
        head = Bilingual(
            "重放结果与当时不同，程序版本却没有变：档案或程序被动过",
            "not the same, though the version is: the archive or the program was tampered with",
        )
        tail = Bilingual("先运行 archive check", "run archive check first")
    lines = [f"■ {head.in_language(language)}"]
    lines += [f"  {difference.in_language(language)}" for difference in outcome.differences]
    return [*map(plain_line, lines), plain_line(f"  {tail.in_language(language)}")]
