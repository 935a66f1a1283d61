"""``serve``: the live page, on this machine."""

import logging
from pathlib import Path

import click

from xhs_compliance.cli.gate import GateOptions, facts_from_option, load_gate
from xhs_compliance.cli.listening import HOST, listen, require_token, token_option
from xhs_compliance.cli.options import (
    config_options,
    language_option,
    packs_options,
    read_config,
    spoken_language,
)
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.words import Bilingual, Language

PORT = 8765


@click.command()
@click.option("--host", default=HOST, show_default=True, help="The address to listen on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="The port; 0: any free.")
@click.option("--facts", multiple=True, metavar="NAME=VALUE", help="A fact that holds where the page declares none.")
@facts_from_option
@token_option
@click.option("--allow-host", multiple=True, metavar="NAME", help="A further name it answers to (behind a proxy).")
@click.option("--log", is_flag=True, help="One JSON line for every request on standard error; never the draft.")
@packs_options
@config_options
@language_option
def serve(
    host: str,
    port: int,
    facts: tuple[str, ...],
    facts_from: str,
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
        from xhs_compliance.services.web.punctual import Punctual
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
    token = require_token(token_file, host)
    gate = load_gate(GateOptions(packs, rules_dir, facts, config_file, profile, isolated, facts_from), language)
    linter = gate.profiles.standard.under(config.policy)
    hosts = (*LOOPBACK, *allow_host, *(("*",) if host in ("0.0.0.0", "::") else (host,)))  # noqa: S104 - compared with
    app = create_app(linter, language, hosts, gate=gate, token=token)
    if log:
        logging.basicConfig(level=logging.INFO, format="%(message)s")
    listening = listen(host, port)
    address = f"http://{host}:{listening.getsockname()[1]}/"
    said = Bilingual(f"打开 {address}（Ctrl+C 结束）", f"Open {address} (Ctrl+C ends it)")
    click.echo(said.in_language(language))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            http=Punctual,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=10,
        )
    )
    server.run(sockets=[listening])
