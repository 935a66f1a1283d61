"""``account``: before a campaign is booked."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xhs_compliance.cli.filed import FILE, provisions, read_bytes
from xhs_compliance.cli.options import facts_from, language_option, load, spoken_language
from xhs_compliance.model.errors import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INCOMPLETE, InputError, UsageError, worst
from xhs_compliance.model.words import Bilingual, Language

if TYPE_CHECKING:
    from xhs_compliance.filing.readiness import Checked
    from xhs_compliance.model.facts import Facts


@click.command()
@click.argument("file", required=False, type=FILE)
@click.option("--facts", multiple=True, metavar="NAME=VALUE", help="A fact about the account or the campaign.")
@click.option("--format", "format_name", type=click.Choice(("terminal", "json")), default="terminal")
@language_option
def account(file: Path | None, facts: tuple[str, ...], format_name: str, lang: Language | None) -> None:
    r"""Go through the checklist for an account before a campaign is booked: facts in FILE (JSON, or front matter).

    Exit codes: 0 what applies is there, 1 something is missing or closed, 4 something is not known.

    \b
    Example:
      xhs-compliance account --facts commercial=paid --facts product_category=medical --facts medical_cert=false
    """
    from xhs_compliance.config.settings import Config
    from xhs_compliance.filing.data import load_readiness
    from xhs_compliance.filing.readiness import Standing, check_readiness

    language = spoken_language(lang, Config())
    declared = _declared(file, facts)
    checked = check_readiness(declared, load_readiness())
    if format_name == "json":
        click.echo(json.dumps([_to_dict(each, language) for each in checked], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_readiness_lines(checked, language)))
    codes = [EXIT_CLEAN]
    codes += [EXIT_FINDINGS for each in checked if each.standing in (Standing.MISSING, Standing.CLOSED)]
    codes += [EXIT_INCOMPLETE for each in checked if each.standing is Standing.UNKNOWN]
    sys.exit(worst(codes))


def _declared(file: Path | None, facts: tuple[str, ...]) -> "Facts":
    from xhs_compliance.config.settings import Config
    from xhs_compliance.model.declare import FactError, declare
    from xhs_compliance.readers.markdown import decode, split_front_matter

    types = load(Config()).facts
    raw: dict[str, Any] = {}
    if file is not None and file.suffix.lower() == ".json":
        try:
            raw = dict(json.loads(read_bytes(file)))
        except (ValueError, TypeError) as error:
            raise InputError(
                str(file), Bilingual(f"要写成一个 JSON 对象：{error}", f"one JSON object is needed: {error}")
            ) from None
    elif file is not None:
        head, _, _ = split_front_matter(decode(read_bytes(file), str(file)), str(file))
        raw = {name: value for name, value in head.items() if name in types}
    try:
        return declare({**raw, **facts_from(facts)}, types)
    except FactError as error:
        raise UsageError(error.message) from None


def _to_dict(each: "Checked", language: Language) -> dict[str, Any]:
    line = each.line
    return {
        "line": line.name,
        "standing": each.standing.value,
        "facts": list(each.facts),
        "title": line.title.in_language(language),
        "advice": line.advice.in_language(language),
        "basis": [provision.id for provision in line.basis],
        "confidence": line.confidence.value,
    }


def _readiness_lines(checked: "Iterable[Checked]", language: Language) -> list[str]:
    from xhs_compliance.filing.readiness import Standing

    marks = {Standing.MET: "○", Standing.MISSING: "■", Standing.UNKNOWN: "◌", Standing.CLOSED: "■"}
    words = {
        Standing.MET: Bilingual("有", "there"),
        Standing.MISSING: Bilingual("缺", "missing"),
        Standing.UNKNOWN: Bilingual("没说", "not stated"),
        Standing.CLOSED: Bilingual("不能做", "closed"),
    }
    lines: list[str] = []
    for each in checked:
        line = each.line
        lines.append(
            f"{marks[each.standing]} {words[each.standing].in_language(language)}  {line.title.in_language(language)}"
        )
        lines.append(f"    {line.why.in_language(language)}")
        if each.standing is not Standing.MET:
            lines.append(f"    → {line.advice.in_language(language)}  ({', '.join(each.facts)})")
        lines.append(f"    {provisions(line.basis, language)}")
    nothing = Bilingual(
        "这些事实下没有适用的条目；至少写 commercial 和 product_category",
        "no line applies; declare commercial and product_category at least",
    )
    return lines or [nothing.in_language(language)]
