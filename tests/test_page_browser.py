"""The pages in a real browser: what a reader can do with mouse, keyboard, phone and printer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sample_reviews as samples
from playwright.sync_api import Browser, Page, expect, sync_playwright

from xhs_compliance.model.report import RenderOptions, Report
from xhs_compliance.model.words import Verdict
from xhs_compliance.reporters.html.pages import render_index, render_page, render_pages

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
OPTIONS = RenderOptions("zh")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window that fails the test on any script error, refused resource, dialogue or request."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    window = context.new_page()
    trouble: list[str] = []
    window.on("console", lambda message: trouble.append(message.text))
    window.on("pageerror", lambda error: trouble.append(str(error)))
    window.on("dialog", lambda dialog: trouble.append(dialog.message))
    window.on("request", lambda request: trouble.append(request.url) if not request.url.startswith("file:") else None)
    yield window
    assert trouble == []
    context.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in render_pages(samples.report(), OPTIONS).items():
        (tmp_path / name).write_bytes(content.encode())
    return tmp_path


@pytest.fixture
def blocked(page: Page, folder: Path) -> Page:
    page.goto(next(folder.glob("drafts-*.html")).as_uri())
    return page


def test_a_mark_leads_to_its_card_and_back(blocked: Page) -> None:
    blocked.click("#mark-4")
    card = blocked.locator("#finding-4")
    expect(card).to_be_focused()
    expect(card).to_have_attribute("aria-current", "true")
    expect(card).to_be_in_viewport()
    card.locator(".to-text").click()
    expect(blocked.locator("#mark-4")).to_be_focused()
    expect(blocked.locator(".mark.is-current")).to_have_count(1)


def test_a_keyboard_is_enough(blocked: Page) -> None:
    blocked.locator("#mark-6").focus()
    blocked.keyboard.press("Tab")
    expect(blocked.locator("#mark-7")).to_be_focused()
    blocked.keyboard.press("Enter")
    expect(blocked.locator("#finding-7")).to_be_focused()
    blocked.keyboard.press("j")
    expect(blocked.locator("#finding-1")).to_be_focused()
    blocked.keyboard.press("j")
    expect(blocked.locator("#finding-2")).to_be_focused()
    blocked.keyboard.press("k")
    expect(blocked.locator("#finding-1")).to_be_focused()
    expect(blocked.locator("#step")).to_have_text("1")


def test_marks_on_the_same_words_are_one_current_place(blocked: Page) -> None:
    blocked.click("#mark-2")
    assert blocked.locator(".mark.is-current").all_text_contents() == ["连用7天，泛红直接", "zhi疗好"]


def test_words_of_several_findings_lead_to_the_one_card_that_tells_of_them(page: Page, tmp_path: Path) -> None:
    draft = samples.draft_of("x", {"text": "一二三四五六，七八"})
    findings = (
        samples.found(draft, samples.TREATS, samples.ERROR, "一二三"),
        samples.found(draft, samples.TREATS, samples.ERROR, "三四五"),
        samples.found(draft, samples.TREATS, samples.ERROR, "五六"),
        samples.found(draft, samples.TREATS, samples.ERROR, "七八"),
    )
    path = tmp_path / "x.html"
    path.write_text(render_page(samples.review(draft, Verdict.BLOCK, findings=findings), OPTIONS), encoding="utf-8")
    page.goto(path.as_uri())
    assert page.locator(".mark").all_text_contents() == ["一二三四五六", "七八"]
    for mark, card in (("一二三四五六", "1"), ("七八", "2"), ("一二三四五六", "1")):
        page.locator(".mark", has_text=mark).click()
        expect(page.locator(f"#finding-{card}")).to_be_focused()


def test_the_switch_changes_every_interface_text_and_keeps_the_draft(blocked: Page) -> None:
    before = blocked.locator(".sheet .text").all_text_contents()
    expect(blocked.locator("h1")).to_have_text("先别发", use_inner_text=True)
    blocked.click("[data-set-language=en]")
    expect(blocked.locator("h1")).to_have_text("Fix first", use_inner_text=True)
    expect(blocked.locator("html")).to_have_attribute("lang", "en")
    assert "Before you publish" in blocked.title()
    assert blocked.locator(".sheet .text").all_text_contents() == before
    hidden = blocked.evaluate("[...document.querySelectorAll('.t[lang=zh]')].filter(e => e.checkVisibility()).length")
    assert hidden == 0


def test_a_replacement_is_copied_even_without_a_clipboard_interface(blocked: Page) -> None:
    blocked.evaluate(
        """() => {
          Object.defineProperty(navigator, 'clipboard', {value: undefined});
          document.execCommand = () => { window.copied = document.activeElement.value; return true; };
        }"""
    )
    blocked.click("#finding-2 h3")
    button = blocked.locator("#finding-2 .copy").first
    button.click()
    expect(button).to_have_text("已复制", use_inner_text=True)
    assert blocked.evaluate("window.copied") == "泛红看着没那么明显了"
    expect(button).to_have_text("复制", use_inner_text=True, timeout=4000)


def test_when_nothing_can_be_copied_the_words_are_selected(blocked: Page) -> None:
    blocked.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false;"
    )
    blocked.click("#finding-2 h3")
    button = blocked.locator("#finding-2 .copy").first
    button.click()
    expect(button).to_have_text("没复制上，请手动选", use_inner_text=True)
    assert blocked.evaluate("window.getSelection().toString()") == "泛红看着没那么明显了"


def test_no_page_scrolls_sideways(page: Page, folder: Path) -> None:
    for path in sorted(folder.glob("*.html")):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        for language in ("zh", "en"):
            page.click(f"[data-set-language={language}]")
            for width in (360, 390, 820, 1440):
                page.set_viewport_size({"width": width, "height": 844})
                assert page.evaluate(SIDEWAYS) <= 0, (path.name, language, width)


def test_the_notice_is_always_in_sight(blocked: Page) -> None:
    blocked.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(blocked.locator(".notice")).to_be_in_viewport(ratio=1)
    blocked.set_viewport_size({"width": 390, "height": 700})
    expect(blocked.locator(".notice")).to_be_in_viewport(ratio=1)


def test_paper_shows_what_is_folded_and_marks_without_colour(blocked: Page) -> None:
    blocked.emulate_media(media="print")
    blocked.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    closed = blocked.locator("details:not([open])")
    expect(closed).to_have_count(0)
    styles = {
        name: blocked.locator(f".mark-{name}").first.evaluate("mark => getComputedStyle(mark).textDecorationStyle")
        for name in ("error", "warning", "info")
    }
    assert len(set(styles.values())) == 3
    blocked.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert closed.count() > 0
    assert blocked.pdf(format="A4").startswith(b"%PDF")


def test_hostile_words_stay_words(page: Page, folder: Path) -> None:
    for path in folder.glob("*.html"):
        page.goto(path.as_uri())
        assert page.locator("img, iframe").count() == 0
        assert page.locator("script").count() == 1
        assert page.locator("a[href^='javascript' i]").count() == 0


def test_the_index_filters_by_verdict_and_by_words(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    rows = page.locator("tbody tr:visible")
    page.click(".filter-incomplete")
    expect(rows).to_have_count(2)
    page.click(".filter[data-verdict='']")
    page.fill("#search", "LUNA10 debloat")
    expect(rows).to_have_count(1)
    page.fill("#search", "没有这个词")
    expect(page.locator("#no-match")).to_be_visible()
    page.keyboard.press("Escape")
    expect(rows).to_have_count(5)
    page.click("text=周末去爬了香山")
    expect(page.locator("h1")).to_have_text("文字没查出问题", use_inner_text=True)
    page.click("a.home")
    expect(page.locator("table.drafts")).to_be_visible()


def test_an_index_of_500_drafts_answers_at_once(page: Page, tmp_path: Path) -> None:
    report = Report(samples.all_reviews()[:4] * 125, samples.TOOL)
    path = tmp_path / "index.html"
    path.write_text(render_index(report, OPTIONS), encoding="utf-8")
    page.goto(path.as_uri())
    took = page.evaluate(
        """() => {
          const search = document.getElementById('search');
          const began = performance.now();
          search.value = 'luna';
          search.dispatchEvent(new Event('input'));
          document.body.getBoundingClientRect();
          return performance.now() - began;
        }"""
    )
    assert page.locator("tbody tr:visible").count() == 125
    assert took < 1000


def test_dark_is_dark(blocked: Page) -> None:
    blocked.emulate_media(color_scheme="dark")
    assert blocked.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"
