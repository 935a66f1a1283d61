"""The signals of one draft: each looks at the page and answers with a value from 0 to 1 and what it saw."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from xhs_compliance.analyses.scripted_data import ScriptedData, Signal, Trace
from xhs_compliance.analyses.scripted_lexicon import Hit
from xhs_compliance.analyses.scripted_page import Page
from xhs_compliance.model.span import Span

_BULLET = re.compile(
    r"^[^\S\n]*(?:[^\w\s\"'“”‘’「『《(【\[,.。!?…:;~#-]|[-•·*][^\S\n]|[0-9]{1,2}[.、):])", re.MULTILINE
)
_PICTURE = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]")
_OPENING_NAME = re.compile(r"(?:^|[。!?\n;])[^\w\n]{0,4}([\u4e00-\u9fff]{2,8}),", re.MULTILINE)
_THREE_HAN = re.compile(r"[\u4e00-\u9fff]{3}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one signal or trace says about one page: its value, a count to quote, what it saw and where."""

    value: float
    count: int = 0
    found: Sequence[Hit | Span] = ()


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
    return Reading(trace.ramp(seen.density(len(hits))), len(hits), hits)


def read_signal(signal: Signal, seen: Sighting) -> Reading:
    """How strongly the page shows *signal*."""
    if signal.measure == "shape":
        return _SHAPES[signal.name](signal, seen)
    hits = seen.of(*signal.lists)
    if signal.measure == "density":
        measured, count = seen.density(len(hits)), len(hits)
    elif signal.measure == "distinct":
        count = len({hit.expression for hit in hits})
        measured = count / max(1.0, seen.page.size / seen.data.long_from)
    else:
        count = sum(1 for name in signal.lists if name in seen.hits)
        measured = float(count)
    return Reading(signal.ramp(measured), count, hits)


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
    return Reading(signal.ramp((bool(hooks) + bool(closes)) / 2), 0, [*hooks[:1], *closes[-1:]])


def _name_repetition(signal: Signal, seen: Sighting) -> Reading:
    """The most frequent name: a capitalised word inside a sentence, or three characters that open a Chinese sentence.

    A sentence that opens with a name and a comma, the name having been said before, counts as three.
    """
    page = seen.page
    names = {
        page.typed[start:end]
        for start, end, _ in page.words
        if end - start > 2 and page.typed[start : start + 2].istitle() and start not in page.starts
    }
    names |= {page.plain[start : start + 3] for start in page.starts if _THREE_HAN.match(page.plain, start)}
    count, best = max(((page.typed.count(name), name) for name in names), default=(0, ""))
    for match in _OPENING_NAME.finditer(page.plain):
        if count < 3 and page.plain.find(match.group(1)[:2]) < match.start(1):
            best, count = match.group(1), 3
    value = signal.ramp(count)
    if not value:
        return Reading(0.0, count)
    return Reading(value, count, _places(best, page.typed))


def _places(name: str, text: str) -> list[Span]:
    """Where *name* stands in *text*."""
    places, at = [], text.find(name)
    while at >= 0:
        places.append(Span(at, at + len(name)))
        at = text.find(name, at + len(name))
    return places


def _bullet_grid(signal: Signal, seen: Sighting) -> Reading:
    """Lines that open with a picture, a bullet or a number."""
    lines = [Span(*match.span()) for match in _BULLET.finditer(seen.page.plain)]
    return Reading(signal.ramp(len(lines)), len(lines), lines)


def _hashtag_pile(signal: Signal, seen: Sighting) -> Reading:
    return Reading(signal.ramp(seen.page.tag_count), seen.page.tag_count, seen.page.hashtags)


def _addressing_readers(signal: Signal, seen: Sighting) -> Reading:
    """Share of address among address and first person (S20), once readers are addressed at all twice."""
    you = seen.of(*signal.lists)
    if len(you) < 2:
        return Reading(0.0)
    speaker = len(seen.of("speaker"))
    return Reading(signal.ramp(len(you) / (len(you) + speaker)), len(you), you)


def _intensity(signal: Signal, seen: Sighting) -> Reading:
    """Exclamation marks, emphasis and pictures for each sentence."""
    hits = seen.of(*signal.lists)
    pictures = len(_PICTURE.findall(seen.page.plain))
    sentences = max(1, len(seen.page.sentences))
    return Reading(signal.ramp((len(hits) + pictures) / sentences), len(hits), hits)


_SHAPES: Mapping[str, Callable[[Signal, Sighting], Reading]] = {
    "telegram-style": _telegram_style,
    "hook-and-close": _hook_and_close,
    "name-repetition": _name_repetition,
    "bullet-grid": _bullet_grid,
    "hashtag-pile": _hashtag_pile,
    "addressing-readers": _addressing_readers,
    "intensity": _intensity,
}
