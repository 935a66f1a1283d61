"""What the rules folder says about the time after publication: protected words, notices, the readiness checklist."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xhs_compliance.model.errors import PackError, Place, Problem
from xhs_compliance.model.law import Provision
from xhs_compliance.model.words import Bilingual, Confidence
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.library import build_law
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.schema_shared import SHARED_FILES
from xhs_compliance.packs.shapes import Read
from xhs_compliance.packs.yaml_reader import read_nodes


@dataclass(frozen=True, slots=True)
class Protected:
    """What must not change between the approved note and the live one.

    Attributes:
        labels: signals that are labels.
        cautions: signals that are cautions.
        claims: categories whose findings, and excused candidates, are claims.
        units: units after which digits written out are a number.

    """

    labels: tuple[str, ...]
    cautions: tuple[str, ...]
    claims: frozenset[str]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long there is, and the provision that says so."""

    says: Bilingual
    basis: Provision


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice a published note can draw.

    Attributes:
        sender: ``platform``, ``regulator`` or ``consumer``.
        looks_at: categories of findings that probably caused it.
        on_file: facts that answer it.
        answer: the letter, a paragraph each, with names in braces for what is filled in.
        names: what facts are called in it.

    """

    name: str
    title: Bilingual
    sender: str
    says: Bilingual
    looks_at: tuple[str, ...]
    on_file: tuple[str, ...]
    change: Bilingual
    answer: tuple[Bilingual, ...]
    basis: tuple[Provision, ...]
    confidence: Confidence
    names: Mapping[str, Bilingual]
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class ReadinessLine:
    """One line of the checklist.

    Attributes:
        applies: facts, and the words of each of which one must hold for the line to apply.
        wants: facts, and the words of each of which one must be declared; empty when nothing opens the line.

    """

    name: str
    title: Bilingual
    applies: Mapping[str, tuple[str, ...]]
    wants: Mapping[str, tuple[str, ...]]
    why: Bilingual
    advice: Bilingual
    basis: tuple[Provision, ...]
    confidence: Confidence


def load_protected(root: Path | None = None) -> Protected:
    """``protected.yaml``.

    Args:
        root: the folder of rules; the built-in one when ``None``.

    Raises:
        PackError: when the file is wrong.

    """
    read = _read(root or builtin_rules(), "protected.yaml")
    claims = frozenset(read.get("claims"))
    return Protected(tuple(read.get("labels")), tuple(read.get("cautions")), claims, tuple(read.get("units")))


def load_notices() -> dict[str, NoticeKind]:
    """Every kind of notice, by name.

    Raises:
        PackError: when ``notices.yaml`` is wrong or names a provision nobody knows.

    """
    law = _law(builtin_rules())
    read = _read(builtin_rules(), "notices.yaml")
    names = read.get("facts")
    return {name: _notice(name, item, law, names) for name, item in read.get("notices").items()}


def load_readiness() -> tuple[ReadinessLine, ...]:
    """The checklist, in its order.

    Raises:
        PackError: when ``readiness.yaml`` is wrong or names a provision nobody knows.

    """
    law = _law(builtin_rules())
    lines = _read(builtin_rules(), "readiness.yaml").get("checklist").items()
    return tuple(
        ReadinessLine(
            name=name,
            title=item.get("title"),
            applies=item.get("for"),
            wants=item.get("wants", {}),
            why=item.get("why"),
            advice=item.get("advice"),
            basis=_provisions(item, law),
            confidence=Confidence(item.get("confidence")),
        )
        for name, item in lines
    )


def _notice(name: str, item: Read, law: Mapping[str, Provision], names: Mapping[str, Bilingual]) -> NoticeKind:
    deadline: Read | None = item.get("deadline")
    return NoticeKind(
        name=name,
        title=item.get("title"),
        sender=item.get("from"),
        says=item.get("says"),
        looks_at=tuple(item.get("looks-at")),
        on_file=tuple(item.get("on-file")),
        change=item.get("change"),
        answer=tuple(item.get("answer")),
        basis=_provisions(item, law),
        confidence=Confidence(item.get("confidence")),
        names=names,
        deadline=None
        if deadline is None
        else Deadline(deadline.get("says"), _provision(deadline, deadline.get("basis"), law)),
    )


def _provisions(item: Read, law: Mapping[str, Provision]) -> tuple[Provision, ...]:
    return tuple(_provision(item, name, law) for name in item.get("basis"))


def _provision(item: Read, name: str, law: Mapping[str, Provision]) -> Provision:
    if name not in law:
        message = Bilingual(f"law.yaml 里没有“{name}”", f"law.yaml has no provision {name!r}")
        raise PackError([item.at("basis").problem(message)])
    return law[name]


def _law(root: Path) -> dict[str, Provision]:
    problems = Problems()
    law = build_law(_read(root, "law.yaml"), problems)
    if problems:
        raise PackError(list(problems))
    return law


def _read(root: Path, name: str) -> Read:
    shown = f"rules/{name}"
    try:
        content = (root / name).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        message = Bilingual(f"读不了：{reason}", f"cannot be read: {reason}")
        raise PackError([Problem(Place(shown, 1, 1), message)]) from None
    problems = Problems()
    node, found = read_nodes(content, shown)
    problems += found
    read: Any = SHARED_FILES[name].read(node, problems) if node is not None else None
    if problems or read is None:
        raise PackError(list(problems) or [Problem(Place(shown, 1, 1), Bilingual("文件是空的", "the file is empty"))])
    return read  # type: ignore[no-any-return]  # what Shape.read returned
