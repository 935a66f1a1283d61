"""A campaign as people hand it over: a workbook, a folder of Word files, drafts in two languages, several processes."""

import json
import os
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from conftest import Run

from xhs_compliance.analyses.brief import Brief, compare_with_brief, read_brief
from xhs_compliance.analyses.campaign import examine_campaign
from xhs_compliance.cli.parallel import check_drafts
from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.report import Failure
from xhs_compliance.model.review import Review
from xhs_compliance.readers.brief_rules import brief_data

DATA = brief_data()
WRITTEN_BEFORE_LOOKING = [
    json.loads(line)
    for name in ("unseen", "siblings_first", "siblings_second", "siblings_third")
    for line in (Path(__file__).parent / f"data/campaigns_{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
BRIEF = (
    "# 木言折叠电热水壶\n- 硅胶壶身可折叠，收起来只有8厘米高\n- 600毫升容量，5分钟左右烧开\n- 标注广告，用自己的话写\n"
)
COPY = "广告 出差就带木言折叠电热水壶，硅胶壶身可折叠，收起来只有8厘米高，600毫升容量，5分钟左右烧开，姐妹们冲。"
OWN = "广告 宿舍十一点断电，我十点五十开始抢水，四个人一人一杯，轮到我刚好跳闸，后来我们排了班，周三归我。"
TWIN = "广告 说个好笑的，宿舍十一点断电，我一般十点五十开始抢水，四个人一人一杯，轮到我刚好跳闸，后来排了班。"


def judged(run: Run, path: str) -> dict[str, object]:
    Path("brief.md").write_text(BRIEF, encoding="utf-8")
    session = run("campaign", path, "--brief", "brief.md", "--format", "json", "--fail-on", "never")
    assert session.code == 0, session.err
    answer: dict[str, object] = json.loads(session.out)
    return answer


def test_a_workbook_with_chinese_headings(run: Run) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("序号", "达人昵称", "粉丝数", "笔记标题", "笔记正文"),
        ("1", "阿栗", "1.8万", "出差神器", COPY),
        ("2", "小陈", 3200, "抢水", OWN),
        ("3", "圆圆", 260000, "抢热水", TWIN),
    ):
        sheet.append(row)
    book.save("drafts.xlsx")
    answer = judged(run, "drafts.xlsx")
    drafts = answer["drafts"]
    assert isinstance(drafts, list)
    assert [(d["creator"], d["tier"], d["copies_brief"]) for d in drafts] == [
        ("阿栗", "micro", True),
        ("小陈", "nano", False),
        ("圆圆", "macro", False),
    ]
    assert answer["clusters"] == [[drafts[1]["id"], drafts[2]["id"]]]
    assert answer["errors"] == []


def test_a_folder_of_word_files(run: Run) -> None:
    Path("drafts").mkdir()
    for name, text in (("阿栗", COPY), ("小陈", OWN), ("圆圆", TWIN)):
        document = docx.Document()
        document.add_heading(f"{name}的笔记", 1)
        document.add_paragraph(text)
        document.save(f"drafts/{name}.docx")
    Path("drafts/broken.docx").write_bytes(b"no document")
    Path("brief.md").write_text(BRIEF, encoding="utf-8")
    session = run("campaign", "drafts", "--brief", "brief.md", "--format", "json", "--fail-on", "never")
    assert session.code == 4
    answer = json.loads(session.out)
    copies = {Path(draft["id"]).stem: draft["copies_brief"] for draft in answer["drafts"]}
    assert copies == {"阿栗": True, "小陈": False, "圆圆": False}
    assert [sorted(Path(each).stem for each in group) for group in answer["clusters"]] == [["圆圆", "小陈"]]
    assert len(answer["errors"]) == 1


def test_several_processes_say_what_one_says(shipped: Linter) -> None:
    linter = replace(shipped, brief=BRIEF)
    entries: list[Draft | Failure] = [
        Draft("a", {"text": COPY}, linter.defaults),
        Failure("b", DATA.marks[0].message),
        Draft("c", {"text": f"{OWN}全网第一的水壶"}, linter.defaults),
    ]
    alone, together = list(check_drafts(linter, entries, 1)), list(check_drafts(linter, entries, 2))
    assert together == alone
    shared = [f.rule for review in together if isinstance(review, Review) for f in review.findings]
    assert shared
    assert all(any(rule is known for known in linter.compiled.ruleset.rules) for rule in shared)


def test_a_process_that_dies_loses_its_drafts_alone(shipped: Linter) -> None:
    def die_at_c(review: Review) -> Review:
        if review.draft.id == "c":
            os._exit(1)
        return review

    entries: list[Draft | Failure] = [
        Draft(name, {"text": OWN}, shipped.defaults, source=f"{name}.md") for name in "abcd"
    ]
    answers = list(check_drafts(shipped, entries, 2, die_at_c))
    assert [isinstance(answer, Failure) for answer in answers] == [False, False, True, False]
    assert isinstance(answers[2], Failure)
    assert answers[2].source == "c.md"


def campaign_of(shipped: Linter, texts: dict[str, str], brief: Brief | None = None) -> list[list[str]]:
    """The clusters of these drafts, by id; the rules are tried elsewhere."""
    plain = shipped.check(Draft("x", {"text": "一杯水"}, shipped.defaults))
    reviews = [replace(plain, draft=Draft(name, {"text": text}, shipped.defaults)) for name, text in texts.items()]
    names = list(texts)
    return [[names[index] for index in group] for group in examine_campaign(reviews, brief, DATA).clusters]


def test_each_draft_is_compared_in_the_unit_of_its_language(shipped: Linter) -> None:
    english = "My sister put it in the car for the school run and the lid came off on the second bend"
    chinese = {
        f"zh{n}": f"第{n}位达人的笔记，" + "".join(chr(0x4E00 + 97 * n + i) for i in range(60)) for n in range(60)
    }
    texts = {**chinese, "en1": english, "en2": f"Story time! {english.replace('second', 'third')}, of course."}
    assert campaign_of(shipped, texts) == [["en1", "en2"]]


@pytest.mark.parametrize("campaign", WRITTEN_BEFORE_LOOKING, ids=lambda campaign: str(campaign["id"]))
def test_campaigns_written_before_looking(shipped: Linter, campaign: dict[str, object]) -> None:
    drafts = campaign["drafts"]
    assert isinstance(drafts, list)
    brief = read_brief(str(campaign["brief"]), DATA)
    for draft in drafts:
        overlap = compare_with_brief({"text": draft["text"]}, brief, DATA)
        assert overlap.copies == draft["copies_brief"], draft["id"]
    twins = [{draft["id"], draft["duplicate_of"]} for draft in drafts if draft["duplicate_of"]]
    copies = {draft["id"] for draft in drafts if draft["copies_brief"]}
    groups = campaign_of(shipped, {draft["id"]: draft["text"] for draft in drafts}, brief)
    own = [set(group) - copies for group in groups]
    assert [group for group in own if group] == [pair for pair in twins if not pair <= copies]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("收起来只有8厘米高，塞得进衣柜。", ["收起来只有8厘米高"]),
        ("说明书写着5分钟左右烧开，我掐表是七分钟。", []),
        ("商品页写的“5分钟左右烧开”，我家要七分钟。", []),
        ("品牌说收起来只有8厘米高。我拿尺子量了，九厘米。", []),
        ("品牌说很小。可是它硅胶壶身可折叠，5分钟左右烧开。", ["5分钟左右烧开"]),
        ("折起来跟一本书差不多高，水开得挺快。", []),
    ],
)
def test_claims_of_the_brief_are_ascribed_or_named(text: str, claims: list[str]) -> None:
    overlap = compare_with_brief({"text": text}, read_brief(BRIEF, DATA), DATA)
    assert [claim.text for claim in overlap.claims] == claims


def test_claims_in_english() -> None:
    brief = read_brief("Tarn lunch box\n- keeps food hot for six hours, stainless steel inside\n", DATA)
    own = compare_with_brief({"text": "It has stainless steel inside. Mine went pink."}, brief, DATA)
    ascribed = compare_with_brief({"text": "On the box: stainless steel inside, no plastic. Fine."}, brief, DATA)
    assert [claim.text for claim in own.claims] == ["stainless steel inside"]
    assert ascribed.claims == ()
