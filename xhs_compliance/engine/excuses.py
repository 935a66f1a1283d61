"""Excuses: whether the candidate is negated, asked about, quoted, or part of a longer innocent phrase."""

from collections.abc import Iterable

from xhs_compliance.engine.match import Match, inside
from xhs_compliance.engine.scene import Scene
from xhs_compliance.engine.situation import Situation
from xhs_compliance.model.condition import Context, Excuse, Exempt, When
from xhs_compliance.model.finding import Evidence
from xhs_compliance.model.pattern import Pattern
from xhs_compliance.model.span import Span


def excused_by(excuses: tuple[Excuse, ...], match: Match, situation: Situation) -> tuple[str, Evidence] | None:
    """The name of the first excuse that holds for *match*, with its evidence; ``None`` when none does."""
    for excuse in excuses:
        evidence = _evidence(excuse, match, situation)
        if evidence is not None:
            return excuse.name, evidence
    return None


def _evidence(excuse: Excuse, match: Match, situation: Situation) -> Evidence | None:
    match excuse:
        case When(name, condition):
            held = situation.holds(condition, match)
            return None if held is None else held[0] if held else Evidence("context", name)
        case Exempt(name, phrases):
            return _shield(phrases, match, situation, name)
        case Context():
            return _cue(excuse, match, situation)


def _shield(phrases: Pattern, match: Match, situation: Situation, name: str) -> Evidence | None:
    """A phrase that overlaps the match and does not lie strictly inside it."""
    for found in situation.scene.find_in(phrases, match.field):
        inside = match.span.covers(found.span) and found.span != match.span
        if found.span.overlaps(match.span) and not inside:
            return situation.seen(found, name)
    return None


def _cue(excuse: Context, match: Match, situation: Situation) -> Evidence | None:
    """A cue on the right side of the match, near enough, and not part of a phrase that only looks like it."""
    scene = situation.scene
    for cue in _cues_near(excuse, match, scene):
        masks = scene.find_in(excuse.masked_by, cue.field) if excuse.masked_by is not None else []
        if not any(mask.span.covers(cue.span) for mask in masks) and not _ends_between(excuse, cue, match, scene):
            return situation.seen(cue, excuse.name)
    return None


def _ends_between(excuse: Context, cue: Match, match: Match, scene: Scene) -> bool:
    """Whether what a cue before the match says ends before it, as in *they call it a scam, but it heals*."""
    if excuse.until is None or cue.field != match.field or cue.span.end > match.span.start:
        return False
    between = Span(cue.span.end, match.span.start)
    return any(between.covers(end.span) for end in scene.find_in(excuse.until, match.field))


def _cues_near(excuse: Context, match: Match, scene: Scene) -> Iterable[Match]:
    if excuse.within == "draft":
        return scene.find(excuse.cue)
    if excuse.within == "passage":
        near = scene.find_near(excuse.cue, match, excuse.within)
        return (cue for cue in near if cue.field != match.field or _on_side(excuse, cue.span, match))
    cues = scene.find_in(excuse.cue, match.field)
    if not cues:
        return ()
    segments = scene.fields[match.field].segments
    around = segments.around(match.span, excuse.within)
    if excuse.within == "sentence":
        around = Span(around.start, segments.sentence_mark(match.span).end)
    return (cue for cue in inside(cues, around) if _on_side(excuse, cue.span, match))


def _on_side(excuse: Context, cue: Span, match: Match) -> bool:
    """Whether the cue stands on the side asked for; ``before`` a pair is also between its parts (皱纹不会消失)."""
    span = match.span
    if excuse.side == "before":
        between = span.covers(cue) and bool(match.parts) and not any(cue.overlaps(part) for part in match.parts)
        return between or (cue.start < span.start and cue.end <= span.end)
    if excuse.side == "after":
        return cue.end > span.end and cue.start >= span.start
    return True
