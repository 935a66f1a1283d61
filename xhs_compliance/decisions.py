"""Decisions on file: the JSON that the desk exports and ``review apply`` reads; described in ``docs/decisions.md``."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from xhs_compliance.engine.settle import decision_key
from xhs_compliance.model.decision import CHOICE_WORDS, Choice, Decision, Decisions
from xhs_compliance.model.errors import InputError, did_you_mean, with_hint
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual
from xhs_compliance.office.desk_columns import find_columns
from xhs_compliance.office.workbook import HEADER_WITHIN, sheet_rows

SCHEMA: Final = 1
_PLACE: Final = re.compile(r"([0-9a-f]{16})@(.*?)(?=\s[0-9a-f]{16}@|$)", re.DOTALL)
KEYS: Final = (
    "key", "rule", "decision", "reason", "by", "on", "until", "evidence", "words", "sentence", "drafts", "except",
    "places",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of the decisions in one run.

    Attributes:
        used: decisions that some finding fell under.
        unused: decisions in force that no finding fell under.
        expired: decisions whose last day is over.
        stale: decisions on sentences that have changed since.

    """

    used: tuple[Decision, ...]
    unused: tuple[Decision, ...]
    expired: tuple[Decision, ...]
    stale: tuple[Decision, ...]


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


def heard(decisions: Decisions, reviews: Iterable[Review], day: date) -> Heard:
    """Which decisions had an effect on these reviews, and which had none."""
    decided = [each for review in reviews for each in review.decided]
    used = {id(each.decision) for each in decided if not each.is_stale}
    stale = {id(each.decision) for each in decided if each.is_stale}
    expired = [entry for entry in decisions.entries if entry.is_expired(day)]
    idle = [entry for entry in decisions.entries if id(entry) not in used | stale and not entry.is_expired(day)]
    return Heard(
        used=tuple(entry for entry in decisions.entries if id(entry) in used),
        unused=tuple(idle),
        expired=tuple(expired),
        stale=tuple(entry for entry in decisions.entries if id(entry) in stale),
    )


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


def read_decision_sheets(content: bytes, source: str) -> Decisions:
    """The decisions filled into a reviewed workbook.

    Beside a draft a decision holds for all findings of that draft; on the sheet of sentences, for every draft with it.

    Raises:
        InputError: when it is no workbook, has no decision column, or a decision lacks a name, a reason or evidence.
        UsageError: when the extra is not installed.

    """
    found: list[Decision] = []
    has_column = False
    for sheet, rows in sheet_rows(content, source):
        columns: dict[str, int] = {}
        for number, row in enumerate(rows, 1):
            if not {"decision", "key"} <= columns.keys():
                columns = find_columns(row) if number <= HEADER_WITHIN else {}
                continue
            has_column = True
            cells = {name: _cell(row, place) for name, place in columns.items()}
            if cells["decision"]:
                found += _from_cells(cells, f"{source}#{sheet}!{number}")
    if not has_column:
        message = Bilingual(
            "工作簿里没有“决定”列；先用 check --format xlsx 写出带决定列的工作簿",
            "the workbook has no decision column; write one with check --format xlsx",
        )
        raise InputError(source, message)
    return gathered(found, source)


def _from_cells(cells: Mapping[str, str], place: str) -> Iterable[Decision]:
    """The decisions of one row: one for its sentence, or one for each finding of its draft."""
    draft = cells.get("draft", "")
    for mark in cells["key"].split():
        key, _, fingerprint = mark.partition(":")
        places = {draft: [fingerprint]} if fingerprint else _sheet_places(cells.get("places", ""))
        yield decision_from(
            {
                "key": key,
                "rule": cells.get("rule", ""),
                "decision": cells["decision"],
                "reason": cells.get("reason", ""),
                "by": cells.get("by", ""),
                "until": cells.get("until", ""),
                "evidence": cells.get("evidence", "").splitlines(),
                "words": cells.get("words", ""),
                "sentence": cells.get("sentence", ""),
                "drafts": [draft] if fingerprint else [],
                "except": cells.get("except", "").splitlines(),
                "places": places,
            },
            place,
        )


def _sheet_places(text: str) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for mark, draft in _PLACE.findall(text):
        places.setdefault(draft, []).append(mark)
    return places


def _cell(row: Sequence[Any], place: int) -> str:
    value = row[place] if place < len(row) else None
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value).strip()
