"""Whether a section and its sources answer a check otherwise than its key: what is asked stands beside another answer.

Words are compared by their stems. A sentence that denies is no evidence, nor is one that says the key as well, unless
commas part it into what it says of the one and of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.checks.languages import LANGUAGES
from learning.checks.reading import GAP, Flaw, Reading, words_of
from learning.checks.said import Said, Stems, Told, meaningful, says_enough
from learning.checks.vocabulary import Vocabulary
from learning.sentence import say

FEWEST_SHARED, SHARE = 3, 0.6
"""Words of a question that stand beside an answer to it, and their share of the question; rare words weigh more."""
MOST_BESIDE_KEY, PARTED = 0.6, 0.75
"""Of that share, what may stand beside the key; the share of the words that one part of a sentence must have."""
FEWEST_OF_MEANING = 2
"""Words of an option that says what the one word of a question means."""
MOST_OF_ALL = 0.75
"""Of what stands beside an option that nearly all is said of, by weight, what may stand beside the key."""
LEAST_OF_KEY = 0.5
"""Share of the key's own words with which a sentence may be what it was made of."""
FEWEST_STATED, MOST_MORE = 3, 1
"""Words of a statement that can be compared, and those that what is said of something else has more."""
_DIGIT = re.compile(r"\d")


def evidence_flaws(read: Reading, said: Said) -> Iterator[Flaw]:
    """KEY, where the text answers otherwise."""
    vocabulary = read.vocabulary
    if vocabulary is None or not said.folded:
        return
    if read.kind.interaction == "true-false":
        yield from _stated_otherwise(read, said, vocabulary)
    elif vocabulary.denying & set(words_of(read.stem)):
        return
    elif read.is_choice:
        yield from _chosen_otherwise(read, said, vocabulary)
    else:
        yield from _typed_otherwise(read, said, vocabulary)


def _chosen_otherwise(read: Reading, said: Said, vocabulary: Vocabulary) -> Iterator[Flaw]:
    asked = frozenset(meaningful(read.stem.replace(GAP, " "), vocabulary))
    key = frozenset(meaningful(read.key, vocabulary))
    if not asked or not key or _joins_others(read):
        return
    for text in read.distractors:
        option = frozenset(meaningful(text, vocabulary))
        if bool(_DIGIT.search(text)) == bool(_DIGIT.search(read.key)) and _answers(
            option, key, asked, said, vocabulary
        ):
            detail = say(
                "The source answers this with “{option}”, and says nothing of the kind of “{key}”.",
                option=text[:60],
                key=read.key[:60],
            )
            yield Flaw("KEY", "answer", detail)
            return


def _joins_others(read: Reading) -> bool:
    """Whether the key stands for other options, “all of the above”."""
    known = (read.language,) if read.language else LANGUAGES
    return any(pattern.search(read.key) for one in known for pattern in (*one.all_of_the_above, *one.joined_options))


def _answers(option: Stems, key: Stems, asked: Stems, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether what is asked is said beside the option, and far less of it beside the key."""
    own, apart = key - option - asked, option - key - asked
    weight = {word: said.weight(word, vocabulary) for word in asked}
    needed = SHARE if len(asked) >= FEWEST_SHARED else 1
    if not own or not apart or (needed == 1 and len(option - asked) < FEWEST_OF_MEANING):
        return False
    told = said.sentences(vocabulary)
    near_key = max((_sum(weight, _with_leaning(told, at)) for at in _near(own, said, vocabulary)), default=0)
    beside_option = max((_sum(weight, told[at].stems) for at in said.holding(option, vocabulary)), default=0)
    if near_key <= MOST_OF_ALL * beside_option and _covered(option, own, asked, said, vocabulary):
        return True
    for number in said.holding(option, vocabulary):
        one = told[number]
        beside = _sum(weight, one.stems)
        if beside < needed * _sum(weight, asked):
            continue
        if near_key <= beside and _parted(option, own, asked, one):
            return True
        if not one.denies and near_key <= MOST_BESIDE_KEY * beside:
            return True
    return False


def _covered(option: Stems, own: Stems, asked: Stems, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether a sentence says the option and all that is asked but a word, and none says as much beside the key."""
    told = said.sentences(vocabulary)
    if len(asked) <= FEWEST_SHARED:
        return False
    most = max(
        (len(asked & told[at].stems) for at in said.holding(option, vocabulary) if _is_apart(told[at], own)), default=0
    )
    near = max((len(asked & _with_leaning(told, at)) for at in _near(own, said, vocabulary)), default=0)
    return most >= len(asked) - 1 and near < most


def _is_apart(told: Told, own: Stems) -> bool:
    return not told.denies and not own & told.stems


def _sum(weight: dict[str, float], told: Stems) -> float:
    return sum(worth for word, worth in weight.items() if word in told)


def _parted(option: Stems, own: Stems, asked: Stems, told: Told) -> bool:
    """Whether commas part what is asked and the option from the key; where the sentence denies, it denies the key."""
    parts = list(zip(told.parts, told.denied, strict=True))
    with_option = [part for part, denied in parts if not denied and says_enough(option, part)]
    with_key = [part for part, denied in parts if denied is told.denies and len(own & part) >= LEAST_OF_KEY * len(own)]
    fewest = max(min(len(asked), FEWEST_SHARED), PARTED * len(asked))
    return bool(with_key) and any(
        len(asked & part) >= fewest and all(asked & other < asked & part for other in with_key) for part in with_option
    )


def _near(own: Stems, said: Said, vocabulary: Vocabulary) -> list[int]:
    """The sentences that say at least a part of the key."""
    places, told = said.places(vocabulary), said.sentences(vocabulary)
    numbers = {number for word in own for number in places.get(word, ())}
    return [number for number in numbers if len(own & told[number].stems) >= LEAST_OF_KEY * len(own)]


def _with_leaning(told: tuple[Told, ...], number: int) -> Stems:
    """The words of a sentence, of the one that it leans on and of the one that leans on it."""
    before = told[number - 1].stems if number and told[number].leans else frozenset[str]()
    after = told[number + 1] if number + 1 < len(told) else None
    return told[number].stems | before | (after.stems if after and after.leans else frozenset())


def _around(told: tuple[Told, ...], number: int) -> Stems:
    """The words of a sentence and of its neighbours."""
    return frozenset().union(*(one.stems for one in told[max(0, number - 1) : number + 2]))


def _typed_otherwise(read: Reading, said: Said, vocabulary: Vocabulary) -> Iterator[Flaw]:
    """The sentence that says what is asked, or what stands around a gap, is far from where the key stands."""
    asked = frozenset(meaningful(read.stem.replace(GAP, " "), vocabulary))
    counted = not _DIGIT.search("".join(asked))
    keys = [frozenset(meaningful(text, vocabulary)) for text in (read.key, *read.check.accepted)]
    if len(asked) < FEWEST_SHARED or not all(keys):
        return
    told, places = said.sentences(vocabulary), said.places(vocabulary)
    numbers = {number for word in asked for number in places.get(word, ())}
    shared = {number: len(asked & told[number].stems) for number in numbers}
    most = max(shared.values(), default=0)
    if most < max(FEWEST_SHARED, SHARE * len(asked)):
        return
    best = [number for number, count in shared.items() if count == most]
    if any(len(key & _around(told, number)) > LEAST_OF_KEY * len(key) for key in keys for number in best):
        return
    if any(key & told[number].stems for key in keys for number in best):
        return
    others = [word for number in best for word in told[number].words if _DIGIT.search(word)]
    if counted and others and all(map(_is_figure, keys)):
        detail = say("The source says {others} of this, and not “{key}”.", others=", ".join(others), key=read.key[:60])
        yield Flaw("KEY", "answer", detail)
        return
    where = _near(keys[0], said, vocabulary)
    if keys[0] <= places.keys() and all(shared.get(number, 0) * 2 <= most for number in where):
        detail = say("The source says “{key}” of something else than what is asked.", key=read.key[:60])
        yield Flaw("KEY", "answer", detail)


def _is_figure(words: Stems) -> bool:
    return all(_DIGIT.match(word) for word in words)


def _stated_otherwise(read: Reading, said: Said, vocabulary: Vocabulary) -> Iterator[Flaw]:
    """A true statement with another number or the contrary of what is said, or a false one that is said."""
    stated = meaningful(read.stem, vocabulary)
    words = frozenset(stated)
    denies = bool(vocabulary.denying.intersection(words_of(read.stem)))
    numbers = frozenset(word for word in words if _DIGIT.search(word))
    rest = words - numbers
    if len(words) < FEWEST_STATED or not rest:
        return
    told = said.sentences(vocabulary)
    for number in said.holding(rest, vocabulary):
        one = told[number]
        same = (
            len(words) > FEWEST_STATED and numbers <= one.stems and rest <= one.stems and _in_order(stated, one.words)
        )
        if read.key == "false" and same and one.denies == denies and _in_one_piece(stated, one.words):
            yield Flaw("KEY", "answer", say("The source says this, and the key says that it is false."))
            return
        if read.key == "true" and same and one.denies != denies:
            yield Flaw("KEY", "answer", say("The source says the contrary of this, and the key says that it is true."))
            return
    if read.key != "true" or denies:
        return
    if subject := _other_subject(stated, said, vocabulary):
        detail = say(
            "The source says this of “{subject}”, and the key says that the statement is true.", subject=subject
        )
        yield Flaw("KEY", "answer", detail)
    elif numbers:
        yield from _other_numbers(rest, numbers, said, vocabulary)


def _other_subject(stated: list[str], said: Said, vocabulary: Vocabulary) -> str:
    """What the text says this of, where it says something like it of what the statement begins with."""
    words, first = frozenset(stated), stated[0]
    told, places = said.sentences(vocabulary), said.places(vocabulary)
    rest = words - {first}
    numbers = sorted({*places.get(first, ()), *said.holding(rest, vocabulary)})
    if any(told[at].denies or any(words <= set(part) for part in told[at].joined) for at in numbers):
        return ""
    parts = [part for at in numbers if not told[at].leans for part in told[at].joined if len(part) > 1]
    is_parallel = any(part[0] == first and rest.intersection(part) for part in parts)
    alike = [part for part in parts if len(part) <= len(words) + MOST_MORE]
    found = [part[0] for part in alike if part[0] not in words and rest <= set(part)]
    return found[0] if is_parallel and found else ""


def _other_numbers(rest: Stems, numbers: Stems, said: Said, vocabulary: Vocabulary) -> Iterator[Flaw]:
    """A statement whose numbers are none that the text says of it, where it says others."""
    told, places = said.sentences(vocabulary), said.places(vocabulary)
    shared = {number: rest & told[number].stems for word in rest for number in places.get(word, ())}
    needed = max(FEWEST_STATED, SHARE * len(rest) - 1)
    near = {number: words for number, words in shared.items() if len(words) >= needed}
    most = max(map(len, near.values()), default=0)
    best = [number for number, words in near.items() if len(words) == most]
    if not best or any(numbers & told[number].stems for number in best):
        return
    others = [word for number in best for word in told[number].words if _DIGIT.search(word)]
    if others:
        detail = say(
            "The source says {others} where the statement says {numbers}, and the key says that it is true.",
            others=", ".join(dict.fromkeys(others)),
            numbers=", ".join(sorted(numbers)),
        )
        yield Flaw("KEY", "answer", detail)


def _in_order(wanted: list[str], told: tuple[str, ...]) -> bool:
    rest = iter(told)
    return all(word in rest for word in wanted)


def _in_one_piece(wanted: list[str], told: tuple[str, ...]) -> bool:
    """Whether the words stand in what is told without others between them, which might make another statement of it."""
    long = len(wanted)
    return any(list(told[at : at + long]) == wanted for at in range(len(told) - long + 1))
