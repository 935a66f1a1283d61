"""The small closed vocabularies: severity, confidence, verdict, category, language, market."""

from enum import IntEnum, StrEnum
from typing import Literal, NamedTuple, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Market = str
"""The code of a market; those there are stand among the facts, as values of :data:`MARKETS`."""

MARKETS = "markets"
"""The fact that names the markets of a draft."""

GOODS = "product_category"
"""The fact that names the kinds of product a draft is about."""

CATEGORIES = (
    "disclosure",
    "absolute-claim",
    "health-claim",
    "beauty-claim",
    "substantiation",
    "medical",
    "minors",
    "regulated-goods",
    "inducement",
    "off-platform",
    "scripted",
    "ai-label",
    "other",
)


class Bilingual(NamedTuple):
    """One sentence in both languages of the interface."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """The text in *language*."""
        return self.zh if language == "zh" else self.en


class Severity(IntEnum):
    """How bad a finding is, if it is right; ordered, so that the strongest wins by ``max``."""

    OFF = 0
    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The word used in packs, on the command line and in JSON."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> "Severity":
        """The severity named *word*.

        Raises:
            KeyError: when there is none of that name.

        """
        return cls[word.upper()]


class Confidence(StrEnum):
    """How sure we are that the rule states the law or the platform's policy."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Verdict(StrEnum):
    """What the tool advises for a whole draft."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    REVIEW = "review"
    BLOCK = "block"
    INCOMPLETE = "incomplete"
