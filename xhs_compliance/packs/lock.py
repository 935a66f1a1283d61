"""The lock file: which version of every pack a project has agreed on, so that CI can insist on it."""

import json
from collections.abc import Iterable
from pathlib import Path

from xhs_compliance.model.errors import PackError, Place, Problem, UsageError
from xhs_compliance.model.rule import Pack
from xhs_compliance.model.words import Bilingual


def dump_lock(packs: Iterable[Pack]) -> str:
    """The file's content: ``version+digest`` of each pack, one a line."""
    return json.dumps({pack.id: pack.label for pack in packs}, indent=1, sort_keys=True) + "\n"


def check_lock(path: Path, packs: Iterable[Pack]) -> None:
    """Compare the packs with the lock file.

    Raises:
        UsageError: when the file cannot be read.
        PackError: when a pack is another one than the file names, or is not named there.

    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        locked: dict[str, str] = json.loads("\n".join(lines))
    except (OSError, ValueError) as error:
        raise UsageError(Bilingual(f"锁定文件 {path} 读不了：{error}", f"{path} cannot be read: {error}")) from None
    problems = [_problem(path, lines, pack, locked.get(pack.id)) for pack in packs if locked.get(pack.id) != pack.label]
    if problems:
        raise PackError(problems)


def _problem(path: Path, lines: list[str], pack: Pack, agreed: str | None) -> Problem:
    number = next((n for n, line in enumerate(lines, 1) if line.strip().startswith(f'"{pack.id}"')), 1)
    said = f"the lock says {agreed}" if agreed else "the lock does not name it"
    message = f"pack {pack.id} is {pack.label}, {said}"
    return Problem(
        Place(str(path), number, 1),
        message,
        "if the change is meant, run: xhs-compliance packs lock",
        lines[number - 1],
    )
