"""What a fuzzer may hand bytes to: each target reads them as one kind of input and raises where we are at fault.

A refusal in a sentence is an answer; any other exception is a fault, and so is a broken promise about offsets. The
targets know no fuzzer: ``fuzz_long.py`` drives them by coverage, ``test_fuzzed.py`` replays what was kept.
"""

import base64
import contextlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from conftest import AS_OF, DEMO_RULES
from fuzz_seeds import KEPT, PACK_FILES, small_rules, word_file, workbook_file

from xhs_compliance.api import load_linter
from xhs_compliance.engine.checker import Checker
from xhs_compliance.engine.ruleset import RuleSet
from xhs_compliance.linter import Linter
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError
from xhs_compliance.model.report import Failure, RenderOptions
from xhs_compliance.packs.load import load_rulebook
from xhs_compliance.readers.claim_sheet import read_claim_sheet
from xhs_compliance.readers.jsonl import read_jsonl
from xhs_compliance.readers.markdown import read_draft
from xhs_compliance.readers.orders import read_orders
from xhs_compliance.readers.subtitles import read_subtitles
from xhs_compliance.readers.tables import read_table
from xhs_compliance.readers.word import read_word
from xhs_compliance.reporters.data import review_to_dict
from xhs_compliance.services.gate.gate import Gate
from xhs_compliance.services.gate.profiles import Profiles
from xhs_compliance.text.fold import fold_field
from xhs_compliance.text.quiet import quieted
from xhs_compliance.text.segment import Segments


@cache
def linter() -> Linter:
    """The small pack for tests."""
    return load_linter(packs=["demo"], folders=[DEMO_RULES], as_of=AS_OF)


@cache
def shipped() -> Linter:
    """Every pack that comes with the tool."""
    return load_linter(as_of=AS_OF)


def settle(read: Callable[[], Any]) -> None:
    """Read to the end; a refusal is fine and says why in both languages."""
    with contextlib.suppress(InputError):
        found = read()
        for each in [found] if isinstance(found, Draft) else found:
            entry = getattr(each, "entry", each)
            if isinstance(entry, Failure) and not (entry.message.zh and entry.message.en):
                raise AssertionError("a refusal without words")


def front_matter(content: bytes) -> None:
    """A Markdown draft."""
    settle(lambda: read_draft(content, "a.md", linter().facts))


def json_lines(content: bytes) -> None:
    """JSON Lines: one entry for each line, whatever stands in it."""
    settle(lambda: list(read_jsonl(content, "a.jsonl", linter().facts)))


def tables(content: bytes) -> None:
    """A CSV file, as drafts, as a sheet of claims and as a table of orders."""
    facts = linter().facts
    settle(lambda: list(read_table(content, "a.csv", facts)))
    with contextlib.suppress(InputError):
        read_claim_sheet(content, "a.csv")
    with contextlib.suppress(InputError):
        read_orders(content, "a.csv", facts)


def subtitles(content: bytes) -> None:
    """Subtitles."""
    settle(lambda: read_subtitles(content, "a.srt"))


def word(content: bytes) -> None:
    """A Word file, one part of which is the input; the first byte says which, 255 for the file itself."""
    for whole in _office(content, word_file()):
        settle(lambda whole=whole: read_word(whole, "a.docx", linter().facts))


def workbook(content: bytes) -> None:
    """The same of an Excel file."""
    for whole in _office(content, workbook_file()):
        settle(lambda whole=whole: list(read_table(whole, "a.xlsx", linter().facts)))


def _office(content: bytes, sound: bytes) -> Iterator[bytes]:
    if content[:1] == b"\xff":
        yield content[1:]
        return
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as source, zipfile.ZipFile(stream, "w") as target:
        names = source.namelist()
        changed = names[content[0] % len(names)] if content else ""
        for name in names:
            target.writestr(name, content[1:] if name == changed else source.read(name))
    yield stream.getvalue()


def packs(content: bytes) -> None:
    """A folder of rules, one file of which is the input; the rules that load are compiled and check a draft."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        changed = PACK_FILES[content[0] % len(PACK_FILES)] if content else ""
        for path, text in small_rules().items():
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_bytes(content[1:] if path == changed else text)
        book = load_rulebook([root], go_on=True)
    for problem in (*book.problems, *book.warnings):
        if not (problem.message.zh and problem.message.en and problem.place.line > 0):
            raise AssertionError(f"a problem without words or place: {problem}")
    if not book.problems:
        library = book.library
        checker = Checker(RuleSet(book.packs, library.evasion, library.facts), AS_OF, "fuzz")
        checker.check(Draft("", {"title": "最好", "text": "它能美白，mei白 3天 ①號 acne"}))


def folding(content: bytes) -> None:
    """Any text, folded: offsets stay, and every stretch lies in the text."""
    text = content.decode("utf-8", "surrogateescape")
    folded = fold_field(text)
    if len(folded.plain) != len(text) or len(folded.origin) != len(folded.skeleton):
        raise AssertionError("folding moved something")
    if sorted(set(folded.origin)) != folded.origin or (folded.origin and folded.origin[-1] >= len(text)):
        raise AssertionError("the way back is not in order")
    quiet = quieted(folded.plain)
    if quiet is not None and [folded.plain[at] for at in quiet.origin] != list(quiet.plain):
        raise AssertionError("the quiet text lost its place")
    segments = Segments(folded.plain)
    for start, end in (*segments.lines, *segments.sentences, *segments.clauses, *segments.hashtags):
        if not 0 <= start <= end <= len(text):
            raise AssertionError("a segment outside the text")


def engine(content: bytes) -> None:
    """Any draft, judged by the small pack: spans quote what was typed, and a second answer is the first."""
    _judge(linter(), content)


def shipped_rules(content: bytes) -> None:
    """Any draft, judged by every shipped pack."""
    _judge(shipped(), content)


def _judge(judge: Linter, content: bytes) -> None:
    title, _, text = content.decode("utf-8", "replace").partition("\x01")
    review = judge.check(Draft("a", {"title": title, "text": text} if text else {"text": title}, judge.defaults))
    for finding in review.findings:
        if finding.span is not None and review.draft.fields[finding.field][slice(*finding.span)] != finding.text:
            raise AssertionError(f"{finding.rule.id} quotes what does not stand there")
    if judge.check(review.draft).findings != review.findings:
        raise AssertionError("the second answer differs")
    json.dumps(review_to_dict(review, RenderOptions("en")))


@cache
def _gate() -> Gate:
    return Gate(Profiles(linter()))


def gate(content: bytes) -> None:
    """One line of JSON through the gate of every service."""
    json.dumps(_gate().answer_line(content, 1).content)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "front-matter": front_matter, "json-lines": json_lines, "tables": tables, "subtitles": subtitles, "word": word,
    "workbook": workbook, "packs": packs, "folding": folding, "engine": engine, "shipped-rules": shipped_rules,
    "gate": gate,
}  # fmt: skip


def kept(target: str) -> list[bytes]:
    """The inputs kept for a target."""
    path = KEPT / f"{target}.txt"
    return [base64.b64decode(line) for line in path.read_text("ascii").split()] if path.exists() else []
