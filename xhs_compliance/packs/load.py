"""Find packs on disk and read them. The only module of this layer that touches files.

A folder of rules holds the shared files (``law.yaml``, ``facts.yaml``, ``contexts.yaml``, ``gating.yaml``,
``evasion.yaml``), shared lists in ``lists/``, and one folder a pack: ``pack.yaml`` and any number of other files with
``rules``, ``signals`` or ``lists``. A second folder may add packs and lists to the first.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xhs_compliance.model.errors import PackError, Place, Problem
from xhs_compliance.model.rule import Gate, Pack, Rule, Signal
from xhs_compliance.model.words import Severity
from xhs_compliance.packs.conditions import Builder
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.kinds import MapOf, Problems, Read, Shape
from xhs_compliance.packs.library import Library, build_evasion, build_facts, build_law, resolve_lists
from xhs_compliance.packs.nodes import Mapping, read_nodes
from xhs_compliance.packs.rules import PackHead, RuleBuilder, head_of
from xhs_compliance.packs.schema import LIST_FILE, PACK_FILE, SCHEMA_VERSION, SHARED_FILES

SCRIPTED_FILE = "script-likeness.yaml"


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every pack that was loaded, and what they share.

    Attributes:
        problems: what is wrong with packs that were left out; empty unless loading was asked to go on.

    """

    packs: tuple[Pack, ...]
    library: Library
    problems: tuple[Problem, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, pack by pack."""
        return tuple(rule for pack in self.packs for rule in pack.rules)

    @property
    def signals(self) -> tuple[Signal, ...]:
        """All signals, pack by pack."""
        return tuple(signal for pack in self.packs for signal in pack.signals)


@dataclass
class _Source:
    """The files of one run of the loader, read once each."""

    problems: Problems = field(default_factory=list)
    contents: dict[Path, bytes] = field(default_factory=dict)

    def nodes(self, path: Path, shown: str) -> Mapping | None:
        self.contents[path] = path.read_bytes()
        node, problems = read_nodes(self.contents[path], shown)
        self.problems += problems
        if node is None and not problems:
            self.problems.append(Problem(Place(shown, 1, 1), "the file is empty", "write something, or delete it"))
        if node is not None and not isinstance(node, Mapping):
            self.problems.append(node.problem("the file must hold a mapping"))
            return None
        return node if isinstance(node, Mapping) else None


def load_rulebook(folders: Iterable[Path] | None = None, *, only: Iterable[str] = ()) -> RuleBook:
    """Load every pack below *folders* (the built-in rules when ``None``).

    Args:
        folders: folders of rules; the first must hold the shared files.
        only: pack ids to keep; all when empty.

    Raises:
        PackError: with every problem found.

    """
    roots = list(folders) if folders is not None else [builtin_rules()]
    source = _Source()
    library = _library(roots, source)
    packs = [pack for root in roots for folder in _pack_folders(root) if (pack := _pack(folder, root, library, source))]
    _check_names(packs, source.problems)
    if source.problems:
        raise PackError(source.problems)
    wanted = set(only)
    return RuleBook(tuple(pack for pack in packs if not wanted or pack.id in wanted), library)


def _pack_folders(root: Path) -> list[Path]:
    folders = [root] if (root / "pack.yaml").is_file() else []
    return folders + sorted(path.parent for path in root.glob("*/pack.yaml"))


def _shown(path: Path, root: Path) -> str:
    return (Path(root.name) / path.relative_to(root)).as_posix()


def _library(roots: list[Path], source: _Source) -> Library:
    """The shared files of the first root, and the lists of all of them."""
    root = roots[0]
    read: dict[str, Read] = {}
    for name, shape in SHARED_FILES.items():
        path = root / name
        if path.is_file() and (node := source.nodes(path, _shown(path, root))):
            made = shape.read(node, source.problems)
            if made is not None:
                read[name] = made
    empty = Read(Mapping(Place("", 1, 1), 1, ""))
    lists = resolve_lists(_raw_lists(roots, source), source.problems)
    library = Library(
        lists=lists,
        facts=build_facts(read.get("facts.yaml", empty)),
        provisions=build_law(read.get("law.yaml", empty), source.problems),
        evasion=build_evasion(read.get("evasion.yaml", empty)),
    )
    builder = Builder(library, source.problems)
    contexts = {
        name: tuple(excuse for item in items for excuse in builder.cue_excuses(item, name))
        for name, items in read.get("contexts.yaml", empty).get("contexts", {}).items()
    }
    gating = {
        name: tuple(gate for item in items if (gate := _gate(item, builder)))
        for name, items in read.get("gating.yaml", empty).get("gating", {}).items()
    }
    return Library(lists, library.facts, library.provisions, contexts, gating, library.evasion)


def _gate(item: Read, builder: Builder) -> Gate | None:
    when = builder.condition(item.at("when"))
    reads = {
        severity: Severity.from_word(item.get(severity.word))
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        if item.get(severity.word)
    }
    return None if when is None else Gate(when, reads)


def _raw_lists(roots: list[Path], source: _Source) -> dict[str, Read]:
    found: dict[str, Read] = {}
    for root in roots:
        inside_packs = [path for folder in _pack_folders(root) for path in folder.glob("*.yaml")]
        for path in sorted([*(root / "lists").glob("*.yaml"), *inside_packs]):
            if path.name == "pack.yaml" or b"lists:" not in path.read_bytes():
                continue
            node = source.nodes(path, _shown(path, root))
            if node is None or "lists" not in node.values:
                continue
            read = LIST_FILE.read(node, source.problems)
            for name, item in (read.get("lists", {}) if read else {}).items():
                if name in found:
                    first = found[name].node.place
                    source.problems.append(
                        item.node.problem(f"list @{name} stands twice; first at {first}", "rename one")
                    )
                found[name] = item
    return found


def _pack(folder: Path, root: Path, library: Library, source: _Source) -> Pack | None:
    """One pack: its head, and the rules and signals of all its files."""
    before = len(source.problems)
    read = _read_file(folder / "pack.yaml", root, PACK_FILE, source)
    head = head_of(read, folder.name, source.problems) if read else None
    if read is None or head is None:
        return None
    if read.get("schema") != SCHEMA_VERSION:
        hint = f"this version of the tool reads schema {SCHEMA_VERSION}"
        source.problems.append(read.at("schema").problem(f"schema {read.get('schema')} is not known", hint))
        return None
    others = [path for path in sorted(folder.glob("*.yaml")) if path.name not in ("pack.yaml", SCRIPTED_FILE)]
    reads = [read, *(made for path in others if (made := _rules_file(path, root, source)))]
    builder = RuleBuilder(head, library, source.problems)
    rules = tuple(rule for made in reads for node in made.get("rules", ()) if (rule := builder.rule(node)))
    signals = tuple(signal for made in reads for node in made.get("signals", ()) if (signal := builder.signal(node)))
    if not rules and not signals and len(source.problems) == before:
        source.problems.append(read.node.problem("the pack has no rule", "add one under rules:, or delete the folder"))
    return Pack(head.id, head.version, _digest(head, rules, signals), head.title, rules, signals)


def _rules_file(path: Path, root: Path, source: _Source) -> Read | None:
    node = source.nodes(path, _shown(path, root))
    if node is None or "lists" in node.values:
        return None
    return PACK_FILE.read(node, source.problems)


def _read_file(path: Path, root: Path, shape: Shape | MapOf, source: _Source) -> Any:
    node = source.nodes(path, _shown(path, root))
    return None if node is None else shape.read(node, source.problems)


def _digest(head: PackHead, rules: tuple[Rule, ...], signals: tuple[Signal, ...]) -> str:
    """First 12 digits of the SHA-256 of everything that decides what the pack finds and says."""
    return hashlib.sha256(repr((head, rules, signals)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _check_names(packs: list[Pack], problems: Problems) -> None:
    """No id twice, no signal asked for that nobody raises."""
    seen: dict[str, str] = {}
    for pack in packs:
        for name in (pack.id, *(rule.id for rule in pack.rules), *(f"signal {signal.id}" for signal in pack.signals)):
            if name in seen:
                problems.append(Problem(Place(f"{pack.id}/pack.yaml", 1, 1), f"{name} stands twice", "rename one"))
            seen[name] = pack.id
