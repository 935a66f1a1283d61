"""The words of the pages that other reporters do not need; what several reporters say stands in ``phrases``."""

from collections.abc import Mapping
from typing import Final

from xhs_compliance.model.decision import CHOICE_WORDS
from xhs_compliance.model.words import Bilingual, Severity, Verdict
from xhs_compliance.reporters.campaign_words import TIERS as TIERS
from xhs_compliance.reporters.html.desk_phrases import DESK

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

INTERFACE: Final[Mapping[str, Bilingual]] = {
    "page_title": Bilingual("发布前检查", "Before you publish"),
    "all_drafts": Bilingual("全部草稿", "All drafts"),
    "skip": Bilingual("跳到要看的地方", "Skip to the findings"),
    "language": Bilingual("界面语言", "Interface language"),
    "not_checked": Bilingual("没查的", "Not checked"),
    "legal_reader": Bilingual("给法务", "For legal"),
    "hits": Bilingual(
        "发现：错误 {error}，警告 {warning}，提示 {info}", "Findings: errors {error}, warnings {warning}, notes {info}"
    ),
    "creator": Bilingual("作者 {name}", "by {name}"),
    "draft": Bilingual("草稿", "Draft"),
    "draft_hint": Bilingual("划线的字都能点", "Marked words can be clicked"),
    "keys_hint": Bilingual("按 j / k 看下一处、上一处", "j / k: next, previous"),
    "empty_field": Bilingual("（空的）", "(empty)"),
    "findings": Bilingual("逐条看", "One by one"),
    "no_findings": Bilingual("没有要改的地方。", "No words to change."),
    "reads_as": Bilingual("读起来像“{word}”", "reads as “{word}”"),
    "place": Bilingual("第 {line} 行第 {column} 字", "line {line}, column {column}"),
    "to_text": Bilingual("看原文", "In the draft"),
    "finding_number": Bilingual("第 {n} 处", "Finding {n}"),
    "why": Bilingual("为什么", "Why"),
    "advice": Bilingual("怎么改", "What to do"),
    "instead": Bilingual("可以这样写", "You could write"),
    "copy": Bilingual("复制", "Copy"),
    "copied": Bilingual("已复制", "Copied"),
    "copy_failed": Bilingual("没复制上，请手动选", "Not copied, please select it"),
    "basis": Bilingual("依据", "Basis"),
    "penalty": Bilingual("罚则", "Penalty"),
    "in_force": Bilingual("{day} 起施行", "in force since {day}"),
    "ended": Bilingual("{day} 失效", "ended {day}"),
    "checked_on": Bilingual("{day} 核对", "checked {day}"),
    "open_source": Bilingual("看原文件", "read it"),
    "rule": Bilingual("规则", "Rule"),
    "rule_checked": Bilingual("规则核对于 {day}", "rule checked {day}"),
    "category": Bilingual("类别", "Category"),
    "disguise": Bilingual("写法", "Spelling"),
    "clues": Bilingual("还参考了", "Also weighed"),
    "gaps": Bilingual("规则的盲区", "Blind spots"),
    "identity": Bilingual("发现编号", "Finding id"),
    "by_market": Bilingual("各市场", "By market"),
    "others": Bilingual("这几个字还有 {n} 条发现", "{n} more about these words"),
    "questions": Bilingual("还差一点信息", "Still to be answered"),
    "questions_lead": Bilingual("回答之后，结果可能会变。", "The answers may change the result."),
    "who_knows": Bilingual("谁能回答：{who}", "Who can answer: {who}"),
    "if_answer": Bilingual("如果回答", "If the answer is"),
    "then": Bilingual("那么", "Then"),
    "waiting": Bilingual("有 {n} 条规则要看这个回答", "Rules waiting for this answer: {n}"),
    "scripted": Bilingual("哪里读着像照稿念", "What reads like a script"),
    "scripted_lead": Bilingual("只说文字给人的感觉，不是在说你。", "This is about how the text reads, not about you."),
    "scripted_none": Bilingual("没看到明显照稿念的地方。", "Nothing here reads much like a script."),
    "scripted_short": Bilingual("字太少，看不出来。", "The text is too short to say."),
    "in_favour": Bilingual("看得出是自己写的", "What speaks for its author"),
    "remedy": Bilingual("试试", "Try"),
    "excused": Bilingual("看到了，但放过的", "Seen and let go"),
    "because": Bilingual("：{reason}", ": {reason}"),
    "suppressed": Bilingual("已获准保留的", "Kept by permission"),
    "permission_reason": Bilingual("理由", "Reason"),
    "no_reason": Bilingual("没写理由", "no reason given"),
    "permission_by": Bilingual("批准人", "Allowed by"),
    "permission_until": Bilingual("有效到", "Holds until"),
    "facts": Bilingual("填了哪些信息", "What was declared"),
    "facts_lead": Bilingual("来自{source}，没有核实过。", "Declared by {source}; nobody verified it."),
    "facts_none": Bilingual("什么都没填。", "Nothing was declared."),
    "incomplete": Bilingual("没查完的规则", "Rules that did not finish"),
    "notes": Bilingual("说明", "Notes"),
    "record": Bilingual("给法务的记录", "For the record"),
    "record_lead": Bilingual(
        "规则没命中不等于没有问题，请由人来判断。", "No match is no clearance; a person has to judge."
    ),
    "packs": Bilingual("规则包", "Rule packs"),
    "packs_many": Bilingual("{n} 个，展开看版本", "{n}, with their versions"),
    "as_of_day": Bilingual("按 {day} 的规定", "Law as of {day}"),
    "as_of": Bilingual("按这一天的规定", "Law as of"),
    "tool": Bilingual("工具", "Tool"),
    "digest": Bilingual("草稿指纹", "Draft digest"),
    "markets": Bilingual("市场", "Markets"),
    "body_language": Bilingual("正文语言", "Body language"),
    "signals": Bilingual("文中信号", "Signals in the text"),
    "script_score": Bilingual("照稿感数值（只用于内部比较）", "Script-likeness (for internal comparison only)"),
    "out_of_100": Bilingual("{value}，满分 100", "{value} of 100"),
    "draft_id": Bilingual("草稿编号", "Draft id"),
    "source": Bilingual("来源", "Source"),
    "previous": Bilingual("上一处", "Previous"),
    "next": Bilingual("下一处", "Next"),
    "sign_decision": Bilingual("决定", "Decision"),
    "sign_name": Bilingual("复核人", "Reviewed by"),
    "sign_date": Bilingual("日期", "Date"),
    "drafts_checked": Bilingual("查了 {n} 篇草稿", "Drafts checked: {n}"),
    "drafts_unread": Bilingual("{n} 篇没读成", "{n} could not be read"),
    "failures": Bilingual("没读成的草稿", "Drafts that could not be read"),
    "failures_lead": Bilingual(
        "这些没有查。按下面说的改好，再查一次。", "These were not checked. Fix them as described below and check again."
    ),
    "line": Bilingual("第 {n} 行", "line {n}"),
    "filter": Bilingual("按结果筛选", "Filter by result"),
    "all": Bilingual("全部", "All"),
    "search": Bilingual("搜标题、达人、问题", "Search title, creator, finding"),
    "no_drafts": Bilingual("没有草稿可查。", "No drafts to check."),
    "no_match": Bilingual("没有符合的草稿。", "No draft matches."),
    "verdict": Bilingual("结果", "Result"),
    "first_look": Bilingual("先看这些", "Look at these first"),
    **DESK,
}
