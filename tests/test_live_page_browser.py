"""The live page in a real browser, against a real server: write, mark, fix, undo, compare, download."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from live import served
from playwright.sync_api import Browser, Page, expect
from test_desk_browser import COLOURS, serious
from test_page_browser import SIDEWAYS, browser, pytestmark  # noqa: F401 - fixtures, used by name

TITLE = "熬夜脸自救｜两周白了一个度"
TEXT = "我用了两周👩‍🔬，是真的mei白了。\n质地像淘米水，推开就没了。"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("live"), "--lang", "zh") as (address, _):
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A window that fails the test on any script error, dialogue, or request to anywhere else."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    window = context.new_page()
    trouble: list[str] = []
    window.on("console", lambda message: trouble.append(message.text))
    window.on("pageerror", lambda error: trouble.append(str(error)))
    window.on("dialog", lambda dialog: trouble.append(dialog.message))
    window.on(
        "request", lambda request: None if request.url.startswith((address, "blob:")) else trouble.append(request.url)
    )
    window.goto(address)
    yield window
    assert trouble == []
    context.close()


@pytest.fixture
def written(page: Page) -> Page:
    page.fill("#title", TITLE)
    page.fill("#text", TEXT)
    page.click("[data-tie=paid]")
    expect(page.locator("#verdict h1")).to_have_text("先别发", use_inner_text=True)
    expect(page.locator("#field-text .backdrop .mark")).to_have_text(["mei白"])
    return page


def test_marks_lie_exactly_under_the_words(written: Page) -> None:
    """The same words, laid out alike in the text area and under it."""
    boxes = written.evaluate(
        """() => {
          const area = document.getElementById('text');
          const under = area.previousElementSibling;
          const style = (element) => ['fontSize', 'fontFamily', 'lineHeight', 'letterSpacing', 'padding', 'width']
            .map((name) => getComputedStyle(element)[name]);
          return [style(area), style(under), area.scrollHeight, under.scrollHeight, area.clientHeight];
        }"""
    )
    assert boxes[0] == boxes[1]
    assert boxes[2] <= boxes[4]
    assert abs(boxes[2] - boxes[3]) <= 2 or boxes[3] < boxes[2]


def test_a_replacement_takes_the_place_of_its_clause_and_is_undone(written: Page) -> None:
    card = written.locator("#findings .card", has_text="mei白").first
    card.locator(".message").first.click()
    words = card.locator(".suggestion").first.inner_text()
    expect(card.locator(".whole q").first).to_have_text("是真的mei白了")
    card.locator(".apply").first.click()
    assert written.input_value("#text") == TEXT.replace("是真的mei白了", words)
    expect(written.locator("#went")).to_contain_text("少了")
    expect(written.locator("#gone")).to_contain_text("mei白")
    written.click("#undo")
    assert written.input_value("#text") == TEXT
    expect(written.locator("#changes")).to_be_hidden()


def test_a_topic_goes_as_a_whole(written: Page) -> None:
    written.fill("#text", "质地像淘米水，推开就没了。\n#精华 #美白精华 #好物")
    card = written.locator("#findings .card", has_text="#美白精华").first
    card.locator(".message").first.click()
    expect(card.locator(".instead").first).to_contain_text("删掉这个话题")
    card.locator(".apply").first.click()
    assert written.input_value("#text") == "质地像淘米水，推开就没了。\n#精华 #好物"


def test_ctrl_z_undoes_a_replacement_too(written: Page) -> None:
    card = written.locator("#findings .card", has_text="mei白").first
    card.locator(".message").first.click()
    card.locator(".apply").first.click()
    expect(written.locator("#went")).to_contain_text("少了")
    written.keyboard.press("Control+z")
    assert written.input_value("#text") == TEXT


def test_what_is_new_after_an_edit_is_said(written: Page) -> None:
    written.focus("#text")
    written.keyboard.press("Control+End")
    written.keyboard.type("全网第一好用")
    expect(written.locator("#came")).to_contain_text("新出现")
    expect(written.locator("#findings .new-flag:visible").first).to_have_text("新出现", use_inner_text=True)
    written.click("#start-here")
    expect(written.locator("#changes")).to_be_hidden()


def test_the_line_to_paste_lifts_the_missing_label(written: Page) -> None:
    missing = written.locator("#findings .card[data-rule='cn-disclosure/undisclosed']")
    expect(missing).not_to_have_count(0)
    written.fill(".brand", "云朵")
    written.click(".paste-line")
    assert written.input_value("#text").startswith("【广告】本篇与云朵合作\n")
    expect(missing).to_have_count(0)


def test_an_answer_decides_and_can_be_taken_back(written: Page) -> None:
    question = written.locator(".asked[data-fact=special_cosmetic_reg_no]")
    question.locator("input").fill("国妆特字G20250001")
    question.locator("button").click()
    expect(written.locator(".told")).to_contain_text("国妆特字G20250001")
    written.click(".forget")
    expect(question).to_be_visible()


def test_a_key_sends_back_places_alone_and_open_folds_stay_open(written: Page) -> None:
    card = written.locator("#findings .card", has_text="mei白").first
    card.locator(".message").first.click()
    card.locator("summary").first.click()
    written.focus("#text")
    written.keyboard.press("Control+Home")
    with written.expect_response("**/page/check") as answered:
        written.keyboard.type("早")
    answer = answered.value.json()
    assert not [each for each in answer["cards"] if "markup" in each]
    assert not answer["rules"]
    expect(card.locator(".place").first).to_contain_text("第 14 字")
    expect(card.locator("details").first).to_have_attribute("open", "")
    card.locator(".to-rule:visible").first.click()
    expect(written.locator(".rule-block[open]")).to_have_count(1)


def test_marks_come_while_typing(written: Page) -> None:
    written.focus("#text")
    written.keyboard.press("Control+End")
    written.keyboard.type("真的消炎了", delay=5)
    expect(written.locator("#field-text .mark")).to_have_text(["mei白", "消炎"])


def test_the_brief_is_read_and_the_report_downloaded(written: Page, tmp_path: Path) -> None:
    written.click("summary:has-text('产品')")
    written.set_input_files(
        "#brief-file", {"name": "brief.txt", "mimeType": "text/plain", "buffer": "必须写：全网第一".encode()}
    )
    expect(written.locator("#brief-findings")).to_contain_text("全网第一")
    written.fill("#brief", f"云朵精华\n{TEXT}")
    expect(written.locator("#shared")).to_contain_text("质地像淘米水，推开就没了")
    expect(written.locator("#field-text .is-copied").last).to_contain_text("推开就没了")
    with written.expect_download() as download:
        written.click("#download")
    report = Path(str(download.value.path())).read_text(encoding="utf-8")
    assert "mei白" in report
    assert download.value.suggested_filename == "发布前检查.html"


def test_hostile_words_stay_words(page: Page) -> None:
    page.fill("#title", "<script>alert(1)</script>美白")
    page.fill("#text", '"><img src=x onerror=alert(2)> 全网最好用')
    expect(page.locator("#field-text .mark").first).to_be_visible()
    assert page.locator("img, main script").count() == 0


def test_it_fits_every_screen_in_both_languages(written: Page) -> None:
    written.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    for language, hidden in (("zh", "en"), ("en", "zh")):
        written.click(f"[data-set-language={language}]")
        other = f"[...document.querySelectorAll('.t[lang={hidden}]')].filter(e => e.checkVisibility()).length"
        assert written.evaluate(other) == 0
        for width in (390, 820, 1440):
            written.set_viewport_size({"width": width, "height": 844})
            assert written.evaluate(SIDEWAYS) <= 0, (language, width)


def test_axe_finds_nothing_serious(written: Page) -> None:
    assert not serious(written)
    written.emulate_media(color_scheme="dark")
    assert not serious(written, COLOURS)


def test_a_keyboard_is_enough(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.focus("[data-tie=paid]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-tie=paid]")).to_have_attribute("aria-pressed", "true")
    page.focus("#title")
    page.keyboard.type(TITLE)
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("真的mei白了")
    expect(page.locator("#field-text .mark")).to_have_count(1)
    card = page.locator("#findings .card", has_text="mei白").first
    card.locator(".to-text").focus()
    button = card.locator(".apply").first
    button.focus()
    page.keyboard.press("Enter")
    assert "mei白" not in page.input_value("#text")


def test_a_checker_that_stopped_is_said(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as (address, _):
        window = browser.new_page()
        window.goto(address)
    window.fill("#text", "美白")
    expect(window.locator("#trouble")).to_be_visible()
    window.close()
