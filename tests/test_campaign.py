"""Drafts beside their brief and beside one another, at the command line."""

import json
import re
from pathlib import Path

import pytest
from conftest import DEMO_RULES, Run

from xhs_compliance.analyses.alike import find_alike
from xhs_compliance.analyses.brief import compare_with_brief, read_brief
from xhs_compliance.analyses.shingles import hashtags_of, shared_runs, shingles, words_of
from xhs_compliance.readers.brief import followers_from
from xhs_compliance.readers.brief_rules import brief_data

BRIEF = """# 晴野轻透防晒乳 · 种草需求
- 核心卖点：水感质地，一抹成膜；防水防汗，游泳也不用补
- 必须提到：晒不怕，美不停！
- 记忆点：像给皮肤撑了一把看不见的伞
"""
COPY = "晴野轻透防晒乳水感质地，一抹成膜，防水防汗，游泳也不用补，真的像给皮肤撑了一把看不见的伞！晒不怕，美不停！"
OWN = "骑车四十分钟到公司，后背全湿，脸上倒没花。等红灯补过一次晴野轻透防晒乳，手上有土，抹开有点沙。晒不怕，美不停！"
TWIN = "骑车四十分钟到公司，后背全湿透，脸倒没花。等红灯时补过一次晴野轻透防晒乳，手上有土，抹开有点沙沙的。"
OTHER = "我妈拿它去浇花回来才涂，说味道像洗干净的塑料桶，瓶口积了一圈白，周末在阳台晒被子时又涂了一遍。"
DATA = brief_data()


def campaign(run: Run, drafts: dict[str, str], *options: str) -> dict[str, object]:
    lines = [{"id": name, "creator": f"作者{name}", "text": text} for name, text in drafts.items()]
    Path("drafts.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    Path("brief.md").write_text(BRIEF, encoding="utf-8")
    session = run("campaign", "drafts.jsonl", "--brief", "brief.md", "--format", "json", "--fail-on", "never", *options)
    assert session.code == 0, session.err
    result: dict[str, object] = json.loads(session.out)
    return result


def test_a_campaign_as_json(run: Run) -> None:
    result = campaign(run, {"a": COPY, "b": OWN, "c": TWIN, "d": OTHER})
    drafts = {draft["id"]: draft for draft in result["drafts"]}  # type: ignore[attr-defined]  # any JSON
    assert {name: draft["copies_brief"] for name, draft in drafts.items()} == {
        "a": True,
        "b": False,
        "c": False,
        "d": False,
    }
    assert [twin["id"] for twin in drafts["b"]["near_duplicates"]] == ["c"]
    assert drafts["d"]["near_duplicates"] == []
    assert result["clusters"] == [["b", "c"]]
    assert drafts["a"]["brief"]["slogans"][0]["text"] == "像给皮肤撑了一把看不见的伞"
    assert drafts["a"]["creator"] == "作者a"


def test_lines_that_must_be_said_and_the_name_are_not_held_against_anybody() -> None:
    overlap = compare_with_brief({"text": OWN}, read_brief(BRIEF, DATA), DATA)
    assert overlap.value == 0
    assert overlap.must_say == ("晒不怕，美不停！",)


def test_every_run_stands_in_both_texts() -> None:
    overlap = compare_with_brief({"text": COPY}, read_brief(BRIEF, DATA), DATA)
    assert overlap.runs
    for run in overlap.runs:
        assert COPY[run.span.start : run.span.end] == run.text
        assert BRIEF[run.brief_span.start : run.brief_span.end] == run.brief_text
        assert words_of(run.text).words == words_of(run.brief_text).words


@pytest.mark.parametrize("before", ["他们的口号是", "品牌说", "“"])
def test_a_slogan_that_is_quoted_is_nobodys_own_words(before: str) -> None:
    text = f"{before}像给皮肤撑了一把看不见的伞”，我撑了，还是黑。"
    assert compare_with_brief({"text": text}, read_brief(BRIEF, DATA), DATA).slogans == ()


ONE_PARAGRAPH = (
    "【木言折叠水壶 brief】卖点：1）壶身是硅胶的，能折成一本书那么厚；2）双电压，带出国也能烧；"
    "3）壶盖一按就开，好洗；4）五分钟左右烧开。"
    "品牌句：“热水跟着人走。”话题：#木言水壶。活动：11月20日至30日门店可以预约试用，预约电话见主页。"
    "请保留原句：使用时请勿离人。"
)
SAME_FACTS = "夜里在火车站，一位大姐把插座让给我。11月20日至30日门店可以预约试用，预约电话见主页。使用时请勿离人。"


def test_in_one_paragraph_a_tag_ends_with_its_sentence_and_lines_are_told_apart() -> None:
    brief = read_brief(ONE_PARAGRAPH, DATA)
    assert brief.required == ("使用时请勿离人。",)
    assert brief.slogans == ("热水跟着人走。",)
    assert brief.selling[1:] == ("双电压，带出国也能烧", "壶盖一按就开，好洗", "五分钟左右烧开")
    assert "预约" in "".join(words_of(ONE_PARAGRAPH).words)


def test_dates_prices_and_how_to_book_are_held_against_nobody() -> None:
    overlap = compare_with_brief({"text": SAME_FACTS}, read_brief(ONE_PARAGRAPH, DATA), DATA)
    assert (overlap.value, overlap.copies, overlap.must_say) == (0, False, ("使用时请勿离人。",))


@pytest.mark.parametrize(
    ("text", "copies"),
    [
        ("在青旅等水开的时候有人问我在煮什么。我说煮面。热水跟着人走，面没跟着，面在上铺。", False),
        ("出差就靠它。双电压，带出国也能烧，五分钟左右烧开。硅胶壶身可以折，跟书一样厚，壶盖一按就开。", True),
        ("壶身硅胶做的，能折，折成书那么厚。它是双电压，出国也能烧。盖子一按开了，好洗。烧开五分钟左右。", True),
        ("五分钟左右烧开，我掐表是七分钟，因为插座在床底下，我趴着看它冒泡。双电压没用上，我没护照。", False),
    ],
    ids=["a slogan alone", "word for word", "retold point by point", "two things one tried"],
)
def test_what_makes_a_copy(text: str, copies: bool) -> None:
    assert compare_with_brief({"text": text}, read_brief(ONE_PARAGRAPH, DATA), DATA).copies is copies


def test_what_near_duplicates_have_in_common_is_shown_without_the_words_of_the_brief(run: Run) -> None:
    fact = "11月20日至30日门店可以预约试用，预约电话见主页。"
    lines = [
        {"id": "b", "text": f"骑车四十分钟到公司，后背全湿，水壶在车筐里唱歌。{fact}"},
        {"id": "c", "text": f"骑车四十分钟到公司，后背全湿透了，水壶还在车筐里唱歌。{fact}"},
    ]
    Path("brief.md").write_text(ONE_PARAGRAPH, encoding="utf-8")
    Path("drafts.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    options = ("--format", "html", "--output", "out", "--fail-on", "never")
    run("campaign", "drafts.jsonl", "--brief", "brief.md", *options)
    page = Path("out/index.html").read_text("utf-8")
    assert "骑车四十分钟到公司，后背全湿<" in page
    assert not [words for words in re.findall(r"<q[^>]*>([^<]+)</q>", page) if "预约" in words]


def test_a_brief_retold_is_told_by_its_points_and_asked_for_an_answer_of_ones_own(run: Run) -> None:
    retold = "壶身硅胶做的，能折，折成书那么厚。它是双电压，出国也能烧。盖子一按开了，好洗。烧开五分钟左右。"
    Path("brief.md").write_text(ONE_PARAGRAPH, encoding="utf-8")
    Path("drafts.jsonl").write_text(json.dumps({"id": "a", "text": retold}), encoding="utf-8")
    command = ("campaign", "drafts.jsonl", "--brief", "brief.md", "--fail-on", "never", "--lang", "zh")
    assert "提到 3/4 个要点" in run(*command).out
    run(*command, "--format", "html", "--output", "out")
    page = Path("out/index.html").read_text("utf-8")
    assert all(text in page for text in ("提到 3/4 个要点", "哪一点让你烦？"))


def test_a_draft_beside_its_brief(run: Run) -> None:
    Path("brief.md").write_text(BRIEF, encoding="utf-8")
    Path("draft.md").write_text(COPY, encoding="utf-8")
    alone = json.loads(run("check", "draft.md", "--format", "jsonl", "--fail-on", "never").out)
    beside = json.loads(run("check", "draft.md", "--brief", "brief.md", "--format", "jsonl", "--fail-on", "never").out)
    assert "brief_overlap" not in alone
    assert beside["copies_brief"] is True
    assert beside["script_likeness"] > alone["script_likeness"]
    assert "xhs-scripted/copies-brief" in {finding["rule"] for finding in beside["findings"]}
    assert "brand_control" in {question["fact"] for question in beside["questions"]}


def test_a_brief_that_is_not_there(run: Run) -> None:
    Path("draft.md").write_text(COPY, encoding="utf-8")
    session = run("check", "draft.md", "--brief", "none.md", "--lang", "en")
    assert session.code == 4
    assert "none.md" in session.err


def test_a_template_pasted_more_often_than_a_shingle_is_remembered_is_one_cluster() -> None:
    base = [f"词{index}" for index in range(60)]
    drafts = [shingles([*base[:50], f"own{n}", f"more{n}", *base[50:]], 4) for n in range(300)]
    alike = find_alike(drafts, DATA.campaign)
    assert alike.clusters == (tuple(range(300)),)
    assert alike.compared < 300 * 299 / 2


def test_shared_runs_are_as_long_as_they_can_be() -> None:
    assert shared_runs("xabcdey", "zabcdew", 3) == [(1, 1, 5)]
    assert shared_runs("abc", "xyz", 3) == []


@pytest.mark.parametrize(
    "written",
    ["#补水#喷雾#换季", "#补水 #喷雾 #换季", "#补水[话题]# #喷雾[话题]# #换季[话题]#", "#补水# #喷雾# #换季#"],
)
def test_hashtags_are_no_words_of_the_draft(written: str) -> None:
    assert hashtags_of(written) == ("补水", "喷雾", "换季")
    assert "".join(words_of(f"水珠 {written}").words) == "水珠"


@pytest.mark.parametrize(
    ("written", "count"), [("12,300", 12300), ("1.2万", 12000), ("35k", 35000), ("3M", 3_000_000), ("很多", None)]
)
def test_followers_as_people_write_them(written: str, count: int | None) -> None:
    assert followers_from(written) == count


def test_a_brief_before_anybody_writes(run: Run) -> None:
    Path("brief.md").write_text(f"{BRIEF}- 不要提缺点\n- 评论区统一回复“已回购”\n", encoding="utf-8")
    session = run("brief", "brief.md", "--format", "json")
    assert session.code == 1
    notes = {note["name"]: note for note in json.loads(session.out)["notes"]}
    assert notes["no-negatives"]["severity"] == "error"
    assert notes["no-negatives"]["line"] == 5
    assert {"flooding", "fixed-wording", "no-disclosure", "no-own-experience"} <= set(notes)
    assert all(note["looser"] for note in notes.values())


def test_a_brief_that_leaves_room(run: Run) -> None:
    text = "用自己的话写一次真实体验，哪里不满意照实写，顺序随意。正文第一行标明广告。请勿刷评论，不要写全网第一。\n"
    Path("brief.md").write_text(text, encoding="utf-8")
    session = run("brief", "brief.md", "--format", "json")
    assert session.code == 0
    assert json.loads(session.out)["notes"] == []


def test_pages_of_a_campaign_show_nobody_elses_words(run: Run) -> None:
    rows = "编号,达人昵称,粉丝数,正文\n" + "\n".join(
        f"{name},作者{name},{count},{text}"
        for name, count, text in [("b", "1.8万", OWN), ("c", "3200", TWIN), ("a", "900", COPY)]
    )
    Path("drafts.csv").write_text(rows, encoding="utf-8")
    Path("brief.md").write_text(BRIEF, encoding="utf-8")
    session = run(
        "campaign", "drafts.csv", "--brief", "brief.md", "--format", "html", "--output", "out", "--fail-on", "never"
    )
    assert session.code == 0, session.err
    pages = {path.name: path.read_text(encoding="utf-8") for path in Path("out").glob("*.html")}
    index = pages.pop("index.html")
    assert len(pages) == 3
    assert "水感质地，一抹成膜" in index
    assert "micro (10–50 K)" in index
    for name, page in pages.items():
        own = next(letter for letter in "abc" if f"作者{letter}" in page)
        assert not any(f"作者{letter}" in page for letter in "abc" if letter != own), name


@pytest.mark.parametrize("extra", [(), ("--no-pages",)])
def test_a_campaign_goes_by_decisions_and_narrows_by_them(run: Run, extra: tuple[str, ...]) -> None:
    lines = [{"id": name, "text": text} for name, text in (("a", "它能美白。"), ("b", "它能美白。"), ("c", OTHER))]
    Path("drafts.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    kept = {"rule": "demo/claim", "words": "美白", "sentence": "它能美白", "decision": "keep", "reason": "注册证覆盖"}
    made = [{**kept, "evidence": ["E1"], "by": "Wang", "on": "2026-11-20"}]
    Path("decisions.json").write_text(json.dumps({"schema": 1, "decisions": made}), encoding="utf-8")
    command = ("campaign", "drafts.jsonl", "--facts", "commercial=paid", "--format", "html", "--output", "out", *extra)
    session = run(*command, "--decisions", "decisions.json", "--packs", "demo", "--rules-dir", str(DEMO_RULES))
    assert "decisions in effect: 1" in session.err
    page = Path("out/index.html").read_text(encoding="utf-8")
    assert '<select id="by-decision"' in page
    assert page.count('data-decisions="keep') == 2
    assert 'value="keep" checked' in page
