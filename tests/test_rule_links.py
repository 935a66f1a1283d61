"""A finding leads to the page of its rule, where somebody said where the pages are; nobody invents an address."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from conftest import AS_OF, DEMO_RULES, Run
from jsonschema import Draft202012Validator
from reporter_samples import full_review, report, rule

from xhs_compliance.config.files import load_config
from xhs_compliance.config.settings import Config
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.report import RenderOptions
from xhs_compliance.reporters.formats import FORMATS
from xhs_compliance.reporters.rule_link import rule_address
from xhs_compliance.reporters.schema import output_schema
from xhs_compliance.services.agents.fixes import suggest
from xhs_compliance.services.batch.arrow import check_batch
from xhs_compliance.services.batch.settings import Settings
from xhs_compliance.services.gate.gate import Gate
from xhs_compliance.services.gate.profiles import Profiles

BASE = "https://rules.example/docs"
PAGE = f"{BASE}/en/cn-cosmetics.md#unregistered-whitening"
LINKED = RenderOptions("en", colour=True, rule_pages=BASE)


def test_an_address_is_put_together_as_the_pages_lie() -> None:
    assert rule_address(rule(), LINKED) == PAGE
    page = RenderOptions("zh", rule_pages="https://rules.example/{rule}/{pack}.{lang}.html")
    assert rule_address(rule(), page) == "https://rules.example/unregistered-whitening/cn-cosmetics.zh.html"
    assert rule_address(rule(), RenderOptions("en")) == ""


@pytest.mark.parametrize("path", sorted(Path("docs/rules").glob("*/cn-price.md")), ids=str)
def test_the_standard_place_is_where_the_reference_holds_the_rule(path: Path) -> None:
    made = rule("cn-price/former-price")
    ids = [line.split('"')[1] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("<a id=")]
    for name in ids:
        made = rule(f"cn-price/{name}")
        address = rule_address(made, RenderOptions("zh" if path.parent.name == "zh" else "en", rule_pages="http://x"))
        assert address == f"http://x/{path.parent.name}/cn-price.md#{name}"
    assert len(ids) > 2


def test_json_says_the_page_of_each_finding_and_keeps_its_shape() -> None:
    made = json.loads(FORMATS["json"].render(report(full_review()), LINKED))
    (draft,) = made["drafts"]
    assert draft["findings"][0]["url"] == PAGE
    assert all(finding["url"].startswith(BASE) for finding in (*draft["findings"], *draft["suppressed"]))
    Draft202012Validator(output_schema("report")).validate(made)
    (line,) = str(FORMATS["jsonl"].render(report(full_review()), LINKED)).splitlines()
    assert json.loads(line) == draft


def test_sarif_names_the_page_once_a_rule() -> None:
    (run,) = json.loads(FORMATS["sarif"].render(report(full_review()), LINKED))["runs"]
    assert {each["id"]: each["helpUri"] for each in run["tool"]["driver"]["rules"]}[rule().id] == PAGE


def test_markdown_and_a_terminal_that_can_link() -> None:
    assert f"[`{rule().id}`](<{PAGE}>)" in FORMATS["markdown"].render(report(full_review()), LINKED)
    assert f";{PAGE}\x1b\\" in FORMATS["terminal"].render(report(full_review()), LINKED)
    plain = RenderOptions("en", rule_pages=BASE)
    assert "rules.example" not in FORMATS["terminal"].render(report(full_review()), plain)


@pytest.mark.parametrize("name", ["json", "jsonl", "sarif", "markdown", "terminal"])
def test_without_an_address_nothing_links(name: str) -> None:
    with_none = FORMATS[name].render(report(full_review()), RenderOptions("en", colour=True))
    assert not any(word in with_none for word in ('"url"', "helpUri", "](<", "\x1b]8"))


def test_the_command_and_the_configuration_say_where(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("它能美白", encoding="utf-8")
    arguments = ("check", "a.md", "--packs", "demo", "--rules-dir", str(DEMO_RULES), "--format", "json", "--lang", "en")

    def urls(*more: str) -> list[str]:
        (draft,) = json.loads(run(*arguments, *more).out)["drafts"]
        return [finding.get("url", "") for finding in draft["findings"]]

    assert urls("--rule-pages", BASE) == [f"{BASE}/en/demo.md#claim"]
    (tmp_path / "xhs-compliance.toml").write_text(f'rule-pages = "{BASE}/{{rule}}"\n', encoding="utf-8")
    assert urls() == [f"{BASE}/claim"]
    assert urls("--isolated") == [""]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "docs/rules", "https://a b", "https://a/)[x](y", 'https://a/"x', "https://a/{id}"],
)
def test_what_is_no_address_of_the_web_is_refused(tmp_path: Path, address: str) -> None:
    path = tmp_path / "xhs-compliance.toml"
    path.write_text(f"rule-pages = '{address}'\n", encoding="utf-8")
    with pytest.raises(UsageError, match="takes an address"):
        load_config(path)


def test_http_agents_and_batches_say_the_page_too(demo: Linter, tmp_path: Path) -> None:
    linter = replace(demo, config=replace(demo.config, rule_pages=BASE))
    gate = Gate(Profiles(linter), "en")
    answer = gate.answer({"text": "它能mei白", "previous": "它能美白"}).content
    page = f"{BASE}/en/demo.md#claim"
    assert page in pages(answer)
    (returned,) = answer["retry"]["returned"]  # type: ignore[index]  # decoded JSON
    assert returned["before"]["url"] == returned["after"]["url"] == page
    fixes = suggest(linter.check(Draft("a", {"text": "它能美白"}, declare({}, demo.facts))), linter, "en")
    assert {each["url"] for each in (*fixes["fixes"], *fixes["advice"])} == {page}  # type: ignore[misc]  # decoded JSON
    settings = Settings(AS_OF, language="en", packs=("demo",), folders=(DEMO_RULES,), config=Config(rule_pages=BASE))
    (row,) = check_batch(pa.RecordBatch.from_pylist([{"id": "a", "text": "它能美白"}]), settings).to_pylist()
    assert pages(json.loads(row["review"])) == {page}


def test_an_answer_with_pages_is_the_answer_without_them_and_an_address(demo: Linter) -> None:
    asked = {"id": "a", "text": "它能美白，最好"}
    with_none = Gate(Profiles(demo), "zh").answer(asked).content
    linked = Gate(Profiles(replace(demo, config=replace(demo.config, rule_pages=BASE))), "zh").answer(asked).content
    assert pages(with_none) == {None}
    for finding in linked["findings"]:  # type: ignore[attr-defined]  # decoded JSON
        assert finding.pop("url").startswith(BASE)
    assert linked == with_none


def pages(answer: Any) -> set[str | None]:
    """The addresses that the findings of an answer name."""
    return {finding.get("url") for finding in answer["findings"]}
