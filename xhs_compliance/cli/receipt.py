"""``receipt``: what was reviewed, with what, by whom, in a file that can be signed."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhs_compliance.cli.decided import decisions_option, read_decision_files, say_heard
from xhs_compliance.cli.filed import (
    FILE,
    MomentType,
    evidence_option,
    pairs,
    read_bytes,
    read_drafts,
    read_evidence,
    say_failures,
    write_or_print,
)
from xhs_compliance.cli.options import (
    language_option,
    orders_option,
    spoken_language,
)
from xhs_compliance.cli.run_options import RunOptions, run_options
from xhs_compliance.config.settings import Config
from xhs_compliance.model.errors import EXIT_CLEAN, EXIT_INCOMPLETE, UsageError
from xhs_compliance.model.report import Failure, Report
from xhs_compliance.model.words import Bilingual, Language

if TYPE_CHECKING:
    from xhs_compliance.model.draft import Draft


@click.group()
def receipt() -> None:
    """Make, sign and show receipts of reviewed drafts."""


@receipt.command("make")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DRAFT…")
@click.option("--output", type=click.Path(path_type=Path), help="The file; a folder for several drafts.")
@evidence_option
@click.option("--person", multiple=True, metavar="ROLE=NAME", help="Who reviewed, approved, publishes.")
@click.option("--key", type=FILE, help="Sign with this private key (receipt key makes one).")
@click.option("--at", type=MomentType(), help="The time to write down. Default: now.")
@decisions_option
@orders_option
@run_options()
def receipt_make(
    paths: tuple[Path, ...],
    output: Path | None,
    evidence: tuple[str, ...],
    person: tuple[str, ...],
    key: Path | None,
    at: datetime | None,
    decisions: tuple[Path, ...],
    orders: Path | None,
    run: RunOptions,
) -> None:
    r"""Write the receipt of a reviewed draft: hashes of text, facts, evidence and packs, findings, decisions, names.

    It says what was reviewed; it does not say that nothing is wrong, and makes one for a blocked draft too.

    \b
    Example:
      xhs-compliance receipt make draft.md --evidence efficacy_report=report.pdf --person reviewer=… --output r.json
    """
    from xhs_compliance.filing.data import load_protected
    from xhs_compliance.filing.issue import make_receipt
    from xhs_compliance.filing.marks import marks_of
    from xhs_compliance.filing.receipt import dump_receipt
    from xhs_compliance.filing.settings import settings_of
    from xhs_compliance.filing.signing import signed
    from xhs_compliance.filing.words import conclusion
    from xhs_compliance.linter import TOOL

    linter = run.linter(read_decision_files(decisions), orders)
    protected = load_protected()
    files = [made for made, _ in read_evidence(evidence, linter)]
    people = pairs(person, "--person")
    private = read_bytes(key) if key else None
    entries = list(read_drafts(paths, linter))
    failures = [entry for entry in entries if isinstance(entry, Failure)]
    drafts = [entry for entry in entries if not isinstance(entry, Failure)]
    targets = _targets(drafts, output)
    reviews = [linter.check(draft) for draft in drafts]
    for draft, review, target in zip(drafts, reviews, targets, strict=True):
        made = make_receipt(
            review,
            marks_of(draft, linter, protected),
            made_at=at or datetime.now(UTC),
            settings=settings_of(linter, draft),
            evidence=files,
            people=people,
        )
        made = made if private is None else signed(made, private)
        write_or_print(dump_receipt(made), target)
        if target is not None:
            told = conclusion(review.verdict.value, run.language)
            said = Bilingual(f"{target}  凭据 {made.identity}  {told}", f"{target}  receipt {made.identity}  {told}")
            click.echo(said.in_language(run.language))
    if decisions:
        report = Report(tuple(reviews), TOOL)
        click.echo(say_heard(linter.decisions, report, run.language), err=True)
    say_failures(failures, run.language)
    sys.exit(EXIT_INCOMPLETE if failures else EXIT_CLEAN)


def _targets(drafts: "list[Draft]", output: Path | None) -> list[Path | None]:
    """The file of each receipt: the one named; for several drafts one in the folder named, called like the draft."""
    if len(drafts) < 2 and (output is None or not output.is_dir()):
        return [output] * len(drafts)
    if output is None or output.suffix:
        message = Bilingual(
            f"有 {len(drafts)} 篇草稿；用 --output 给一个文件夹", f"{len(drafts)} drafts; name a folder with --output"
        )
        raise UsageError(message)
    taken: set[str] = set()
    targets: list[Path | None] = []
    for draft in drafts:
        stem = re.sub(r"[^\w.-]+", "_", Path(draft.id).stem if "/" in draft.id else draft.id).strip("._") or "note"
        name, number = stem, 2
        while name in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name)
        targets.append(output / f"{name}.receipt.json")
    return targets


@receipt.command("key")
@click.argument("file", type=click.Path(path_type=Path))
@language_option
def receipt_key(file: Path, lang: Language | None) -> None:
    """Make a key pair: FILE is the private key, FILE.pub the public one. Keep FILE to yourself; nothing sends it."""
    import os

    from xhs_compliance.filing.signing import new_key

    public_file = file.with_name(f"{file.name}.pub")
    if file.exists() or public_file.exists():
        message = Bilingual(f"{file} 或 {public_file} 已经有了，不覆盖", f"{file} or {public_file} exists and is kept")
        raise UsageError(message)
    private, public = new_key()
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:  # noqa: PTH123 - with its mode
        target.write(private)
    public_file.write_bytes(public)
    said = Bilingual(
        f"私钥 {file}（别给人，也别进 git），公钥 {public_file}（给要核对的人）",
        f"private key {file} (give it to nobody, keep it out of git), public key {public_file} (for those who check)",
    )
    click.echo(said.in_language(spoken_language(lang, Config())))


@receipt.command("show")
@click.argument("file", type=FILE)
@click.option("--key", type=FILE, help="The public key that must have signed it.")
@language_option
def receipt_show(file: Path, key: Path | None, lang: Language | None) -> None:
    """Print a receipt for people, its seal and signature compared."""
    from xhs_compliance.filing.receipt import read_receipt
    from xhs_compliance.filing.signing import check_signature
    from xhs_compliance.filing.words import receipt_lines

    read = read_receipt(read_bytes(file), str(file))
    signer = check_signature(read, str(file), read_bytes(key) if key else None)
    click.echo("\n".join(receipt_lines(read, signer, spoken_language(lang, Config()))))
