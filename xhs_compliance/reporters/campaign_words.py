"""What reports on campaigns say, in both languages."""

from collections.abc import Mapping
from typing import Final

from xhs_compliance.model.words import Bilingual

TIERS: Final[Mapping[str, Bilingual]] = {
    "nano": Bilingual("素人（不足 1 万粉）", "nano (under 10 K followers)"),
    "micro": Bilingual("尾部（1–5 万粉）", "micro (10–50 K)"),
    "mid": Bilingual("腰部（5–20 万粉）", "mid (50–200 K)"),
    "macro": Bilingual("头部（20–100 万粉）", "macro (200 K–1 M)"),
    "top": Bilingual("百万以上", "top (over 1 M)"),
    "": Bilingual("粉丝数未提供", "followers not given"),
}
WORDS: Final[Mapping[str, Bilingual]] = {
    "title": Bilingual("投放检查报告", "Campaign report"),
    "drafts": Bilingual("{n} 篇草稿", "{n} drafts"),
    "creators": Bilingual("{n} 位达人", "{n} creators"),
    "copies": Bilingual("照搬 brief", "copies the brief"),
    "copies_n": Bilingual("{n} 篇照搬 brief", "{n} copy the brief"),
    "no_brief": Bilingual("没有给 brief，没比对原文", "no brief given, so none was compared"),
    "none_copy": Bilingual("没有哪篇大段照搬 brief", "No draft takes over much of the brief"),
    "overlap": Bilingual("与 brief 相同", "Same as brief"),
    "similar": Bilingual("彼此很像的草稿", "Drafts much like one another"),
    "similar_none": Bilingual("没有发现彼此很像的草稿", "No two drafts are much alike"),
    "cluster": Bilingual("第 {n} 组 · {size} 篇", "Group {n} · {size} drafts"),
    "nearest": Bilingual("与 {id} 相同 {share}", "{share} the same as {id}"),
    "phrases": Bilingual("几篇共用、brief 里没有的说法", "Phrases several drafts share and the brief does not have"),
    "phrases_none": Bilingual("没有发现共用的特别说法", "No unusual phrase is shared"),
    "in_drafts": Bilingual("{n} 篇", "{n} drafts"),
    "same_tags": Bilingual("{n} 篇的话题完全一样", "{n} drafts have the very same hashtags"),
    "same_shape": Bilingual("{n} 篇的行文骨架一样", "{n} drafts follow the same skeleton"),
    "matrix": Bilingual("达人 × 问题", "Creators × findings"),
    "matrix_none": Bilingual("规则没有命中", "No rule matched"),
    "who": Bilingual("达人 / 草稿", "Creator / draft"),
    "verdict": Bilingual("结果", "Result"),
    "twins": Bilingual("相似", "Alike"),
    "side": Bilingual("谁照搬了 brief", "Who copies the brief"),
    "in_brief": Bilingual("brief 原文", "The brief"),
    "in_draft": Bilingual("草稿原文", "The draft"),
    "slogan": Bilingual("口号当成自己的话：", "A slogan said as their own words:"),
    "claim": Bilingual("没说出处、照着 brief 说的功效或参数：", "Claims of the brief, without saying whose they are:"),
    "claims_n": Bilingual(
        "{n} 篇把 brief 里的功效、参数当成自己知道的说",
        "{n} repeat claims of the brief as if the creator knew them",
    ),
    "claims_advice": Bilingual(
        "写明出处（“包装上写着……”），或换成自己看到的。",
        "Say whose words they are (“the box says …”), or tell what you saw.",
    ),
    "must_say": Bilingual("按要求必须说、不计入的：", "Must be said, so not counted:"),
    "coverage": Bilingual("提到 {n}/{of} 个要点", "mentions {n} of {of} points"),
    "retold": Bilingual("照着讲到的要点：", "Points of the brief gone through:"),
    "rewrite": Bilingual(
        "重写时不用看 brief，先答一两个问题，答案就是自己的话：",
        "For the rewrite, put the brief away and answer one or two of these; the answers are words of one's own:",
    ),
    "in_common": Bilingual("最长的几处相同：", "The longest words in common:"),
    "ordered": Bilingual("顺序也和 brief 一样", "in the order of the brief"),
    "advice": Bilingual(
        "请每位达人换一个自己的场合开头；要说的意思可以一样，句子不要一样。",
        "Ask each creator to begin with a day of their own: the point may be the same, the sentence should not.",
    ),
    "unread": Bilingual("有草稿没读到", "Drafts that could not be read"),
    "hint": Bilingual(
        "相似和照搬只说明文字，不说明是谁写的。",
        "Likeness is about the wording and says nothing about who wrote it.",
    ),
    "all_drafts": Bilingual("全部草稿", "All drafts"),
    "more_rules": Bilingual("另有 {n} 条规则，见各篇报告", "{n} more rules: see the pages of the drafts"),
    "more": Bilingual("另有 {n} 篇", "{n} more"),
}
