"""Rules loaded and compiled, by way of a cache on disk.

The cache holds what takes time: decoded rules, spellings of every term. Its name is a hash of every file that decided
what is in it and of the versions involved, so it is never stale; it carries a checksum, is written to a temporary file
and renamed, may be deleted at any time, and holds plain values only (never code: ``marshal`` of tuples, texts and
numbers). What another user wrote is not read. Where it cannot be written, nothing is cached and nothing is said.
"""

import gc
import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xhs_compliance import __version__
from xhs_compliance.analyses.scripted_data import ScriptedData
from xhs_compliance.engine.packed import Packed
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.engine.spelled import Spelled
from xhs_compliance.model.facts import FactType
from xhs_compliance.model.rule import Examples, Pack
from xhs_compliance.packs.codec import FORMAT, freeze, thaw
from xhs_compliance.packs.files import builtin_rules, rule_files
from xhs_compliance.text.variants import EvasionTable

if TYPE_CHECKING:
    from xhs_compliance.packs.load import RuleBook

SCRIPTED = "scripted/script-likeness.yaml"
TABLES = Path(__file__).parent / "text" / "data"
"""What text folds to and how it sounds; the spellings of terms go by it."""

CHECKSUM = 32
"""Bytes of SHA-256 in front of what is cached."""

MOST_KEPT = 12
"""Compiled rules that are kept; of other versions and selections the oldest are deleted."""

Choose = Callable[[tuple[Pack, ...]], tuple[Pack, ...]]
"""Picks the packs to apply from those that were loaded."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a linter needs.

    Attributes:
        ruleset: the compiled rules; from the cache they come without examples.
        facts: the table of facts.
        scripted: the data of the script-likeness analysis.

    """

    ruleset: RuleSet
    facts: Mapping[str, FactType]
    scripted: ScriptedData


def cache_folder() -> Path | None:
    """Where compiled rules are kept; ``None`` when the user has no home or wants no cache.

    ``XHS_COMPLIANCE_CACHE`` names another folder, or is empty for none.
    """
    named = os.environ.get("XHS_COMPLIANCE_CACHE")
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None)
    try:
        return (Path(base) if base else Path.home() / ".cache") / "xhs-compliance"
    except RuntimeError:
        return None


def compile_rules(folders: Iterable[Path], choose: Choose, selection: str, own: Path | None = None) -> Compiled:
    """Compiled rules, from the cache where it has them.

    Args:
        folders: folders with packs beside the built-in ones.
        choose: picks the packs to apply.
        selection: what *choose* goes by, as text; part of the cache's name.
        own: a whole folder of rules in place of the built-in ones.

    Raises:
        PackError: when a pack is wrong.

    """
    roots = [own or builtin_rules(), *folders]
    folder = cache_folder()
    path = folder / f"{_name(roots, selection)}.rules" if folder else None
    stored = _read(path) if path else None
    if stored is not None:
        return _thawed(stored)
    book = _load(roots)
    compiled = compile_book(replace(book, packs=choose(book.packs)), roots)
    payload = _frozen(compiled, roots[0])
    if path:
        _write(path, payload)
    return _thawed(marshal.loads(payload))  # noqa: S302 - written two lines above; what rules share is shared in it


SELDOM = 10_000
"""Objects made and kept between two passes of the collector; a draft makes fewer."""


def keep_resident() -> None:
    """Tell the collector that what is loaded now stays: going through all rules again takes it 50 ms each time.

    A check leaves nothing that refers to itself, so the collector need not look after every few hundred objects either.
    For a process whose work is checking; a library that only borrows a linter has its own objects to think of. Done
    once in a process, so that rules loaded later and let go of are freed.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.set_threshold(SELDOM)


def compile_book(book: "RuleBook", roots: list[Path] | None = None) -> Compiled:
    """The same for packs that are loaded already, without the cache."""
    ruleset = RuleSet(book.packs, book.library.evasion, book.library.facts)
    return Compiled(ruleset, book.library.facts, _scripted((roots or [builtin_rules()])[0]))


def _load(roots: list[Path]) -> "RuleBook":
    from xhs_compliance.packs.load import load_rulebook

    return load_rulebook(roots)


def _scripted(root: Path) -> ScriptedData:
    return ScriptedData.from_mapping(_scripted_mapping(root))


def _scripted_mapping(root: Path) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    mapping: dict[str, Any] = yaml.load((root / SCRIPTED).read_bytes(), Loader=loader)  # noqa: S506 - the safe loader
    return mapping


def _name(roots: list[Path], selection: str) -> str:
    """A hash of everything that decides what is compiled."""
    digest = hashlib.sha256(f"{__version__} {FORMAT} {sys.version_info[:2]} {marshal.version} {selection}".encode())
    for table in sorted(TABLES.iterdir()):
        digest.update(table.read_bytes())
    for root in roots:
        for path in rule_files(root):
            content = path.read_bytes()
            digest.update(f"\0{path.relative_to(root).as_posix()}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
            digest.update(content)
    return digest.hexdigest()


def _frozen(compiled: Compiled, root: Path) -> bytes:
    spelled: Any = [tuple(part) if isinstance(part, Packed) else part for part in compiled.ruleset.spelled]
    packs = tuple(_without_examples(pack) for pack in compiled.ruleset.packs)
    content = (freeze((packs, dict(compiled.facts))), spelled, _scripted_mapping(root))
    return marshal.dumps(content)


def _without_examples(pack: Pack) -> Pack:
    rules = tuple(replace(rule, examples=Examples()) for rule in pack.rules)
    signals = tuple(replace(signal, examples=Examples()) for signal in pack.signals)
    return replace(pack, rules=rules, signals=signals)


def _thawed(content: Any) -> Compiled:
    nodes, parts, scripted = content
    packs, facts = thaw(nodes)
    spelled = Spelled(*parts)
    plain, symbols, sounds = (Packed(*part) for part in (spelled.plain, spelled.symbols, spelled.sounds))
    spelled = spelled._replace(plain=plain, symbols=symbols, sounds=sounds)
    return Compiled(RuleSet(packs, EvasionTable(), facts, spelled), facts, ScriptedData.from_mapping(scripted))


def _read(path: Path) -> Any:
    """What is cached in *path*; ``None`` when there is nothing, it is damaged, of another name, or somebody else's."""
    try:
        with path.open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            stored = file.read()
    except OSError:
        return None
    checksum, payload = stored[:CHECKSUM], stored[CHECKSUM:]
    if _checksum(path, payload) != checksum:
        return None
    return marshal.loads(payload)  # noqa: S302 - plain values that this tool wrote, behind a checksum


def _write(path: Path, payload: bytes) -> None:
    """Store *payload* whole or not at all; a cache that cannot be written is done without."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(_checksum(path, payload) + payload)
        Path(file.name).replace(path)
        for old in sorted(path.parent.glob("*.rules"), key=_written, reverse=True)[MOST_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _checksum(path: Path, payload: bytes) -> bytes:
    """Over the name too: what was compiled from other rules does not pass for these."""
    return hashlib.sha256(path.stem.encode() + payload).digest()


def _is_ours(status: os.stat_result) -> bool:
    """Whether this user wrote the file, or the administrator did (an image made beforehand)."""
    return not hasattr(os, "geteuid") or status.st_uid in (os.geteuid(), 0)


def _written(path: Path) -> float:
    return path.stat().st_mtime
