"""Terms that can never be found and excuses that can never hold, because of what stands beside them."""

from collections.abc import Iterable, Iterator, Mapping

from xhs_compliance.model.condition import Excuse, Exempt
from xhs_compliance.model.pattern import Either, InFields, Pattern, Placed, Terms, leaves
from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs import nodes
from xhs_compliance.packs.nodes import Node, Scalar, Sequence
from xhs_compliance.packs.problems import Problems
from xhs_compliance.text.fold import fold, skeleton_of
from xhs_compliance.text.variants import EvasionTable, spellings

Lists = Mapping[str, tuple[str, ...]]

MOST_SPELLED = 300
"""Terms whose disguised spellings are worked out to see whether a phrase could meet one of them."""


def report_never(
    find: Pattern, find_node: Node, excuses: tuple[Excuse, ...], unless: Node, lists: Lists, problems: Problems
) -> None:
    """Report terms of *find* that the rule's own exempt phrases always shield."""
    shields = {skeleton_of(word) for excuse in excuses if isinstance(excuse, Exempt) for word in _own(excuse.phrases)}
    reachable = {word for terms in alternatives(find) for word in terms.words}
    for node in _term_nodes(find_node):
        words = [word for word in _words(node, lists) if word in reachable]
        shielded = [word for word in words if skeleton_of(word) in shields]
        if not shielded:
            continue
        line = unless.place.line
        if len(shielded) == len(words):
            name = node.text
            message = Bilingual(
                f"“{name}”永远不会命中：它自己就在这条规则的 exempt 里（第 {line} 行）",
                f"{name!r} can never be found: it stands in this rule's own exempt list (line {line})",
            )
            problems.append(node.problem(message, Bilingual("去掉其中一个", "take one of them out")))
        else:
            message = Bilingual(
                f"{node.text} 里的“{shielded[0]}”永远不会命中：它在这条规则的 exempt 里",
                f"{shielded[0]!r} of {node.text} can never be found: it stands in this rule's own exempt list",
            )
            problems.warn(node.problem(message))


def report_idle_phrases(find: Pattern, node: Node, lists: Lists, table: EvasionTable, problems: Problems) -> None:
    """Report exempt phrases under *node* that can neither hold nor overlap a term of *find*.

    An excuse of such phrases alone is an error; one beside others, or a shared list, is worth a warning.
    """
    terms = [leaf for leaf in leaves(find) if isinstance(leaf, Terms)]
    if len(terms) != len(leaves(find)):
        return
    edges = _Edges(skeleton_of(word) for found in terms for word in found.words)
    phrases = {scalar: [skeleton_of(word) for word in _words(scalar, lists)] for scalar in _term_nodes(node)}
    idle = [scalar for scalar, words in phrases.items() if words and not any(map(edges.meets, words))]
    spelled = _spelled(terms, table) if idle else None
    if not idle or spelled is None:
        return
    idle = [scalar for scalar in idle if not any(map(spelled.meets, phrases[scalar]))]
    is_useless = len(idle) == len(phrases) and not any(scalar.text.startswith("@") for scalar in idle)
    for scalar in idle:
        message = Bilingual(
            f"“{scalar.text}”里不含、也碰不到这条规则的任何一个词，永远不会生效",
            f"{scalar.text!r} holds or overlaps no term of this rule, so it can never excuse anything",
        )
        hint = Bilingual(
            "写成包含要找的词的更长的说法，或者改用 near",
            "write a longer phrase that holds a term, or use near for words beside it",
        )
        (problems.append if is_useless else problems.warn)(scalar.problem(message, hint))


def is_always_masked(cue: Pattern, masked_by: Pattern | None) -> bool:
    """Whether every word of *cue* is itself one of the phrases that mask it."""
    if masked_by is None:
        return False
    masks = {skeleton_of(word) for word in _own(masked_by)}
    words = [skeleton_of(word) for word in _own(cue)]
    is_terms = all(isinstance(leaf, Terms) for leaf in leaves(cue))
    return is_terms and bool(words) and masks.issuperset(words)


def alternatives(pattern: Pattern) -> Iterator[Terms]:
    """The terms that are a whole match of *pattern* by themselves."""
    match pattern:
        case Terms():
            yield pattern
        case Either(patterns):
            for part in patterns:
                yield from alternatives(part)
        case Placed(pattern=inner) | InFields(pattern=inner):
            yield from alternatives(inner)


def _own(pattern: Pattern) -> Iterator[str]:
    """The words of a pattern that is made of terms alone, wherever they stand in the draft."""
    parts = pattern.patterns if isinstance(pattern, Either) else (pattern,)
    for part in parts:
        if isinstance(part, Terms):
            yield from part.words


def _term_nodes(node: Node) -> Iterator[Scalar]:
    """The texts under *node* that are terms or names of lists."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node:
            yield from _term_nodes(item)
    elif isinstance(node, nodes.Mapping):
        for key in ("terms", "any"):
            if key in node.values:
                yield from _term_nodes(node.values[key])


def _words(node: Scalar, lists: Lists) -> tuple[str, ...]:
    return lists.get(node.text[1:], ()) if node.text.startswith("@") else (node.text,)


def _spelled(terms: Iterable[Terms], table: EvasionTable) -> "_Edges | None":
    """The same with every disguised spelling; ``None`` where there are too many to be worth it."""
    found = list(terms)
    if sum(len(each.words) for each in found) > MOST_SPELLED:
        return None
    return _Edges(
        skeleton_of(spelling.text)
        for each in found
        for word in each.words
        for spelling in spellings(fold(word), each.evade, table)
    )


class _Edges:
    """Words, with how they begin and end: enough to say whether a phrase can overlap one of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {word for word in words if word}
        self._heads = {word[:length] for word in self._words for length in range(1, len(word))}
        self._tails = {word[start:] for word in self._words for start in range(1, len(word))}

    def meets(self, phrase: str) -> bool:
        """Whether *phrase* can hold a word, or share its own beginning or end with one."""
        size = len(phrase)
        if any(phrase[:length] in self._tails or phrase[size - length :] in self._heads for length in range(1, size)):
            return True
        return any(phrase[a:b] in self._words for a in range(size) for b in range(a + 1, size + 1))
