"""One field of a draft as the engine sees it."""

from functools import cached_property

from xhs_compliance.engine.lexicon import Lexicon
from xhs_compliance.engine.match import Match
from xhs_compliance.text.fold import fold_field
from xhs_compliance.text.quiet import Quiet, quieted
from xhs_compliance.text.segment import Segments, language_of


class FieldText:
    """One field: its two folded views, its segments, and what may stand in it."""

    def __init__(self, name: str, text: str, lexicon: Lexicon) -> None:
        self.name = name
        self.folded = fold_field(text)
        self.sightings = lexicon.find(self.folded)
        self.found: dict[int, list[Match]] = {}
        self.segments = Segments(self.folded.plain)

    @cached_property
    def quiet(self) -> Quiet | None:
        """The text without signs inside words, where there are any."""
        return quieted(self.folded.plain)

    @cached_property
    def language(self) -> str:
        """The language of this field."""
        return language_of(self.folded.plain)
