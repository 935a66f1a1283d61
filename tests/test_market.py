"""Adding a market is adding data: the walk of ``docs/maintaining.md``, in a copy of the rules."""

import re
from pathlib import Path

import pytest
from conftest import AS_OF, Run, copied

from xhs_compliance.api import load_linter
from xhs_compliance.engine.selftest import check_examples
from xhs_compliance.linter import Linter
from xhs_compliance.model.declare import FactError, declare
from xhs_compliance.model.draft import Draft
from xhs_compliance.model.errors import PackError
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import MARKETS
from xhs_compliance.packs.load import load_rulebook

GUIDE = Path(__file__).parent.parent / "docs" / "maintaining.md"


def blocks(kind: str) -> dict[str, str]:
    """The pieces of the guide's walk of one kind, by the file below ``rules/`` that each belongs to."""
    text = GUIDE.read_text(encoding="utf-8")
    return dict(re.findall(rf"```{kind}\n(?:#|\+\+\+) rules/(\S+\.yaml)\n(.*?)```", text, re.DOTALL))


def add_market(folder: Path) -> None:
    """What the guide says, done: lines into the shared files, and a pack of its own."""
    for name, content in blocks("diff").items():
        lines, at = (folder / name).read_text(encoding="utf-8").splitlines(), 0
        for line in content.splitlines():
            if line.startswith("+"):
                at += 1
                lines.insert(at, line[1:])
            else:
                at = lines.index(line[1:])
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, content in blocks("yaml").items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the rules to which Japan was added."""
    folder = copied(tmp_path_factory.mktemp("rules"))
    add_market(folder)
    return folder


@pytest.fixture(scope="module")
def linter(folder: Path) -> Linter:
    """The linter of those rules."""
    return load_linter(rules=folder, as_of=AS_OF)


def checked(linter: Linter, text: str, *markets: str) -> Review:
    return linter.check(Draft("a", {"text": text}, declare({"commercial": "paid", MARKETS: [*markets]}, linter.facts)))


def test_a_market_is_data_alone(linter: Linter, shipped: Linter) -> None:
    assert "JP" in linter.facts[MARKETS].values
    assert "JP" not in shipped.facts[MARKETS].values
    with pytest.raises(FactError):
        declare({MARKETS: "JP"}, shipped.facts)


def test_a_draft_is_judged_by_the_rules_of_the_new_market_where_it_declares_it(linter: Linter) -> None:
    text = "A lovely serum from our friends at Yunmu."
    review = checked(linter, text, "JP")
    assert review.markets == ("JP",)
    assert {finding.rule.id for finding in review.findings} == {"jp-disclosure/unlabelled-ad"}
    assert not checked(linter, f"#PR {text}", "JP").findings
    assert not checked(linter, text, "US").findings
    both = checked(linter, text, "JP", "US")
    assert both.markets == ("US", "JP")
    assert dict(both.findings[0].by_market).keys() == {"JP"}


def test_the_examples_of_the_new_rule_hold(linter: Linter, folder: Path) -> None:
    (rule,) = load_rulebook([folder], only=["jp-disclosure"]).rules
    (tested,) = check_examples((rule,), linter.checker, linter.facts)
    assert (tested.held, tested.misses) == (6, ())


def test_a_market_that_is_nowhere_is_told_where_it_stands(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    add_market(folder)
    pack = folder / "jp-disclosure" / "pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("[JP]", "[JQ]"), encoding="utf-8")
    rule = folder / "jp-disclosure" / "labels.yaml"
    laddered = "    severity: [{is: error, when: {market: JX}}]\n    message"
    changed = rule.read_text(encoding="utf-8").replace("    severity: error\n    message", laddered)
    rule.write_text(changed, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_rulebook([folder])
    told = {(Path(problem.place.file).name, problem.message.en) for problem in caught.value.problems}
    assert told == {("pack.yaml", "facts.yaml has no market 'JQ'"), ("labels.yaml", "facts.yaml has no market 'JX'")}


def test_rules_list_knows_the_markets_of_the_table(run: Run) -> None:
    listed = run("rules", "list", "--market", "UK", "--lang", "en")
    assert listed.code == 0
    assert "en-green/" in listed.out
    refused = run("rules", "list", "--market", "UX", "--lang", "en")
    assert refused.code == 2
    assert "no market 'UX'" in refused.err
    assert "UK" in refused.err


def test_the_guide_is_what_was_walked() -> None:
    assert [*blocks("diff")] == ["facts.yaml", "law.yaml"]
    assert [*blocks("yaml")] == ["jp-disclosure/pack.yaml", "jp-disclosure/labels.yaml"]
