"""What the commands about filed notes share: options, one draft from a path, files as evidence, writing and saying."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xhs_compliance.cli.written import say_failure
from xhs_compliance.model.errors import InputError, UsageError
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual, Language

if TYPE_CHECKING:
    from xhs_compliance.filing.receipt import EvidenceFile
    from xhs_compliance.linter import Linter
    from xhs_compliance.model.draft import Draft
    from xhs_compliance.model.law import Provision

Command = TypeVar("Command", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


class MomentType(click.ParamType[datetime]):
    """A moment like 2026-11-26T10:00:00Z."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a time like 2026-11-26T10:00:00Z", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def evidence_option(command: Command) -> Command:
    """``--evidence``."""
    return click.option(
        "--evidence",
        multiple=True,
        metavar="[FACT=]FILE",
        help="A file that supports a fact or a claim; with the fact it supports.",
    )(command)


def read_drafts(paths: Iterable[Path], linter: "Linter") -> "Iterator[Draft | Failure]":
    """Every draft below *paths*, its order joined where there are orders."""
    from xhs_compliance.readers.files import read_path

    for path in paths:
        for entry in read_path(path, linter.facts, linter.defaults_for):
            yield entry if isinstance(entry, Failure) or linter.orders is None else linter.orders.join(entry)


def one_draft(path: Path, linter: "Linter") -> "Draft":
    """The one draft in *path*.

    Raises:
        InputError: when it cannot be read.
        UsageError: when there are several.

    """
    entries = list(read_drafts([path], linter))
    if len(entries) > 1:
        message = Bilingual(
            f"{path} 里不止一篇草稿；一次给一篇", f"{path} holds more than one draft; give one at a time"
        )
        raise UsageError(message)
    if not entries:
        raise InputError(str(path), Bilingual("里面没有草稿", "it holds no draft"))
    entry = entries[0]
    if isinstance(entry, Failure):
        raise InputError(entry.source, entry.message)
    return entry


def read_evidence(named: Iterable[str], linter: "Linter") -> "list[tuple[EvidenceFile, bytes]]":
    """The files of ``[FACT=]FILE`` options, with their hashes.

    Raises:
        UsageError: when a fact is not known.
        InputError: when a file cannot be read.

    """
    from xhs_compliance.filing.canonical import sha256
    from xhs_compliance.filing.receipt import EvidenceFile
    from xhs_compliance.model.errors import did_you_mean, with_hint

    found = []
    for each in named:
        fact, equals, file = each.partition("=")
        if equals and not Path(each).exists():
            if fact not in linter.facts:
                hint = did_you_mean(fact, linter.facts)
                raise UsageError(with_hint(f"没有叫“{fact}”的事实", f"there is no fact {fact!r}", hint))
        else:
            fact, file = "", each
        content = read_bytes(Path(file))
        made = EvidenceFile(name=Path(file).name, sha256=sha256(content), bytes=len(content), supports=fact)
        found.append((made, content))
    return found


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: when it cannot be read.

    """
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(str(path), Bilingual(f"读不了：{reason}", f"cannot be read: {reason}")) from None


def write_or_print(content: bytes, output: Path | None) -> None:
    """Write to a file, or to standard output."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(content)


def say_failures(failures: Iterable[Failure], language: Language) -> None:
    """Each draft that could not be read, on standard error."""
    for failure in failures:
        say_failure(failure, language)


def pairs(named: Iterable[str], option: str) -> dict[str, str]:
    """``NAME=VALUE`` options as a mapping.

    Raises:
        UsageError: for one without an equals sign.

    """
    found = {}
    for each in named:
        name, equals, value = each.partition("=")
        if not equals or not name.strip() or not value.strip():
            message = Bilingual(f"{option} 要写成 名称=值，不是“{each}”", f"{option} takes NAME=VALUE, not {each!r}")
            raise UsageError(message)
        found[name.strip()] = value.strip()
    return found


def provisions(basis: "Iterable[Provision]", language: Language) -> str:
    """Articles of law in one line, each with how sure its wording is."""
    named = (
        f"{each.instrument.in_language(language)} {each.article.in_language(language)} [{each.confidence.value}]"
        for each in basis
    )
    return ("；" if language == "zh" else "; ").join(named)
