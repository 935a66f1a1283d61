"""What a rule offers to write instead, and for which words and facts."""

from collections.abc import Iterable

from xhs_compliance.model.condition import All, Any, Condition, FactIs, FactNumber, Not, conditions_in
from xhs_compliance.model.errors import did_you_mean
from xhs_compliance.model.rule import Replacement
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.conditions import Builder
from xhs_compliance.packs.nodes import Node, Scalar
from xhs_compliance.packs.problems import Problems
from xhs_compliance.packs.schema import REPLACEMENT
from xhs_compliance.packs.shapes import Read


def replacements_of(read: Read, builder: Builder, problems: Problems) -> tuple[Replacement, ...]:
    """What is under ``replace``, in its order, a name standing for the shared ones; what is wrong is a problem.

    What is wrong with shared ones is told once, where their file is read.
    """
    made: list[Replacement] = []
    for node in read.get("replace", ()):
        if not isinstance(node, Scalar):
            made += made_of((node,), builder, problems)
            continue
        shared = builder.library.replacements
        if node.text in shared:
            unheard = builder.unheard()
            made += made_of(shared[node.text], unheard, unheard.problems)
        else:
            message = Bilingual(
                f"phrases.yaml 里没有替换写法“{node.text}”", f"phrases.yaml has no replacements {node.text!r}"
            )
            problems.append(node.problem(message, did_you_mean(node.text, shared)))
    return tuple(made)


def made_of(nodes: Iterable[Node], builder: Builder, problems: Problems) -> tuple[Replacement, ...]:
    """The replacements *nodes* describe; what is wrong with one is a problem."""
    made = []
    for node in nodes:
        item = REPLACEMENT.read(node, problems)
        if item is not None:
            texts = builder.texts(item.at("for")) if "for" in item.values else ()
            words = frozenset(word for text in texts for word in builder.words_of(text))
            made.append(Replacement(words, item.get("zh", ()), item.get("en", ()), _on_facts(item, builder, problems)))
    return tuple(made)


def _on_facts(item: Read, builder: Builder, problems: Problems) -> Condition | None:
    """The condition of a replacement, which may ask for nothing but facts."""
    if "when" not in item.values:
        return None
    condition = builder.condition(item.at("when"))
    facts = (FactIs, FactNumber, All, Any, Not)
    if not all(isinstance(inner, facts) for inner in conditions_in(condition)):
        message = Bilingual("替换写法的 when 只能问声明的事实", "'when' of a replacement can only ask for facts")
        problems.append(item.at("when").problem(message))
    return condition
