"""The pages as strings: what they say, what they must never say, and that nothing of a draft becomes markup."""

import base64
import hashlib
import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import sample_reviews as samples

from xhs_compliance.model.report import RenderOptions, Report
from xhs_compliance.model.review import Review
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Severity, Verdict
from xhs_compliance.reporters.html import view as page_view
from xhs_compliance.reporters.html import wording as page_wording
from xhs_compliance.reporters.html.interface_phrases import INTERFACE
from xhs_compliance.reporters.html.marks import Mark, segments
from xhs_compliance.reporters.html.markup import typed
from xhs_compliance.reporters.html.names import page_names
from xhs_compliance.reporters.html.pages import render_index, render_page, render_pages

ZH, EN = RenderOptions("zh"), RenderOptions("en")
STYLES = Path(page_view.__file__).parent / "templates" / "base.css"
ALLOWED_LINKS = re.compile(r"https?://|#|index\.html$|[0-9A-Za-z%-]+\.html$")
REVIEWS = pytest.mark.parametrize("review", samples.all_reviews(), ids=lambda review: review.verdict.value)


class Elements(HTMLParser):
    """Every start tag of a page, with its attributes, and all text outside of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.text += data


def everything() -> dict[str, str]:
    return render_pages(samples.report(), ZH)


def plain(page: str) -> str:
    """The page's text without markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<(style|script).*?</\1>", "", page)))


def test_one_page_for_each_draft_and_an_index_first() -> None:
    names = list(everything())
    assert names[0] == "index.html"
    assert len(names) == len(samples.all_reviews()) + 1


def test_the_same_report_gives_the_same_bytes() -> None:
    assert everything() == everything()


def test_every_page_can_be_written_as_utf8() -> None:
    assert all(page.encode() for page in everything().values())


def test_the_index_links_to_every_page() -> None:
    pages = everything()
    links = [attrs.get("href") for tag, attrs in Elements(pages["index.html"]).tags if tag == "a"]
    assert len(links) == len(pages) - 1
    assert "note-3-0230dfd73f.html" in links


@pytest.mark.parametrize(
    "draft_id", ["../../etc/passwd", "a/b\\c", "", "云雾/精华.md", "\ud800", "CON", "." * 300, samples.HOSTILE]
)
def test_file_names_are_safe(draft_id: str) -> None:
    (name,) = page_names([draft_id])
    assert re.fullmatch(r"[0-9A-Za-z一-鿿-]{1,60}\.html", name)
    assert not name.startswith("-")


def test_file_names_are_stable_and_unique() -> None:
    ids = ["a", "A", "a/", "../a", "a", "a"]
    names = page_names(ids)
    assert len({name.lower() for name in names}) == len(ids)
    assert page_names(["a"])[0] == names[0]


@REVIEWS
@pytest.mark.parametrize("options", [ZH, EN], ids=["zh", "en"])
def test_a_page_asks_for_nothing_and_runs_only_what_its_policy_names(review: Review, options: RenderOptions) -> None:
    page = render_page(review, options)
    elements = Elements(page)
    policy = next(a["content"] for t, a in elements.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    for kind in ("style", "script"):
        blocks = re.findall(rf"(?s)<{kind}>(.*?)</{kind}>", page)
        assert len(blocks) == 1
        digest = base64.b64encode(hashlib.sha256(blocks[0].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert not [
        tag for tag, attrs in elements.tags if "src" in attrs or tag in ("img", "iframe", "link", "base", "form")
    ]


@REVIEWS
def test_nothing_of_a_draft_becomes_markup(review: Review) -> None:
    for tag, attributes in Elements(render_page(review, ZH)).tags:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert name != "style", tag
            if name == "href":
                assert ALLOWED_LINKS.match(value or ""), value
            if name == "href" and tag == "a" and (value or "").startswith("http"):
                assert attributes["rel"] == "noopener noreferrer"
    assert "49" not in plain(render_page(samples.hostile(), ZH)).replace("4be", "")


def test_the_index_shows_hostile_words_as_words() -> None:
    page = everything()["index.html"]
    assert page.count("<script") == 1
    assert samples.HOSTILE in Elements(page).text


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://flk.npc.gov.cn/detail.html?id=1", "flk.npc.gov.cn"),
        ("http://a.example", "a.example"),
        ("javascript:alert(1)", ""),
        ("JavaScript:alert(1)//https://a.example", ""),
        ("data:text/html,x", ""),
        ("//a.example", ""),
        ("/etc/passwd", ""),
        ("https://good.example@bad.example/", ""),
        ("https://a.example/\nx", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(address: str, host: str) -> None:
    assert page_wording.web_host(address) == host


@REVIEWS
def test_a_page_never_clears_a_draft_and_never_accuses_its_author(review: Review) -> None:
    said = plain(render_page(review, ZH))
    for word in ("合规", "放心发", "零风险", "水军", "假人", "compliant", "shill", "fake"):
        assert word not in said
    assert not re.search(r"(?<!不代表平台会)通过", said)
    assert not re.search(r"(?<!not )legal(?! advice)(?!$)\b(?i:ly)? (draft|post)", said)


@REVIEWS
def test_what_was_not_checked_is_said_in_both_languages(review: Review) -> None:
    said = plain(render_page(review, ZH))
    assert "只看文字，图片、视频、报备没看；不代表平台会过审，不是法律意见" in said
    assert "not legal advice" in said


@pytest.mark.parametrize(
    ("review", "creator", "legal"),
    [
        (samples.blocked(), "先别发", "需修改"),
        (samples.to_look_at(), "Have a look", "For a person to decide"),
        (samples.nothing_found(), "文字没查出问题", "规则未命中"),
        (samples.unfinished(), "没查完", "未完成"),
    ],
)
def test_the_verdict_is_said_to_the_creator_and_to_legal(review: Review, creator: str, legal: str) -> None:
    head = plain(re.search(r'(?s)<section class="verdict.*?</section>', render_page(review, ZH))[0])  # type: ignore[index]  # it is there
    assert creator in head
    assert legal in head


def test_the_page_begins_in_the_language_asked_for() -> None:
    assert '<html lang="en" data-language="en">' in render_page(samples.blocked(), EN)
    assert '<html lang="zh" data-language="zh">' in render_page(samples.blocked(), ZH)


def test_a_disguised_word_says_what_it_reads_as() -> None:
    page = plain(render_page(samples.blocked(), ZH))
    assert "读起来像“治疗好”" in page
    assert "读起来像“100%有效”" not in page


def test_a_card_shows_place_message_advice_replacements_and_basis() -> None:
    page = render_page(samples.blocked(), ZH)
    card = plain(re.search(r'(?s)<article[^>]*id="finding-2".*?</article>', page)[0])  # type: ignore[index]  # it is there
    for words in (
        "正文",
        "第 9 行第 10 字",
        "护肤品不能说“zhi疗好”",
        "脸颊摸着没那么干了",
        "《中华人民共和国广告法》",
        "第十七条",
        "2015-09-01 起施行",
        "把握高",
        "cn-cosmetics/treats-disease",
        "这几个字还有 2 条发现",
    ):
        assert words in card
    rule = plain(re.search(r'(?s)<details[^>]*id="rule-cn-cosmetics-treats-disease".*?</details>', page)[0])  # type: ignore[index]  # it is there
    for words in ("化妆品只管清洁、保护、美化", "不得涉及疾病治疗功能", "2026-11-22 核对", "法定区间，由机关认定"):
        assert words in rule
    assert page.count('href="#rule-cn-cosmetics-treats-disease"') >= 1
    assert page.count('id="rule-cn-cosmetics-promised-time"') == 1
    cards = "".join(re.findall(r"(?s)<article.*?</article>", page))
    assert cards.count('class="copy"') == 5


def test_markets_are_shown_only_where_they_are_several() -> None:
    assert render_page(samples.blocked(), ZH).count('<p class="markets">') == 1


def test_a_finding_about_the_whole_draft_has_a_card_and_no_mark() -> None:
    view = page_view.view_of(samples.blocked())
    assert view.cards[0].target == ""
    assert [card.target for card in view.cards[1:]] == [f"mark-{n}" for n in range(2, 8)]


def test_counts_are_of_places_for_creators_and_of_findings_for_legal() -> None:
    view = page_view.view_of(samples.blocked())
    assert view.places == ((Severity.ERROR, 4), (Severity.WARNING, 2), (Severity.INFO, 1))
    assert view.hits == {"error": 4, "warning": 4, "info": 1}


def test_every_mark_points_to_a_card_and_every_id_is_used_once() -> None:
    for review in samples.all_reviews():
        elements = Elements(render_page(review, ZH))
        ids = [attrs["id"] for _, attrs in elements.tags if attrs.get("id")]
        assert len(ids) == len(set(ids))
        targets = {(attrs["href"] or "")[1:] for _, attrs in elements.tags if (attrs.get("href") or "").startswith("#")}
        assert targets <= set(ids)


def test_the_commercial_question_carries_the_verdicts_of_its_answers() -> None:
    (question,) = page_view.view_of(samples.to_look_at()).questions
    assert {answer.words.zh: answer.verdict for answer in question.answers}["收了钱"] is Verdict.BLOCK
    assert question.who.zh == "发布者"


def test_script_likeness_is_no_score_outside_the_folded_record() -> None:
    page = render_page(samples.blocked(), ZH)
    before, _, record = page.partition(INTERFACE["record_lead"].zh)
    assert "46" not in plain(before)
    assert "46，满分 100" in plain(record)
    assert "留一个就够" in plain(before)


def test_what_was_let_go_and_what_was_allowed_is_on_the_page() -> None:
    page = plain(render_page(samples.blocked(), ZH))
    assert "：说的是没有、不是" in page
    assert "她平时就这么说话" in page
    assert "王宁" in page


def test_unreadable_drafts_come_first_on_the_index() -> None:
    page = plain(everything()["index.html"])
    assert page.index("drafts/broken.docx") < page.index("7天告别泛红脸")
    assert "另存为 .docx" in page


def test_an_empty_report_has_an_index_that_says_so() -> None:
    pages = render_pages(Report((), samples.TOOL), ZH)
    assert list(pages) == ["index.html"]
    assert "没有草稿可查" in pages["index.html"]


def test_a_draft_without_any_name_can_still_be_opened() -> None:
    nameless = samples.review(samples.draft_of("", {"text": ""}), Verdict.PASS)
    assert "未命名草稿" in plain(render_pages(Report((nameless,), samples.TOOL), ZH)["index.html"])


def test_segments_join_to_the_text_and_carry_every_mark() -> None:
    text = "abcdefghij"
    marks = [
        Mark(1, Span(2, 5), Severity.ERROR),
        Mark(1, Span(0, 4), Severity.WARNING),
        Mark(2, Span(3, 8), Severity.WARNING),
        Mark(3, Span(4, 4), Severity.INFO),
        Mark(4, Span(8, 99), Severity.INFO),
    ]
    pieces = segments(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    assert [(p.text, p.severity.word, p.cards) for p in pieces] == [
        ("ab", "warning", (1,)),
        ("c", "error", (1,)),
        ("de", "error", (1, 2)),
        ("fgh", "warning", (2,)),
        ("ij", "info", (4,)),
    ]
    assert [p.home for p in pieces] == [1, 0, 0, 2, 4]
    assert [p.ends for p in pieces] == [(), (), (1,), (2,), (4,)]


def test_a_card_under_another_one_still_has_a_home() -> None:
    pieces = segments("abcd", [Mark(1, Span(0, 4), Severity.ERROR), Mark(2, Span(1, 3), Severity.INFO)])
    assert [p.home for p in pieces] == [1, 2, 0]


@pytest.mark.parametrize(
    ("text", "after", "shown"),
    [
        ("a\r\nb\rc", "", "a\nb\nc"),
        ("a\r", "\nb", "a"),
        ("<b>", "", "&lt;b&gt;"),
        ("\u202e", "", '<span class="invisible" data-code="U+202E" title="U+202E">\u202e</span>'),
        ("\x00", "", '<span class="invisible" data-code="U+0000" title="U+0000"></span>'),
        ("👩\u200d🔬", "", "👩\u200d🔬"),
    ],
)
def test_words_are_shown_as_typed(text: str, after: str, shown: str) -> None:
    assert typed(text, after) == shown


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "soft", "focus", "error", "warning", "info"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "error-tint", "warning-tint", "info-tint"])
def test_text_stands_out_from_its_ground(theme: int, ink: str, ground: str) -> None:
    colours = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in STYLES.read_text().split("@media")[:2]
    ]
    lights = sorted((_luminance(colours[theme][ink]), _luminance(colours[theme][ground])))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5


def test_an_index_of_many_drafts_stays_small() -> None:
    assert len(render_index(Report(samples.all_reviews()[:4] * 50, samples.TOOL), ZH)) < 400_000
