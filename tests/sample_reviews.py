"""Reviews made by hand, for tests of reporters: one of every kind a reader can meet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xhs_compliance.model.draft import Draft, Suppression
from xhs_compliance.model.facts import Facts
from xhs_compliance.model.finding import Diagnostic, Evidence, Excused, Finding, Suppressed
from xhs_compliance.model.law import Provision
from xhs_compliance.model.pattern import Terms
from xhs_compliance.model.report import Failure, Report
from xhs_compliance.model.review import Question, Reason, Review, ScriptLikeness
from xhs_compliance.model.rule import Rule, Step
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual, Confidence, Market, Severity, Verdict

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
CHECKED = date(2026, 11, 22)
TOOL = "xhs-compliance 0.1.0"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{ 7*7 }}"

AD_LAW_14 = Provision(
    id="ad-law-14",
    instrument=Bilingual("《中华人民共和国广告法》", "Advertising Law of the PRC"),
    article=Bilingual("第十四条", "Art. 14"),
    says=Bilingual("广告应当具有可识别性，能够使消费者辨明其为广告。", "An advertisement must be recognisable as one."),
    in_force=date(2015, 9, 1),
    checked=CHECKED,
    confidence=Confidence.HIGH,
    address="https://flk.npc.gov.cn/detail.html?id=ad-law",
)
AD_LAW_17 = Provision(
    id="ad-law-17",
    instrument=AD_LAW_14.instrument,
    article=Bilingual("第十七条", "Art. 17"),
    says=Bilingual(
        "除医疗、药品、医疗器械广告外，其他广告不得涉及疾病治疗功能，也不得使用医疗用语。",
        "Only advertising for medical services, drugs and devices may speak of treating disease or use medical terms.",
    ),
    in_force=date(2015, 9, 1),
    checked=CHECKED,
    confidence=Confidence.HIGH,
    address="https://flk.npc.gov.cn/detail.html?id=ad-law",
)
AD_LAW_58 = Provision(
    id="ad-law-58",
    instrument=AD_LAW_14.instrument,
    article=Bilingual("第五十八条", "Art. 58"),
    says=Bilingual(
        "处广告费用一倍以上三倍以下的罚款；广告费用无法计算或者明显偏低的，处十万元以上二十万元以下的罚款。",
        "A fine of one to three times the advertising fee, or CNY 100,000 to 200,000 where no fee can be determined.",
    ),
    in_force=date(2015, 9, 1),
    checked=CHECKED,
    confidence=Confidence.MEDIUM,
    address="https://flk.npc.gov.cn/detail.html?id=ad-law",
)
CSAR_37 = Provision(
    id="csar-37",
    instrument=Bilingual("《化妆品监督管理条例》", "Cosmetics Supervision and Administration Regulation"),
    article=Bilingual("第三十七条", "Art. 37"),
    says=Bilingual(
        "化妆品标签禁止明示或者暗示具有医疗作用。", "A cosmetic must not be said or implied to have a medical effect."
    ),
    in_force=date(2021, 1, 1),
    checked=CHECKED,
    confidence=Confidence.HIGH,
    address="https://www.gov.cn/zhengce/content/2020-06/29/content_5522593.htm",
)
FTC_255 = Provision(
    id="ftc-255-5",
    instrument=Bilingual("FTC 代言指南", "FTC Endorsement Guides"),
    article=Bilingual("16 CFR 255.5", "16 CFR 255.5"),
    says=Bilingual(
        "与品牌的实质关系要清楚、醒目地说明。", "A material connection must be disclosed clearly and conspicuously."
    ),
    in_force=date(2023, 7, 26),
    checked=CHECKED,
    confidence=Confidence.HIGH,
    address="https://www.ecfr.gov/current/title-16/part-255",
)

FACE_TEXT = (
    "姐妹们我真的会谢😭 换季脸颊泛红反反复复，闺蜜安利了这瓶「云雾修护精华」。\r\n"
    "\r\n"
    "连用7天，泛红直接zhi疗好了！成分是国家级实验室研发，100%有效，敏感肌放心冲。\r\n"
    "我自己早晚各一泵，上脸是水感的，不黏。👩‍🔬\r\n"
    "不是药，也不能祛斑，别期待一夜换脸～\r\n"
    "\r\n"
    "用我的口令还能减50，评论区扣1拉你进群。\r\n"
    "#护肤 #敏感肌 #修护精华"
)


def rule(
    rule_id: str,
    category: str,
    title: Bilingual,
    message: Bilingual,
    why: Bilingual,
    advice: Bilingual,
    basis: tuple[Provision, ...] = (AD_LAW_17,),
    penalty: tuple[Provision, ...] = (),
    markets: tuple[Market, ...] = ("CN",),
) -> Rule:
    """A rule with the words a reader sees; what it looks for plays no part here."""
    return Rule(
        id=rule_id,
        pack=rule_id.partition("/")[0],
        category=category,
        confidence=Confidence.HIGH,
        markets=markets,
        title=title,
        find=Terms(("…",)),
        ladder=(Step(ERROR),),
        message=message,
        why=why,
        advice=advice,
        basis=basis,
        checked=CHECKED,
        penalty=penalty,
        known_gaps=Bilingual("看不到图片里的字。", "It cannot read words in pictures."),
    )


NO_LABEL = rule(
    "cn-disclosure/undisclosed-partnership",
    "disclosure",
    Bilingual("收了钱，没标“广告”", "Paid, but not marked as advertising"),
    Bilingual(
        "这篇收了品牌的钱，正文里还没有“广告”两个字。", "The brand paid for this, and the text does not say 广告 (ad)."
    ),
    Bilingual(
        "看的人要能一眼认出这是广告；“合作”“感谢品牌”不能代替。",
        "Readers must see at once that this is an ad; thanking the brand is not enough.",
    ),
    Bilingual(
        "在第一行写上“广告”。放在开头 60 字里是我们的建议，法条没有规定字数。",
        "Put 广告 into the first line. The first 60 characters are our advice, not a number in the law.",
    ),
    (AD_LAW_14,),
    (AD_LAW_58,),
)
TREATS = rule(
    "cn-cosmetics/treats-disease",
    "beauty-claim",
    Bilingual("化妆品说成能治病", "A cosmetic said to treat a condition"),
    Bilingual(
        "护肤品不能说“{match}”，这是药才能说的话。", "A skin-care product cannot “{match}”: only a medicine may say so."
    ),
    Bilingual(
        "化妆品只管清洁、保护、美化；一说治疗，就变成了医疗宣传。",
        "Cosmetics clean, protect and beautify; “treat” turns the post into a medical claim.",
    ),
    Bilingual("说你看到、摸到的：颜色、干不干、紧不紧绷。", "Say what you saw and felt: colour, dryness, tightness."),
    (AD_LAW_17, CSAR_37),
    (AD_LAW_58,),
)
DISGUISED = rule(
    "cn-core/disguised-wording",
    "other",
    Bilingual("换了写法的敏感词", "A word in disguise"),
    Bilingual(
        "“{match}”换了写法，读起来还是“{reads_as}”。",
        "“{match}” is spelled differently but still reads as “{reads_as}”.",
    ),
    Bilingual(
        "换写法不会让它变成能说的话，平台反而更容易限流。",
        "A different spelling does not make it sayable, and platforms look for exactly that.",
    ),
    Bilingual("直接换个说法，不要换写法。", "Change what you say, not how it is spelled."),
)
PROMISE = rule(
    "cn-cosmetics/promised-time",
    "beauty-claim",
    Bilingual("承诺几天见效", "Promise of a result within days"),
    Bilingual("“{match}”会被看成保证几天见效。", "“{match}” reads as a promise of a result within days."),
    Bilingual(
        "每个人的皮肤不一样，带天数的效果没法保证。",
        "Skin differs; an effect with a number of days cannot be guaranteed.",
    ),
    Bilingual(
        "把天数改成你的使用时间，不和效果连在一起。", "Say how long you have used it, without tying that to an effect."
    ),
)
ABSOLUTE = rule(
    "cn-core/absolute-efficacy",
    "absolute-claim",
    Bilingual("百分百有效", "100 % effective"),
    Bilingual("“{match}”是对功效的保证，不能说。", "“{match}” guarantees an effect."),
    Bilingual("没有哪种护肤品对每个人都有效。", "No skin-care product works for everybody."),
    Bilingual("说对你有没有用就好。", "Say whether it worked for you."),
    (AD_LAW_17,),
    (AD_LAW_58,),
    ("CN", "US"),
)
STATE_LEVEL = rule(
    "cn-core/state-endorsement",
    "substantiation",
    Bilingual("“国家级”", "“State-level”"),
    Bilingual("“{match}”是法律点名不能用的词。", "The law names “{match}” as a word not to use."),
    Bilingual("用国家的名义说产品好，读者没法核实。", "It borrows the name of the state, and readers cannot check it."),
    Bilingual("删掉，或写出实验室的名字和报告编号。", "Delete it, or name the laboratory and the report."),
)
GROUP = rule(
    "cn-platform/off-platform-group",
    "off-platform",
    Bilingual("拉人进群", "Moving readers to a chat group"),
    Bilingual("“{match}”是在往站外带人。", "“{match}” leads readers off the platform."),
    Bilingual("平台把评论区拉群当作站外引流处理。", "The platform treats this as diverting traffic."),
    Bilingual("删掉这句；想聊天就请大家在评论区直接说。", "Delete it; invite people to talk in the comments."),
)
TONE = rule(
    "cn-core/crowd-address",
    "scripted",
    Bilingual("套话开头", "Stock opening"),
    Bilingual("“{match}”是很多合作稿都用的开头。", "“{match}” opens a great many sponsored posts."),
    Bilingual("不违规，只是读着不像你。", "Nothing forbids it; it just does not sound like you."),
    Bilingual("换成你平时怎么叫大家。", "Use the words you normally use."),
)


def found(
    draft: Draft,
    rule_of: Rule,
    severity: Severity,
    words: str = "",
    field: str = "text",
    reads_as: str = "",
    **details: Any,
) -> Finding:
    """A finding about the first place of *words* in the draft, or about the whole draft."""
    span: Span | None = details.pop("span", None)
    if words and span is None:
        start = draft.fields[field].index(words)
        span = Span(start, start + len(words))
    return Finding(
        rule=rule_of,
        severity=severity,
        field=field if words else "",
        span=span,
        text=words,
        reads_as=reads_as or words,
        fingerprint=f"{rule_of.name}-{severity.word}",
        **details,
    )


def review(draft: Draft, verdict: Verdict, **details: Any) -> Review:
    """A review of *draft* with whatever the test does not care about left empty."""
    values: dict[str, Any] = {
        "findings": (),
        "excused": (),
        "suppressed": (),
        "questions": (),
        "verdict_if": {},
        "diagnostics": (),
        "signals": {},
        "markets": ("CN",),
        "language": "zh",
        "scripted": ScriptLikeness(None),
        "packs": {"cn-core": "2026.11+1f0a9c2b77de", "cn-cosmetics": "2026.11+8f3e61ab0c44"},
        "as_of": CHECKED,
        "tool": TOOL,
        "digest": "4be1f6c0" * 8,
    }
    return Review(draft=draft, verdict=verdict, **{**values, **details})


def draft_of(draft_id: str, fields: Mapping[str, str], facts: Mapping[str, Any] | None = None, **more: Any) -> Draft:
    """A draft with declared facts."""
    return Draft(id=draft_id, fields=fields, facts=Facts(facts or {}), **more)


def blocked() -> Review:
    """Errors and warnings, some on the same words, a disguise, a missing label, excuses, a permission, questions."""
    draft = draft_of(
        "drafts/2026-11/云雾精华.md",
        {"title": "7天告别泛红脸！这瓶我空瓶三次", "text": FACE_TEXT, "cover[1]": "红血丝星人看过来"},
        {"commercial": ("paid",), "product_category": ("cosmetics",), "markets": ("CN", "US")},
        creator="小鹿Lu",
        source="drafts/2026-11/云雾精华.md",
        starts={"title": (2, 1), "text": (7, 1), "cover[1]": (4, 1)},
    )
    findings = (
        found(draft, NO_LABEL, ERROR, evidence=(Evidence("fact", "commercial: paid"),)),
        found(
            draft,
            TREATS,
            ERROR,
            "zhi疗好",
            reads_as="治疗好",
            disguise=("pinyin",),
            suggestions=("泛红看着没那么明显了", "脸颊摸着没那么干了"),
            evidence=(Evidence("context", "product", "text", Span(30, 36), "云雾修护精华"),),
        ),
        found(
            draft,
            ABSOLUTE,
            ERROR,
            "100%有效",
            by_market=(("CN", ERROR), ("US", WARNING)),
            suggestions=("对我来说挺管用的",),
        ),
        found(draft, GROUP, ERROR, "评论区扣1拉你进群"),
        found(draft, PROMISE, WARNING, "连用7天，泛红直接zhi疗", suggestions=("用了一周左右",)),
        found(draft, DISGUISED, WARNING, "zhi疗", reads_as="治疗", disguise=("pinyin",)),
        found(draft, STATE_LEVEL, WARNING, "国家级实验室研发"),
        found(draft, PROMISE, WARNING, "7天告别泛红脸", field="title", suggestions=("换季泛红，我最近在用的一瓶",)),
        found(draft, TONE, INFO, "姐妹们"),
    )
    text = draft.text
    spot, medicine = text.index("祛斑"), text.index("药，也")
    return review(
        draft,
        Verdict.BLOCK,
        findings=findings,
        excused=(
            Excused(
                TREATS,
                "text",
                Span(medicine, medicine + 1),
                "药",
                "negated",
                Evidence("context", "negated", "text", Span(medicine - 2, medicine), "不是"),
            ),
            Excused(
                TREATS,
                "text",
                Span(spot, spot + 2),
                "祛斑",
                "negated",
                Evidence("context", "negated", "text", Span(spot - 2, spot), "不能"),
            ),
        ),
        suppressed=(
            Suppressed(
                found(draft, TONE, INFO, "真的会谢"),
                Suppression("cn-core/crowd-address", "她平时就这么说话", by="王宁", until=date(2026, 12, 31)),
            ),
        ),
        questions=(
            Question(
                "special_cosmetic_reg_no",
                Bilingual("这瓶有特殊化妆品注册号吗？", "Does this product have a special cosmetic registration?"),
                ("cn-cosmetics/unregistered-whitening",),
                {"declared": Verdict.BLOCK, "undeclared": Verdict.BLOCK},
            ),
            Question(
                "ad_review_no",
                Bilingual("有广告审查文号吗？", "Is there an advertising review number?"),
                ("a/b", "a/c"),
            ),
        ),
        diagnostics=(
            Diagnostic(
                "note",
                "cn-core/crowd-address",
                Bilingual("这条许可到 2026-12-31 为止。", "This permission ends on 2026-12-31."),
            ),
        ),
        signals={"sounds-commercial": (Evidence("signal", "sounds-commercial", "text", Span(0, 3), "用我的口令"),)},
        markets=("CN", "US"),
        scripted=ScriptLikeness(
            46,
            (
                Reason(
                    "stock-phrases",
                    26,
                    Bilingual(
                        "三句话里有四个带货稿常用的词。", "Four stock phrases of sales posts within three sentences."
                    ),
                    Bilingual(
                        "留一个就够，其余换成那天发生的事。",
                        "Keep one; put what happened that day in place of the rest.",
                    ),
                    (
                        Evidence("matched", "", "text", Span(0, 3), "姐妹们"),
                        Evidence("matched", "", "text", Span(0, 4), "放心冲"),
                    ),
                ),
                Reason(
                    "selling-points",
                    20,
                    Bilingual(
                        "功效、成分、优惠按顺序排着说。",
                        "Effect, ingredients and discount come in the order of a brief.",
                    ),
                    Bilingual("先说你为什么会去用它。", "Begin with why you came to use it."),
                ),
            ),
            (
                Reason(
                    "own-detail",
                    0,
                    Bilingual("有只有用过的人才会写的细节。", "A detail only a user would write."),
                    Bilingual("", ""),
                    (Evidence("matched", "", "text", Span(0, 4), "早晚各一泵"),),
                ),
            ),
        ),
    )


def to_look_at() -> Review:
    """An English draft with warnings only, the commercial tie undeclared."""
    body = (
        "Okay so this gut gummy is INSANE.\n\nI take two every morning & my bloating is gone in 3 days.\n"
        "Use code LUNA10 at checkout ✨\n\n#guthealth #wellness"
    )
    draft = draft_of("en/gummies.md", {"title": "My 3-day debloat secret", "text": body}, creator="luna.daily")
    tie = rule(
        "en-disclosure/unclear-connection",
        "disclosure",
        Bilingual("有优惠码，没说和品牌的关系", "A code, but no word about the tie to the brand"),
        Bilingual(
            "“{match}”看起来有返佣，读者还不知道。", "“{match}” suggests a commission that readers do not know about."
        ),
        Bilingual("有利益关系要先说。", "A material connection has to be clear before the recommendation."),
        Bilingual(
            "有返佣就在开头写 Ad 或 Paid partnership。", "If you earn from it, begin with “Ad” or “Paid partnership”."
        ),
        (FTC_255,),
        markets=("US", "UK"),
    )
    cure = rule(
        "en-health/structure-claim",
        "health-claim",
        Bilingual("对身体功能下结论", "A claim about the body"),
        Bilingual("“{match}”是没有证据的健康功效。", "“{match}” is a health claim that needs evidence."),
        Bilingual("食品说功效要有证据。", "A claim about the body needs competent scientific evidence."),
        Bilingual("只说你的感受，不带天数。", "Say how you felt, without a number of days."),
        (FTC_255,),
        markets=("US", "UK"),
    )
    return review(
        draft,
        Verdict.REVIEW,
        findings=(
            found(
                draft, tie, WARNING, "Use code LUNA10", suggestions=("Ad: I earn a little when you use my code LUNA10",)
            ),
            found(
                draft, cure, WARNING, "my bloating is gone in 3 days", suggestions=("I feel lighter in the mornings",)
            ),
        ),
        questions=(
            Question("commercial", Bilingual("你和品牌是什么关系？", "What is your tie to the brand?"), (tie.id,)),
        ),
        verdict_if={
            "paid": Verdict.BLOCK,
            "gifted": Verdict.REVIEW,
            "commission": Verdict.BLOCK,
            "none": Verdict.PASS,
        },
        markets=("US", "UK"),
        language="en",
        scripted=ScriptLikeness(8),
        packs={"en-claims": "2026.11+77ab01fe9911"},
    )


def nothing_found() -> Review:
    """A draft in which no rule matched."""
    draft = draft_of(
        "note-3",
        {"title": "周末去爬了香山", "text": "早上六点出门，人不多。\n下山吃了碗炸酱面。"},
        {"commercial": ("none",)},
    )
    return review(draft, Verdict.PASS)


def unfinished() -> Review:
    """A draft for which a rule could not be evaluated."""
    draft = draft_of("note-4", {"text": "熬夜之后喝它，第二天就没那么困了。"})
    return review(
        draft,
        Verdict.INCOMPLETE,
        findings=(found(draft, TONE, INFO, "第二天"),),
        diagnostics=(
            Diagnostic(
                "incomplete",
                "cn-core/absolute-efficacy",
                Bilingual("正则超过 0.5 秒没跑完。", "The expression did not finish within 0.5 s."),
            ),
            Diagnostic(
                "note", "", Bilingual("草稿没有标题，按首行处理。", "The draft has no title; its first line is used.")
            ),
        ),
    )


def hostile() -> Review:
    """Markup, script and link tricks in every text field, and characters that try to hide."""
    words = Bilingual(HOSTILE + "甲", HOSTILE + "a")
    link = "javascript:alert(3)"
    bad = Provision("x", words, words, words, CHECKED, CHECKED, Confidence.LOW, link, until=CHECKED)
    sly = Provision("y", words, words, words, CHECKED, CHECKED, Confidence.LOW, 'https://a.example/" onclick="alert(4)')
    draft = draft_of(
        "../../etc/" + HOSTILE,
        {
            "title": HOSTILE,
            "text": f"a\r\nb\rc\u202etxt\u200b\x00\x1b[31m {HOSTILE} \ud800 末\r\n",
            HOSTILE: HOSTILE,
            "empty": "",
        },
        {"commercial": (HOSTILE,), HOSTILE: {HOSTILE: [HOSTILE, True]}},
        creator=HOSTILE,
        source=HOSTILE,
    )
    bad_rule = rule("x/" + HOSTILE, HOSTILE, words, words, words, words, (bad, sly), (bad,))
    finding = found(
        draft,
        bad_rule,
        ERROR,
        HOSTILE,
        reads_as=HOSTILE + "!",
        disguise=(HOSTILE,),
        evidence=(Evidence("context", HOSTILE, "text", Span(0, 1), HOSTILE),),
        suggestions=(HOSTILE,),
    )
    reason = Reason(HOSTILE, 9, words, words, finding.evidence)
    return review(
        draft,
        Verdict.INCOMPLETE,
        findings=(finding, found(draft, bad_rule, WARNING, HOSTILE, field="title")),
        excused=(Excused(bad_rule, HOSTILE, Span(0, 2), HOSTILE, HOSTILE, finding.evidence[0]),),
        suppressed=(Suppressed(finding, Suppression(HOSTILE, HOSTILE, by=HOSTILE)),),
        questions=(Question(HOSTILE, words, (HOSTILE,), {HOSTILE: Verdict.PASS}),),
        diagnostics=(Diagnostic("incomplete", HOSTILE, words), Diagnostic("note", HOSTILE, words)),
        signals={HOSTILE: finding.evidence},
        scripted=ScriptLikeness(50, (reason,), (reason,)),
        packs={HOSTILE: HOSTILE},
        tool=HOSTILE,
        digest=HOSTILE,
    )


def all_reviews() -> tuple[Review, ...]:
    """One review of every kind."""
    return (blocked(), to_look_at(), nothing_found(), unfinished(), hostile())


def report() -> Report:
    """A report of every kind of review, and two drafts that could not be read."""
    failures = (
        Failure(
            "drafts/broken.docx",
            Bilingual(
                "文件打不开：不是 Word 文档。另存为 .docx 再查一次。",
                "Not a Word document. Save it as .docx and check again.",
            ),
        ),
        Failure(
            "batch.jsonl:12",
            Bilingual("这一行不是 JSON：第 40 个字处少了引号。", "Not JSON: a quotation mark is missing at column 40."),
            id=HOSTILE,
            line=12,
        ),
    )
    return Report((failures[0], *all_reviews(), failures[1]), TOOL)
