"""``notice`` and ``account``: after a notice has come, and before a campaign is booked."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xhs_compliance.cli.filed import FILE, one_draft, read_bytes
from xhs_compliance.cli.options import (
    config_options,
    facts_from,
    language_option,
    load,
    packs_options,
    read_config,
    spoken_language,
)
from xhs_compliance.model.errors import (
    EXIT_CLEAN,
    EXIT_FINDINGS,
    EXIT_INCOMPLETE,
    InputError,
    UsageError,
    did_you_mean,
    with_hint,
    worst,
)
from xhs_compliance.model.words import Bilingual, Language

if TYPE_CHECKING:
    from xhs_compliance.filing.data import NoticeKind
    from xhs_compliance.filing.notice import Answer
    from xhs_compliance.filing.readiness import Checked
    from xhs_compliance.model.facts import Facts, FactType
    from xhs_compliance.model.law import Provision

CAVEAT = Bilingual(
    "以上是按规则推测的位置和存档里的事实，不是对处理结果的预测，也不是法律意见；有期限的通知请尽早给律师看。",
    "These are places guessed by rules and facts on file. They predict no outcome and are no legal advice; show a "
    "notice with a time limit to a lawyer soon.",
)


@click.command()
@click.argument("kind", required=False)
@click.argument("draft", required=False, type=click.Path(path_type=Path, exists=True))
@click.argument("receipt", required=False, type=FILE)
@click.option("--published", default="", help="The day it went live.")
@click.option("--person", default="", help="Whom to ask.")
@click.option("--change", multiple=True, help="A change that was made, in your words.")
@packs_options
@config_options
@language_option
def notice(
    kind: str | None,
    draft: Path | None,
    receipt: Path | None,
    published: str,
    person: str,
    change: tuple[str, ...],
    packs: tuple[str, ...],
    rules_dir: tuple[Path, ...],
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    r"""Prepare the answer to a notice of KIND on a published DRAFT; without arguments, list the kinds.

    Finds the places that probably caused it, the evidence on file and what to change, and drafts a factual answer with
    blanks where something is missing.

    \b
    Example:
      xhs-compliance notice platform-unlabelled-ad live.md receipt.json
    """
    from xhs_compliance.filing.data import load_notices
    from xhs_compliance.filing.notice import answer_to, letter
    from xhs_compliance.filing.receipt import read_receipt

    config = read_config(config_file, profile, isolated=isolated)
    language = spoken_language(lang, config)
    kinds = load_notices()
    if kind is None:
        for name, each in kinds.items():
            click.echo(f"{name:<26} {each.title.in_language(language)}")
        return
    if kind not in kinds:
        raise UsageError(
            with_hint(f"没有通知类型“{kind}”", f"there is no kind of notice {kind!r}", did_you_mean(kind, kinds))
        )
    if draft is None or receipt is None:
        message = Bilingual(
            "还要给草稿和凭据：notice 类型 草稿 凭据", "a draft and its receipt are needed: notice KIND DRAFT RECEIPT"
        )
        raise UsageError(message)
    approved = read_receipt(read_bytes(receipt), str(receipt))
    linter = load(config, packs, rules_dir)
    read = one_draft(draft, linter)
    answer = answer_to(kinds[kind], linter.check(_with_facts_on_file(read, approved, linter)), approved)
    click.echo("\n".join(_lines(answer, linter.facts, language)))
    click.echo()
    click.echo(letter(answer, linter.facts, language, published=published, person=person, changes=change))
    click.echo()
    click.echo(CAVEAT.in_language(language))


def _with_facts_on_file(draft: Any, approved: Any, linter: Any) -> Any:
    """The live note with the facts of its receipt, where it declares none of its own."""
    from dataclasses import replace

    from xhs_compliance.model.declare import declare

    known = {name: fact.value for name, fact in approved.facts.items() if name in linter.facts}
    on_file = declare(known, linter.facts)
    return replace(draft, facts=on_file.with_values(**draft.facts.values))


def _lines(answer: "Answer", types: "dict[str, FactType] | Any", language: Language) -> list[str]:
    from xhs_compliance.filing.notice import called, shown

    kind = answer.kind

    def say(zh: str, en: str) -> str:
        return Bilingual(zh, en).in_language(language)

    lines = [f"# {kind.title.in_language(language)}", kind.says.in_language(language), ""]
    lines.append(say("可能的原因：", "What probably caused it:"))
    for finding in answer.causes:
        line, column = answer.draft.position(finding.field, finding.span.start) if finding.span else (0, 0)
        where = f"{answer.draft.source or answer.draft.id}:{line}:{column}" if finding.span else answer.draft.id
        lines.append(f"  {where}  {finding.rule.id}  {finding.message(language)}")
        if finding.fingerprint in answer.decided:
            lines.append(f"    {say('当时的决定', 'decided at the time')}: {answer.decided[finding.fingerprint]}")
        lines.append(f"    {say('怎么改', 'change')}: {finding.rule.advice.in_language(language)}")
    if not answer.causes:
        lines.append(f"  {say('按现在的规则没有找到', 'none found by today’s rules')}")
    lines += ["", say("存档里有：", "On file:")]
    lines += [
        f"  {called(name, kind, language)}: {shown(name, value, types, language)} ({source})"
        for name, value, source in answer.on_file
    ]
    lines += [f"  {file.name}  SHA-256 {file.sha256}" for file in answer.receipt.evidence]
    if answer.missing:
        names = (", " if language == "en" else "、").join(called(name, kind, language) for name in answer.missing)
        lines.append(f"  {say('没有存', 'not on file')}: {names}")
    lines += ["", f"{say('要做的', 'To do')}: {kind.change.in_language(language)}"]
    if kind.deadline is not None:
        lines.append(
            f"{say('期限', 'Time limit')}: {kind.deadline.says.in_language(language)} "
            f"({_named(kind.deadline.basis, language)})"
        )
    else:
        lines.append(say("期限：看通知本身，这里没有可引用的规定", "Time limit: see the notice; no rule to cite here"))
    lines.append(f"{say('依据', 'Basis')}: {_basis(kind, language)}")
    return [*lines, "", say("—— 答复草稿 ——", "--- draft of an answer ---")]


def _basis(kind: "NoticeKind", language: Language) -> str:
    return _stops(language).join(_named(provision, language) for provision in kind.basis)


def _named(provision: "Provision", language: Language) -> str:
    sure = provision.confidence.value
    return f"{provision.instrument.in_language(language)} {provision.article.in_language(language)} [{sure}]"


def _stops(language: Language) -> str:
    return "；" if language == "zh" else "; "


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
    from xhs_compliance.config import Config
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
    from xhs_compliance.config import Config
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
        lines.append(f"    {_stops(language).join(_named(p, language) for p in line.basis)}")
    nothing = Bilingual(
        "这些事实下没有适用的条目；至少写 commercial 和 product_category",
        "no line applies; declare commercial and product_category at least",
    )
    return lines or [nothing.in_language(language)]
