"""Decisions on file: the JSON that the desk exports and ``review apply`` reads; described in ``docs/decisions.md``."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from xhs_compliance.engine.settle import decision_key
from xhs_compliance.model.decision import CHOICE_WORDS, Choice, Decision, Decisions
from xhs_compliance.model.errors import InputError, did_you_mean, with_hint
from xhs_compliance.model.words import Bilingual

SCHEMA: Final = 1
KEYS: Final = (
    "key", "rule", "decision", "reason", "by", "on", "until", "evidence", "words", "sentence", "drafts", "except",
    "places",
)  # fmt: skip


def read_decisions(content: bytes | str, source: str) -> Decisions:
    """The decisions in a JSON file.

    Raises:
        InputError: when it is no such file, or a decision lacks a name, a reason or the evidence it needs; the message
            says which.

    """
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InputError(source, Bilingual(f"不是 JSON：{error}", f"not JSON: {error}")) from None
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA or not isinstance(raw.get("decisions"), list):
        message = Bilingual(
            f"不是决定文件：要有 schema: {SCHEMA} 和 decisions 列表",
            f"not a file of decisions: it needs schema: {SCHEMA} and a list of decisions",
        )
        raise InputError(source, message)
    return gathered(
        (decision_from(entry, f"{source}#{number}") for number, entry in enumerate(raw["decisions"], 1)), source
    )


def gathered(entries: Iterable[Decision], source: str) -> Decisions:
    """Decisions as one value.

    Raises:
        InputError: when two say different things about the same words in the same drafts.

    """
    seen: dict[tuple[str, tuple[str, ...]], Decision] = {}
    for entry in entries:
        first = seen.setdefault((entry.key, tuple(sorted(entry.drafts))), entry)
        if first.choice is not entry.choice:
            message = Bilingual(
                f"“{entry.words or entry.rule}”有两个不同的决定：{first.by} 和 {entry.by}；留一个",
                f"two different decisions on “{entry.words or entry.rule}”, by {first.by} and {entry.by}; keep one",
            )
            raise InputError(source, message)
    return Decisions(tuple(seen.values()))


def decision_from(raw: Any, place: str) -> Decision:
    """One decision of the JSON form, checked.

    Raises:
        InputError: when something is missing or cannot be; *place* says where.

    """
    if not isinstance(raw, dict):
        raise InputError(place, Bilingual("每个决定要写成一个对象", "a decision must be an object"))
    for key in raw:
        if key not in KEYS:
            hint = did_you_mean(key, KEYS)
            raise InputError(place, with_hint(f"不认识“{key}”", f"unknown key {key!r}", hint))
    rule, words, sentence = (_text(raw, key, place) for key in ("rule", "words", "sentence"))
    choice = choice_from(_text(raw, "decision", place), place)
    evidence = _texts(raw, "evidence", place)
    needed = ["by"] if choice is Choice.MUST_CHANGE else ["by", "reason"]
    for key in needed if raw.get("key") else [*needed, "rule"]:
        if not _text(raw, key, place).strip():
            raise InputError(place, _missing(key))
    if choice is Choice.KEEP and not evidence:
        raise InputError(place, _missing("evidence"))
    if not raw.get("key") and not (words and sentence):
        raise InputError(place, _missing("key"))
    return Decision(
        key=_text(raw, "key", place) or decision_key(rule, words, sentence),
        rule=rule,
        choice=choice,
        reason=_text(raw, "reason", place).strip(),
        by=_text(raw, "by", place).strip(),
        on=_day(raw, "on", place) or date.min,
        until=_day(raw, "until", place),
        evidence=evidence,
        words=words,
        sentence=sentence,
        drafts=_texts(raw, "drafts", place),
        exceptions=_texts(raw, "except", place),
        places=_places(raw, place),
    )


def choice_from(word: str, place: str) -> Choice:
    """The choice a word names, in JSON, Chinese or English.

    Raises:
        InputError: when it names none.

    """
    known = {choice.value: choice for choice in Choice}
    known |= {said: choice for choice, words in CHOICE_WORDS.items() for said in words}
    wanted = word.strip().lower()
    if wanted in known:
        return known[wanted]
    hint = did_you_mean(wanted, known)
    raise InputError(place, with_hint(f"决定不能写“{word}”", f"a decision cannot be {word!r}", hint))


def dump_decisions(decisions: Decisions) -> str:
    """The file's content, one decision after the other as they were made."""
    content = {"schema": SCHEMA, "decisions": [decision_to_dict(entry) for entry in decisions.entries]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def decision_to_dict(decision: Decision) -> dict[str, Any]:
    """One decision in the JSON form."""
    return {
        "key": decision.key,
        "rule": decision.rule,
        "words": decision.words,
        "sentence": decision.sentence,
        "decision": decision.choice.value,
        "reason": decision.reason,
        "evidence": list(decision.evidence),
        "by": decision.by,
        "on": decision.on.isoformat(),
        "until": None if decision.until is None else decision.until.isoformat(),
        "drafts": list(decision.drafts),
        "except": list(decision.exceptions),
        "places": {draft: list(marks) for draft, marks in decision.places.items()},
    }


def _missing(key: str) -> Bilingual:
    said = {
        "by": Bilingual("没写决定人（by）", "nobody is named (by)"),
        "reason": Bilingual("没写理由（reason）", "no reason is given (reason)"),
        "rule": Bilingual("没写规则（rule）", "no rule is named (rule)"),
        "evidence": Bilingual("“有依据保留”要写依据（evidence）", "“keep” needs its evidence (evidence)"),
        "key": Bilingual(
            "没写 key；不写 key 就要写 words 和 sentence", "there is no key; without one, words and sentence are needed"
        ),
    }
    return said[key]


def _text(raw: Mapping[str, Any], key: str, place: str) -> str:
    value = raw.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(place, Bilingual(f"{key} 要写成文字", f"{key} must be a text"))
    return value


def _texts(raw: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    value = raw.get(key) or []
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InputError(place, Bilingual(f"{key} 要写成文字的列表", f"{key} must be a list of texts"))
    return tuple(item.strip() for item in value if item.strip())


def _day(raw: Mapping[str, Any], key: str, place: str) -> date | None:
    value = _text(raw, key, place).strip()
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        message = Bilingual(f"{key} 要写成 2026-11-22 这样的日期", f"{key} is a day like 2026-11-22, not {value!r}")
        raise InputError(place, message) from None


def _places(raw: Mapping[str, Any], place: str) -> dict[str, tuple[str, ...]]:
    value = raw.get("places") or {}
    if not isinstance(value, dict):
        message = Bilingual("places 要写成 草稿: [指纹]", "places maps a draft to fingerprints")
        raise InputError(place, message)
    return {str(draft): _texts(value, str(draft), place) for draft in value}
