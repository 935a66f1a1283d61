"""What a batch is asked to do."""

from dataclasses import dataclass
from pathlib import Path

from xhs_compliance.services.batch.outputs import refuse_ending
from xhs_compliance.services.batch.settings import Settings
from xhs_compliance.services.batch.sources import COMPRESSED, FORMATS, Shard, find_shards, format_of

CHUNK = 500
TIMEOUT = 60.0


@dataclass(frozen=True)
class Request:
    """What to run.

    Attributes:
        source: a file or a folder of shards.
        output: a file; or a folder, which gets one Parquet file for each shard.
        resume: use what an earlier run left.
        ordered: answers stand in the order of the drafts.
        jobs: processes.
        chunk: drafts in one chunk.
        timeout: seconds after which a draft is given up.

    """

    source: Path
    output: Path
    settings: Settings
    resume: bool = False
    ordered: bool = True
    jobs: int = 1
    chunk: int = CHUNK
    timeout: float = TIMEOUT

    @property
    def work(self) -> Path:
        """Where parts lie until the run is done."""
        return self.output.with_name(f"{self.output.name}.parts")

    @property
    def record(self) -> Path:
        """The summary for programs, which also says that a run is done."""
        return self.output.with_name(f"{self.output.name}.summary.json")

    def targets(self) -> list[tuple[Path, list[Shard]]]:
        """The files to write and the shards each is made from.

        Raises:
            UsageError: when an ending names no format, or there is nothing to read.

        """
        shards = find_shards(self.source)
        if self.output.suffix and not self.output.is_dir():
            format_of(self.output)
            refuse_ending(self.output)
            return [(self.output, shards)]
        return [(self.output / f"{_bare(shard.name)}.parquet", [shard]) for shard in shards]


def _bare(name: str) -> str:
    path = Path(name)
    while path.suffix.lower() in FORMATS or path.suffix.lower() in COMPRESSED:
        path = path.with_suffix("")
    return path.as_posix()
