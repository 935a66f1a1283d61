"""The ignore file: patterns of drafts that are not checked, written as in ``.gitignore``."""

import re
from dataclasses import dataclass
from pathlib import Path

from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.words import Bilingual

IGNORE_FILE = ".xhs-compliance-ignore"


@dataclass(frozen=True, slots=True)
class Ignored:
    """Patterns in order; the last that matches decides.

    Attributes:
        patterns: each as an expression for whole relative paths, and whether it ignores (``!`` takes back).

    """

    patterns: tuple[tuple[re.Pattern[str], bool], ...] = ()

    def covers(self, path: str) -> bool:
        """Whether the file at *path* (relative, with ``/``) is ignored."""
        return next((ignores for pattern, ignores in reversed(self.patterns) if pattern.fullmatch(path)), False)


def read_ignored(file: Path) -> Ignored:
    """The patterns in *file*; none when there is no such file.

    Raises:
        UsageError: when it cannot be read.

    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return Ignored()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(Bilingual(f"{file} 读不了：{error}", f"{file} cannot be read: {error}")) from None
    return Ignored(tuple(_compiled(line.strip()) for line in lines if line.strip() and not line.startswith("#")))


def _compiled(line: str) -> tuple[re.Pattern[str], bool]:
    ignores = not line.startswith("!")
    pattern = line.removeprefix("!")
    anchored = "/" in pattern.rstrip("/")
    pattern = pattern.strip("/") if not pattern.endswith("/") else pattern.strip("/") + "/"
    folder_only = pattern.endswith("/")
    body = "".join(map(_piece, re.findall(r"\*\*/|/\*\*$|\*\*|\*|\?|\[[^\]]+\]|.", pattern.rstrip("/"))))
    before = "" if anchored else "(?:.*/)?"
    after = "/.*" if folder_only else "(?:/.*)?"
    return re.compile(f"{before}{body}{after}", re.DOTALL), ignores


def _piece(piece: str) -> str:
    known = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if piece in known:
        return known[piece]
    if piece.startswith("[") and len(piece) > 2:
        inside = re.escape(piece[1:-1]).replace(r"\-", "-").replace(r"\!", "^", 1)
        return f"[{inside}]"
    return re.escape(piece)
