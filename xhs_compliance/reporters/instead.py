"""What to write instead, as every report says it."""

from typing import Final

from xhs_compliance.model.finding import Finding
from xhs_compliance.model.words import Bilingual, Language

DROP_TOPIC: Final = Bilingual("删掉这个话题", "drop this topic")
_DROPPED: Final = Bilingual("（删掉话题 {topic}）", "(drop the topic {topic})")


def instead_of(finding: Finding, language: Language) -> tuple[str, ...]:
    """The texts that may stand in for the words found; inside a hashtag, that the topic is to go."""
    if finding.topic:
        return (_DROPPED.in_language(language).format(topic=finding.topic),)
    return finding.suggestions
