"""How long a reader waits for marks on the live page: from a key to the frame that shows the answer, in Chromium.

python benchmarks/keystroke.py            # the page's example, 30 keys
python benchmarks/keystroke.py --times 4  # a body four times as long
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import time

from playwright.sync_api import sync_playwright

WATCH = """() => {
  window.waited = [];
  let began = 0;
  addEventListener("keydown", () => { began = performance.now(); }, true);
  new MutationObserver(() => {
    const since = began;
    requestAnimationFrame(() => setTimeout(() => window.waited.push(performance.now() - since)));
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-took"] });
}"""


def main() -> int:
    """Print the median, the 90th of a hundred and the longest wait."""
    parser = argparse.ArgumentParser(description="Time from a key to its marks on the live page.")
    parser.add_argument("--times", type=int, default=1, help="how often the example's body stands in the draft")
    parser.add_argument("--keys", type=int, default=30)
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    command = [sys.executable, "-um", "xhs_compliance", "serve", "--port", "0", "--isolated"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server, sync_playwright() as playwright:
        assert server.stdout is not None
        said = server.stdout.readline().decode()
        address = re.search(r"http://[^\s（(]+", said)
        assert address, said
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address[0])
        page.click("#example")
        page.click("[data-tie=paid]")
        page.wait_for_selector("#findings .card")
        page.evaluate(
            "n => { const b = document.getElementById('text'); b.value = b.value.repeat(n); }", arguments.times
        )
        page.focus("#text")
        page.keyboard.press("Control+Home")
        page.keyboard.type("早")
        time.sleep(1)
        page.evaluate(WATCH)
        for at in range(arguments.keys):
            page.keyboard.press("abcdefghij"[at % 10])
            time.sleep(0.2)
        waited = sorted(page.evaluate("window.waited"))
        browser.close()
        server.terminate()
    longest = waited[-1]
    ninth = waited[int(0.9 * (len(waited) - 1))]
    print(
        f"{len(waited)} keys: median {statistics.median(waited):.0f} ms, p90 {ninth:.0f} ms, longest {longest:.0f} ms"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
