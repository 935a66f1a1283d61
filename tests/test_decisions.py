"""Decide once: one decision for a sentence in many drafts, its effect, its end, and what is wrong with a file."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import DEMO_RULES, Run
from jsonschema import Draft202012Validator

from xhs_compliance.decisions.file import dump_decisions, read_decisions
from xhs_compliance.engine.settle import decision_key
from xhs_compliance.model.errors import InputError

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--lang", "en")
ON_DAY = ("--as-of", "2026-11-22")
SCHEMA = json.loads((Path(__file__).parent.parent / "docs/schema/decisions.schema.json").read_text(encoding="utf-8"))
KEPT = {
    "rule": "demo/claim",
    "words": "美白",
    "sentence": "它能美白",
    "decision": "keep",
    "reason": "注册证覆盖",
    "evidence": ["E1"],
    "by": "Wang",
    "on": "2026-11-20",
}


@pytest.fixture(autouse=True)
def drafts(run: Run) -> None:
    """Three paid drafts with the same sentence, spelled and spaced differently."""
    Path("drafts").mkdir()
    for name, text in (("a", "它能美白。"), ("b", "今天喝汤。\n它 能，美白！后来又喝了汤。"), ("c", "它能mei白")):
        Path(f"drafts/{name}.md").write_text(f"---\ncommercial: paid\n---\n【广告】合作\n{text}", encoding="utf-8")


def write(*decisions: dict[str, Any]) -> None:
    content = {"schema": 1, "decisions": list(decisions)}
    Path("decisions.json").write_text(json.dumps(content), encoding="utf-8")


def applied(run: Run, *extra: str) -> tuple[dict[str, str], str, dict[str, Any]]:
    session = run("review", "apply", "decisions.json", "drafts", "--format", "json", *DEMO, *extra)
    found = {Path(draft["id"]).stem: draft for draft in json.loads(session.out)["drafts"]}
    return {name: draft["verdict"] for name, draft in found.items()}, session.err, found


def test_one_decision_holds_wherever_the_sentence_stands(run: Run) -> None:
    write(KEPT)
    verdicts, said, found = applied(run)
    assert verdicts == {"a": "pass", "b": "pass", "c": "block"}, "a disguised spelling is another sentence"
    assert said.strip() == "decisions in effect: 1"
    (aside,) = found["a"]["suppressed"]
    assert (aside["by"], aside["reason"]) == ("Wang", "注册证覆盖 [E1]")
    assert (aside["decision"]["decision"], aside["decision"]["is_stale"]) == ("keep", False)


def test_reports_say_what_was_decided_by_whom(run: Run) -> None:
    write({**KEPT, "decision": "must-change", "evidence": [], "until": "2027-01-01"})
    for name in ("terminal", "markdown"):
        session = run("review", "apply", "decisions.json", "drafts/a.md", "--format", name, *DEMO)
        assert "Decided by people: 1" in session.out
        flat = " ".join(session.out.replace("\\", "").split())
        assert "must change: “美白” · reason: 注册证覆盖 (Wang; until 2027-01-01)" in flat


def test_the_list_of_what_is_to_decide_names_the_most_repeated_first(run: Run) -> None:
    Path("drafts/d.md").write_text("---\ncommercial: paid\n---\n【广告】合作\n它能 美白！", encoding="utf-8")
    said = run("review", "todo", "drafts", *DEMO).out
    first = said.split("\n\n")[0]
    assert first.startswith("■ error  3 drafts  “美白”  demo/claim  ")
    key = first.splitlines()[0].split()[-1]
    assert key == decision_key("demo/claim", "美白", "它能美白")
    write({**KEPT, "key": key})
    after = run("review", "todo", "drafts", "--decisions", "decisions.json", *DEMO).out
    assert "→ keep, with evidence: 注册证覆盖 (Wang)" in after


def test_what_must_change_blocks_whatever_its_severity(run: Run) -> None:
    Path("drafts/a.md").write_text("---\ncommercial: none\n---\n它能美白。", encoding="utf-8")
    write({**KEPT, "decision": "必须改", "evidence": []})
    verdicts, _, found = applied(run)
    assert verdicts["a"] == "block"
    assert [finding["severity"] for finding in found["a"]["findings"]] == ["info"]


def test_exceptions_and_decisions_for_named_drafts(run: Run) -> None:
    write({**KEPT, "except": ["drafts/a.md"]})
    assert applied(run)[0]["a"] == "block"
    write({**KEPT, "decision": "must-change"}, {**KEPT, "decision": "误报", "drafts": ["drafts/a.md"]})
    assert applied(run)[0]["a"] == "pass"


@pytest.mark.parametrize(("until", "verdict"), [("2026-11-22", "pass"), ("2026-11-21", "block")])
def test_a_decision_holds_to_the_end_of_its_last_day(run: Run, until: str, verdict: str) -> None:
    write({**KEPT, "until": until})
    session = run("check", "drafts", "--decisions", "decisions.json", "--format", "json", *DEMO, *ON_DAY)
    assert json.loads(session.out)["drafts"][0]["verdict"] == verdict
    assert ("“美白” (demo/claim), Wang: keep, with evidence; ended on 2026-11-21" in session.err) == (
        verdict == "block"
    )


def test_unused_decisions_are_named(run: Run) -> None:
    write(KEPT, {**KEPT, "sentence": "别的一句美白"})
    said = applied(run)[1]
    assert "decisions in effect: 1" in said
    assert "not used: nothing like it was found" in said


def test_a_sentence_that_changed_since_waits_for_a_new_decision(run: Run) -> None:
    mark = applied_mark(run)
    write({**KEPT, "places": {"drafts/a.md": [mark]}})
    assert applied(run)[0]["a"] == "pass"
    Path("drafts/a.md").write_text("---\ncommercial: paid\n---\n【广告】合作\n它两周就能美白。", encoding="utf-8")
    verdicts, said, found = applied(run)
    assert verdicts["a"] == "block"
    assert "the sentence has changed; decide again" in said
    assert "Wang decided on “美白” on 2026-11-20" in found["a"]["notes"][0]["reason"]


def applied_mark(run: Run) -> str:
    found = json.loads(run("check", "drafts/a.md", "--format", "json", *DEMO).out)["drafts"][0]["findings"]
    return next(str(finding["fingerprint"]) for finding in found if finding["rule"] == "demo/claim")


def test_a_missing_label_is_decided_draft_by_draft(run: Run) -> None:
    for name in "ab":
        Path(f"drafts/{name}.md").write_text("---\ncommercial: paid\n---\n今天的汤", encoding="utf-8")
    blocks = run("review", "todo", "drafts/a.md", "drafts/b.md", *DEMO).out.strip().split("\n\n")
    assert len(blocks) == 2
    assert all("1 draft " in block for block in blocks)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"by": " "}, "nobody is named (by)"),
        ({"reason": ""}, "no reason is given (reason)"),
        ({"evidence": []}, "“keep” needs its evidence"),
        ({"decision": "kept"}, "a decision cannot be 'kept'; did you mean 'keep'?"),
        ({"until": "next year"}, "until is a day like 2026-11-22"),
        ({"sentence": ""}, "there is no key; without one, words and sentence are needed"),
        ({"expires": "2027-01-01"}, "unknown key 'expires'"),
        ({"evidence": 7}, "evidence must be a list of texts"),
    ],
)
def test_what_is_wrong_with_a_decision_is_said_with_its_place(run: Run, change: dict[str, Any], said: str) -> None:
    write(KEPT, {**KEPT, **change})
    session = run("review", "apply", "decisions.json", "drafts", *DEMO)
    assert session.code == 4
    assert said in session.err
    assert "Traceback" not in session.err


@pytest.mark.parametrize("content", ["{", "[]", '{"schema": 2, "decisions": []}', '{"schema": 1}'])
def test_what_is_no_file_of_decisions(content: str) -> None:
    with pytest.raises(InputError):
        read_decisions(content, "decisions.json")


def test_contradictions_are_refused_and_the_file_comes_back_as_it_was(run: Run) -> None:
    write(KEPT, {**KEPT, "decision": "must-change", "by": "Li"})
    session = run("review", "apply", "decisions.json", "drafts", *DEMO)
    assert "two different decisions on “美白”, by Wang and Li; keep one" in session.err
    write({**KEPT, "except": ["x"], "places": {"drafts/a.md": ["0" * 16]}})
    content = dump_decisions(read_decisions(Path("decisions.json").read_bytes(), "decisions.json"))
    Draft202012Validator(SCHEMA).validate(json.loads(content))
    assert dump_decisions(read_decisions(content, "again")) == content
