"""Gaps to be typed that many words fit: a verb, a noun of a set phrase, a common word, a word of a sentence copied out.

Somebody who knows the subject fills them with another word and is told to be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.reading import GAP, Flaw, Reading, words_of
from learning.checks.said import Said, meaningful
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say
from learning.wording import fold

MOST_TIMES = 1
"""Sentences of the text in which a word stands that is none of its terms."""
FEWEST_SENTENCES = 4
"""Of a text that can tell its terms from other words."""
BESIDE, FEWEST_BESIDE = 4, 4
"""Words on either side of a gap by which its place in the text is found, and how many there must be."""
LONGEST_CLAIM = 4
"""Words before a gap at the end that say too little to tell what is meant."""
FEWEST_ASKED = 2
"""Words of a sentence that can be looked for in the text."""
_OF = frozenset("of to with that von zu mit auf an de del des du d".split())
_COMPARING = frozenset("more most less least so rather más menos tan bastante plus moins si assez trop".split())
_ABBREVIATION = re.compile(r"[“„«\"]\s?[A-ZÄÖÜ]{2,}\b")
_FIGURE = re.compile(r"\d")


def open_gap_flaws(read: Reading, said: Said, *, is_settled: bool) -> Iterator[Flaw]:
    """BLANK and AMB of a gap to be typed; `is_settled` where objective, definition or contrast settle what is asked."""
    vocabulary = read.vocabulary
    if not (read.is_gap and read.kind.interaction == "fill-in" and vocabulary) or read.key_is_code:
        return
    key = words_of(read.key)
    if not key or _FIGURE.search(read.key) or (len(key) == 1 and key[0] in vocabulary.numbers):
        return
    if not read.check.accepted and any(one.search(read.stem) for one in vocabulary.unspecific):
        yield Flaw("AMB", "stem", say("This is true of much else than “{key}”; say what only that is.", key=read.key))
        return
    if len(key) == 1 and read.key.islower() and _is_verb(key[0], read, vocabulary):
        yield Flaw(
            "BLANK", "stem", say("The gap stands for what is done, which other verbs than “{key}” say.", key=read.key)
        )
    elif _is_degree(key, read, vocabulary):
        yield Flaw(
            "BLANK", "stem", say("The gap stands for how much or how; other adjectives than “{key}” fit.", key=read.key)
        )
    elif is_settled or read.check.accepted:
        return
    elif _is_short_claim(read, vocabulary):
        yield Flaw("AMB", "stem", say("This is true of much else than “{key}”; say what only that is.", key=read.key))
    elif (read.key.islower() or vocabulary.code == "de") and vocabulary.unsettling.intersection(
        words_of(read.before)[-1:]
    ):
        yield Flaw(
            "BLANK",
            "stem",
            say("The gap may be any of many things; other words than “{key}” fit.", key=read.key),
        )
    elif len(key) == 1 and _is_no_noun(read, said, vocabulary):
        yield Flaw("BLANK", "stem", say("“{key}” is no noun; put the gap on a term of the subject.", key=read.key))
    elif len(key) == 1 and _is_in_idiom(key[0], read, vocabulary):
        yield Flaw("BLANK", "stem", say("“{key}” belongs to a set phrase and is no term of the subject.", key=read.key))
    elif len(key) == 1 and key[0] in vocabulary.common:
        yield Flaw(
            "AMB",
            "stem",
            say(
                "The gap takes other words than “{key}” as well; ask for what the sentence defines or contrasts.",
                key=read.key,
            ),
        )
    elif is_copied(read, said) and len(key) == 1 and _is_grammar(key[0], read, vocabulary):
        yield Flaw("BLANK", "stem", say("“{key}” is a word of grammar and no term of the subject.", key=read.key))
    elif _is_unsaid(read, said, vocabulary):
        yield Flaw(
            "AMB", "stem", say("The text says nothing of the kind, so that other words than “{key}” fit.", key=read.key)
        )
    elif is_copied(read, said) and _is_no_term(read, said, vocabulary):
        yield Flaw(
            "BLANK",
            "stem",
            say(
                "The text says “{key}” only here and does not explain it; put the gap on one of its terms.",
                key=read.key,
            ),
        )


def _is_short_claim(read: Reading, vocabulary: Vocabulary) -> bool:
    """“A bakery sells ____.”: a few words that end in a gap for a common noun, with no measure that tells it."""
    is_common = read.key.islower() or vocabulary.code == "de"
    ends = not words_of(read.after) and bool(read.before) and not _FIGURE.search(read.stem) and "`" not in read.stem
    return is_common and ends and len(words_of(read.before)) <= LONGEST_CLAIM


def _is_degree(key: list[str], read: Reading, vocabulary: Vocabulary) -> bool:
    """“a very ____ measure”: a word of degree stands before the gap, and a noun after it where it may count things."""
    before, after = words_of(read.before)[-1:], words_of(read.after)[:1]
    if len(key) > 1 or not read.key.islower() or not vocabulary.degrees.intersection(before):
        return False
    return not _COMPARING.intersection(before) or (bool(after) and after[0] not in vocabulary.small)


def _is_no_noun(read: Reading, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether a German word in small letters, that the source does not set off, stands before no noun; what an
    abbreviation stands for may be of another language."""
    if _ABBREVIATION.search(read.stem):
        return False
    after = read.after.split()[:1]
    is_before_noun = bool(after) and after[0][:1].isupper()
    return vocabulary.code == "de" and read.key.islower() and not is_before_noun and fold(read.key) not in said.named


def _is_in_idiom(key: str, read: Reading, vocabulary: Vocabulary) -> bool:
    before, after = words_of(read.before)[-1:], words_of(read.after)[:1]
    return key in vocabulary.idioms and bool(vocabulary.joining.intersection(before) and _OF.intersection(after))


def _is_verb(key: str, read: Reading, vocabulary: Vocabulary) -> bool:
    """A noun stands before the gap and an article after it, or a word after which a verb comes."""
    before, after = words_of(read.before)[-1:], words_of(read.after)[:1]
    if not before or read.before[-1:] in ",;:(":
        return False
    if before[0] in vocabulary.verbal or vocabulary.adverbial.intersection(after):
        return True
    follows_article = bool(vocabulary.articles.intersection(after))
    if before[0] in vocabulary.relative:
        return follows_article or key in vocabulary.common
    return follows_article and before[0] not in vocabulary.joining


def _is_grammar(key: str, read: Reading, vocabulary: Vocabulary) -> bool:
    adverb = {"en": "ly", "es": "mente", "fr": "ement"}.get(vocabulary.code)
    return read.key.islower() and (key in vocabulary.small or (adverb is not None and key.endswith(adverb)))


def _is_unsaid(read: Reading, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether no word of the sentence stands in a text long enough to be what it is about."""
    asked, places = frozenset(meaningful(read.stem.replace(GAP, " "), vocabulary)), said.places(vocabulary)
    if len(asked) < FEWEST_ASKED or len(said.sentences(vocabulary)) < FEWEST_SENTENCES:
        return False
    return not any(word in places for word in asked)


def is_copied(read: Reading, said: Said) -> bool:
    """Whether the text says the sentence, or the words about its gap, in so many words."""
    if f" {fold(read.stem.replace(GAP, f' {read.key} '))} " in said.folded:
        return True
    before, after = fold(read.before).split()[-BESIDE:], fold(read.after).split()[:BESIDE]
    window = " ".join([*before, fold(read.key), *after])
    return len(before) + len(after) >= FEWEST_BESIDE and f" {window} " in said.folded


def _is_no_term(read: Reading, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether the word stands in one sentence of the text alone, in small letters where nouns have none."""
    if len(said.sentences(vocabulary)) < FEWEST_SENTENCES:
        return False
    is_first = not read.before
    if not read.key.islower() and vocabulary.code != "de" and not (is_first and read.key[1:].islower()):
        return False
    places = said.places(vocabulary)
    return all(len(places.get(word, ())) <= MOST_TIMES for word in meaningful(read.key, vocabulary))
