"""``card``: what creators may say about a product, from its declared facts; a page to write from, not to copy."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhs_compliance.cli.options import (
    DayType,
    config_options,
    facts_from,
    language_option,
    load,
    packs_options,
    read_config,
    spoken_language,
)
from xhs_compliance.model.draft import TEXT, Draft
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.words import Bilingual, Language, Severity
from xhs_compliance.reporters import phrases

if TYPE_CHECKING:
    from xhs_compliance.api import Linter
    from xhs_compliance.model.finding import Finding

_NOT_CLAIMS = ("disclosure", "scripted", "ai-label")
_TIES = ("commercial", "author_used_product")
_HEAD = Bilingual("可说卡", "May-say card")
_MAY = Bilingual("规则没有命中的说法", "Statements no rule matched")
_WITH = Bilingual("要先有依据或资质", "Only with evidence or a certificate")
_NEVER = Bilingual("不要说", "Do not say")
_WRITE = Bilingual("写的时候问自己", "Questions to write from")
_NONE = Bilingual("没有", "none")


@click.command()
@click.option("--facts", multiple=True, required=True, metavar="FILE|NAME=VALUE", help="The product: a file or facts.")
@click.option("--brief", type=click.Path(path_type=Path), help="A brief whose statements are sorted too.")
@click.option("--output", type=click.Path(path_type=Path), help="Write the card to this file (Markdown).")
@click.option("--as-of", type=DayType(), help="Apply the law of this day. Default: today.")
@packs_options
@config_options
@language_option
def card(
    facts: tuple[str, ...],
    brief: Path | None,
    output: Path | None,
    as_of: date | None,
    packs: tuple[str, ...],
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    r"""Sort what is said about a product: as it is, only with evidence, never. One page of Markdown.

    A product file is Markdown: facts in the front matter, one statement a line below.

    \b
    Example:
      xhs-compliance card --facts product.md --brief brief.md
    """
    from xhs_compliance.readers.brief import brief_data, read_brief_text, read_once
    from xhs_compliance.readers.markdown import read_draft

    config = read_config(config_file, profile, isolated=isolated)
    language = spoken_language(lang, config)
    pairs = tuple(fact for fact in facts if "=" in fact)
    facts_from(pairs)
    linter = load(config, packs, rules_dir, (*pairs, "commercial=paid"), as_of)
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
    sorted_out = [(each, _claims(each, product, linter)) for each in wanted]
    text = "\n".join(_lines(sorted_out, product, linter, brief_data().questions, language)) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    click.echo(str(output))


def _claims(statement: str, product: Draft, linter: "Linter") -> "list[Finding]":
    """What the claim rules have against a statement, said in a paid post about this product."""
    review = linter.check(Draft("card", {TEXT: statement}, product.facts.with_values(commercial=("paid",))))
    return [f for f in review.findings if f.severity >= Severity.WARNING and f.rule.category not in _NOT_CLAIMS]


def _missing(findings: "list[Finding]", product: Draft) -> list[str]:
    """The facts these findings wait for; none where one of them waits for nothing, or nothing could lift it."""
    asked = [
        [fact for fact in finding.rule.ask if fact not in _TIES and not product.facts.declared(fact)]
        for finding in findings
    ]
    can_lift = all(finding.rule.lifts for finding in findings)
    return list(dict.fromkeys(fact for facts in asked for fact in facts)) if can_lift and asked and all(asked) else []


def _lines(
    statements: "list[tuple[str, list[Finding]]]",
    product: Draft,
    linter: "Linter",
    questions: tuple[Bilingual, ...],
    language: Language,
) -> Iterator[str]:
    yield f"# {_HEAD.in_language(language)}"
    may = [statement for statement, findings in statements if not findings]
    yield from _section(_MAY, may, language)
    waiting, never = [], []
    for statement, findings in statements:
        why = findings[0].message(language) if findings else ""
        facts = _missing(findings, product)
        if facts:
            asked = " ".join(linter.facts[fact].title.in_language(language) for fact in facts if fact in linter.facts)
            waiting.append(f"{statement} → {asked}")
        elif findings:
            never.append(f"{statement} → {why}")
    yield from _section(_WITH, waiting, language)
    yield from _section(_NEVER, never, language)
    yield from _section(_WRITE, [question.in_language(language) for question in questions], language)
    yield f"\n{phrases.NOTICE.in_language(language)}"


def _section(head: Bilingual, lines: list[str], language: Language) -> Iterator[str]:
    yield f"\n## {head.in_language(language)}\n"
    yield from (f"- {line}" for line in lines or [_NONE.in_language(language)])
