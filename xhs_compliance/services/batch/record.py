"""What is kept beside the output of a batch: what it came to, and what decides whether it still stands."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from xhs_compliance.linter import TOOL
from xhs_compliance.services.batch.parts import write_whole
from xhs_compliance.services.batch.request import Request
from xhs_compliance.services.batch.sources import Shard
from xhs_compliance.services.batch.summary import Summary

Targets = list[tuple[Path, list[Shard]]]
"""The files to write and the shards each is made from."""


def started_on(output: Path) -> date | None:
    """The day whose law an earlier run to *output* applies; a run that goes on keeps it."""
    for path in (
        output.with_name(f"{output.name}.parts") / "run.json",
        output.with_name(f"{output.name}.summary.json"),
    ):
        try:
            return date.fromisoformat(json.loads(path.read_bytes())["as_of"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def key_of(request: Request, targets: Targets) -> str:
    """Everything that decides the output but the content of the drafts, which each part is named by."""
    words = (request.settings.key(), str(request.chunk), str(request.ordered), *(t.name for t, _ in targets))
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def _seen(targets: Targets) -> list[list[Any]]:
    """The shards as they lie there, to tell whether a finished run still stands."""
    stats = ((shard.name, shard.path.stat()) for _, shards in targets for shard in shards)
    return [[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats]


def about(request: Request, key: str) -> dict[str, Any]:
    """What a run is, as its summary says it."""
    day = request.settings.as_of.isoformat()
    until = request.settings.until
    return {
        "input": str(request.source),
        "output": str(request.output),
        "as_of": day,
        "until": until.isoformat() if until else None,
        "jobs": request.jobs,
        "tool": TOOL,
        "key": key,
    }


def keep(request: Request, summary: Summary, targets: Targets) -> None:
    """Store what the run came to, which also says that it is done.

    Raises:
        OSError: when it cannot be written.

    """
    written = {str(target): target.stat().st_size for target, _ in targets}
    content = {**summary.to_dict(), "written": written, "read": _seen(targets)}
    write_whole(request.record, json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "replace"))


def finished(request: Request, key: str, targets: Targets) -> Summary | None:
    """The summary of the same run, where it was brought to its end and nothing has changed since."""
    try:
        kept = json.loads(request.record.read_bytes())
        same = kept["key"] == key and kept["read"] == _seen(targets)
        if not same or any(Path(name).stat().st_size != size for name, size in kept["written"].items()):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    summary = Summary({name: kept[name] for name in about(request, key)})
    summary.drafts, summary.seconds, summary.busy = kept["drafts"], kept["seconds"], kept["seconds_checking"]
    summary.verdicts.update(kept["verdicts"])
    summary.severities.update({word: count for word, count in kept["severities"].items() if count})
    summary.rules.update(kept["rules"])
    summary.errors = kept["errors"]["count"]
    summary.shown_errors = [(each["source"], each["id"], each["message"]) for each in kept["errors"]["first"]]
    summary.slowest = [(each["seconds"], each["id"]) for each in kept["slowest"]]
    return summary
