"""What a draft shares with its brief, for programs."""

from xhs_compliance.model.overlap import BriefOverlap


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
        "slogans": [
            {"field": s.field, "start": s.span.start, "end": s.span.end, "text": s.text} for s in overlap.slogans
        ],
        "must_say": list(overlap.must_say),
        "points_covered": len(overlap.covered),
        "points": overlap.points,
        "in_order": overlap.in_order,
    }
