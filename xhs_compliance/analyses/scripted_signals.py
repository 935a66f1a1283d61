"""The signals of one draft: each looks at the page and answers with a value from 0 to 1 and what it saw."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xhs_compliance.analyses.scripted_data import ScriptedData, Signal, Trace
from xhs_compliance.analyses.scripted_lexicon import Hit
from xhs_compliance.analyses.scripted_page import Page
from xhs_compliance.model.span import Span

_BULLET = re.compile(r"^[^\S\n]*(?:[^\w\s\"'“”‘’「『《(【\[,.。!?…:;~#-]|[-•·*][^\S\n]|[0-9]{1,2}[.、):])", re.MULTILINE)
_PICTURE = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,20}\b")
_OPENING_NAME = re.compile(r"(?:^|[。!?\n;])[^\w\n]{0,4}([\u4e00-\u9fff]{2,8}),", re.MULTILINE)
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{3,}")
_WORDS_OF_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one signal or trace says about one page: its value, a count to quote, the stretches it saw."""

    value: float
    count: int = 0
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Sighting:
    """A page with all listed expressions found on it."""

    page: Page
    hits: Mapping[str, list[Hit]]
    data: ScriptedData

    def of(self, *lists: str) -> list[Hit]:
        """Expressions of the named lists, list by list."""
        return [hit for name in lists for hit in self.hits.get(name, ())]

    def density(self, hits: int) -> float:
        """*hits* for 100 words."""
        return 100 * hits / max(self.page.size, self.data.fewest_words)


def read_trace(trace: Trace, seen: Sighting) -> Reading:
    """How much of one kind of trace of a person the page holds."""
    hits = seen.of(trace.name)
    return Reading(trace.ramp(seen.density(len(hits))), len(hits), _spans(hits))


def read_signal(signal: Signal, seen: Sighting) -> Reading:
    """How strongly the page shows *signal*."""
    if signal.measure == "shape":
        return SHAPES[signal.name](signal, seen)
    hits = seen.of(*signal.lists)
    if signal.measure == "density":
        measured, count = seen.density(len(hits)), len(hits)
    elif signal.measure == "distinct":
        count = len({hit.expression for hit in hits})
        measured = float(count)
    else:
        count = sum(1 for name in signal.lists if name in seen.hits)
        measured = float(count)
    return Reading(signal.ramp(measured), count, _spans(hits))


def _spans(hits: list[Hit]) -> tuple[Span, ...]:
    return tuple(Span(hit.start, hit.end) for hit in hits)


def _telegram_style(signal: Signal, seen: Sighting) -> Reading:
    """One minus the ramp of plain words among all words (English) or characters (Chinese), weighted by language."""
    page, plain = seen.page, seen.data.plain_words
    characters = sum(page.plain.count(word) for word in plain["zh"])
    words = sum(1 for word in page.words if word.text in plain["en"])
    chinese = 1 - signal.ramp(characters / page.han) if page.han else 0.0
    english = 1 - signal.ramp(words / page.latin) if page.latin else 0.0
    return Reading(chinese * (1 - page.english_share) + english * page.english_share)


def _hook_and_close(signal: Signal, seen: Sighting) -> Reading:
    """Half for a hook in the first sentence, half for a request in the last."""
    sentences = seen.page.sentences
    if len(sentences) < 2:
        return Reading(0.0)
    first, last = sentences[0], sentences[-1]
    hooks = [hit for hit in seen.of(*signal.lists) if hit.start < first.end]
    asks = [n for s in seen.data.signals if s.measure == "kinds" for n in s.lists]
    closes = [hit for hit in seen.of(*asks) if hit.start >= last.start]
    return Reading(signal.ramp((bool(hooks) + bool(closes)) / 2), 0, _spans([*hooks[:1], *closes[-1:]]))


def _name_repetition(signal: Signal, seen: Sighting) -> Reading:
    """The most frequent name: a capitalised word inside a sentence, three Chinese characters, or a name and a slogan.

    A sentence that opens with a name and a comma, the name having been said before, counts as three.
    """
    page = seen.page
    inside = {m.group() for m in _CAPITALISED.finditer(page.typed) if m.start() not in page.starts}
    best, count = "", 0
    for name in sorted(inside):
        said = page.typed.count(name)
        best, count = (name, said) if said > count else (best, count)
    grams = Counter(
        run.group()[at : at + 3] for run in _HAN_RUN.finditer(page.plain) for at in range(len(run.group()) - 2)
    )
    gram, times = max(grams.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    best, count = (gram, times) if times > max(count, 2) else (best, count)
    for match in _OPENING_NAME.finditer(page.plain):
        if count < 3 and page.plain.find(match.group(1)[:2]) < match.start(1):
            best, count = match.group(1), 3
    text = page.typed if best.isascii() else page.plain
    spans = tuple(Span(m.start(), m.end()) for m in re.finditer(re.escape(best), text)) if best else ()
    return Reading(signal.ramp(count), count, spans)


def _bullet_grid(signal: Signal, seen: Sighting) -> Reading:
    """Lines that open with a picture, a bullet or a number."""
    spans = tuple(Span(*match.span()) for match in _BULLET.finditer(seen.page.plain))
    return Reading(signal.ramp(len(spans)), len(spans), spans)


def _hashtag_pile(signal: Signal, seen: Sighting) -> Reading:
    return Reading(signal.ramp(seen.page.tag_count), seen.page.tag_count, tuple(seen.page.hashtags))


def _addressing_readers(signal: Signal, seen: Sighting) -> Reading:
    """Share of address among address and first person (S20), once readers are addressed at all twice."""
    you = seen.of(*signal.lists)
    if len(you) < 2:
        return Reading(0.0)
    speaker = len(seen.of("speaker"))
    return Reading(signal.ramp(len(you) / (len(you) + speaker)), len(you), _spans(you))


def _intensity(signal: Signal, seen: Sighting) -> Reading:
    """Exclamation marks, emphasis and pictures for each sentence."""
    hits = seen.of(*signal.lists)
    pictures = len(_PICTURE.findall(seen.page.plain))
    sentences = max(1, len(seen.page.sentences))
    return Reading(signal.ramp((len(hits) + pictures) / sentences), len(hits), _spans(hits))


SHAPES: Mapping[str, Callable[[Signal, Sighting], Reading]] = {
    "telegram-style": _telegram_style,
    "hook-and-close": _hook_and_close,
    "name-repetition": _name_repetition,
    "bullet-grid": _bullet_grid,
    "hashtag-pile": _hashtag_pile,
    "addressing-readers": _addressing_readers,
    "intensity": _intensity,
}
"""Measurements of form, by the signal that uses them."""
