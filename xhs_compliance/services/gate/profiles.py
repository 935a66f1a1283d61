"""The linter of each profile of a configuration, loaded when it is first asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from xhs_compliance.linter import Linter
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.words import Bilingual
from xhs_compliance.services.gate.dated import Clock, Dated

MOST = 64
"""Profiles held at once; a request cannot make the gate load without end, since names come from the configuration."""


@dataclass(frozen=True)
class Profiles:
    """Linters by profile.

    Attributes:
        standard: the linter of a request that names no profile.
        load: loads the linter of a named profile; ``None`` where there are none.
        clock: tells the day whose law a request is judged by; ``None`` leaves linters at the day they were loaded for.

    """

    standard: Linter
    load: Callable[[str], Linter] | None = None
    clock: Clock | None = None
    _loaded: dict[str, Dated] = field(default_factory=dict)
    _loading: Lock = field(default_factory=Lock)

    def linter(self, profile: str) -> Linter:
        """The linter of *profile* with the law of today; the standard one for an empty name.

        Raises:
            UsageError: when the configuration has no such profile.

        """
        if profile in self._loaded:
            return self._loaded[profile].current()
        if not profile:
            return self._loaded.setdefault("", Dated(self.standard, self.clock)).current()
        if self.load is None:
            raise UsageError(
                Bilingual(
                    f"没有叫“{profile}”的方案；这里没有配置方案",
                    f"there is no profile {profile!r}; none are configured",
                )
            )
        with self._loading:
            if profile not in self._loaded:
                if len(self._loaded) > MOST:  # the standard one among them
                    raise UsageError(Bilingual(f"方案太多了，上限 {MOST}", f"too many profiles; at most {MOST}"))
                self._loaded[profile] = Dated(self.load(profile), self.clock)
        return self._loaded[profile].current()
