"""``serve``: what the page answers, what it refuses, and that nothing of a draft is kept or logged."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from live import served
from starlette.testclient import TestClient

from xhs_compliance.api import Linter
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
        assert "".join(text for text, _, _ in answer["fields"][field]) == DRAFT[field]
    marked = [text for text, severity, cards in answer["fields"]["text"] if cards and severity == "error"]
    assert marked == ["mei白"]
    assert answer["rooms"]["title"] == [7, 20]


def test_the_tie_decides_and_the_brief_is_read(client: TestClient) -> None:
    own_money = client.post("/page/check", json={**DRAFT, "facts": {"commercial": ["none"]}}).json()
    assert own_money["verdict"] != "block"
    with_brief = client.post("/page/check", json={**DRAFT, "brief": "必须写：本品美白祛斑，全网第一"}).json()
    assert "全网第一" in with_brief["pieces"]["brief"]
    assert client.post("/page/check", json=DRAFT).json()["pieces"]["brief"].strip() == ""


def test_words_of_a_draft_stay_words(client: TestClient) -> None:
    answer = client.post("/page/check", json={"title": HOSTILE, "text": HOSTILE * 3}).json()
    for markup in answer["pieces"].values():
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


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path, run) -> None:  # type: ignore[no-untyped-def]
    with served(tmp_path) as (address, _):
        port = address.rsplit(":", 1)[1].strip("/")
        session = run("serve", "--isolated", "--port", port)
    assert session.code == 2
    assert "--port 0" in session.err
    assert "Traceback" not in session.err
