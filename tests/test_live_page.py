"""``serve``: what the page answers, what it refuses, and that nothing of a draft is kept or logged."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from conftest import Run
from live import served
from starlette.testclient import TestClient

from xhs_compliance.linter import Linter
from xhs_compliance.services.web.app import create_app

DRAFT = {"title": "两周白了一个度", "text": "第二周真的mei白了。", "facts": {"commercial": ["paid"]}}
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>美白"


@pytest.fixture(scope="module")
def client(shipped: Linter) -> Iterator[TestClient]:
    with TestClient(create_app(shipped, "zh"), base_url="http://127.0.0.1") as client:
        yield client


def test_the_page_runs_only_what_its_policy_names_and_asks_only_this_machine(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html.unescape(page.text))
    assert policy is not None
    assert policy[1].startswith("default-src 'none'")
    assert "connect-src 'self'" in policy[1]
    assert "unsafe" not in policy[1]
    assert page.headers["cache-control"] == "no-store"
    assert not re.findall(r'(?:src|href)="https?:', page.text)


def test_marks_join_to_the_text_as_typed(client: TestClient) -> None:
    answer = client.post("/page/check", json=DRAFT).json()
    assert answer["verdict"] == "block"
    for field in ("title", "text"):
        assert "".join(text for text, *_ in answer["fields"][field]) == DRAFT[field]
    marked = [text for text, severity, cards, _ in answer["fields"]["text"] if cards and severity == "error"]
    assert marked == ["mei白"]
    assert answer["rooms"]["title"] == [7, 20]


def test_the_tie_decides_and_the_brief_is_read(client: TestClient) -> None:
    own_money = client.post("/page/check", json={**DRAFT, "facts": {"commercial": ["none"]}}).json()
    assert own_money["verdict"] != "block"
    with_brief = client.post("/page/brief", json={**DRAFT, "brief": "必须写：本品美白祛斑，全网第一"}).json()
    assert "全网第一" in with_brief["markup"]
    assert client.post("/page/brief", json=DRAFT).json()["markup"] == ""


def test_what_the_page_holds_is_not_sent_again(client: TestClient) -> None:
    first = client.post("/page/check", json=DRAFT).json()
    assert all("markup" in card for card in first["cards"])
    held = {
        "cards": [card["name"] for card in first["cards"]],
        "rules": list(first["rules"]),
        "pieces": {place: name for place, (name, _) in first["pieces"].items()},
    }
    again = client.post("/page/check", json={**DRAFT, "held": held}).json()
    assert again["cards"] == [{name: card[name] for name in card if name != "markup"} for card in first["cards"]]
    assert not again["pieces"]
    assert not again["rules"]
    moved = client.post("/page/check", json={**DRAFT, "text": f"早安。{DRAFT['text']}", "held": held}).json()
    assert not [card for card in moved["cards"] if "markup" in card]
    (before,), (after,) = (
        [card["span"] for card in answer["cards"] if card["span"] and "正文" in card["place"]]
        for answer in (first, moved)
    )
    assert after == [place + 3 for place in before]


@pytest.mark.parametrize("held", [3, [], {"cards": 3, "rules": [3], "pieces": []}, {"pieces": {"verdict": 3}}])
def test_a_page_that_holds_nonsense_gets_everything(client: TestClient, held: object) -> None:
    answer = client.post("/page/check", json={**DRAFT, "held": held}).json()
    assert all("markup" in card for card in answer["cards"])
    assert answer["rules"]


def test_words_taken_over_from_the_brief_are_marked(client: TestClient) -> None:
    brief = "云朵精华卖点\n质地像淘米水一样清爽，一推就开不搓泥。\n通勤路上也能补涂。"
    text = "我自己早上用。质地像淘米水一样清爽，一推就开不搓泥，味道有点冲。"
    answer = client.post("/page/check", json={"title": "", "text": text, "brief": brief}).json()
    copied = [words for words, *_, is_copied in answer["fields"]["text"] if is_copied]
    assert "".join(copied) == "质地像淘米水一样清爽，一推就开不搓泥"
    assert "质地像淘米水一样清爽" in answer["pieces"]["shared"][1]


def test_words_of_a_draft_stay_words(client: TestClient) -> None:
    answer = client.post("/page/check", json={"title": HOSTILE, "text": HOSTILE * 3}).json()
    markups = [markup for _, markup in answer["pieces"].values()] + [card["markup"] for card in answer["cards"]]
    for markup in markups:
        assert "<script" not in markup
        assert "<img" not in markup
    report = client.post("/page/report", json={"title": HOSTILE, "text": HOSTILE, "lang": "en"})
    assert report.text.count("<script") == 1
    assert '<html lang="en"' in report.text


@pytest.mark.parametrize(
    ("content", "kind", "status", "words"),
    [
        (b"{", "application/json", 400, "JSON"),
        (b"[]", "application/json", 400, "JSON"),
        (b'{"text": 3}', "application/json", 400, "text"),
        (b'{"text": "a", "facts": {"comercial": "paid"}}', "application/json", 400, "commercial"),
        (b'{"text": "a", "facts": 3}', "application/json", 400, "facts"),
        (b'{"text": "' + b"a" * 500_000 + b'"}', "application/json", 413, "Too long"),
        (b'{"text": "a"}', "text/plain", 415, "application/json"),
    ],
)
def test_what_is_no_draft_is_refused_in_words(
    client: TestClient, content: bytes, kind: str, status: int, words: str
) -> None:
    answer = client.post("/page/check", content=content, headers={"content-type": kind})
    assert answer.status_code == status
    assert words in answer.json()["error"]["en"]
    assert answer.json()["error"]["zh"]


def test_a_page_elsewhere_cannot_ask_under_its_own_name(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert client.post("/page/check", json=DRAFT, headers={"host": "evil.example"}).status_code == 400


def test_a_running_page_logs_nothing_of_a_draft(tmp_path: Path) -> None:
    with served(tmp_path, "--lang", "en") as (address, log):
        assert address.startswith("http://127.0.0.1:")
        answer = httpx.post(f"{address}page/check", json=DRAFT)
        assert answer.json()["verdict"] == "block"
        assert httpx.post(f"{address}page/check", json={"text": 3}).status_code == 400
    assert log.read_text() == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["serve.log"]


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path, run: Run) -> None:
    with served(tmp_path) as (address, _):
        port = address.rsplit(":", 1)[1].strip("/")
        session = run("serve", "--isolated", "--port", port)
    assert session.code == 2
    assert "--port 0" in session.err
    assert "Traceback" not in session.err
