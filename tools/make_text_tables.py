"""Generate the tables that folding and pinyin variants use.

    python tools/make_text_tables.py [--check]

Writes ``xhs_compliance/text/data/fold.txt`` (two lines of equal length: what is typed, what it is read as) and
``pinyin.txt`` (one syllable a line, followed by the characters read so). Sources: the Unicode database of the running
Python, OpenCC's character table (Apache-2.0) and pypinyin's readings (MIT); see ``NOTICE``. Needs the ``dev`` extra.
With ``--check`` nothing is written and the exit code says whether the files are what would be written.
"""

import argparse
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "xhs_compliance" / "text" / "data"
SILENT = "\u200b"

LOOK_ALIKES = dict(
    zip(
        "АВЕЅЗІЈКМНОРСТУХасеѕіјорхуԁһԛԝӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧοɑɡıɪʏʀʟɴʜᴀʙᴄᴅᴇꜰɢᴊᴋᴍᴏᴘꜱᴛᴜᴠᴡᴢ",
        "abes3ijkmhopctyxacesijopxydhqwlabezhikmnoptyxoagiiyrlnhabcdefgjkmopstuvwz",
        strict=True,
    )
)
OTHER_FORMS = dict(zip("囯囻圀闘鉱渋郷", "国国国斗矿涩乡", strict=True))
"""Forms of a character that OpenCC does not know, or takes for another old form."""

QUOTES = {"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "′": "'", "″": '"', "–": "-", "—": "-", "‐": "-"}


def styled_letters() -> dict[str, str]:
    """Letters and digits in circles and squares that Unicode does not decompose."""
    table = {}
    for first, letters in ((0x1F150, "abcdefghijklmnopqrstuvwxyz"), (0x1F170, "abcdefghijklmnopqrstuvwxyz")):
        table |= {chr(first + i): letter for i, letter in enumerate(letters)}
    for first in (0x2776, 0x2780, 0x278A):
        table |= {chr(first + i): str(i + 1) for i in range(9)}
    return table


def is_simplified(char: str) -> bool:
    """Whether *char* is one of the simplified characters in use, those of GB 2312; 予 and 芸 are, in Japan as well."""
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def folded(char: str, simplified: "dict[str, str]", styled: dict[str, str]) -> str:
    """What *char* is read as: exactly one character."""
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"} or 0xFE00 <= ord(char) <= 0xFE0F:
        return SILENT
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if char in styled:
        return styled[char]
    if char in QUOTES:
        return QUOTES[char]
    plain = unicodedata.normalize("NFKC", char)
    if len(plain) != 1:
        bare = [c for c in unicodedata.normalize("NFKD", char) if unicodedata.category(c) != "Mn"]
        plain = bare[0] if len(bare) == 1 else char
    plain = "".join(c for c in unicodedata.normalize("NFD", plain) if unicodedata.category(c) != "Mn") or plain
    plain = plain if len(plain) == 1 else char
    plain = LOOK_ALIKES.get(plain, plain)
    lowered = plain.lower()
    plain = lowered if len(lowered) == 1 else plain
    return simplified.get(plain, plain)


def fold_table() -> str:
    """The two lines of ``fold.txt``."""
    from opencc import OpenCC

    convert, from_japanese = OpenCC("t2s").convert, OpenCC("jp2t").convert
    han = [chr(c) for c in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x2FA20))]
    simplified = {c: s for c in han if len(s := convert(c)) == 1 and s != c}
    japanese = {c: convert(from_japanese(c)) for c in han if c not in simplified and not is_simplified(c)}
    simplified |= {c: s for c, s in japanese.items() if len(s) == 1 and s != c} | OTHER_FORMS
    styled = styled_letters()
    pairs = []
    for code in (*range(0xA0, 0xD800), *range(0xE000, 0x30000), *range(0xE0000, 0xE01F0)):
        char = chr(code)
        if unicodedata.category(char) == "Cn" or char == SILENT:
            continue
        plain = folded(char, simplified, styled)
        if plain != char:
            pairs.append((char, plain))
    pairs += [(c, c.lower()) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    return "".join(a for a, _ in pairs) + "\n" + "".join(b for _, b in pairs) + "\n"


def pinyin_table() -> str:
    """The lines of ``pinyin.txt``: a toneless syllable, the characters usually read so, the characters also read so."""
    from pypinyin import Style, pinyin

    usual: defaultdict[str, list[str]] = defaultdict(list)
    other: defaultdict[str, list[str]] = defaultdict(list)
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                char = bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            first = pinyin(char, style=Style.NORMAL)[0][0]
            for syllable in dict.fromkeys([first, *pinyin(char, style=Style.NORMAL, heteronym=True)[0]]):
                readers = usual if syllable == first else other
                readers[syllable.replace("ü", "v")].append(char)
    syllables = sorted({*usual, *other})
    return "".join(f"{s} {''.join(usual[s]) or '-'} -{''.join(other[s])}\n" for s in syllables)


def main() -> None:
    """Write the tables, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    DATA.mkdir(exist_ok=True)
    stale = []
    for name, content in (("fold.txt", fold_table()), ("pinyin.txt", pinyin_table())):
        path = DATA / name
        if check and (not path.exists() or path.read_text(encoding="utf-8") != content):
            stale.append(name)
        elif not check:
            path.write_text(content, encoding="utf-8", newline="\n")
    if stale:
        sys.exit(f"stale: {', '.join(stale)}; run python tools/make_text_tables.py")


main()
