"""The pages that tools/screenshots.py takes pictures of: made from examples/ and from drafts invented here."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
OPENINGS = (
    "骑车四十分钟到公司，后背湿透。",
    "海边三天，鼻尖还是晒红了。",
    "军训第二周，领口一道印子。",
    "陪娃踢球，坐了一下午。",
)
CLAIMS = ("涂了两周真的美白了。", "全网最好用的防晒！", "泛红当天就消炎了。", "")
LABEL = "【广告】本篇与晴野合作\n"
DETAILS = "质地像稀酸奶，一推就开。第{n}天补涂的时候袖口蹭白了一点，拿湿巾擦掉的。\n#防晒 #通勤"
CREATORS = ["阿栗", "毛毛", "小陈", "木子", "南瓜", "椰子", "芒果", "七七", "米粒", "可可", "大橙", "糯米"]
FOLLOWERS = ("3200", "4.8万", "12万", "36万")
CHANGED = (("mei白", "透亮"), ("全网最好用的平价精华没有之一", "我用过的几支里会回购的一支"))
ADDED = "\n一夜回春！\n"


def make_pages(folder: Path) -> dict[str, Path]:
    """Every kind of page below *folder*.

    Returns:
        the folders of the examples' ``reports``, of the ``campaign`` and of the ``rounds``.

    """
    drafts = folder / "drafts.jsonl"
    drafts.write_text("\n".join(json.dumps(_draft(n), ensure_ascii=False) for n in range(24)), encoding="utf-8")
    shutil.copytree(EXAMPLES, folder / "examples", ignore=shutil.ignore_patterns("campaign-*", "life-*"))
    _run(folder, "check", "examples", "--format", "html", "--output", "reports", "--fail-on", "never")
    _run(folder, "campaign", drafts.name, "--format", "html", "--output", "campaign", "--fail-on", "never")
    _rounds(folder)
    _run(folder, "review", "compare", "first", "second", "--format", "html", "--output", "rounds")
    return {name: folder / name for name in ("reports", "campaign", "rounds")}


def _draft(n: int) -> dict[str, object]:
    claim = CLAIMS[n * 7 % 5 % 4]
    return {
        "id": f"K{n + 1:02}",
        "title": f"{CREATORS[n % 12]}的防晒笔记 {n // 12 + 1}",
        "text": (LABEL if n % 3 else "") + OPENINGS[n % 4] + claim + DETAILS.format(n=n + 2),
        "creator": CREATORS[n % 12],
        "followers": FOLLOWERS[n * 5 % 4],
        "facts": {"commercial": "paid", "product_category": "cosmetics", "pgy_order_id": f"P{n:04}"},
    }


def _rounds(folder: Path) -> None:
    for name in ("first", "second"):
        (folder / name).mkdir()
        shutil.copy(EXAMPLES / "01-whitening-serum-paid.md", folder / name / "serum.md")
    later = folder / "second" / "serum.md"
    text = later.read_text(encoding="utf-8")
    for before, after in CHANGED:
        text = re.sub(re.escape(before), after, text)
    later.write_text(text + ADDED, encoding="utf-8")


def _run(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "xhs_compliance", *arguments, "--isolated", "--lang", "zh"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)}: {done.stderr}")
