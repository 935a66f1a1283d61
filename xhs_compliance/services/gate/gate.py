"""One draft through the gate: a request as JSON, an answer as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.report import Failure, RenderOptions
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual, Language, Verdict
from xhs_compliance.readers.jsonl import read_value
from xhs_compliance.reporters.data import Json, failure_to_dict, finding_to_dict, review_to_dict
from xhs_compliance.services.gate.asked import Asked, BadJsonError, Previous, asked_for, decode
from xhs_compliance.services.gate.profiles import Profiles
from xhs_compliance.services.gate.retry import Retry, compare

Next = Literal["none", "answer", "rewrite", "human"]
"""What the caller should do: nothing is asked of it, answer a question, rewrite what was found, or ask a person."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gate says to one request.

    Attributes:
        content: the answer as JSON.
        entry: the review it rests on, or why there is none.
        language: the language of its messages.

    """

    content: Json
    entry: Review | Failure
    language: Language


@dataclass(frozen=True, slots=True)
class Gate:
    """Answers requests by the profiles of one configuration.

    Attributes:
        profiles: the linter of each profile.
        language: of messages, where a request names none.
        facts_from: who declares the facts of requests: ``author``, ``agency``, ``order-table``, ``registry``.

    """

    profiles: Profiles
    language: Language = "zh"
    facts_from: str = "author"

    def answer_line(self, line: bytes, number: int, source: str = "-") -> Answer:
        """The answer to one line of JSON Lines; a bad line gives a failure, never an exception."""
        try:
            return self.answer(decode(line), source, number)
        except BadJsonError as error:
            return self._failed(Failure(f"{source}:{number}", error.message, None, number), self.language)

    def answer(self, raw: Any, source: str = "request", number: int | None = None) -> Answer:
        """The answer to one decoded request; what is no draft gives a failure, never an exception."""
        place = source if number is None else f"{source}:{number}"
        language = self.language
        try:
            asked = asked_for(raw)
            language = asked.language or language
            linter = self.profiles.linter(asked.profile)
        except UsageError as error:
            return self._failed(Failure(place, error.message, _id_of(raw), number), language)
        raw = {key: value for key, value in asked.raw.items() if key != "profile"}
        defaults = replace(linter.defaults_for(source), source=self.facts_from)
        draft = read_value(raw, place, number, linter.facts, defaults)
        if isinstance(draft, Failure):
            return self._failed(draft, language)
        return self._judged(draft, linter, asked, language)

    def _judged(self, draft: Draft, linter: Linter, asked: Asked, language: Language) -> Answer:
        review = linter.check(draft)
        retry = None if asked.previous is None else compare(linter.check(_refused(draft, asked.previous)), review)
        options = RenderOptions(language, rule_pages=linter.config.rule_pages)
        content = {**review_to_dict(review, options), "next": next_step(review, retry)}
        if retry is not None:
            content["retry"] = retry_to_dict(retry, options)
        return Answer(content, review, language)

    def _failed(self, failure: Failure, language: Language) -> Answer:
        return Answer(failure_to_dict(failure, language), failure, language)


def next_step(review: Review, retry: Retry | None) -> Next:
    """What the caller should do about *review*."""
    if (retry is not None and retry.is_evasive) or review.verdict is Verdict.INCOMPLETE:
        return "human"
    if review.verdict is Verdict.BLOCK:
        return "rewrite"
    if review.verdict is Verdict.PASS:
        return "none"
    answers = set(review.verdict_if.values())
    return "answer" if Verdict.PASS in answers or Verdict.BLOCK in answers else "human"


def retry_to_dict(retry: Retry, options: RenderOptions) -> Json:
    """Two rounds compared, as one JSON object."""
    return {
        "fixed": [finding_to_dict(finding, options) for finding in retry.fixed],
        "returned": [
            {
                "how": each.how,
                "before": finding_to_dict(each.before, options),
                "after": finding_to_dict(each.after, options),
            }
            for each in retry.returned
        ],
        "message": _said(retry).in_language(options.language),
    }


def _said(retry: Retry) -> Bilingual:
    if retry.is_evasive:
        return Bilingual(
            "同一个意思换了写法又回来了；别再改写重试，交给人看",
            "the same claim came back in another form; stop rewriting and ask a person",
        )
    if retry.returned:
        return Bilingual("上次指出的还有没改的", "some of what was found before is unchanged")
    return Bilingual("上次指出的这次没再看到", "nothing that was found before was seen again")


def _refused(draft: Draft, previous: Previous) -> Draft:
    """The draft as it was refused: what is not said of it is as it is now."""
    return replace(draft, fields={**draft.fields, **previous.fields})


def _id_of(raw: Any) -> str | None:
    value = raw.get("id") if isinstance(raw, Mapping) else None
    return None if value is None else str(value)
