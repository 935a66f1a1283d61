"""How hard a rule is: the steps of its severity, its own or shared, what lifts it, the table of severities by tie."""

from xhs_compliance.model.errors import Problem, did_you_mean
from xhs_compliance.model.rule import Gate, Lift, Step
from xhs_compliance.model.words import Bilingual, Severity
from xhs_compliance.packs.conditions import Builder
from xhs_compliance.packs.kinds import ListOf, Word, wrong_kind
from xhs_compliance.packs.library import Library
from xhs_compliance.packs.nodes import Node, Scalar, Sequence
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.schema import LIFT, SEVERITIES, STEP
from xhs_compliance.packs.shapes import Read


def ladder_of(node: Node, builder: Builder, problems: Problems) -> tuple[Step, ...]:
    """The steps under ``severity``: one for a bare word, those of a shared ladder for its name, or its own.

    What is wrong in a shared ladder is told once, where its file is read.
    """
    if not isinstance(node, Scalar):
        return steps_of(node, builder, problems)
    if (shared := builder.library.ladders.get(node.text)) is not None:
        unheard = builder.unheard()
        return steps_of(shared, unheard, unheard.problems)
    word = Word((*SEVERITIES, *builder.library.ladders)).read(node, problems)
    return (Step(Severity.from_word(word)),) if word else ()


def steps_of(node: Node, builder: Builder, problems: Problems) -> tuple[Step, ...]:
    """The steps of a ladder; what is wrong, a step never reached included, is a problem."""
    if not isinstance(node, Sequence):
        wanted = Bilingual("一个严重程度，或者它们的列表", "a severity, or a list of them")
        wrong_kind(node, wanted, problems)
        return ()
    steps = []
    always: Read | None = None
    for item in ListOf(STEP).read(node, problems) or ():
        if always is not None:
            line = always.node.place.line
            message = Bilingual(
                f"永远轮不到这一级：第 {line} 行那级没有 when，总是先成立",
                f"this step can never be reached: the one on line {line} has no 'when' and always holds",
            )
            hint = Bilingual("把没有 when 的那级放到最后", "put the step without 'when' last")
            problems.append(item.node.problem(message, hint))
            break
        when = builder.condition(item.at("when")) if "when" in item.values else None
        always = item if "when" not in item.values else None
        if item.get("is"):
            steps.append(Step(Severity.from_word(item.get("is")), when))
    return tuple(steps)


def lifts_of(read: Read, builder: Builder, problems: Problems) -> tuple[Lift, ...]:
    """What lowers the rule (``lifted``), each with the severity it lowers to."""
    if "lifted" not in read.values:
        return ()
    lifts = []
    for node in read.get("lifted"):
        lift = LIFT.read(node, problems)
        if lift is None:
            continue
        before = len(problems)
        condition = builder.condition(lift.node.only("any", "all"))
        if condition is None and len(problems) == before:
            message = Bilingual("lifted 要写 any 或 all，里面是条件", "lifted needs 'any' or 'all' with conditions")
            problems.append(lift.node.problem(message))
        if condition is not None and lift.get("to"):
            lifts.append(Lift(Severity.from_word(lift.get("to")), condition))
    return tuple(lifts)


def gating_of(read: Read, usual: str, library: Library, problems: Problems) -> tuple[Gate, ...]:
    """The table of severities by tie a rule follows; none where it says its severity in steps of its own.

    Args:
        read: the rule.
        usual: the table of its pack; empty for none.
        library: every table there is.
        problems: where an unknown name is told.

    """
    name = read.get("gating", usual)
    if name and name not in library.gating:
        problems.append(no_gating(name, read.at("gating"), library))
    severity = read.at("severity")
    if not isinstance(severity, Scalar) or severity.text in library.ladders:
        return ()
    return library.gating.get(name, ())


def no_gating(name: str, node: Node, library: Library) -> Problem:
    """That *name* is no gating table, with the nearest that is."""
    message = Bilingual(f"没有分级表“{name}”", f"there is no gating table {name!r}")
    return node.problem(message, did_you_mean(name, library.gating))
