"""``brief``: what in a brief will make every post sound the same, or break the law, before anybody writes."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhs_compliance.cli.run_options import RunOptions, run_options
from xhs_compliance.linter import TOOL
from xhs_compliance.model.draft import TEXT, Draft
from xhs_compliance.model.errors import EXIT_CLEAN, EXIT_FINDINGS
from xhs_compliance.model.words import Bilingual, Language, Severity
from xhs_compliance.reporters import phrases
from xhs_compliance.reporters.visible import clipped

if TYPE_CHECKING:
    from xhs_compliance.analyses.brief_marks import BriefNote
    from xhs_compliance.model.finding import Finding
    from xhs_compliance.model.review import Review

_SHAPES = {"error": "■", "warning": "▲", "info": "○"}
_NOT_CLAIMS = ("disclosure", "scripted", "ai-label")
_LONG = 60
_HEAD = Bilingual("brief 里有 {n} 处会让大家写得一样，或者写了就有风险", "{n} things in this brief to change first")
_NONE = Bilingual(
    "没找到会让大家写得一样、或写了就有风险的要求", "Nothing found that would make posts alike or break a rule"
)
_LOOSER = Bilingual("建议", "Instead")
_NOBODY = Bilingual("达人照写就会踩线", "a creator who repeats this answers for it")


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE")
@click.option("--format", "format_name", type=click.Choice(("terminal", "json")), default="terminal", help="Report as.")
@click.option("--fail-on", type=click.Choice(("error", "warning", "info", "never")), help="Exit 1 from here on.")
@run_options(facts="A fact about the product (product_category=food).")
def brief(
    path: Path,
    format_name: str,
    fail_on: str | None,
    run: RunOptions,
) -> None:
    r"""Check the brief itself: fixed sentences, forbidden drawbacks, orders to flood, claims nobody may repeat.

    \b
    Example:
      xhs-compliance brief brief.md --facts product_category=cosmetics
    """
    from xhs_compliance.analyses.brief_marks import marks_in
    from xhs_compliance.readers.brief import read_brief_text
    from xhs_compliance.readers.brief_rules import brief_data

    text = read_brief_text(path)
    paid = () if any(fact.startswith("commercial=") for fact in run.facts) else ("commercial=paid",)
    linter = run.linter(facts=(*run.facts, *paid))
    review = linter.check(Draft(str(path), {TEXT: text}, linter.defaults_for(path.as_posix()), source=str(path)))
    claims = [f for f in review.findings if f.span is not None and f.rule.category not in _NOT_CLAIMS]
    notes = marks_in(text, brief_data().marks)
    if format_name == "json":
        click.echo(json.dumps(_data(path, notes, claims, run.language), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(path, review, notes, claims, run.language)))
    threshold = fail_on or run.config.fail_on
    words = [*(note.mark.severity for note in notes), *(claim.severity.word for claim in claims)]
    strongest = max((Severity.from_word(word) for word in words), default=Severity.OFF)
    failed = threshold != "never" and strongest >= Severity.from_word(threshold)
    sys.exit(EXIT_FINDINGS if failed else EXIT_CLEAN)


def _lines(
    path: Path, review: "Review", notes: "list[BriefNote]", claims: "list[Finding]", language: Language
) -> Iterator[str]:
    total = len(notes) + len(claims)
    yield (_HEAD if total else _NONE).in_language(language).format(n=total)
    for note in notes:
        where = f"{path}:{note.line}  " if note.span else f"{path}  "
        words = f"“{clipped(note.text, _LONG)}”  " if note.text else ""
        yield f"\n  {_SHAPES[note.mark.severity]} {where}{words}{note.mark.message.in_language(language)}"
        yield f"    {_LOOSER.in_language(language)}: {note.mark.looser.in_language(language)}"
    for claim in claims:
        line = review.draft.position(claim.field, claim.span.start)[0] if claim.span else 0
        shape = _SHAPES[claim.severity.word]
        yield f"\n  {shape} {path}:{line}  “{clipped(claim.text, _LONG)}”  {_NOBODY.in_language(language)}: " + (
            claim.message(language)
        )
        advice = "、".join(claim.suggestions[:2]) or claim.rule.advice.in_language(language)
        yield f"    {_LOOSER.in_language(language)}: {advice}"
    yield "\n" + phrases.NOTICE.in_language(language)


def _data(path: Path, notes: "list[BriefNote]", claims: "list[Finding]", language: Language) -> dict[str, object]:
    return {
        "tool": TOOL,
        "id": str(path),
        "notes": [
            {
                "name": note.mark.name,
                "severity": note.mark.severity,
                "line": note.line or None,
                "start": note.span.start if note.span else None,
                "end": note.span.end if note.span else None,
                "text": note.text,
                "message": note.mark.message.in_language(language),
                "looser": note.mark.looser.in_language(language),
            }
            for note in notes
        ],
        "claims": [
            {
                "rule": claim.rule.id,
                "severity": claim.severity.word,
                "start": claim.span.start if claim.span else None,
                "end": claim.span.end if claim.span else None,
                "text": claim.text,
                "message": claim.message(language),
                "suggestions": list(claim.suggestions),
                "basis": [provision.id for provision in claim.rule.basis],
            }
            for claim in claims
        ],
    }
