"""A draft as the engine sees it: its fields folded, the terms found in them, and the patterns found so far."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from xhs_compliance.engine.field_text import FieldText
from xhs_compliance.engine.hits import Hit
from xhs_compliance.engine.lexicon import Lexicon
from xhs_compliance.engine.match import Match, by_span, inside, join, nearest
from xhs_compliance.engine.near import nearness
from xhs_compliance.engine.needs import Waiting, are_met
from xhs_compliance.engine.numbers import find_numbers
from xhs_compliance.engine.places import is_placed
from xhs_compliance.engine.regexes import Regexes
from xhs_compliance.model.draft import TEXT, TITLE, Draft
from xhs_compliance.model.pattern import (
    Count,
    Disguised,
    Draftwide,
    Either,
    InFields,
    Measured,
    Missing,
    Number,
    Pair,
    Pattern,
    Placed,
    Reach,
    Regex,
    Terms,
)
from xhs_compliance.model.span import Span
from xhs_compliance.text.fold import SILENT
from xhs_compliance.text.quiet import Quiet

MOST_MATCHES = 200
"""Matches of one pattern in one field that are looked at; a wall of the same word adds nothing."""


WORTH_NARROWING = 1_000
"""Code points of a text from which on looking around its literals takes less than trying an expression everywhere."""


class Scene:
    """Everything found in one draft so far; finding is lazy and done once.

    Args:
        draft: the draft.
        lexicon: the terms of all rules.
        regexes: compiled regular expressions, with what happens when one takes too long.
        waiting: what patterns wait for.

    """

    def __init__(self, draft: Draft, lexicon: Lexicon, regexes: Regexes, waiting: Waiting) -> None:
        self.draft = draft
        self.fields = {name: FieldText(name, text, lexicon) for name, text in draft.fields.items()}
        self._regexes = regexes
        self._waiting = waiting

    @cached_property
    def language(self) -> str:
        """The language of the body; of the title, where there is no body."""
        body = self.fields.get(TEXT) or next(iter(self.fields.values()), None)
        return body.language if body else "zh"

    def typed(self, match: Match) -> str:
        """The words of a match, as typed."""
        return self.draft.fields[match.field][slice(*match.span)]

    def whole_fields(self) -> Iterator[Match]:
        """Each field as one match: what a cue for the whole draft stands around."""
        for name, field_text in self.fields.items():
            yield Match(name, field_text.segments.around(Span(0, 0), "field"))

    def find(self, pattern: Pattern) -> list[Match]:
        """Every match of *pattern*, field by field in reading order."""
        return [match for name in self.fields for match in self.find_in(pattern, name)]

    def find_any(self, patterns: Sequence[Pattern]) -> list[Match]:
        """Every match of any of *patterns*, field by field in reading order."""
        if len(patterns) == 1:
            return self.find(patterns[0])
        found: list[Match] = []
        for name in self.fields if patterns else ():
            matches = [match for pattern in patterns for match in self.find_in(pattern, name)][:MOST_MATCHES]
            found += sorted(matches, key=by_span) if len(matches) > 1 else matches
        return found

    def find_near(self, pattern: Pattern, match: Match, within: Reach | int) -> Iterable[Match]:
        """The matches of *pattern* that stand as near to *match* as *within* says."""
        if within == "draft":
            return self.find(pattern)
        if within == "passage":
            found = self.find(pattern)
            return filter(self.nearness(match, within), found) if found else ()
        around = self.fields[match.field].segments.around(match.span, within)
        return inside(self.find_in(pattern, match.field), around)

    def nearness(self, match: Match, within: Reach | int) -> Callable[[Match], bool]:
        """Whether another match stands as near to *match* as *within* says."""
        return nearness(match, within, self.fields[match.field].segments)

    def find_in(self, pattern: Pattern, name: str) -> list[Match]:
        """The matches of *pattern* in one field, in reading order."""
        field = self.fields[name]
        known = field.found.get(id(pattern))
        if known is None:
            known = []
            if are_met(self._waiting.ways(pattern), field.sightings.keys):
                known = [*itertools.islice(_SEARCHES[type(pattern)](self, pattern, field), MOST_MATCHES)]
                if len(known) > 1:
                    known.sort(key=by_span)
            field.found[id(pattern)] = known
        return known

    def _terms(self, terms: Terms, field: FieldText) -> Iterable[Match]:
        hits = field.sightings.hits(terms.key)
        return [Match(field.name, hit.span, (hit,)) for hit in hits if terms.plain or hit.disguise]

    def _regex(self, regex: Regex, field: FieldText) -> Iterable[Match]:
        matches = [Match(field.name, span) for span in self._expressions(regex, field)]
        return matches if field.quiet is None else [*matches, *self._behind_signs(regex, field, field.quiet)]

    def _behind_signs(self, regex: Regex, field: FieldText, quiet: Quiet) -> Iterator[Match]:
        """Matches of an expression that signs inside a word would hide; what nobody can see is no disguise."""
        for span in self._regexes.find(regex, quiet.plain, [Span(0, len(quiet.plain))]):
            typed = quiet.span(span)
            word, written = quiet.plain[slice(*span)], field.folded.plain[slice(*typed)]
            if written != word:
                is_seen = written.replace(SILENT, "") != word
                yield Match(field.name, typed, (Hit(typed, word, ("noise",)),) if is_seen else ())

    def _number(self, number: Number, field: FieldText) -> Iterable[Match]:
        return [Match(field.name, found.span) for found in find_numbers(number, field.folded.plain)]

    def _either(self, either: Either, field: FieldText) -> Iterable[Match]:
        return itertools.chain.from_iterable(self.find_in(inner, field.name) for inner in either.patterns)

    def _in_fields(self, inner: InFields, field: FieldText) -> Iterable[Match]:
        return self.find_in(inner.pattern, field.name) if field.name in inner.fields else ()

    def _expressions(self, regex: Regex, field: FieldText) -> list[Span]:
        """Where a regular expression matches; in a long text looked for only around its literals."""
        plain = field.folded.plain
        ways = self._waiting.ways(regex)
        windows = [Span(0, len(plain))]
        if ways and regex.width is not None and len(plain) >= max(WORTH_NARROWING, 2 * regex.width):
            windows = field.sightings.windows((way[0] for way in ways), regex.width)
        return self._regexes.find(regex, plain, windows)

    def _placed(self, placed: Placed, field: FieldText) -> Iterator[Match]:
        has_title = TITLE in self.fields
        for found in self.find_in(placed.pattern, field.name):
            if is_placed(found.span, placed.where, field, field.language, has_title=has_title):
                yield found

    def _pairs(self, pair: Pair, field: FieldText) -> Iterator[Match]:
        """For each match of the first part, the nearest of the others that stands close enough."""
        for part in sorted(pair.parts, key=_is_slow):
            if not self.find_in(part, field.name):
                return
        first, *others = [self.find_in(part, field.name) for part in pair.parts]
        for lead in first:
            together = lead
            for candidates in others:
                near = nearest(together, candidates, pair, field.segments)
                if near is None:
                    break
                together = join(together, near)
            else:
                yield together

    def _counts(self, count: Count, field: FieldText) -> Iterator[Match]:
        """The first stretch in which enough of them stand; the match covers all of them."""
        found = sorted(
            ((match, number) for number, part in enumerate(count.of) for match in self.find_in(part, field.name)),
            key=lambda pair: pair[0].span,
        )
        for first in range(len(found)):
            inside = [
                (match, number)
                for match, number in found[first:]
                if count.per is None or match.span.end - found[first][0].span.start <= count.per
            ]
            if _amount(inside, count) >= count.at_least:
                hits = tuple(hit for match, _ in inside for hit in match.hits)
                yield Match(field.name, Span(inside[0][0].span.start, max(m.span.end for m, _ in inside)), hits)
                return
            if count.per is None:
                return


_SEARCHES: Mapping[type[Any], Callable[[Scene, Any, FieldText], Iterable[Match]]] = {
    Terms: Scene._terms,
    Regex: Scene._regex,
    Number: Scene._number,
    Either: Scene._either,
    Pair: Scene._pairs,
    Count: Scene._counts,
    Placed: Scene._placed,
    InFields: Scene._in_fields,
    **dict.fromkeys((Missing, Draftwide, Disguised, Measured), lambda *_: ()),
}
"""How each kind of pattern is looked for in a field; those about the whole draft match in none."""


def _is_slow(pattern: Pattern) -> bool:
    """Whether finding the pattern takes more than looking up what was seen."""
    return not isinstance(pattern, Terms)


def _amount(found: list[tuple[Match, int]], count: Count) -> int:
    if not count.distinct:
        return len(found)
    if len(count.of) > 1:
        return len({number for _, number in found})
    return len({hit.word for match, _ in found for hit in match.hits} or {match.span for match, _ in found})
