"""The page as a user starts it: a real server in a process of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[str, Path]]:
    """The address of a running ``serve``, and the file its error output goes to."""
    log = folder / "serve.log"
    command = [sys.executable, "-m", "xhs_compliance", "serve", "--port", "0", "--isolated", *options]
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, cwd=folder, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
    try:
        assert process.stdout is not None
        said = process.stdout.readline().decode()
        address = re.search(r"http://[^\s（(]+", said)
        assert address, said + log.read_text()
        yield address[0], log
    finally:
        process.terminate()
        process.wait(20)
