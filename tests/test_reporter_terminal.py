"""The terminal report: exact pages, carets under the right words, nothing of a draft that commands the terminal."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reporter_samples import FAILURE, clean_review, draft, found, full_review, report, review, rule
from rich.cells import cell_len

from xhs_compliance.model.report import Failure, RenderOptions
from xhs_compliance.model.review import Review
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual, Severity, Verdict
from xhs_compliance.reporters.terminal.excerpt import excerpt
from xhs_compliance.reporters.terminal.report import render_terminal
from xhs_compliance.reporters.terminal.wrap import wrap
from xhs_compliance.reporters.visible import clipped, shown_characters, visible

ZH = RenderOptions("zh")
EN = RenderOptions("en", width=80)

ZH_PAGE = """\
■ 先别发  drafts/serum.md  serum  错误 1 · 警告 2

  ■ 错误  “mei白” 读起来像“美白”  drafts/serum.md:5:5  正文
    5 │ 这支两周mei白，皮肤亮了，全网最好用
      │         ^^^^^
    “mei白”只有注册过的特殊化妆品才能说。
    为什么  美白属于特殊功效，没有注册就不能这样宣传。
    建议    写你看到的妆感，不写肤色变化。
    改成    上脸后妆感更透亮
            妆前打底更服帖
    依据    化妆品监督管理条例 第十六条（2021-01-01 起施行，2026-11-22 核对，把握高）
    罚则    化妆品监督管理条例 第五十九条：货值五倍以上二十倍以下罚款（法定区间，由机关认定）
    规则    cn-cosmetics/unregistered-whitening
    同处    ▲ 警告：“两周mei白”像是保证几天见效。 · cn-cosmetics/timed-result

  ▲ 警告  没有标明“广告”  drafts/serum.md  整篇草稿
    收了钱的笔记要标明“广告”。
    为什么  读者要一眼看出这是广告。
    建议    在第一行写上“广告”。
    依据    化妆品监督管理条例 第十六条（2021-01-01 起施行，2026-11-22 核对，把握高）
    规则    cn-disclosure/missing-ad-label

  还要你回答
    ? 这篇和品牌是什么关系？
      如果 收了钱（paid）：■ 先别发
      如果 没有商业关系（none）：▲ 有几处要看

  放过了 1 处
    - “最”：属于另一个词（看到“最近”） · cn-ad/absolute-superlative

  已获准保留 1 处
    - “最好” · 理由：引用获奖名称（李青；到 2026-12-31 为止） · cn-ad/absolute-superlative

  读起来像照稿念的地方
    - 有口号式的收尾 “全网最好用” → 换成一个用的时候的细节

  没查完
    - cn-ad/slow-rule 正则超时，没有判断。

  说明
    - 许可 cn-ad/old 没有用上。

○ 文字没查出问题  drafts/rain.md  rain

共 2 篇草稿  ■ 先别发 1  ○ 文字没查出问题 1
有 1 份没读成，其余照常查了；按下面说的改好，再查一次：
  × drafts.jsonl:7  这一行不是 JSON；检查引号和逗号。
只看文字，图片、视频、报备没看；不代表平台会过审，不是法律意见。
xhs-compliance 0.1.0 · cn-cosmetics 2026.11+abcdef012345 · 按 2026-11-22 施行的规定检查
"""

EN_PAGE = """\
■ fix first  drafts/serum.md  serum  error 1 · warning 2

  ■ error  “mei白” reads as “美白”  drafts/serum.md:5:5  text
    5 │ 这支两周mei白，皮肤亮了，全网最好用
      │         ^^^^^
    Only a registered special cosmetic may say “mei白”.
    why            Whitening is a special effect that needs registration.
    advice         Describe the finish, not a change of skin tone.
    write instead  上脸后妆感更透亮
                   妆前打底更服帖
    basis          Cosmetics Supervision Regulation Art. 16 (in force
                   2021-01-01, checked 2026-11-22, high confidence)
    penalty        Cosmetics Supervision Regulation Art. 59: A fine of 5 to 20
                   times the value of the goods (statutory range; the authority
                   decides)
    rule           cn-cosmetics/unregistered-whitening
    also           ▲ warning: “两周mei白” promises a date. ·
                   cn-cosmetics/timed-result

  ▲ warning  No ad label  drafts/serum.md  whole draft
    A paid post must carry an ad label.
    why            Readers must see at once that it is an ad.
    advice         Write “广告” in the first line.
    basis          Cosmetics Supervision Regulation Art. 16 (in force
                   2021-01-01, checked 2026-11-22, high confidence)
    rule           cn-disclosure/missing-ad-label

  Please answer
    ? What is your tie to the brand?
      if paid: ■ fix first
      if none: ▲ have a look

  Let go: 1
    - “最”: it belongs to another phrase (seen: “最近”) ·
      cn-ad/absolute-superlative

  Kept by permission: 1
    - “最好” · reason: 引用获奖名称 (李青; until 2026-12-31) ·
      cn-ad/absolute-superlative

  What reads like a script
    - ends on a slogan “全网最好用” → tell a detail of using it

  Not finished
    - cn-ad/slow-rule the regular expression took too long.

  Notes
    - the permission for cn-ad/old covers nothing.

○ nothing found in the text  drafts/rain.md  rain

Drafts: 2  ■ fix first 1  ○ nothing found in the text 1
Could not be read: 1. The rest was checked; fix these as described below and check again:
  × drafts.jsonl:7  this line is not JSON; check quotes and commas.
Only the text was read, not pictures, video or platform filings. This does not
mean the platform will accept it, and it is not legal advice.
xhs-compliance 0.1.0 · cn-cosmetics 2026.11+abcdef012345 · law as in force on
2026-11-22
"""

ANY_TEXT = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from(
            "美白最好ab [](){}/\\\t\n\r\x1b\x07\x9b\u202e\u2066\u200b\u200d\ufe0f❤👩💧🏽é\u0301\u2028\ud83d"
        ),
    ),
    max_size=120,
)
NEVER_RAW = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]"
)
STYLE = re.compile("\x1b\\[[0-9;]*m")


def test_the_chinese_page() -> None:
    assert render_terminal(report(full_review(), clean_review(), FAILURE), ZH) == ZH_PAGE


def test_the_english_page() -> None:
    assert render_terminal(report(full_review(), clean_review(), FAILURE), EN) == EN_PAGE


def test_colour_changes_nothing_but_colour() -> None:
    entries = report(full_review(), clean_review(), FAILURE)
    coloured = render_terminal(entries, replace(ZH, colour=True))
    assert STYLE.sub("", coloured) == ZH_PAGE
    assert "\x1b[1;38;5;131m■ 先别发\x1b[0m" in coloured
    assert "\x1b[1;38;5;67m○ 文字没查出问题\x1b[0m" in coloured


def test_no_green() -> None:
    coloured = render_terminal(report(full_review(), clean_review(), FAILURE), replace(ZH, colour=True))
    assert set(re.findall(r"38;5;(\d+)", coloured)) == {"131", "172", "67", "245"}
    assert not re.search(r"\[(?:\d+;)*[39]2m", coloured)


def test_no_drafts() -> None:
    assert render_terminal(report(), ZH) == (
        "没有草稿可查。\n只看文字，图片、视频、报备没看；不代表平台会过审，不是法律意见。\nxhs-compliance 0.1.0\n"
    )


def test_many_packs_are_counted_with_one_fingerprint_that_follows_their_versions() -> None:
    versions = {f"pack-{number}": "2026.11+0123456789ab" for number in range(4)}
    changed = {**versions, "pack-3": "2026.11+ffffffffffff"}
    feet = [
        render_terminal(report(replace(clean_review(), packs=packs)), replace(EN, width=200)).splitlines()[-1]
        for packs in (versions, changed)
    ]
    assert re.sub("[0-9a-f]{12}", "FINGERPRINT", feet[0]) == (
        "xhs-compliance 0.1.0 · 4 rule packs, together FINGERPRINT (each version: JSON and HTML)"
        " · law as in force on 2026-11-22"
    )
    assert feet[0] != feet[1]


def test_brackets_and_colons_of_a_draft_are_shown_as_typed() -> None:
    made = draft("[bold]美白[/bold] :smile: [link=http://x]y[/link]")
    shown = render_terminal(report(review(made, found(made, "美白"))), replace(ZH, colour=True))
    assert "[bold]美白[/bold] :smile: [link=http://x]y[/link]" in STYLE.sub("", shown)


def test_a_rule_explains_itself_once_in_a_draft() -> None:
    made = draft("美白，还是美白")
    first = found(made, "美白")
    second = replace(first, span=Span(5, 7))
    shown = render_terminal(report(review(made, first, second)), ZH)
    assert shown.count("为什么  ") == 1
    assert "    规则    cn-cosmetics/unregistered-whitening（为什么和依据见上文）\n" in shown


def test_what_was_let_go_alike_is_counted_together() -> None:
    excused = full_review().excused
    shown = render_terminal(report(review(draft("最近"), excused=excused * 3)), ZH)
    assert "  放过了 3 处\n    - “最”：属于另一个词（看到“最近”） · cn-ad/absolute-superlative ×3\n" in shown


def test_severities_of_several_markets_are_named() -> None:
    made = draft("美白")
    finding = found(made, "美白", by_market=(("CN", Severity.ERROR), ("US", Severity.WARNING)))
    assert "    市场    CN 错误 · US 警告\n" in render_terminal(report(review(made, finding)), ZH)


def test_a_field_that_is_not_the_text_is_named() -> None:
    made = draft("正文", fields={"title": "美白", "text": "正文"})
    shown = render_terminal(report(review(made, found(made, "美白", field="title"))), ZH)
    assert "“美白”  drafts/serum.md:1:1  标题\n" in shown


@pytest.mark.parametrize(
    ("verdict", "zh", "en"),
    [
        (Verdict.BLOCK, "■ 先别发", "■ fix first"),
        (Verdict.REVIEW, "▲ 有几处要看", "▲ have a look"),
        (Verdict.PASS, "○ 文字没查出问题", "○ nothing found in the text"),
        (Verdict.INCOMPLETE, "◌ 没查完", "◌ not finished"),
    ],
)
def test_each_verdict_has_its_shape_and_words(verdict: Verdict, zh: str, en: str) -> None:
    entries = report(review(draft("今天下雨。"), verdict=verdict))
    assert render_terminal(entries, ZH).startswith(f"{zh}  drafts/serum.md")
    assert render_terminal(entries, EN).startswith(f"{en}  drafts/serum.md")


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("", "美白", "很好"),
        ("两周", "mei白", "，亮"),
        ("❤️👩‍👩‍👧 1️⃣", "美白", ""),
        ("Ａ\u3000", "美\u200b白", "x"),
        ("e\u0301\t", "\u202e美", "\x1b[31m"),
    ],
)
def test_carets_stand_under_the_words(before: str, words: str, after: str) -> None:
    source, carets = _source_and_carets(
        review(draft(before + words + after), found(draft(words), words)), before, words
    )
    indent = cell_len(source[: source.index("│ ") + 2])
    assert source.endswith(visible(before + words + after))
    assert carets.index("^") == indent + cell_len(visible(before))
    assert carets.count("^") == cell_len(visible(words))


def test_a_long_line_is_cut_around_the_words() -> None:
    text = "铺" * 200 + "美白" + "垫" * 200
    shown = excerpt(text, Span(200, 202), 60)
    assert shown.before == "…" + "铺" * 13
    assert (shown.words, shown.after) == ("美白", "垫" * 14 + "…")


def test_words_that_go_on_in_the_next_line_end_with_an_ellipsis() -> None:
    shown = excerpt("先美\r\n白了", Span(1, 5), 60)
    assert (shown.before, shown.words, shown.after) == ("先", "美…", "")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("\u202e美", "<U+202E>美"),
        ("治\u200b疗", "治<U+200B>疗"),
        ("治\ufe0f疗", "治<U+FE0F>疗"),
        ("治\u200d疗", "治<U+200D>疗"),
        ("❤️👩‍👩‍👧🏽1️⃣🩷", "❤️👩‍👩‍👧🏽1️⃣🩷"),
        ("\x7f\x9b\n\t", "␡<U+009B>␊␉"),
        ("\ud83d", "<U+D83D>"),
        ("全角\u3000空格\xa0", "全角\u3000空格\xa0"),
    ],
)
def test_what_is_invisible_is_spelled_out(typed: str, shown: str) -> None:
    assert visible(typed) == shown
    assert visible(shown) == shown


def test_no_line_begins_with_a_closing_mark() -> None:
    assert wrap("一二三四五。六七", 10) == ["一二三四", "五。六七"]
    assert wrap("a long-address/without-spaces b", 10) == ["a", "long-addre", "ss/without", "-spaces b"]
    assert wrap("", 10) == [""]


@given(ANY_TEXT, st.integers(1, 40))
def test_wrapping_loses_nothing_but_spaces(text: str, cells: int) -> None:
    shown = visible(text)
    lines = wrap(shown, cells + 1)
    assert "".join("".join(lines).split()) == "".join(shown.split())


@given(ANY_TEXT, st.data(), st.integers(4, 80))
@example("\u0301" * 500 + "美", None, 20)
def test_an_excerpt_fits_and_shows_the_words(text: str, data: st.DataObject | None, cells: int) -> None:
    span = Span(len(text) - 1, len(text)) if data is None else _drawn_span(text, data)
    shown = excerpt(text, span, cells)
    assert cell_len(shown.before) + cell_len(shown.words) + cell_len(shown.after) <= cells
    assert shown.underlined >= 1
    words = "".join(shown_characters(text[span.start : max(span.end, span.start + 1)]))
    assert words.startswith(shown.words.removesuffix("…"))


@given(ANY_TEXT, ANY_TEXT, st.data(), st.booleans(), st.integers(0, 120))
def test_no_text_commands_the_terminal(text: str, note: str, data: st.DataObject, colour: bool, width: int) -> None:
    made = draft(text, id=note, source=note)
    span = _drawn_span(text, data)
    spiteful = rule(note, message=Bilingual(note, note), why=Bilingual(note, note), title=Bilingual(note, note))
    finding = replace(
        found(made, ""), span=span, text=text[span.start : span.end], rule=spiteful, reads_as=note, suggestions=(note,)
    )
    whole = replace(finding, span=None)
    entries = report(review(made, finding, whole), Failure(note, Bilingual(text, text)))
    shown = render_terminal(entries, RenderOptions("zh", colour, width))
    assert not NEVER_RAW.search(STYLE.sub("", shown))
    assert colour or "\x1b" not in shown
    shown.encode("utf-8")


@given(ANY_TEXT, st.data())
def test_the_caret_column_is_right(text: str, data: st.DataObject) -> None:
    span = _drawn_span(text, data)
    shown = excerpt(text, span, 60)
    finding = replace(found(draft(text), ""), span=span, text=text[span.start : span.end])
    source, carets = _rows(render_terminal(report(review(draft(text), finding)), ZH))
    gutter = source.index("│ ") + 2 if "│ " in source else len(source) + 1
    assert carets.index("^") == gutter + cell_len(shown.before)
    assert source[gutter:] == (shown.before + shown.words + shown.after).rstrip()


@given(ANY_TEXT, st.integers(2, 30))
def test_clipped_text_fits(text: str, cells: int) -> None:
    assert cell_len(clipped(text, cells)) <= cells


@given(st.text(max_size=60))
def test_making_visible_twice_changes_nothing(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    assert all(unicodedata.category(character) != "Cc" for character in once)


def _drawn_span(text: str, data: st.DataObject) -> Span:
    start = data.draw(st.integers(0, len(text)))
    return Span(start, data.draw(st.integers(start, len(text))))


def _source_and_carets(made: Review, before: str, words: str) -> tuple[str, str]:
    finding = replace(made.findings[0], span=Span(len(before), len(before) + len(words)))
    return _rows(render_terminal(report(replace(made, findings=(finding,))), ZH))


def _rows(shown: str) -> tuple[str, str]:
    lines = shown.splitlines()
    carets = next(number for number, line in enumerate(lines) if re.fullmatch(r" +│ *\^+", line))
    return lines[carets - 1], lines[carets]
