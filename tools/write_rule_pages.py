"""Write the rule reference, docs/rules/, from the packs; ``--check`` only says whether it is up to date."""

import sys
from pathlib import Path

from xhs_compliance.model.words import LANGUAGES
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import load_rulebook
from xhs_compliance.reporters.rules.pages import Reference
from xhs_compliance.reporters.rules.words import Teller

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "rules"


def pages() -> dict[Path, str]:
    """Every page by its path."""
    book = load_rulebook([builtin_rules()])
    law = tuple(book.library.provisions.values())
    return {
        FOLDER / language / name: text
        for language in LANGUAGES
        for name, text in Reference(book.packs, law, Teller.of(book, language)).pages().items()
    }


def main() -> int:
    """Write or check; the exit code."""
    wanted = pages()
    had = {path: path.read_text(encoding="utf-8") for path in FOLDER.glob("*/*.md")}
    stale = sorted(path for path in {*wanted, *had} if wanted.get(path) != had.get(path))
    if "--check" not in sys.argv[1:]:
        for path in stale:
            if path in wanted:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(wanted[path], encoding="utf-8", newline="\n")
            else:
                path.unlink()
    names = [str(path.relative_to(FOLDER.parent.parent)) for path in stale]
    print("\n".join(names) or "up to date")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
