"""What a reviewer writes beside a draft: one plain remark for the same words, for Word comments and Excel cells."""

from xhs_compliance.model.draft import Draft
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Card, Review
from xhs_compliance.model.words import Bilingual, Language, Verdict
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.instead import instead_of
from xhs_compliance.reporters.wording import basis_sentences, say, severity_words, subject

LEGAL_VERDICTS = {
    Verdict.BLOCK: Bilingual("需修改", "must change"),
    Verdict.REVIEW: Bilingual("待人工判断", "for a person to decide"),
    Verdict.PASS: Bilingual("规则未命中", "no rule matched"),
    Verdict.INCOMPLETE: Bilingual("未完成", "incomplete"),
}
"""The verdict as a legal reviewer reads it."""

_INSTEAD = 3


def legal_verdict(verdict: Verdict, language: Language) -> str:
    """The verdict with its shape."""
    return f"{phrases.VERDICT_MARKS[verdict]} {LEGAL_VERDICTS[verdict].in_language(language)}"


def remark(card: Card, draft: Draft, language: Language) -> list[str]:
    """The paragraphs of one remark: what, why, what to write instead, the basis; then what else was found there."""
    lines = _of_finding(card.lead, draft, language)
    for other in card.others:
        lines += [f"+ {line}" if number == 0 else line for number, line in enumerate(_short(other, language))]
    return lines


def suggestions(card: Card, language: Language) -> tuple[str, ...]:
    """What may be written instead of a card's words."""
    told = (text for each in (card.lead, *card.others) for text in instead_of(each, language))
    return tuple(dict.fromkeys(told))[:_INSTEAD]


def headline(card: Card, language: Language) -> str:
    """A card in one line: severity, message, and the words where the message does not say them."""
    lead, message = card.lead, _message(card.lead, language)
    says_it = lead.span is None or (lead.text in message and lead.reads_as in ("", lead.text))
    words = "" if says_it else f"{subject(lead, language)}{_colon(language)}"
    return f"{severity_words(lead, language)} {words}{message}"


def summary(review: Review, language: Language) -> list[str]:
    """The head of a reviewed file: verdict, what was not looked at, with which rules of which day."""
    day = say(phrases.AS_OF, language, day=review.as_of)
    packs = ", ".join(f"{pack} {label}" for pack, label in sorted(review.packs.items()))
    return [
        legal_verdict(review.verdict, language),
        say(phrases.NOTICE, language),
        f"{review.tool} · {day} · SHA-256 {review.digest[:16]}",
        packs,
    ]


def _of_finding(finding: Finding, draft: Draft, language: Language) -> list[str]:
    where = "" if finding.span is None else draft.time(finding.field, finding.span.start)
    head = f"{severity_words(finding, language)} {subject(finding, language)}{f' [{where}]' if where else ''}"
    lines = [head, _message(finding, language)]
    for label, text in ((phrases.WHY, finding.rule.why), (phrases.ADVICE, finding.rule.advice)):
        said = text.in_language(language).strip()
        if said:
            lines.append(f"{label.in_language(language)}{_colon(language)}{said}")
    if told := instead_of(finding, language)[:_INSTEAD]:
        instead = " / ".join(told)
        lines.append(f"{phrases.INSTEAD.in_language(language)}{_colon(language)}{instead}")
    return lines + _basis(finding, language)


def _short(finding: Finding, language: Language) -> list[str]:
    return [f"{severity_words(finding, language)} {_message(finding, language)}", *_basis(finding, language)]


def _basis(finding: Finding, language: Language) -> list[str]:
    label = phrases.BASIS.in_language(language)
    lines = [f"{label}{_colon(language)}{each}" for each in basis_sentences(finding.basis, language)]
    return [*lines, f"{phrases.RULE.in_language(language)}{_colon(language)}{finding.rule.id}"]


def _message(finding: Finding, language: Language) -> str:
    return finding.message(language).strip()


def _colon(language: Language) -> str:
    return phrases.COLON.in_language(language)
