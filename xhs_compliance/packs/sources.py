"""The files of packs on disk: which there are, what each is called in errors, each read once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from xhs_compliance.model.errors import Place, Problem
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.nodes import Mapping
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.schema import LIST_FILE, PACK_FILE, RULES_FILE
from xhs_compliance.packs.schema_shared import SHARED_FILES
from xhs_compliance.packs.shapes import Read, Shape
from xhs_compliance.packs.yaml_reader import read_nodes

PACK_NAME = "pack.yaml"
LISTS_FOLDER = "lists"
SCRIPTED_FILE = "script-likeness.yaml"
ANALYSIS_FILES = (SCRIPTED_FILE, "brief.yaml")
"""Data of analyses, which are no rules."""

_WRITE_OR_DELETE = Bilingual("写点什么，或者删掉它", "write something, or delete it")
_RENAME = Bilingual("改名为 .yaml", "rename it to .yaml")


def pack_folders(root: Path) -> list[Path]:
    """The folders below *root* (and itself) that hold a ``pack.yaml``, by name."""
    own = [root] if (root / PACK_NAME).is_file() else []
    return own + sorted(path.parent for path in root.glob(f"*/{PACK_NAME}"))


@dataclass
class PackSource:
    """What stands in the files of one pack, and what is wrong with them.

    Attributes:
        folder: where the pack lies.
        head: its ``pack.yaml``.
        files: everything it holds, ``pack.yaml`` first.
        is_torn: whether one of its files is there and cannot be read.

    """

    folder: Path
    head: Read | None = None
    files: list[Read] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    is_torn: bool = False


class Root:
    """One folder of rules.

    Args:
        path: the folder, as the user named it.

    Attributes:
        is_torn: whether a file that packs share is there and cannot be read.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_torn = False
        self._is_builtin = path.resolve() == builtin_rules()

    def shown(self, path: Path) -> str:
        """What errors call a file: as the user could open it; ``rules/…`` for those that come with the tool."""
        relative = path.relative_to(self.path)
        return (Path("rules") / relative if self._is_builtin else self.path / relative).as_posix()

    def shared(self, problems: Problems) -> dict[str, Read]:
        """The files all packs share."""
        named = [(name, self._read(self.path / name, shape, problems)) for name, shape in SHARED_FILES.items()]
        self.is_torn |= any(read is None and (self.path / name).exists() for name, read in named)
        return {name: read for name, read in named if read is not None}

    def lists(self, problems: Problems) -> Iterator[Read]:
        """The files of shared lists."""
        folder = self.path / LISTS_FOLDER
        self._refuse_yml(folder, problems)
        for path in sorted(folder.glob("*.yaml")):
            read = self._read(path, LIST_FILE, problems)
            if read is None:
                self.is_torn = True
            else:
                yield read

    def packs(self) -> Iterator[PackSource]:
        """Every pack of this folder, its files read."""
        for folder in pack_folders(self.path):
            source = PackSource(folder)
            source.head = self._read(folder / PACK_NAME, PACK_FILE, source.problems)
            others = [path for path in sorted(folder.glob("*.yaml")) if path.name not in (PACK_NAME, SCRIPTED_FILE)]
            shared = set(SHARED_FILES) if folder == self.path else set()
            reads = [self._read(path, RULES_FILE, source.problems) for path in others if path.name not in shared]
            source.files = [read for read in (source.head, *reads) if read is not None]
            source.is_torn = None in reads
            self._refuse_yml(folder, source.problems)
            yield source

    def report_unread(self, problems: Problems) -> None:
        """Report files that look like rules and belong to no pack."""
        if self._is_builtin:
            return
        packs = {folder.resolve() for folder in pack_folders(self.path)}
        for path in sorted(self.path.glob("*/*.yaml")):
            if (
                (path.name in ANALYSIS_FILES and path.parent.name == "scripted")
                or path.parent.name == LISTS_FOLDER
                or path.parent.resolve() in packs
                or self.path.resolve() in packs
            ):
                continue
            message = Bilingual(
                f"“{path.parent.name}”里没有 pack.yaml，这个文件不会被读到",
                f"{path.parent.name!r} has no pack.yaml, so this file is not read",
            )
            problems.append(Problem(Place(self.shown(path), 1, 1), message, _NEW_PACK))
        if not packs and not any((self.path / LISTS_FOLDER).glob("*.yaml")) and not problems:
            message = Bilingual("这个文件夹里没有规则包", "there is no pack in this folder")
            problems.append(Problem(Place(self.path.as_posix(), 1, 1), message, _NEW_PACK))

    def _read(self, path: Path, shape: Shape, problems: Problems) -> Read | None:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            message = Bilingual(f"读不了：{error.strerror}", f"cannot be read: {error.strerror}")
            problems.append(Problem(Place(self.shown(path), 1, 1), message))
            return None
        node, found = read_nodes(content, self.shown(path))
        problems += found
        if node is None:
            if not found:
                message = Bilingual("文件是空的", "the file is empty")
                problems.append(Problem(Place(self.shown(path), 1, 1), message, _WRITE_OR_DELETE))
            return None
        if not isinstance(node, Mapping):
            problems.append(node.problem(Bilingual("文件里要写映射（键: 值）", "the file must hold a mapping")))
            return None
        return shape.read(node, problems)

    def _refuse_yml(self, folder: Path, problems: Problems) -> None:
        for path in sorted(folder.glob("*.yml")):
            message = Bilingual("只读 .yaml 文件，这个不会被读到", "only .yaml files are read, so this one is not")
            problems.append(Problem(Place(self.shown(path), 1, 1), message, _RENAME))


_NEW_PACK = Bilingual(
    "运行 xhs-compliance rules new 可以建一个规则包", "xhs-compliance rules new makes a pack with a first rule"
)
