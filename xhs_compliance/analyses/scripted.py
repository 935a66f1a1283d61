"""How much one draft, read alone, sounds like a script: 0 to 100, with reasons that add up and traces of a person.

Signals are measured one by one, each from 0 to 1; within a group their weighted sum stops at 1; groups are then joined
in three steps, so that every step can be told to an author:

1. ``life`` is the weighted sum of the traces of a person, and the group ``person`` is what is missing to 1. It counts
   in proportion to the selling around it, as does terse style: a recipe without an “I” is no script.
2. Traces of a person shield the other groups, by the square of ``life``: somebody who tells what happened may use a
   stock phrase as a joke, but a lone “I” in a testimonial shields little.
3. The sum, out of 100, is squeezed above a knee, so that a text read alone stays below a ceiling and order is kept.

The result is shown as at most three reasons, one for each concern: nobody in it, the wording, and what it sells with
(requests, specifications, layout). A reason carries all points of its concern, speaks with the concern's strongest
signal, and lists the others as evidence; so the points of the reasons add up to the value, exactly to one decimal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from xhs_compliance.analyses.scripted_data import (
    FURNITURE,
    GROUPS,
    LAYOUT,
    PERSON,
    WORDING,
    Scoring,
    ScriptedData,
    Signal,
    Trace,
)
from xhs_compliance.analyses.scripted_lexicon import Hit
from xhs_compliance.analyses.scripted_page import Page
from xhs_compliance.analyses.scripted_signals import Reading, Sighting, read_signal, read_trace
from xhs_compliance.model.finding import Evidence
from xhs_compliance.model.review import Reason, ScriptLikeness
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual

__all__ = ["ScriptedData", "measure_script_likeness"]

_CONCERNS = ((PERSON,), (WORDING,), (FURNITURE, LAYOUT))
_MOST_EVIDENCE = 6
_MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class _Said:
    """A signal with what it read, and its points before rounding."""

    signal: Signal
    reading: Reading
    points: float


def measure_script_likeness(fields: Mapping[str, str], data: ScriptedData) -> ScriptLikeness:
    """Measure the draft alone: no brief, no campaign, no facts.

    Args:
        fields: the draft's fields as typed, in reading order.
        data: weights, lists and messages.

    Returns:
        The value with its reasons, whose points sum to it, and the traces of a person; a value of ``None`` and nothing
        else where the text is too short to say.

    """
    page = Page(
        fields,
        skip=data.skip_fields,
        tags=data.tag_fields,
        english_from=data.english_from,
        characters_per_word=data.characters_per_word,
    )
    if page.han / data.min_zh_characters + page.latin / data.min_en_words < 1:
        return ScriptLikeness(None)
    seen = Sighting(page, data.lexicon.find(page), data)
    traces = [(trace, read_trace(trace, seen)) for trace in data.traces]
    readings = _beside_selling([(signal, read_signal(signal, seen)) for signal in data.signals])
    life = min(1.0, data.scoring.generosity * sum(trace.weight * reading.value for trace, reading in traces))
    points = _points(life, readings, data.scoring)
    tenths = _round_together([sum(points[group] for group in concern) for concern in _CONCERNS])
    said = _share_out(readings, points)
    reasons = [_missing_person(traces, tenths[0] / 10, data.person_message)]
    reasons += [
        _reason(said, concern, amount / 10, page) for concern, amount in zip(_CONCERNS[1:], tenths[1:], strict=True)
    ]
    value = sum(tenths) / 10
    return ScriptLikeness(
        value=value,
        reasons=tuple(sorted((r for r in reasons if r.points > 0), key=lambda reason: -reason.points)),
        in_favour=tuple(_in_favour(traces, page, data.scoring.favour_from)),
        is_notable=value >= data.scoring.notable_from,
    )


def _sums(readings: Iterable[tuple[Signal, Reading]]) -> dict[str, float]:
    """The weighted sum of each group's signals."""
    sums = dict.fromkeys(GROUPS, 0.0)
    for signal, reading in readings:
        sums[signal.group] += signal.weight * reading.value
    return sums


def _beside_selling(readings: list[tuple[Signal, Reading]]) -> list[tuple[Signal, Reading]]:
    """Weaken signals that mean little alone by how much the other signals of wording and furniture sell."""
    sums = _sums((signal, reading) for signal, reading in readings if not signal.beside_selling)
    selling = min(1.0, sums[WORDING] + sums[FURNITURE])
    return [
        (signal, replace(reading, value=reading.value * selling) if signal.beside_selling else reading)
        for signal, reading in readings
    ]


def _points(life: float, readings: Iterable[tuple[Signal, Reading]], scoring: Scoring) -> dict[str, float]:
    """Points out of 100 for each group, after interaction, shield and squeeze."""
    value = {name: min(1.0, amount) for name, amount in _sums(readings).items()}
    pitch = max(value[WORDING], value[FURNITURE])
    for group in (WORDING, FURNITURE, LAYOUT):
        value[group] *= 1 - scoring.shield * life * life
    value[PERSON] = (1 - life) * (scoring.silence + (1 - scoring.silence) * pitch)
    agreeing = sum(1 for group in (PERSON, WORDING, FURNITURE) if value[group] >= scoring.agreement)
    raw = {group: 100 * scoring.groups[group] * value[group] for group in GROUPS}
    total = sum(raw.values())
    ceiling = scoring.ceiling if agreeing > 1 else scoring.ceiling_alone
    squeezed = total
    if total > scoring.knee:
        squeezed = scoring.knee + (total - scoring.knee) * (ceiling - scoring.knee) / (100 - scoring.knee)
    scale = squeezed / total if total else 0.0
    return {group: amount * scale for group, amount in raw.items()}


def _round_together(amounts: list[float]) -> list[int]:
    """*amounts* in tenths, rounded so that they sum to their rounded sum (largest remainders first)."""
    tenths = [int(amount * 10) for amount in amounts]
    short = round(sum(amounts) * 10) - sum(tenths)
    by_remainder = sorted(range(len(amounts)), key=lambda index: tenths[index] - amounts[index] * 10)
    for index in by_remainder[:short]:
        tenths[index] += 1
    return tenths


def _share_out(readings: list[tuple[Signal, Reading]], points: Mapping[str, float]) -> list[_Said]:
    """Each group's points divided among its signals by weight and value."""
    total = _sums(readings)
    return [
        _Said(signal, reading, points[signal.group] * signal.weight * reading.value / total[signal.group])
        for signal, reading in readings
        if reading.value > 0
    ]


def _reason(said: list[_Said], concern: tuple[str, ...], points: float, page: Page) -> Reason:
    """The reason of one concern: its strongest signal speaks, the others are evidence."""
    own = sorted((one for one in said if one.signal.group in concern), key=lambda one: -one.points)
    if not own:
        return Reason("", 0.0, Bilingual("", ""), Bilingual("", ""))
    lead = own[0]
    evidence: list[Evidence] = []
    for one in own:
        evidence += _evidence(one.signal.name, one.reading.found[: _MOST_EVIDENCE - len(evidence)], page)
    return Reason(
        signal=lead.signal.name,
        points=points,
        message=_filled(lead.signal.message, lead.reading.count, _examples(lead.reading.found, page)),
        remedy=lead.signal.remedy,
        evidence=tuple(evidence),
    )


def _missing_person(traces: list[tuple[Trace, Reading]], points: float, message: Bilingual) -> Reason:
    """The reason for a text without a person: what is missing most comes first."""
    absent = sorted(traces, key=lambda pair: -pair[0].weight * (1 - pair[1].value))[:2]
    zh, en = ("；".join(t.missing.zh for t, _ in absent), "; ".join(t.missing.en for t, _ in absent))
    return Reason(
        signal="no-lived-experience",
        points=points,
        message=Bilingual(message.zh.replace("{examples}", zh), message.en.replace("{examples}", en)),
        remedy=absent[0][0].remedy,
        evidence=tuple(Evidence("missing", trace.name) for trace, _ in absent),
    )


def _in_favour(traces: list[tuple[Trace, Reading]], page: Page, least: float) -> list[Reason]:
    """Traces of a person that are there in earnest, the weightiest first: not one word twice."""
    found = sorted(
        (
            (trace, reading)
            for trace, reading in traces
            if reading.value >= least
            and (reading.count > 2 or len({page.plain[hit.start : hit.end] for hit in reading.found}) > 1)
        ),
        key=lambda pair: -pair[0].weight * pair[1].value,
    )
    return [
        Reason(
            trace.name,
            0.0,
            trace.found,
            trace.remedy,
            tuple(_evidence(trace.name, reading.found[:_MOST_EVIDENCE], page)),
        )
        for trace, reading in found
    ]


def _evidence(note: str, found: Sequence[Hit | Span], page: Page) -> list[Evidence]:
    return [
        Evidence("matched", note, *page.place(item.start, item.end), page.typed[item.start : item.end])
        for item in found
    ]


def _examples(found: Sequence[Hit | Span], page: Page) -> list[str]:
    """The first few different stretches, as typed."""
    return list(dict.fromkeys([page.typed[item.start : item.end] for item in found[:_MOST_EVIDENCE]]))[:_MOST_EXAMPLES]


def _filled(message: Bilingual, count: int, examples: list[str]) -> Bilingual:
    zh, en = "、".join(f"“{text}”" for text in examples), ", ".join(f"“{text}”" for text in examples)
    return Bilingual(
        message.zh.replace("{count}", str(count)).replace("{examples}", zh),
        message.en.replace("{count}", str(count)).replace("{examples}", en),
    )
