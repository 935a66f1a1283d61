"""The HTTP API: what it answers, what it refuses and how, in the application and as a running server."""

import asyncio
import json
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from jsonschema import Draft202012Validator
from live import served
from starlette.requests import Request
from starlette.testclient import TestClient

from xhs_compliance.api import load_linter, today
from xhs_compliance.cli.gate import GateOptions, load_gate
from xhs_compliance.config.settings import Config
from xhs_compliance.linter import Linter
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.policy import GATE
from xhs_compliance.model.words import Bilingual
from xhs_compliance.reporters.schema import output_schema
from xhs_compliance.services.gate.gate import Gate
from xhs_compliance.services.gate.profiles import Profiles
from xhs_compliance.services.web import punctual
from xhs_compliance.services.web.app import create_app
from xhs_compliance.services.web.guarded import Guard
from xhs_compliance.services.web.limits import Limits, read_lines
from xhs_compliance.services.web.problems import ProblemError

CLAIM = {"id": "a1", "text": "第二周真的mei白了。", "facts": {"commercial": "paid"}}
TOKEN = "0123456789abcdef"


@pytest.fixture(scope="module")
def gate(shipped: Linter) -> Gate:
    mild = load_linter(config=Config(packs_off=("cn-cosmetics",)), as_of=shipped.checker._as_of)

    def load(profile: str) -> Linter:
        if profile != "mild":
            raise UsageError(Bilingual("没有", f"there is no profile {profile!r}"))
        return mild

    return Gate(Profiles(load_linter(config=Config(policy=GATE)), load), "en")


@pytest.fixture(scope="module")
def client(shipped: Linter, gate: Gate) -> Iterator[TestClient]:
    app = create_app(shipped, "en", gate=gate, limits=Limits(most_bytes=20_000, most_drafts=3))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def rules_of(answer: dict[str, Any]) -> set[str]:
    return {finding["rule"] for finding in answer["findings"]}


def test_one_draft(client: TestClient) -> None:
    answer = client.post("/v1/check", json=CLAIM).json()
    assert (answer["id"], answer["verdict"], answer["next"]) == ("a1", "block", "rewrite")
    found = next(each for each in answer["findings"] if each["rule"] == "cn-cosmetics/unregistered-whitening")
    assert (found["text"], found["reads_as"], found["start"], found["end"]) == ("mei白", "美白", 5, 9)
    Draft202012Validator(output_schema("answer")).validate(answer)


def test_the_language_and_the_profile_are_those_of_the_request(client: TestClient) -> None:
    chinese = client.post("/v1/check", json={**CLAIM, "lang": "zh"}).json()
    assert "美白功效" in json.dumps(chinese["findings"], ensure_ascii=False)
    mild = client.post("/v1/check", json={**CLAIM, "profile": "mild"}).json()
    assert "cn-cosmetics/unregistered-whitening" not in rules_of(mild)
    unknown = client.post("/v1/check", json={**CLAIM, "profile": "none"})
    assert (unknown.status_code, unknown.json()["detail"]) == (422, "there is no profile 'none'")


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"content": b'{"text":', "headers": {"content-type": "application/json"}}, 400, "not-json"),
    ({"content": b'{"text": "\xff"}', "headers": {"content-type": "application/json"}}, 400, "not-json"),
    ({"content": b"[" * 9000, "headers": {"content-type": "application/json"}}, 400, "not-json"),
    ({"content": b"x=1", "headers": {"content-type": "text/html"}}, 415, "unsupported-media-type"),
    ({"json": {}}, 422, "not-a-draft"),
    ({"json": []}, 422, "not-a-draft"),
    ({"json": {"text": 4}}, 422, "not-a-draft"),
    ({"json": {"text": "汤", "facts": {"comercial": "paid"}}}, 422, "not-a-draft"),
    ({"json": {"text": "汤", "facts": []}}, 422, "not-a-draft"),
    ({"json": {"text": "汤", "lang": "fr"}}, 422, "not-a-draft"),
    ({"json": {"text": "汤", "previous": 4}}, 422, "not-a-draft"),
    ({"json": {"text": "汤", "profile": {}}}, 422, "not-a-draft"),
    ({"json": {"text": "汤", "id": {"x": 1}}}, 422, "not-a-draft"),
    ({"json": {"text": "汤"}, "headers": {"content-encoding": "gzip"}}, 415, "unsupported-encoding"),
    ({"json": {"text": "汤"}, "headers": {"host": "elsewhere.example"}}, 400, "unknown-host"),
    ({"json": {"text": "汤" * 9000}}, 413, "too-large"),
]


@pytest.mark.parametrize(("sent", "status", "kind"), REFUSED)
def test_what_is_no_draft_gets_a_problem_body(client: TestClient, sent: dict[str, Any], status: int, kind: str) -> None:
    refused = client.post("/v1/check", **sent)
    assert refused.status_code == status, refused.text
    assert refused.headers["content-type"] == "application/problem+json"
    body = refused.json()
    assert (body["status"], body["type"]) == (status, f"urn:xhs-compliance:problem:{kind}")
    assert body["detail"]


def test_addresses_and_methods_that_do_not_exist(client: TestClient) -> None:
    assert client.get("/v1/nothing").status_code == 404
    wrong = client.get("/v1/check")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST")
    missing = client.get("/v1/rules/cn-cosmetics/unregistered-whitenin")
    assert missing.status_code == 404
    assert "did you mean 'cn-cosmetics/unregistered-whitening'?" in missing.json()["detail"]


def test_a_batch_answers_every_line_in_order(client: TestClient) -> None:
    long = json.dumps({"id": "long", "text": "汤" * 9000})
    lines = ['{"id":"a","text":"祛斑"}', "{broken", "", long, '{"id":"d","text":"今天的汤","profile":"mild"}']
    answer = client.post(
        "/v1/check/batch", content="\n".join(lines).encode(), headers={"content-type": "application/x-ndjson"}
    )
    answers = [json.loads(line) for line in answer.text.splitlines()]
    assert [each["id"] for each in answers] == ["a", None, None, "d"]
    assert ["error" in each for each in answers] == [False, True, True, False]
    assert [each.get("line") for each in answers] == [None, 2, 4, None]


def test_a_campaign_shows_what_drafts_share(client: TestClient) -> None:
    drafts = [{"id": "1", "text": "可以祛斑"}, {"id": "2", "text": "可以祛斑"}, 4]
    answer = client.post("/v1/campaign", json={"facts": {"commercial": "paid"}, "drafts": drafts}).json()
    assert answer["verdicts"] == {"pass": 0, "review": 0, "block": 2, "incomplete": 0, "failed": 1}
    assert [each["drafts"] for each in answer["repeated"] if each["text"] == "祛斑"] == [["1", "2"]]
    assert client.post("/v1/campaign", json={"drafts": [{"text": "汤"}] * 4}).status_code == 413
    assert client.post("/v1/campaign", json={"drafts": []}).status_code == 422
    wrong = client.post("/v1/campaign", json={"drafts": [{"text": "汤"}], "facts": 7})
    assert (wrong.status_code, wrong.json()["detail"]) == (422, "'facts' must be an object")


def test_rules(client: TestClient) -> None:
    rules = client.get("/v1/rules", params={"pack": "cn-cosmetics"}).json()["rules"]
    assert {rule["pack"] for rule in rules} == {"cn-cosmetics"}
    unknown = client.get("/v1/rules", params={"pack": "cn-cosmetic"})
    assert unknown.status_code == 422
    assert "did you mean 'cn-cosmetics'?" in unknown.json()["detail"]
    rule = client.get("/v1/rules/cn-cosmetics/unregistered-whitening").json()
    assert rule["basis"][0]["article"]["zh"]
    assert rule["message"]["en"]


def test_permissions_and_own_money_written_by_the_author_lift_no_block(client: TestClient) -> None:
    text = "第二周真的美白了。<!-- allow cn-cosmetics/unregistered-whitening: ok -->"
    assert client.post("/v1/check", json={"text": text, "facts": {"commercial": "paid"}}).json()["verdict"] == "block"
    declared = client.post("/v1/check", json={"text": "第二周真的美白了。", "facts": {"commercial": "none"}}).json()
    undeclared = client.post("/v1/check", json={"text": "第二周真的美白了。"}).json()
    assert declared["verdict"] == undeclared["verdict"]


RETRIES = [
    ("第二周真的美白了", "第二周真的mei白了", "another-spelling", "human"),
    ("第二周真的美白了", "第二周真的祛斑了", "same-claim", "human"),
    ("第二周真的美白了", "第二周真的美白了，真的", "unchanged", "rewrite"),
    ("第二周真的美白了", "第二周用着还挺舒服", None, None),
]


@pytest.mark.parametrize(("before", "now", "how", "step"), RETRIES)
def test_a_refused_claim_that_comes_back_goes_to_a_person(
    client: TestClient, before: str, now: str, how: str | None, step: str | None
) -> None:
    answer = client.post("/v1/check", json={"text": now, "previous": before, "facts": {"commercial": "paid"}}).json()
    claims = [each for each in answer["retry"]["returned"] if each["before"]["category"] == "beauty-claim"]
    hows = {each["how"] for each in claims}
    assert hows == ({how} if how else set())
    if step:
        assert answer["next"] == step
    else:
        assert "美白" in {each["text"] for each in answer["retry"]["fixed"]}


def test_the_description_is_valid_and_names_every_address(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    assert "/v1/check" in client.get("/docs").text


def test_too_many_at_once_are_sent_away(shipped: Linter, gate: Gate) -> None:
    with TestClient(create_app(shipped, gate=gate, limits=Limits(at_once=0)), base_url="http://localhost") as client:
        busy = client.post("/v1/check", json=CLAIM)
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "1")


def test_a_stream_counts_until_its_last_line_is_sent() -> None:
    guard = Guard(1, lambda _: "en")
    statuses = []

    async def stream(scope: Any, receive: Any, send: Any) -> None:
        other: list[Any] = []

        async def heard(message: Any) -> None:
            other.append(message)

        await guard.around(answered)(scope, receive, heard)
        statuses.append(other[0]["status"])

    async def answered(request: Request) -> Any:
        return stream

    async def unread(message: Any) -> None: ...

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    asyncio.run(guard.around(answered)(scope, None, unread))  # type: ignore[arg-type]  # nothing is received
    assert (statuses, guard.under_way) == ([503], 0)


def test_a_caller_who_sends_no_whole_line_is_not_waited_for() -> None:
    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.03)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def lines() -> list[bytes | None]:
        request = Request({"type": "http", "method": "POST", "headers": []}, receive)
        return [line async for line in read_lines(request, Limits(seconds=0.2))]

    with pytest.raises(ProblemError) as refused:
        asyncio.run(asyncio.wait_for(lines(), 5))
    assert refused.value.kind == "too-slow"


def test_a_bug_of_ours_is_named_without_the_draft(
    shipped: Linter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate(Profiles(shipped), "en")
    with TestClient(create_app(shipped, gate=gate), base_url="http://localhost") as client:
        monkeypatch.setattr(Linter, "check", lambda *_: {}["第二周真的美白了"])
        one = client.post("/v1/check", json={"text": "第二周真的美白了"})
        lines = b'{"text":"\xe6\xb1\xa4"}\n{}'
        many = client.post("/v1/check/batch", content=lines, headers={"content-type": "application/x-ndjson"})
    assert (one.status_code, one.json()["detail"]) == (500, "a bug of ours (KeyError); not checked")
    assert ["bug" in line for line in many.text.splitlines()] == [True, False]
    assert '"error":"KeyError"' in caplog.text
    assert "白" not in caplog.text


@pytest.mark.parametrize(
    ("host", "known"),
    [("[::1]:8765", True), ("[::1]", True), ("LOCALHOST:1", True), ("127.0.0.1", True), ("localhost.example", False)],
)
def test_the_names_it_answers_to(client: TestClient, host: str, known: bool) -> None:
    assert (client.get("/healthz", headers={"host": host}).status_code == 200) is known


def test_every_request_is_logged_once(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "xhs_compliance.services"):
        client.get("/v1/rules")
        client.get("/nothing?words=of-the-draft")
        client.get("/healthz", headers={"host": "elsewhere.example"})
    lines = [json.loads(line.message) for line in caplog.records if line.name == "xhs_compliance.services"]
    assert [(line["path"], line["status"]) for line in lines] == [
        ("/v1/rules", 200),
        ("/nothing", 404),
        ("/healthz", 400),
    ]


def test_a_token_is_asked_for(shipped: Linter, gate: Gate) -> None:
    with TestClient(create_app(shipped, gate=gate, token=TOKEN), base_url="http://localhost") as client:
        assert client.post("/v1/check", json=CLAIM).status_code == 401
        wrong = client.post("/v1/check", json=CLAIM, headers={"authorization": "Bearer nonsense"})
        assert (wrong.status_code, wrong.headers["www-authenticate"]) == (401, "Bearer")
        assert client.post("/v1/check", json=CLAIM, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert client.get("/healthz").status_code == 200


def test_headers_that_do_not_arrive_close_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(punctual, "SECONDS", 0.2)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(0.5)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})

    async def said(host: str, port: int, *pieces: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(host, port)
        try:
            for piece in pieces:
                writer.write(piece)
                await asyncio.sleep(0.1)
            return await asyncio.wait_for(reader.read(), 10)
        except ConnectionError:  # it closed while we were still sending
            return b""
        finally:
            writer.close()

    async def callers() -> list[bytes]:
        server = uvicorn.Server(uvicorn.Config(app, http=punctual.Punctual, lifespan="off", log_level="error"))
        with socket.create_server(("127.0.0.1", 0)) as listening:
            running = asyncio.create_task(server.serve([listening]))
            where = listening.getsockname()
            whole = said(*where, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            drip = said(*where, *[b"GET / HTTP/1.1\r\n"], *[b"A: b\r\n"] * 8)
            answers = await asyncio.gather(said(*where), drip, whole)
            server.should_exit = True
            await running
        return answers

    silent, dripping, whole = asyncio.run(callers())
    assert (silent, dripping) == (b"", b"")
    assert whole.endswith(b"ok")


def test_who_declares_the_facts_is_said_when_the_gate_is_set_up(shipped: Linter) -> None:
    profiles = Profiles(shipped.under(GATE))
    none = {"text": "第二周真的美白了，快去冲", "facts": {"commercial": "none"}}
    by_author, by_agency = (Gate(profiles, facts_from=who).answer(none).content for who in ("author", "agency"))
    assert by_author["verdict_if"]
    assert by_agency["verdict_if"] == {}
    assert by_author["verdict"] != by_agency["verdict"]


def test_the_law_is_that_of_the_day_of_each_request(demo: Linter) -> None:
    """A server that was started before a law came into force applies it on the day it does, without a restart."""
    calendar = [date(1990, 1, 1)]
    profiles = Profiles(demo, lambda _: demo, lambda: calendar[-1])
    app = create_app(demo, "en", gate=Gate(profiles, "en"))
    paid = {"text": "它能美白", "facts": {"commercial": "paid"}}
    said = []
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for day in (calendar[0], date(2026, 11, 22)):
            calendar.append(day)
            asked = [client.post("/v1/check", json=each).json() for each in (paid, {**paid, "profile": "brand"})]
            page = client.post("/page/check", json=paid).json()
            said.append([*((each["as_of"], each["verdict"]) for each in asked), page["verdict"]])
    assert said == [
        [("1990-01-01", "pass"), ("1990-01-01", "pass"), "pass"],
        [("2026-11-22", "block"), ("2026-11-22", "block"), "block"],
    ]


def test_serve_asks_the_calendar_at_each_request() -> None:
    gate = load_gate(GateOptions((), (), (), None, None, isolated=True), "en")
    assert gate.profiles.clock is today


def test_a_running_server_survives_bad_and_slow_callers_and_logs_no_draft(tmp_path: Path) -> None:
    with served(tmp_path, "--log") as (address, log):
        port = int(address.rstrip("/").rpartition(":")[2])
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(1000)]
        for each in slow:
            each.sendall(b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n")
        half = socket.create_connection(("127.0.0.1", port))
        half.sendall(
            b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b'Content-Length: 99\r\n\r\n{"text":'
        )
        half.shutdown(socket.SHUT_WR)
        with httpx.Client(base_url=address) as client:
            assert client.post("/v1/check", json=CLAIM).json()["verdict"] == "block"
            lines = b'{"text":"a"}\n{"text":"b"}'
            batch = client.post("/v1/check/batch", content=lines, headers={"content-type": "application/x-ndjson"})
            assert [json.loads(line)["verdict"] for line in batch.text.splitlines()] == ["pass", "pass"]
            large = client.post("/v1/check", json={"text": "汤" * 4_000_000})
            assert large.status_code == 413
        for each in (*slow, half):
            each.close()
    logged = log.read_text(encoding="utf-8")
    assert '"path":"/v1/check"' in logged
    assert "白" not in logged


def test_beyond_this_machine_a_token_is_needed(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XHS_COMPLIANCE_TOKEN", raising=False)
    session = run("serve", "--host", "0.0.0.0", "--isolated", "--lang", "en")
    assert session.code == 2
    assert "--token-file" in session.err
