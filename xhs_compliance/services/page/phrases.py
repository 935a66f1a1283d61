"""What the live page says beyond what a report says."""

from collections.abc import Mapping
from typing import Final

from xhs_compliance.model.words import Bilingual

SCREEN: Final[Mapping[str, Bilingual]] = {
    "page_title": Bilingual("边写边查", "Check as you write"),
    "nothing_leaves": Bilingual("只在这台电脑上查，不存、不传。", "Checked on this computer; nothing is kept or sent."),
    "tie_question": Bilingual("你和品牌是什么关系？", "What is your tie to the brand?"),
    "more_facts": Bilingual("产品、市场、品牌要求", "Product, market, brief"),
    "not_said": Bilingual("先不选", "not chosen"),
    "title": Bilingual("标题", "Title"),
    "text": Bilingual("正文", "Text"),
    "cover": Bilingual("封面上的字", "Words on the cover"),
    "add_cover": Bilingual("加上封面文字", "Add the words on the cover"),
    "title_here": Bilingual("写标题", "Title"),
    "text_here": Bilingual("把笔记贴进来，或直接写", "Paste your note here, or write it"),
    "undo": Bilingual("撤销", "Undo"),
    "copy_all": Bilingual("复制全文", "Copy the text"),
    "clear": Bilingual("清空", "Clear"),
    "download": Bilingual("下载报告", "Download report"),
    "report_file": Bilingual("发布前检查.html", "before-you-publish.html"),
    "brief": Bilingual("品牌要求（brief）", "The brand's brief"),
    "load_brief": Bilingual("读入文件", "Load a file"),
    "brief_here": Bilingual("或者贴在这里", "or paste it here"),
    "brief_findings": Bilingual("品牌要求里这些话，照写会有问题", "Lines of the brief that you could not repeat"),
    "brief_lead": Bilingual("发给品牌看，比自己硬改省事。", "Send these back to the brand first."),
    "changed": Bilingual("和刚才比", "Since then"),
    "went": Bilingual("少了 {n} 处", "{n} gone"),
    "came": Bilingual("新出现 {n} 处", "{n} new"),
    "stayed": Bilingual("还有 {n} 处", "{n} left"),
    "start_here": Bilingual("从现在开始比", "Compare from here"),
    "no_answer": Bilingual("连不上检查程序。它还在运行吗？", "The checker does not answer. Is it still running?"),
    "declared": Bilingual("你填过的", "What you answered"),
    "forget": Bilingual("撤回", "Take back"),
    "yes": Bilingual("是", "Yes"),
    "no": Bilingual("不是", "No"),
    "sure": Bilingual("好", "OK"),
    "empty": Bilingual("写点什么就开始查。", "Write something and the check begins."),
    "look": Bilingual("看", "Show"),
    "characters": Bilingual("字", "characters"),
    "example": Bilingual("没有草稿？看个例子", "No draft at hand? Try an example"),
}
EXAMPLE_TITLE: Final = "熬夜脸自救｜两周真的白了一个度"
EXAMPLE_TEXT: Final = (
    "品牌找我试这支精华，我用了整整两周。\n\n"
    "质地像淘米水，推开就没了，不搓泥。到第二周是真的mei白了，泛红的地方也消炎了，全网最好用的平价精华没有之一！\n\n"
    "想要的姐妹戳左下角，手慢无～\n#精华推荐 #平价好物"
)
