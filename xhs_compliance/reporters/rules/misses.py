"""Examples that do not hold: where they stand, what was wanted, what was found instead."""

from collections.abc import Iterator

from xhs_compliance.engine.selftest import Miss
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Example, Rule, Signal
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.packs.examples import mark
from xhs_compliance.reporters.visible import plain_line, visible
from xhs_compliance.reporters.wording import say

_HEAD = Bilingual("{place}：{owner}：例子不成立", "{place}: {owner}: the example does not hold")
_MENDED = Bilingual(
    "{place}：{owner}：记下的漏报现在能查到了，把它挪到 flag 下面",
    "{place}: {owner}: a known miss is found now; move it from todo-flag to flag",
)
_WANTED = Bilingual("    应有：{said}", "    wanted: {said}")
_FOUND = Bilingual("    实际：{said}", "    found:  {said}")
_TITLE = Bilingual("    标题：{title}", "    title:  {title}")
_A_SIGNAL = Bilingual("信号成立", "the signal")
_NO_SIGNAL = Bilingual("信号不成立", "no signal")
_RAISED_BY = Bilingual("信号成立，因为“{text}”", "the signal, raised by “{text}”")
_FINDING = Bilingual("一条提示", "a finding")
_MARKED = Bilingual("在 [[ ]] 标出的地方", "at the [[ ]] marks")
_SEVERITY = Bilingual("severity: {word}", "severity: {word}")
_AT_LEAST = Bilingual(
    "warning 或 error（要的是 info 就写明 severity）", "warning or error (name the severity if info is meant)"
)
_READS_AS = Bilingual("读作“{word}”", "read as “{word}”")
_SILENCE = Bilingual("这条规则没有 warning 和 error", "no warning and no error from this rule")
_BECAUSE = Bilingual("因为 {name} 放过", "let go because: {name}")
_NOTHING = Bilingual("这条规则什么也没说", "nothing from this rule")
_AT = Bilingual("{word}：“{text}”", "{word} at “{text}”")
_WHOLE = Bilingual("{word}：整篇", "{word} for the whole draft")
_LET_GO = Bilingual("“{text}”被放过：{name}（{seen}）", "“{text}” let go: {name} (“{seen}”)")
_AND = Bilingual("，", ", ")
_THEN = Bilingual("；", "; ")


def render_miss(owner: Rule | Signal, miss: Miss, review: Review | Bilingual, language: Language) -> str:
    """One example that does not hold.

    Args:
        owner: the rule or signal.
        miss: the example.
        review: the review of the example; why there is none, where its facts cannot be declared.
        language: the language.

    """
    example = miss.example
    lines = [say(_HEAD, language, place=example.place, owner=owner.id)]
    if example.title:
        lines.append(say(_TITLE, language, title=visible(example.title)))
    if isinstance(review, Review):
        found = say(_THEN, language).join(_found(owner, review, language))
    else:
        found = review.in_language(language)
    lines += [
        f"    {visible(mark(example.text, example.spans))}",
        say(_WANTED, language, said=say(_AND, language).join(_wanted(owner, example, language))),
        say(_FOUND, language, said=found),
    ]
    return "\n".join(map(plain_line, lines))


def render_mended(owner: Rule | Signal, miss: Miss, language: Language) -> str:
    """A known miss that is found at last."""
    head = say(_MENDED, language, place=miss.example.place, owner=owner.id)
    return f"{head}\n    {visible(mark(miss.example.text, miss.example.spans))}"


def _wanted(owner: Rule | Signal, example: Example, language: Language) -> Iterator[str]:
    flagged = any(example is each for each in owner.examples.flag)
    if isinstance(owner, Signal):
        yield say(_A_SIGNAL if flagged else _NO_SIGNAL, language)
        return
    if not flagged:
        yield say(_SILENCE, language)
        if example.because:
            yield say(_BECAUSE, language, name=example.because)
        return
    yield say(_FINDING, language)
    if example.spans:
        yield say(_MARKED, language)
    if example.severity is None:
        yield say(_AT_LEAST, language)
    else:
        yield say(_SEVERITY, language, word=example.severity.word)
    if example.reads_as:
        yield say(_READS_AS, language, word=example.reads_as)


def _found(owner: Rule | Signal, review: Review, language: Language) -> list[str]:
    if isinstance(owner, Signal):
        raised = review.signals.get(owner.id)
        if raised is None:
            return [say(_NO_SIGNAL, language)]
        return [say(_RAISED_BY, language, text=visible(raised[0].text if raised else owner.id))]
    said = []
    for finding in review.findings:
        if finding.rule.id == owner.id:
            phrase = _AT if finding.text else _WHOLE
            told = say(phrase, language, word=finding.severity.word, text=visible(finding.text))
            disguised = finding.reads_as not in ("", finding.text)
            reads_as = say(_AND, language) + say(_READS_AS, language, word=finding.reads_as) if disguised else ""
            said.append(told + reads_as)
    for excused in review.excused:
        if excused.rule.id == owner.id:
            seen = visible(excused.evidence.text or excused.evidence.note)
            said.append(say(_LET_GO, language, text=visible(excused.text), name=excused.because, seen=seen))
    return said or [say(_NOTHING, language)]
