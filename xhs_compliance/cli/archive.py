"""``archive`` and ``replay``: the file of one note, kept for years and run again."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xhs_compliance.cli.filed import FILE, evidence_option, one_draft, read_bytes, read_evidence, write_or_print
from xhs_compliance.cli.options import (
    DayType,
    language_option,
    orders_option,
    spoken_language,
)
from xhs_compliance.cli.run_options import RunOptions, run_options
from xhs_compliance.config.settings import Config
from xhs_compliance.model.errors import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INCOMPLETE, UsageError
from xhs_compliance.model.words import Bilingual, Language

if TYPE_CHECKING:
    from xhs_compliance.filing.archive import Extra
    from xhs_compliance.model.review import Review


@click.group()
def archive() -> None:
    """Keep the file of a published note (广告档案包), and test that it is whole."""


@archive.command("make")
@click.argument("draft", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("receipt", type=FILE)
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The zip.")
@click.option("--version", "versions", multiple=True, type=FILE, help="An earlier version of the draft.")
@evidence_option
@click.option("--brief", type=FILE, help="The brand's brief.")
@click.option("--decisions", multiple=True, type=FILE, help="Files of decisions.")
@click.option("--published", type=FILE, help="The text as it is live.")
@click.option("--published-on", type=DayType(), help="The day it went live.")
@click.option("--address", default="", help="Where it is live.")
@click.option("--ended", type=DayType(), help="The day it stopped running; the years are counted from it.")
@click.option("--keep-until", type=DayType(), help="The last day to keep it. Default: three years after --ended.")
@orders_option
@run_options(facts="As for the receipt.", as_of=False)
def archive_make(
    draft: Path,
    receipt: Path,
    output: Path,
    versions: tuple[Path, ...],
    evidence: tuple[str, ...],
    brief: Path | None,
    decisions: tuple[Path, ...],
    published: Path | None,
    published_on: date | None,
    address: str,
    ended: date | None,
    keep_until: date | None,
    orders: Path | None,
    run: RunOptions,
) -> None:
    r"""Write one zip with the draft, its versions, facts, evidence, brief, packs, decisions, report and published text.

    The same content gives the same bytes. The draft is reviewed once more; it must come out as the receipt says.

    \b
    Example:
      xhs-compliance archive make v3.md receipt.json --published live.txt --ended 2026-12-31 --output note.zip
    """
    from xhs_compliance.filing.archive import kept_until, make_archive, pack_files
    from xhs_compliance.filing.canonical import sha256
    from xhs_compliance.filing.receipt import read_receipt
    from xhs_compliance.filing.record import record_bytes
    from xhs_compliance.filing.settings import linter_from
    from xhs_compliance.packs.files import builtin_rules

    approved = read_receipt(read_bytes(receipt), str(receipt))
    reading = run.linter(orders=orders)
    read = one_draft(draft, reading)
    folders = [builtin_rules(), *run.config.rules_dirs, *run.rules_dir]
    day = date.fromisoformat(approved.review.as_of)
    review = linter_from(folders, approved.review.packs, approved.settings, read.id, day).check(read)
    record = record_bytes(review)
    if sha256(record) != approved.review.record_sha256:
        raise UsageError(_why_not(review, approved))
    files = read_evidence(evidence, reading)
    known = {made.sha256 for made, _ in files}
    missing = [entry.name for entry in approved.evidence if entry.sha256 not in known]
    if missing:
        names = ", ".join(missing)
        message = Bilingual(
            f"凭据里有依据 {names}，没有给，或者内容变了；用 --evidence 给原来的文件",
            f"the receipt names evidence {names}, which was not given or has changed; give the files with --evidence",
        )
        raise UsageError(message)
    extras = _extras(draft, versions, files, brief, decisions, published, review)
    last = keep_until or (kept_until(ended) if ended else None)
    content = make_archive(
        read,
        approved,
        record,
        pack_files(folders),
        extras,
        published_on=published_on,
        address=address,
        keep_until=last,
    )
    write_or_print(content, output)
    kept = (
        Bilingual("没有写保留到哪天", "no day to keep it until")
        if last is None
        else Bilingual(f"保留到 {last}", f"keep until {last}")
    )
    said = Bilingual(f"{output}  {len(content):,} 字节，{kept.zh}", f"{output}  {len(content):,} bytes, {kept.en}")
    click.echo(said.in_language(run.language))


def _why_not(review: "Review", approved: Any) -> Bilingual:
    """Why the draft does not come out as the receipt says."""
    if review.digest != approved.note.sha256:
        return Bilingual("草稿不是凭据里的那一篇：文字变了", "the draft is not the receipt's: its text has changed")
    changed = sorted(name for name, label in approved.review.packs.items() if review.packs.get(name) != label)
    if changed:
        names = ", ".join(changed)
        return Bilingual(
            f"写凭据以后规则包变了（{names}）；重新做凭据，再做档案包",
            f"packs have changed since the receipt ({names}); make a new receipt, then the archive",
        )
    return Bilingual(
        "审核结果和凭据里的不一样：事实、声明或订单变了；用做凭据时的 --facts 和 --orders",
        "the review is not the receipt's: facts or orders have changed; give the --facts and --orders of the receipt",
    )


def _extras(
    draft: Path,
    versions: tuple[Path, ...],
    evidence: list[tuple[Any, bytes]],
    brief: Path | None,
    decisions: tuple[Path, ...],
    published: Path | None,
    review: "Review",
) -> "list[Extra]":
    from xhs_compliance.filing.archive import Extra
    from xhs_compliance.model.report import RenderOptions, Report
    from xhs_compliance.reporters.formats import FORMATS

    extras = [Extra("draft", draft.name, read_bytes(draft))]
    extras += [Extra("versions", f"{n:02d}-{path.name}", read_bytes(path)) for n, path in enumerate(versions, 1)]
    extras += [Extra("evidence", made.name, content) for made, content in evidence]
    extras += [Extra("decisions", path.name, read_bytes(path)) for path in decisions]
    extras += [Extra("brief", brief.name, read_bytes(brief))] if brief else []
    extras += [Extra("published", published.name, read_bytes(published))] if published else []
    if review.draft.brief is not None and brief is None:
        extras.append(Extra("brief", "brief.txt", review.draft.brief.encode("utf-8", "surrogatepass")))
    report = Report((review,), review.tool)
    for language in ("zh", "en"):
        text = FORMATS["markdown"].render(report, RenderOptions(language))
        extras.append(Extra("report", f"report.{language}.md", str(text).encode("utf-8", "replace")))
    return extras


@archive.command("check")
@click.argument("file", type=FILE)
@click.option("--key", type=FILE, help="The public key that must have signed the receipt.")
@language_option
def archive_check(file: Path, key: Path | None, lang: Language | None) -> None:
    """Test that every byte of FILE is as it was filed. Exit 4 when something is not."""
    from xhs_compliance.filing.archive import read_archive
    from xhs_compliance.filing.integrity import faults_of

    language = spoken_language(lang, Config())
    read = read_archive(read_bytes(file), str(file))
    faults = faults_of(read, read_bytes(key) if key else None)
    for fault in faults:
        click.echo(f"■ {fault.in_language(language)}")
    if not faults:
        until = read.manifest.get("keep_until")
        kept = Bilingual(f"，保留到 {until}", f"; keep until {until}") if until else Bilingual("", "")
        said = Bilingual(
            f"{len(read.files)} 个文件都和存档时一样{kept.zh}",
            f"{len(read.files)} files are as they were filed{kept.en}",
        )
        click.echo(f"○ {said.in_language(language)}")
    sys.exit(EXIT_INCOMPLETE if faults else EXIT_CLEAN)


@click.command()
@click.argument("file", type=FILE)
@language_option
def replay(file: Path, lang: Language | None) -> None:
    """Run the packs in the archive FILE again on its draft. Exit 1 when other findings come out, 3 when this version
    cannot read those packs, 4 when the archive is not whole.
    """  # noqa: D205 - one paragraph of help
    from xhs_compliance.filing.archive import read_archive
    from xhs_compliance.filing.integrity import refuse_faulty
    from xhs_compliance.filing.replay import replay as run_again
    from xhs_compliance.filing.words import replay_lines
    from xhs_compliance.model.errors import PackError

    language = spoken_language(lang, Config())
    read = read_archive(read_bytes(file), str(file))
    refuse_faulty(read)
    try:
        outcome = run_again(read)
    except PackError:
        then = read.manifest.get("tool", "?")
        said = Bilingual(
            f"档案里的规则包是 {then} 写的，这个版本读不了，原因在下面；要重放就装当时的版本",
            f"the packs in the archive were written by {then}; this version cannot read them, for the reasons below; "
            "to replay it, install that version",
        )
        click.echo(f"■ {said.in_language(language)}", err=True)
        raise
    click.echo("\n".join(replay_lines(outcome, language)))
    sys.exit(EXIT_CLEAN if outcome.same else EXIT_FINDINGS)
