"""Take the pictures of the README from a folder of rendered reports.

python tools/screenshots.py reports/sample docs/images
python tools/screenshots.py reports/sample docs/images --page my-draft-1a2b3c4d5e.html
"""

import argparse
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file name, the language shown, and the size of the window in CSS pixels."""

    name: str
    language: str
    width: int
    height: int
    finding: int = 2


PICTURES = (
    Picture("report-zh.png", "zh", 1360, 940),
    Picture("report-en.png", "en", 1360, 940),
    Picture("report-phone.png", "zh", 390, 844, finding=0),
)


def main() -> int:
    """Take every picture; 0 when all were taken."""
    arguments = _arguments()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium found; install one and try again", file=sys.stderr)
        return 2
    page = arguments.page or _first_blocked(arguments.reports)
    arguments.images.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--hide-scrollbars"])
        for picture in PICTURES:
            target = arguments.images / picture.name
            _take(browser, (arguments.reports / page).resolve(), picture, target)
            print(target)
        browser.close()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take the README's pictures of a report.")
    parser.add_argument("reports", type=Path, help="folder with index.html and the pages of the drafts")
    parser.add_argument("images", type=Path, help="folder for the pictures")
    parser.add_argument("--page", help="file name of the draft's page; otherwise the first that must change")
    return parser.parse_args()


def _first_blocked(reports: Path) -> str:
    """The file name of the first page that says ``fix first``, else of the first page."""
    pages = sorted(path for path in reports.glob("*.html") if path.name != "index.html")
    if not pages:
        raise SystemExit(f"{reports}: no pages of drafts here")
    blocked = (path.name for path in pages if 'class="verdict verdict-block"' in path.read_text(encoding="utf-8"))
    return next(blocked, pages[0].name)


def _take(browser: Browser, page: Path, picture: Picture, target: Path) -> None:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=2,
        color_scheme="light",
        reduced_motion="reduce",
    )
    window = context.new_page()
    window.goto(page.as_uri())
    window.click(f"[data-set-language={picture.language}]")
    if picture.finding and window.locator(f"#mark-{picture.finding}").count():
        window.click(f"#mark-{picture.finding}")
        window.evaluate("document.activeElement.blur(); window.scrollTo({top: 0, behavior: 'instant'})")
    window.wait_for_timeout(300)
    window.screenshot(path=target, animations="disabled")
    context.close()


if __name__ == "__main__":
    sys.exit(main())
