"""What may be said about a product: each statement as it is, only with evidence, or not at all.

Whether evidence would help is tried, not guessed: the statement is checked again as if the evidence were there. An
award, a grade or a registered name saves the words it belongs to and nothing else, so the statement has to name it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xhs_compliance.analyses.brief_data import CardData
from xhs_compliance.analyses.ledger import ledger
from xhs_compliance.model.claim import ClaimKind, Gap
from xhs_compliance.model.draft import TEXT, Draft
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.finding import Finding
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual, Severity
from xhs_compliance.text.fold import fold

_NOT_CLAIMS = ("disclosure", "scripted", "ai-label")
_FIGURE = 100000


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement about the product.

    Attributes:
        text: as typed.
        findings: what rules have against it in a paid post, strongest first.
        needs: the facts that, declared together, would leave no rule against it.
        unproved: kinds of claim in it that need evidence on file though no rule is against them.

    """

    text: str
    findings: tuple[Finding, ...]
    needs: tuple[str, ...] = ()
    unproved: tuple[Bilingual, ...] = ()

    @property
    def never(self) -> bool:
        """Whether nothing that can be declared about this product would help."""
        return bool(self.findings) and not self.needs


@dataclass(frozen=True, slots=True)
class Sorter:
    """Sorts statements about one product.

    Attributes:
        check: the review of a draft.
        types: the table of facts.
        product: what is declared about it.
        data: which evidence counts for what.
        kinds: what needs evidence on file.

    """

    check: Callable[[Draft], Review]
    types: Mapping[str, FactType]
    product: Facts
    data: CardData
    kinds: Sequence[ClaimKind]

    def sort(self, text: str) -> Statement:
        """Where a statement belongs."""
        paid = self.product.with_values(commercial=("paid",))
        review = self._review(text, paid)
        findings = _claims(review)
        if not findings:
            titles = {kind.name: kind.title for kind in self.kinds}
            gaps = [c.kind for c in ledger(review, self.kinds) if c.gap is not Gap.NONE and c.kind in titles]
            return Statement(text, (), (), tuple(titles[kind] for kind in dict.fromkeys(gaps)))
        return Statement(text, findings, self._needs(text, paid, findings))

    def _review(self, text: str, facts: Facts) -> Review:
        return self.check(Draft("card", {TEXT: text}, facts))

    def _needs(self, text: str, facts: Facts, findings: Sequence[Finding]) -> tuple[str, ...]:
        """The fewest facts that help, tried: all that rules ask for, then without each in turn."""
        asked = dict.fromkeys(fact for finding in findings for fact in finding.rule.ask)
        needed = {fact: self._supposed(fact) for fact in asked if self._can_help(fact, text)}
        if not needed or _claims(self._review(text, facts.with_values(**needed))):
            return ()
        for fact in tuple(needed):
            fewer = {name: value for name, value in needed.items() if name != fact}
            if fewer and not _claims(self._review(text, facts.with_values(**fewer))):
                needed = fewer
        return tuple(needed)

    def _can_help(self, fact: str, text: str) -> bool:
        if fact not in self.types or fact in self.data.of_the_author or self.product.declared(fact):
            return False
        if any(fact in self.data.not_for.get(kind, ()) for kind in self.product.words("product_category")):
            return False
        cue = self.data.named.get(fact)
        return cue is None or bool(cue.search(fold(text).lower()))

    def _supposed(self, fact: str) -> Any:
        """A value the fact could have, whatever it is."""
        row = self.types[fact]
        supposed: Mapping[str, Any] = {
            "choice": row.values[0] if row.values else "",
            "choices": row.values,
            "flag": True,
            "number": _FIGURE,
            "date": "2026-01-01",
            "record": "on file",
            "texts": ("on file",),
        }
        return supposed.get(row.kind, "on file")


def _claims(review: Review) -> tuple[Finding, ...]:
    """What the claim rules say, from warnings on."""
    return tuple(f for f in review.findings if f.severity >= Severity.WARNING and f.rule.category not in _NOT_CLAIMS)
