"""Receipts, their seal and signature; live notes held against them; orders joined from a table."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from conftest import DEMO_RULES, Run
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_compliance.engine.checker import Checker
from xhs_compliance.filing.canonical import canonical
from xhs_compliance.filing.data import load_protected
from xhs_compliance.filing.forms import as_read, sentences_of
from xhs_compliance.filing.issue import make_receipt
from xhs_compliance.filing.marks import marks_of
from xhs_compliance.filing.receipt import VERSION, Receipt, dump_receipt, read_receipt, sealed
from xhs_compliance.filing.settings import settings_of
from xhs_compliance.filing.signing import check_signature, new_key, signed
from xhs_compliance.filing.verify import Comparison, Level, compare
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import InputError, UsageError
from xhs_compliance.model.policy import GATE
from xhs_compliance.model.words import Verdict
from xhs_compliance.readers.orders import SOURCE, read_orders

AT = datetime(2026, 11, 26, 10, tzinfo=UTC)
TEXT = "【广告】本篇与青禾米铺合作。\n它不能美白，也不会治病。\n煮了28天，洗了三次。\n孕妇慎用。锅盖有点松。"
DEMO = ("--rules-dir", str(DEMO_RULES), "--packs", "demo", "--isolated")


def receipt_of(text: str, linter: Linter, **fields: str) -> Receipt:
    draft = Draft("n1", {**fields, "text": text}, declare({"commercial": "paid"}, linter.facts))
    marks = marks_of(draft, linter, load_protected())
    return make_receipt(linter.check(draft), marks, made_at=AT, settings=settings_of(linter, draft))


def held(live: str, receipt: Receipt, linter: Linter) -> Comparison:
    return compare(Draft("n1", {"text": live}), receipt, linter, load_protected())


@pytest.fixture(scope="module")
def receipt(demo: Linter) -> Receipt:
    return receipt_of(TEXT, demo)


def test_canonical_form_is_one_form() -> None:
    assert canonical({"b": 1.0, "a": [True, None, "药\ud800"], "c": 0.5}) == (
        '{"a":[true,null,"药\\ud800"],"b":1,"c":"0.5"}'.encode()
    )


def test_a_receipt_reads_back_and_holds_no_sentence(receipt: Receipt) -> None:
    content = dump_receipt(receipt)
    assert read_receipt(content, "r.json") == receipt
    assert dump_receipt(read_receipt(content, "r.json")) == content
    for span in sentences_of(TEXT)[1:]:
        sentence = TEXT[slice(*span)].strip()
        if sentence != "孕妇慎用":
            assert sentence not in content.decode()


@pytest.mark.parametrize(
    ("live", "level", "change"),
    [
        (TEXT, Level.IDENTICAL, None),
        (TEXT.replace("\n", "\r\n"), Level.REFORMATTED, None),
        (TEXT.replace("28天", "28 天") + "\n\n", Level.REFORMATTED, None),
        (TEXT.replace("锅盖有点松", "锅盖松了点"), Level.EDITED, ("sentence", "added", "锅盖松了点")),
        (TEXT.replace("28天", "82天"), Level.CHANGED, ("number", "added", "82天")),
        (TEXT.replace("三次", "九次"), Level.CHANGED, ("number", "removed", "三次")),
        (TEXT.replace("孕妇慎用。", ""), Level.CHANGED, ("caution", "removed", "孕妇慎用")),
        (TEXT.replace("【广告】", ""), Level.CHANGED, ("label", "removed", "【广告】")),
        (TEXT.replace("它不能美白", "它能美白"), Level.CHANGED, ("claim", "added", "美白")),
        (TEXT + "它能美bai", Level.CHANGED, ("claim", "added", "美bai")),
    ],
)
def test_four_levels_with_places(
    live: str, level: Level, change: tuple[str, str, str] | None, receipt: Receipt, demo: Linter
) -> None:
    comparison = held(live, receipt, demo)
    assert comparison.level is level
    if change is not None:
        assert change in {(c.kind, c.how, c.text) for c in comparison.changes}
    for each in comparison.changes:
        if each.how == "added" and each.span is not None:
            assert live[slice(*each.span)].strip() == each.text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.sampled_from(["\u200b", "\ufe0f", "\n", " "])), max_size=8))
def test_what_no_reader_sees_is_no_edit(inserted: list[tuple[int, str]]) -> None:
    live = TEXT
    for at, mark in sorted(inserted, reverse=True):
        live = live[:at] + mark + live[at:]
    inside_a_number = any(
        mark in " \n" and TEXT[at - 1 : at].isdigit() and TEXT[at : at + 1].isdigit() for at, mark in inserted
    )
    assert (as_read(live) == as_read(TEXT)) != inside_a_number


def test_a_space_in_a_number_or_between_words_counts() -> None:
    assert as_read("1 00%") != as_read("100%")
    assert as_read("now here") != as_read("nowhere")
    assert as_read("煮 饭 👍🏽") == as_read("煮饭👍")


def test_other_packs_compare_words(receipt: Receipt, demo: Linter) -> None:
    review = msgspec.structs.replace(receipt.review, packs={"demo": "1+000000000000"})
    other = sealed(msgspec.structs.replace(receipt, review=review))
    assert not held(TEXT, other, demo).same_packs
    assert held(TEXT.replace("锅盖有点松", "锅盖松了点"), other, demo).level is Level.EDITED
    assert held(TEXT.replace("孕妇慎用。", ""), other, demo).level is Level.CHANGED
    assert held(TEXT + "它能美白", other, demo).level is Level.CHANGED
    twice = held("也不能美白。" + TEXT, other, demo)
    assert ("claim", "added", "美白") in {(c.kind, c.how, c.text) for c in twice.changes}


def test_the_title_on_the_first_line_is_found_and_a_missing_field_is_named(demo: Linter) -> None:
    made = receipt_of(TEXT, demo, title="三周的锅", cover="锅")
    comparison = held(f"三周的锅\n{TEXT}", made, demo)
    assert comparison.level is Level.IDENTICAL
    assert comparison.unseen == ("cover",)
    assert held(TEXT, made, demo).unseen == ("title", "cover")


def test_a_changed_byte_a_newer_version_and_no_receipt_are_refused(receipt: Receipt) -> None:
    content = dump_receipt(receipt)
    with pytest.raises(InputError, match="does not match its seal"):
        read_receipt(content.replace(b'"paid"', b'"none"'), "r.json")
    newer = json.loads(content) | {"receipt": VERSION + 1, "later": 1, "tool": "xhs-compliance 9"}
    with pytest.raises(InputError, match="written by xhs-compliance 9"):
        read_receipt(json.dumps(newer).encode(), "r.json")
    for wrong in (b"", b"[]", b"{}", b'{"receipt":1}', b"\xff", content[:200]):
        with pytest.raises(InputError):
            read_receipt(wrong, "r.json")


def test_a_signature_holds_the_content_to_its_key(receipt: Receipt) -> None:
    private, public = new_key()
    made = read_receipt(dump_receipt(signed(receipt, private)), "r.json")
    assert check_signature(made, "r.json", public)
    assert made.identity == receipt.identity
    forged = msgspec.structs.replace(made, people={"审核": "别人"})
    seal = msgspec.structs.replace(made.seal, sha256=sealed(forged).seal.sha256)  # type: ignore[union-attr, type-var]  # sealed
    with pytest.raises(InputError, match="does not match the content"):
        check_signature(msgspec.structs.replace(forged, seal=seal), "r.json")
    with pytest.raises(InputError, match="another key"):
        check_signature(made, "r.json", new_key()[1])
    with pytest.raises(InputError, match="not signed"):
        check_signature(receipt, "r.json", public)
    assert check_signature(receipt, "r.json") is None
    with pytest.raises(UsageError, match="not a usable private key"):
        signed(receipt, b"no key")


def test_without_the_extra_the_error_says_what_to_install(receipt: Receipt, monkeypatch: pytest.MonkeyPatch) -> None:
    private, _ = new_key()
    for name in [name for name in sys.modules if name.startswith("cryptography")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(UsageError, match=r"pip install 'xhs-compliance\[sign\]'"):
        signed(receipt, private)


def test_a_table_of_live_notes_against_a_folder_of_receipts(run: Run) -> None:
    Path("drafts").mkdir()
    for name, text in (("a", "【广告】煮饭28天"), ("b", "【广告】洗碗"), ("c", "【广告】扫地"), ("d", "【广告】种花")):
        Path(f"drafts/{name}.md").write_text(f"---\nid: {name}\ncommercial: paid\n---\n{text}\n", encoding="utf-8")
    made = run("receipt", "make", "drafts", "--output", "receipts", "--at", "2026-11-26T10:00:00Z", *DEMO)
    assert made.code == 0, made.err
    Path("drafts/c.md").write_text("---\nid: c\ncommercial: paid\n---\n【广告】拖地\n", encoding="utf-8")
    run("receipt", "make", "drafts/c.md", "--output", "receipts/c-again.json", *DEMO)
    Path("receipts/broken.json").write_text("{", encoding="utf-8")
    Path("live.csv").write_text("id,text\na,【广告】煮饭 28 天\nb,洗碗\nc,【广告】扫地\ne,别的\n", encoding="utf-8")
    session = run("verify", "live.csv", "receipts", "--format", "json", "--lang", "en", *DEMO)
    notes = json.loads(session.out)["notes"]
    by_id = {note["id"]: note for note in notes}
    assert by_id["a"]["level"] == "reformatted"
    assert by_id["b"]["level"] == "changed"
    assert "2 receipts for 'c'" in by_id["c"]["error"]["message"]
    assert "no receipt for 'e'" in by_id["e"]["error"]["message"]
    assert "no live note 'd'" in by_id["d"]["error"]["message"]
    assert any("not a receipt" in note["error"]["message"] for note in notes if note["id"] is None)
    assert session.code == 4


def test_exit_codes_of_verify(run: Run) -> None:
    Path("d.md").write_text("---\nid: a\ncommercial: paid\n---\n【广告】煮饭28天，锅盖松\n", encoding="utf-8")
    assert run("receipt", "make", "d.md", "--output", "r.json", *DEMO).code == 0
    Path("edited.md").write_text("【广告】煮饭28天，锅盖有点松\n", encoding="utf-8")
    Path("changed.md").write_text("【广告】煮饭82天，锅盖松\n", encoding="utf-8")
    codes = {
        (live, on): run("verify", live, "r.json", "--fail-on", on, *DEMO).code
        for live in ("d.md", "edited.md", "changed.md")
        for on in ("edited", "changed", "never")
    }
    assert codes == {
        ("d.md", "edited"): 0,
        ("d.md", "changed"): 0,
        ("d.md", "never"): 0,
        ("edited.md", "edited"): 1,
        ("edited.md", "changed"): 0,
        ("edited.md", "never"): 0,
        ("changed.md", "edited"): 1,
        ("changed.md", "changed"): 1,
        ("changed.md", "never"): 0,
    }
    wrong = run("verify", "changed.md", "r.json", "--fields", "txt", "--lang", "en", *DEMO)
    assert (wrong.code, "did you mean 'text'?" in wrong.err) == (2, True)
    unseen = run("verify", "d.md", "r.json", "--fields", "text,cover", "--lang", "en", *DEMO)
    assert (unseen.code, "not given: cover" in unseen.out) == (4, True)
    Path("r.json").write_text(Path("r.json").read_text(encoding="utf-8").replace("paid", "none"), encoding="utf-8")
    broken = run("verify", "d.md", "r.json", "--lang", "zh", *DEMO)
    assert (broken.code, "凭据被改动过" in broken.err) == (4, True)


def test_a_key_is_made_once_and_kept_private(run: Run) -> None:
    assert run("receipt", "key", "k").code == 0
    assert Path("k").stat().st_mode & 0o077 == 0
    again = run("receipt", "key", "k")
    assert (again.code, "exists and is kept" in again.err) == (2, True)


ORDERS = "订单号,品牌,合作类型,开始日期,结束日期\nP1,青禾米铺,paid,2026-11-01,2026-12-31\n".encode("gb18030")


def test_an_order_gives_facts_a_source_and_says_where_the_author_differs(demo: Linter) -> None:
    orders = read_orders(ORDERS, "orders.csv", demo.facts)
    facts = declare({"commercial": "none", "pgy_order_id": "P1"}, demo.facts)
    joined = orders.join(Draft("d", {"text": "x"}, facts))
    assert joined.facts.get("commercial") == ("paid",)
    assert joined.facts.source_of("commercial") == SOURCE
    assert joined.facts.source_of("pgy_order_id") == "author"
    assert joined.facts.get("order_until") == "2026-12-31"
    assert "the author says none, order P1 says paid" in joined.notes[0].en
    assert orders.join(joined) is joined
    assert orders.join(Draft("d", {"text": "x"})).notes == ()
    lost = orders.join(Draft("d", {"text": "x"}, declare({"pgy_order_id": "P9"}, demo.facts)))
    assert lost.notes[0].en == "orders.csv has no order P9"


def test_a_gate_believes_the_order_table_and_not_the_author(demo: Linter) -> None:
    gate = Checker(demo.compiled.ruleset, datetime(2026, 11, 22, tzinfo=UTC).date(), "t", policy=GATE)
    orders = read_orders(b"pgy_order_id,tie\nP1,none\n", "o.csv", demo.facts)
    said = Draft("d", {"text": "它能美白"}, declare({"commercial": "none", "pgy_order_id": "P1"}, demo.facts))
    assert gate.check(said).verdict is Verdict.REVIEW
    assert gate.check(orders.join(said)).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,brand\n1,a\n", "no column of order numbers"),
        ("order_id,brand\nP1,a\nP1,b\n", "order P1 stands twice"),
        ("order_id,tie\nP1,bribe\n", "commercial cannot be 'bribe'"),
        ("", "no column of order numbers"),
    ],
)
def test_a_bad_order_table_says_what_is_wrong(content: str, said: str, demo: Linter) -> None:
    with pytest.raises(InputError, match=said):
        read_orders(content.encode(), "orders.csv", demo.facts)
