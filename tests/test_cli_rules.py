"""The commands about rules: what they list, show, test and write, and how they end when a pack is wrong."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import DEMO_RULES
from jsonschema import Draft202012Validator

from xhs_compliance.cli.rules import explain, rules
from xhs_compliance.packs.load import load_rulebook

ISOLATED = "--isolated"


def run(*arguments: str, answers: str = "") -> Result:
    command, rest = (explain, arguments[1:]) if arguments[0] == "explain" else (rules, arguments)
    return CliRunner().invoke(command, list(rest), input=answers, catch_exceptions=False)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "pack.yaml").write_text("schema: 1\npack: mine\nversion: 2026.10\n", encoding="utf-8")
    return tmp_path


def test_list_takes_filters_that_must_all_hold() -> None:
    every = json.loads(run("list", "--format", "json", ISOLATED, "--rules-dir", str(DEMO_RULES)).stdout)
    some = run("list", "--format", "json", ISOLATED, "--rules-dir", str(DEMO_RULES), "--pack", "demo",
               "--category", "other", "--severity", "warning", "--market", "UK", "--confidence", "high")  # fmt: skip
    listed = json.loads(some.stdout)
    assert {entry["id"] for entry in listed} == {"demo/ordered-pair", "demo/slow-regex", "demo/hidden"}
    assert [entry for entry in every if entry["id"] == "demo/hidden"] == [e for e in listed if e["id"] == "demo/hidden"]
    for entry in listed:
        file, line, column = entry["place"].rsplit(":", 2)
        text = Path(file).read_text(encoding="utf-8").split("\n")[int(line) - 1]
        assert text[int(column) - 1 :] == entry["id"].removeprefix("demo/")


def test_list_as_text_speaks_both_languages() -> None:
    for language in ("zh", "en"):
        said = run("list", ISOLATED, "--pack", "cn-absolute", "--lang", language).stdout.splitlines()
        assert said
        assert all(line.startswith("cn-absolute/") for line in said)


def test_an_unknown_pack_or_rule_is_told_with_the_nearest() -> None:
    from xhs_compliance.model.errors import UsageError

    with pytest.raises(UsageError, match="did you mean 'demo'"):
        run("list", ISOLATED, "--rules-dir", str(DEMO_RULES), "--pack", "dema")
    with pytest.raises(UsageError, match="did you mean 'demo/claim'"):
        run("show", "demo/clam", ISOLATED, "--rules-dir", str(DEMO_RULES))


@pytest.mark.parametrize(
    "command", [("list", "--pack", "cn-absolute"), ("show", "has-price"), ("explain", "has-price")]
)
def test_a_broken_pack_is_told_and_stops_nothing(broken: Path, command: tuple[str, ...]) -> None:
    result = run(*command, ISOLATED, "--rules-dir", str(broken), "--lang", "en")
    assert result.exit_code == 0
    assert result.stdout
    assert "mine/pack.yaml:3:10: error: YAML readers turn this text into a number" in result.stderr


def test_a_broken_pack_ends_the_test_with_3(broken: Path) -> None:
    result = run("test", str(broken), ISOLATED, "--lang", "zh")
    assert result.exit_code == 3
    assert "mine/pack.yaml:3:10: 错误：别的 YAML 程序会把它读成数字" in result.stderr


def test_show_says_everything_as_yaml_and_json() -> None:
    as_json = json.loads(run("show", "demo/claim", "--format", "json", ISOLATED, "--rules-dir", str(DEMO_RULES)).stdout)
    as_text = yaml.safe_load(run("show", "demo/claim", ISOLATED, "--rules-dir", str(DEMO_RULES)).stdout)
    assert as_json == as_text
    assert as_json["find"]["terms"] == ["治疗", "美白", "最好", "消炎"]
    assert as_json["basis"][0]["instrument"]["zh"]
    assert as_json["examples"]["flag"][0]["text"] == "它能[[美白]]"


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("找什么", "会提示", "依据")), ("en", ("Finds", "Flags", "Basis"))]
)
def test_explain_is_for_people(language: str, words: tuple[str, ...]) -> None:
    said = run("explain", "claim", ISOLATED, "--rules-dir", str(DEMO_RULES), "--lang", language).stdout
    assert all(word in said for word in words)
    assert "[[mei白]]" in said


def test_every_shipped_rule_can_be_shown_and_explained() -> None:
    from xhs_compliance.reporters.rule_page import render_rule, render_signal
    from xhs_compliance.reporters.rules.data import rule_data, signal_data
    from xhs_compliance.reporters.rules.words import Teller

    book = load_rulebook(go_on=True)
    for rule in book.rules:
        assert json.dumps(rule_data(rule))
        assert all(rule.id in render_rule(rule, lang, Teller(lang, book.library.facts)) for lang in ("zh", "en"))
    for each in book.signals:
        assert json.dumps(signal_data(each))
        assert render_signal(each, "zh", Teller("zh"))


def test_test_takes_folders_files_and_names() -> None:
    whole = run("test", str(DEMO_RULES), ISOLATED, "--lang", "en")
    one = run("test", str(DEMO_RULES), "--rule", "demo/claim", ISOLATED, "--lang", "en")
    file = run("test", str(DEMO_RULES / "demo" / "rules.yaml"), ISOLATED, "--lang", "en")
    assert [result.exit_code for result in (whole, one, file)] == [0, 0, 0]
    assert one.stdout.startswith("1 rules and signals: 7 examples hold, 0 do not")
    assert whole.stdout.split(" (")[0] == file.stdout.split(" (")[0]


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(run("schema").stdout))
    assert json.loads(run("schema", "law").stdout)["required"] == ["instruments", "provisions"]


ANSWERS = [
    "CN", "我的品牌", "My brand",
    "Miracle Words", "miracle-words", "beauty-claim", "神奇的词", "Miracle words", "……", "奇迹霜, 神奇水", "warning",
    "ad-law-9x", "ad-law-28", "这瓶奇迹霜“真”好用: #广告", "普通的水", "", "", "会被当作保证。", "Reads as a promise.",
    "写感受。", "Say how it felt.",
]  # fmt: skip


def test_new_writes_a_rule_that_holds(tmp_path: Path) -> None:
    folder = tmp_path / "my-brand"
    result = run("new", str(folder), "--lang", "en", answers="\n".join(ANSWERS) + "\n")
    assert result.exit_code == 0, result.output
    assert "did you mean" in result.output
    assert "2 examples hold, 0 do not" in result.output
    (rule,) = yaml.safe_load((folder / "miracle-words.yaml").read_text(encoding="utf-8"))["rules"]
    assert rule["examples"]["flag"][0]["text"] == "这瓶[[奇迹霜]]“真”好用: #广告"
    assert rule["message"] == {"zh": "“{match}”：神奇的词。", "en": "“{match}”: Miracle words."}
    again = run("test", str(folder), ISOLATED, "--lang", "zh")
    assert again.exit_code == 0


def test_new_replaces_nothing(tmp_path: Path) -> None:
    from xhs_compliance.model.errors import UsageError

    folder = tmp_path / "my-brand"
    run("new", str(folder), answers="\n".join(ANSWERS) + "\n")
    with pytest.raises(UsageError, match="exists"):
        run("new", str(folder), answers="\n".join(ANSWERS[4:]) + "\n")
    with pytest.raises(UsageError, match="is not a name"):
        run("new", str(tmp_path / "My Brand"))


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_watch_runs_again_after_a_change(tmp_path: Path) -> None:
    folder = tmp_path / "my-brand"
    run("new", str(folder), answers="\n".join(ANSWERS) + "\n")
    command = [
        sys.executable,
        "-m",
        "xhs_compliance",
        "rules",
        "test",
        str(folder),
        "--watch",
        "--lang",
        "en",
        ISOLATED,
    ]
    out = tmp_path / "out.txt"
    with out.open("w") as stream:
        process = subprocess.Popen(
            command,
            stdout=stream,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            # A shell's background job ignores the signal, and so would its children.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

        def wait_for(times: int) -> str:
            for _ in range(300):
                if out.read_text().count("watching") >= times:
                    return out.read_text()
                time.sleep(0.1)
            raise AssertionError(out.read_text())

        assert "2 examples hold, 0 do not" in wait_for(1)
        path = folder / "miracle-words.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("普通的水", "普通的奇迹霜"), encoding="utf-8")
        assert "1 examples hold, 1 do not" in wait_for(2)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 3
