"""One rule or signal as text for a terminal: what it finds, when, why, on what basis, with examples."""

from collections.abc import Iterable, Iterator

from xhs_compliance.model.rule import Example, Rule, Signal
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.packs.examples import mark
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.rules.words import Teller
from xhs_compliance.reporters.visible import plain_line, visible
from xhs_compliance.reporters.wording import basis_sentences, penalty_sentence, say

_LABELS = {
    "message": Bilingual("提示", "Message"),
    "why": Bilingual("为什么", "Why"),
    "advice": Bilingual("建议", "Advice"),
    "write": Bilingual("可以改写成", "Write instead"),
    "finds": Bilingual("找什么", "Finds"),
    "when": Bilingual("什么时候", "When"),
    "unless": Bilingual("放过", "Lets go"),
    "severity": Bilingual("严重程度", "Severity"),
    "lifted": Bilingual("降为", "Lowered to"),
    "ask": Bilingual("会问", "Asks for"),
    "implies": Bilingual("说明", "Implies"),
    "basis": Bilingual("依据", "Basis"),
    "penalty": Bilingual("罚则", "Penalty"),
    "confidence": Bilingual("把握", "Confidence"),
    "checked": Bilingual("核对日期", "Checked"),
    "gaps": Bilingual("没核实或查不到的", "Known gaps"),
    "markets": Bilingual("市场", "Markets"),
    "goods": Bilingual("产品", "About"),
    "flag": Bilingual("会提示", "Flags"),
    "pass": Bilingual("不提示", "Passes"),
    "todo": Bilingual("还查不到", "Known misses"),
}
_CONFIDENCE = {"high": Bilingual("高", "high"), "medium": Bilingual("中", "medium"), "low": Bilingual("低", "low")}
_ALWAYS = Bilingual("总是", "always")
_READ_THROUGH = Bilingual("（按商业关系分级）", " (read by the commercial tie)")
MOST_EXAMPLES = 5
MOST_EXCUSES = 6


def render_rule(rule: Rule, language: Language, teller: Teller | None = None) -> str:
    """Everything a reader needs to know about *rule*, as plain lines."""
    teller = teller or Teller(language)
    lines = [f"{rule.id}  {rule.title.in_language(language)}", ""]
    for key, text in (("message", rule.message), ("why", rule.why), ("advice", rule.advice)):
        lines.append(_labelled(key, text.in_language(language), language))
    words = [word for each in rule.replace for word in (each.zh if language == "zh" else each.en)]
    if words:
        lines.append(_labelled("write", " / ".join(words), language))
    lines += ["", *_finds(rule, teller, language)]
    if rule.when is not None:
        lines.append(_labelled("when", teller.condition(rule.when), language))
    lines += _excuses(rule, teller, language)
    lines += _severity(rule, teller, language)
    if rule.ask:
        lines.append(_labelled("ask", ", ".join(rule.ask), language))
    lines.append("")
    lines += [_labelled("basis", sentence, language) for sentence in basis_sentences(rule.basis, language)]
    lines += [_labelled("penalty", penalty_sentence(entry, language), language) for entry in rule.penalty]
    lines.append(_labelled("markets", ", ".join(rule.markets), language))
    if rule.goods:
        lines.append(_labelled("goods", teller.goods(rule.goods), language))
    lines.append(_labelled("confidence", _CONFIDENCE[rule.confidence].in_language(language), language))
    lines.append(_labelled("checked", rule.checked.isoformat(), language))
    if rule.known_gaps:
        lines.append(_labelled("gaps", rule.known_gaps.in_language(language), language))
    lines += _all_examples(rule, language)
    return "\n".join(map(plain_line, lines))


def render_signal(signal: Signal, language: Language, teller: Teller | None = None) -> str:
    """Everything a reader needs to know about *signal*, as plain lines."""
    teller = teller or Teller(language)
    lines = [f"{signal.id}  {signal.title.in_language(language)}", ""]
    lines += _finds(signal, teller, language)
    if signal.when is not None:
        lines.append(_labelled("when", teller.condition(signal.when), language))
    lines += _excuses(signal, teller, language)
    for name, values in signal.implies.items():
        lines.append(_labelled("implies", f"{name}: {', '.join(values)}", language))
    lines += _all_examples(signal, language)
    return "\n".join(map(plain_line, lines))


def _labelled(key: str, text: str, language: Language) -> str:
    return f"{_LABELS[key].in_language(language)}: {text}" if language == "en" else f"{_LABELS[key].zh}：{text}"


def _finds(owner: Rule | Signal, teller: Teller, language: Language) -> Iterator[str]:
    """What it finds: a line where it is one thing, else a point for each."""
    ways = teller.ways(owner.find)
    if len(ways) == 1:
        yield _labelled("finds", ways[0], language)
        return
    yield _labelled("finds", "", language).rstrip()
    yield from (f"  - {way}" for way in ways)


def _excuses(owner: Rule | Signal, teller: Teller, language: Language) -> Iterator[str]:
    told = dict.fromkeys(teller.excuse(excuse) for excuse in owner.unless)
    for text in list(told)[:MOST_EXCUSES]:
        yield _labelled("unless", text, language)
    if len(told) > MOST_EXCUSES:
        yield _labelled("unless", f"… +{len(told) - MOST_EXCUSES}", language)


def _severity(rule: Rule, teller: Teller, language: Language) -> Iterator[str]:
    for step in rule.ladder:
        word = say(phrases.SEVERITIES[step.severity], language)
        when = _ALWAYS.in_language(language) if step.when is None else teller.condition(step.when)
        by_tie = _READ_THROUGH.in_language(language) if rule.gating else ""
        yield _labelled("severity", f"{word}{by_tie} · {when}", language)
    for lift in rule.lifts:
        word = say(phrases.SEVERITIES[lift.to], language)
        yield _labelled("lifted", f"{word} · {teller.condition(lift.when)}", language)


def _all_examples(owner: Rule | Signal, language: Language) -> Iterator[str]:
    yield from _examples("flag", owner.examples.flag, language)
    yield from _examples("pass", owner.examples.passing, language)
    yield from _examples("todo", owner.examples.todo_flag, language)


def _examples(key: str, examples: Iterable[Example], language: Language) -> Iterator[str]:
    shown = list(examples)[:MOST_EXAMPLES]
    if shown:
        yield ""
        yield _LABELS[key].in_language(language)
    for example in shown:
        yield f"  - {visible(mark(example.text, example.spans))}"
