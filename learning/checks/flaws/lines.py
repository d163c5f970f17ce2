"""A stem that is a line of its source and no sentence: a heading, a label, a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.reading import GAP, Flaw, Reading, words_of
from learning.checks.said import Said
from learning.sentence import say
from learning.wording import fold

FEWEST_CAPITALS = 2
LONGEST_HEADING = 10
_ENDED = re.compile(r"[.!?:;…][\"”’»)]*$")
_LETTERS = re.compile(r"[^\W\d_]+")


def line_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """FRAG of a gap, or of a statement to be judged."""
    if _ENDED.search(read.stem) or (read.is_choice and not read.is_gap):
        return
    filled = fold(read.stem.replace(GAP, f" {read.key} "))
    if filled in said.named or _is_titled(read) or (filled in said.lines and not _says_something(read)):
        yield Flaw("FRAG", "stem", say("The stem is a heading or a label, not a sentence."))


def _says_something(read: Reading) -> bool:
    return bool(read.vocabulary and read.vocabulary.predicates.intersection(words_of(read.stem)))


def _is_titled(read: Reading) -> bool:
    """“Factors That Affect ____”: every word that is none of grammar begins with a capital."""
    if read.language is None or read.language.code == "de":
        return False
    words = _LETTERS.findall(read.stem.replace(GAP, " "))
    telling = [word for word in words if word.casefold() not in read.language.function_words]
    return len(telling) >= FEWEST_CAPITALS and len(words) <= LONGEST_HEADING and all(w[0].isupper() for w in telling)
