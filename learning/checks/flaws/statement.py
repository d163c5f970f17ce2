"""What makes a statement to be judged, or a question answered in words of one's own, a matter of luck."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.languages import LANGUAGES
from learning.checks.languages.language import Language
from learning.checks.reading import Flaw, Reading, words_of
from learning.checks.said import meaningful
from learning.sentence import say

LONGEST_TYPED = 4
"""Words that a learner can be asked to type as they stand."""
FEWEST_JOINED = 2
_AND = re.compile(r"[,;] (?:and|und|y|e|et) ", re.IGNORECASE)
MOST_OF_TRUISM, LETTERS_OF_ROOT = 3, 4


def statement_flaws(read: Reading) -> Iterator[Flaw]:
    """CUE, AMB and TRIV of a statement that is true or false, AMB of an answer that is typed."""
    if read.kind.interaction == "true-false":
        for language in (read.language,) if read.language else LANGUAGES:
            yield from _judged(read, language)
        yield from _hedged(read)
    typed = read.kind.interaction in ("fill-in", "long-fill-in")
    if typed and len(words_of(read.key)) > LONGEST_TYPED and not read.key_is_code:
        yield Flaw(
            "AMB",
            "answer",
            say("“{key}” is too long to be typed as it stands; other wordings are as right.", key=read.key),
        )


def _judged(read: Reading, language: Language) -> Iterator[Flaw]:
    said = words_of(read.stem)
    absolute = [word for word in said if word in language.absolute]
    if absolute and read.key == "false":
        yield Flaw(
            "CUE",
            "stem",
            say("“{word}” tells that the statement is false; say what is wrong of the subject.", word=absolute[0]),
        )
    if len(_AND.findall(read.stem)) >= FEWEST_JOINED:
        yield Flaw("AMB", "stem", say("The statement says several things at once; judge one in each."))
    if sum(word in language.negations for word in said) > 1:
        yield Flaw("AMB", "stem", say("The statement denies twice, so that it tests reading; say it without."))


def _hedged(read: Reading) -> Iterator[Flaw]:
    """A statement that is an opinion, or so careful that it cannot be false."""
    if read.vocabulary and any(one.search(read.stem) for one in read.vocabulary.opinion):
        yield Flaw("TRIV", "stem", say("This is an opinion; state something that can be right or wrong."))
    if read.vocabulary and any(one.search(read.stem) for one in read.vocabulary.undeniable):
        yield Flaw("TRIV", "stem", say("Nobody can deny this; state something that has to be learnt."))
    elif _repeats_itself(read):
        yield Flaw("TRIV", "stem", say("The statement says of its subject what the word for it says."))
    hedges = read.vocabulary.hedged if read.vocabulary else ()
    found = next((words[0] for hedge in hedges if (words := hedge.search(read.stem))), "")
    if found and read.key == "true":
        yield Flaw(
            "CUE", "stem", say("“{words}” makes the statement true of anything; say when it is so.", words=found)
        )


def _repeats_itself(read: Reading) -> bool:
    """“Bakers bake bread.”: a short true statement, two words of which have one root."""
    if read.vocabulary is None or read.key != "true":
        return False
    said = meaningful(read.stem, read.vocabulary)
    roots = [word[:LETTERS_OF_ROOT] for word in said if len(word) >= LETTERS_OF_ROOT]
    return len(said) <= MOST_OF_TRUISM and len(set(roots)) < len(roots)
