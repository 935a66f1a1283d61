"""The lock file: which version of every pack a project has agreed on, so that CI can insist on it."""

import json
from collections.abc import Iterable
from pathlib import Path

from xhs_compliance.model.errors import PackError, Place, Problem, UsageError
from xhs_compliance.model.rule import Pack
from xhs_compliance.model.words import Bilingual

_NOT_NAMED = Bilingual("锁定文件里没有它", "the lock does not name it")


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
    said = Bilingual(f"锁定的是 {agreed}", f"the lock says {agreed}") if agreed else _NOT_NAMED
    message = Bilingual(
        f"规则包 {pack.id} 现在是 {pack.label}，{said.zh}", f"pack {pack.id} is {pack.label}, {said.en}"
    )
    hint = Bilingual(
        "确实要换就运行：xhs-compliance packs lock", "if the change is meant, run: xhs-compliance packs lock"
    )
    return Problem(Place(str(path), number, 1), message, hint, lines[number - 1])
