"""What columns of a table, and labelled lines of a Word file, are called: in English, in Chinese, in daily speech.

Names are compared without spaces, punctuation and capitals, in simplified characters. Earlier names win.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from xhs_compliance.text.fold import skeleton_of

ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (
        "text", "正文", "文案正文", "笔记正文", "笔记内容", "正文内容", "文案", "笔记文案", "内容", "文案内容", "草稿",
        "稿件内容", "body", "caption", "copy", "content", "draft", "post", "posttext", "script", "口播稿", "脚本",
    ),
    "title": ("title", "标题", "笔记标题", "文案标题", "题目", "headline", "posttitle"),
    "hashtags": ("hashtags", "话题", "话题标签", "标签", "topics", "tags", "hashtag"),
    "cover": ("cover", "封面文字", "封面文案", "封面字", "封面标题", "首图文字", "花字", "covertext"),
    "pinned-comment": ("pinned-comment", "置顶评论", "置顶评论文案", "pinnedcomment"),
    "bio": ("bio", "简介", "账号简介", "主页简介"),
    "comment": ("comment", "评论", "评论区文案", "首评", "comments", "firstcomment"),
    "id": ("id", "编号", "笔记编号", "笔记id", "稿件编号", "稿件id", "草稿编号", "序号", "noteid", "draftid", "no"),
    "creator": (
        "creator", "达人", "达人昵称", "达人名称", "博主", "博主昵称", "博主名称", "作者", "昵称", "账号", "账号名称",
        "creatorname", "author", "kol", "koc", "influencer", "account", "handle",
    ),
    "followers": ("followers", "粉丝数", "粉丝量", "粉丝", "粉丝数量", "followercount", "fans"),
    "tier": ("tier", "量级", "达人量级", "达人级别", "层级", "级别"),
    "brief": ("brief", "简报", "需求", "需求brief", "briefing"),
}  # fmt: skip
"""The roles a column can have beside facts."""

FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "commercial": (
        "商业关系", "合作关系", "合作形式", "合作类型", "合作方式", "与品牌的关系", "和品牌的关系", "利益关系",
        "commercialtie", "tie", "relationship", "partnership",
    ),
    "brand_control": ("品牌要求", "品牌对内容的要求", "brandcontrol"),
    "product_category": ("产品类别", "产品类型", "产品品类", "品类", "类目", "category", "productcategory"),
    "markets": ("市场", "投放市场", "发布市场", "market", "markets"),
    "surface": ("发布渠道", "投放渠道", "渠道", "channel"),
    "pgy_order_id": ("蒲公英订单号", "蒲公英订单", "蒲公英订单id", "订单号", "pgyorder", "orderid"),
    "platform_declaration": ("内容类型声明", "平台声明", "发布声明"),
    "special_cosmetic_reg_no": (
        "特殊化妆品注册证号", "特殊化妆品注册证编号", "特殊化妆品注册号", "特证号", "国妆特字号", "国妆特字",
    ),
    "health_food_no": ("保健食品批准文号", "保健食品文号", "批准文号", "蓝帽子文号", "健字号"),
    "health_food_functions": ("保健功能",),
    "ad_review_no": ("广告审查批准文号", "广告审查号", "广审号", "广告批文号"),
    "efficacy_report": ("功效评价报告", "功效报告", "人体功效报告"),
    "rank_source": ("排名来源", "排名出处"),
    "citation_source": ("数据来源", "数据出处"),
    "patent_no": ("专利号",),
    "has_purchase_link": ("购买链接", "商品卡", "挂链", "挂车"),
    "ai_generated": ("ai生成", "是否ai生成"),
}  # fmt: skip
"""Facts by what people call them; every fact can also be written by its own name."""

_FACT_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")


def role_of(label: str) -> str | None:
    """The role or fact a label names; ``None`` for words that are none. ``days_used`` is taken for the fact it says."""
    written = label.strip()
    if _FACT_NAME.fullmatch(written):
        return written
    return _by_word().get(skeleton_of(written))


@cache
def _by_word() -> Mapping[str, str]:
    named: dict[str, str] = {}
    for table in (ROLES, FACTS):
        for role, words in table.items():
            for word in (*words, role):
                named.setdefault(skeleton_of(word), role)
    return named
