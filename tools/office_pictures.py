"""Take the pictures of docs/word-and-excel.md: a Word file and a workbook, before and after, as LibreOffice opens them.

python tools/office_pictures.py docs/images

Pages are LibreOffice's own; the comments, which it leaves out of the margin of a PDF it makes without a window, are
read out of that PDF and set beside the page.
"""

import html
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import docx
import openpyxl
from openpyxl.styles import Alignment, Font
from playwright.sync_api import sync_playwright

TITLE = "熬夜脸自救｜两周真的白了一个度"
BODY = (
    "合作形式：付费",
    "品类：普通化妆品",
    "品牌合作｜云木找我试这支精华，我用了整整两周。",
    "质地像淘米水，推开就没了，不搓泥。到第二周是真的mei白了，连我妈都问我是不是偷偷去做了脸。泛红的地方也消炎了，"
    "全网最好用的平价精华没有之一！",
    "想要的姐妹戳左下角，手慢无～",
    "#精华推荐 #美白精华 #平价好物",
)
HEADER = ("编号", "达人", "粉丝数", "标题", "正文", "合作形式", "品类")
WIDTHS = (7, 8, 8, 18, 46, 10, 14)
ROWS = (
    ("K01", "阿栗", "3200", "熬夜脸自救", "云木精华用了两周。真的美白了一个度。质地像淘米水，不搓泥。"),
    ("K02", "毛毛", "12万", "通勤包里的一支", "【广告】本篇与云木合作。真的美白了一个度。瓶子很轻，放包里不占地方。"),
    ("K03", "小陈", "4.8万", "空瓶记", "【广告】本篇与云木合作。早晚各一泵，第十八天用完，泵头最后有点堵。"),
)
VERDICT = "只看文字"
"""Stands in the comment with the verdict, which is the first in the file."""
NOTES = '{"ExportNotes":{"type":"boolean","value":"%s"}}'
STYLE = """
body { margin: 0; background: #e9e7e1; font: 13px/1.55 "Noto Sans CJK SC", sans-serif; color: #1e2227; }
.all { display: flex; gap: 16px; align-items: flex-start; padding: 16px; width: max-content; }
.page { position: relative; background: #fff; overflow: hidden; border: 1px solid #cfcbc1; }
.page img { display: block; width: 100%; }
b.at { position: absolute; transform: translate(-50%, -55%); }
b.at { border-radius: 7px; padding: 0 4px; font: 700 9px/13px sans-serif; }
b { background: #9c3120; color: #fff; }
.notes { width: 430px; margin: 0; padding: 0; list-style: none; }
.notes li { background: #fff; border: 1px solid #cfcbc1; border-left: 4px solid #9c3120; }
.notes li { padding: 5px 10px; margin-bottom: 6px; }
.notes p { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; }
.notes p { margin: 0; overflow: hidden; white-space: pre-line; }
.notes b { border-radius: 9px; padding: 0 6px; font-size: 11px; margin-right: 6px; }
"""


class Note(NamedTuple):
    """A comment as LibreOffice wrote it into a PDF: where, in shares of the page from its top left corner, and what."""

    left: float
    top: float
    text: str


def main(target: Path) -> int:
    """Make the four pictures; 2 where a program is missing."""
    missing = [name for name in ("soffice", "pdftoppm", "chromium") if shutil.which(name) is None]
    if missing:
        print(f"not installed: {', '.join(missing)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _write_word(folder / "draft.docx")
        _write_workbook(folder / "drafts.xlsx")
        for name, kind in (("draft.docx", "docx"), ("drafts.xlsx", "xlsx")):
            run = [sys.executable, "-m", "xhs_compliance", "check", name, "--format", kind, "--output", "reviewed"]
            subprocess.run([*run, "--lang", "zh", "--isolated", "--fail-on", "never"], cwd=folder, check=True)
        word, sheet = folder / "draft.docx", folder / "drafts.xlsx"
        reviewed = folder / "reviewed"
        _shoot(_page(_picture(word), 640, 400), target / "word-before.png")
        notes = _notes(_pdf(reviewed / "draft.docx", "true").read_bytes())
        _shoot(_page(_picture(reviewed / "draft.docx"), 640, 400, notes), target / "word-after.png")
        _shoot(_page(_picture(sheet), 1100, 260), target / "workbook-before.png")
        both = _page(_picture(reviewed / "drafts.xlsx"), 1500, 330) + _page(
            _picture(reviewed / "drafts.xlsx", 2), 1500, 540
        )
        _shoot(f'<div style="display:grid;gap:16px">{both}</div>', target / "workbook-after.png")
    return 0


def _write_word(path: Path) -> None:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for line in BODY:
        document.add_paragraph(line)
    document.save(str(path))


def _write_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "一批达人稿"
    sheet.append(HEADER)
    for row in ROWS:
        sheet.append((*row, "付费", "普通化妆品"))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[line[0].row].height = 34
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.gridLines = True
    book.save(path)


def _pdf(path: Path, notes: str) -> Path:
    kind = "writer" if path.suffix == ".docx" else "calc"
    folder = path.parent / f"pdf-{notes}"
    convert = f"pdf:{kind}_pdf_Export:{NOTES % notes}"
    command = ["soffice", "--headless", f"-env:UserInstallation={folder.as_uri()}-profile", "--convert-to", convert]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True)
    return folder / f"{path.stem}.pdf"


def _picture(path: Path, page: int = 1) -> Path:
    pdf = _pdf(path, "false")
    stem = pdf.with_name(f"{pdf.stem}-{page}")
    command = ["pdftoppm", "-png", "-r", "170", "-f", str(page), "-singlefile", str(pdf), str(stem)]
    subprocess.run(command, check=True, capture_output=True)
    return stem.with_suffix(".png")


def _notes(pdf: bytes) -> list[Note]:
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert box
    width, height = float(box[1]), float(box[2])
    found = re.finditer(
        rb"/Subtype /Text /Rect\[([\d.]+) [\d.]+ [\d.]+ ([\d.]+)\].*?/Contents <([0-9A-F]+)>", pdf, re.S
    )
    notes = [
        Note(float(each[1]) / width, 1 - float(each[2]) / height, bytes.fromhex(each[3].decode()).decode("utf-16"))
        for each in found
    ]
    return sorted(notes, key=lambda note: (VERDICT not in note.text, round(note.top, 2), note.left))


def _page(picture: Path, width: int, height: int, notes: list[Note] | None = None) -> str:
    full = width * _ratio(picture)
    marks = "".join(
        f'<b class="at" style="left:{100 * note.left:.2f}%;top:{note.top * full:.0f}px">{number}</b>'
        for number, note in enumerate(notes or (), 1)
    )
    page = f'<div class="page" style="width:{width}px;height:{height}px"><img src="{picture.as_uri()}">{marks}</div>'
    told = "".join(
        f"<li><p><b>{number}</b>{html.escape(note.text)}</p></li>" for number, note in enumerate(notes or (), 1)
    )
    return f'<div class="all">{page}{f"<ol class=notes>{told}</ol>" if told else ""}</div>'


def _ratio(picture: Path) -> float:
    head = picture.read_bytes()[16:24]
    return int.from_bytes(head[4:8]) / int.from_bytes(head[:4])


def _shoot(body: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        source = Path(made) / "page.html"
        source.write_text(f'<!doctype html><html lang="zh"><style>{STYLE}</style><body>{body}', encoding="utf-8")
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--hide-scrollbars"])
        page = browser.new_page(viewport={"width": 1600, "height": 900})
        page.goto(source.as_uri())
        page.locator("body > *").first.screenshot(path=target)
        browser.close()
    print(target)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")))
