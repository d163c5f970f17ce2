"""The form of options: of one detail, beginning alike, and not made of one another's pieces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from learning.checks.flaws.families import named
from learning.checks.flaws.grammar import beginning
from learning.checks.reading import Flaw, Reading
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say
from learning.wording import fold

FEWEST_OPTIONS, FEWEST_UNLIKE = 3, 2
TIMES_LONGER, LONGER_BY_CHARACTERS = 3, 40
_NOT_OF_A_NOUN = frozenset({"link", "verb", "pronoun", "adverb"})


def form_flaws(read: Reading) -> Iterator[Flaw]:
    """CUE and GRAM of the options of a choice."""
    if len(read.options) < FEWEST_OPTIONS:
        return
    yield from _detail(read)
    if read.vocabulary:
        yield from _convergence(read, read.vocabulary)
        yield from _beginnings(read)


def _detail(read: Reading) -> Iterator[Flaw]:
    """One wrong option far more detailed than all others."""
    second, longest = sorted(read.options, key=len)[-2:]
    if longest in read.distractors and len(longest) > max(
        TIMES_LONGER * len(second), len(second) + LONGER_BY_CHARACTERS
    ):
        yield Flaw("CUE", "options", say("“{option}” is far more detailed than the others.", option=longest[:60]))


def _convergence(read: Reading, vocabulary: Vocabulary) -> Iterator[Flaw]:
    """Options of two things each, where only those of the right one stand in others as well."""
    key, *others = (_pieces(text, vocabulary) for text in (read.key, *read.distractors))
    if any(len(parts) < FEWEST_UNLIKE for parts in (key, *others)):
        return
    times = Counter(part for parts in (key, *others) for part in parts)
    if all(times[part] > 1 for part in key) and all(any(times[part] == 1 for part in parts) for parts in others):
        yield Flaw(
            "CUE", "options", say("Each part of the right answer stands in other options too, which gives it away.")
        )


def _pieces(text: str, vocabulary: Vocabulary) -> set[str]:
    return {fold(part) for joined in vocabulary.joint.split(text) for part in joined.split(",") if fold(part)}


def _beginnings(read: Reading) -> Iterator[Flaw]:
    """“the valve” among “they open”, “when it rains”, “quickly”: what does not answer the question at all."""
    if not read.stem.endswith("?") or beginning(read.key, read) != "article":
        return
    unlike = [text for text in read.distractors if beginning(text, read) in _NOT_OF_A_NOUN or text.endswith("?")]
    if len(unlike) >= FEWEST_UNLIKE:
        yield Flaw("GRAM", "options", say("{options} do not answer as the question asks.", options=named(unlike)))
