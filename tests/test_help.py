"""What --help shows, of every command."""

from collections.abc import Iterator

import click

from xhs_compliance.cli.main import cli


def commands(group: click.Group, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        yield command, inner
        if isinstance(command, click.Group):
            yield from commands(command, inner)


def test_examples_keep_their_lines() -> None:
    shown = 0
    for command, context in commands(cli, click.Context(cli, info_name="xhs-compliance")):
        text = command.get_help(context)
        assert "\\b" not in text, context.command_path
        shown += "  Example:\n    xhs-compliance " in text
    assert shown > 20
