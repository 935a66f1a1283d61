"""Take the pictures of the README from a folder of rendered reports, and of the live page where its address is given.

python tools/screenshots.py reports/sample docs/images
python tools/screenshots.py reports/sample docs/images --page my-draft-1a2b3c4d5e.html
python tools/screenshots.py reports/sample docs/images --live http://127.0.0.1:8765/
python tools/screenshots.py reports/sample docs/images --campaign reports/campaign --rounds reports/rounds
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file name, the language and the reader, and the size of the window in CSS pixels."""

    name: str
    language: str
    width: int
    height: int
    finding: int = 2
    reader: str = "creator"
    scale: float = 1.25


PICTURES = (
    Picture("report-zh.png", "zh", 1360, 940),
    Picture("report-en.png", "en", 1360, 940),
    Picture("report-legal-zh.png", "zh", 1360, 940, reader="legal", scale=1),
    Picture("report-legal-en.png", "en", 1360, 940, reader="legal", scale=1),
    Picture("report-phone.png", "zh", 390, 844, finding=0, scale=2),
)
CAMPAIGN = (
    Picture("campaign-zh.png", "zh", 1360, 940, scale=1),
    Picture("campaign-phone.png", "zh", 390, 844, scale=2),
)
ROUNDS = (Picture("rounds-zh.png", "zh", 1360, 940, reader="legal", finding=0, scale=1),)
LIVE = (
    Picture("live-zh.png", "zh", 1360, 940),
    Picture("live-en.png", "en", 1360, 940),
    Picture("live-phone.png", "zh", 390, 844, scale=2),
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
        for folder, pictures in ((arguments.campaign, CAMPAIGN), (arguments.rounds, ROUNDS)):
            for picture in pictures if folder else ():
                shown = "index.html" if pictures is CAMPAIGN else _first_blocked(folder)
                _take(browser, (folder / shown).resolve(), picture, arguments.images / picture.name)
                print(arguments.images / picture.name)
        _print(browser, (arguments.reports / page).resolve(), arguments.images / "report-print.png")
        for picture in LIVE if arguments.live else ():
            _take_live(browser, arguments.live, picture, arguments.images / picture.name)
            print(arguments.images / picture.name)
        browser.close()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take the README's pictures of a report.")
    parser.add_argument("reports", type=Path, help="folder with index.html and the pages of the drafts")
    parser.add_argument("images", type=Path, help="folder for the pictures")
    parser.add_argument("--page", help="file name of the draft's page; otherwise the first that must change")
    parser.add_argument("--campaign", type=Path, help="folder of a campaign's pages")
    parser.add_argument("--rounds", type=Path, help="folder of a comparison's pages")
    parser.add_argument("--live", help="address of a running xhs-compliance serve")
    return parser.parse_args()


def _first_blocked(reports: Path) -> str:
    """The file name of the first page that says ``fix first``, else of the first page."""
    pages = sorted(path for path in reports.glob("*.html") if path.name != "index.html")
    if not pages:
        raise SystemExit(f"{reports}: no pages of drafts here")
    blocked = (path.name for path in pages if 'class="verdict verdict-block"' in path.read_text(encoding="utf-8"))
    return next(blocked, pages[0].name)


def _window(browser: Browser, picture: Picture) -> Page:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        color_scheme="light",
        reduced_motion="reduce",
    )
    return context.new_page()


def _take(browser: Browser, page: Path, picture: Picture, target: Path) -> None:
    window = _window(browser, picture)
    window.goto(page.as_uri())
    window.click(f"[data-set-language={picture.language}]")
    if window.locator("[data-set-view]").count():
        window.click(f"[data-set-view={picture.reader}]")
    if picture.finding and window.locator(f"#mark-{picture.finding}").count():
        window.click(f"#mark-{picture.finding}")
    _shoot(window, target)


def _print(browser: Browser, page: Path, target: Path) -> None:
    """The first sheet of A4 as it is printed for legal, where Ghostscript is installed."""
    ghostscript = shutil.which("gs")
    if ghostscript is None:
        return
    window = browser.new_page()
    window.goto(page.as_uri() + "#legal")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as printed:
        window.pdf(path=printed.name, format="A4", print_background=True)
        look = (
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=png16m",
            "-dTextAlphaBits=4",
            "-dGraphicsAlphaBits=4",
            "-r90",
            "-dLastPage=1",
        )
        subprocess.run([ghostscript, *look, f"-sOutputFile={target}", printed.name], check=True)
    window.close()
    print(target)


def _take_live(browser: Browser, address: str, picture: Picture, target: Path) -> None:
    window = _window(browser, picture)
    window.goto(address)
    window.click(f"[data-set-language={picture.language}]")
    window.click("#example")
    window.click("[data-tie=paid]")
    window.wait_for_selector("#findings .card")
    window.locator(".apply").first.click()
    window.wait_for_selector("#changes:not([hidden])")
    _shoot(window, target)


def _shoot(window: Page, target: Path) -> None:
    window.evaluate("document.activeElement.blur(); window.scrollTo({top: 0, behavior: 'instant'})")
    window.wait_for_timeout(300)
    window.screenshot(path=target, animations="disabled")
    window.context.close()


if __name__ == "__main__":
    sys.exit(main())
