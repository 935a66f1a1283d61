"""``serve``: the live page, on this machine."""

import socket
from pathlib import Path

import click

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


@click.command()
@click.option("--host", default=HOST, show_default=True, help="The address to listen on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="The port; 0: any free.")
@click.option("--facts", multiple=True, metavar="NAME=VALUE", help="A fact that holds where the page declares none.")
@packs_options
@config_options
@language_option
def serve(
    host: str,
    port: int,
    facts: tuple[str, ...],
    packs: tuple[str, ...],
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    r"""Open a page to write at: marks while you type, replacements to tap, a report to download.

    It runs on this machine, answers this machine only, and keeps and logs nothing of what you type. Stop it with
    Ctrl+C.

    \b
    Example:
      xhs-compliance serve
      xhs-compliance serve --port 9000 --lang en
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
    linter = load(config, packs, rules_dir, facts, None)
    app = create_app(linter, language, (*LOOPBACK, host))
    listening = _listen(host, port)
    address = f"http://{host}:{listening.getsockname()[1]}/"
    said = Bilingual(f"打开 {address}（Ctrl+C 结束）", f"Open {address} (Ctrl+C ends it)")
    click.echo(said.in_language(language))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
    server.run(sockets=[listening])


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
    except OSError as error:
        listening.close()
        message = Bilingual(
            f"{host}:{port} 用不了（{error.strerror}）；换一个端口：--port 0",
            f"cannot listen on {host}:{port} ({error.strerror}); try another port: --port 0",
        )
        raise UsageError(message) from None
    return listening
