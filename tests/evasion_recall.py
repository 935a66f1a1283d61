"""Every term of every shipped rule, disguised in every way its rule sees through: how many are still found, and where.

``make evasion`` disguises all of them, once each way; the test suite a sample. The disguises are made here, from
libraries (pypinyin, OpenCC) and from the data of ``rules/evasion.yaml``, not by the code that finds them.
"""

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from xhs_compliance.engine.lexicon import Lexicon
from xhs_compliance.engine.spelled import by_key, spell
from xhs_compliance.model.pattern import Terms, leaves
from xhs_compliance.packs.files import builtin_rules
from xhs_compliance.packs.load import RuleBook, load_rulebook
from xhs_compliance.text.fold import fold, fold_field
from xhs_compliance.text.variants import EvasionTable

NOISE = ("·", "*", "_", "~", "❤", "/", "⭐️", "^", "=")
LEFT, RIGHT = "嗯，", "，嗯"
"""What stands around a disguised term: a word, and a sign that ends a clause, so that nothing is glued to it."""

Disguise = Callable[[str, random.Random], str | None]


@dataclass(frozen=True, slots=True)
class Score:
    """How many disguised terms were tried and found."""

    tried: int
    found: int
    missed: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share found; 1 where nothing was tried."""
        return self.found / self.tried if self.tried else 1.0


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _inserted(between: str) -> Disguise:
    def disguise(word: str, dice: random.Random) -> str | None:
        if len(word) < 2 or not all(map(_is_han, word)):
            return None
        at = dice.randrange(1, len(word))
        return word[:at] + between + word[at:]

    return disguise


def _noise(word: str, dice: random.Random) -> str | None:
    if len(word) < 2 or not word.isalnum():
        return None
    at = dice.randrange(1, len(word))
    return word[:at] + dice.choice(NOISE) + word[at:]


def _full_width(word: str, dice: random.Random) -> str | None:
    typed = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word)
    return typed if typed != word else None


def _capitals(word: str, dice: random.Random) -> str | None:
    typed = "".join(dice.choice((c, c.upper())) for c in word)
    return typed if typed != word else None


def _traditional() -> Disguise:
    from opencc import OpenCC

    convert = OpenCC("s2t").convert

    def disguise(word: str, dice: random.Random) -> str | None:
        typed = "".join(convert(char) for char in word)
        return typed if typed != word and len(typed) == len(word) else None

    return disguise


def _pinyin(*, whole: bool, tones: bool) -> Disguise:
    from pypinyin import Style, lazy_pinyin

    def disguise(word: str, dice: random.Random) -> str | None:
        if len(word) < 2 or not all(map(_is_han, word)):
            return None
        read = lazy_pinyin(word, style=Style.TONE if tones else Style.NORMAL, v_to_u=False)
        at = dice.randrange(len(word))
        return "".join(read) if whole else word[:at] + read[at] + word[at + 1 :]

    return disguise


def _swapped(table: Mapping[str, tuple[str, ...]]) -> Disguise:
    def disguise(word: str, dice: random.Random) -> str | None:
        places = [place for place, char in enumerate(word) if char in table]
        if not places or len(word) < 2:
            return None
        at = dice.choice(places)
        return word[:at] + dice.choice(table[word[at]]) + word[at + 1 :]

    return disguise


def _leet(table: Mapping[str, tuple[str, ...]]) -> Disguise:
    """One letter of a word of three letters or more; shorter words are not read as leet."""

    def disguise(word: str, dice: random.Random) -> str | None:
        words = [match for match in re.finditer("[a-z]{3,}", word) if any(char in table for char in match.group())]
        if not words:
            return None
        chosen = dice.choice(words)
        at = dice.choice([place for place in range(*chosen.span()) if word[place] in table])
        return word[:at] + dice.choice(table[word[at]]) + word[at + 1 :]

    return disguise


def disguises(table: EvasionTable) -> dict[str, tuple[str, Disguise]]:
    """Each disguise by name, with the kind of ``evade`` it asks for; empty for those every term is read through."""
    return {
        "full width": ("", _full_width),
        "capitals": ("", _capitals),
        "traditional characters": ("", _traditional()),
        "zero-width characters": ("", _inserted("\u200b")),
        "combining marks": ("", _inserted("\u0336")),
        "symbols and emoji between": ("noise", _noise),
        "one syllable in pinyin": ("pinyin", _pinyin(whole=False, tones=False)),
        "one syllable with its tone": ("pinyin", _pinyin(whole=False, tones=True)),
        "all in pinyin": ("pinyin", _pinyin(whole=True, tones=False)),
        "homophones": ("homophone", _swapped(table.characters.get("homophone", {}))),
        "split characters": ("split", _swapped(table.characters.get("split", {}))),
        "emoji": ("emoji", _swapped(table.characters.get("emoji", {}))),
        "digits": ("digits", _swapped(table.characters.get("digits", {}))),
        "leet": ("leet", _leet(table.characters.get("leet", {}))),
    }


def terms_of(book: RuleBook) -> Mapping[str, Terms]:
    """The sets of terms that rules look for, by key."""
    found = (leaf for rule in book.rules for leaf in leaves(rule.find))
    return by_key(leaf for leaf in found if isinstance(leaf, Terms))


def recall(book: RuleBook, sample: int | None, seed: int = 20261126) -> dict[str, Score]:
    """Disguise terms (so many of each kind; all when ``None``) and look for them."""
    table, sets = book.library.evasion, terms_of(book)
    lexicon = Lexicon(spell(sets.values(), table))
    words = [(terms, word) for terms in sets.values() for word in terms.words]
    scores = {}
    for name, (kind, disguise) in disguises(table).items():
        dice = random.Random(seed)
        covered = [(terms, word) for terms, word in words if not kind or kind in terms.evade]
        dice.shuffle(covered)
        outcomes = list(_tried(covered, disguise, lexicon, dice, sample))
        missed = tuple(f"{word} → {typed}" for word, typed, found in outcomes if not found)
        scores[name] = Score(len(outcomes), len(outcomes) - len(missed), missed)
    return scores


def _tried(
    covered: list[tuple[Terms, str]], disguise: Disguise, lexicon: Lexicon, dice: random.Random, sample: int | None
) -> Iterator[tuple[str, str, bool]]:
    tried = 0
    for terms, word in covered:
        typed = disguise(word, dice)
        if typed is None or typed == word:
            continue
        hits = lexicon.find(fold_field(f"{LEFT}{typed}{RIGHT}")).hits(terms.key)
        whole = (len(LEFT), len(LEFT) + len(typed))
        yield word, typed, any(tuple(hit.span) == whole for hit in hits) or fold(typed) == fold(word)
        tried += 1
        if sample is not None and tried >= sample:
            return


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="terms of each kind; all when left out")
    parser.add_argument("--misses", type=int, default=0, help="so many misses of each kind are shown")
    asked = parser.parse_args()
    scores = recall(load_rulebook([builtin_rules()]), asked.sample)
    print("| disguise | terms tried | found at the right place | recall |\n|---|---|---|---|")
    for name, score in scores.items():
        print(f"| {name} | {score.tried:,} | {score.found:,} | {score.recall:.3f} |")
        for missed in score.missed[: asked.misses]:
            print(f"  {missed}", file=sys.stderr)
    print(f"\n{sum(score.tried for score in scores.values()):,} disguised terms")


if __name__ == "__main__":
    main()
