"""A draft beside its brief: what was taken over word for word, which slogans, which points and in which order.

Lines that must be said, and lines with a fixed legal wording, are masked on both sides: nobody is blamed for them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from xhs_compliance.analyses.brief_data import BriefData
from xhs_compliance.analyses.own_words import claims_repeated, slogans_said
from xhs_compliance.analyses.shingles import Words, covered, is_chinese, shared_runs, words_of
from xhs_compliance.model.draft import TEXT, TITLE
from xhs_compliance.model.finding import Evidence
from xhs_compliance.model.overlap import BriefOverlap, Run
from xhs_compliance.model.review import Reason, ScriptLikeness
from xhs_compliance.model.words import Bilingual
from xhs_compliance.text.fold import fold

_QUOTED = re.compile(r"[“\"「『]([^”\"」』\n]{4,60})[”\"」』]")
_POINT_BREAK = re.compile(r"[\n。；;!?！？]|(?<=\w)\d\s*[)）、]|[①-⑳]")
_LABEL = re.compile(r"^[-*•·\d.、)）\s]*[^：:\n]{1,14}[：:]")
_LEAST_POINT = 4
_MASKED, _MASKED_THERE = "\0", "\1"
"""Stand for masked words in a draft and in a brief: they equal nothing on the other side."""
_NAME = re.compile(r"^[\s#*【\[《]*([^·|｜—:：\-】\]》\n]{2,24})")
_TAG = re.compile(r"[#＃]([^\s#＃]+)")
_MOST_EVIDENCE = 6
_MOST_REASONS = 3
BRIEF_WORDS = "brief-verbatim"
"""The signal of words taken over from the brief."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief, read once for any number of drafts.

    Attributes:
        text: as typed.
        language: ``zh`` or ``en``, the unit it is compared in.
        words: its words, those of masked lines taken out.
        masked: the lines that must be said or are fixed by law, as words.
        slogans: words to remember the brand by, as typed.
        points: its statements in order, as typed.

    """

    text: str
    language: str
    words: Words
    masked: tuple[tuple[str, ...], ...]
    slogans: tuple[str, ...]
    points: tuple[str, ...]


def read_brief(text: str, data: BriefData) -> Brief:
    """Read a brief: what must be said, slogans and points are told apart by the data's cue words."""
    language = "zh" if is_chinese(text) else "en"
    masked = [*data.legal_lines, *_must_say(text, data), *_names(text)]
    lines = tuple(words for words in (words_of(line).words for line in masked) if words)
    return Brief(
        text=text,
        language=language,
        words=_without(words_of(text), lines, _MASKED_THERE),
        masked=lines,
        slogans=tuple(_slogans(text, data)),
        points=tuple(_points(text, data)),
    )


def compare_with_brief(fields: Mapping[str, str], brief: Brief, data: BriefData) -> BriefOverlap:
    """Hold a draft against its brief.

    Args:
        fields: the draft's fields as typed.
        brief: the brief.
        data: sizes and thresholds.

    """
    least = data.overlap.run[brief.language]
    runs: list[Run] = []
    total = 0
    kept: list[tuple[str, Words]] = []
    for name in (TITLE, TEXT):
        words = _without(words_of(fields.get(name, "")), brief.masked, _MASKED)
        total += sum(1 for word in words.words if word != _MASKED)
        kept.append((name, words))
        runs += [
            _run(name, fields[name], words, brief, found)
            for found in shared_runs(words.words, brief.words.words, least)
        ]
    taken = {run.brief_span: run.length for run in runs}  # said twice, taken once
    share = sum(taken.values()) / total if total else 0.0
    is_more_than_a_name = len(taken) > 1 or any(
        length >= data.overlap.long_run[brief.language] for length in taken.values()
    )
    long_enough = total >= data.overlap.fewest
    own = sum(1 for word in brief.words.words if word != _MASKED_THERE)
    back = covered(shared_runs(brief.words.words, tuple(w for _, each in kept for w in (*each.words, _MASKED)), least))
    found = _covered(fields, brief, data)
    return BriefOverlap(
        value=share,
        is_telling=long_enough,
        through=back / own if own else 0.0,
        copies=long_enough and is_more_than_a_name and share >= data.overlap.copies_from,
        runs=tuple(runs),
        slogans=tuple(slogans_said(fields, brief.slogans, data)),
        claims=tuple(claims_repeated(fields, runs, data)),
        must_say=tuple(_said(fields, _must_say(brief.text, data))),
        covered=tuple(point for point, _ in found),
        points=len(brief.points),
        in_order=_is_in_order([place for _, place in found], data),
    )


def with_overlap(alone: ScriptLikeness, overlap: BriefOverlap, data: BriefData) -> ScriptLikeness:
    """The script-likeness of a draft read beside its brief: what was taken over word for word counts as one reason.

    The reasons still add up to the value. Where that makes four, the two weakest are told as one.
    """
    weight = data.overlap.weighs(overlap.value) if overlap.is_telling else 0.0
    if alone.value is None or weight == 0:
        return alone
    points = round((100 - alone.value) * data.overlap.share * weight, 1)
    longest = max(overlap.runs, key=lambda run: run.length)
    evidence = tuple(
        Evidence("matched", BRIEF_WORDS, run.field, run.span, run.text) for run in overlap.runs[:_MOST_EVIDENCE]
    )
    message = Bilingual(
        *(
            text.replace("{n}", str(longest.length)).replace("{share}", str(round(100 * overlap.value)))
            for text in data.overlap.message
        )
    )
    reasons = sorted(
        (*alone.reasons, Reason(BRIEF_WORDS, points, message, data.overlap.remedy, evidence)), key=_by_points
    )
    if len(reasons) > _MOST_REASONS:
        third, fourth = reasons[2:]
        whole = replace(third, points=round(third.points + fourth.points, 1), evidence=third.evidence + fourth.evidence)
        reasons = sorted([*reasons[:2], whole], key=_by_points)
    return replace(alone, value=round(alone.value + points, 1), reasons=tuple(reasons), is_notable=True)


def _by_points(reason: Reason) -> float:
    return -reason.points


def _run(name: str, text: str, words: Words, brief: Brief, found: tuple[int, int, int]) -> Run:
    here, there, length = found
    span, brief_span = words.span(here, here + length), brief.words.span(there, there + length)
    return Run(
        name, span, text[span.start : span.end], brief_span, brief.text[brief_span.start : brief_span.end], length
    )


def _without(words: Words, lines: Iterable[tuple[str, ...]], mask: str) -> Words:
    """The words with every masked line replaced by words that equal nothing."""
    kept = list(words.words)
    for line in lines:
        for at in range(len(kept) - len(line) + 1):
            if tuple(kept[at : at + len(line)]) == line:
                kept[at : at + len(line)] = [mask] * len(line)
    return Words(tuple(kept), words.spans)


def _names(text: str) -> list[str]:
    """What a brief is about, which everybody has to name: the beginning of its first line, and its hashtags."""
    first = _NAME.match(text.lstrip().split("\n", 1)[0])
    return [*([first[1].strip()] if first else []), *_TAG.findall(text)]


def _must_say(text: str, data: BriefData) -> list[str]:
    """What stands behind the colon, or in quotation marks, of lines that say it must be said."""
    said = []
    for line in text.splitlines():
        folded = fold(line).lower()
        cue = next((cue for cue in data.must_say if cue in folded), None)
        if cue is not None:
            quoted = _QUOTED.findall(line)
            said += quoted or [line[folded.index(cue) + len(cue) :].strip(' ：:「」“”"')]
    return [line for line in said if len(words_of(line)) >= _LEAST_POINT]


def _slogans(text: str, data: BriefData) -> list[str]:
    """Quoted words, and what stands behind the colon of a slogan's line."""
    found: list[str] = []
    for line in text.splitlines():
        folded = fold(line).lower()
        if any(cue in folded for cue in data.slogan):
            quoted = _QUOTED.findall(line)
            found += quoted or [line.replace("：", ":").rpartition(":")[2].strip()]
    must = set(_must_say(text, data))
    return list(dict.fromkeys(s for s in found if len(words_of(s)) >= _LEAST_POINT and s not in must))


def _points(text: str, data: BriefData) -> list[str]:
    """The statements of the brief, its masked lines and hashtags left out."""
    must = _must_say(text, data)
    parts = (_LABEL.sub("", part).strip() for part in _POINT_BREAK.split(text))
    return [part for part in parts if len(words_of(part)) >= _LEAST_POINT and not any(line in part for line in must)]


def _said(fields: Mapping[str, str], lines: Iterable[str]) -> Iterable[str]:
    whole = " ".join(words_of(" ".join(fields.values())).words)
    return [line for line in lines if " ".join(words_of(line).words) in whole]


def _covered(fields: Mapping[str, str], brief: Brief, data: BriefData) -> list[tuple[str, int]]:
    """Points of the brief the draft mentions in its own or the brief's words, and where the mention stands."""
    size = 2 if brief.language == "zh" else 1
    words = words_of(fields.get(TEXT, "")).words
    places: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - size + 1):
        places.setdefault(words[at : at + size], at)
    found = []
    for point in brief.points:
        own = words_of(point).words
        pieces = {own[at : at + size] for at in range(len(own) - size + 1)}
        seen = sorted(places[piece] for piece in pieces if piece in places)
        if pieces and len(seen) / len(pieces) >= data.overlap.covered_from:
            found.append((point, seen[len(seen) // 2]))
    return found


def _is_in_order(places: list[int], data: BriefData) -> bool:
    if len(places) < data.overlap.points_from:
        return False
    pairs = list(combinations(places, 2))
    return sum(1 for one, other in pairs if one <= other) / len(pairs) >= data.overlap.order_from


__all__ = ["Brief", "BriefOverlap", "Run", "compare_with_brief", "read_brief", "with_overlap"]
