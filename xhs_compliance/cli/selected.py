"""Which files a check is about: what the paths hold, less what is ignored, or only what changed in git."""

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.words import Bilingual
from xhs_compliance.readers.files import draft_files
from xhs_compliance.readers.ignore import IGNORE_FILE, read_ignored


@dataclass(frozen=True, slots=True)
class Selected:
    """Files to check.

    Attributes:
        paths: files, and folders and missing paths that the reader has something to say about.
        ignored: how many files the ignore file left out.

    """

    paths: tuple[Path, ...]
    ignored: int = 0


def select_files(paths: Iterable[Path], diff_base: str | None) -> Selected:
    """The files below *paths*, in the order of the paths and then of their names.

    Raises:
        UsageError: when git cannot say what changed since *diff_base*.

    """
    ignored = read_ignored(Path(IGNORE_FILE))
    changed = None if diff_base is None else _changed_since(diff_base)
    kept, left_out = [], 0
    for path in paths:
        below = draft_files(path) if path.is_dir() else [path]
        if not below and changed is None:
            kept.append(path)
        for file in below:
            if ignored.covers(_relative(file)):
                left_out += 1
            elif changed is None or file.resolve() in changed:
                kept.append(file)
    return Selected(tuple(dict.fromkeys(kept)), left_out)


def is_plain(diff_base: str | None) -> bool:
    """Whether there is nothing to leave out."""
    return diff_base is None and not Path(IGNORE_FILE).is_file()


def _relative(file: Path) -> str:
    here = Path.cwd()
    absolute = here / file
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else file).as_posix()


def _changed_since(base: str) -> frozenset[Path]:
    """Files that differ from where this branch left *base*, and files git does not know yet; deleted ones left out."""
    top = Path(_git("rev-parse", "--show-toplevel").rstrip("\n"))
    differ = _git("diff", "--name-only", "-z", "--diff-filter=d", "--merge-base", "--end-of-options", base)
    new = _git("ls-files", "-z", "--others", "--exclude-standard", "--full-name", str(top))
    return frozenset((top / name).resolve() for name in (differ + new).split("\0") if name)


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607 - the user's git
    except OSError:
        raise UsageError(
            Bilingual("--diff-base 要用 git，这里没有", "--diff-base needs git, which is not here")
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise UsageError(Bilingual(f"--diff-base：git 说 {said}", f"--diff-base: git says {said}"))
    return done.stdout.decode("utf-8", "surrogateescape")
