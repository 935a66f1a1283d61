"""The summary of a batch as a page: charts in SVG, both languages, no request, no script but the language switch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from xhs_compliance.model.words import Bilingual, Language, Verdict
from xhs_compliance.reporters.html.environment import fill, inlined
from xhs_compliance.reporters.html.markup import both, sentence, typed
from xhs_compliance.reporters.phrases import VERDICTS
from xhs_compliance.services.batch.summary import Summary

RULES = 30
TITLE = Bilingual("批量检查", "Batch")
CHECKED = Bilingual("查了 {n:,} 篇草稿", "{n:,} drafts checked")
SPEED = Bilingual(
    "用时 {seconds:,.1f} 秒，每秒 {rate:,.0f} 篇，{jobs} 个进程",
    "{seconds:,.1f} s, {rate:,.0f} drafts a second, processes: {jobs}",
)
UNCHECKED = Bilingual(
    "有 {n:,} 篇没查成。这里列出前几篇，全部在结果的 error 一列。",
    "Not checked: {n:,}. The first are listed; all stand in the column error.",
)
WORDS = {
    "verdicts": Bilingual("结果", "Results"),
    "rules": Bilingual("命中最多的规则（篇数）", "Rules that matched most (drafts)"),
    "errors": Bilingual("没查成的草稿", "Drafts that were not checked"),
    "slowest": Bilingual("最慢的草稿（处理器时间，毫秒）", "Slowest drafts (processor time, ms)"),
}
ABOUT = {
    "input": Bilingual("输入", "Input"),
    "output": Bilingual("输出", "Output"),
    "as_of": Bilingual("按这一天的规定", "Law as of"),
    "until": Bilingual("预告到", "Looked ahead to"),
    "tool": Bilingual("工具", "Tool"),
}


@dataclass(frozen=True)
class Bar:
    """One bar of a chart; *width* is of 100, *shape* the mark of a verdict, since colour alone says nothing to some."""

    label: Markup
    count: str
    share: str
    width: float
    kind: str = "info"
    shape: str = ""


def summary_page(summary: Summary, language: Language, titles: Mapping[str, Bilingual]) -> str:
    """The page of a summary; *titles* are those of the rules, by id."""
    total = max(summary.drafts, 1)
    rate = summary.drafts / summary.seconds if summary.seconds else 0.0
    order = (Verdict.BLOCK, Verdict.REVIEW, Verdict.PASS, Verdict.INCOMPLETE)
    verdicts = ((both(sentence(VERDICTS[v])), summary.verdicts[v], v.value) for v in order if summary.verdicts[v])
    ranked = sorted(summary.rules.items(), key=lambda each: (-each[1], each[0]))[:RULES]
    slow = max((seconds for seconds, _ in summary.slowest), default=1.0) or 1.0
    page: dict[str, Any] = {
        "title": TITLE,
        "words": WORDS,
        "checked": _said(CHECKED, n=summary.drafts),
        "speed": _said(SPEED, seconds=summary.seconds, rate=rate, jobs=summary.about.get("jobs", 1)),
        "unchecked": _said(UNCHECKED, n=summary.errors),
        "verdicts": [_bar(label, count, total, total, shape) for label, count, shape in verdicts],
        "rules": list(_rule_bars(ranked, total, titles)),
        "errors": summary.shown_errors,
        "slowest": [
            Bar(typed(name), f"{1000 * seconds:,.1f}", "", round(100 * seconds / slow, 2))
            for seconds, name in summary.slowest
        ],
        "about": [(name, str(summary.about[key])) for key, name in ABOUT.items() if summary.about.get(key)],
    }
    style, script = inlined(("base.css", "index.css", "batch.css", "print.css")), inlined(("language.js",))
    return fill("batch.html", style, script, language=language, page=page)


def _rule_bars(ranked: Iterable[tuple[str, int]], total: int, titles: Mapping[str, Bilingual]) -> Iterable[Bar]:
    rows = list(ranked)
    most = max((count for _, count in rows), default=1)
    for rule, count in rows:
        title = both(titles[rule]) if rule in titles else ""
        yield _bar(Markup("{}<code>{}</code>").format(title, rule), count, total, most)


def _bar(label: Markup, count: int, total: int, most: int, shape: str = "") -> Bar:
    width = round(100 * count / most, 2)
    return Bar(label, f"{count:,}", f"{100 * count / total:.1f} %", width, shape or "info", shape)


def _said(phrase: Bilingual, **values: Any) -> Bilingual:
    return Bilingual(phrase.zh.format(**values), phrase.en.format(**values))
