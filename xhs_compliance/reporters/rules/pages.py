"""The rule reference: a Markdown page for each pack, an index, and a table of articles against rules."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xhs_compliance.model.law import Provision
from xhs_compliance.model.rule import Example, Pack, Rule
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.packs.examples import mark
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.inert import code
from xhs_compliance.reporters.rules.words import Teller
from xhs_compliance.reporters.visible import one_line
from xhs_compliance.reporters.wording import penalty_sentence, say

_WORDS = {
    "reference": Bilingual("规则参考", "Rule reference"),
    "generated": Bilingual(
        "由规则包生成（`make rule-pages`），不要手改。", "Generated from the packs (`make rule-pages`); do not edit."
    ),
    "pack": Bilingual("规则包", "Pack"),
    "rules": Bilingual("规则", "Rules"),
    "examples": Bilingual("例子", "Examples"),
    "coverage": Bilingual("条文与规则对照", "Articles and rules"),
    "why": Bilingual("为什么", "Why"),
    "advice": Bilingual("怎么改", "What to do"),
    "instead": Bilingual("可以改写成", "Write instead"),
    "finds": Bilingual("找什么", "Finds"),
    "when": Bilingual("什么时候适用", "Applies when"),
    "unless": Bilingual("放过", "Lets go"),
    "severity": Bilingual("级别", "Severity"),
    "lifted": Bilingual("降级", "Lowered"),
    "goods": Bilingual("管的产品", "About"),
    "asks": Bilingual("会问的事实", "Asks for"),
    "basis": Bilingual("依据", "Basis"),
    "penalty": Bilingual("罚则", "Penalty"),
    "sure": Bilingual("把握", "How sure"),
    "gaps": Bilingual("没核实或查不到的", "Not verified, or not seen"),
    "flags": Bilingual("会提示", "Flags"),
    "passes": Bilingual("不提示", "Passes"),
    "misses": Bilingual("还查不到", "Known misses"),
    "in_force": Bilingual(
        "{since} 起施行，{checked} 核对，把握：{confidence}",
        "in force since {since}, checked {checked}, confidence: {confidence}",
    ),
    "ended": Bilingual("{since} 至 {until}", "from {since} to {until}"),
    "checked": Bilingual("{confidence}，{day} 核对", "{confidence}, checked {day}"),
    "by_tie": Bilingual("（按商业关系分级）", " (read by the commercial tie)"),
    "always": Bilingual("总是", "always"),
    "article": Bilingual("条文", "Article"),
    "as_basis": Bilingual("作为依据的规则", "Rules that rest on it"),
    "as_penalty": Bilingual("作为罚则的规则", "Rules that name it as penalty"),
    "no_rule": Bilingual("**没有规则**", "**no rule**"),
    "uncovered": Bilingual("还没有规则的条文：{count}/{all}", "Articles without a rule: {count} of {all}"),
}
_MOST_EXAMPLES = 6
_MARKUP = re.compile(r"[\\`*_\[\]<>|]")
_OTHER: dict[Language, Language] = {"zh": "en", "en": "zh"}


@dataclass(frozen=True, slots=True)
class Reference:
    """The rule reference in one language.

    Attributes:
        packs: the packs, with the words of their lists and their examples.
        law: every provision of the law list.
        teller: says what rules are made of, in the language of the pages.

    """

    packs: Sequence[Pack]
    law: Sequence[Provision]
    teller: Teller

    @property
    def language(self) -> Language:
        """The language of the pages."""
        return self.teller.language

    def pages(self) -> dict[str, str]:
        """Every page by its file name."""
        pages = {f"{pack.id}.md": "\n".join(self._pack(pack)) + "\n" for pack in self.packs if pack.rules}
        return {"README.md": "\n".join(self._index()) + "\n", "articles.md": "\n".join(self._articles()) + "\n"} | pages

    def _say(self, key: str, **values: object) -> str:
        return say(_WORDS[key], self.language, **values)

    def _index(self) -> Iterator[str]:
        yield from (f"# {self._say('reference')}", "", self._say("generated"), "")
        other = "English" if self.language == "zh" else "中文"
        yield f"[{self._say('coverage')}](articles.md) · [{other}](../{_OTHER[self.language]}/README.md)"
        yield from ("", f"| {self._say('pack')} | {self._say('rules')} | {self._say('examples')} |", "|---|---|---|")
        for pack in self.packs:
            if pack.rules:
                examples = sum(len(rule.examples.flag) + len(rule.examples.passing) for rule in pack.rules)
                title = _text(pack.title.in_language(self.language))
                yield f"| [{title}]({pack.id}.md) `{pack.id}` {pack.version} | {len(pack.rules)} | {examples} |"

    def _pack(self, pack: Pack) -> Iterator[str]:
        yield from (f"# {_text(pack.title.in_language(self.language))}", "")
        yield f"`{pack.id}` {pack.version} · [{self._say('reference')}](README.md) · {self._say('generated')}"
        for rule in pack.rules:
            yield ""
            yield from self._rule(rule)

    def _rule(self, rule: Rule) -> Iterator[str]:
        language = self.language
        yield from (f'<a id="{rule.name}"></a>', "", f"## {_text(rule.title.in_language(language))}", "")
        yield from (f"`{rule.id}` · {rule.category} · {', '.join(rule.markets)}", "")
        yield from (f"> {_text(rule.message.in_language(language))}", "")
        yield from self._points("why", [rule.why.in_language(language)])
        yield from self._points("advice", [rule.advice.in_language(language)])
        yield from self._points("instead", _instead(rule, language))
        yield from self._points("finds", self.teller.ways(rule.find))
        if rule.when is not None:
            yield from self._points("when", [self.teller.condition(rule.when)])
        yield from self._points("unless", self._excuses(rule))
        yield from self._points("severity", list(self._steps(rule)))
        lifts = [f"{self._severity(lift.to)} · {self.teller.condition(lift.when)}" for lift in rule.lifts]
        yield from self._points("lifted", lifts)
        yield from self._points("goods", [self.teller.goods(rule.goods)] if rule.goods else [])
        yield from self._points("asks", [", ".join(rule.ask)] if rule.ask else [])
        yield from self._points("basis", [self._provision(each) for each in rule.basis], plain=True)
        yield from self._points("penalty", [penalty_sentence(each, language) for each in rule.penalty])
        sure = self._say("checked", confidence=say(phrases.CONFIDENCES[rule.confidence], language), day=rule.checked)
        yield from self._points("sure", [sure])
        yield from self._points("gaps", [rule.known_gaps.in_language(language)] if rule.known_gaps else [])
        yield from self._examples("flags", rule.examples.flag)
        yield from self._examples("passes", rule.examples.passing)
        yield from self._examples("misses", rule.examples.todo_flag)

    def _excuses(self, rule: Rule) -> list[str]:
        """One line for each name of an excuse: the first way it is written, and how many more there are."""
        told: dict[str, list[str]] = {}
        for excuse in rule.unless:
            told.setdefault(excuse.name, []).append(self.teller.excuse(excuse))
        alike = {name: list(dict.fromkeys(texts)) for name, texts in told.items()}
        return [texts[0] + (f" (+{len(texts) - 1})" if len(texts) > 1 else "") for texts in alike.values()]

    def _points(self, key: str, texts: Sequence[str], *, plain: bool = False) -> Iterator[str]:
        """One point, or a list below it where there are several."""
        shown = [text if plain else _text(text) for text in texts]
        if len(shown) == 1:
            yield f"- **{self._say(key)}** {shown[0]}"
        elif shown:
            yield f"- **{self._say(key)}**"
            yield from (f"  - {text}" for text in shown)

    def _examples(self, key: str, examples: Iterable[Example]) -> Iterator[str]:
        shown = list(examples)[:_MOST_EXAMPLES]
        if shown:
            yield f"- **{self._say(key)}**"
        for example in shown:
            facts = ", ".join(f"{name}: {_fact(value)}" for name, value in example.facts.items())
            yield f"  - {code(mark(example.text, example.spans))}" + (f" ({_text(facts)})" if facts else "")

    def _steps(self, rule: Rule) -> Iterator[str]:
        for step in rule.ladder:
            when = self._say("always") if step.when is None else self.teller.condition(step.when)
            yield f"{self._severity(step.severity)}{self._say('by_tie') if rule.gating else ''} · {when}"

    def _severity(self, severity: object) -> str:
        return say(phrases.SEVERITIES[severity], self.language)  # type: ignore[index]  # a severity

    def _provision(self, each: Provision) -> str:
        language = self.language
        name = _text(f"{each.instrument.in_language(language)} {each.article.in_language(language)}")
        linked = f"[{name}]({each.address})" if each.address.startswith("https://") else name
        return f"{linked}: {_text(each.says.in_language(language))} ({self._dates(each)})"

    def _dates(self, each: Provision) -> str:
        if each.until is not None:
            return self._say("ended", since=each.in_force, until=each.until)
        confidence = say(phrases.CONFIDENCES[each.confidence], self.language)
        return self._say("in_force", since=each.in_force, checked=each.checked, confidence=confidence)

    def _articles(self) -> Iterator[str]:
        """Every provision of the law list, with the rules that rest on it and those that name it as a penalty."""
        basis, penalty = _uses(self.packs, "basis"), _uses(self.packs, "penalty")
        idle = [each for each in self.law if each.id not in basis and each.id not in penalty]
        yield from (f"# {self._say('coverage')}", "", self._say("generated"), "")
        yield from (self._say("uncovered", count=len(idle), all=len(self.law)), "")
        yield f"| {self._say('article')} | {self._say('as_basis')} | {self._say('as_penalty')} |"
        yield "|---|---|---|"
        for each in self.law:
            name = _text(f"{each.instrument.in_language(self.language)} {each.article.in_language(self.language)}")
            resting = self._links(basis.get(each.id, ())) or ("" if each.id in penalty else self._say("no_rule"))
            yield f"| {name} `{each.id}` | {resting} | {self._links(penalty.get(each.id, ()))} |"

    def _links(self, rules: Iterable[Rule]) -> str:
        return ", ".join(f"[{rule.id}]({rule.pack}.md#{rule.name})" for rule in rules)


def _text(text: str) -> str:
    """*text* of a pack as Markdown that shows exactly these words."""
    return _MARKUP.sub(r"\\\g<0>", one_line(text))


def _uses(packs: Iterable[Pack], attribute: str) -> dict[str, list[Rule]]:
    """The rules that use each provision, by its id."""
    uses: dict[str, list[Rule]] = {}
    for pack in packs:
        for rule in pack.rules:
            for each in dict.fromkeys(getattr(rule, attribute)):
                uses.setdefault(each.id, []).append(rule)
    return uses


def _instead(rule: Rule, language: Language) -> list[str]:
    texts = [text for each in rule.replace for text in (each.zh if language == "zh" else each.en)]
    return [" / ".join(dict.fromkeys(texts))] if texts else []


def _fact(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
