"""A draft beside its brief: what was taken over word for word, which slogans, which points and in which order.

Lines that must be said, and lines with a fixed legal wording, are masked on both sides: nobody is blamed for them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from xhs_compliance.analyses.brief_data import BriefData
from xhs_compliance.analyses.brief_parts import common_facts, names, points, required, selling_points, slogans
from xhs_compliance.analyses.own_words import claims_repeated, slogans_said
from xhs_compliance.analyses.shingles import Words, covered, is_chinese, shared_runs, words_of
from xhs_compliance.model.draft import TEXT, TITLE
from xhs_compliance.model.finding import Evidence
from xhs_compliance.model.overlap import BriefOverlap, Run
from xhs_compliance.model.review import Reason, ScriptLikeness
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual

_MASKED, _MASKED_THERE = "\0", "\1"
"""Stand for masked words in a draft and in a brief: they equal nothing on the other side."""
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
        required: the lines that must be said, as typed.
        slogans: words to remember the brand by, as typed.
        in_slogans: which of its words belong to a slogan, by position.
        points: its statements in order, as typed.
        selling: those of them that praise something.

    """

    text: str
    language: str
    words: Words
    masked: tuple[tuple[str, ...], ...]
    required: tuple[str, ...]
    slogans: tuple[str, ...]
    in_slogans: frozenset[int]
    points: tuple[str, ...]
    selling: tuple[str, ...]


def read_brief(text: str, data: BriefData) -> Brief:
    """Read a brief: what must be said, slogans and points are told apart by the data's cue words."""
    language = "zh" if is_chinese(text) else "en"
    must = required(text, data)
    lines = tuple(
        words for words in (words_of(line).words for line in (*data.legal_lines, *must, *names(text))) if words
    )
    words = _without(words_of(text), lines, _MASKED_THERE)
    said = slogans(text, data)
    return Brief(
        text=text,
        language=language,
        words=_without_clauses(words, common_facts(text, data)),
        masked=lines,
        required=tuple(must),
        slogans=tuple(said),
        in_slogans=frozenset(_places(words.words, (words_of(slogan).words for slogan in said))),
        points=tuple(points(text, data)),
        selling=tuple(selling_points(text, data)),
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
    taken: dict[int, int] = {}  # where in the brief, and how long: said twice, taken once
    total = 0
    kept: list[tuple[str, Words]] = []
    for name in (TITLE, TEXT):
        words = _without(words_of(fields.get(name, "")), brief.masked, _MASKED)
        total += sum(1 for word in words.words if word != _MASKED)
        kept.append((name, words))
        for found in shared_runs(words.words, brief.words.words, least):
            runs.append(_run(name, fields[name], words, brief, found))
            taken[found[1]] = max(found[2], taken.get(found[1], 0))
    share = sum(taken.values()) / total if total else 0.0
    long_enough = total >= data.overlap.fewest
    own = sum(1 for word in brief.words.words if word != _MASKED_THERE)
    back = covered(shared_runs(brief.words.words, tuple(w for _, each in kept for w in (*each.words, _MASKED)), least))
    mentioned = _covered(fields, brief, data)
    return BriefOverlap(
        value=share,
        is_telling=long_enough,
        through=back / own if own else 0.0,
        copies=long_enough and _is_copy(taken, total, len(mentioned), brief, data),
        runs=tuple(runs),
        slogans=tuple(slogans_said(fields, brief.slogans, data)),
        claims=tuple(claims_repeated(fields, runs, data)),
        must_say=tuple(_said(fields, brief.required)),
        covered=tuple(point for point, _ in mentioned),
        points=len(brief.selling),
        in_order=_is_in_order([place for _, place in mentioned], data),
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


def _is_copy(taken: Mapping[int, int], total: int, covered: int, brief: Brief, data: BriefData) -> bool:
    """Whether so much was taken over: a long stretch, or stretches of several points; or nearly all points in turn.

    A slogan that is said alone is no copy; it is shown as a slogan.
    """
    kept = {
        at: sum(1 for place in range(at, at + length) if place not in brief.in_slogans) for at, length in taken.items()
    }
    mentioned = covered / len(brief.selling) if brief.selling else 0.0
    if covered >= data.overlap.retold_points and mentioned >= data.overlap.retold_from:
        return True
    is_long = max(kept.values(), default=0) >= data.overlap.long_run[brief.language]
    is_spread = sum(1 for length in kept.values() if length) > 1 and mentioned >= data.overlap.told_from
    return (is_long or is_spread) and sum(kept.values()) >= data.overlap.copies_from * total


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


def _without_clauses(words: Words, clauses: Iterable[Span]) -> Words:
    """The words of the brief with those in *clauses* replaced by what equals nothing."""
    spans = list(clauses)
    kept = (
        _MASKED_THERE if any(span.start <= place.start < span.end for span in spans) else word
        for word, place in zip(words.words, words.spans, strict=True)
    )
    return Words(tuple(kept), words.spans)


def _places(words: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> Iterable[int]:
    """Where in *words* any of these lines stands."""
    for line in lines:
        for at in range(len(words) - len(line) + 1):
            if words[at : at + len(line)] == line:
                yield from range(at, at + len(line))


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
    for point in brief.selling:
        own = tuple(word for word in words_of(point).words if word not in data.small_words)
        pieces = {own[at : at + size] for at in range(len(own) - size + 1)}
        seen = sorted(places[piece] for piece in pieces if piece in places)
        if pieces and len(seen) / len(pieces) >= data.overlap.covered_from[brief.language]:
            found.append((point, seen[len(seen) // 2]))
    return found


def _is_in_order(places: list[int], data: BriefData) -> bool:
    if len(places) < data.overlap.points_from:
        return False
    pairs = list(combinations(places, 2))
    return sum(1 for one, other in pairs if one <= other) / len(pairs) >= data.overlap.order_from


__all__ = ["Brief", "BriefOverlap", "Run", "compare_with_brief", "read_brief", "with_overlap"]
