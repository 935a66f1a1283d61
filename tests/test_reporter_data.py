"""The reports for programs: the contract, to the letter."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reporter_samples import FAILURE, clean_review, draft, found, full_review, report, review

from xhs_compliance.model.finding import Finding
from xhs_compliance.model.report import Failure, RenderOptions
from xhs_compliance.model.review import ScriptLikeness
from xhs_compliance.model.span import Span
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters.data import failure_to_dict, render_json, render_jsonl, review_to_dict

ZH = RenderOptions("zh")
FINDING_KEYS = ["rule", "category", "severity", "confidence", "field", "start", "end", "text", "reads_as"]
FINDING_KEYS += ["message", "suggestions", "basis", "fingerprint"]
ANY_TEXT = st.text(st.characters(codec=None), max_size=40)
"""Any code points, halves of surrogate pairs among them."""


def test_a_clean_draft_is_one_line() -> None:
    assert render_jsonl(report(clean_review()), ZH) == (
        '{"id":"rain","verdict":"pass","script_likeness":null,"findings":[],"excused":[],"suppressed":[],'
        '"questions":[],"verdict_if":{},"incomplete":[],"notes":[],"markets":["CN"],"language":"zh","signals":{},'
        '"packs":{"cn-cosmetics":"2026.11+abcdef012345"},"as_of":"2026-11-22","tool":"xhs-compliance 0.1.0"}\n'
    )


def test_an_unreadable_line_says_which() -> None:
    assert render_jsonl(report(FAILURE), ZH) == (
        '{"id":null,"line":7,"error":{"message":"这一行不是 JSON；检查引号和逗号。","source":"drafts.jsonl"}}\n'
    )


def test_entries_keep_their_order() -> None:
    lines = render_jsonl(report(FAILURE, clean_review(), FAILURE), ZH).splitlines()
    assert [json.loads(line)["id"] for line in lines] == [None, "rain", None]


def test_a_finding_has_the_keys_of_the_contract_in_order() -> None:
    finding = _loaded()["findings"][0]
    assert list(finding) == FINDING_KEYS
    assert finding == {
        "rule": "cn-cosmetics/unregistered-whitening",
        "category": "beauty-claim",
        "severity": "error",
        "confidence": "high",
        "field": "text",
        "start": 11,
        "end": 15,
        "text": "mei白",
        "reads_as": "美白",
        "message": "“mei白”只有注册过的特殊化妆品才能说。",
        "suggestions": ["上脸后妆感更透亮", "妆前打底更服帖"],
        "basis": ["csar-16"],
        "fingerprint": "0123456789abcdef",
    }


def test_a_finding_about_the_whole_draft_has_no_span() -> None:
    whole = _loaded()["findings"][2]
    assert (whole["start"], whole["end"], whole["text"]) == (None, None, "")


def test_what_was_excused_carries_its_evidence() -> None:
    assert _loaded()["excused"] == [
        {
            "rule": "cn-ad/absolute-superlative",
            "field": "text",
            "start": 0,
            "end": 1,
            "text": "最",
            "because": "exempt",
            "evidence": {"kind": "context", "note": "最近", "field": "text", "start": 0, "end": 2, "text": "最近"},
        }
    ]


def test_a_suppressed_finding_ends_with_its_permission() -> None:
    (suppressed,) = _loaded()["suppressed"]
    assert list(suppressed) == [*FINDING_KEYS, "reason", "by", "until"]
    assert (suppressed["reason"], suppressed["by"], suppressed["until"]) == ("引用获奖名称", "李青", "2026-12-31")


def test_questions_answers_and_diagnostics() -> None:
    loaded = _loaded()
    question = {"fact": "commercial", "question": "这篇和品牌是什么关系？", "verdict_if": {}}
    assert loaded["questions"] == [{**question, "decides": ["cn-disclosure/missing-ad-label"]}]
    assert loaded["verdict_if"] == {"paid": "block", "none": "review"}
    assert loaded["incomplete"] == [{"rule": "cn-ad/slow-rule", "reason": "正则超时，没有判断。"}]
    assert loaded["notes"] == [{"rule": "", "reason": "许可 cn-ad/old 没有用上。"}]


def test_messages_follow_the_language() -> None:
    finding = json.loads(render_jsonl(report(full_review()), RenderOptions("en")))["findings"][0]
    assert finding["message"] == "Only a registered special cosmetic may say “mei白”."


def test_script_likeness_keeps_one_decimal() -> None:
    assert _loaded()["script_likeness"] == 61.3


def test_packs_and_signals_are_in_order_of_name() -> None:
    mixed = replace(clean_review(), packs={"b": "1", "a": "2"}, signals={"z": (), "y": ()})
    shown: dict[str, Any] = review_to_dict(mixed, RenderOptions("zh"))
    assert (list(shown["packs"]), list(shown["signals"])) == (["a", "b"], ["y", "z"])


def test_the_indented_object_holds_the_same_entries() -> None:
    entries = report(full_review(), FAILURE)
    loaded = json.loads(render_json(entries, ZH))
    assert list(loaded) == ["tool", "drafts"]
    assert loaded["drafts"] == [json.loads(line) for line in render_jsonl(entries, ZH).splitlines()]
    assert render_json(report(), ZH) == '{\n  "tool": "xhs-compliance 0.1.0",\n  "drafts": []\n}\n'


@pytest.mark.parametrize("odd", ["\ud83d", "\udc00x", "\u2028", "\u2029", "\x85", "\x1c", "\x00", "\r\n"])
def test_odd_characters_stay_on_one_line_and_come_back(odd: str) -> None:
    line = render_jsonl(report(review(draft(odd, id=odd))), ZH)
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode("utf-8"))["id"] == odd


@given(ANY_TEXT, st.data())
def test_every_line_parses_and_every_run_is_alike(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    made = draft(text, id=text)
    finding: Finding = replace(found(made, ""), span=span, text=text[span.start : span.end])
    entries = report(
        review(made, finding, scripted=ScriptLikeness(12.0)), Failure(text, Bilingual(text, text), id=text)
    )
    rendered = render_jsonl(entries, ZH)
    assert rendered == render_jsonl(entries, ZH)
    rendered.encode("utf-8")
    checked, failed = (json.loads(line) for line in rendered.splitlines())
    assert (checked["findings"][0]["start"], checked["findings"][0]["end"]) == span
    assert list(failed) == list(failure_to_dict(FAILURE, "en"))
    json.loads(render_json(entries, ZH).encode("utf-8"))


def _loaded() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(render_jsonl(report(full_review()), ZH))
    return loaded
