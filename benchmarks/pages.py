"""How long a reader waits on long pages, in Chromium: an index of 500 drafts, a draft with 200 findings.

python benchmarks/pages.py

Each figure is from the event to the end of the next frame, the median of several.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

DRAFTS = 500
FINDINGS = 200
TIMES = 9
CLAIMS = ("两周就美白了", "全网最好用", "一夜回春", "根治了痘痘", "用完毛孔消失了")
FRAME = """act => new Promise(done => {
  const began = performance.now();
  eval(act);
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""
SEARCH = (
    "const s = document.getElementById('search'); s.value = s.value ? '' : '%s'; s.dispatchEvent(new Event('input'))"
)
CREATOR = (
    "const c = document.getElementById('by-creator'); c.value = c.value ? '' : '达人7';"
    "c.dispatchEvent(new Event('change'))"
)
VERDICT = "const b = document.querySelectorAll('.filter'); b[b[1].ariaPressed === 'true' ? 0 : 1].click()"
SORT = "document.querySelector('[data-sort=name]').click()"
LEGAL = (
    "const v = document.documentElement.dataset.view === 'legal' ? 'creator' : 'legal';"
    "document.querySelector(`[data-set-view=${v}]`).click()"
)
NEXT = "document.querySelector('[data-step=\"1\"]').click()"


def main() -> int:
    """Print a line for each page and what is done on it."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        _write(folder)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        index, campaign = folder / "check" / "index.html", folder / "campaign" / "index.html"
        long = next(path for path in (folder / "long").glob("*.html") if path.name != "index.html")
        acts = {"search": SEARCH % "d47", "creator": CREATOR, "verdict": VERDICT}
        _measure(browser, f"index, {DRAFTS} drafts", index, {**acts, "sort": SORT})
        _measure(browser, f"campaign, {DRAFTS} drafts", campaign, acts)
        _measure(browser, f"draft, {FINDINGS} findings", long, {"other view": LEGAL, "next": NEXT})
        browser.close()
    return 0


def _write(folder: Path) -> None:
    lines = [
        {
            "id": f"d{n}",
            "creator": f"达人{n % 40}",
            "followers": 3000 * (n + 1),
            "text": f"第{n}天早上记一笔。{CLAIMS[n % 5]}。{CLAIMS[n % 3]}。",
            "facts": {"commercial": "paid", "product_category": "cosmetics"},
        }
        for n in range(DRAFTS)
    ]
    drafts = folder / "drafts.jsonl"
    drafts.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    long = {**lines[0], "text": "".join(f"{CLAIMS[n % 5]}，第{n}句。\n" for n in range(FINDINGS))}
    (folder / "long.jsonl").write_text(json.dumps(long), encoding="utf-8")
    for command, source, output in (
        ("check", drafts, "check"),
        ("campaign", drafts, "campaign"),
        ("check", folder / "long.jsonl", "long"),
    ):
        run = [sys.executable, "-m", "xhs_compliance", command, str(source), "--format", "html", "--isolated"]
        run += ["--output", str(folder / output), "--fail-on", "never"]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)


def _measure(browser: Browser, name: str, path: Path, acts: dict[str, str]) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    opened = page.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
    took = {
        what: statistics.median([float(page.evaluate(FRAME, act)) for _ in range(TIMES)]) for what, act in acts.items()
    }
    size = path.stat().st_size / 1000
    print(f"{name} ({size:.0f} KB): open {opened:.0f} ms, " + ", ".join(f"{w} {ms:.0f} ms" for w, ms in took.items()))
    page.close()


if __name__ == "__main__":
    sys.exit(main())
