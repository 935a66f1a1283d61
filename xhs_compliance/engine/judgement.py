"""What the rules said about one draft, and how a match is told: as a finding, or as excused."""

from dataclasses import dataclass, field

from xhs_compliance.engine.match import Match
from xhs_compliance.engine.regexes import RegexTimeoutError
from xhs_compliance.engine.scene import Scene
from xhs_compliance.engine.situation import Held
from xhs_compliance.engine.ties import Candidate
from xhs_compliance.model.finding import Diagnostic, Evidence, Excused, Finding
from xhs_compliance.model.rule import Rule
from xhs_compliance.model.words import Bilingual, Severity

WHOLE_DRAFT = "text"
"""The field a finding about the whole draft is filed under."""


@dataclass
class Judgement:
    """What the rules said about one draft under one set of facts.

    Attributes:
        candidates: what would be found under some answer, while the commercial tie is undeclared.
        diagnostics: the rules and signals that could not be evaluated; signals that are only raised later add theirs.

    """

    findings: list[Finding] = field(default_factory=list)
    excused: list[Excused] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def slow_expression(owner: str, error: RegexTimeoutError) -> Diagnostic:
    """That a rule or signal could not be evaluated, one of its expressions having taken too long."""
    reason = Bilingual(
        f"有一条正则算得太久，没有判断完：{error.source}", f"a regular expression took too long: {error.source}"
    )
    return Diagnostic("incomplete", owner, reason)


def finding_of(
    scene: Scene, rule: Rule, match: Match | None, severity: Severity, held: Held, about: Finding | None = None
) -> Finding:
    """A match as a finding.

    Args:
        scene: the draft.
        rule: the rule that found it.
        match: what it found; ``None`` for the whole draft.
        severity: what it weighs.
        held: what made it weigh so much.
        about: the finding it is about, whose disguise is told again.

    """
    if match is None:
        return Finding(rule, severity, WHOLE_DRAFT, None, "", "", evidence=held)
    text = scene.typed(match)
    disguise = about.disguise if about else tuple(dict.fromkeys(k for hit in match.hits for k in hit.disguise))
    reads_as = about.reads_as if about else _reads_as(match, text)
    return Finding(rule, severity, match.field, match.span, text, reads_as, disguise, held)


def excused_of(scene: Scene, rule: Rule, match: Match | None, because: str, evidence: Evidence) -> Excused:
    """A match, or the whole draft, that was let go *because* an excuse of that name held."""
    if match is None:
        return Excused(rule, WHOLE_DRAFT, None, "", because, evidence)
    return Excused(rule, match.field, match.span, scene.typed(match), because, evidence)


def _reads_as(match: Match, text: str) -> str:
    """The words as meant: each disguised term replaced by the plain one."""
    plain, end = "", match.span.start
    for hit in match.hits:
        if hit.span.start < end or not hit.disguise:
            continue
        plain += text[end - match.span.start : hit.span.start - match.span.start] + hit.word
        end = hit.span.end
    return plain + text[end - match.span.start :]
