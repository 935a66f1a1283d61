"""``rules test``: run the examples of rules, say which do not hold, and again whenever a file changes."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from xhs_compliance.api import today
from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.engine.selftest import Miss, Tested, check_examples, review_example
from xhs_compliance.model.declare import FactError
from xhs_compliance.model.errors import EXIT_CLEAN, EXIT_PACK, Place
from xhs_compliance.model.pattern import Disguised, leaves
from xhs_compliance.model.review import Review
from xhs_compliance.model.rule import Pack, Rule, Signal
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import RuleBook, load_rulebook
from xhs_compliance.packs.problems import format_problem
from xhs_compliance.packs.sources import LISTS_FOLDER, PACK_NAME
from xhs_compliance.reporters.rules.misses import render_mended, render_miss

POLL_SECONDS = 0.3
TOOL = "rules test"

_RESULT = Bilingual(
    "{rules} 条规则和信号：{held} 个例子成立，{missed} 个不成立（{seconds:.1f} 秒）",
    "{rules} rules and signals: {held} examples hold, {missed} do not ({seconds:.1f} s)",
)
_NOTHING = Bilingual("没有可测的规则", "no rule to test")
_WATCHING = Bilingual("在等文件改动，按 Ctrl-C 结束", "watching for changes; Ctrl-C ends it")


@dataclass(frozen=True)
class Selection:
    """What is to be tested.

    Attributes:
        folders: folders with packs beside the built-in ones.
        paths: files and folders whose rules are tested; everything when empty.
        only: the rule, signal or pack to test; everything when empty.

    """

    folders: tuple[Path, ...] = ()
    paths: tuple[Path, ...] = ()
    only: str = ""

    def takes(self, owner: Rule | Signal, places: Mapping[str, Place]) -> bool:
        """Whether *owner* is to be tested."""
        pack = owner.pack if isinstance(owner, Rule) else ""
        name = owner.name if isinstance(owner, Rule) else owner.id
        if self.only and self.only not in (owner.id, name, pack):
            return False
        if not self.paths:
            return True
        file = _on_disk(places[owner.id])
        return any(file == path or path in file.parents for path in self.paths)

    def takes_file(self, file: Path) -> bool:
        """Whether problems of *file* concern this selection."""
        builtin = builtin_rules() in file.parents
        return not self.paths or not builtin or any(file == path or path in file.parents for path in self.paths)


def select(paths: Iterable[Path], folders: Iterable[Path], only: str) -> Selection:
    """The selection that files and folders on the command line mean; a pack alone takes the lists beside it along."""
    named = tuple(paths)
    roots = list(folders)
    for path in named:
        folder = path if path.is_dir() else path.parent
        if builtin_rules() in (folder.resolve(), *folder.resolve().parents):
            continue
        if (folder / PACK_NAME).is_file() and (folder.resolve().parent / LISTS_FOLDER).is_dir():
            folder = folder.parent if folder.name not in ("", "..") else folder.resolve().parent
        roots.append(folder)
    distinct = {root.resolve(): root for root in roots}
    return Selection(tuple(distinct.values()), tuple(path.resolve() for path in named), only)


def _on_disk(place: Place) -> Path:
    """The file of a place; what comes with the tool is called ``rules/…`` wherever it lies."""
    file = Path(place.file)
    inside = builtin_rules() / file.relative_to("rules") if file.parts[:1] == ("rules",) else file
    return inside.resolve() if inside.exists() else file.resolve()


def run_once(
    selection: Selection, language: Language, echo: Callable[[str], None], complain: Callable[[str], None]
) -> int:
    """Load, test and report; the exit code."""
    started = time.perf_counter()
    book = load_rulebook([builtin_rules(), *selection.folders], go_on=True)
    problems = [found for found in book.problems if selection.takes_file(_on_disk(found.place))]
    warnings = [found for found in book.warnings if selection.paths and selection.takes_file(_on_disk(found.place))]
    for problem in (*problems, *warnings):
        complain(format_problem(problem, language))
    tested = list(_tested(book, selection))
    for owner, checker, outcome in tested:
        for miss in outcome.misses:
            echo(render_miss(owner, miss, _review(miss, checker, book), language))
        for miss in outcome.mended:
            echo(render_mended(owner, miss, language))
    held, missed = sum(each.held for _, _, each in tested), sum(len(each.misses) for _, _, each in tested)
    seconds = time.perf_counter() - started
    result = _RESULT.in_language(language)
    if tested:
        echo(result.format(rules=len(tested), held=held, missed=missed, seconds=seconds))
    elif not problems:
        complain(_NOTHING.in_language(language))
    return EXIT_PACK if missed or problems else EXIT_CLEAN


def _review(miss: Miss, checker: Checker, book: RuleBook) -> Review | Bilingual:
    """The review of the example, or why there is none."""
    try:
        return review_example(miss.example, checker, book.library.facts)
    except FactError as error:
        return error.message


def _tested(book: RuleBook, selection: Selection) -> Iterator[tuple[Rule | Signal, Checker, Tested]]:
    """Every rule and signal selected, with the checker that tried it and the outcome, pack by pack."""
    for pack in book.packs:
        everything: tuple[Rule | Signal, ...] = (*pack.rules, *pack.signals)
        owners = [owner for owner in everything if selection.takes(owner, book.places)]
        if not owners:
            continue
        checker = _checker(book, owners)
        for owner in owners:
            for outcome in check_examples((owner,), checker, book.library.facts):
                yield owner, checker, outcome


def _checker(book: RuleBook, owners: list[Rule | Signal]) -> Checker:
    """A checker of these rules and every signal; of all rules where one of these looks at the findings of others."""
    looks_around = any(isinstance(leaf, Disguised) for owner in owners for leaf in leaves(owner.find))
    packs = book.packs if looks_around else tuple(_with_rules(pack, owners) for pack in book.packs)
    ruleset = RuleSet(packs, book.library.evasion, book.library.facts)
    return Checker(ruleset, today(), TOOL)


def _with_rules(pack: Pack, owners: list[Rule | Signal]) -> Pack:
    kept = {owner.id for owner in owners if isinstance(owner, Rule)}
    return replace(pack, rules=tuple(rule for rule in pack.rules if rule.id in kept))


def watch(selection: Selection, language: Language) -> int:
    """Run again after every change, until interrupted; the exit code of the last run."""
    code = EXIT_CLEAN
    try:
        while True:
            seen = _snapshot(selection)
            code = run_once(selection, language, click.echo, lambda text: click.echo(text, err=True))
            click.echo(_WATCHING.in_language(language))
            while _snapshot(selection) == seen:
                time.sleep(POLL_SECONDS)
    except KeyboardInterrupt:
        return code


def _snapshot(selection: Selection) -> dict[Path, int]:
    """When each file was changed last."""
    times = {}
    for root in (builtin_rules(), *selection.folders):
        for path in root.rglob("*.yaml"):
            try:
                times[path] = path.stat().st_mtime_ns
            except OSError:
                continue
    return times
