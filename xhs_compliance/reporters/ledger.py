"""The claims ledger of some drafts: for the terminal, as JSON, as CSV for a spreadsheet."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from xhs_compliance.model.claim import Claim, Gap
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.office.workbook import harmless
from xhs_compliance.reporters.visible import plain_line, visible
from xhs_compliance.reporters.wording import located, severity_words

Ledgers = Sequence[tuple[Review, Sequence[Claim]]]

GAPS: Final = {
    Gap.NONE: Bilingual("有依据", "evidence declared"),
    Gap.MISSING: Bilingual("缺依据", "no evidence"),
    Gap.EXPIRED: Bilingual("依据已过期", "evidence has ended"),
    Gap.NUMBER_DIFFERS: Bilingual("数字和依据对不上", "the number is not the one proved"),
}
MARKS: Final = {Gap.NONE: "·", Gap.MISSING: "△", Gap.EXPIRED: "△", Gap.NUMBER_DIFFERS: "△"}
CATEGORIES: Final[Mapping[str, Bilingual]] = {
    "absolute-claim": Bilingual("绝对化用语", "absolute claim"),
    "health-claim": Bilingual("健康功效", "health claim"),
    "beauty-claim": Bilingual("美妆功效", "beauty claim"),
    "medical": Bilingual("医疗", "medical"),
    "substantiation": Bilingual("要证明的说法", "needs substantiation"),
}
NO_CLAIMS: Final = Bilingual("没有需要依据的说法", "no claims")
ASKS: Final = Bilingual("可填：{facts}", "could be declared: {facts}")
TOTAL: Final = Bilingual("共 {claims} 处说法，{gaps} 处有缺口", "claims: {claims}, with a gap: {gaps}")
HEADERS: Final = (
    Bilingual("草稿", "draft"), Bilingual("字段", "field"), Bilingual("类型", "kind"), Bilingual("说法", "claim"),
    Bilingual("句子", "sentence"), Bilingual("规则", "rule"), Bilingual("级别", "severity"),
    Bilingual("依据编号", "evidence id"), Bilingual("依据", "evidence"), Bilingual("缺口", "gap"),
)  # fmt: skip


def kind_words(claim: Claim) -> Bilingual:
    """What a reader calls the kind of a claim."""
    return CATEGORIES.get(claim.kind) or claim.title or Bilingual(claim.kind, claim.kind)


def render_ledger(ledgers: Ledgers, language: Language) -> str:
    """One block for each draft, then the counts."""
    blocks = ["\n".join(map(plain_line, _block(review, claims, language))) for review, claims in ledgers]
    every = [claim for _, claims in ledgers for claim in claims]
    gaps = sum(1 for claim in every if claim.gap is not Gap.NONE)
    return "\n\n".join([*blocks, TOTAL.in_language(language).format(claims=len(every), gaps=gaps)]) + "\n"


def render_ledger_json(ledgers: Ledgers, language: Language) -> str:
    """The same as one JSON object."""
    content = {
        "drafts": [
            {"id": review.draft.id, "claims": [claim_to_dict(claim, language) for claim in claims]}
            for review, claims in ledgers
        ]
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode() + "\n"


def render_ledger_csv(ledgers: Ledgers, language: Language) -> str:
    """The same as CSV, one claim a row; begins with a byte order mark, which Excel wants; no cell is a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(header.in_language(language) for header in HEADERS)
    for review, claims in ledgers:
        for claim in claims:
            writer.writerow(harmless(cell) for cell in _cells(review, claim, language))
    return "\ufeff" + stream.getvalue()


def claim_to_dict(claim: Claim, language: Language) -> dict[str, Any]:
    """One claim for JSON."""
    return {
        "kind": claim.kind,
        "field": claim.field,
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.words,
        "sentence": claim.sentence,
        "rule": None if claim.finding is None else claim.finding.rule.id,
        "severity": None if claim.finding is None else claim.finding.severity.word,
        "message": None if claim.finding is None else claim.finding.message(language),
        "fingerprint": None if claim.finding is None else claim.finding.fingerprint,
        "set_aside": claim.is_set_aside,
        "evidence": [{"source": proof.source, "id": proof.id, "text": proof.text} for proof in claim.proofs],
        "gap": claim.gap.value,
        "asks": list(claim.asks),
    }


def _block(review: Review, claims: Sequence[Claim], language: Language) -> list[str]:
    lines = [visible(review.draft.id)]
    if not claims:
        return [*lines, f"  {NO_CLAIMS.in_language(language)}"]
    for claim in claims:
        place = located(review.draft, claim.field, claim.span, language)
        kind = kind_words(claim).in_language(language)
        severity = "" if claim.finding is None else f"  {severity_words(claim.finding, language)}"
        lines.append(f"  {MARKS[claim.gap]} {kind}  “{visible(claim.words)}”{severity}  {place}")
        proofs = "; ".join(f"{proof.id}: {visible(proof.text)}" for proof in claim.proofs)
        asks = ASKS.in_language(language).format(facts=", ".join(claim.asks)) if claim.asks and not proofs else ""
        gap = GAPS[claim.gap].in_language(language)
        lines.append(f"      {gap}{'  ' if proofs or asks else ''}{proofs or asks}")
    return lines


def _cells(review: Review, claim: Claim, language: Language) -> list[str]:
    return [
        review.draft.id,
        claim.field,
        kind_words(claim).in_language(language),
        claim.words,
        claim.sentence,
        "" if claim.finding is None else claim.finding.rule.id,
        "" if claim.finding is None else severity_words(claim.finding, language),
        "; ".join(proof.id for proof in claim.proofs),
        "; ".join(proof.text for proof in claim.proofs),
        GAPS[claim.gap].in_language(language),
    ]
