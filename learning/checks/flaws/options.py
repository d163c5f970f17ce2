"""Whether one option is right, the others could be, and nothing but the subject tells which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from learning.checks.flaws.contrary import contrary_flaws
from learning.checks.flaws.enumerated import enumerated_flaws
from learning.checks.flaws.everyday import everyday_flaws
from learning.checks.flaws.families import family_flaws, named
from learning.checks.flaws.form import form_flaws
from learning.checks.flaws.grammar import grammar_flaws
from learning.checks.flaws.kinds import kind_flaws
from learning.checks.flaws.picked import picked_flaws
from learning.checks.flaws.sameness import sameness_flaws, signs_of
from learning.checks.languages.language import Language
from learning.checks.reading import Flaw, Reading, without_code, words_of
from learning.checks.said import Said
from learning.sentence import say
from learning.wording import sentences

LONGER_KEY, LONGER_BY_CHARACTERS = 1.6, 20
FEWEST_LETTERS = 4
FIRST_YEAR = 1_000
"""From which on ranges may be periods, which are told apart by their ends."""
OPEN_RANGES = 1
"""Options that may have one end only (“over 10”)."""
LETTERS_OF_ROOT = 4
"""By which “price” and “pricing” are one."""
LETTERS_ALIKE = 7
"""By which a word of the question gives another of the right answer away."""
LETTERS_OF_UNIT = 3
"""By which “day” and “days” are one."""
VAGUE_WORDS, TERM_WORDS, FEWEST_ECHOES = 4, 4, 2
_NUMBER = re.compile(r"(?<![\w.,])[-+]?\d+(?:[.,]\d+)?(?![\w.,]*\d)")
_RANGE = re.compile(r"\D{0,12}(\d+(?:\.\d+)?)\s?(?:[-–—]|to|bis|a)\s?(\d+(?:\.\d+)?)\D{0,20}")
_ARTICLES = frozenset("a an the el la los las un una der die das den dem ein eine einen einem le les une l".split())


def option_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """The flaws of options: IMPL, MULTI, CUE, TRIV, AMB and GRAM. None without a key and a distractor."""
    if not (read.is_choice and read.key and read.distractors):
        return
    yield from family_flaws(read)
    yield from everyday_flaws(read, said)
    yield from kind_flaws(read, said)
    yield from picked_flaws(read, said)
    yield from contrary_flaws(read)
    yield from _alike(read)
    yield from sameness_flaws(read)
    yield from enumerated_flaws(read, said)
    yield from _lengths(read)
    yield from form_flaws(read)
    yield from _numbers(read)
    yield from _shared_word(read)
    if read.language:
        yield from _patterns(read, read.language)
        yield from grammar_flaws(read, read.language)


def _alike(read: Reading) -> Iterator[Flaw]:
    """Two options that say the same but for an article, or two ranges of which one reaches into the other."""
    said = [tuple(word for word in words_of(text) if word not in _ARTICLES) for text in read.options]
    for (one, other), (first, second) in zip(combinations(said, 2), combinations(read.options, 2), strict=True):
        if (
            one
            and one == other
            and signs_of(first) == signs_of(second)
            and "`" not in first + second
            and first.isupper() == second.isupper()
        ):
            yield Flaw(
                "MULTI", "options", say("“{option}” and “{other}” say the same.", option=first[:60], other=second[:60])
            )
            return
    ranges = [(float(found[1]), float(found[2])) for text in read.options if (found := _RANGE.fullmatch(text))]
    if len(ranges) >= len(read.options) - OPEN_RANGES > 1 and any(low < FIRST_YEAR for low, _ in ranges):
        for (low, high), (start, end) in combinations(ranges, 2):
            if low < end and start < high:
                yield Flaw(
                    "MULTI",
                    "options",
                    say("{low} to {high} and {start} to {end} overlap.", low=low, high=high, start=start, end=end),
                )
                return


def _lengths(read: Reading) -> Iterator[Flaw]:
    longest = max(map(len, read.distractors))
    if len(read.key) > longest * LONGER_KEY and len(read.key) - longest >= LONGER_BY_CHARACTERS:
        yield Flaw("CUE", "options", say("The right answer is by far the longest and most detailed option."))


def _numbers(read: Reading) -> Iterator[Flaw]:
    """Numbers out of their order, bare or all with the same unit: the order alone would tell nothing."""
    found = [_NUMBER.search(text) for text in read.options if len(_NUMBER.findall(text)) == 1]
    units = {_NUMBER.sub("", text).casefold().strip(" .")[:LETTERS_OF_UNIT] for text in read.options}
    numbers = [float(one[0].replace(",", ".")) for one in found if one]
    if len(set(numbers)) == len(read.options) > 2 and len(units) == 1:
        steps = {first < second for first, second in pairwise(numbers)}
        if len(steps) > 1:
            yield Flaw("CUE", "options", say("The options are numbers; put them in order."))


def _shared_word(read: Reading) -> Iterator[Flaw]:
    """Words that only the right answer repeats (a clang association): of the question, not of the case before it."""
    if read.key_is_code or "`" in read.key:
        return
    asked = sentences(read.stem)[-1:] or [read.stem]
    stem = _long_words(without_code(asked[0]))
    grammar = read.language.function_words if read.language else frozenset[str]()
    elsewhere = {word for text in read.distractors for word in _long_words(text)}
    beginnings = {word[:LETTERS_OF_ROOT] for word in elsewhere}
    shared = {word for word in _long_words(read.key) & stem - grammar if word[:LETTERS_OF_ROOT] not in beginnings}
    if elsewhere & stem - grammar - _long_words(read.key):
        return
    if not shared and len(read.key.split()) <= TERM_WORDS:
        shared = _of_one_root(_long_words(read.key) - grammar, stem - grammar, elsewhere)
    if len(shared) >= (1 if len(read.key.split()) <= TERM_WORDS else FEWEST_ECHOES):
        yield Flaw("CUE", "options", say("The stem and only the right answer say “{word}”.", word=min(shared)))


def _of_one_root(key: set[str], stem: set[str], elsewhere: set[str]) -> set[str]:
    """Words of the key that begin as a word of the stem does (photoelectrons, photoelectric), and no other option."""
    begun = {word[:LETTERS_ALIKE] for word in stem if len(word) >= LETTERS_ALIKE}
    begun -= {word[:LETTERS_ALIKE] for word in elsewhere}
    return {word for word in key if word[:LETTERS_ALIKE] in begun}


def _long_words(text: str) -> set[str]:
    return {part for word in words_of(text) for part in word.split("-") if len(part) >= FEWEST_LETTERS}


def _patterns(read: Reading, language: Language) -> Iterator[Flaw]:
    own = read.stem.count("`") or "\n" in read.check.stem
    catching = [text for text in read.options if any(one.search(text) for one in language.all_of_the_above)]
    if catching:
        yield Flaw(
            "CUE", "options", say("“{option}” lets learners guess; offer a real option instead.", option=catching[0])
        )
    if any(one.search(text) for text in read.options for one in language.joined_options):
        yield Flaw("CUE", "options", say("Options that join other options ask for logic, not for the subject."))
    judged = [text for text in read.options if text.casefold().rstrip(".") in language.truth and not text.isupper()]
    if len(judged) > 1 and len(judged) * 2 >= len(read.options) and not own:
        yield Flaw(
            "CUE", "options", say("Options that are true and false make a statement to be judged; ask it as one.")
        )
    absolute = [text for text in read.distractors if language.absolute & set(words_of(text)) and len(text.split()) > 2]
    if absolute and not language.absolute & set(words_of(read.key)):
        yield Flaw(
            "CUE",
            "options",
            say("{options} says “always”, “never” or the like, which learners know is wrong.", options=named(absolute)),
        )
    negated = next((found[found.lastindex or 0] for one in language.negated if (found := one.search(read.stem))), "")
    if negated and not read.is_gap and not negated.isupper() and f"*{negated}" not in read.check.stem:
        yield Flaw(
            "TRIV",
            "stem",
            say("The question turns on “{word}”; ask for what is, or write it in capitals.", word=negated),
        )
    vague = [text for text in read.options if language.vague & set(words_of(text))]
    if len(vague) * 2 > len(read.options) or any(len(text.split()) <= VAGUE_WORDS for text in vague):
        yield Flaw(
            "AMB",
            "options",
            say("An option says “often”, “usually” or the like, which means something else to everybody."),
        )
