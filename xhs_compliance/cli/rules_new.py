"""``rules new``: a few questions, and a rule with messages in both languages and examples stands in a pack."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import click

from xhs_compliance.api import today
from xhs_compliance.model.errors import UsageError, did_you_mean, with_hint
from xhs_compliance.model.words import CATEGORIES, MARKETS, Bilingual, Language
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.kinds import SLUG
from xhs_compliance.packs.library import Library
from xhs_compliance.packs.lists import can_be_found
from xhs_compliance.packs.load import load_rulebook
from xhs_compliance.packs.schema import SCHEMA_VERSION
from xhs_compliance.packs.sources import PACK_NAME

_ID = Bilingual(
    "规则的名字（小写英文和连字符，说出问题，如 miracle-words）",
    "id of the rule (it names the bad thing: miracle-words)",
)
_CATEGORY = Bilingual("类别", "category")
_TITLE_ZH = Bilingual("中文标题", "title in Chinese")
_TITLE_EN = Bilingual("英文标题", "title in English")
_WORDS = Bilingual("要找的词（逗号隔开；@名称 是词表）", "words to find (comma separated; @name is a list)")
_SEVERITY = Bilingual("严重程度", "severity")
_BASIS = Bilingual("依据（rules/law.yaml 里的条款）", "basis (an id of rules/law.yaml)")
_MESSAGE_ZH = Bilingual("给作者的一句话，中文（{match} 是找到的词）", "message in Chinese ({match} is what was found)")
_MESSAGE_EN = Bilingual("给作者的一句话，英文", "message in English")
_WHY_ZH = Bilingual("理由，中文", "reason in Chinese")
_WHY_EN = Bilingual("理由，英文", "reason in English")
_ADVICE_ZH = Bilingual("建议，中文", "advice in Chinese")
_ADVICE_EN = Bilingual("建议，英文", "advice in English")
_FLAG = Bilingual("一段必须提示的文字", "a text it must flag")
_PASS = Bilingual("一段不该提示的文字（没有就直接回车）", "a text it must pass (Enter for none)")
_PACK_ZH = Bilingual("新规则包的中文名", "name of the new pack in Chinese")
_PACK_EN = Bilingual("新规则包的英文名", "name of the new pack in English")
_MARKETS = Bilingual("市场（逗号隔开）", "markets (comma separated)")

_PACK_FILE = """\
schema: {schema}
pack: {pack}
version: {version}
title: {{zh: {zh}, en: {en}}}
markets: [{markets}]
evade: [noise, pinyin, homophone, split, emoji]
"""
_RULE_FILE = """\
rules:
  - id: {id}
    category: {category}
    confidence: medium
    title: {{zh: {title_zh}, en: {title_en}}}
    find: {{terms: [{words}]}}
    unless: [negated, asked]
    severity: {severity}
    message: {{zh: {message_zh}, en: {message_en}}}
    why: {{zh: {why_zh}, en: {why_en}}}
    advice: {{zh: {advice_zh}, en: {advice_en}}}
    basis: [{basis}]
    checked: {checked}
    examples:
      flag:
        - {{text: {flag}, severity: {severity}}}
"""
_PASSING_LINES = """\
      pass:
        - {text}
"""


class _Asker:
    """Asks questions in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def ask(
        self,
        question: Bilingual,
        default: str | None = None,
        *,
        check: Callable[[str], str] | None = None,
        choice: tuple[str, ...] = (),
    ) -> str:
        """One answer; asked again until it is usable."""
        kind: Any = click.Choice(choice) if choice else None
        text = question.in_language(self.language)
        answer: str = click.prompt(text, default=default, type=kind, value_proc=check, show_default=bool(default))
        return answer.strip()

    def refuse(self, zh: str, en: str, hint: Bilingual | None = None) -> click.UsageError:
        """What to raise inside a check, so that the question is asked again."""
        message = with_hint(zh, en, hint) if hint else Bilingual(zh, en)
        return click.UsageError(message.in_language(self.language))


def new_rule(folder: Path, language: Language) -> Path:
    """Ask, and write the rule; the file written.

    Raises:
        UsageError: when the folder cannot be a pack, or has a file of that name.

    """
    pack = folder.resolve().name
    if not re.fullmatch(SLUG.pattern, pack):
        raise UsageError(Bilingual(f"文件夹“{pack}”的名字不是{SLUG.says.zh}", f"{pack!r} is not {SLUG.says.en}"))
    asker = _Asker(language)
    head = None if (folder / PACK_NAME).exists() else _head(asker, pack)
    name = asker.ask(_ID, check=_slug(asker))
    path = folder / f"{name}.yaml"
    if path.exists():
        raise UsageError(Bilingual(f"{path} 已经有了，换一个名字", f"{path} exists; choose another id"))
    content = _rule(asker, name)
    folder.mkdir(parents=True, exist_ok=True)
    if head is not None:
        (folder / PACK_NAME).write_text(head, encoding="utf-8", newline="\n")
    path.write_text(content, encoding="utf-8", newline="\n")
    return path


def _head(asker: _Asker, pack: str) -> str:
    markets = asker.ask(_MARKETS, "CN", check=_markets(asker))
    return _PACK_FILE.format(
        schema=SCHEMA_VERSION,
        pack=pack,
        version=quoted(f"{today():%Y.%m}"),
        zh=quoted(asker.ask(_PACK_ZH)),
        en=quoted(asker.ask(_PACK_EN)),
        markets=markets,
    )


def _rule(asker: _Asker, name: str) -> str:
    category = asker.ask(_CATEGORY, choice=CATEGORIES)
    title_zh, title_en = asker.ask(_TITLE_ZH), asker.ask(_TITLE_EN)
    words = _split(asker.ask(_WORDS, check=_searchable(asker)))
    severity = asker.ask(_SEVERITY, "warning", choice=("error", "warning", "info"))
    basis = asker.ask(_BASIS, check=_provision(asker))
    flag = asker.ask(_FLAG)
    passing = asker.ask(_PASS, "")
    content = _RULE_FILE.format(
        id=name,
        category=category,
        title_zh=quoted(title_zh),
        title_en=quoted(title_en),
        words=", ".join(map(quoted, words)),
        severity=severity,
        message_zh=quoted(asker.ask(_MESSAGE_ZH, f"“{{match}}”：{title_zh}。")),
        message_en=quoted(asker.ask(_MESSAGE_EN, f"“{{match}}”: {title_en}.")),
        why_zh=quoted(asker.ask(_WHY_ZH)),
        why_en=quoted(asker.ask(_WHY_EN)),
        advice_zh=quoted(asker.ask(_ADVICE_ZH)),
        advice_en=quoted(asker.ask(_ADVICE_EN)),
        basis=basis,
        checked=quoted(today().isoformat()),
        flag=quoted(_marked(flag, words)),
    )
    return content + (_PASSING_LINES.format(text=quoted(passing)) if passing else "")


def quoted(text: str) -> str:
    """*text* in double quotes, as YAML and JSON both read it."""
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff]",
        lambda found: f"\\u{ord(found.group()):04x}",
        json.dumps(text, ensure_ascii=False),
    )


def _marked(text: str, words: list[str]) -> str:
    """*text* with ``[[ ]]`` around the first of *words* in it, unless its author has set the marks."""
    if "[[" in text:
        return text
    word = next((word for word in words if word in text), "")
    return text.replace(word, f"[[{word}]]", 1) if word else text


def _split(words: str) -> list[str]:
    return [word.strip() for word in re.split("[,，、]", words) if word.strip()]


def _slug(asker: _Asker) -> Callable[[str], str]:
    def check(answer: str) -> str:
        if not re.fullmatch(SLUG.pattern, answer.strip()):
            raise asker.refuse(f"“{answer}”不是{SLUG.says.zh}", f"{answer!r} is not {SLUG.says.en}")
        return answer.strip()

    return check


def _searchable(asker: _Asker) -> Callable[[str], str]:
    def check(answer: str) -> str:
        words = _split(answer)
        idle = [word for word in words if not can_be_found(word)]
        if not words or idle:
            raise asker.refuse("词里至少要有一个字、字母或数字", "a term needs a letter, digit or character")
        return answer

    return check


def _markets(asker: _Asker) -> Callable[[str], str]:
    known = _library().facts[MARKETS].values

    def check(answer: str) -> str:
        markets = [market.upper() for market in _split(answer)]
        for market in markets:
            if market not in known:
                hint = did_you_mean(market, known)
                raise asker.refuse(f"没有市场“{market}”", f"there is no market {market!r}", hint)
        return ", ".join(markets)

    return check


@cache
def _library() -> Library:
    """What our own packs share."""
    return load_rulebook([builtin_rules()], go_on=True).library


def _provision(asker: _Asker) -> Callable[[str], str]:
    known = _library().provisions

    def check(answer: str) -> str:
        if answer.strip() not in known:
            hint = did_you_mean(answer.strip(), known)
            raise asker.refuse(f"law.yaml 里没有条款“{answer}”", f"law.yaml has no provision {answer!r}", hint)
        return answer.strip()

    return check
