"""The whole note: cover, comments, pinned comment and bio are fields with rules of their own."""

import json
from pathlib import Path

import pytest
from conftest import Run

from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import NOTE_FIELDS, Draft
from xhs_compliance.model.errors import InputError
from xhs_compliance.readers.markdown import read_draft
from xhs_compliance.readers.note import NoteFieldError, note_fields

NOTE = """---
title: 铸铁锅三个月
cover: 广告｜铸铁锅三个月
pinned_comment: "同款链接：https://example.com/pan"
comments:
  - 统一回复：能进洗碗机
  - 求链接！
bio: |
  一个人做饭
  合作看主页
---
煎蛋不粘，手柄烫。
"""


def test_front_matter_holds_every_field_in_reading_order(shipped: Linter) -> None:
    draft = read_draft(NOTE.encode(), "n.md", shipped.facts)
    assert tuple(draft.fields) == NOTE_FIELDS
    assert draft.fields["comment"] == "统一回复：能进洗碗机\n求链接！"
    assert draft.position("cover", 0) == (3, 8)
    assert draft.position("pinned-comment", 0) == (4, 18)
    assert draft.position("bio", 0) == (9, 3)
    assert draft.position("text", 0) == (12, 1)


def test_a_json_line_says_the_same(run: Run) -> None:
    line = {"id": "a", "text": "煎蛋不粘", "comments": ["求链接！"], "pinned_comment": "🔗 自取"}
    session = run("check", "-", "--format", "jsonl", stdin=json.dumps(line, ensure_ascii=False))
    found = {(finding["rule"], finding["field"]) for finding in json.loads(session.out)["findings"]}
    assert ("xhs-note/comment-script", "comment") in found
    assert ("cn-disclosure/unlabelled-buying-path", "text") in found


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"text": "x", "comments": [1]}, "comments takes a text or a list of texts"),
        ({"text": "x", "cover": {"a": 1}}, "cover takes a text"),
        ({"text": "x", "comment": "a", "comments": "b"}, "stands twice"),
        ({"text": "x", "pined_comment": "a"}, "did you mean 'pinned_comment'?"),
    ],
)
def test_a_field_that_is_no_text_loses_one_line_and_says_why(run: Run, line: dict[str, object], said: str) -> None:
    session = run("check", "-", "--format", "jsonl", stdin=json.dumps(line) + '\n{"id":"b","text":"今天天气好"}\n')
    wrong, right = map(json.loads, session.out.splitlines())
    assert said in wrong["error"]["message"]
    assert right["verdict"] == "pass"
    assert session.code == 4


@pytest.mark.parametrize(
    ("note", "title", "text", "line"),
    [
        ("# 铸铁锅三个月\n\n煎蛋不粘。", "铸铁锅三个月", "\n煎蛋不粘。", 1),
        ("---\nproduct_category: other\n---\n\n# 铸铁锅 ##\r\n煎蛋不粘。", "铸铁锅", "煎蛋不粘。", 5),
        ("# C#也能写的锅评\n煎蛋不粘。", None, "# C#也能写的锅评\n煎蛋不粘。", 1),
        ("#铸铁锅 #一人食\n煎蛋不粘。", None, "#铸铁锅 #一人食\n煎蛋不粘。", 1),
        ("# 铸铁锅 # 一人食\n煎蛋不粘。", None, "# 铸铁锅 # 一人食\n煎蛋不粘。", 1),
        ("# 锅" + " " * 200_000 + "#b", None, "# 锅" + " " * 200_000 + "#b", 1),
        ("煎蛋不粘。\n# 铸铁锅", None, "煎蛋不粘。\n# 铸铁锅", 1),
        ("---\ntitle: 铸铁锅\n---\n# 三个月后\n煎蛋不粘。", "铸铁锅", "# 三个月后\n煎蛋不粘。", 2),
    ],
)
def test_a_heading_at_the_top_is_the_title(shipped: Linter, note: str, title: str | None, text: str, line: int) -> None:
    draft = read_draft(note.encode(), "n.md", shipped.facts)
    assert (draft.fields.get("title"), draft.fields["text"]) == (title, text)
    if title is not None:
        at_line, column = draft.position("title", 0)
        assert (at_line, note.splitlines()[at_line - 1][column - 1 :].startswith(title)) == (line, True)
    at_line, column = draft.position("text", 0)
    assert note.splitlines()[at_line - 1][column - 1 :] == text.splitlines()[0]


def test_front_matter_points_at_the_field(shipped: Linter) -> None:
    with pytest.raises(InputError, match="in the front matter, bio takes a text"):
        read_draft(b"---\nbio: [a]\n---\nx", "n.md", shipped.facts)


def test_empty_fields_are_left_out() -> None:
    assert note_fields("", "x", {"cover": "", "comments": [], "bio": None}) == {"text": "x"}
    with pytest.raises(NoteFieldError):
        note_fields("", "x", {"bio": 3})


def test_a_label_in_a_comment_labels_nothing(shipped: Linter) -> None:
    facts = declare({"commercial": "paid"}, shipped.facts)
    draft = Draft("d", {"text": "通勤包背了一个月。", "pinned-comment": "【广告】本篇与木棉包袋合作"}, facts)
    found = {finding.rule.id for finding in shipped.check(draft).findings}
    assert {"cn-disclosure/undisclosed", "xhs-note/label-only-in-comment"} <= found


def test_places_are_those_of_the_file(run: Run) -> None:
    Path("n.md").write_text(NOTE, encoding="utf-8")
    session = run("check", "n.md", "--facts", "commercial=paid")
    assert "xhs-note/comment-script" in session.out
    assert session.code == 1
