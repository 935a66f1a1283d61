"""A campaign for programs: one JSON object. The keys and their order are a contract."""

import json
import re
from collections import Counter
from collections.abc import Iterable

from xhs_compliance.analyses.campaign import Campaign, Member
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Language
from xhs_compliance.reporters.brief_data import overlap_to_dict
from xhs_compliance.reporters.data import Json, failure_to_dict

_SURROGATE = re.compile("[\ud800-\udfff]")


def render_campaign_json(campaign: Campaign, failures: Iterable[Failure], tool: str, language: Language) -> str:
    """*campaign* as one indented JSON object."""
    ids = [member.review.draft.id for member in campaign.members]
    rules = Counter(rule for m in campaign.members for rule in {f.rule.id for f in m.review.findings})
    content = {
        "tool": tool,
        "drafts": [_member(member, ids, language) for member in campaign.members],
        "clusters": [[ids[index] for index in group] for group in campaign.clusters],
        "shared_phrases": [{"text": p.text, "drafts": [ids[i] for i in p.drafts]} for p in campaign.phrases],
        "same_hashtags": {"hashtags": list(campaign.tags), "drafts": [ids[index] for index in campaign.same_tags]},
        "same_shape": [[ids[index] for index in group] for group in campaign.same_shape],
        "rules": dict(sorted(rules.items(), key=lambda pair: (-pair[1], pair[0]))),
        "errors": [failure_to_dict(failure, language) for failure in failures],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text) + "\n"


def _member(member: Member, ids: list[str], language: Language) -> Json:
    review, overlap = member.review, member.overlap
    value = review.scripted.value
    return {
        "id": review.draft.id,
        "creator": review.draft.creator,
        "tier": member.tier or None,
        "verdict": review.verdict.value,
        "script_likeness": None if value is None else round(value, 1),
        "brief_overlap": None if overlap is None else round(overlap.value, 4),
        "copies_brief": overlap is not None and overlap.copies,
        "near_duplicates": [{"id": ids[t.index], "similarity": round(t.similarity, 4)} for t in member.twins],
        "brief": None if overlap is None else overlap_to_dict(overlap),
        "findings": [
            {"rule": f.rule.id, "severity": f.severity.word, "text": f.text, "message": f.message(language)}
            for f in review.findings
        ],
    }
