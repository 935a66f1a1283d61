"""English forms of a listed term: enough for claims (heals, healed, healing), not a grammar."""

_VOWELS = frozenset("aeiou")


def inflected(term: str, word_class: str) -> tuple[str, ...]:
    """*term* and its regular forms.

    Args:
        term: a word or a phrase; of a phrase of verbs the first word is inflected, of nouns the last.
        word_class: ``verbs`` or ``nouns``.

    Irregular forms have to be listed as terms of their own.

    """
    if not term.isascii() or not term[0].isalpha():
        return (term,)
    if word_class == "nouns":
        head, _, last = term.rpartition(" ")
        return (term, f"{head} {_plural(last)}".strip())
    first, space, rest = term.partition(" ")
    return (term, *(form + space + rest for form in _verb_forms(first)))


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and len(noun) > 1 and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def _verb_forms(verb: str) -> tuple[str, str, str]:
    third = _plural(verb)
    if verb.endswith("ie"):
        return third, verb + "d", verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith("ee"):
        return third, verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] and verb[-2] not in _VOWELS:
        return third, verb[:-1] + "ied", verb + "ing"
    if _doubles(verb):
        return third, verb + verb[-1] + "ed", verb + verb[-1] + "ing"
    return third, verb + "ed", verb + "ing"


def _doubles(verb: str) -> bool:
    """Short verbs of one vowel double the last letter: stop, stopped."""
    vowels = sum(letter in _VOWELS for letter in verb)
    return len(verb) >= 3 and vowels == 1 and verb[-2] in _VOWELS and verb[-1] not in _VOWELS | set("wxyh")
