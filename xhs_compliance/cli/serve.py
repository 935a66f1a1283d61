"""``serve``: the live page, on this machine."""

import ipaddress
import logging
import os
import socket
from pathlib import Path

import click

from xhs_compliance.cli.gate import GateOptions, load_gate
from xhs_compliance.cli.options import (
    config_options,
    language_option,
    load,
    packs_options,
    read_config,
    spoken_language,
)
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.words import Bilingual, Language

HOST = "127.0.0.1"
PORT = 8765
BACKLOG = 2048
"""Callers who may wait to be let in; those who call before the first answer is ready wait too."""

TOKEN = "XHS_COMPLIANCE_TOKEN"  # noqa: S105 - the name of a variable

_NEEDS_TOKEN = Bilingual(
    "要让别的机器访问，先定一个令牌：--token-file 文件，或环境变量 XHS_COMPLIANCE_TOKEN",
    "to listen beyond this machine, set a token: --token-file FILE, or the variable XHS_COMPLIANCE_TOKEN",
)
_SHORT_TOKEN = Bilingual("令牌至少 16 个字符", "a token has at least 16 characters")


@click.command()
@click.option("--host", default=HOST, show_default=True, help="The address to listen on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="The port; 0: any free.")
@click.option("--facts", multiple=True, metavar="NAME=VALUE", help="A fact that holds where the page declares none.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with the token callers must send. Needed to listen beyond this machine. Or: XHS_COMPLIANCE_TOKEN.",
)
@click.option("--allow-host", multiple=True, metavar="NAME", help="A further name it answers to (behind a proxy).")
@click.option("--log", is_flag=True, help="One JSON line for every request on standard error; never the draft.")
@packs_options
@config_options
@language_option
def serve(
    host: str,
    port: int,
    facts: tuple[str, ...],
    token_file: Path | None,
    allow_host: tuple[str, ...],
    log: bool,
    packs: tuple[str, ...],
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    r"""Open a page to write at, and the HTTP API for programs (described at /docs).

    It runs on this machine, answers this machine only unless there is a token, and keeps and logs nothing of what you
    type. The API judges by the policy of a gate: what an author writes into a draft lifts no block, unless the
    configuration says otherwise. Stop it with Ctrl+C.

    \b
    Example:
      xhs-compliance serve
      xhs-compliance serve --port 9000 --lang en
      curl -s localhost:8765/v1/check -H "Content-Type: application/json" -d '{"text": "第二周真的mei白了"}'
    """
    try:
        import uvicorn

        from xhs_compliance.services.web.app import LOOPBACK, create_app
    except ModuleNotFoundError as error:
        if error.name not in ("uvicorn", "starlette"):
            raise
        message = Bilingual(
            "网页要多装两个库：pip install 'xhs-compliance[web]'",
            "the page needs two more libraries: pip install 'xhs-compliance[web]'",
        )
        raise UsageError(message) from None
    config = read_config(config_file, profile, isolated=isolated)
    language = spoken_language(lang, config)
    token = _token(token_file)
    if token is None and not is_loopback(host):
        raise UsageError(_NEEDS_TOKEN)
    linter = load(config, packs, rules_dir, facts, None)
    gate = load_gate(GateOptions(packs, rules_dir, facts, config_file, profile, isolated), language)
    hosts = (*LOOPBACK, *allow_host, *(("*",) if host in ("0.0.0.0", "::") else (host,)))  # noqa: S104 - compared with
    app = create_app(linter, language, hosts, gate=gate, token=token)
    if log:
        logging.basicConfig(level=logging.INFO, format="%(message)s")
    listening = _listen(host, port)
    address = f"http://{host}:{listening.getsockname()[1]}/"
    said = Bilingual(f"打开 {address}（Ctrl+C 结束）", f"Open {address} (Ctrl+C ends it)")
    click.echo(said.in_language(language))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=10,
        )
    )
    server.run(sockets=[listening])


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
    if len(token) < 16 or not token.isascii():
        raise UsageError(_SHORT_TOKEN)
    return token


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens on *host* and *port*.

    Raises:
        UsageError: when the port is taken or the address is not this machine's.

    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
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
