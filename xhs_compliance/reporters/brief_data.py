"""What a draft shares with its brief, for programs."""

from xhs_compliance.model.overlap import BriefOverlap, OwnWords


def overlap_to_dict(overlap: BriefOverlap) -> dict[str, object]:
    """What a draft shares with its brief, as one JSON object."""
    return {
        "through": round(overlap.through, 4),
        "runs": [
            {
                "field": run.field,
                "start": run.span.start,
                "end": run.span.end,
                "text": run.text,
                "brief_start": run.brief_span.start,
                "brief_end": run.brief_span.end,
            }
            for run in overlap.runs
        ],
        "slogans": [_own_words(each) for each in overlap.slogans],
        "claims": [_own_words(each) for each in overlap.claims],
        "must_say": list(overlap.must_say),
        "points_covered": len(overlap.covered),
        "points": overlap.points,
        "in_order": overlap.in_order,
    }


def _own_words(said: OwnWords) -> dict[str, object]:
    return {"field": said.field, "start": said.span.start, "end": said.span.end, "text": said.text}
