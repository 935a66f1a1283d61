"""Commands of a project: its configuration, its baseline of accepted findings, its lock of pack versions."""

from pathlib import Path

import click

from xhs_compliance.baseline import accept, dump_baseline, pruned, read_baseline
from xhs_compliance.cli.options import config_options, language_option, load, read_config, spoken_language
from xhs_compliance.cli.packs_diff import packs_diff
from xhs_compliance.config.files import FILE_NAME
from xhs_compliance.config.settings import Config
from xhs_compliance.model.errors import UsageError
from xhs_compliance.model.review import Review
from xhs_compliance.model.words import Bilingual, Language
from xhs_compliance.packs.lock import dump_lock

DEFAULT_BASELINE = Path("xhs-compliance.baseline.json")
DEFAULT_LOCK = Path("xhs-compliance.lock")

STARTER = """\
# 小红书草稿检查的配置。xhs-compliance.toml 放在项目根目录，下面的命令会自动找到它。
# Configuration of xhs-compliance. Every key is optional; remove the # to use it.

# packs = ["cn-*", "xhs-*"]            # 只用这些规则包 / only these packs
# packs-off = ["en-*"]                 # 不用这些规则包或规则 / leave out packs or rules
# rules-dirs = ["rules"]               # 自己的规则包 / your own packs
# lang = "zh"                          # zh | en
# fail-on = "error"                    # error | warning | info | never
# baseline = "xhs-compliance.baseline.json"
# lock = "xhs-compliance.lock"
# rule-pages = "https://…"             # 规则说明发布在哪里，发现会链接过去 / where docs/rules/ is published, to link to
# extends = "../brand.toml"

# [severity]                           # 给某条规则换级别 / another severity for a rule
# "cn-absolute/absolute-terms" = "warning"

# [policy]
# block-on = "error"
# review-on = "warning"
# suppressions-lift-blocks = false     # 作者自己写的许可不能放行 / an author's own permission lifts no block
# trusted-sources = ["agency", "order-table"]   # 谁说“没有合作”才算数 / whose "no tie" counts

# [[facts]]                            # 某些草稿的事实 / facts for some drafts
# paths = ["drafts/paid/**"]
# commercial = "paid"
# markets = ["CN"]

# [profiles.brand-a]                   # --profile brand-a
# fail-on = "warning"
"""


@click.command()
@click.option("--force", is_flag=True, help="Replace an existing file.")
@language_option
def init(force: bool, lang: Language | None) -> None:
    """Write a commented configuration file to start from."""
    path = Path(FILE_NAME)
    if path.exists() and not force:
        message = Bilingual(
            f"{FILE_NAME} 已经有了；要覆盖就加 --force", f"{FILE_NAME} exists; add --force to replace it"
        )
        raise UsageError(message)
    path.write_text(STARTER, encoding="utf-8", newline="\n")
    said = Bilingual(f"写好了 {FILE_NAME}", f"wrote {FILE_NAME}")
    click.echo(said.in_language(spoken_language(lang, Config())))


@click.group()
def config() -> None:
    """Show the configuration."""


@config.command("show")
@config_options
def config_show(config_file: Path | None, profile: str | None, isolated: bool) -> None:
    """Print what holds here, and where each value comes from."""
    found = read_config(config_file, profile, isolated=isolated)
    for key, value in _shown(found).items():
        click.echo(f"{key:<26} {value:<40} {found.origins.get(key.split('.')[0], 'default')}")


def _shown(found: Config) -> dict[str, str]:
    policy = found.policy
    rows = {
        "packs": ", ".join(found.packs) or "(all)",
        "packs-off": ", ".join(found.packs_off) or "(none)",
        "rules-dirs": ", ".join(folder.as_posix() for folder in found.rules_dirs) or "(none)",
        "lang": found.lang or "(locale)",
        "fail-on": found.fail_on,
        "baseline": str(found.baseline or "(none)"),
        "lock": str(found.lock or "(none)"),
        "rule-pages": found.rule_pages or "(none)",
        "policy.block-on": policy.block_on.word,
        "policy.review-on": policy.review_on.word,
        "policy.suppressions-lift-blocks": str(policy.suppressions_lift_blocks).lower(),
        "policy.trusted-sources": ", ".join(policy.trusted_sources),
    }
    rows |= {f"severity.{rule}": severity.word for rule, severity in found.severity.items()}
    for number, entry in enumerate(found.facts, 1):
        said = ", ".join(f"{name}={value}" for name, value in entry.facts.items())
        rows[f"facts.{number}"] = f"{' '.join(entry.paths) or '(every draft)'}: {said}"
    return rows


@click.group()
def baseline() -> None:
    """Keep a file of accepted findings, so that only new ones are reported."""


_baseline_file = click.option("--baseline", "file", type=click.Path(path_type=Path), help="The file.")


@baseline.command("update")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_baseline_file
@config_options
@language_option
def baseline_update(
    paths: tuple[Path, ...],
    file: Path | None,
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    """Accept every finding in PATHS as it stands today."""
    found = read_config(config_file, profile, isolated=isolated)
    target = file or found.baseline or DEFAULT_BASELINE
    accepted = {**read_baseline(target), **accept(_reviews(found, paths))}
    target.write_text(dump_baseline(accepted), encoding="utf-8", newline="\n")
    _say_count(target, sum(map(len, accepted.values())), spoken_language(lang, found))


@baseline.command("prune")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_baseline_file
@config_options
@language_option
def baseline_prune(
    paths: tuple[Path, ...],
    file: Path | None,
    config_file: Path | None,
    profile: str | None,
    isolated: bool,
    lang: Language | None,
) -> None:
    """Forget accepted findings that PATHS no longer have."""
    found = read_config(config_file, profile, isolated=isolated)
    target = file or found.baseline or DEFAULT_BASELINE
    accepted = pruned(read_baseline(target), _reviews(found, paths))
    target.write_text(dump_baseline(accepted), encoding="utf-8", newline="\n")
    _say_count(target, sum(map(len, accepted.values())), spoken_language(lang, found))


@baseline.command("show")
@_baseline_file
@config_options
def baseline_show(file: Path | None, config_file: Path | None, profile: str | None, isolated: bool) -> None:
    """Print the accepted findings."""
    found = read_config(config_file, profile, isolated=isolated)
    for draft, entries in sorted(read_baseline(file or found.baseline or DEFAULT_BASELINE).items()):
        for mark, words in sorted(entries.items()):
            click.echo(f"{draft}  {mark}  {words}")


def _reviews(found: Config, paths: tuple[Path, ...]) -> list[Review]:
    """The reviews of the drafts in *paths*, no finding set aside by the baseline."""
    from dataclasses import replace

    linter = load(replace(found, baseline=None))
    return [entry for entry in linter.check_paths(paths) if isinstance(entry, Review)]


def _say_count(target: Path, count: int, language: Language) -> None:
    said = Bilingual(f"{target} 里有 {count} 处已接受的发现", f"{target} holds {count} accepted findings")
    click.echo(said.in_language(language))


@click.group()
def packs() -> None:
    """List packs and lock their versions."""


@packs.command("list")
@config_options
@language_option
def packs_list(config_file: Path | None, profile: str | None, isolated: bool, lang: Language | None) -> None:
    """List the packs that apply here."""
    found = read_config(config_file, profile, isolated=isolated)
    for pack in load(found).book.packs:
        title = pack.title.in_language(spoken_language(lang, found))
        click.echo(f"{pack.id:<20} {pack.label:<24} {len(pack.rules):>4}  {title}")


@packs.command("lock")
@click.option("--output", type=click.Path(path_type=Path), help="The file. Default: the configured one.")
@config_options
def packs_lock(output: Path | None, config_file: Path | None, profile: str | None, isolated: bool) -> None:
    """Write the versions of the packs to a lock file, which `lock` in the configuration then insists on."""
    from dataclasses import replace

    found = read_config(config_file, profile, isolated=isolated)
    target = output or found.lock or DEFAULT_LOCK
    target.write_text(dump_lock(load(replace(found, lock=None)).book.packs), encoding="utf-8", newline="\n")
    click.echo(str(target))


packs.add_command(packs_diff)
