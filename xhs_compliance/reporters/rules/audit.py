"""The staleness report: which rules need a person's look, as text or data."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xhs_compliance.engine.audit import FEWEST_EXAMPLES, Audit, last_checked
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.wording import say

_HEADINGS: Mapping[str, Bilingual] = {
    "stale": Bilingual("{since} 之后没再核对：{count} 条", "Not checked since {since}: {count}"),
    "unsure": Bilingual("把握不是“高”：{count} 条", "Confidence not high: {count}"),
    "thin": Bilingual(
        "会提示或不提示的例子少于 {fewest} 个：{count} 条", "Fewer than {fewest} examples each way: {count}"
    ),
    "silent": Bilingual("读过的草稿里从没命中：{count} 条", "Never fired on the drafts read: {count}"),
}
_RULES = Bilingual("共 {count} 条规则", "{count} rules in all")
_EXAMPLES = Bilingual("会提示 {flag}，不提示 {passing}", "flags {flag}, passes {passing}")


def render_audit(found: Audit, since: str, total: int, language: Language) -> str:
    """The report as plain lines."""
    return "\n".join(_lines(found, since, total, language))


def _lines(found: Audit, since: str, total: int, language: Language) -> Iterator[str]:
    yield say(_RULES, language, count=total)
    for name, rules in _parts(found):
        yield ""
        yield say(_HEADINGS[name], language, since=since, count=len(rules), fewest=FEWEST_EXAMPLES)
        for rule in rules:
            detail = "".join(f"{said}  " for said in _details(name, rule, language))
            yield f"  {rule.id:<48} {detail}{rule.title.in_language(language)}"


def _details(name: str, rule: Rule, language: Language) -> Iterator[str]:
    if name == "stale":
        yield last_checked(rule).isoformat()
    elif name == "unsure":
        yield say(phrases.CONFIDENCES[rule.confidence], language)
    elif name == "thin":
        yield say(_EXAMPLES, language, flag=len(rule.examples.flag), passing=len(rule.examples.passing))


def _parts(found: Audit) -> Iterator[tuple[str, Sequence[Rule]]]:
    yield from (("stale", found.stale), ("unsure", found.unsure), ("thin", found.thin))
    if found.silent is not None:
        yield "silent", found.silent


def audit_data(found: Audit, since: str, total: int) -> dict[str, Any]:
    """The report as plain data: the ids of the rules under what is wrong with them."""
    listed: dict[str, Any] = {name: [rule.id for rule in rules] for name, rules in _parts(found)}
    return {"rules": total, "checked_since": since, "fewest_examples": FEWEST_EXAMPLES, **listed}
