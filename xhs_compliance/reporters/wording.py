"""Sentences that more than one reporter says: plain strings, not yet safe to show."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from xhs_compliance.model.decision import CHOICE_WORDS, Decided
from xhs_compliance.model.draft import Draft, Suppression
from xhs_compliance.model.finding import Excused, Finding
from xhs_compliance.model.law import Provision
from xhs_compliance.model.report import Failure, Report
from xhs_compliance.model.review import Question, Review
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual, Language, Verdict
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.excuses import excuse_words
from xhs_compliance.reporters.visible import clipped

_MOST_WORDS = 40
"""Terminal columns of the words of a draft inside one of our sentences."""

_MOST_PACKS = 3
"""Rule packs that are named one by one; more are counted and given one fingerprint together."""


def say(phrase: Bilingual, language: Language, **values: object) -> str:
    """*phrase* in *language* with its places filled in."""
    return phrase.in_language(language).format(**values)


def quoted(words: str, language: Language) -> str:
    """Words of the draft in quotation marks, cut where they are long."""
    return say(phrases.QUOTED, language, words=clipped(words, _MOST_WORDS))


def verdict_words(verdict: Verdict, language: Language) -> str:
    """The verdict with its shape."""
    return f"{phrases.VERDICT_MARKS[verdict]} {say(phrases.VERDICTS[verdict], language)}"


def severity_words(finding: Finding, language: Language) -> str:
    """The severity with its shape."""
    return f"{phrases.SEVERITY_MARKS[finding.severity]} {say(phrases.SEVERITIES[finding.severity], language)}"


def draft_name(draft: Draft, language: Language) -> str:
    """The file a draft came from, or what its author calls it."""
    return draft.source or draft.id or say(phrases.UNTITLED, language)


def located(draft: Draft, field: str, span: Span | None, language: Language) -> str:
    """``file:line:column`` of the words, which terminals and editors can open; the time of what is spoken."""
    name = draft_name(draft, language)
    if span is None or field not in draft.fields:
        return name
    if time := draft.time(field, span.start):
        return f"{name} [{time}]"
    line, column = draft.position(field, span.start)
    return f"{name}:{line}:{column}"


def field_name(field: str, language: Language) -> str:
    """What a reader calls the field."""
    return say(phrases.FIELDS[field], language) if field in phrases.FIELDS else field


def subject(finding: Finding, language: Language) -> str:
    """What a finding is about: the words as typed, and as they read when disguised; the rule for a whole draft."""
    if finding.span is None:
        return finding.rule.title.in_language(language)
    words = quoted(finding.text, language)
    if finding.reads_as in ("", finding.text):
        return words
    return f"{words} {say(phrases.READS_AS, language, plain=clipped(finding.reads_as, _MOST_WORDS))}"


Explained = tuple[str, tuple[Provision, ...]]
"""What need not be said twice in one report: a rule, on what basis."""


def explanation_of(finding: Finding) -> Explained:
    """The rule of a finding with its basis, which differs where it weighs in other markets."""
    return finding.rule.id, finding.basis


def basis_sentences(provisions: tuple[Provision, ...], language: Language) -> list[str]:
    """One sentence for each instrument: its articles, since when they hold, when they were checked, how sure we are."""
    alike: dict[tuple[object, ...], list[Provision]] = {}
    for each in provisions:
        alike.setdefault((each.instrument, each.in_force, each.until, each.checked, each.confidence), []).append(each)
    return [_basis_sentence(group, language) for group in alike.values()]


def _basis_sentence(provisions: list[Provision], language: Language) -> str:
    provision = provisions[0]
    comma = "、" if language == "zh" else ", "
    return say(
        phrases.PROVISION if provision.until is None else phrases.ENDED_PROVISION,
        language,
        instrument=provision.instrument.in_language(language),
        article=comma.join(dict.fromkeys(each.article.in_language(language) for each in provisions)),
        in_force=provision.in_force,
        until=provision.until,
        checked=provision.checked,
        confidence=say(phrases.CONFIDENCES[provision.confidence], language),
    )


def penalty_sentence(provision: Provision, language: Language) -> str:
    """What the article provides for, named as the statutory range that it is."""
    where = f"{provision.instrument.in_language(language)} {provision.article.in_language(language)}"
    says = provision.says.in_language(language).strip().rstrip("。.")
    range_note = say(phrases.BRACKETED, language, inside=say(phrases.STATUTORY_RANGE, language))
    return f"{where}{say(phrases.COLON, language)}{says}{range_note}"


def market_severities(finding: Finding, language: Language) -> str:
    """The severity in each market, where they are several."""
    each = (f"{market} {say(phrases.SEVERITIES[severity], language)}" for market, severity in finding.by_market)
    return " · ".join(each)


def open_questions(review: Review) -> tuple[Question, ...]:
    """The questions, each with the verdicts its answers lead to, and the commercial tie among them when it is open."""
    questions = tuple(_with_answers(question, review.verdict_if) for question in review.questions)
    if not review.verdict_if or any(question.fact == "commercial" for question in questions):
        return questions
    return (Question("commercial", phrases.COMMERCIAL_TIE, (), review.verdict_if), *questions)


def _with_answers(question: Question, verdict_if: Mapping[str, Verdict]) -> Question:
    if question.fact != "commercial" or question.verdict_if:
        return question
    return Question(question.fact, question.title, question.decides, verdict_if)


def answer_sentences(question: Question, language: Language) -> list[str]:
    """For each answer, the verdict it leads to; without any, how many rules wait."""
    if not question.verdict_if:
        return [say(phrases.DECIDES, language, count=len(question.decides))] if question.decides else []
    return [
        say(
            phrases.ANSWER,
            language,
            answer=_answer(question.fact, answer, language),
            verdict=verdict_words(verdict, language),
        )
        for answer, verdict in question.verdict_if.items()
    ]


def _answer(fact: str, answer: str, language: Language) -> str:
    if fact != "commercial" or answer not in phrases.COMMERCIAL_TIES or language == "en":
        return answer
    return say(phrases.COMMERCIAL_TIES[answer], language) + say(phrases.BRACKETED, language, inside=answer)


def excused_sentences(excused: Iterable[Excused], language: Language) -> list[str]:
    """One sentence for each candidate that was let go; those that read alike are counted together."""
    counted = Counter(_excused_sentence(each, language) for each in excused)
    return [f"{sentence} ×{times}" if times > 1 else sentence for sentence, times in counted.items()]


def _excused_sentence(excused: Excused, language: Language) -> str:
    reason = excuse_words(excused.because).in_language(language)
    seen = excused.evidence.text or excused.evidence.note
    proof = say(phrases.SEEN, language, words=quoted(seen, language)) if seen and seen != excused.because else ""
    words = quoted(excused.text, language) if excused.text else excused.rule.title.in_language(language)
    return f"{say(phrases.BECAUSE, language, words=words, reason=reason)}{proof} · {excused.rule.id}"


def permission_sentence(finding: Finding, by: Suppression, language: Language) -> str:
    """The finding that was allowed, why, by whom and until when."""
    who = by.by or None
    until = None if by.until is None else say(phrases.UNTIL, language, day=by.until)
    details = say(phrases.LIST_COMMA, language).join(part for part in (who, until) if part)
    bracket = say(phrases.BRACKETED, language, inside=details) if details else ""
    reason = say(phrases.REASON, language, reason=by.reason)
    return f"{subject(finding, language)} · {reason}{bracket} · {finding.rule.id}"


def allowed_sentences(review: Review, language: Language) -> list[str]:
    """One sentence for each finding that a permission or the baseline sets aside; decisions have their own."""
    undecided = (each for each in review.suppressed if review.decision_on(each.finding) is None)
    return [permission_sentence(each.finding, each.by, language) for each in undecided]


def decided_sentences(review: Review, language: Language) -> list[str]:
    """One sentence for each finding somebody decided on: what, why, who, until when."""
    return [_decided_sentence(each, language) for each in review.decided]


def _decided_sentence(decided: Decided, language: Language) -> str:
    decision = decided.decision
    parts = (
        decision.by,
        "" if decision.until is None else say(phrases.UNTIL, language, day=decision.until),
        say(phrases.DECIDE_AGAIN, language) if decided.is_stale else "",
    )
    who = say(
        phrases.BRACKETED, language, inside=say(phrases.LIST_COMMA, language).join(part for part in parts if part)
    )
    choice = CHOICE_WORDS[decision.choice].in_language(language)
    evidence = f" [{', '.join(decision.evidence)}]" if decision.evidence else ""
    why = f" · {say(phrases.REASON, language, reason=decision.reason)}{evidence}" if decision.reason else ""
    head = f"{choice}{say(phrases.COLON, language)}{subject(decided.finding, language)}"
    return f"{head}{why}{who} · {decided.finding.rule.id}"


def diagnostic_sentences(review: Review, kind: str, language: Language) -> list[str]:
    """The diagnostics of one kind, each after the rule it concerns."""
    return [
        f"{each.rule}  {each.reason.in_language(language)}".strip() for each in review.diagnostics if each.kind == kind
    ]


def verdict_counts(report: Report, language: Language) -> list[tuple[Verdict, str]]:
    """Each verdict that was reached, worst first, with how often."""
    counted = Counter(review.verdict for review in report.reviews)
    order = (Verdict.BLOCK, Verdict.INCOMPLETE, Verdict.REVIEW, Verdict.PASS)
    return [
        (verdict, f"{verdict_words(verdict, language)} {counted[verdict]}") for verdict in order if counted[verdict]
    ]


def provenance(report: Report, language: Language) -> str:
    """The tool, the rule packs and the day whose law was applied: what is needed to get the same result again."""
    packs = sorted({f"{pack} {version}" for review in report.reviews for pack, version in review.packs.items()})
    days = sorted({review.as_of.isoformat() for review in report.reviews})
    if len(packs) > _MOST_PACKS:
        fingerprint = hashlib.sha256("\n".join(packs).encode()).hexdigest()[:12]
        packs = [say(phrases.PACKS_TOGETHER, language, count=len(packs), fingerprint=fingerprint)]
    return " · ".join([report.tool, *packs, *(say(phrases.AS_OF, language, day=day) for day in days)])


def finding_counts(review: Review, language: Language) -> str:
    """How many findings of each severity, strongest first."""
    counted = Counter(finding.severity for finding in review.findings)
    shown = (f"{say(phrases.SEVERITIES[severity], language)} {counted[severity]}" for severity in sorted(counted)[::-1])
    return " · ".join(shown)


def failure_place(failure: Failure, language: Language) -> str:
    """Where the draft that could not be read stands."""
    name = failure.source or failure.id or say(phrases.UNTITLED, language)
    if failure.line is None or name.endswith(f":{failure.line}"):
        return name
    return f"{name}:{failure.line}"
