"""The desk in a real browser: two readers of one page, decisions that leave as JSON, an index to work through."""

import json
from pathlib import Path

import pytest
import sample_reviews as samples
from axe_core_python.sync_playwright import Axe
from conftest import Run
from playwright.sync_api import Page, expect
from test_page_browser import SIDEWAYS, browser, folder, page, pytestmark  # noqa: F401 - fixtures, used by name

from xhs_compliance.model.report import RenderOptions
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Verdict
from xhs_compliance.reporters.html.pages import render_page

SENTENCE = "这支精华两周真的美白了。"
ZH = RenderOptions("zh")


BRIEF = "# 云朵精华\n- 卖点：质地像淘米水，一推就开，不搓泥\n- 记忆点：像给皮肤喝饱了水\n"


@pytest.fixture
def campaign(tmp_path: Path, run: Run) -> Path:
    """Three drafts, of which two hold the same sentence, and their report in ``out``."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for name, creator, fans, more in (
        ("a", "阿栗", "3200", "早晚各一泵。质地像淘米水，一推就开，不搓泥。"),
        ("b", "毛毛", "12万", "瓶子很轻。"),
        ("c", "小陈", "12万", "消炎了。"),
    ):
        body = SENTENCE if name != "c" else "全网最好用！"
        head = f"---\ntitle: 第{name}篇\ncreator: {creator}\nfollowers: {fans}\ncommercial: paid\n---\n"
        text = f"{head}【广告】本篇与云朵合作\n{body}\n{more}\n"
        (drafts / f"{name}.md").write_text(text, encoding="utf-8")
    session = run("check", "drafts", "--isolated", "--format", "html", "--output", "out", "--fail-on", "never")
    assert session.code == 0
    return tmp_path


@pytest.fixture
def blocked(page: Page, tmp_path: Path) -> Page:
    path = tmp_path / "blocked.html"
    path.write_bytes(render_page(samples.blocked(), ZH).encode())
    page.goto(path.as_uri())
    return page


def decide(window: Page, card: str, choice: str, **grounds: str) -> None:
    window.locator(f"{card} input[value={choice}]").check()
    for name, words in grounds.items():
        window.fill(f"{card} [name={name}]", words)


def exported(window: Page) -> dict[str, object]:
    with window.expect_download() as download:
        window.click("#export-decisions")
    content: dict[str, object] = json.loads(Path(str(download.value.path())).read_text(encoding="utf-8"))
    return content


def test_each_reader_gets_a_page_of_their_own(blocked: Page) -> None:
    expect(blocked.locator("h1")).to_have_text("先别发", use_inner_text=True)
    expect(blocked.locator(".for-legal, .decide, .articles").first).to_be_hidden()
    assert blocked.locator(".card .more:visible").count() == 1
    blocked.click("[data-set-view=legal]")
    expect(blocked.locator(".legal-word")).to_have_text("需修改", use_inner_text=True)
    expect(blocked.locator("h1")).to_be_hidden()
    assert blocked.locator(".card .more:visible").count() == blocked.locator(".card").count()
    expect(blocked.locator(".articles").first).to_contain_text("第十四条")


def test_a_creator_sees_five_first_and_the_rest_on_demand(blocked: Page) -> None:
    assert blocked.locator(".card:visible").count() == 5
    blocked.click(".go")
    expect(blocked.locator("#finding-1")).to_be_focused()
    blocked.click(".rest")
    assert blocked.locator(".card:visible").count() == 7


def test_the_brand_goes_into_the_line_to_paste(blocked: Page) -> None:
    blocked.fill(".brand", "云雾")
    expect(blocked.locator(".line .suggestion")).to_have_text("【广告】本篇与云雾合作")


def test_a_decision_needs_a_name_a_reason_and_evidence(blocked: Page) -> None:
    blocked.click("[data-set-view=legal]")
    blocked.click("#export-decisions")
    expect(blocked.locator("#decide-trouble")).to_contain_text("还没有决定")
    decide(blocked, "#finding-2", "keep")
    blocked.click("#export-decisions")
    expect(blocked.locator("#reviewer")).to_be_focused()
    blocked.fill("#reviewer", "法务 王")
    blocked.click("#export-decisions")
    expect(blocked.locator("#finding-2 [name=reason]")).to_be_focused()
    blocked.fill("#finding-2 [name=reason]", "有报告")
    blocked.click("#export-decisions")
    expect(blocked.locator("#finding-2 [name=evidence]")).to_be_focused()


def test_decisions_made_once_are_exported_applied_and_shown_again(
    page: Page,
    campaign: Path,
    run: Run,
) -> None:
    page.goto((campaign / "out" / "index.html").as_uri() + "#legal")
    matter = page.locator(".matter", has_text="美白").first
    expect(matter).to_contain_text("2 篇")
    index = matter.evaluate("each => [...document.querySelectorAll('.matter')].indexOf(each) + 1")
    place = f".matter:nth-of-type({index})"
    decide(page, place, "keep", reason="注册证覆盖美白", evidence="E1，E2", until="2099-06-30")
    page.fill("#reviewer", "法务 王")
    content = exported(page)
    (decision,) = content["decisions"]  # type: ignore[misc]  # any JSON
    assert decision["evidence"] == ["E1", "E2"]
    assert len(decision["places"]) == 2
    (campaign / "decisions.json").write_text(json.dumps(content), encoding="utf-8")
    arguments = ("review", "apply", "decisions.json", "drafts", "--isolated", "--format", "html", "--output", "out2")
    session = run(*arguments)
    assert "Traceback" not in session.err
    assert session.code in (0, 1), session.err
    for name in ("a", "b"):
        draft = next((campaign / "out2").glob(f"drafts-{name}-*.html")).read_text(encoding="utf-8")
        assert "注册证覆盖美白" in draft
        assert "法务 王" in draft


def test_a_draft_may_be_excepted_from_a_decision(page: Page, campaign: Path, run: Run) -> None:
    page.goto((campaign / "out" / "index.html").as_uri() + "#legal")
    matter = page.locator(".matter", has_text="美白").first
    matter.locator("input[value=false-alarm]").check()
    matter.locator("[name=reason]").fill("说的是衬衫")
    matter.locator(".exceptions summary").click()
    matter.locator(".except-list label", has_text="第b篇").click()
    page.fill("#reviewer", "法务 王")
    content = exported(page)
    (decision,) = content["decisions"]  # type: ignore[misc]  # any JSON
    assert decision["except"] == ["drafts/b.md"]
    assert list(decision["places"]) == ["drafts/a.md"]
    (campaign / "decisions.json").write_text(json.dumps(content), encoding="utf-8")
    run("review", "apply", "decisions.json", "drafts", "--isolated", "--format", "html", "--output", "out2")
    page.goto((campaign / "out2" / "index.html").as_uri() + "#legal")
    page.select_option("#by-decision", "false-alarm")
    expect(page.locator(".drafts tbody tr:visible .cell-draft a")).to_have_text(["第a篇"])


def test_a_decision_may_be_for_one_draft_alone(blocked: Page) -> None:
    blocked.click("[data-set-view=legal]")
    decide(blocked, "#finding-3", "false-alarm", reason="引用")
    blocked.locator("#finding-3 [name=only-here]").check()
    blocked.fill("#reviewer", "法务 王")
    (decision,) = exported(blocked)["decisions"]  # type: ignore[misc]  # any JSON
    assert decision["drafts"] == ["drafts/2026-11/云雾精华.md"]
    assert decision["except"] == []


def test_the_page_of_a_campaign_narrows_by_tier_decides_once_and_shows_the_brief(
    page: Page,
    campaign: Path,
    run: Run,
) -> None:
    (campaign / "brief.md").write_text(BRIEF, encoding="utf-8")
    command = ("campaign", "drafts", "--brief", "brief.md", "--isolated", "--format", "html", "--output", "camp")
    assert run(*command, "--fail-on", "never").code == 0
    page.goto((campaign / "camp" / "index.html").as_uri())
    expect(page.locator(".matter", has_text="2 篇").first).to_contain_text("美白")
    rows = page.locator(".matrix tr[data-verdict]:visible")
    expect(rows).to_have_count(3)
    page.select_option("#by-tier", "mid")
    expect(rows).to_have_count(2)
    expect(page.locator(".matrix .tier:visible")).to_have_count(1)
    page.select_option("#by-tier", "")
    page.select_option("#by-creator", "阿栗")
    expect(rows).to_have_count(1)
    assert not serious(page)
    page.emulate_media(color_scheme="dark")
    assert not serious(page, COLOURS)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(SIDEWAYS) <= 0
    page.click(".matrix a >> nth=0")
    shared = page.locator(".beside-brief .shared")
    expect(shared).to_have_count(2)
    assert shared.nth(0).inner_text() == shared.nth(1).inner_text() == "质地像淘米水，一推就开，不搓泥"
    assert "毛毛" not in page.content()
    assert "瓶子很轻" not in page.content()


def test_decisions_are_loaded_again_where_they_fit(blocked: Page, tmp_path: Path) -> None:
    blocked.click("[data-set-view=legal]")
    decide(blocked, "#finding-3", "false-alarm", reason="引用别人的话")
    blocked.fill("#reviewer", "法务 王")
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps(exported(blocked)), encoding="utf-8")
    blocked.reload()
    blocked.click("[data-set-view=legal]")
    blocked.set_input_files("#import-decisions", path)
    expect(blocked.locator("#finding-3 input[value=false-alarm]")).to_be_checked()
    expect(blocked.locator("#finding-3 [name=reason]")).to_have_value("引用别人的话")
    path.write_text("[]", encoding="utf-8")
    blocked.set_input_files("#import-decisions", path)
    expect(blocked.locator("#decide-trouble")).to_contain_text("不是导出的决定")


def test_remarks_for_the_creator_leave_out_what_is_kept(blocked: Page) -> None:
    blocked.evaluate(
        """() => {
          const clipboard = {writeText: async (text) => { window.copied = text; }};
          Object.defineProperty(navigator, 'clipboard', {value: clipboard});
        }"""
    )
    blocked.click("[data-set-view=legal]")
    decide(blocked, "#finding-3", "false-alarm", reason="引用")
    blocked.click("#export-remarks")
    expect(blocked.locator("#decide-trouble")).to_contain_text("意见已复制")
    remarks = blocked.evaluate("window.copied")
    assert "zhi疗好" in remarks
    assert "泛红看着没那么明显了" in remarks
    assert "100%有效" not in remarks
    assert "广告法" not in remarks


def test_the_index_narrows_by_creator_and_rule_and_sorts(page: Page, campaign: Path) -> None:
    page.goto((campaign / "out" / "index.html").as_uri())
    rows = page.locator(".drafts tbody tr:visible")
    page.select_option("#by-creator", "毛毛")
    expect(rows).to_have_count(1)
    page.select_option("#by-creator", "")
    page.select_option("#by-rule", "cn-cosmetics/unregistered-whitening")
    expect(rows).to_have_count(2)
    page.select_option("#by-rule", "")
    page.click("[data-sort=name]")
    names = page.locator(".cell-draft a").all_text_contents()
    assert names == sorted(names)
    page.click("[data-sort=name]")
    assert page.locator(".cell-draft a").all_text_contents() == sorted(names, reverse=True)
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    page.click("[data-set-view=legal]")
    page.click(".cell-draft a >> nth=0")
    expect(page.locator(".legal-word")).to_be_visible()


def test_repeated_sentences_follow_the_filters(page: Page, tmp_path: Path, run: Run) -> None:
    """Five first, the rest on demand; narrowed with the drafts they stand in; on paper all of them."""
    (tmp_path / "drafts").mkdir()
    claims = [f"第{n}天就美白了。" for n in "一二三四五六七"]
    for creator, said in (("甲", claims), ("乙", claims), ("丙", claims[:1])):
        head = f"---\ncreator: {creator}\ncommercial: paid\nproduct_category: cosmetics\n---\n【广告】合作\n"
        (tmp_path / "drafts" / f"{creator}.md").write_text(head + "\n".join(said), encoding="utf-8")
    command = ("campaign", "drafts", "--isolated", "--format", "html", "--output", "camp", "--fail-on", "never")
    assert run(*command, "--packs", "cn-cosmetics").code == 0
    page.goto((tmp_path / "camp" / "index.html").as_uri())
    every, shown = page.locator(".matter").count(), page.locator(".matter:visible")
    assert every > 7
    expect(shown).to_have_count(5)
    expect(page.locator("#more-matters-many")).to_have_text(str(every - 5))
    page.select_option("#by-creator", "丙")
    assert 1 <= shown.count() < 5
    expect(shown.first).to_contain_text("第一天就美白了")
    page.select_option("#by-creator", "")
    page.click("#more-matters")
    expect(shown).to_have_count(every)
    page.reload()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert shown.count() == every


def test_two_hundred_findings_open_at_once(page: Page, tmp_path: Path) -> None:
    words = "全网最好用的精华。"
    draft = samples.draft_of("long", {"text": words * 200})
    findings = tuple(
        samples.found(
            draft, samples.ABSOLUTE, samples.ERROR, words[:5], span=Span(at * len(words), at * len(words) + 5)
        )
        for at in range(200)
    )
    path = tmp_path / "long.html"
    path.write_bytes(render_page(samples.review(draft, Verdict.BLOCK, findings=findings), ZH).encode())
    page.goto(path.as_uri())
    assert page.locator(".card").count() == 200
    took = page.evaluate(
        """() => {
          const began = performance.now();
          document.querySelector('[data-set-view=legal]').click();
          document.body.getBoundingClientRect();
          return performance.now() - began;
        }"""
    )
    assert took < 3000
    assert page.evaluate(SIDEWAYS) <= 0


COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
STRUCTURE = [
    f"cat.{kind}" for kind in ("aria", "forms", "keyboard", "language", "name-role-value", "parsing", "tables")
]
STRUCTURE += [f"cat.{kind}" for kind in ("semantics", "sensory-and-visual-cues", "structure", "text-alternatives")]
"""Every kind of rule of axe but colours, which take it longer than all others together."""


def serious(window: Page, only: object = None) -> list[tuple[str, str, str]]:
    """What axe calls serious or critical; by the rules in *only* where it names some."""
    violations = Axe().run(window, options={"runOnly": only} if only else {})["violations"]
    grave = [each for each in violations if each["impact"] in ("serious", "critical")]
    return [(each["id"], each["nodes"][0]["html"][:200], each["nodes"][0]["failureSummary"]) for each in grave]


def test_axe_finds_nothing_serious_in_any_page(page: Page, folder: Path) -> None:
    """All pages in both views; colours, which all pages share, where every kind of part stands, light and dark."""
    for path in sorted(folder.glob("*.html")):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        for view in ("creator", "legal"):
            page.click(f"[data-set-view={view}]")
            assert not serious(page, STRUCTURE), (path.name, view)
        if path.name == "index.html" or path.name.startswith("drafts-"):
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the words it takes
                assert not serious(page, COLOURS), (path.name, scheme)


@pytest.mark.parametrize("width", [390, 820])
def test_the_desk_never_scrolls_sideways(page: Page, campaign: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for path in sorted((campaign / "out").glob("*.html")):
        page.goto(path.as_uri() + "#legal")
        page.evaluate("document.querySelectorAll('.grounds').forEach(each => { each.hidden = false; })")
        assert page.evaluate(SIDEWAYS) <= 0, path.name


def test_claims_stand_beside_the_evidence_a_sheet_declares(page: Page, campaign: Path, run: Run) -> None:
    sheet = "编号,说法,依据,有效期至\nE1,真的美白了,注册证 国妆特字,2099-01-01\nE2,全网最好用,调研 2020,2021-01-01\n"
    (campaign / "claims.csv").write_text(sheet, encoding="utf-8")
    run("check", "drafts", "--claims", "claims.csv", "--isolated", "--format", "html", "--output", "proved")
    for name, gap, evidence in (("a", "有依据", "注册证 国妆特字"), ("c", "依据已过期", "调研 2020")):
        page.goto(next((campaign / "proved").glob(f"drafts-{name}-*.html")).as_uri() + "#legal")
        line = page.locator(".ledger-table tbody tr").first
        expect(line.locator(".gap")).to_contain_text(gap)
        expect(line).to_contain_text(evidence)
        line.locator("a").click()
        expect(page.locator(".card:focus")).to_have_count(1)


def test_the_next_version_says_what_became_of_each_finding(page: Page, campaign: Path, run: Run) -> None:
    newer = campaign / "round-2"
    newer.mkdir()
    for draft in (campaign / "drafts").iterdir():
        text = draft.read_text(encoding="utf-8").replace("全网最好用！", "销量全网第一！")
        (newer / draft.name).write_text(text, encoding="utf-8")
    run(
        "review", "compare", "drafts", "round-2", "--isolated", "--lang", "zh", "--format", "html", "--output", "rounds"
    )
    page.goto((campaign / "rounds" / "index.html").as_uri())
    assert not serious(page)
    page.click("h2 a >> text=round-2/c.md")
    since = page.locator(".since")
    expect(since.locator(".went")).to_contain_text("最好用")
    since.locator("summary").click()
    expect(since.locator("del").last).to_contain_text("最好用")
    expect(since.locator("ins").last).to_contain_text("第一")
    page.click("[data-set-view=legal]")
    expect(page.locator(".card", has_text="全网第一").locator(".fate-flag").first).to_contain_text("新出现")
    page.goto((campaign / "rounds" / "index.html").as_uri())
    page.click("h2 a >> text=round-2/a.md")
    expect(page.locator(".card", has_text="美白").locator(".fate-flag").first).to_contain_text("没改")


def test_the_ledger_reads_without_colours_and_by_ear(page: Page, campaign: Path, run: Run) -> None:
    run("review", "claims", "drafts", "--isolated", "--format", "html", "--output", "ledger.html")
    page.goto((campaign / "ledger.html").as_uri())
    assert not serious(page)
    page.emulate_media(color_scheme="dark")
    assert not serious(page, COLOURS)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(SIDEWAYS) <= 0
