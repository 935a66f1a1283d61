"""``verify``: hold what is live against what was approved."""

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhs_compliance.cli.filed import FILE, one_draft, read_bytes, read_drafts
from xhs_compliance.cli.run_options import RunOptions, run_options
from xhs_compliance.model.draft import NOTE_FIELDS
from xhs_compliance.model.errors import (
    EXIT_CLEAN,
    EXIT_FINDINGS,
    EXIT_INCOMPLETE,
    UsageError,
    did_you_mean,
    with_hint,
    worst,
)
from xhs_compliance.model.report import Failure
from xhs_compliance.model.words import Language

if TYPE_CHECKING:
    from xhs_compliance.filing.verify import Comparison

LEVELS = ("reformatted", "edited", "changed", "never")


@click.command()
@click.argument("live", type=click.Path(path_type=Path, exists=True))
@click.argument("receipt", type=click.Path(path_type=Path, exists=True))
@click.option("--format", "format_name", type=click.Choice(("terminal", "json", "jsonl")), default="terminal")
@click.option("--fail-on", type=click.Choice(LEVELS), default="edited", help="Exit 1 from this level on.")
@click.option("--fields", metavar="NAMES", help="Compare only these fields (comma separated).")
@click.option("--key", type=FILE, help="The public key that must have signed the receipt.")
@run_options(facts=None, as_of=False)
def verify(
    live: Path,
    receipt: Path,
    format_name: str,
    fail_on: str,
    fields: str | None,
    key: Path | None,
    run: RunOptions,
) -> None:
    r"""Hold the LIVE note against the RECEIPT of the approved one (or against its archive, a zip).

    LIVE may be a table or a folder of live notes and RECEIPT a folder of receipts; notes are matched by id.

    Four levels: identical; only reformatted; edited without touching a known claim, number, caution or label; changed.
    Exit codes: 0 below --fail-on, 1 at or above it, 2 usage, 3 a rule pack is bad, 4 something could not be compared.

    \b
    Example:
      xhs-compliance verify published.txt receipt.json
      xhs-compliance verify live.csv receipts/ --fail-on changed --format json
    """
    from xhs_compliance.filing.data import load_protected
    from xhs_compliance.filing.live import compare_all, read_receipts
    from xhs_compliance.filing.verify import compare

    only = tuple(name.strip() for name in (fields or "").split(",") if name.strip())
    _refuse_unknown(only)
    trusted = read_bytes(key) if key else None
    protected = load_protected()
    entries: list[Comparison | Failure]
    with ExitStack() as stack:
        if receipt.is_dir():
            linter = run.linter()
            receipts = read_receipts(receipt, trusted)
            entries = list(compare_all(read_drafts([live], linter), receipts, linter, protected, only))
        elif receipt.suffix.lower() == ".zip":
            from xhs_compliance.filing.archive import RECEIPT, read_archive
            from xhs_compliance.filing.integrity import refuse_faulty
            from xhs_compliance.filing.receipt import read_receipt
            from xhs_compliance.filing.replay import linter_of

            archive = read_archive(read_bytes(receipt), str(receipt))
            refuse_faulty(archive, trusted)
            approved = read_receipt(archive.files[RECEIPT], f"{receipt}/{RECEIPT}")
            linter = stack.enter_context(linter_of(archive, approved))
            entries = [compare(one_draft(live, linter), approved, linter, protected, only)]
        else:
            from xhs_compliance.filing.receipt import read_receipt
            from xhs_compliance.filing.signing import check_signature

            approved = read_receipt(read_bytes(receipt), str(receipt))
            check_signature(approved, str(receipt), trusted)
            linter = run.linter()
            entries = [compare(one_draft(live, linter), approved, linter, protected, only)]
    _show(entries, format_name, run.language)
    sys.exit(_exit_code(entries, fail_on))


def _refuse_unknown(fields: tuple[str, ...]) -> None:
    """A field nobody knows would leave nothing to compare."""
    known = (*NOTE_FIELDS, "hashtags")
    for name in fields:
        if name not in known:
            hint = did_you_mean(name, known)
            raise UsageError(with_hint(f"没有叫“{name}”的字段", f"there is no field {name!r}", hint))


def _show(entries: "list[Comparison | Failure]", format_name: str, language: Language) -> None:
    from xhs_compliance.filing.words import LIMITS, comparison_lines, comparison_to_dict

    if format_name == "jsonl":
        for entry in entries:
            click.echo(json.dumps(comparison_to_dict(entry, language), ensure_ascii=False))
        return
    if format_name == "json":
        notes = [comparison_to_dict(entry, language) for entry in entries]
        click.echo(json.dumps({"notes": notes}, ensure_ascii=False, indent=2))
        return
    for entry in entries:
        if isinstance(entry, Failure):
            click.echo(f"◌ {entry.source}: {entry.message.in_language(language)}")
        else:
            click.echo("\n".join(comparison_lines(entry, language)))
    click.echo(LIMITS.in_language(language))


def _exit_code(entries: "list[Comparison | Failure]", fail_on: str) -> int:
    from xhs_compliance.filing.verify import Level

    codes = [EXIT_CLEAN]
    for entry in entries:
        if isinstance(entry, Failure) or entry.unseen:
            codes.append(EXIT_INCOMPLETE)
        if not isinstance(entry, Failure) and fail_on != "never" and entry.level >= Level[fail_on.upper()]:
            codes.append(EXIT_FINDINGS)
    return worst(codes)
