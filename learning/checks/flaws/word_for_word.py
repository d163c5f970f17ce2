"""What the text says word for word around a gap or a question, and of which answer it says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.reading import GAP, Flaw, Reading
from learning.checks.said import Said, meaningful
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say
from learning.wording import fold

FEWEST_WORDS = 4
"""Meaningful words of a stem that is looked up word for word."""
MOST_WORDS = 3
"""Words that may stand in the text where the gap is."""
LONGEST = 60
"""Characters of them."""
ASKED = 0.6
"""Share of the words of a question, by their weight, that a sentence must say."""
_JOINT = {"en": "and|or", "de": "und|oder", "es": "y|e|o|u", "fr": "et|ou"}
_ARTICLES = {
    "en": "an?|the",
    "de": "der|die|das|den|dem|eine?[nmrs]?",
    "es": "el|la|los|las|una?",
    "fr": "les?|la|l|une?|des|du",
}


def word_for_word_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """KEY, where the text fills the gap otherwise; MULTI, where it says the same of the right answer and another."""
    vocabulary = read.vocabulary
    if not read.key or not said.folded or vocabulary is None:
        return
    if read.is_gap and read.kind.interaction == "fill-in":
        if other := _filled_otherwise(read, said, vocabulary):
            yield Flaw(
                "KEY",
                "answer",
                say("The source says “{other}” where the key says “{key}”.", other=other, key=read.key[:60]),
            )
    elif read.is_choice and (other := _joined(read, said, vocabulary)):
        yield Flaw(
            "MULTI",
            "options",
            say("The source says the same of “{option}”, which is right as well.", option=other[:60]),
        )


def _filled_otherwise(read: Reading, said: Said, vocabulary: Vocabulary) -> str:
    """What stands in the text where the gap of a sentence that is copied from it is, "" where nothing else does."""
    before, after = fold(read.before), fold(read.after)
    is_inside = read.stem.count(GAP) == 1 and before and after
    if not is_inside or len(meaningful(f"{before} {after}", vocabulary)) < FEWEST_WORDS:
        return ""
    wanted = {word for text in (read.key, *read.check.accepted) for word in _telling(text, vocabulary)}
    found = _fillings(said.folded, f" {before} ", f" {after} ")
    if not wanted or any(wanted.intersection(_telling(text, vocabulary)) for text in found):
        return ""
    return next((text for text in found if _telling(text, vocabulary)), "")


def _telling(text: str, vocabulary: Vocabulary) -> list[str]:
    """The words that say something, and single letters, which may count or name."""
    return meaningful(text, vocabulary) or [word for word in fold(text).split() if len(word) == 1]


def _fillings(text: str, before: str, after: str) -> list[str]:
    """The few words that stand between two parts of a sentence, wherever both do."""
    found, at = [], text.find(before)
    while at >= 0:
        begin = at + len(before)
        end = text.find(after, begin, begin + LONGEST + len(after))
        if end > begin and text.count(" ", begin, end) < MOST_WORDS:
            found.append(text[begin:end])
        at = text.find(before, begin - 1)
    return found


def _joined(read: Reading, said: Said, vocabulary: Vocabulary) -> str:
    """The distractor that a sentence joins to the right answer by “and” where it says what is asked."""
    joint, article = _JOINT.get(vocabulary.code), _ARTICLES.get(vocabulary.code)
    asked = frozenset(meaningful(read.stem.replace(GAP, " "), vocabulary))
    key = fold(read.key)
    if not joint or not asked or not key or vocabulary.denying & set(fold(read.stem).split()):
        return ""
    weight = {word: said.weight(word, vocabulary) for word in asked}
    for text in read.distractors:
        other = fold(text)
        if not other or f" {key} " in f" {other} " or f" {other} " in f" {key} ":
            continue
        first, second = re.escape(key), re.escape(other)
        pattern = re.compile(
            rf" (?:{first} (?:{joint}) (?:(?:{article}) )?{second}|{second} (?:{joint}) (?:(?:{article}) )?{first}) "
        )
        if pattern.search(said.folded) and _is_asked_of_both(key, other, weight, said, vocabulary):
            return text
    return ""


def _is_asked_of_both(key: str, other: str, weight: dict[str, float], said: Said, vocabulary: Vocabulary) -> bool:
    both = frozenset(meaningful(f"{key} {other}", vocabulary))
    needed = ASKED * sum(weight.values())
    own, apart = frozenset(meaningful(key, vocabulary)), frozenset(meaningful(other, vocabulary))
    of_both, of_key = [0.0], [0.0]
    for told in said.sentences(vocabulary):
        worth = sum(worth for word, worth in weight.items() if word in told.stems)
        parts = zip(told.parts, told.denied, strict=True)
        if worth >= needed and any(both <= part and not denied and weight.keys() & part for part, denied in parts):
            of_both.append(worth)
        elif own <= told.stems and apart - own - told.stems and not told.denies:
            of_key.append(worth)
    return max(of_both) > 0 and max(of_both) >= max(of_key)
