"""Where the patterns of rules and signals match in one draft."""

from collections.abc import Mapping

from xhs_compliance.engine.match import Match
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.engine.scene import Scene
from xhs_compliance.model.pattern import Draftwide, Measured, Missing
from xhs_compliance.model.rule import Rule, Signal


class Finder:
    """Finds in one draft.

    Args:
        measures: values of analyses, by name.

    Attributes:
        awake: the alternatives that can match in the draft, by rule or signal.
        cues: the identities of the patterns of excuses that can match in the draft.

    """

    def __init__(self, ruleset: RuleSet, scene: Scene, measures: Mapping[str, float]) -> None:
        self.awake = ruleset.awake(field.sightings for field in scene.fields.values())
        self.cues = ruleset.cues.awake(set().union(*(field.sightings.keys for field in scene.fields.values())))
        self.scene = scene
        self._alternatives = ruleset.alternatives
        self._measures = measures

    def matches(self, owner: Rule | Signal) -> list[Match | None]:
        """The matches of a rule or signal; ``None`` stands for the whole draft."""
        match owner.find:
            case Draftwide():
                return [None]
            case Missing(inner):
                return [] if self.scene.find(inner) else [None]
            case Measured(measure, at_least):
                return [None] if self._measures.get(measure, 0.0) >= at_least else []
            case _:
                patterns = self._alternatives[owner.id]
                return [*self.scene.find_any([patterns[number] for number in sorted(self.awake.get(owner.id, ()))])]
