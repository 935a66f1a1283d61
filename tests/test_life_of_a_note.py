"""One note's whole life as a script, and what becomes of its archive when somebody damages it."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from xhs_compliance.filing.archive import MANIFEST, RECEIPT, RECORD, VERSION, is_safe, make_archive, read_archive
from xhs_compliance.filing.canonical import canonical, readable, sha256
from xhs_compliance.filing.drafts import draft_from_dict, draft_to_dict
from xhs_compliance.filing.integrity import faults_of
from xhs_compliance.filing.receipt import read_receipt
from xhs_compliance.filing.replay import replay

SCRIPT = Path(__file__).parent.parent / "examples" / "life-of-a-note" / "life.sh"
NOTE = "note-0815.zip"
LATER = ("protected.yaml", "notices.yaml", "readiness.yaml")
"""Files of rules that packs of an earlier day do not have."""

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder the script filled, and what it printed."""
    folder = tmp_path_factory.mktemp("life") / "note"
    command = tmp_path_factory.mktemp("bin") / "xhs-compliance"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xhs_compliance "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {**os.environ, "XHS": str(command)}
    done = subprocess.run(["bash", SCRIPT, folder], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


@pytest.fixture(scope="module")
def files(life: tuple[Path, str]) -> Files:
    """Every file of the archive."""
    return dict(read_archive((life[0] / NOTE).read_bytes(), NOTE).files)


def packed(files: Files) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return target.getvalue()


def listed(files: Files, **manifest: Any) -> Files:
    """The files with a manifest that fits them: what somebody writes who wants to hide a change."""
    rest = {name: content for name, content in files.items() if name != MANIFEST}
    entries = {name: {"sha256": sha256(content), "bytes": len(content)} for name, content in rest.items()}
    told = json.loads(files[MANIFEST]) | {"files": entries} | manifest
    return {**rest, MANIFEST: readable(told)}


def faults(files: Files) -> str:
    return "\n".join(fault.en for fault in faults_of(read_archive(packed(files), NOTE)))


def test_the_script_tells_the_whole_life(life: tuple[Path, str]) -> None:
    printed = life[1]
    for said in (
        "作者写的是 none，订单 PGY-2026-118 写的是 paid",
        "commercial = paid (order-table)",
        "已签名",
        "一字不差",
        "只有空格、换行、表情写法不同",
        "改过，没有动到已知的说法、数字、提醒和标注",
        "数字多出 “32%”",
        "提醒少了 “敏感肌慎用”",
        "保留到 2029-12-31",
        "逐字节相同",
        "联系人：____",
    ):
        assert said in printed


def test_the_archive_holds_everything(files: Files) -> None:
    folders = {name.partition("/")[0] for name in files}
    assert folders == {
        *("draft", "versions", "evidence", "decisions", "report", "published", "packs"),
        *("manifest.json", "receipt.json"),
    }
    receipt = read_receipt(files[RECEIPT], RECEIPT)
    assert {decision.decision for decision in receipt.decisions} == {"keep"}
    assert receipt.facts["commercial"].source == "order-table"
    assert json.loads(files[MANIFEST])["keep_until"] == "2029-12-31"
    assert faults(files) == ""


def test_the_same_content_gives_the_same_bytes(life: tuple[Path, str], files: Files, shipped: Any) -> None:
    draft = draft_from_dict(json.loads(files["draft/draft.json"]), shipped.facts)
    assert canonical(draft_to_dict(draft)) == canonical(json.loads(files["draft/draft.json"]))
    receipt = read_receipt(files[RECEIPT], RECEIPT)
    packs = {name: content for name, content in files.items() if name.startswith("packs/")}
    one = make_archive(draft, receipt, files[RECORD], packs)
    other = make_archive(draft, receipt, files[RECORD], dict(reversed(packs.items())))
    assert one == other


@pytest.mark.parametrize("share", [0.1, 0.5, 0.98])
def test_a_truncated_zip_is_refused(run: Run, life: tuple[Path, str], share: float) -> None:
    whole = (life[0] / NOTE).read_bytes()
    Path("cut.zip").write_bytes(whole[: int(len(whole) * share)])
    for command in (("archive", "check"), ("replay",)):
        session = run(*command, "cut.zip", "--lang", "en")
        assert (session.code, "cut short or damaged" in session.err) == (4, True)


def _with_changed_byte(whole: bytes, place: int) -> bytes:
    return whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]


def test_a_changed_byte_of_any_file_is_found(life: tuple[Path, str], run: Run) -> None:
    whole = (life[0] / NOTE).read_bytes()
    entries = zipfile.ZipFile(io.BytesIO(whole)).infolist()
    assert len(entries) > 100
    for entry in entries[:: len(entries) // 20]:
        place = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
        Path("changed.zip").write_bytes(_with_changed_byte(whole, place))
        assert run("archive", "check", "changed.zip", "--lang", "en").code == 4, entry.filename


@pytest.mark.parametrize("offset", [0, 6, 8, 10, 11, 12, 13, 14, 17, 18, 21, 22, 25, 26, 30])
def test_a_header_that_disagrees_with_the_directory_is_found(life: tuple[Path, str], run: Run, offset: int) -> None:
    whole = (life[0] / NOTE).read_bytes()
    entry = zipfile.ZipFile(io.BytesIO(whole)).infolist()[7]
    Path("changed.zip").write_bytes(_with_changed_byte(whole, entry.header_offset + offset))
    session = run("archive", "check", "changed.zip", "--lang", "en")
    assert (session.code, "damaged" in session.err) == (4, True)


def without(part: str) -> Callable[[Files], Files]:
    return lambda files: {name: content for name, content in files.items() if part not in name}


def swapped(part: str, old: bytes, new: bytes) -> Callable[[Files], Files]:
    return lambda files: {
        name: content.replace(old, new) if part in name else content for name, content in files.items()
    }


@pytest.mark.parametrize(
    ("change", "relist", "said"),
    [
        (swapped("report/report.zh.md", "保湿".encode(), "保干".encode()), False, "report/report.zh.md was changed"),
        (without("efficacy-report.txt"), False, "evidence/efficacy-report.txt is missing"),
        (without("efficacy-report.txt"), True, "evidence 'efficacy-report.txt' is missing"),
        (without("packs/0/cn-cosmetics/"), True, "pack cn-cosmetics is missing"),
        (swapped("draft/draft.json", b"23%", b"32%"), True, "the draft is not the receipt's"),
        (swapped("report/record.json", b"pass", b"fail"), True, "the record of the review is not the receipt's"),
        (swapped("receipt.json", b'"paid"', b'"none"'), True, "does not match its seal"),
        (without("receipt.json"), True, "receipt.json is missing"),
        (lambda files: {**files, "extra.txt": b"x"}, False, "extra.txt is not on the list"),
    ],
)
def test_a_change_is_named(change: Callable[[Files], Files], relist: bool, said: str, files: Files) -> None:
    changed = change(files)
    assert said in faults(listed(changed) if relist else changed)


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "C:x", "a\\..\\x", "x\n"])
def test_a_name_that_leads_elsewhere_is_refused(name: str, run: Run) -> None:
    assert not is_safe(name)
    Path("trick.zip").write_bytes(packed({MANIFEST: b"{}", name: b"x"}))
    session = run("archive", "check", "trick.zip", "--lang", "en")
    assert (session.code, "leads elsewhere" in session.err) == (4, True)
    assert not Path("../x").exists()


def test_a_link_and_a_second_file_of_one_name_are_refused(run: Run) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as zipped:
        link = zipfile.ZipInfo("draft/link")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        zipped.writestr(link, "/etc/passwd")
    Path("link.zip").write_bytes(target.getvalue())
    assert "leads elsewhere" in run("archive", "check", "link.zip", "--lang", "en").err
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as zipped:
        zipped.writestr("a", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            zipped.writestr("a", "2")
    Path("twice.zip").write_bytes(twice.getvalue())
    assert "twice" in run("archive", "check", "twice.zip", "--lang", "en").err


def test_a_newer_archive_and_no_archive_say_so(run: Run, files: Files) -> None:
    newer = listed(files, archive=VERSION + 1, tool="xhs-compliance 9.9")
    Path("newer.zip").write_bytes(packed(newer))
    session = run("replay", "newer.zip", "--lang", "en")
    assert (session.code, "written by xhs-compliance 9.9" in session.err) == (4, True)
    Path("other.zip").write_bytes(packed({"a.txt": b"x"}))
    assert "this is not an archive" in run("archive", "check", "other.zip", "--lang", "en").err


def test_packs_of_an_earlier_day_run_again_and_a_difference_is_named(files: Files) -> None:
    """They lack files this version knows; the record is altered, so that there is a difference to name."""
    older = {name: content for name, content in files.items() if not name.endswith(LATER)}
    record = json.loads(older[RECORD])
    record["suppressed"][0]["severity"] = "info"
    record["verdict"] = "review"
    outcome = replay(read_archive(packed(listed({**older, RECORD: canonical(record)})), NOTE))
    assert not outcome.same
    told = [difference.en for difference in outcome.differences]
    assert len(told) == 2
    assert "severity differs" in told[0]
    assert told[1] == "verdict: 'review' then, 'pass' now"


def test_packs_this_version_cannot_read_are_named_with_their_lines(run: Run, files: Files) -> None:
    later = swapped("packs/0/cn-cosmetics/pack.yaml", b"schema: 1", b"schema: 7")(files)
    told = listed(later, tool="xhs-compliance 7.0")
    Path("later.zip").write_bytes(packed(told))
    session = run("replay", "later.zip", "--lang", "en")
    assert session.code == 3
    assert "written by xhs-compliance 7.0; this version cannot read them" in session.err
    assert "later.zip/packs/0/cn-cosmetics/pack.yaml:1:9" in session.err


def test_an_archive_is_not_made_of_another_draft_or_without_its_evidence(life: tuple[Path, str], run: Run) -> None:
    folder = life[0]
    arguments = (
        str(folder / "receipt.json"),
        "--orders",
        str(folder / "orders.csv"),
        "--output",
        "n.zip",
        "--lang",
        "en",
    )
    other = run("archive", "make", str(folder / "live-changed.md"), *arguments)
    assert (other.code, "its text has changed" in other.err) == (2, True)
    assert not Path("n.zip").exists()
