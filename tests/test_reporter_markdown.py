"""The Markdown report: exact text, and nothing of a draft that becomes markup."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from reporter_samples import FAILURE, clean_review, draft, found, full_review, report, review, rule

from xhs_compliance.model.report import Failure, RenderOptions
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters.inert import code, inert
from xhs_compliance.reporters.markdown import render_markdown
from xhs_compliance.reporters.visible import one_line, visible

ZH = RenderOptions("zh")

ZH_PAGE = """\
## 发布前检查

共 2 篇草稿 · **■ 先别发 1** · **○ 文字没查出问题 1**

| 结果 | 草稿 | 发现 |
|---|---|---|
| ■ 先别发 | `drafts/serum.md` | 错误 1 · 警告 2 |
| ○ 文字没查出问题 | `drafts/rain.md` | – |

### ■ 先别发 · `drafts/serum.md`

#### ■ 错误 · `mei白` · 读起来像“美白” · `drafts/serum.md:5:5` · 正文

> `这支两周`**`mei白`**`，皮肤亮了，全网最好用`

“mei白”只有注册过的特殊化妆品才能说。

- **为什么** 美白属于特殊功效，没有注册就不能这样宣传。
- **建议** 写你看到的妆感，不写肤色变化。
- **改成** 上脸后妆感更透亮
- **改成** 妆前打底更服帖
- **依据** 化妆品监督管理条例 第十六条（2021-01-01 起施行，2026-11-22 核对，把握高）
- **罚则** 化妆品监督管理条例 第五十九条：货值五倍以上二十倍以下罚款（法定区间，由机关认定）
- **规则** `cn-cosmetics/unregistered-whitening`
- **同处** ▲ 警告：“两周mei白”像是保证几天见效。 · `cn-cosmetics/timed-result`

#### ▲ 警告 · 没有标明“广告” · 整篇草稿

收了钱的笔记要标明“广告”。

- **为什么** 读者要一眼看出这是广告。
- **建议** 在第一行写上“广告”。
- **依据** 化妆品监督管理条例 第十六条（2021-01-01 起施行，2026-11-22 核对，把握高）
- **规则** `cn-disclosure/missing-ad-label`

**还要你回答**

- 这篇和品牌是什么关系？
  - 如果 收了钱（paid）：■ 先别发
  - 如果 没有商业关系（none）：▲ 有几处要看

**没查完**

- cn-ad/slow-rule 正则超时，没有判断。

**读起来像照稿念的地方**

- 有口号式的收尾 “全网最好用” → 换成一个用的时候的细节

<details><summary>放过了 1 处</summary>

- “最”：属于另一个词（看到“最近”） · cn-ad/absolute-superlative

</details>

<details><summary>已获准保留 1 处</summary>

- “最好” · 理由：引用获奖名称（李青；到 2026-12-31 为止） · cn-ad/absolute-superlative

</details>

**说明**

- 许可 cn-ad/old 没有用上。

**有 1 份没读成，其余照常查了；按下面说的改好，再查一次：**

- `drafts.jsonl:7` 这一行不是 JSON；检查引号和逗号。

> 只看文字，图片、视频、报备没看；不代表平台会过审，不是法律意见。

<sub>xhs-compliance 0\\.1\\.0 · cn-cosmetics 2026\\.11+abcdef012345 · 按 2026-11-22 施行的规定检查</sub>
"""

EN_PAGE = """\
## Before you publish

Drafts: 2 · **■ fix first 1** · **○ nothing found in the text 1**

| Result | Draft | Findings |
|---|---|---|
| ■ fix first | `drafts/serum.md` | error 1 |
| ○ nothing found in the text | `drafts/rain.md` | – |

### ■ fix first · `drafts/serum.md`

#### ■ error · `mei白` · reads as “美白” · `drafts/serum.md:1:1` · text

> **`mei白`**

Only a registered special cosmetic may say “mei白”.

- **why** Whitening is a special effect that needs registration.
- **advice** Describe the finish, not a change of skin tone.
- **basis** Cosmetics Supervision Regulation Art. 16 \\(in force 2021-01-01, checked 2026-11-22, high confidence\\)
- **rule** `cn-cosmetics/unregistered-whitening`

> Only the text was read, not pictures, video or platform filings. This does not mean the platform will accept it, \
and it is not legal advice.

<sub>xhs-compliance 0\\.1\\.0 · cn-cosmetics 2026\\.11+abcdef012345 · law as in force on 2026-11-22</sub>
"""

SPITE = "`*_~|<>[]()!#@:/\\&$^-+=.\"' \n\ta1美www.http://script"
ANY_TEXT = st.text(st.one_of(st.sampled_from(SPITE), st.characters(codec=None)), max_size=60)
OWN_HTML = {"<span>", "</span>", "<sub>", "</sub>"}


def test_the_chinese_page() -> None:
    assert render_markdown(report(full_review(), clean_review(), FAILURE), ZH) == ZH_PAGE


def test_the_english_page() -> None:
    made = draft("mei白")
    entries = report(review(made, found(made, "mei白", "美白")), clean_review())
    assert render_markdown(entries, RenderOptions("en")) == EN_PAGE


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("<script>alert(1)</script>", r"\<script\>alert\(1\)\</script\>"),
        ("a|b", r"a\|b"),
        ("@someone #12 #广告", "<span>@</span>someone <span>#</span>12 #广告"),
        ("see http://x.cn", r"see http<span>:</span>//x\.cn"),
        ("[a](b) ![c](d)", r"\[a\]\(b\) \!\[c\]\(d\)"),
        ("# 标题", r"\# 标题"),
        ("1. 一", r"1\. 一"),
        ("\u202e\x1b", "<U+202E>␛".replace("<", "\\<").replace(">", "\\>")),
    ],
)
def test_prose_is_inert(typed: str, written: str) -> None:
    assert inert(typed) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [("美白", "`美白`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), (" a", "`  a `"), ("", ""), ("a\nb", "`a␊b`")],
)
def test_words_are_fenced_by_more_backticks_than_they_hold(typed: str, written: str) -> None:
    assert code(typed) == written


@given(ANY_TEXT)
def test_prose_reads_as_typed(text: str) -> None:
    tokens = _inline(inert(text))
    assert {token.type for token in tokens} <= {"text", "text_special", "html_inline"}
    assert {token.content for token in tokens if token.type == "html_inline"} <= OWN_HTML
    assert "".join(token.content for token in tokens if token.type != "html_inline") == one_line(text)


@given(ANY_TEXT)
def test_words_read_as_typed(text: str) -> None:
    shown = visible(text)
    tokens = [token for token in _inline(f"x{code(text)}x") if token.type == "code_inline"]
    assert [token.content for token in tokens] == ([shown] if shown else [])


@given(ANY_TEXT)
def test_a_name_stays_in_its_cell(text: str) -> None:
    name = f"a{text}"
    page = render_markdown(report(review(draft("x", id=name, source=name))), ZH)
    cells = [t for t in MarkdownIt("commonmark").enable("table").parse(page) if t.type == "td_open"]
    assert len(cells) == 3


@given(ANY_TEXT, ANY_TEXT, st.data())
def test_nothing_of_a_draft_becomes_markup(text: str, note: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    made = draft(text, id=note, source=note)
    spiteful = rule(note, message=Bilingual(note, note), why=Bilingual(note, note), title=Bilingual(note, note))
    finding = replace(
        found(made, ""), span=span, text=text[span.start : span.end], rule=spiteful, reads_as=note, suggestions=(note,)
    )
    entries = report(review(made, finding, replace(finding, span=None)), Failure(note, Bilingual(text, text)))
    page = render_markdown(entries, ZH)
    page.encode("utf-8")
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    inline = [child for token in tokens for child in token.children or ()]
    assert not {token.type for token in tokens} & {"html_block", "fence", "code_block", "hr"}
    assert {token.content for token in inline if token.type == "html_inline"} <= OWN_HTML
    assert not {token.type for token in inline} & {"link_open", "image", "em_open", "hardbreak"}


def test_everything_that_can_be_folded_away_is() -> None:
    page = render_markdown(report(full_review()), ZH)
    assert re.findall(r"<summary>(.*?)</summary>", page) == ["放过了 1 处", "已获准保留 1 处"]


def _inline(text: str) -> list[Token]:
    return MarkdownIt("commonmark").parseInline(text)[0].children or []
