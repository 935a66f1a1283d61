"""How the pages call what reviews hold: verdicts, severities, categories, facts and their values.

What several reporters say stands in ``xhs_compliance.reporters.phrases``.
"""

from collections.abc import Mapping
from typing import Final

from xhs_compliance.model.decision import CHOICE_WORDS
from xhs_compliance.model.words import Bilingual, Severity, Verdict

LEGAL_VERDICTS: Final[Mapping[Verdict, Bilingual]] = {
    Verdict.BLOCK: Bilingual("需修改", "must change"),
    Verdict.REVIEW: Bilingual("待人工判断", "for a person to decide"),
    Verdict.PASS: Bilingual("规则未命中", "no rule matched"),
    Verdict.INCOMPLETE: Bilingual("未完成", "incomplete"),
}
NEXT_STEPS: Final[Mapping[Verdict, Bilingual]] = {
    Verdict.BLOCK: Bilingual("改完再查一遍。", "Change these, then check again."),
    Verdict.REVIEW: Bilingual("有些话要看情况，你看过再定。", "It depends on things a text cannot show. You decide."),
    Verdict.PASS: Bilingual(
        "这不等于没有问题，图片和视频请自己再看一眼。",
        "That is not the same as no problem: look over the pictures and the video yourself.",
    ),
    Verdict.INCOMPLETE: Bilingual(
        "有规则没跑完，原因写在下面。先别当作查过了。",
        "Some rules did not finish; the reasons are below. Do not count this draft as checked.",
    ),
}
SEVERITIES: Final[Mapping[Severity, Bilingual]] = {
    Severity.ERROR: Bilingual("要改", "fix"),
    Severity.WARNING: Bilingual("要看", "look"),
    Severity.INFO: Bilingual("提示", "note"),
    Severity.OFF: Bilingual("不报", "off"),
}
OPEN: Final = "open"
DECISIONS: Final[Mapping[str, Bilingual]] = {
    OPEN: Bilingual("还有没定的", "something to decide"),
    **{choice.value: said for choice, said in CHOICE_WORDS.items()},
}
PLACES: Final[Mapping[Severity, tuple[Bilingual, Bilingual]]] = {
    Severity.ERROR: (Bilingual("{n} 处要改", "{n} place to fix"), Bilingual("{n} 处要改", "{n} places to fix")),
    Severity.WARNING: (Bilingual("{n} 处要看", "{n} to look at"), Bilingual("{n} 处要看", "{n} to look at")),
    Severity.INFO: (Bilingual("{n} 条提示", "{n} note"), Bilingual("{n} 条提示", "{n} notes")),
}
CATEGORIES: Final[Mapping[str, Bilingual]] = {
    "disclosure": Bilingual("商业关系披露", "disclosure"),
    "absolute-claim": Bilingual("绝对化用语", "absolute claim"),
    "health-claim": Bilingual("健康功效", "health claim"),
    "beauty-claim": Bilingual("美妆功效", "beauty claim"),
    "substantiation": Bilingual("依据与真实性", "substantiation"),
    "medical": Bilingual("医疗", "medical"),
    "minors": Bilingual("未成年人", "minors"),
    "regulated-goods": Bilingual("管制商品", "regulated goods"),
    "inducement": Bilingual("诱导互动与奖励", "inducement"),
    "off-platform": Bilingual("站外引流", "off-platform"),
    "scripted": Bilingual("照稿感", "scripted wording"),
    "ai-label": Bilingual("AI 标识", "AI label"),
    "other": Bilingual("其他", "other"),
}
DISGUISES: Final[Mapping[str, Bilingual]] = {
    "noise": Bilingual("夹了符号", "characters put in between"),
    "split": Bilingual("拆开写", "split up"),
    "pinyin": Bilingual("用拼音", "pinyin"),
    "initials": Bilingual("用首字母", "initials"),
    "homophone": Bilingual("用谐音", "homophone"),
    "emoji": Bilingual("用表情代替", "emoji in place of words"),
    "traditional": Bilingual("用繁体", "traditional characters"),
    "width": Bilingual("用全角字符", "full-width characters"),
    "look-alike": Bilingual("用形近字", "look-alike characters"),
}
FACTS: Final[Mapping[str, Bilingual]] = {
    "commercial": Bilingual("和品牌的关系", "tie to the brand"),
    "product_category": Bilingual("产品类别", "product category"),
    "markets": Bilingual("面向市场", "markets"),
    "pgy_order_id": Bilingual("蒲公英订单号", "Pugongying order"),
    "special_cosmetic_reg_no": Bilingual("特殊化妆品注册号", "special cosmetic registration"),
    "health_food_no": Bilingual("保健食品批准文号", "health food approval number"),
    "ad_review_no": Bilingual("广告审查文号", "advertising review number"),
    "cosmetic_filing_efficacies": Bilingual("备案的功效", "effects on file"),
    "rank_source": Bilingual("排名出处", "source of the rank"),
    "citation_source": Bilingual("数据出处", "source of the figure"),
    "clinical_study": Bilingual("临床研究", "clinical study"),
    "consumer_survey": Bilingual("消费者调查", "consumer survey"),
    "award_source": Bilingual("奖项出处", "source of the award"),
    "patent_no": Bilingual("专利号", "patent number"),
    "medicine_licence": Bilingual("药品许可编号", "medicine licence"),
    "health_food_functions": Bilingual("批文上的保健功能", "approved health functions"),
    "expert_endorser": Bilingual("推荐的专家", "the expert"),
    "otc_monograph": Bilingual("美国 OTC 专论", "OTC monograph"),
    "fda_clearance": Bilingual("FDA 许可编号", "FDA clearance"),
    "authorised_claim_ids": Bilingual("获准的健康声称", "authorised claims"),
    "grade_standard": Bilingual("等级标准", "standard of the grade"),
    "typicality_evidence": Bilingual("一般人的效果", "typical results"),
    "trademark_or_name_contains": Bilingual("商标或产品名里的词", "words of the trade mark or name"),
    "days_used": Bilingual("用了多少天", "days used"),
    "brand_control": Bilingual("品牌对内容的要求", "what the brand asked for"),
    "efficacy_report": Bilingual("功效评价报告", "efficacy report"),
    "has_purchase_link": Bilingual("带购买链接", "purchase link"),
    "author_used_product": Bilingual("本人用过", "used by the author"),
    "ai_assisted": Bilingual("用了 AI 辅助", "AI assistance"),
}
SOURCES: Final[Mapping[str, Bilingual]] = {
    "author": Bilingual("作者", "the author"),
    "agency": Bilingual("机构", "the agency"),
    "order-table": Bilingual("订单表", "the order table"),
    "registry": Bilingual("登记库", "a registry"),
}
PRODUCTS: Final[Mapping[str, Bilingual]] = {
    "cosmetics": Bilingual("普通化妆品", "cosmetics"),
    "special-cosmetics": Bilingual("特殊化妆品", "special cosmetics"),
    "child-cosmetics": Bilingual("儿童化妆品", "children's cosmetics"),
    "toothpaste": Bilingual("牙膏", "toothpaste"),
    "food": Bilingual("普通食品", "food"),
    "health-food": Bilingual("保健食品", "health food"),
    "fsmp": Bilingual("特医食品", "food for special medical purposes"),
    "infant-formula": Bilingual("婴幼儿配方食品", "infant formula"),
    "drug": Bilingual("药品", "drug"),
    "device": Bilingual("医疗器械", "medical device"),
    "medical": Bilingual("医疗", "medical service"),
    "medical-aesthetic": Bilingual("医美", "medical aesthetics"),
    "alcohol": Bilingual("酒", "alcohol"),
    "tobacco": Bilingual("烟草", "tobacco"),
    "education": Bilingual("教育培训", "education"),
    "finance": Bilingual("金融", "finance"),
    "other": Bilingual("其他", "other"),
}
_CREATOR: Final = Bilingual("发布者", "the person who posts it")
_BRAND: Final = Bilingual("品牌方", "the brand")
_EITHER: Final = Bilingual("发布者或品牌方", "the person who posts it, or the brand")
WHO_KNOWS: Final[Mapping[str, Bilingual]] = {
    "commercial": _CREATOR,
    "author_used_product": _CREATOR,
    "ai_assisted": _CREATOR,
    "has_purchase_link": _CREATOR,
    "special_cosmetic_reg_no": _BRAND,
    "health_food_no": _BRAND,
    "ad_review_no": _BRAND,
    "efficacy_report": _BRAND,
}
WHO_KNOWS_OTHERWISE: Final = _EITHER
ANSWERS: Final[Mapping[str, Bilingual]] = {
    "true": Bilingual("是", "yes"),
    "false": Bilingual("不是", "no"),
    "declared": Bilingual("有", "there is one"),
    "undeclared": Bilingual("没有", "there is none"),
}
