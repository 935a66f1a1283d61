"""Take the pictures of the README and of docs/pages.md in Chromium, of pages made for them.

python tools/screenshots.py docs/images
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from picture_sources import make_pages
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
INDEX = (Picture("index-zh.png", "zh", 1360, 940, scale=1),)
ROUNDS = (Picture("rounds-zh.png", "zh", 1360, 940, reader="legal", finding=0, scale=1),)
LIVE = (
    Picture("live-zh.png", "zh", 1360, 940),
    Picture("live-en.png", "en", 1360, 940),
    Picture("live-phone.png", "zh", 390, 844, scale=2),
)


def main() -> int:
    """Take every picture; 0 when all were taken."""
    parser = argparse.ArgumentParser(description="Take the pictures of the README and of docs/pages.md.")
    parser.add_argument("images", type=Path, help="folder for the pictures")
    images: Path = parser.parse_args().images
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium found; install one and try again", file=sys.stderr)
        return 2
    images.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        pages = make_pages(Path(made))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--hide-scrollbars"])
        draft = pages["reports"] / _first_blocked(pages["reports"])
        for page, pictures in (
            (draft, PICTURES),
            (pages["reports"] / "index.html", INDEX),
            (pages["campaign"] / "index.html", CAMPAIGN),
            (pages["rounds"] / _first_blocked(pages["rounds"]), ROUNDS),
        ):
            for picture in pictures:
                _take(browser, page, picture, images / picture.name)
                print(images / picture.name)
        _print(browser, draft, images / "report-print.png")
        with _served() as address:
            for picture in LIVE:
                _take_live(browser, address, picture, images / picture.name)
                print(images / picture.name)
        browser.close()
    return 0


@contextmanager
def _served() -> Iterator[str]:
    command = [sys.executable, "-m", "xhs_compliance", "serve", "--port", "0", "--isolated"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        address = re.search(r"http://[^\s（(]+", process.stdout.readline().decode())
        assert address, "the page did not start"
        yield address[0]
        process.terminate()


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
    """The first sheet of A4 as it is printed for legal, where poppler's pdftoppm is installed."""
    if shutil.which("pdftoppm") is None:
        return
    window = browser.new_page()
    window.goto(page.as_uri() + "#legal")
    window.click("[data-set-language=zh]")
    window.click("[data-set-view=legal]")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as printed:
        window.pdf(path=printed.name, format="A4", print_background=True)
        command = ["pdftoppm", "-png", "-r", "90", "-singlefile", printed.name, str(target.with_suffix(""))]
        subprocess.run(command, check=True)
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
