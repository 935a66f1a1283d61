"""What briefs and campaigns are read by: sizes, thresholds and cue words of the rules folder."""

from functools import cache

from xhs_compliance.analyses.brief_data import BriefData
from xhs_compliance.packs.files import builtin_rules

DATA = "scripted/brief.yaml"


@cache
def brief_data() -> BriefData:
    """The sizes, thresholds and cue words the rules folder holds for briefs and campaigns."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = (builtin_rules() / DATA).read_bytes()
    return BriefData.from_mapping(yaml.load(content, Loader=loader))  # noqa: S506 - the safe loader
