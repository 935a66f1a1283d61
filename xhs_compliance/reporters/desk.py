"""What there is to decide, as a list in a terminal: one entry for a sentence, however many drafts have it."""

from collections.abc import Iterable

from xhs_compliance.analyses.repeated import Repeated
from xhs_compliance.model.decision import CHOICE_WORDS
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.reporters.phrases import SEVERITIES, SEVERITY_MARKS
from xhs_compliance.reporters.visible import clipped, plain_line, visible

NOTHING_TO_DECIDE = Bilingual("没有要决定的地方。", "Nothing to decide.")
_NAMED = 3
"""Drafts named in the list; the others are counted."""


def render_todo(groups: Iterable[Repeated], language: Language) -> str:
    """One block for each group, ending in a line end."""
    blocks = ["\n".join(map(plain_line, _block(group, language))) for group in groups]
    return "\n\n".join(blocks or [NOTHING_TO_DECIDE.in_language(language)]) + "\n"


def _block(group: Repeated, language: Language) -> list[str]:
    finding = group.finding
    count = len(group.places)
    drafts = Bilingual(f"{count} 篇", f"{count} draft{'s' if count > 1 else ''}").in_language(language)
    severity = f"{SEVERITY_MARKS[finding.severity]} {SEVERITIES[finding.severity].in_language(language)}"
    words = f"“{visible(finding.text)}”" if finding.text else finding.rule.title.in_language(language)
    lines = [f"{severity}  {drafts}  {words}  {finding.rule.id}  {group.key}"]
    if group.sentence:
        lines.append(f"    “{clipped(group.sentence, 90)}”")
    named = ", ".join(visible(draft) for draft in list(group.places)[:_NAMED])
    lines.append(f"    {named}{' …' if count > _NAMED else ''}")
    if group.decision is not None:
        choice = CHOICE_WORDS[group.decision.choice].in_language(language)
        lines.append(f"    → {choice}: {visible(group.decision.reason)} ({visible(group.decision.by)})")
    return lines
