"""Script-likeness of one draft: by class of text, the bar that adds up, spans, robustness, and a held-out set."""

import copy
import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_compliance.analyses.scripted import ScriptedData, measure_script_likeness
from xhs_compliance.analyses.scripted_data import SHAPES
from xhs_compliance.analyses.scripted_signals import _SHAPES
from xhs_compliance.model.finding import Evidence
from xhs_compliance.model.review import ScriptLikeness

HERE = Path(__file__).parent
MAPPING: dict[str, Any] = yaml.safe_load(
    (HERE.parent / "rules/scripted/script-likeness.yaml").read_text(encoding="utf-8")
)
DATA = ScriptedData.from_mapping(MAPPING)
UNSEEN = [json.loads(line) for line in (HERE / "data/scripted_unseen.jsonl").read_text("utf-8").splitlines()]
SIBLINGS = [
    json.loads(line)
    for lot in ("first", "second", "third")
    for line in (HERE / f"data/scripted_siblings_{lot}.jsonl").read_text("utf-8").splitlines()
]
HELD_OUT = [json.loads(line) for line in (HERE / "data/scripted_heldout.jsonl").read_text("utf-8").splitlines()]

SCRIPTED = {
    "selling points": "秋冬必备！暖咚咚电热毯，双人双控，五档调温，30秒速热。亲肤水晶绒面料，可机洗，安全断电保护。"
    "宿舍、卧室、客厅皆宜，让每个夜晚都温暖。点击左下角，今晚下单立减三十，先到先得！",
    "written testimonial": "家人们谁懂啊，这支睫毛膏真的封神！刷头纤细，根根分明，持久不晕染，卸妆也轻松。"
    "新手闭眼入，学生党无压力，通勤约会都合适。我已经无限回购了，评论区问链接的姐妹看主页！",
    "brand voice": "一盏灯，点亮归家的路。屿光落地灯，精选白蜡木，匠心打磨每一寸细节；三档色温随心切换，"
    "呵护双眼。简约设计融入每一种空间，让家更有温度。从此，阅读成为享受。",
    "english copy": "Meet the Tidewell bottle. Double-wall insulation keeps drinks cold for 24 hours. "
    "Leak-proof lid, slim silhouette, five soft colours. Designed for busy days and built to last. Shop the "
    "collection today.",
    "english testimonial": "Besties, this blush is a total game changer! Buildable, blendable, and the perfect "
    "rosy glow for every skin tone. It's a must-have for your makeup bag. Use code BLOOM15 at checkout and "
    "tag a friend who needs it!",
    "translated copy": "This backpack adopts high quality waterproof material, with large capacity and many "
    "pockets, very convenient for travel, school and business. The appearance is fashionable. Welcome to "
    "click the link and buy now!",
}
LIVED = {
    "diary": "昨晚十一点半电热毯突然不热了，我以为跳闸，摸黑去楼道，被邻居的猫吓了一跳。最后发现是我自己把插头踢掉了。"
    "毯子没坏，我的脚趾坏了，青了一块。",
    "sarcasm": "家人们谁懂啊，绝绝子，封神，必入！——以上是店员说的。我买回去第三天轮子就掉了一个，"
    "现在它只会往左走，像我前男友。退货还要我自己出运费，谢谢。",
    "enthusiastic slang": "啊啊啊啊我买到票了！！！抢了四次！！！我同桌说我在厕所尖叫，她以为着火了。"
    "神仙打架的票！我妈问多少钱，我没敢说，先欠着我弟。",
    "own ad": "广告｜品牌寄来让我试的。前两天刷着还挺顺，第三天我手抖，刷成了苍蝇腿，同事问我是不是哭过。"
    "卸的时候有点费劲，得敷半分钟。颜色我喜欢，就是贵。",
    "ingredient nerd": "成分表我看了：前五位是水、甘油、丁二醇、烟酰胺、矿油，卖点里的多肽排在防腐剂后面。"
    "我用了两周，左脸没感觉，右脸起了三颗闭口。烟酰胺我本来就不太耐受，怪我手欠。",
    "complaint": "等了四十分钟，服务员说没有位子了，可是我手里拿着号。问经理，经理说系统错了。"
    "最后坐在门口吃的，汤是凉的，风很大，我的纸巾飞到隔壁大爷碗里了。",
    "non-native english": "I buy this umbrella last month in small shop near my school. First day it was "
    "raining very much and the wind broke it in two minutes. The old man in the shop laughed, but he gave me "
    "new one. I am still angry a little.",
    "translated diary": "My mother called at six in the morning to say the persimmons had fallen. She wanted "
    "me to come and pick them up. I took two buses. When I arrived she had already made them into jam and "
    "gave me one jar, a small one.",
    "english sarcasm": "Holy grail, run don't walk: I bought a self-watering pot and it watered my carpet. "
    "Day two, my basil had drowned and the downstairs neighbour knocked. She was nice about it. I said I was "
    "trying to be hydrated.",
}
IMPERSONAL = {
    "recipe": "葱油拌面：小葱一把洗净沥干，切成手指长的段。锅里倒油，冷油下葱，小火慢慢炸到发黄，别糊。"
    "捞出葱，倒进生抽三勺、老抽一勺、糖一勺，煮到冒泡就关火。面条煮好过一下水，不然会坨。",
    "tutorial": "手机照片怎么导到电脑：先用数据线连上，手机弹窗选传输文件，再打开我的电脑找到相册文件夹，"
    "全选复制。如果看不到弹窗，换一根线试试，有的线只能充电。传的时候不要锁屏，断了要重来。",
    "english recipe": "Flatbreads without yeast: mix two cups of flour with a cup of yoghurt and a pinch of "
    "salt, then leave the dough for twenty minutes. Divide it into six, roll each one thin, and fry in a dry "
    "pan until it puffs. If it burns, turn the heat down.",
}


def measure(text: str) -> ScriptLikeness:
    return measure_script_likeness({"text": text}, DATA)


def value(text: str) -> float:
    measured = measure(text).value
    assert measured is not None
    return measured


def all_evidence(result: ScriptLikeness) -> list[Evidence]:
    return [item for reason in (*result.reasons, *result.in_favour) for item in reason.evidence]


@pytest.mark.parametrize("text", SCRIPTED.values(), ids=SCRIPTED)
def test_copy_reads_scripted(text: str) -> None:
    assert value(text) >= 40


@pytest.mark.parametrize("text", LIVED.values(), ids=LIVED)
def test_lived_notes_do_not(text: str) -> None:
    assert value(text) < 20


@pytest.mark.parametrize("text", IMPERSONAL.values(), ids=IMPERSONAL)
def test_recipes_and_manuals_without_a_person_do_not(text: str) -> None:
    assert value(text) < 40


def test_every_script_is_above_every_other_text() -> None:
    assert min(map(value, SCRIPTED.values())) > max(map(value, [*LIVED.values(), *IMPERSONAL.values()]))


def test_selling_negatives_are_not_limits() -> None:
    praise = "这款粉底液上脸轻薄，不搓泥，不拔干，不卡粉，不闷痘，持妆一整天，油皮干皮混合皮都可以放心入手，强烈推荐。"
    assert "limits" not in {trace.signal for trace in measure(praise).in_favour}


def test_experience_without_a_pronoun_is_experience() -> None:
    result = measure(
        "涂完第二天就没那么红了，用了三周，空了大半瓶。上周出差忘了带，下巴又起皮，买了小样凑合，味道像青草。"
    )
    assert {"story", "moments", "limits"} <= {trace.signal for trace in result.in_favour}
    assert result.value is not None
    assert result.value < 10


def test_requests_to_readers_add_up_by_kind() -> None:
    plain = SCRIPTED["brand voice"]
    assert value(plain) < value(plain + "点击链接下单。") < value(plain + "点击链接下单。限时半价。评论区留言。")


@pytest.mark.parametrize(
    "text", ["", " ", "冲！", "太好用了，姐妹们冲！" * 3, "Loved it, would buy again, link in bio.", "✨" * 200]
)
def test_too_short_to_say(text: str) -> None:
    assert measure(text) == ScriptLikeness(None)


def test_a_mixed_text_adds_up_both_languages() -> None:
    chinese = "今天去了楼下那家新开的小店买东西看看"
    english = "and then we walked home in the rain with two bags and one umbrella"
    assert measure(chinese).value is None
    assert measure(english).value is None
    assert measure(chinese + " " + english).value is not None


def test_no_draft_gets_above_the_ceiling() -> None:
    assert value("".join(SCRIPTED.values())) <= DATA.scoring.ceiling


def test_traditional_characters_and_wide_forms_read_the_same() -> None:
    assert value("家人們誰懂啊！" + SCRIPTED["selling points"]) == value("家人们谁懂啊!" + SCRIPTED["selling points"])


def test_brand_in_capitals_is_no_person_in_a_chinese_text() -> None:
    text = SCRIPTED["brand voice"].replace("屿光", "ME & MY")
    assert "speaker" not in {trace.signal for trace in measure(text).in_favour}


@pytest.mark.parametrize("text", [*SCRIPTED.values(), *LIVED.values(), *IMPERSONAL.values()])
def test_the_bar_adds_up(text: str) -> None:
    result = measure(text)
    assert result.value == pytest.approx(sum(reason.points for reason in result.reasons), abs=1e-9)
    points = [reason.points for reason in result.reasons]
    assert len(points) <= 3
    assert points == sorted(points, reverse=True)
    assert all(point > 0 for point in points)
    assert all(trace.points == 0 for trace in result.in_favour)


def test_spans_point_at_what_they_claim_in_their_field() -> None:
    fields = {"title": "谁懂啊，这也太轻薄了", "text": SCRIPTED["written testimonial"], "hashtags": "#睫毛膏 #好物"}
    evidence = [item for item in all_evidence(measure_script_likeness(fields, DATA)) if item.span is not None]
    assert {item.field for item in evidence} == {"title", "text"}
    for item in evidence:
        assert item.span is not None
        assert fields[item.field][item.span.start : item.span.end] == item.text != ""


def test_reasons_quote_the_words_and_say_what_to_do() -> None:
    reasons = {reason.signal: reason for reason in measure(SCRIPTED["written testimonial"]).reasons}
    assert "家人们" in reasons["stock-phrases"].message.zh
    assert all(reason.remedy.zh and reason.remedy.en for reason in reasons.values())
    assert all("{" not in reason.message.zh + reason.message.en for reason in reasons.values())


def test_nothing_accuses_the_author() -> None:
    words = json.dumps([MAPPING["traces"], MAPPING["person"]], ensure_ascii=False).lower()
    said = [signal[part] for signal in MAPPING["signals"].values() for part in ("message", "remedy")]
    everything = words + json.dumps(said, ensure_ascii=False).lower()
    assert not [
        word for word in ("fake", "shill", '"ai', " ai ", "虚假", "水军", "造假", "机器写") if word in everything
    ]


def test_hashtags_and_skipped_fields_are_not_prose() -> None:
    text = LIVED["diary"]
    assert measure_script_likeness({"text": text, "comment": SCRIPTED["selling points"]}, DATA) == measure(text)
    piled = measure(SCRIPTED["brand voice"] + "\n" + " ".join(f"#话题{n}" for n in "一二三四五六七八九十甲乙丙"))
    assert "hashtag-pile" in {item.note for item in all_evidence(piled)}
    assert value(SCRIPTED["brand voice"]) < (piled.value or 0)


# --- the held-out set: own texts, written after the first version of the lists --------------------------------------


def test_held_out_texts_are_told_apart() -> None:
    scores = [(row["label"], value(row["text"])) for row in HELD_OUT]
    scripted = [score for label, score in scores if label == "scripted"]
    authentic = [score for label, score in scores if label == "authentic"]
    assert len(scripted) == len(authentic) == 30
    wins = sum((up > down) + 0.5 * (up == down) for up in scripted for down in authentic)
    assert wins / (len(scripted) * len(authentic)) >= 0.93
    assert sum(score >= 55 for score in authentic) <= 0.05 * len(authentic)


def test_texts_written_before_looking_are_told_apart() -> None:
    """Sarcasm, slang, recipes, manuals, label reading, learners' language beside quiet copy; scored at first sight."""
    scores = [(row["label"], value(row["text"])) for row in UNSEEN]
    lowest_script = min(score for label, score in scores if label == "scripted")
    assert max(score for label, score in scores if label == "authentic") < lowest_script


def test_siblings_are_told_apart() -> None:
    """Written before the lists were opened: persona, diary and skit among the scripts; notices and reviews beside."""
    scripted = [value(row["text"]) for row in SIBLINGS if row["label"] == "scripted"]
    authentic = [value(row["text"]) for row in SIBLINGS if row["label"] == "authentic"]
    wins = sum((up > down) + 0.5 * (up == down) for up in scripted for down in authentic)
    assert wins / (len(scripted) * len(authentic)) >= 0.99
    assert max(authentic) < DATA.scoring.notable_from
    assert sum(score >= DATA.scoring.notable_from for score in scripted) >= 0.9 * len(scripted)


@pytest.mark.parametrize(
    ("plain", "selling"),
    [
        (
            "I put the order of the steps on the fridge and left room for a comment. "
            "On Monday we visit my aunt, her dog, and the shop where he once ate a broom.",
            "Order yours today, hurry, the sale ends soon. Comment below with your size and visit our shop. "
            "Great deal, free bonus inside, and a sleek, effortless design for every home!",
        ),
        (
            "Step one is easy. Step two took me a week because the screws were missing. Step three I skipped. "
            "Step four broke my chair on a Sunday evening.",
            "Meet Tidewell. Tidewell is sleek. Tidewell is effortless. Designed for comfort, Tidewell transforms "
            "your routine. Crafted from premium materials. Tidewell, elevate every day and unlock a better morning.",
        ),
    ],
    ids=["words of ordering and visiting", "a name said again"],
)
def test_words_of_selling_count_where_something_is_sold(plain: str, selling: str) -> None:
    furniture = {"calls-to-action", "name-repetition", "spec-sheet", "hook-and-close"}
    assert not [reason for reason in measure(plain).reasons if reason.signal in furniture]
    assert value(selling) > value(plain) + 25


def test_one_word_twice_does_not_speak_for_its_author() -> None:
    gadget = measure(
        "救命！怎么没人早点说这个厨房神器！厨房小白也能变大厨，少油更健康，大容量全家够用，不粘炸篮一冲就干净，快安排。"
    )
    assert "moments" not in {trace.signal for trace in gadget.in_favour}
    cook = measure("昨晚在厨房站到半夜，第三次才炸好，前两次都糊在篮子上，早上起来屋里还是那股味，我妈以为我烧了锅。")
    assert "moments" in {trace.signal for trace in cook.in_favour}


def test_tags_as_the_editor_copies_them_are_no_prose() -> None:
    tagged = measure_script_likeness(
        {"text": f"{LIVED['diary']} #电热毯[话题]# #Winter [Topic]# #Blanket[Topic]#"}, DATA
    )
    assert tagged.value == value(LIVED["diary"])


# --- any text -------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "姐妹们",
        "我",
        "了",
        "用了三周",
        "第",
        "12",
        "%",
        "不仅",
        "还",
        "link in bio",
        "I ",
        "not just a ",
        "…",
        "。",
        "！",
        "\n",
        "#a ",
        "✨",
        "①",
        "’",
        " ",
    ]
)
ANY_TEXT = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=80).map("".join))


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(["title", "text", "hashtags", "cover", "x"]), ANY_TEXT, max_size=4))
def test_any_draft_gets_a_value_that_adds_up_and_spans_in_range(fields: dict[str, str]) -> None:
    result = measure_script_likeness(fields, DATA)
    assert result == measure_script_likeness(fields, DATA)
    assert result.value is None or 0 <= result.value <= 100
    assert (result.value or 0) == pytest.approx(sum(reason.points for reason in result.reasons), abs=1e-9)
    for item in all_evidence(result):
        if item.span is not None:
            assert 0 <= item.span.start < item.span.end <= len(fields[item.field])
            assert fields[item.field][item.span.start : item.span.end] == item.text


@pytest.mark.parametrize(
    "piece",
    ["一", "!", "a", "1", "#", "@", "不仅", "从…到", "not just ", "1.2.", "\n", "https://", "第一", "，", "✨\n"],
)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    text = piece * (60_000 // len(piece)) + LIVED["diary"]
    start = time.perf_counter()
    measure(text)
    assert time.perf_counter() - start < 5


# --- the data -------------------------------------------------------------------------------------------------------


def changed(path: str, new: object) -> dict[str, Any]:
    mapping = copy.deepcopy(MAPPING)
    *parents, last = path.split(".")
    inner = mapping
    for key in parents:
        inner = inner[key]
    inner[last] = new
    return mapping


def test_numbers_may_come_as_text() -> None:
    as_text = changed("signals.stock-phrases.weight", str(MAPPING["signals"]["stock-phrases"]["weight"]))
    text = SCRIPTED["written testimonial"]
    assert measure_script_likeness({"text": text}, ScriptedData.from_mapping(as_text)).value == value(text)


@pytest.mark.parametrize(
    ("path", "new", "said"),
    [
        ("minimum.zh_characters", "many", "minimum.zh_characters"),
        ("signals.stock-phrases.ramp", [4, 0], "signals.stock-phrases.ramp"),
        ("signals.stock-phrases.measure", "mood", "density, distinct, kinds, shape"),
        ("signals.stock-phrases.measure", "shape", "signals.stock-phrases"),
        ("signals.stock-phrases.group", "weather", "person, wording"),
        ("signals.stock-phrases.wieght", 1, "unknown key wieght"),
        ("traces.speaker.words.zh", [1, 2], "put numbers in quotes"),
        ("traces.speaker.found", {"zh": "只有中文"}, "traces.speaker.found"),
        ("score.groups", {"person": 0, "wording": 0, "furniture": 0, "layout": 0}, "add up to nothing"),
        ("shields", "none", "shields"),
    ],
)
def test_bad_data_is_refused_with_the_key_named(path: str, new: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        ScriptedData.from_mapping(changed(path, new))


def test_missing_data_is_refused_with_the_key_named() -> None:
    mapping = {key: section for key, section in MAPPING.items() if key != "traces"}
    with pytest.raises(ValueError, match="traces: is missing"):
        ScriptedData.from_mapping(mapping)


def test_every_shape_has_its_measurement() -> None:
    assert set(SHAPES) == set(_SHAPES)


def test_lists_hold_texts_once() -> None:
    def lists(section: object) -> list[list[object]]:
        if isinstance(section, dict):
            return [found for inner in section.values() for found in lists(inner)]
        return [section] if isinstance(section, list) and isinstance(section[0], str) else []

    for expressions in lists(MAPPING):
        assert len(expressions) == len(set(expressions))
