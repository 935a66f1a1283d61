"""What was considered for every candidate, for a terminal: ``check --explain``."""

from collections.abc import Iterable, Mapping

from xhs_compliance.engine.trace import Considered, Kind, Trace
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.report import RenderOptions
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.excuses import excuse_words
from xhs_compliance.reporters.rules.words import Teller
from xhs_compliance.reporters.terminal.screen import BLUE_GREY, QUIET, SEVERITY_STYLES, STRONG, Page
from xhs_compliance.reporters.visible import clipped
from xhs_compliance.reporters.wording import draft_name, located, quoted, say

_HEADING = Bilingual("{name}：想过的 {count} 处", "{name}: {count} candidates considered")
_OUTCOMES = {
    "excused": Bilingual("放过", "let go"),
    "gated": Bilingual("规则不适用", "the rule does not apply"),
    "weightless": Bilingual("不计轻重", "carries no weight"),
    "yielded": Bilingual("由管这类产品的规则来说", "told by a rule for this kind of product"),
}
_KINDS: Mapping[Kind, Bilingual] = {
    "when": Bilingual("适用条件", "applies"),
    "excuse": Bilingual("放过理由", "excuse"),
    "step": Bilingual("级别", "step"),
    "gate": Bilingual("分级表", "table"),
    "lift": Bilingual("降级", "lift"),
}
_ALWAYS = Bilingual("总是", "always")
_NOT_HELD = Bilingual("都不成立：", "none of these holds: ")
_SEEN = Bilingual("，因为{seen}", ", because of {seen}")
_HEAD, _BODY, _LABEL = 2, 4, 11
_MOST_TOLD = 160
"""Columns of a condition that are shown."""


def render_traces(
    draft: Draft, traces: Iterable[Trace], rules: Mapping[str, Rule], teller: Teller, options: RenderOptions
) -> str:
    """Every candidate of *draft* with what was considered for it.

    Args:
        draft: the draft.
        traces: its candidates.
        rules: the rules with the words of their lists, by id.
        teller: says what conditions ask for.
        options: the reader's language, colour and width.

    """
    page, language = Page(options), options.language
    listed = list(traces)
    page.line((say(_HEADING, language, name=draft_name(draft, language), count=len(listed)), STRONG))
    for trace in listed:
        page.blank()
        _put_trace(page, draft, trace, rules.get(trace.rule.id, trace.rule), teller)
    return page.render()


def _put_trace(page: Page, draft: Draft, trace: Trace, rule: Rule, teller: Teller) -> None:
    language = page.options.language
    words = quoted(trace.text, language) if trace.span else say(phrases.WHOLE_DRAFT, language)
    page.line(
        (_outcome(trace, language), SEVERITY_STYLES[trace.severity]),
        "  ",
        (words, STRONG),
        "  ",
        (located(draft, trace.field, trace.span, language), BLUE_GREY),
        "  ",
        (trace.rule.id, QUIET),
        indent=_HEAD,
    )
    failed: dict[Kind, dict[str, None]] = {}
    for each in trace.considered:
        if each.kind == "excuse" and not each.holds:
            failed.setdefault(each.kind, {})[excuse_words(rule.unless[each.number].name).in_language(language)] = None
            continue
        _put_considered(page, each, rule, teller)
    for kind, names in failed.items():
        told = say(_NOT_HELD, language) + say(phrases.LIST_COMMA, language).join(names)
        page.prose(
            told, indent=_BODY, label=(f"· {say(_KINDS[kind], language)}", QUIET), label_cells=_LABEL, style=QUIET
        )


def _put_considered(page: Page, each: Considered, rule: Rule, teller: Teller) -> None:
    language = page.options.language
    mark, style = ("✓", BLUE_GREY) if each.holds else ("×", QUIET)
    market = f"[{each.market}] " if each.market else ""
    seen = [evidence.text or evidence.note for evidence in each.evidence or ()]
    because = say(_SEEN, language, seen=quoted(clipped(seen[0], 40), language)) if seen and seen[0] else ""
    told = clipped(_told(each, rule, teller), _MOST_TOLD)
    label = f"{mark} {say(_KINDS[each.kind], language)}"
    page.prose(f"{market}{told}{because}", indent=_BODY, label=(label, style), label_cells=_LABEL, style=style)


def _told(each: Considered, rule: Rule, teller: Teller) -> str:
    """What the gate or excuse asks for, in words."""
    language = teller.language
    always = say(_ALWAYS, language)
    match each.kind:
        case "when":
            return always if rule.when is None else teller.condition(rule.when)
        case "excuse":
            return teller.excuse(rule.unless[each.number])
        case "step":
            step = rule.ladder[each.number]
            asked = always if step.when is None else teller.condition(step.when)
            return f"{say(phrases.SEVERITIES[step.severity], language)} · {asked}"
        case "gate":
            return teller.condition(rule.gating[each.number].when)
        case "lift":
            lift = rule.lifts[each.number]
            return f"{say(phrases.SEVERITIES[lift.to], language)} · {teller.condition(lift.when)}"


def _outcome(trace: Trace, language: Language) -> str:
    if trace.outcome == "finding":
        mark = phrases.SEVERITY_MARKS[trace.severity]
        return f"{mark} {say(phrases.SEVERITIES[trace.severity], language)}"
    return f"○ {say(_OUTCOMES[trace.outcome], language)}"
