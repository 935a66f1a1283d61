"""Rules of the house that no linter knows: reasons for suppressions, docstrings, nothing unused, short modules."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "xhs_compliance").rglob("*.py"))
EVERY = [*SOURCES, *(path for name in ("tests", "tools", "benchmarks") for path in sorted((ROOT / name).glob("*.py")))]
LONGEST = 250
"""Lines a module may have."""

SUPPRESSED = re.compile(r"#\s*(?:noqa|type: ignore)\b(?::[A-Z0-9, ]+|\[[a-z, -]+\])?(?P<reason>.*)")
SECTION = re.compile(r"^(Args|Attributes|Raises|Returns):\n((?:    .*\n|\n)+)", re.MULTILINE)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_a_suppression_says_why(path: Path) -> None:
    bare = [
        f"{number}: {line.strip()}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := SUPPRESSED.search(line)) and len(found["reason"].strip(" -#")) < 3
    ]
    assert not bare


def documented(tree: ast.AST) -> Iterator[tuple[Function | ast.ClassDef, dict[str, set[str]]]]:
    """Functions and classes with a docstring, and what each of its sections names."""
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef) and (text := ast.get_docstring(node)):
            sections = SECTION.findall(text + "\n")
            yield (
                node,
                {title: set(re.findall(r"^    ([\w, *]+?)(?:: |:$)", body, re.MULTILINE)) for title, body in sections},
            )


def parameters(node: Function) -> set[str]:
    every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg)
    return {argument.arg for argument in every if argument} - {"self", "cls"}


def raised(node: Function) -> set[str]:
    """The errors of ours that a function raises itself."""
    names = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Raise) and isinstance(inner.exc, ast.Call) and isinstance(inner.exc.func, ast.Name):
            names.add(inner.exc.func.id)
    return names


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_docstring_that_begins_to_tell_tells_all(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lacking = []
    for node, sections in documented(tree):
        if isinstance(node, ast.ClassDef):
            continue
        told = {name.strip("* ") for names in sections.get("Args", ()) for name in names.split(",")}
        if told and told != parameters(node):
            lacking.append(f"{node.name}: Args {sorted(told ^ parameters(node))}")
        ours = {name for name in raised(node) if name in ("UsageError", "InputError", "PackError", "FactError")}
        told_errors = {name for names in sections.get("Raises", ()) for name in names.split(", ")}
        if not node.name.startswith("_") and not is_command(node) and ours - told_errors:
            lacking.append(f"{node.name}: Raises {sorted(ours - told_errors)}")
    assert not lacking


def test_nothing_public_is_unused() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in EVERY}
    templates = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "xhs_compliance").rglob("*.html"))
    words = Counter(word for text in (*texts.values(), templates) for word in set(re.findall(r"\w+", text)))
    unused = []
    for path in SOURCES:
        tree = ast.parse(texts[path])
        for node in tree.body:
            for name in defined(node):
                here = len(re.findall(rf"\b{name}\b", texts[path]))
                if words[name] == 1 and here == 1 and not is_command(node) and not name.startswith("__"):
                    unused.append(f"{name_of(path)}: {name}")
    assert not unused


def defined(node: ast.stmt) -> list[str]:
    if isinstance(node, Function | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return [node.target.id] if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else []


def is_command(node: ast.stmt) -> bool:
    """Whether a decorator hands it to something that calls it: a command, whose docstring is its help."""
    return isinstance(node, Function) and bool(node.decorator_list)


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_module_is_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST
