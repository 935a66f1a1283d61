"""How often a literal is likely to stand in a draft: so that what is rare is asked for first.

A guess from its length and its script, good enough to choose between literals; nothing that is found depends on it.
"""

_COMMON_CHARACTERS = frozenset(
    "的了一是我不在有人这来个上大到说们为子和你地出会也时要就可以对生能而那得于着下自之年过发后作里用道行所然家"
    "种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日点很吧呢吗啊最没两三"
)
_COMMON_WORDS = (
    " the and you for that with this have are not your was but all can her his our out get has one just like it is of "
    "to in on at my me we so do if or an as by be up no am us he go free day skin love best really been from they what "
    "make good more time will when about there their would these "
)


def commonness(literal: str) -> float:
    """How common *literal* is, roughly in occurrences for a thousand characters.

    Args:
        literal: a skeleton (folded, letters, digits and characters only), or a single sign.

    """
    if not literal.isalnum():
        return 0.5
    if literal.isascii():
        if f" {literal} " in _COMMON_WORDS:
            return 3.0
        return (8.0, 8.0, 4.0, 1.0, 0.3, 0.1)[min(len(literal), 5)]
    if len(literal) == 1:
        return 8.0 if literal in _COMMON_CHARACTERS else 1.0
    return min(0.2, 0.01 * commonness(literal[0]) * commonness(literal[1])) * 0.2 ** (len(literal) - 2)
