"""Listening: the token that callers outside this machine need, and the socket."""

import ipaddress
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.words import Bilingual

Command = TypeVar("Command", bound=Callable[..., Any])

HOST = "127.0.0.1"
BACKLOG = 2048
"""Callers who may wait to be let in; those who call before the first answer is ready wait too."""

TOKEN = "XHS_COMPLIANCE_TOKEN"  # noqa: S105 - the name of a variable
SHORTEST = 16

_NEEDS_TOKEN = Bilingual(
    "要让别的机器访问，先定一个令牌：--token-file 文件，或环境变量 XHS_COMPLIANCE_TOKEN",
    "to listen beyond this machine, set a token: --token-file FILE, or the variable XHS_COMPLIANCE_TOKEN",
)
_SHORT_TOKEN = Bilingual(f"令牌至少 {SHORTEST} 个字符", f"a token has at least {SHORTEST} characters")


def token_option(command: Command) -> Command:
    """``--token-file``."""
    return click.option(
        "--token-file",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="A file with the token callers must send. Needed to listen beyond this machine. Or: XHS_COMPLIANCE_TOKEN.",
    )(command)


def require_token(file: Path | None, host: str) -> str | None:
    """The token callers must send; ``None`` when there is none and only this machine can call.

    Raises:
        UsageError: for one that is too short to be one, or none where others can call.

    """
    token = _token(file)
    if token is None and not is_loopback(host):
        raise UsageError(_NEEDS_TOKEN)
    return token


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach *host*."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _token(file: Path | None) -> str | None:
    """The token callers must send; ``None`` when there is none.

    Raises:
        UsageError: for one that is too short to be one.

    """
    token = (file.read_text(encoding="utf-8") if file else os.environ.get(TOKEN, "")).strip()
    if not token and file is None:
        return None
    if len(token) < SHORTEST or not token.isascii():
        raise UsageError(_SHORT_TOKEN)
    return token


def allow_many_callers() -> None:
    """Let this process hold as many connections as the system lets it ask for; shells begin with few."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on *host* and *port*.

    Raises:
        UsageError: when the port is taken or the address is not this machine's.

    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    allow_many_callers()
    # asyncio turns Nagle's delay off only where the socket says it is TCP; 40 ms an answer otherwise
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        message = Bilingual(
            f"{host}:{port} 用不了（{error.strerror}）；换一个端口：--port 0",
            f"cannot listen on {host}:{port} ({error.strerror}); try another port: --port 0",
        )
        raise UsageError(message) from None
    return listening
