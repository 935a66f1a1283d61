"""Load packs: the files of one or more folders become rules, and every mistake is reported with its place.

A folder of rules holds the shared files (``law.yaml``, ``facts.yaml``, ``contexts.yaml``, ``phrases.yaml``,
``gating.yaml``, ``evasion.yaml``), shared lists in ``lists/``, and one folder a pack: ``pack.yaml`` and any number of
other files with ``rules``, ``signals`` or ``lists``. A second folder may add packs and lists to the first.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from xhs_compliance.model.errors import PackError, Place, Problem
from xhs_compliance.model.rule import Examples, Gate, Pack, Replacement, Rule, Signal
from xhs_compliance.model.words import Bilingual, Severity
from xhs_compliance.packs.conditions import Builder, markets_in
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.ladders import steps_of
from xhs_compliance.packs.library import Library, build_evasion, build_facts, build_law
from xhs_compliance.packs.lists import resolve_lists
from xhs_compliance.packs.nodes import Mapping as MappingNode
from xhs_compliance.packs.nodes import Node, Scalar
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.replacements import made_of
from xhs_compliance.packs.rules import PackHead, RuleBuilder, head_of
from xhs_compliance.packs.shapes import Read
from xhs_compliance.packs.sources import SCRIPTED_FILE, PackSource, Root

__all__ = ["SCRIPTED_FILE", "RuleBook", "builtin_rules", "load_rulebook"]

_EMPTY = Read(MappingNode(Place("", 1, 1), 1, ""))
_RENAME = Bilingual("改一个名字", "rename one")


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every pack that was loaded, and what they share.

    Attributes:
        problems: what is wrong with packs and lists that were left out; empty unless loading was asked to go on.
        warnings: what is worth a second look and stops nothing.
        places: where each rule (by its full id), each signal, and each pack (``pack NAME``) stands.

    """

    packs: tuple[Pack, ...]
    library: Library
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, pack by pack."""
        return tuple(rule for pack in self.packs for rule in pack.rules)

    @property
    def signals(self) -> tuple[Signal, ...]:
        """All signals, pack by pack."""
        return tuple(signal for pack in self.packs for signal in pack.signals)


def load_rulebook(folders: Iterable[Path] | None = None, *, only: Iterable[str] = (), go_on: bool = False) -> RuleBook:
    """Load every pack below *folders* (the built-in rules when ``None``).

    While a file that packs share cannot be read, nothing is said of packs: most of it would follow from that file. A
    pack of which a file cannot be read is not judged either.

    Args:
        folders: folders of rules; the first must hold the shared files.
        only: pack ids to keep; all when empty.
        go_on: leave out packs and lists that are wrong and say so in ``problems``, instead of raising.

    Raises:
        PackError: with every problem found, unless asked to go on.

    """
    roots = [Root(folder) for folder in (folders if folders is not None else [builtin_rules()])]
    unread, shared = Problems(), Problems()
    sources = [source for root in roots for source in root.packs()]
    for root in roots:
        root.report_unread(unread)
    files, lists = roots[0].shared(unread), [read for root in roots for read in root.lists(unread)]
    library = _library(files, lists, sources, shared)
    names = _Names()
    packs = [pack for source in sources if (pack := _pack(source, library, names))]
    followed = [] if any(root.is_torn for root in roots) else [shared, *(source.problems for source in sources)]
    problems = (*unread, *(problem for found in followed for problem in found))
    if problems and not go_on:
        raise PackError(list(problems))
    warnings = (
        *unread.warnings,
        *shared.warnings,
        *(problem for source in sources for problem in source.problems.warnings),
    )
    wanted = set(only)
    kept = tuple(pack for pack in packs if not wanted or pack.id in wanted)
    return RuleBook(kept, library, problems, warnings, {name: node.place for name, node in names.seen.items()})


def _library(read: Mapping[str, Read], lists: Iterable[Read], sources: list[PackSource], problems: Problems) -> Library:
    """What the shared files, by name, and the lists of all roots and packs hold, and the names of all signals."""
    raw = _raw_lists(lists, sources, problems)
    bare = Library(
        lists=resolve_lists(raw, problems),
        list_titles={name: item.get("title") for name, item in raw.items() if item.get("title")},
        phrases=read.get("phrases.yaml", _EMPTY).get("phrases", {}),
        replacements=read.get("phrases.yaml", _EMPTY).get("replacements", {}),
        ladders=read.get("gating.yaml", _EMPTY).get("ladders", {}),
        facts=build_facts(read.get("facts.yaml", _EMPTY)),
        provisions=build_law(read.get("law.yaml", _EMPTY), problems),
        evasion=build_evasion(read.get("evasion.yaml", _EMPTY)),
        signals=frozenset(_signal_names(sources)),
    )
    for file, key in (("law.yaml", "instruments"), ("facts.yaml", "facts")):
        for item in read.get(file, _EMPTY).get(key, {}).values():
            markets_in(item, "markets", bare, problems)
    builder = Builder(bare, problems)
    builder.report_phrases()
    contexts = {
        name: tuple(excuse for item in items for excuse in builder.excuse(item, name))
        for name, items in read.get("contexts.yaml", _EMPTY).get("contexts", {}).items()
    }
    gating = {
        name: tuple(gate for item in items if (gate := _gate(item, builder)))
        for name, items in read.get("gating.yaml", _EMPTY).get("gating", {}).items()
    }
    for ladder in bare.ladders.values():
        steps_of(ladder, builder, problems)
    for offered in bare.replacements.values():
        made_of(offered, builder, problems)
    return replace(bare, contexts=contexts, gating=gating)


def _signal_names(sources: list[PackSource]) -> Iterator[str]:
    """The ids of all signals, of packs that turn out to be wrong too: what asks for them is not to blame."""
    for source in sources:
        for read in source.files:
            for node in read.get("signals", ()):
                name = node.get("id") if isinstance(node, MappingNode) else None
                if isinstance(name, Scalar):
                    yield name.text


def _gate(item: Read, builder: Builder) -> Gate | None:
    when = builder.condition(item.at("when"))
    reads = {
        severity: Severity.from_word(item.get(severity.word))
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        if item.get(severity.word)
    }
    return None if when is None else Gate(when, reads)


def _raw_lists(lists: Iterable[Read], sources: list[PackSource], problems: Problems) -> dict[str, Read]:
    """Every list by name; of two with one name the first stays."""
    found: dict[str, Read] = {}
    named = [(problems, read) for read in lists]
    named += [(source.problems, read) for source in sources for read in source.files]
    for blamed, read in named:
        written = read.node.get("lists")
        for name, item in read.get("lists", {}).items():
            if name in found:
                first = found[name].node.place
                message = Bilingual(
                    f"词表 @{name} 写了两次，第一次在 {first}", f"list @{name} stands twice; first at {first}"
                )
                key = written.keys[name] if isinstance(written, MappingNode) else item.node
                blamed.append(key.problem(message, _RENAME))
                continue
            found[name] = item
    return found


@dataclass
class _Names:
    """Where every id was seen first."""

    seen: dict[str, Node] = field(default_factory=dict)

    def take(self, kind: Bilingual, name: str, node: Node, problems: Problems) -> None:
        """Note an id; report one that is taken."""
        key = f"pack {name}" if kind is _PACK else name
        if key in self.seen:
            first = self.seen[key].place
            message = Bilingual(
                f"{kind.zh}“{name}”写了两次，第一次在 {first}", f"{kind.en} {name!r} stands twice; first at {first}"
            )
            problems.append(node.problem(message, _RENAME))
        else:
            self.seen[key] = node


_RULE = Bilingual("规则", "rule")
_SIGNAL = Bilingual("信号", "signal")
_PACK = Bilingual("规则包", "pack")


def _pack(source: PackSource, library: Library, names: _Names) -> Pack | None:
    """One pack: its head, and the rules and signals of all its files; ``None`` when anything is wrong with it."""
    problems = source.problems
    head = head_of(source.head, source.folder.resolve().name, library, problems) if source.head else None
    if source.head is None or head is None or source.is_torn:
        return None
    names.take(_PACK, head.id, source.head.at("pack"), problems)
    builder = RuleBuilder(head, library, problems)
    rules, signals = [], []
    for read in source.files:
        for node in read.get("rules", ()):
            rule = builder.rule(node)
            _take_id(node, f"{head.id}/", _RULE, names, problems)
            rules += [rule] if rule else []
        for node in read.get("signals", ()):
            signal = builder.signal(node)
            _take_id(node, "", _SIGNAL, names, problems)
            signals += [signal] if signal else []
    if not problems and not rules and not signals and not any(read.get("lists") for read in source.files):
        message = Bilingual("规则包里没有规则", "the pack has no rule")
        hint = Bilingual("在 rules: 下面写一条，或者删掉文件夹", "add one under rules:, or delete the folder")
        problems.append(source.head.at("pack").problem(message, hint))
    if problems:
        return None
    return Pack(head.id, head.version, _digest(head, rules, signals), head.title, tuple(rules), tuple(signals))


def _take_id(node: Node, prefix: str, kind: Bilingual, names: _Names, problems: Problems) -> None:
    name = node.get("id") if isinstance(node, MappingNode) else None
    if isinstance(name, Scalar):
        names.take(kind, f"{prefix}{name.text}", name, problems)


def _digest(head: PackHead, rules: Iterable[Rule], signals: Iterable[Signal]) -> str:
    """First 12 digits of the SHA-256 of everything that decides what the pack finds and says.

    Examples decide nothing, and say where they stand on this machine: they are left out.
    """
    deciding = [(replace(rule, examples=Examples(), replace=()), _in_order(rule.replace)) for rule in rules]
    implying = [replace(signal, examples=Examples()) for signal in signals]
    return hashlib.sha256(repr((head, deciding, implying)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _in_order(replacements: tuple[Replacement, ...]) -> list[tuple[object, ...]]:
    """Replacements with their words in order: a set's own order differs from process to process."""
    return [(sorted(each.words), each.zh, each.en, each.when) for each in replacements]
