"""What templates say of a draft, a finding, a rule and a fact, mostly in both languages."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from xhs_compliance.engine.instead import reach
from xhs_compliance.engine.settle import key_of, sentence_of
from xhs_compliance.model.draft import TITLE, Draft
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.excuses import excuse_words as excuse_words
from xhs_compliance.reporters.html import phrases as page_phrases


def draft_name(draft: Draft) -> str:
    """What to call a draft: its title, else the beginning of its text, else its id."""
    body = draft.text.strip().splitlines()
    return (draft.fields.get(TITLE, "").strip() or (body[0] if body else ""))[:60].strip() or draft.id


def field_label(name: str) -> Bilingual:
    """What a reader calls a field; ``cover[2]`` is called like ``cover``, with its number."""
    stem, bracket, number = name.partition("[")
    label = phrases.FIELDS.get(stem)
    if label is None:
        return Bilingual(name, name)
    suffix = f" {number.rstrip(']')}" if bracket else ""
    return Bilingual(label.zh + suffix, label.en + suffix)


def position(draft: Draft, field: str, span: Span | None) -> tuple[int, int] | None:
    """Line and column of the words, where they stand in the draft."""
    return None if span is None or field not in draft.fields else draft.position(field, span.start)


def message_of(finding: Finding) -> Bilingual:
    """The message in both languages, with the words filled in."""
    return Bilingual(finding.message("zh"), finding.message("en"))


def advice_of(finding: Finding) -> Bilingual:
    """The advice in both languages, with the words filled in."""
    return Bilingual(finding.advice("zh"), finding.advice("en"))


def instead_of(finding: Finding, suggestion: str, draft: Draft) -> str:
    """The clause that *suggestion* stands in for; empty where it stands in for the words found and no more."""
    if finding.span is None:
        return ""
    text = draft.fields[finding.field]
    whole = reach(text, finding.span, suggestion)
    return "" if whole == finding.span else text[whole.start : whole.end]


def rule_anchor(rule: Rule) -> str:
    """Where the text of a rule stands in a page."""
    return f"rule-{rule.id.replace('/', '-')}"


def category_words(name: str) -> Bilingual:
    """What a reader calls a category of rules."""
    return page_phrases.CATEGORIES.get(name, Bilingual(name, name))


def disguise_words(kind: str) -> Bilingual:
    """What a reader calls a kind of disguise."""
    return page_phrases.DISGUISES.get(kind, Bilingual(kind, kind))


def clue_words(note: str) -> Bilingual:
    """What else was weighed; a fact and its value in words."""
    name, colon, value = note.partition(": ")
    if not colon or name not in page_phrases.FACTS:
        return Bilingual(note, note)
    said, values = fact_label(name), fact_value(tuple(value.split(", ")))
    return Bilingual(f"{said.zh}：{values.zh}", f"{said.en}: {values.en}")


def fact_label(name: str) -> Bilingual:
    """What a reader calls a fact."""
    return page_phrases.FACTS.get(name, Bilingual(name, name))


def fact_value(value: Any) -> Bilingual:
    """A declared value in words."""
    if isinstance(value, bool):
        return page_phrases.ANSWERS["true" if value else "false"]
    if isinstance(value, Mapping):
        parts = [(fact_label(str(name)), fact_value(part)) for name, part in value.items()]
        return Bilingual("；".join(f"{n.zh}：{v.zh}" for n, v in parts), "; ".join(f"{n.en}: {v.en}" for n, v in parts))
    if isinstance(value, tuple | list):
        words = [fact_value(part) for part in value]
        return Bilingual("、".join(word.zh for word in words), ", ".join(word.en for word in words))
    word = str(value)
    return phrases.COMMERCIAL_TIES.get(word) or page_phrases.PRODUCTS.get(word) or Bilingual(word, word)


def source_words(source: str) -> Bilingual:
    """Who declared the facts."""
    return page_phrases.SOURCES.get(source, Bilingual(source, source))


def web_host(address: str) -> str:
    """The host of an http or https address; empty for anything that must not become a link."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    is_plain = address.isprintable() and " " not in address and not parts.username
    return host if parts.scheme in ("http", "https") and is_plain else ""


def decides(findings: Iterable[Finding], draft: Draft) -> list[dict[str, object]]:
    """What one decision on a card is about: each of its *findings* as ``docs/decisions.md`` names it."""
    return [
        {
            "key": key_of(finding, draft),
            "rule": finding.rule.id,
            "words": finding.reads_as,
            "sentence": sentence_of(finding, draft),
            "places": {draft.id: [finding.fingerprint]},
        }
        for finding in findings
    ]
