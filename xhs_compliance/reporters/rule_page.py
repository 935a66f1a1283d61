"""One rule as text for a terminal: what it finds, why, on what basis, with examples."""

from collections.abc import Iterator

from xhs_compliance.model.rule import Example, Rule
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters.wording import basis_sentences, penalty_sentence

_LABELS = {
    "message": Bilingual("提示", "Message"),
    "why": Bilingual("为什么", "Why"),
    "advice": Bilingual("建议", "Advice"),
    "basis": Bilingual("依据", "Basis"),
    "penalty": Bilingual("罚则", "Penalty"),
    "confidence": Bilingual("把握", "Confidence"),
    "checked": Bilingual("核对日期", "Checked"),
    "gaps": Bilingual("没核实或查不到的", "Known gaps"),
    "flag": Bilingual("会提示", "Flags"),
    "pass": Bilingual("不提示", "Passes"),
}
_CONFIDENCE = {"high": Bilingual("高", "high"), "medium": Bilingual("中", "medium"), "low": Bilingual("低", "low")}
MOST_EXAMPLES = 5


def render_rule(rule: Rule, language: Language) -> str:
    """Everything a reader needs to know about *rule*, as plain lines."""
    lines = [f"{rule.id}  {rule.title.in_language(language)}", ""]
    for key, text in (("message", rule.message), ("why", rule.why), ("advice", rule.advice)):
        lines.append(_labelled(key, text.in_language(language), language))
    lines += [_labelled("basis", entry, language) for entry in basis_sentences(rule.basis, language)]
    lines += [_labelled("penalty", penalty_sentence(entry, language), language) for entry in rule.penalty]
    lines.append(_labelled("confidence", _CONFIDENCE[rule.confidence].in_language(language), language))
    lines.append(_labelled("checked", rule.checked.isoformat(), language))
    if rule.known_gaps:
        lines.append(_labelled("gaps", rule.known_gaps.in_language(language), language))
    lines += _examples("flag", rule.examples.flag, language)
    lines += _examples("pass", rule.examples.passing, language)
    return "\n".join(lines)


def _labelled(key: str, text: str, language: Language) -> str:
    return f"{_LABELS[key].in_language(language)}: {text}" if language == "en" else f"{_LABELS[key].zh}：{text}"


def _examples(key: str, examples: tuple[Example, ...], language: Language) -> Iterator[str]:
    if examples:
        yield ""
        yield _LABELS[key].in_language(language)
    for example in examples[:MOST_EXAMPLES]:
        yield f"  - {example.text}"
