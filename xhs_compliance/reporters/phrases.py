"""The words of the reporters that people read, in both languages. One thing has one word everywhere.

========== ==================== =========================
草稿        draft                what an author wrote
规则 规则包  rule, rule pack      what we look for
发现        finding              what a rule says of a draft
放过        let go               seen, and excused by context
许可        permission           somebody's leave for a finding
依据        basis                the article behind a rule
========== ==================== =========================
"""

from collections.abc import Mapping
from typing import Final

from xhs_compliance.model.words import Bilingual, Confidence, Severity, Verdict

VERDICT_MARKS: Final[Mapping[Verdict, str]] = {
    Verdict.BLOCK: "■",
    Verdict.REVIEW: "▲",
    Verdict.PASS: "○",
    Verdict.INCOMPLETE: "◌",
}
VERDICTS: Final[Mapping[Verdict, Bilingual]] = {
    Verdict.BLOCK: Bilingual("先别发", "fix first"),
    Verdict.REVIEW: Bilingual("有几处要看", "have a look"),
    Verdict.PASS: Bilingual("文字没查出问题", "nothing found in the text"),
    Verdict.INCOMPLETE: Bilingual("没查完", "not finished"),
}
SEVERITY_MARKS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "■",
    Severity.WARNING: "▲",
    Severity.INFO: "○",
    Severity.OFF: "○",
}
SEVERITIES: Final[Mapping[Severity, Bilingual]] = {
    Severity.ERROR: Bilingual("错误", "error"),
    Severity.WARNING: Bilingual("警告", "warning"),
    Severity.INFO: Bilingual("提示", "info"),
    Severity.OFF: Bilingual("不报", "off"),
}
CONFIDENCES: Final[Mapping[Confidence, Bilingual]] = {
    Confidence.HIGH: Bilingual("把握高", "high confidence"),
    Confidence.MEDIUM: Bilingual("把握中等", "medium confidence"),
    Confidence.LOW: Bilingual("把握低", "low confidence"),
}
FIELDS: Final[Mapping[str, Bilingual]] = {
    "title": Bilingual("标题", "title"),
    "text": Bilingual("正文", "text"),
    "hashtags": Bilingual("话题", "hashtags"),
    "cover": Bilingual("封面文字", "cover"),
    "comment": Bilingual("评论", "comment"),
    "pinned-comment": Bilingual("置顶评论", "pinned comment"),
    "bio": Bilingual("简介", "bio"),
}
COMMERCIAL_TIES: Final[Mapping[str, Bilingual]] = {
    "paid": Bilingual("收了钱", "paid"),
    "gifted": Bilingual("品牌送的", "gifted"),
    "commission": Bilingual("带货分佣", "commission"),
    "own_brand": Bilingual("自家品牌", "own brand"),
    "employee": Bilingual("品牌员工", "employee"),
    "none": Bilingual("没有商业关系", "no tie"),
}

NOTICE: Final = Bilingual(
    "只看文字，图片、视频、报备没看；不代表平台会过审，不是法律意见。",
    "Only the text was read, not pictures, video or platform filings. This does not mean the platform will accept it, "
    "and it is not legal advice.",
)
STATUTORY_RANGE: Final = Bilingual("法定区间，由机关认定", "statutory range; the authority decides")

WHOLE_DRAFT: Final = Bilingual("整篇草稿", "whole draft")
UNTITLED: Final = Bilingual("（未命名草稿）", "(unnamed draft)")
READS_AS: Final = Bilingual("读起来像“{plain}”", "reads as “{plain}”")
WHY: Final = Bilingual("为什么", "why")
ADVICE: Final = Bilingual("建议", "advice")
INSTEAD: Final = Bilingual("改成", "write instead")
BASIS: Final = Bilingual("依据", "basis")
PENALTY: Final = Bilingual("罚则", "penalty")
MARKETS: Final = Bilingual("市场", "markets")
STRICTEST: Final = Bilingual("{markets} 最严", "strictest: {markets}")
ALSO: Final = Bilingual("同处", "also")
RULE: Final = Bilingual("规则", "rule")
SEE_ABOVE: Final = Bilingual("为什么和依据见上文", "why and basis: see above")
PROVISION: Final = Bilingual(
    "{instrument} {article}（{in_force} 起施行，{checked} 核对，{confidence}）",
    "{instrument} {article} (in force {in_force}, checked {checked}, {confidence})",
)
ENDED_PROVISION: Final = Bilingual(
    "{instrument} {article}（{in_force} 至 {until} 施行，{checked} 核对，{confidence}）",
    "{instrument} {article} (in force {in_force} to {until}, checked {checked}, {confidence})",
)

QUESTIONS: Final = Bilingual("还要你回答", "Please answer")
ANSWER: Final = Bilingual("如果 {answer}：{verdict}", "if {answer}: {verdict}")
DECIDES: Final = Bilingual("有 {count} 条规则要看这个回答", "rules waiting for this answer: {count}")
COMMERCIAL_TIE: Final = Bilingual("和品牌是什么关系？", "What is your tie to the brand?")
EXCUSED: Final = Bilingual("放过了 {count} 处", "Let go: {count}")
BECAUSE: Final = Bilingual("{words}：{reason}", "{words}: {reason}")
SEEN: Final = Bilingual("（看到{words}）", " (seen: {words})")
SUPPRESSED: Final = Bilingual("已获准保留 {count} 处", "Kept by permission: {count}")
REASON: Final = Bilingual("理由：{reason}", "reason: {reason}")
UNTIL: Final = Bilingual("到 {day} 为止", "until {day}")
SCRIPTED: Final = Bilingual("读起来像照稿念的地方", "What reads like a script")
ALSO_SEEN: Final = Bilingual("，还有", "; also ")
IN_FAVOUR: Final = Bilingual("看得出是自己写的地方", "What speaks for its author")
INCOMPLETE: Final = Bilingual("没查完", "Not finished")
NOTES: Final = Bilingual("说明", "Notes")

NO_DRAFTS: Final = Bilingual("没有草稿可查。", "No drafts to check.")
DRAFTS: Final = Bilingual("共 {count} 篇草稿", "Drafts: {count}")
UNREADABLE: Final = Bilingual(
    "有 {count} 份没读成，其余照常查了；按下面说的改好，再查一次：",
    "Could not be read: {count}. The rest was checked; fix these as described below and check again:",
)
PACKS_TOGETHER: Final = Bilingual(
    "{count} 个规则包，合计指纹 {fingerprint}（逐个版本见 JSON 和网页）",
    "{count} rule packs, together {fingerprint} (each version: JSON and HTML)",
)
AS_OF: Final = Bilingual("按 {day} 施行的规定检查", "law as in force on {day}")

DECIDED: Final = Bilingual("人已经决定了 {count} 处", "Decided by people: {count}")
DECIDE_AGAIN: Final = Bilingual("句子改过，要重新决定", "the sentence has changed; decide again")
DRAFT_CREATOR: Final = Bilingual("达人", "Creator")
DRAFT: Final = Bilingual("草稿", "Draft")
VERDICT: Final = Bilingual("结果", "Result")
FOUND: Final = Bilingual("发现", "Findings")
REPORT_TITLE: Final = Bilingual("发布前检查", "Before you publish")

LIST_COMMA: Final = Bilingual("；", "; ")
COLON: Final = Bilingual("：", ": ")
BRACKETED: Final = Bilingual("（{inside}）", " ({inside})")
QUOTED: Final = Bilingual("“{words}”", "“{words}”")
