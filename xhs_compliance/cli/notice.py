"""``notice``: after a notice has come."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xhs_compliance.cli.filed import FILE, one_draft, provisions, read_bytes
from xhs_compliance.cli.run_options import RunOptions, run_options
from xhs_compliance.model.errors import (
    UsageError,
    did_you_mean,
    with_hint,
)
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters.visible import plain_line

if TYPE_CHECKING:
    from xhs_compliance.filing.notice import Answer
    from xhs_compliance.model.facts import FactType

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
@run_options(facts=None, as_of=False)
def notice(
    kind: str | None,
    draft: Path | None,
    receipt: Path | None,
    published: str,
    person: str,
    change: tuple[str, ...],
    run: RunOptions,
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

    kinds = load_notices()
    if kind is None:
        for name, each in kinds.items():
            click.echo(f"{name:<26} {each.title.in_language(run.language)}")
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
    linter = run.linter()
    read = one_draft(draft, linter)
    answer = answer_to(kinds[kind], linter.check(_with_facts_on_file(read, approved, linter)), approved)
    click.echo("\n".join(_lines(answer, linter.facts, run.language)))
    click.echo()
    click.echo(letter(answer, linter.facts, run.language, published=published, person=person, changes=change))
    click.echo()
    click.echo(CAVEAT.in_language(run.language))


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
            f"({provisions([kind.deadline.basis], language)})"
        )
    else:
        lines.append(say("期限：看通知本身，这里没有可引用的规定", "Time limit: see the notice; no rule to cite here"))
    lines.append(f"{say('依据', 'Basis')}: {provisions(kind.basis, language)}")
    return [*map(plain_line, lines), "", say("—— 答复草稿 ——", "--- draft of an answer ---")]
