"""Change the code that judges a little, one place at a time, and see whether a test notices: ``make mutate``.

A mutant is one module with one comparison turned round, one ``and`` made ``or``, one ``not`` dropped, one constant
moved by one, one branch taken always. It runs in a process of its own, forked from one that holds everything but the
engine; nothing is written over the code. Short witnesses are asked first, since they answer in no time, then the tests,
then the long ones.
"""

import argparse
import ast
import copy
import functools
import importlib
import importlib.util
import os
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent
MODULES = (
    "asked", "checker", "excuses", "field_text", "finder", "judge", "judgement", "match", "numbers", "order",
    "places", "scene", "settle", "severity", "signals", "situation", "suppress", "ties", "verdict", "yielding",
)  # fmt: skip
"""Of the engine, what stands between the words that were seen and the verdict."""

TESTS = (
    "test_judging.py", "test_excusing.py", "test_tie_answers.py", "test_permissions.py", "test_answers.py",
    "test_engine.py", "test_suggesting.py", "test_places.py", "test_numbers.py", "test_decisions.py",
)  # fmt: skip
"""What should notice, beside the witnesses; the quickest first."""

SECONDS = 240
"""Seconds of processor time; a mutant that takes longer is noticed, since nobody would wait, and is named."""

LONGEST = 3_600
"""Seconds by the clock, for a mutant that waits and does nothing."""

SHORT = 150
"""Characters a witness may have to be asked before the tests."""

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


def warm() -> None:
    """Load what every mutant shares: everything below the engine, the tests' tools, and the rules as written."""
    os.environ["XHS_FUZZ"] = "20"
    for name in ("pytest", "_pytest.assertion.rewrite", "hypothesis", "regex", "yaml", "click", "rich.console"):
        importlib.import_module(name)
    from xhs_compliance.packs import load

    whole = load.load_rulebook
    known: dict[str, Any] = {}

    def remembered(roots: Iterable[Path], *others: Any, **named: Any) -> Any:
        roots = [*roots]
        key = repr((roots, others, named))
        if key not in known:
            known[key] = whole(roots, *others, **named)
        return known[key]

    load.load_rulebook = functools.wraps(whole)(remembered)
    load.load_rulebook([ROOT / "rules", ROOT / "tests" / "rules"])
    assert not any(name.startswith("xhs_compliance.engine.") for name in sys.modules), "the engine would not be changed"


def is_noticed(name: str, number: int) -> bool:
    """Whether a witness or a test notices one change, in this process; the process is of no use after it."""
    sys.meta_path.insert(0, Changed(name, number))
    if not all(witnesses_read_the_same(is_short=True)):
        return True
    import pytest

    tests = [str(ROOT / "tests" / test) for test in TESTS]
    options = ["-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--no-header"]
    return bool(pytest.main([*options, *tests])) or not all(witnesses_read_the_same(is_short=False))


def witnesses_read_the_same(*, is_short: bool) -> Iterator[bool]:
    """For each short or long witness, in no order of rules, whether the review says of it what it said."""
    from conftest import AS_OF
    from witnesses import read_witnesses, says

    from xhs_compliance.api import load_linter
    from xhs_compliance.model.declare import declare
    from xhs_compliance.model.draft import Draft

    linter = load_linter(as_of=AS_OF)
    witnesses = [each for each in read_witnesses() if (sum(map(len, each.fields.values())) < SHORT) is is_short]
    random.Random(1).shuffle(witnesses)
    for witness in witnesses:
        draft = Draft("", witness.fields, declare(witness.facts, linter.facts))
        yield says(linter.checker.check(draft), witness.rule) == witness.says


def survives(name: str, number: int) -> bool:
    """Whether nothing notices one change, in a forked process; call :func:`warm` before."""
    child = os.fork()
    if not child:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        try:
            os._exit(int(is_noticed(name, number)))
        except BaseException:
            os._exit(1)
    ends = time.monotonic() + LONGEST
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            if code in (-signal.SIGXCPU, -signal.SIGKILL):
                print(f"took too long: {name}, change {number}", file=sys.stderr, flush=True)
            return code == 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print(f"never ended: {name}, change {number}", file=sys.stderr, flush=True)
    return False


def every_change(modules: Iterable[str] = MODULES) -> list[tuple[str, int, str, int]]:
    """Every change there is of these modules: module, number, what is done, line."""
    every = []
    for short in modules:
        name = f"xhs_compliance.engine.{short}"
        tree = ast.parse(source_of(name).read_text(encoding="utf-8"))
        nodes = list(ast.walk(tree))
        every += [(name, number, what, getattr(nodes[number], "lineno", 0)) for number, what in changes(tree)]
    return every


def told(change: tuple[str, int, str, int]) -> str:
    """A change as a line for people; some places of one line read the same."""
    name, _, what, line = change
    text = source_of(name).read_text(encoding="utf-8").splitlines()[line - 1].strip()
    return f"survived: {name}: {what}: {text}"


def main() -> None:
    """Print the score by module, and the survivors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="modules of the engine to change; all that judge when left out")
    parser.add_argument("--mutants", type=int, default=60, help="so many of all there are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--survivors", type=Path, metavar="FILE", help="only what an earlier run's error output names")
    asked = parser.parse_args()
    every = every_change(asked.modules or MODULES)
    chosen = random.Random(asked.seed).sample(every, min(asked.mutants, len(every)))
    if asked.survivors:
        named = set(asked.survivors.read_text(encoding="utf-8").splitlines())
        chosen = [change for change in every if told(change) in named]
    made, noticed = Counter[str](), Counter[str]()
    warm()
    for name, number, what, line in sorted(chosen):
        made[name] += 1
        if survives(name, number):
            print(told((name, number, what, line)), file=sys.stderr, flush=True)
        else:
            noticed[name] += 1
    print("| module | mutants | noticed | share |\n|---|---|---|---|")
    for name, count in made.items():
        print(f"| {name.rpartition('.')[2]} | {count} | {noticed[name]} | {noticed[name] / count:.2f} |")
    print(f"| all | {made.total()} | {noticed.total()} | {noticed.total() / made.total():.3f} |")


if __name__ == "__main__":
    main()
