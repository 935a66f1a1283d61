"""The Python interface, in three tiers: a text, a draft, paths.

>>> from xhs_compliance import check_text
>>> check_text("没有最好的面霜，只有适合自己的").verdict
<Verdict.PASS: 'pass'>
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xhs_compliance import __version__
from xhs_compliance.analyses.scripted import measure_script_likeness
from xhs_compliance.baseline import fingerprints, read_baseline
from xhs_compliance.compiled import Compiled, compile_rules
from xhs_compliance.config import Config, matches
from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.settle import NO_DECISIONS
from xhs_compliance.model.decision import Decisions
from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import TEXT, TITLE, Draft
from xhs_compliance.model.errors import InputError, UsageError, did_you_mean, with_hint
from xhs_compliance.model.facts import Facts, FactType
from xhs_compliance.model.finding import Diagnostic, Finding
from xhs_compliance.model.policy import Policy
from xhs_compliance.model.report import Failure, Report
from xhs_compliance.model.review import Review, ScriptLikeness
from xhs_compliance.model.rule import Pack, Rule
from xhs_compliance.model.words import Bilingual, Severity
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.lock import check_lock
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
        checker = Checker(
            self.compiled.ruleset,
            day,
            TOOL,
            policy=self.config.policy,
            overrides=self.overrides,
            accepted=self.accepted,
            decisions=self.decisions,
        )
        return replace(self, checker=checker, later=tuple(each for each in self.later if each[0] > day))

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
        configured = _declared(self.config.facts_for(path), self.facts)
        return configured.with_values(**self.defaults.values)

    def test(self) -> "Iterator[Tested]":
        """Run the examples of every rule and signal."""
        from xhs_compliance.engine.selftest import check_examples

        return check_examples((*self.book.rules, *self.book.signals), self.checker, self.facts)


def load_linter(
    *,
    config: Config | None = None,
    packs: Iterable[str] = (),
    folders: Iterable[Path] = (),
    facts: Mapping[str, Any] | None = None,
    as_of: date | None = None,
    decisions: Decisions = NO_DECISIONS,
    until: date | None = None,
    rules: Path | None = None,
) -> Linter:
    """Load rules.

    Args:
        config: what a configuration file says; the arguments below win over it.
        packs: ids of the packs to apply; all when empty.
        folders: folders with further packs.
        facts: what holds for every draft that does not declare it itself.
        as_of: the day whose law applies; today when ``None``.
        decisions: what people decided about findings.
        until: the last day of a post's shelf life; rules that come into force up to then are noted.
        rules: a whole folder of rules (shared files and packs) in place of the built-in ones.

    Raises:
        PackError: when a pack is wrong, or is not the one the lock file names.
        UsageError: when a pack or a fact is not known.

    """
    config = config or Config()
    asked = tuple(packs)
    roots = (*config.rules_dirs, *folders)
    selection = repr((asked, config.packs, config.packs_off))
    compiled = compile_rules(roots, lambda loaded: _chosen(loaded, asked, config), selection, rules)
    ruleset = compiled.ruleset
    if config.lock is not None:
        check_lock(config.lock, ruleset.packs)
    accepted = fingerprints(read_baseline(config.baseline)) if config.baseline else {}
    overrides = _overrides(ruleset.rules, config)

    def on(day: date) -> Checker:
        return Checker(
            ruleset,
            day,
            TOOL,
            policy=config.policy,
            overrides=overrides,
            accepted=accepted,
            decisions=decisions,
        )

    first = as_of or today()
    later = tuple((day, on(day)) for day in _days_of_change(ruleset.rules, first, until)) if until else ()
    declared = _declared(facts or {}, compiled.facts)
    return Linter(compiled, on(first), config, declared, roots, overrides, accepted, decisions, later=later)


def today() -> date:
    """The day whose law applies where none is named."""
    return datetime.now(UTC).date()


def _days_of_change(rules: Iterable[Rule], after: date, until: date) -> list[date]:
    """The days after one and up to another on which a provision that a rule rests on comes into force."""
    days = {provision.in_force for rule in rules for provision in rule.basis}
    return sorted(day for day in days if after < day <= until)


def comes_into_force(day: date, finding: Finding) -> Bilingual:
    """What a finding says that will only be one from *day* on."""
    zh, en = finding.rule.title
    return Bilingual(f"{day} 起要看“{finding.text}”：{zh}", f"from {day} on, “{finding.text}”: {en}")


def _chosen(packs: tuple[Pack, ...], asked: tuple[str, ...], config: Config) -> tuple[Pack, ...]:
    """The packs to apply: those asked for, else those configured; packs of signals alone always count."""
    known = {pack.id for pack in packs}
    for name in asked:
        if name not in known:
            raise UsageError(with_hint(f"没有规则包“{name}”", f"there is no pack {name!r}", did_you_mean(name, known)))
    wanted = asked or config.packs
    chosen = [pack for pack in packs if not wanted or not pack.rules or any(matches(pack.id, name) for name in wanted)]
    off = config.packs_off if not asked else ()
    return tuple(pack for pack in chosen if not any(matches(pack.id, name) for name in off))


def _overrides(rules: Iterable[Rule], config: Config) -> dict[str, Severity]:
    """Severities by rule id, from patterns of the configuration; rules named under ``packs-off`` are off."""
    patterns = (*config.severity.items(), *((name, Severity.OFF) for name in config.packs_off))
    return {
        rule.id: severity
        for rule in rules
        for pattern, severity in patterns
        if any(matches(name, pattern) for name in (rule.id, *rule.aliases))
    }


def _declared(facts: Mapping[str, Any], types: Mapping[str, FactType]) -> Facts:
    try:
        return declare(facts, types)
    except FactError as error:
        raise UsageError(error.message) from None


@cache
def _standard() -> Linter:
    return load_linter()


def check_text(text: str, *, title: str = "", **facts: Any) -> Review:
    """Review a text.

    Args:
        text: the body of the draft.
        title: its title, if it has one.
        facts: what is declared about it (``commercial="paid"``).

    Raises:
        UsageError: for a fact or a value nobody knows.

    """
    declared = _declared(facts, _standard().facts)
    fields = {TITLE: title, TEXT: text} if title else {TEXT: text}
    return check_draft(Draft("draft", fields, declared))


def check_draft(draft: Draft) -> Review:
    """Review a draft with every built-in pack."""
    return _standard().check(draft)


def check_paths(paths: Iterable[str | Path]) -> Report:
    """Review every draft in the files and folders named.

    Raises:
        InputError: when a path does not exist or a folder holds no draft.

    """
    return Report(tuple(_standard().check_paths([Path(path) for path in paths])), TOOL)


__all__ = ["InputError", "Linter", "check_draft", "check_paths", "check_text", "load_linter"]
