"""The Python interface, in three tiers: a text, a draft, paths.

>>> from xhs_compliance import check_text
>>> check_text("没有最好的面霜，只有适合自己的").verdict
<Verdict.PASS: 'pass'>
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from xhs_compliance import __version__
from xhs_compliance.analyses.scripted import measure_script_likeness
from xhs_compliance.analyses.scripted_data import ScriptedData
from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.engine.selftest import Tested, check_examples
from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import TEXT, TITLE, Draft
from xhs_compliance.model.errors import InputError, UsageError, did_you_mean, with_hint
from xhs_compliance.model.facts import Facts
from xhs_compliance.model.report import Failure, Report
from xhs_compliance.model.review import Review
from xhs_compliance.packs.load import SCRIPTED_FILE, RuleBook, builtin_rules, load_rulebook
from xhs_compliance.readers.files import read_path

TOOL = f"xhs-compliance {__version__}"


@dataclass(frozen=True)
class Linter:
    """Rules loaded and compiled, ready for any number of drafts.

    Attributes:
        book: the packs and what they share.
        checker: the compiled rules.
        scripted: the data of the script-likeness analysis.
        defaults: facts that hold for every draft that does not declare them itself.

    """

    book: RuleBook
    checker: Checker
    scripted: ScriptedData
    defaults: Facts

    def check(self, draft: Draft) -> Review:
        """The review of one draft."""
        return self.checker.check(draft, measure_script_likeness(draft.fields, self.scripted))

    def check_paths(self, paths: Iterable[Path]) -> Iterator[Review | Failure]:
        """A review or a failure for every draft in the files and folders named, in order."""
        for path in paths:
            for entry in read_path(path, self.book.library.facts, self.defaults):
                yield entry if isinstance(entry, Failure) else self.check(entry)

    def test(self) -> Iterator[Tested]:
        """Run the examples of every rule and signal."""
        return check_examples((*self.book.rules, *self.book.signals), self.checker, self.book.library.facts)


def load_linter(
    *,
    packs: Iterable[str] = (),
    folders: Iterable[Path] = (),
    facts: Mapping[str, Any] | None = None,
    as_of: date | None = None,
) -> Linter:
    """Load rules.

    Args:
        packs: ids of the packs to apply; all when empty.
        folders: folders with further packs.
        facts: what holds for every draft that does not declare it itself.
        as_of: the day whose law applies; today when ``None``.

    Raises:
        PackError: when a pack is wrong.
        UsageError: when a pack or a fact is not known.

    """
    book = load_rulebook([builtin_rules(), *folders])
    wanted = tuple(packs)
    known = {pack.id for pack in book.packs}
    for name in wanted:
        if name not in known:
            raise UsageError(with_hint(f"没有规则包“{name}”", f"there is no pack {name!r}", did_you_mean(name, known)))
    if wanted:
        book = replace(book, packs=tuple(pack for pack in book.packs if pack.id in wanted or not pack.rules))
    try:
        defaults = declare(facts or {}, book.library.facts)
    except FactError as error:
        raise UsageError(error.message) from None
    ruleset = RuleSet(book.packs, book.library.evasion, book.library.facts)
    day = as_of or datetime.now(UTC).date()
    return Linter(book, Checker(ruleset, day, TOOL), _scripted_data(), defaults)


@cache
def _scripted_data() -> ScriptedData:
    import yaml

    path = builtin_rules() / "scripted" / SCRIPTED_FILE
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return ScriptedData.from_mapping(yaml.load(path.read_bytes(), Loader=loader))  # noqa: S506 - the safe loader


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
    try:
        declared = declare(facts, _standard().book.library.facts)
    except FactError as error:
        raise UsageError(error.message) from None
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
