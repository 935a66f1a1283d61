"""Rules compiled, and the way of a draft through them: joined to its order, held against its brief, judged."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xhs_compliance import __version__
from xhs_compliance.analyses.scripted import measure_script_likeness
from xhs_compliance.compiled import Compiled
from xhs_compliance.config.settings import Config
from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.settle import NO_DECISIONS
from xhs_compliance.model.decision import Decisions
from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.finding import Diagnostic, Finding
from xhs_compliance.model.policy import Policy
from xhs_compliance.model.report import Failure
from xhs_compliance.model.review import Review, ScriptLikeness
from xhs_compliance.model.words import Bilingual, Severity
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.readers.files import NO_COLUMNS, read_path

if TYPE_CHECKING:
    from xhs_compliance.engine.selftest import Tested
    from xhs_compliance.engine.trace import Trace
    from xhs_compliance.packs.load import RuleBook
    from xhs_compliance.readers.orders import Orders

TOOL = f"xhs-compliance {__version__}"


@dataclass(frozen=True)
class Linter:
    """Rules compiled, ready for any number of drafts.

    Attributes:
        compiled: the rules and what they share.
        checker: what applies them.
        config: the configuration; gives facts by path.
        defaults: facts that hold for every draft that does not declare them itself.
        folders: folders with packs beside the built-in ones.
        overrides: severities that replace those of rules, by rule id.
        accepted: fingerprints of accepted findings, by draft id.
        decisions: what people decided about findings.
        orders: the orders of the platform, joined to drafts by their number.
        profiled: gives the linter of a profile, for drafts that name one.
        later: the days on which rules come into force within a post's shelf life, and what applies them then.
        brief: the text of the brief for drafts that bring none of their own.

    """

    compiled: Compiled
    checker: Checker
    config: Config
    defaults: Facts
    folders: tuple[Path, ...] = ()
    overrides: Mapping[str, Severity] = field(default_factory=dict)
    accepted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    decisions: Decisions = NO_DECISIONS
    orders: "Orders | None" = None
    profiled: "Callable[[str], Linter] | None" = None
    later: tuple[tuple[date, Checker], ...] = ()
    brief: str | None = None

    @cached_property
    def book(self) -> "RuleBook":
        """The packs that apply with their examples, read anew: for listing, explaining and testing rules."""
        applied = {pack.id for pack in self.compiled.ruleset.packs}
        from xhs_compliance.packs.load import load_rulebook

        book = load_rulebook([builtin_rules(), *self.folders])
        return replace(book, packs=tuple(pack for pack in book.packs if pack.id in applied))

    @property
    def facts(self) -> Mapping[str, FactType]:
        """The table of facts."""
        return self.compiled.facts

    def under(self, policy: Policy) -> "Linter":
        """The same rules under another policy; what is loaded is shared."""
        return replace(self, checker=self.checker.under(policy), config=replace(self.config, policy=policy))

    def on(self, day: date) -> "Linter":
        """The same rules with the law of another day; what is loaded is shared."""
        return replace(self, checker=self.checker.on(day), later=tuple(each for each in self.later if each[0] > day))

    def check(self, draft: Draft) -> Review:
        """The review of one draft, its order joined where there are orders."""
        draft = draft if self.orders is None else self.orders.join(draft)
        scripted = measure_script_likeness(draft.fields, self.compiled.scripted)
        brief = draft.brief or self.brief
        review = self._beside(draft, scripted, brief) if brief else self.checker.check(draft, scripted)
        if not draft.notes and not self.later:
            return review
        notes = [Diagnostic("note", "", note) for note in draft.notes]
        return replace(review, diagnostics=(*review.diagnostics, *notes, *self._upcoming(draft, review)))

    def _upcoming(self, draft: Draft, review: Review) -> list[Diagnostic]:
        """A note for every finding that rules yet to come into force would add, each once, on its first day."""
        known = {finding.fingerprint for finding in review.findings}
        notes = []
        for day, checker in self.later:
            then = checker.check(draft, review.scripted)
            for finding in then.findings:
                if finding.fingerprint not in known:
                    known.add(finding.fingerprint)
                    notes.append(Diagnostic("note", finding.rule.id, comes_into_force(day, finding)))
        return notes

    def trace(self, draft: Draft) -> "tuple[Trace, ...]":
        """Every gate and excuse that was considered for every candidate in a draft."""
        return self.checker.trace(draft, measure_script_likeness(draft.fields, self.compiled.scripted))

    def _beside(self, draft: Draft, scripted: ScriptLikeness, brief: str) -> Review:
        """The review of a draft held against its brief, which takes its own analysis only where there is one."""
        from xhs_compliance.analyses.brief import compare_with_brief, with_overlap
        from xhs_compliance.readers.brief import read_once
        from xhs_compliance.readers.brief_rules import brief_data

        data = brief_data()
        overlap = compare_with_brief(draft.fields, read_once(brief), data)
        measures = {"brief-overlap": 100 * overlap.value} if overlap.copies else {}
        review = self.checker.check(draft, with_overlap(scripted, overlap, data), measures)
        return replace(review, overlap=overlap, draft=replace(review.draft, brief=brief))

    def judge(self, entry: Draft | Failure) -> Review | Failure:
        """The review of what a reader gave, by the profile it names; a failure stays one."""
        if isinstance(entry, Failure):
            return entry
        if not entry.profile:
            return self.check(entry)
        try:
            linter = self._by_profile(entry.profile)
        except UsageError as error:
            return Failure(entry.source, error.message, entry.id)
        facts = linter.defaults_for(entry.source).with_values(**entry.facts.values)
        return linter.check(replace(entry, profile="", facts=facts))

    def _by_profile(self, profile: str) -> "Linter":
        if self.profiled is None:
            message = Bilingual(
                f"没有叫“{profile}”的方案；这里没有读配置文件",
                f"there is no profile {profile!r}: no configuration was read",
            )
            raise UsageError(message)
        return self.profiled(profile)

    def check_paths(self, paths: Iterable[Path], columns: Mapping[str, str] = NO_COLUMNS) -> Iterator[Review | Failure]:
        """A review or a failure for every draft in the files and folders named, in order.

        *columns* names the header of a role or fact in tables, where names alone do not say it.
        """
        for path in paths:
            for entry in read_path(path, self.facts, self.defaults_for, columns):
                yield self.judge(entry)

    def defaults_for(self, path: str) -> Facts:
        """The facts that hold for a draft at *path* where it declares nothing itself."""
        configured = declared(self.config.facts_for(path), self.facts)
        return configured.with_values(**self.defaults.values)

    def test(self) -> "Iterator[Tested]":
        """Run the examples of every rule and signal."""
        from xhs_compliance.engine.selftest import check_examples

        return check_examples((*self.book.rules, *self.book.signals), self.checker, self.facts)


def comes_into_force(day: date, finding: Finding) -> Bilingual:
    """What a finding says that will only be one from *day* on."""
    zh, en = finding.rule.title
    return Bilingual(f"{day} 起要看“{finding.text}”：{zh}", f"from {day} on, “{finding.text}”: {en}")


def declared(facts: Mapping[str, Any], types: Mapping[str, FactType]) -> Facts:
    """Facts as a caller or a configuration declares them.

    Raises:
        UsageError: for a fact or a value nobody knows.

    """
    try:
        return declare(facts, types)
    except FactError as error:
        raise UsageError(error.message) from None
