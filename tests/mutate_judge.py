"""Change the code that judges a little, one place at a time, and see whether a test notices: ``make mutate``.

A mutant is one module with one comparison turned round, one ``and`` made ``or``, one ``not`` dropped, one constant
moved by one, one branch taken always. It runs in a process of its own, with the tests that should notice it; nothing is
written over the code.
"""

import argparse
import ast
import copy
import importlib.util
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent
MODULES = ("judge", "excuses", "severity", "situation", "ties", "verdict", "suppress", "settle", "places", "numbers")
TESTS = (
    "test_judging.py",
    "test_engine.py",
    "test_places.py",
    "test_numbers.py",
    "test_decisions.py",
    "test_mutation.py::test_every_witness_still_reads_the_same",
)
"""What should notice, the quickest first."""

TURNED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


def changes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every place that can be changed: the number of its node as :func:`ast.walk` counts, and what is done to it.

    What stands in a decorator (``slots=True``) judges nothing and stays.
    """
    decorators = {id(inner) for node in ast.walk(tree) for each in _decorators(node) for inner in ast.walk(each)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in decorators:
            continue
        match node:
            case ast.Compare(ops=[op]) if type(op) in TURNED:
                yield number, "comparison turned"
            case ast.BoolOp():
                yield number, "and/or swapped"
            case ast.UnaryOp(op=ast.Not()):
                yield number, "not dropped"
            case ast.Constant(value=bool()):
                yield number, "truth value turned"
            case ast.Constant(value=int()):
                yield number, "constant moved by one"
            case ast.If():
                yield number, "branch always taken"


def _decorators(node: ast.AST) -> list[ast.expr]:
    return node.decorator_list if isinstance(node, ast.FunctionDef | ast.ClassDef) else []


def changed(tree: ast.Module, number: int) -> ast.Module:
    """A copy of *tree* with that one node changed."""
    fresh = copy.deepcopy(tree)
    node: Any = next(node for place, node in enumerate(ast.walk(fresh)) if place == number)
    match node:
        case ast.Compare():
            node.ops = [TURNED[type(node.ops[0])]()]
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp():
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant():
            node.value += 1
        case ast.If():
            node.test = ast.Constant(True)
    return ast.fix_missing_locations(fresh)


class Changed(MetaPathFinder, Loader):
    """Gives the changed module in place of the real one."""

    def __init__(self, name: str, number: int) -> None:
        self.name, self.number = name, number

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_loader(name, self, origin=str(source_of(name)))

    def exec_module(self, module: ModuleType) -> None:
        path = source_of(self.name)
        module.__file__ = str(path)
        tree = changed(ast.parse(path.read_text(encoding="utf-8")), self.number)
        exec(compile(tree, str(path), "exec"), module.__dict__)


def source_of(name: str) -> Path:
    """Where a module stands."""
    return ROOT.joinpath(*name.split(".")).with_suffix(".py")


def try_one(name: str, number: int) -> int:
    """Run the tests with one change, in this process; pytest's exit code."""
    sys.meta_path.insert(0, Changed(name, number))
    import pytest

    tests = [str(ROOT / "tests" / test) for test in TESTS]
    return int(pytest.main(["-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--no-header", *tests]))


def survives(name: str, number: int) -> bool:
    """Whether the tests pass with one change, in a process of its own."""
    command = [sys.executable, __file__, "--try", name, str(number)]
    quiet = {**os.environ, "XHS_FUZZ": "20"}
    try:
        done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env=quiet, timeout=300)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def sampled(most: int, seed: int) -> list[tuple[str, int, str, int]]:
    """So many changes of all there are: module, number, what is done, line."""
    every = []
    for short in MODULES:
        name = f"xhs_compliance.engine.{short}"
        tree = ast.parse(source_of(name).read_text(encoding="utf-8"))
        nodes = list(ast.walk(tree))
        every += [(name, number, what, getattr(nodes[number], "lineno", 0)) for number, what in changes(tree)]
    return random.Random(seed).sample(every, min(most, len(every)))


def main() -> None:
    """Print the score and the survivors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--try", dest="one", nargs=2, metavar=("MODULE", "NUMBER"), help="run the tests with one change"
    )
    asked = parser.parse_args()
    if asked.one:
        raise SystemExit(try_one(asked.one[0], int(asked.one[1])))
    chosen = sampled(asked.mutants, asked.seed)
    survived = 0
    for name, number, what, line in chosen:
        if survives(name, number):
            survived += 1
            print(f"survived: {name}:{line}: {what}", flush=True)
    print(f"{len(chosen)} mutants of the judge, {len(chosen) - survived} noticed ({1 - survived / len(chosen):.2f})")


if __name__ == "__main__":
    main()
