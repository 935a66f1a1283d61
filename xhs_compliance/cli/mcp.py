"""``mcp``: the gate for agents, over stdio or HTTP."""

from pathlib import Path

import click

from xhs_compliance.cli.gate import GateOptions, facts_from_option, load_gate
from xhs_compliance.cli.listening import HOST, listen, require_token, token_option
from xhs_compliance.cli.options import config_options, language_option, packs_options, read_config, spoken_language
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.words import Bilingual, Language

PORT = 8766


@click.command()
@click.option("--http", is_flag=True, help="Serve streamable HTTP at /mcp instead of stdio.")
@click.option("--host", default=HOST, show_default=True, help="The address to listen on, with --http.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="The port; 0: any free.")
@click.option("--facts", multiple=True, metavar="NAME=VALUE", help="A fact for drafts that do not declare it.")
@facts_from_option
@token_option
@packs_options
@config_options
@language_option
def mcp(
    http: bool,
    host: str,
    port: int,
    facts: tuple[str, ...],
    facts_from: str,
    token_file: Path | None,
    packs: tuple[str, ...],
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    r"""Serve the gate to agents (Model Context Protocol): check, explain and suggest before anything is published.

    What an agent writes into its own draft lifts no block, unless the configuration says otherwise.

    \b
    Example:
      xhs-compliance mcp
      xhs-compliance mcp --http --port 8766
    """
    try:
        from xhs_compliance.services.agents.server import create_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "starlette"):
            raise
        message = Bilingual(
            "给智能体用的服务要多装一个库：pip install 'xhs-compliance[mcp]'",
            "the server for agents needs one more library: pip install 'xhs-compliance[mcp]'",
        )
        raise UsageError(message) from None
    language = spoken_language(lang, read_config(config_file, None, isolated=isolated))
    token = require_token(token_file, host) if http else None
    asked = GateOptions(packs, rules_dir, facts, config_file, profile, isolated, facts_from)
    server = create_server(load_gate(asked, language))
    if not http:
        server.run("stdio")
        return
    import uvicorn

    from xhs_compliance.services.web.bearer import Bearer
    from xhs_compliance.services.web.punctual import Punctual

    app = server.streamable_http_app(stateless_http=True, json_response=True, host=host)
    listening = listen(host, port)
    address = f"http://{host}:{listening.getsockname()[1]}/mcp"
    click.echo(Bilingual(f"MCP：{address}（Ctrl+C 结束）", f"MCP at {address} (Ctrl+C ends it)").in_language(language))
    guarded = Bearer(app, token, language) if token else app
    config = uvicorn.Config(guarded, http=Punctual, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listening])
