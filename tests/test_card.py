"""The may-say card: what may be said of a product as it is, what only with evidence and which, what not."""

from pathlib import Path

from conftest import Run

MAY, WITH, NEVER = "Statements no rule matched", "Only with evidence or a certificate", "Do not say"


def card(run: Run, facts: str, *lines: str) -> dict[str, list[str]]:
    """The lines under each heading."""
    Path("product.md").write_text(f"---\n{facts}\n---\n" + "".join(f"- {line}\n" for line in lines), encoding="utf-8")
    session = run("card", "--facts", "product.md", "--lang", "en")
    assert session.code == 0, session.err
    parts = session.out.split("\n## ")
    return {part.split("\n")[0]: [x[2:] for x in part.split("\n") if x.startswith("- ")] for part in parts[1:]}


def test_a_cosmetic(run: Run) -> None:
    sections = card(
        run,
        "product_category: cosmetics",
        "按压泵头，一次半泵",
        "防脱发",
        "92%的用户觉得皮肤更软",
        "实验室测得24小时保湿",
        "全网第一的精华",
        "最好用的面霜",
        "国家级品质",
        "治疗痤疮",
        "据中国某协会2025年统计报告，2024年全国面膜销售额第一",
    )
    assert "按压泵头，一次半泵" in sections[MAY]
    assert "据中国某协会2025年统计报告，2024年全国面膜销售额第一" in sections[MAY]
    wanted = {line.split(" → ")[0]: line.split(" → ")[1] for line in sections[WITH]}
    assert wanted["防脱发"] == "What is the special cosmetic registration number?"
    assert "consumer survey" in wanted["92%的用户觉得皮肤更软"]
    assert wanted["实验室测得24小时保湿"] == "keep evidence on file (number)"
    never = [line.split(" → ")[0] for line in sections[NEVER]]
    assert never == ["全网第一的精华", "最好用的面霜", "国家级品质", "治疗痤疮"]


def test_absolute_terms_and_ranks(run: Run) -> None:
    never = [
        "全国销量第一",
        "连续三年稳居榜首",
        "顶级原料",
        "史上最温和",
        "全网最低价",
        "行业领先的乳化技术",
        "国家免检",
    ]
    sections = card(run, "product_category: cosmetics", *never, "比自家上一代更轻", "泵头换成了按压的")
    assert [line.split(" → ")[0] for line in sections[NEVER]] == never
    assert [line.split(" → ")[0] for line in sections[WITH]] == ["比自家上一代更轻"]
    assert sections[MAY] == ["泵头换成了按压的"]


def test_evidence_a_cosmetic_cannot_have_saves_nothing(run: Run) -> None:
    sections = card(run, "product_category: cosmetics\nmarkets: [US]", "Cures acne", "FDA approved")
    assert [line.split(" → ")[0] for line in sections[NEVER]] == ["Cures acne", "FDA approved"]


def test_what_is_declared_is_not_asked_again(run: Run) -> None:
    facts = 'product_category: special-cosmetics\nspecial_cosmetic_reg_no: "国妆特字G20250001"'
    sections = card(run, f"{facts}\nspecial_cosmetic_efficacies: [hair-loss]", "防脱发")
    assert sections[MAY] == ["防脱发"]


def test_lines_that_may_be_said_pass_the_linter(run: Run) -> None:
    lines = ("按压泵头，一次半泵", "30毫升", "两周美白淡斑", "抹开不搓泥", "全网第一")
    said = card(run, "product_category: cosmetics\ncommercial: paid", *lines)[MAY]
    Path("post.md").write_text(
        "---\ncommercial: paid\nproduct_category: cosmetics\npgy_order_id: P1\n---\n【广告】" + "。".join(said),
        encoding="utf-8",
    )
    assert said == ["按压泵头，一次半泵", "30毫升", "抹开不搓泥"]
    assert run("check", "post.md").code == 0
