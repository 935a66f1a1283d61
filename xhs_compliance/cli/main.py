"""The commands, each imported when it is called; and how every error ends."""

import errno
import itertools
import os
import sys
from importlib import import_module
from typing import Any

import click

from xhs_compliance import __version__
from xhs_compliance.model.errors import (
    EXIT_BUG,
    EXIT_CLEAN,
    EXIT_FINDINGS,
    EXIT_PACK,
    EXIT_USAGE,
    InputError,
    PackError,
    UsageError,
)
from xhs_compliance.model.locale import language_of_locale
from xhs_compliance.model.words import LANGUAGES, Bilingual, Language

_COMMANDS = {
    "check": "check",
    "campaign": "campaign",
    "brief": "brief",
    "card": "card",
    "explain": "rules",
    "review": "review",
    "serve": "serve",
    "mcp": "mcp",
    "receipt": "receipt",
    "verify": "verify",
    "archive": "archive",
    "replay": "archive",
    "notice": "notice",
    "account": "account",
    "rules": "rules",
    "packs": "project",
    "baseline": "project",
    "batch": "batch",
    "config": "project",
    "init": "project",
}
"""The module of each command."""


class _Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - asked for by click
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        if cmd_name not in _COMMANDS:
            return None
        command: Any = getattr(import_module(f"xhs_compliance.cli.{_COMMANDS[cmd_name]}"), cmd_name)
        return _laid_out(command) if isinstance(command, click.Command) else None


def _laid_out(command: click.Command) -> click.Command:
    r"""Let click see the ``\b`` in its help, and that of its commands, that keeps the lines of an example apart."""
    if command.help:
        command.help = command.help.replace("\\b\n", "\b\n")
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        _laid_out(inner)
    return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="xhs-compliance")
def cli() -> None:
    """Lint Xiaohongshu (小红书 / RedNote) drafts before they are published."""


def _spoken(arguments: list[str]) -> Language:
    """The language asked for on the command line, before click has read it; else the locale's."""
    said = [value for flag, value in itertools.pairwise(arguments) if flag == "--lang"]
    said += [argument.removeprefix("--lang=") for argument in arguments if argument.startswith("--lang=")]
    return next((language for language in LANGUAGES if language in said), language_of_locale(os.environ))


_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG)
_FULL = (errno.ENOSPC, errno.EDQUOT)


def _refused_by_the_system(error: Exception) -> Bilingual | None:
    """What to say of a file or folder that may not be read or written as asked, or a full disk; no bug of ours."""
    if not isinstance(error, OSError) or error.errno not in (*_REFUSED, *_FULL):
        return None
    name, reason = error.filename or "-", error.strerror
    if error.errno in _FULL:
        return Bilingual(
            f"写不下去（{name}）：{reason}；先腾出空间", f"cannot write on ({name}): {reason}; free some space"
        )
    return Bilingual(
        f"{name}：{reason}；换一个地方，或者换一个有权限的用户",
        f"{name}: {reason}; name another place, or run as a user who may",
    )


def main() -> None:
    """Run the command line; every error a user can cause ends in one clear message and its exit code."""
    try:
        cli(standalone_mode=False)
        sys.exit(EXIT_CLEAN)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_USAGE)
    except click.Abort:
        sys.exit(EXIT_USAGE)
    except PackError as error:
        from xhs_compliance.packs.problems import format_problem

        click.echo("\n".join(format_problem(problem, _spoken(sys.argv)) for problem in error.problems), err=True)
        sys.exit(EXIT_PACK)
    except (UsageError, InputError) as error:
        click.echo(f"xhs-compliance: {error.message.in_language(_spoken(sys.argv))}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(EXIT_FINDINGS)
    except Exception as error:
        trouble = _refused_by_the_system(error)
        if trouble is not None:
            click.echo(f"xhs-compliance: {trouble.in_language(_spoken(sys.argv))}", err=True)
            sys.exit(EXIT_USAGE)
        if os.environ.get("XHS_COMPLIANCE_DEBUG"):
            raise
        click.echo(f"xhs-compliance: a bug of ours: {type(error).__name__}: {error}", err=True)
        sys.exit(EXIT_BUG)
