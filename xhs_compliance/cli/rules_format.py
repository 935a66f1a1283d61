"""``rules format``: long lines of rule files take several, and say the same."""

import sys
from pathlib import Path

import click

from xhs_compliance.cli.options import language_option, spoken_language
from xhs_compliance.config.settings import Config
from xhs_compliance.model.errors import EXIT_CLEAN, EXIT_FINDINGS, EXIT_PACK
from xhs_compliance.model.words import Bilingual, Language

_LAID_OUT = Bilingual("已排好", "laid out")
_WOULD_CHANGE = Bilingual("要重排", "would change")
_NOTHING = Bilingual("没有要改的", "nothing to change")


@click.command("format")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--check", "is_check", is_flag=True, help="Write nothing; exit code 1 when a file would change.")
@language_option
def rules_format(paths: tuple[Path, ...], is_check: bool, lang: Language | None) -> None:
    r"""Lay out the YAML files of rules in PATHS, so that long lines can be read; values and comments stay the same.

    \b
    Example:
      xhs-compliance rules format my-rules
      xhs-compliance rules format --check my-rules
    """
    from xhs_compliance.packs.layout import laid_out
    from xhs_compliance.packs.problems import format_problem
    from xhs_compliance.packs.yaml_reader import read_nodes

    language = spoken_language(lang, Config())
    told = _WOULD_CHANGE if is_check else _LAID_OUT
    changed, wrong = False, False
    for path in _files(paths):
        content = path.read_bytes()
        _, problems = read_nodes(content, str(path))
        if problems:
            wrong = True
            click.echo("\n".join(format_problem(problem, language) for problem in problems), err=True)
            continue
        before = content.decode("utf-8-sig")
        after = laid_out(before)
        if after != before:
            changed = True
            click.echo(f"{told.in_language(language)} {path}")
            if not is_check:
                path.write_bytes(after.encode())
    if not changed and not wrong:
        click.echo(_NOTHING.in_language(language))
    sys.exit(EXIT_PACK if wrong else EXIT_FINDINGS if changed and is_check else EXIT_CLEAN)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    """The files named, and the YAML files of the folders named."""
    inside = (sorted(path.rglob("*.yaml")) if path.is_dir() else [path] for path in paths)
    return [path for files in inside for path in files]
