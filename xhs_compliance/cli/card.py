"""``card``: what creators may say about a product, from its declared facts; a page to write from, not to copy."""

from pathlib import Path

import click

from xhs_compliance.cli.options import (
    facts_from,
)
from xhs_compliance.cli.run_options import RunOptions, run_options
from xhs_compliance.model.draft import TEXT, Draft
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.words import Bilingual


@click.command()
@click.option("--facts", multiple=True, required=True, metavar="FILE|NAME=VALUE", help="The product: a file or facts.")
@click.option("--brief", type=click.Path(path_type=Path), help="A brief whose statements are sorted too.")
@click.option("--output", type=click.Path(path_type=Path), help="Write the card to this file (Markdown).")
@run_options(facts=None)
def card(
    facts: tuple[str, ...],
    brief: Path | None,
    output: Path | None,
    run: RunOptions,
) -> None:
    r"""Sort what is said about a product: as it is, only with evidence, never. One page of Markdown.

    A product file is Markdown: facts in the front matter, one statement a line below.

    \b
    Example:
      xhs-compliance card --facts product.md --brief brief.md
    """
    from xhs_compliance.analyses.card import Sorter
    from xhs_compliance.readers.brief import read_brief_text, read_once
    from xhs_compliance.readers.brief_rules import brief_data
    from xhs_compliance.readers.claim_sheet import read_claim_kinds
    from xhs_compliance.readers.markdown import read_draft
    from xhs_compliance.reporters.card import render_card

    pairs = tuple(fact for fact in facts if "=" in fact)
    facts_from(pairs)
    linter = run.linter(facts=(*pairs, "commercial=paid"))
    statements: list[str] = []
    product = Draft("card", {TEXT: ""}, linter.defaults_for("card"))
    for name in facts:
        if "=" not in name:
            path = Path(name)
            if not path.is_file():
                raise UsageError(Bilingual(f"没有产品文件“{name}”", f"there is no product file {name!r}"))
            product = read_draft(path.read_bytes(), name, linter.facts, linter.defaults_for(name))
            statements += [line.strip().lstrip("-*• ") for line in product.text.splitlines()]
    if brief is not None:
        statements += read_once(read_brief_text(brief)).points
    wanted = [each for each in dict.fromkeys(statements) if each and not each.startswith("#")]
    sorter = Sorter(linter.check, linter.facts, product.facts, brief_data().card, read_claim_kinds())
    sorted_out = [sorter.sort(each) for each in wanted]
    text = render_card(sorted_out, linter.facts, brief_data().questions, run.language)
    if output is None:
        click.echo(text, nl=False)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    click.echo(str(output))
