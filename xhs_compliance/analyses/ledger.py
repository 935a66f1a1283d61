"""The claims ledger: every efficacy, number, rank or comparison of a draft, the evidence declared for it, and the gap.

A claim is what a rule found, or what a draft may say but has to be able to prove. Evidence comes from a claim sheet
(the brand's list of what it can prove), from declared facts that the rule asks for, and from decisions to keep. A
sheet's claim answers for one of a draft when most of its words stand in the same clause; its numbers must then be the
same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from xhs_compliance.engine.settle import sentence_around
from xhs_compliance.model.claim import Claim, ClaimKind, DeclaredClaim, Gap, Proof
from xhs_compliance.model.decision import Choice
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Review
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual
from xhs_compliance.text.fold import fold, skeleton_of
from xhs_compliance.text.segment import Segments

CATEGORIES: Final = ("absolute-claim", "health-claim", "beauty-claim", "medical", "substantiation")
"""Categories of findings that say something which needs evidence."""
COVERED: Final = 0.6
"""Share of a sheet's words that must stand in the clause; our own choice, low enough for a changed word or two."""

CIRCUMSTANCES: Final = frozenset(
    (
        "commercial",
        "product_category",
        "markets",
        "surface",
        "author_role",
        "child_cosmetic",
        "audience_minor",
        "medical_cert",
        "filter_used",
        "patent_type",
        "platform_declaration",
        "disclaimer_on_creative",
    )
)
"""Facts that say what a post is and where it goes; rules ask for them, but they prove nothing."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DIGITS = re.compile(r"\d+")


def claim_kinds(raw: Mapping[str, Any]) -> tuple[ClaimKind, ...]:
    """The kinds in ``rules/claims.yaml``."""
    return tuple(
        ClaimKind(name, Bilingual(**kind["title"]), tuple(re.compile(each) for each in kind["find"]))
        for name, kind in raw["kinds"].items()
    )


def ledger(review: Review, kinds: Sequence[ClaimKind], sheet: Sequence[DeclaredClaim] = ()) -> tuple[Claim, ...]:
    """Every claim of a draft in reading order.

    Args:
        review: the draft's review.
        kinds: what counts as a claim beside findings.
        sheet: what the brand declares it can prove.

    """
    found = [*_of_findings(review, sheet)]
    taken = [(claim.field, claim.span) for claim in found]
    for claim in _neutral(review, kinds, sheet):
        if not any(field == claim.field and span.overlaps(claim.span) for field, span in taken):
            found.append(claim)
            taken.append((claim.field, claim.span))
    order = list(review.draft.fields)
    return tuple(sorted(found, key=lambda claim: (order.index(claim.field), claim.span)))


def _of_findings(review: Review, sheet: Sequence[DeclaredClaim]) -> Iterator[Claim]:
    seen: list[tuple[str, Span]] = []
    aside = {entry.finding.fingerprint for entry in review.suppressed}
    for finding in (*review.findings, *(entry.finding for entry in review.suppressed)):
        if finding.span is None or finding.rule.category not in CATEGORIES:
            continue
        if any(field == finding.field and span.overlaps(finding.span) for field, span in seen):
            continue
        seen.append((finding.field, finding.span))
        sentence = sentence_around(review.draft.fields[finding.field], finding.span)
        clause = _clause(review.draft.fields[finding.field], finding.span)
        proofs, gap = _proved(finding.text, clause, sheet, review.as_of)
        facts = [name for name in finding.rule.ask if name not in CIRCUMSTANCES]
        own = [*_declared(facts, review), *_decided(finding, review)]
        yield Claim(
            kind=finding.rule.category,
            field=finding.field,
            span=finding.span,
            words=finding.text,
            sentence=sentence,
            proofs=(*proofs, *own),
            gap=Gap.NONE if own and gap is Gap.MISSING else gap,
            finding=finding,
            asks=tuple(name for name in facts if not review.draft.facts.declared(name)),
            is_set_aside=finding.fingerprint in aside,
        )


def _neutral(review: Review, kinds: Sequence[ClaimKind], sheet: Sequence[DeclaredClaim]) -> Iterator[Claim]:
    for field, text in review.draft.fields.items():
        plain = fold(text)
        for kind in kinds:
            for expression in kind.find:
                for match in expression.finditer(plain):
                    span = Span(*match.span())
                    sentence = sentence_around(text, span)
                    words = text[span.start : span.end]
                    proofs, gap = _proved(words, _clause(text, span), sheet, review.as_of)
                    yield Claim(kind.name, field, span, words, sentence, proofs, gap, title=kind.title)


def _proved(words: str, clause: str, sheet: Sequence[DeclaredClaim], day: date) -> tuple[tuple[Proof, ...], Gap]:
    """What a sheet says for some words in their clause, and what is missing."""
    scored = sorted(((_cover(row.claim, words, clause), row) for row in sheet), key=lambda each: -each[0])
    fitting = [row for cover, row in scored if cover >= COVERED]
    if not fitting:
        return (), Gap.MISSING
    numbers = set(_NUMBER.findall(fold(words)))
    gaps = []
    for row in fitting:
        if row.until is not None and row.until < day:
            gaps.append(Gap.EXPIRED)
        elif not row.evidence.strip():
            gaps.append(Gap.MISSING)
        elif numbers - set(_NUMBER.findall(fold(f"{row.claim} {row.evidence}"))):
            gaps.append(Gap.NUMBER_DIFFERS)
        else:
            return (Proof("sheet", row.id, row.evidence),), Gap.NONE
    return tuple(Proof("sheet", row.id, row.evidence) for row in fitting[:1]), gaps[0]


def _cover(claim: str, words: str, clause: str) -> float:
    """How much of a sheet's claim stands in a clause: the share of its pairs of neighbouring characters, no digits.

    All of it where the words found are part of the claim, nothing where they share no pair with it: a claim beside
    them in the same clause proves nothing for them.
    """
    wanted, there, said = (_DIGITS.sub("", skeleton_of(text)) for text in (claim, clause, words))
    if len(said) > 1 and said in wanted:
        return 1.0
    pairs = {wanted[at : at + 2] for at in range(len(wanted) - 1)}
    own = {said[at : at + 2] for at in range(len(said) - 1)}
    if not pairs or (own and not own & pairs):
        return 0.0
    return sum(pair in there for pair in pairs) / len(pairs)


def _clause(text: str, span: Span) -> str:
    around = Segments(fold(text)).around(span, "clause")
    return text[around.start : around.end]


def _declared(facts: Sequence[str], review: Review) -> Iterator[Proof]:
    for name in facts:
        value = review.draft.facts.get(name)
        if value is not None and value is not False:
            yield Proof("fact", name, ", ".join(map(str, value)) if isinstance(value, tuple) else str(value))


def _decided(finding: Finding, review: Review) -> Iterator[Proof]:
    decided = review.decision_on(finding)
    if decided is not None and decided.decision.choice is Choice.KEEP and not decided.is_stale:
        yield Proof("decision", decided.decision.by, ", ".join(decided.decision.evidence))
