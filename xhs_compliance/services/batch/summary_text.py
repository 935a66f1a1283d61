"""The summary of a batch for a terminal."""

from xhs_compliance.model.words import Bilingual, Language, Verdict
from xhs_compliance.reporters.phrases import NOTICE, VERDICT_MARKS, VERDICTS
from xhs_compliance.reporters.visible import plain_line
from xhs_compliance.services.batch.summary import Summary

BAR = 24
RULES = 15
DONE = Bilingual(
    "查了 {drafts:,} 篇，用时 {seconds:.1f} 秒，每秒 {rate:,.0f} 篇",
    "{drafts:,} drafts in {seconds:.1f} s: {rate:,.0f} a second",
)
BY_RULE = Bilingual("按规则（篇数）", "By rule (drafts)")
SLOWEST = Bilingual("最慢的（处理器时间）", "Slowest (processor time)")
ERRORS = Bilingual(
    "没查成 {count} 篇；原因写在结果的 error 一列，前几条：",
    "Not checked: {count}. Why stands in the column error; the first:",
)
MORE = Bilingual("另有 {count} 条规则，见 {path}", "{count} more rules: see {path}")


def summary_text(summary: Summary, language: Language, record: str) -> str:
    """The summary in plain lines, for people."""
    rate = summary.drafts / summary.seconds if summary.seconds else 0.0
    lines = [DONE.in_language(language).format(drafts=summary.drafts, seconds=summary.seconds, rate=rate), ""]
    for verdict in (Verdict.BLOCK, Verdict.REVIEW, Verdict.PASS, Verdict.INCOMPLETE):
        count = summary.verdicts[verdict]
        if count:
            bar = "█" * max(1, round(BAR * count / max(summary.drafts, 1)))
            words = VERDICTS[verdict].in_language(language)
            lines.append(f"{VERDICT_MARKS[verdict]} {count:>9,}  {100 * count / summary.drafts:5.1f} %  {bar} {words}")
    ranked = sorted(summary.rules.items(), key=lambda each: (-each[1], each[0]))
    if ranked:
        lines += ["", BY_RULE.in_language(language), *(f"  {count:>9,}  {rule}" for rule, count in ranked[:RULES])]
    if len(ranked) > RULES:
        lines.append("  " + MORE.in_language(language).format(count=len(ranked) - RULES, path=record))
    if summary.slowest:
        lines += ["", SLOWEST.in_language(language)]
        lines += [f"  {1000 * seconds:>9,.1f} ms  {name}" for seconds, name in summary.slowest[:3]]
    if summary.errors:
        lines += ["", ERRORS.in_language(language).format(count=summary.errors)]
        lines += [f"  {name or source}: {message}" for source, name, message in summary.shown_errors[:5]]
    return "\n".join([*map(plain_line, lines), "", NOTICE.in_language(language), ""])
