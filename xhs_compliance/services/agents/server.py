"""The server: tools that check, explain and suggest, and the rules as resources."""

import json
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp_types import ToolAnnotations

from xhs_compliance import __version__
from xhs_compliance.model.errors import UsageError, did_you_mean, with_hint
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters.data import Json
from xhs_compliance.services.agents.fixes import suggest
from xhs_compliance.services.gate.asked import MOST_BYTES, Asked, asked_for
from xhs_compliance.services.gate.campaign import MOST_DRAFTS, answer_campaign
from xhs_compliance.services.gate.gate import Gate
from xhs_compliance.services.gate.rules import list_rules, show_rule

INSTRUCTIONS = """\
Checks Xiaohongshu (小红书 / RedNote) drafts before they are published. Call check_draft before any tool that publishes,
and publish only when `next` is "none". `next` says what to do: "rewrite" the words that were found (suggest_fix helps),
"answer" the open question by asking whoever ordered the post, or stop and ask a "human". After a refusal send the
refused text as `previous`. Do not spell a claim differently to get it through: that is noticed and goes to a person.
Facts are what the people responsible declared; do not make them up. It looks at text only and gives no legal advice.
"""
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_LEFT_OUT = ("excused", "signals", "notes")
"""What an agent does not need to decide; the other surfaces have it."""


def create_server(gate: Gate) -> MCPServer[Any]:
    """The server, answering by *gate*."""
    server: MCPServer[Any] = MCPServer(
        "xhs-compliance", version=__version__, instructions=INSTRUCTIONS, log_level="WARNING"
    )
    tools = _Tools(gate)
    for tool in (tools.check_draft, tools.check_campaign, tools.explain_rule, tools.suggest_fix, tools.list_rules):
        server.add_tool(tool, annotations=_READS)
    server.resource("rules://all", mime_type="application/json", description="Every rule, briefly.")(tools.all_rules)
    server.resource("rules://{pack}/{name}", mime_type="application/json", description="One rule, whole.")(
        tools.one_rule
    )
    return server


class _Tools:
    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        gate.answer(
            {"text": "第二周真的美白了，快去冲", "previous": "第二周真的白了"}
        )  # first answers quick as later ones

    def check_draft(
        self,
        text: str,
        title: str | None = None,
        facts: dict[str, Any] | None = None,
        brief: str | None = None,
        lang: str | None = None,
        previous: str | None = None,
        profile: str | None = None,
    ) -> dict[str, Any]:
        """Check one draft. `next` says what to do: none, answer, rewrite, human.

        Args:
            text: the body, exactly as it would be published.
            title: its title.
            facts: what is declared: {"commercial": "paid|gifted|commission|own_brand|employee|none", ...}.
            brief: the brand's brief.
            lang: language of messages, zh or en.
            previous: the body that was refused before, when this is a rewrite of it.
            profile: a brand's profile of the configuration.

        """
        return self._answered(_draft(text, title, facts, brief, lang, previous, profile))

    def check_campaign(
        self,
        drafts: list[dict[str, Any]],
        facts: dict[str, Any] | None = None,
        lang: str | None = None,
        profile: str | None = None,
    ) -> dict[str, Any]:
        """Check many drafts at once, and show which sentences they share.

        Args:
            drafts: objects with text, and optionally id, title, facts.
            facts: what holds for every draft that does not declare it itself.
            lang: language of messages, zh or en.
            profile: a brand's profile of the configuration.

        """
        if not 0 < len(drafts) <= MOST_DRAFTS:
            message = Bilingual(f"drafts 要有 1 到 {MOST_DRAFTS} 篇", f"'drafts' takes 1 to {MOST_DRAFTS:,} drafts")
            raise ToolError(message.in_language(self._gate.language))
        for draft in drafts:
            self._require_small(draft)
        asked = _asked({"facts": facts, "lang": lang, "profile": profile})
        campaign = answer_campaign(self._gate, drafts, asked)
        return {**campaign.shared, "drafts": [_brief_answer(each.content) for each in campaign.answers]}

    def explain_rule(self, rule: str) -> dict[str, Any]:
        """Explain one rule: what it finds, why, the article it rests on, what to do.

        Args:
            rule: its id, as in a finding: pack/name.

        """
        found = show_rule(self._gate.profiles.standard, rule)
        if found is None:
            raise ToolError(self._unknown(rule))
        return found

    def suggest_fix(
        self,
        text: str,
        title: str | None = None,
        facts: dict[str, Any] | None = None,
        lang: str | None = None,
        profile: str | None = None,
    ) -> dict[str, Any]:
        """Suggest what to write instead. Only use words that are true of this product and this author.

        Args:
            text: the body.
            title: its title.
            facts: what is declared.
            lang: language of messages, zh or en.
            profile: a brand's profile of the configuration.

        """
        raw = _draft(text, title, facts, None, lang, None, profile)
        self._require_small(raw)
        answer = self._gate.answer(raw)
        if isinstance(answer.entry, Failure):
            raise ToolError(answer.entry.message.in_language(answer.language))
        return suggest(answer.entry, self._gate.profiles.linter(profile or ""), answer.language)

    def list_rules(self, pack: str | None = None, category: str | None = None) -> dict[str, Any]:
        """List the rules, of one pack or category where given."""
        try:
            return {"rules": list_rules(self._gate.profiles.standard, pack, category)}
        except UsageError as error:
            raise ToolError(error.message.in_language(self._gate.language)) from None

    def all_rules(self) -> str:
        """Every rule, briefly."""
        return json.dumps(self.list_rules(), ensure_ascii=False)

    def one_rule(self, pack: str, name: str) -> str:
        """One rule, whole."""
        found = show_rule(self._gate.profiles.standard, f"{pack}/{name}")
        if found is None:
            raise ResourceError(self._unknown(f"{pack}/{name}"))
        return json.dumps(found, ensure_ascii=False)

    def _require_small(self, raw: dict[str, Any]) -> None:
        """Refuse what is too long to be a draft, and would keep others waiting.

        Raises:
            ToolError: for that.

        """
        size = sum(len(value.encode("utf-8", "replace")) for value in raw.values() if isinstance(value, str))
        if size > MOST_BYTES:
            message = Bilingual(
                f"太长了；一篇最多 {MOST_BYTES:,} 字节", f"too large; a draft has at most {MOST_BYTES:,} bytes"
            )
            raise ToolError(message.in_language(self._gate.language))

    def _answered(self, raw: dict[str, Any]) -> dict[str, Any]:
        self._require_small(raw)
        answer = self._gate.answer(raw)
        if isinstance(answer.entry, Failure):
            raise ToolError(answer.entry.message.in_language(answer.language))
        return _brief_answer(answer.content)

    def _unknown(self, rule: str) -> str:
        known = (each.id for each in self._gate.profiles.standard.compiled.ruleset.rules)
        hint = did_you_mean(rule, known)
        return with_hint(f"没有规则“{rule}”", f"there is no rule {rule!r}", hint).in_language(self._gate.language)


def _draft(
    text: str,
    title: str | None,
    facts: dict[str, Any] | None,
    brief: str | None,
    lang: str | None,
    previous: str | None,
    profile: str | None,
) -> dict[str, Any]:
    said = {"title": title, "facts": facts, "brief": brief, "lang": lang, "previous": previous, "profile": profile}
    return {"id": "draft", "text": text, **{key: value for key, value in said.items() if value is not None}}


def _asked(raw: dict[str, Any]) -> Asked:
    try:
        return asked_for({key: value for key, value in raw.items() if value is not None})
    except UsageError as error:
        raise ToolError(error.message.en) from None


def _brief_answer(content: Json) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in _LEFT_OUT}
