"""What is installed with the tool: every dependency, direct or not, is pinned, and its licence lets us use it."""

import itertools
import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
EXTRAS = ("web", "office", "batch", "mcp", "sign")
FREE = re.compile(
    r"apache|mit\b|bsd|psf|python software foundation|mpl|mozilla|isc|zlib|unlicense|cc0|lgpl", re.IGNORECASE
)
"""Licences under which a tool of this one may use a library."""


def pinned() -> dict[str, str]:
    """Every version of ``constraints.txt``, by name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, equals, version in pairs if equals and version}


def wanted(name: str, extras: tuple[str, ...] = ()) -> set[str]:
    """What *name* needs with *extras*, and whatever that needs, of what is installed here."""
    found: set[str] = set()
    todo = [(name, extras)]
    while todo:
        current, asked = todo.pop()
        for text in requires(current) or ():
            needed = Requirement(text)
            environments = [{**default_environment(), "extra": extra} for extra in ("", *asked)]
            if needed.marker is not None and not any(map(needed.marker.evaluate, environments)):
                continue
            key = canonicalize_name(needed.name)
            if key not in found and key != "xhs-compliance":
                found.add(key)
                todo.append((needed.name, tuple(needed.extras)))
    return found


RUNTIME = sorted(wanted("xhs-compliance", EXTRAS))


def test_there_is_something_to_look_at() -> None:
    assert {"click", "regex", "rich", "starlette", "python-docx"} <= set(RUNTIME)


@pytest.mark.parametrize("name", RUNTIME)
def test_a_runtime_dependency_is_pinned_to_what_is_tested(name: str) -> None:
    try:
        installed = distribution(name).version
    except PackageNotFoundError:
        pytest.skip(f"{name} is for another platform")
    assert pinned().get(name) == installed


@pytest.mark.parametrize("name", RUNTIME)
def test_a_runtime_dependency_may_be_used(name: str) -> None:
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        pytest.skip(f"{name} is for another platform")
    told = [metadata.get("License-Expression") or "", metadata.get("License") or ""]
    told += [each for each in metadata.get_all("Classifier") or () if each.startswith("License")]
    assert FREE.search(" ".join(told)), told


def test_whatever_an_extra_asks_for_is_pinned_within_its_bounds() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = itertools.chain.from_iterable(asked["optional-dependencies"].values())
    for needed in map(Requirement, (*asked["dependencies"], *extras)):
        if needed.name != "xhs-compliance":
            assert needed.specifier.contains(pinned()[canonicalize_name(needed.name)]), needed
