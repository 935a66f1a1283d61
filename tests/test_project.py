"""A project's configuration, baseline and lock, at the command line."""

import json
from pathlib import Path

import pytest
from conftest import DEMO_RULES, Run

from xhs_compliance.config.files import find_config, load_config
from xhs_compliance.config.settings import matches
from xhs_compliance.model.errors import UsageError


@pytest.fixture(autouse=True)
def project(run: Run) -> None:
    """A project with its own pack and two drafts."""
    Path("xhs-compliance.toml").write_text(
        f"""
packs = ["demo"]
rules-dirs = ["{DEMO_RULES.as_posix()}"]
lang = "zh"

[[facts]]
paths = ["drafts/paid/**"]
commercial = "paid"

[profiles.strict]
fail-on = "info"
policy = {{ suppressions-lift-blocks = false, trusted-sources = ["agency"] }}

[profiles.mild]
severity = {{ "demo/claim" = "info", "demo/label-missing" = "off" }}
""",
        encoding="utf-8",
    )
    Path("drafts/paid").mkdir(parents=True)
    Path("drafts/own.md").write_text("它能美白", encoding="utf-8")
    Path("drafts/paid/a.md").write_text("【广告】它能美白", encoding="utf-8")


def verdicts(out: str) -> dict[str, str]:
    return {draft["id"]: draft["verdict"] for draft in json.loads(out)["drafts"]}


def test_facts_by_path_and_language(run: Run) -> None:
    session = run("check", "drafts", "--format", "json")
    assert verdicts(session.out) == {"drafts/own.md": "review", "drafts/paid/a.md": "block"}
    assert "读作" in session.out


def test_the_file_is_found_upwards_and_isolated_ignores_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("drafts")
    assert verdicts(run("check", "own.md", "--format", "json").out) == {"own.md": "review"}
    isolated = run("check", "own.md", "--isolated", "--format", "json")
    assert "demo/claim" not in isolated.out


def test_a_draft_wins_over_the_configuration_and_the_command_line_over_neither(run: Run) -> None:
    Path("drafts/paid/b.md").write_text("---\ncommercial: none\n---\n它能美白", encoding="utf-8")
    session = run("check", "drafts/paid", "--format", "json", "--facts", "commercial=gifted")
    assert verdicts(session.out) == {"drafts/paid/a.md": "review", "drafts/paid/b.md": "pass"}


def test_a_profile_overrides_severities_and_turns_rules_off(run: Run) -> None:
    session = run("check", "drafts", "--format", "json", "--profile", "mild")
    assert verdicts(session.out) == {"drafts/own.md": "pass", "drafts/paid/a.md": "pass"}
    assert session.code == 0


def test_under_a_strict_policy_an_author_lifts_no_block(run: Run) -> None:
    text = "---\ncommercial: paid\n---\n【广告】它能美白 <!-- allow demo/claim: 引用 -->"
    Path("drafts/c.md").write_text(text, encoding="utf-8")
    Path("drafts/d.md").write_text("---\ncommercial: none\n---\n它能美白", encoding="utf-8")
    mild = verdicts(run("check", "drafts/c.md", "drafts/d.md", "--format", "json").out)
    strict = verdicts(run("check", "drafts/c.md", "drafts/d.md", "--format", "json", "--profile", "strict").out)
    assert mild == {"drafts/c.md": "pass", "drafts/d.md": "pass"}
    assert strict == {"drafts/c.md": "block", "drafts/d.md": "review"}


def test_config_show_names_the_origin_of_every_value(run: Run) -> None:
    shown = {
        line.split()[0]: line.split()[-1] for line in run("config", "show", "--profile", "strict").out.splitlines()
    }
    assert shown["packs"] == "xhs-compliance.toml"
    assert shown["fail-on"] == "[profiles.strict]"
    assert shown["baseline"] == "default"


def test_extends_lays_the_nearer_file_on_top(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text('lang = "en"\nfail-on = "info"\n', encoding="utf-8")
    (tmp_path / "near.toml").write_text('extends = "base.toml"\nlang = "zh"\n', encoding="utf-8")
    config = load_config(tmp_path / "near.toml")
    assert (config.lang, config.fail_on) == ("zh", "info")
    assert config.origins == {"lang": "near.toml", "fail-on": "base.toml"}


def test_a_table_in_pyproject_counts(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.xhs-compliance]\nlang = "en"\n', encoding="utf-8")
    found = find_config(tmp_path / "a" / "b")
    assert found == tmp_path / "a" / "pyproject.toml"
    assert load_config(found).lang == "en"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("pack = []", "has no key 'pack'; did you mean 'packs'?"),
        ('packs = "demo"', "packs must be another type"),
        ('fail-on = "eror"', "fail-on cannot be 'eror'; did you mean 'error'?"),
        ('[severity]\n"a/b" = "bad"', "severity.a/b cannot be 'bad'"),
        ("[policy]\nblock = 1", "policy has no key 'block'"),
        ("packs = [", "is not TOML"),
        ('extends = "gone.toml"', "cannot be read"),
        ('extends = "bad.toml"', "extends goes round or too deep"),
    ],
)
def test_a_wrong_file_is_one_clear_sentence(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        load_config(path)
    assert said in error.value.message.en


def test_an_unknown_profile_is_named(run: Run) -> None:
    session = run("check", "drafts", "--profile", "strickt", "--lang", "en")
    assert (session.code, session.err.strip()) == (
        2,
        "xhs-compliance: there is no profile 'strickt'; did you mean 'strict'?",
    )


def test_init_writes_a_start_that_can_be_read(run: Run) -> None:
    assert run("init").code == 2
    assert run("init", "--force").code == 0
    assert load_config(Path("xhs-compliance.toml")).packs == ()


def test_a_baseline_reports_only_what_is_new(run: Run) -> None:
    update = run("baseline", "update", "drafts", "--lang", "en")
    assert "holds 2 accepted findings" in update.out
    with_baseline = Path("xhs-compliance.toml").read_text(encoding="utf-8")
    Path("xhs-compliance.toml").write_text(
        f'baseline = "xhs-compliance.baseline.json"\n{with_baseline}', encoding="utf-8"
    )
    assert verdicts(run("check", "drafts", "--format", "json").out) == {
        "drafts/own.md": "pass",
        "drafts/paid/a.md": "pass",
    }
    Path("drafts/own.md").write_text("前面多一行\n它能美白，也能消炎", encoding="utf-8")
    (draft,) = json.loads(run("check", "drafts/own.md", "--format", "json").out)["drafts"]
    assert [finding["text"] for finding in draft["findings"]] == ["消炎"]
    assert [entry["finding"]["text"] if "finding" in entry else entry["text"] for entry in draft["suppressed"]] == [
        "美白"
    ]
    Path("drafts/own.md").write_text("今天的汤", encoding="utf-8")
    assert "holds 1 accepted findings" in run("baseline", "prune", "drafts", "--lang", "en").out
    assert "demo/claim: 美白" in run("baseline", "show").out


def test_a_baseline_holds_no_time_and_no_line_number(run: Run) -> None:
    run("baseline", "update", "drafts")
    first = Path("xhs-compliance.baseline.json").read_text(encoding="utf-8")
    Path("drafts/own.md").write_text("\n\n\n它能美白", encoding="utf-8")
    run("baseline", "update", "drafts")
    assert Path("xhs-compliance.baseline.json").read_text(encoding="utf-8") == first


def test_the_lock_insists_on_the_packs_agreed(run: Run) -> None:
    assert run("packs", "lock").code == 0
    config = Path("xhs-compliance.toml")
    config.write_text(f'lock = "xhs-compliance.lock"\n{config.read_text(encoding="utf-8")}', encoding="utf-8")
    assert run("check", "drafts/own.md").code == 0
    lock = Path("xhs-compliance.lock")
    lock.write_text(lock.read_text(encoding="utf-8").replace("1.0+", "0.9+"), encoding="utf-8")
    session = run("check", "drafts/own.md")
    assert session.code == 3
    assert "the lock says 0.9+" in session.err


@pytest.mark.parametrize(
    ("name", "pattern", "expected"),
    [
        ("cn-absolute", "cn-*", True),
        ("drafts/paid/x/a.md", "drafts/paid/**", True),
        ("drafts/paid", "drafts/paid/**", True),
        ("drafts/paid2/a.md", "drafts/paid/**", False),
        ("drafts/a.md", "*.md", True),
        ("en-health", "cn-*", False),
    ],
)
def test_patterns(name: str, pattern: str, expected: bool) -> None:
    assert matches(name, pattern) is expected
