"""Which hyphens at line ends are a word's own, by what words the two parts are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_COMMON = {
    "en": "the of and to in is that for with are this from not which",
    "de": "der die das und ist nicht mit ein eine den von zu sich auf werden",
    "fr": "le la les des et est une dans que pour qui pas sur du au",
    "pt": "o os as e um uma que não em para com dos das por ao",
}
_SUSPENDED = frozenset(
    "and or to nor und oder bzw sowie bis als wie et ou y e o u i ni en of och eller og oraz lub albo a "
    "ja tai és vagy".split()
)
"""What may follow a hyphen that stands for the rest of a word: `two- or three-year`, `Ein- und Ausgabe`."""
_FIRST = {
    "en": "self well ill long short high low non cross half full cost price state second third world user "
    "quasi one two three four five six seven eight nine twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred left right large small single best better first last",
    "fr": "peut grand grands demi mi semi celui celle ceux celles là ci vingt trente quarante cinquante "
    "soixante quatre dix avant arrière après vice non c'est est quelques",
    "pt": "bem segunda terça quarta quinta sexta",
}
_SECOND = {
    "en": "term known based like free effective employed friendly made year years level quality scale size "
    "called related determining oriented driven specific dependent making saving wide aware proof rich "
    "poor intensive sensitive resistant critical centric centred centered sided shaped coloured colored "
    "month week hour minute speed up off out to of the defined contained educated informed paid "
    "balanced term minded eyed haired faced headed handed sized sharing solving",
    "fr": "il elle on ils elles nous vous tu je ce ci là moi toi lui leur le la les y en même mêmes être dessus "
    "dessous dire père mère parents heure deux trois quatre cinq six sept huit neuf dix haut bas",
    "pt": "se lo la los las me te lhe lhes nos vos",
}
_BOUND = frozenset(
    "un re dis mis cor inter de pre pro be in im il ir out over under up down sub super with some any "
    "every for fore counter trans a en em con com per ex there where here through on to at ad ac ob "
    "life care proto stereo there way".split()
)
"""Parts at the start of words that are written without a hyphen."""
_FRAGMENT = re.compile(
    r"(?:er|ers|est|ly|ed|ing|ings|ness\w*|ments?|[ts]ions?|al|ally|ation\w*|ity|ous\w*|ive\w*|able|ible|[ae]nc\w*|ful\w*|less"
    r"|ship|hood|ical|ic|ish|ism|ist|i[sz]\w+|ary|ory|ten\w*|en|ens|ened|ther\w*|[bdptg]le\w*|tic\w*|[ae]nt|tures?|sures?|age|ages"
    r"|at(?:e[ds]?|ing)|ward\w*|self|selves|y|e?teen|een|ty|ties|way\w*|light\w*|itudes?|dom|sense|etheless|lands?|rum|ice|ies|on)$"
)
"""Ends of English words that are none by themselves."""
_OWN_PREFIX = re.compile(
    r"(?:de|re|pre|pro|con|com|dis|en|ef|ex|in|im|per|un|or|ad|ac|at|sub)[^\W\d_]+(?:ing|ed|ive|ent|ant|able)$"
)
_SHORTEST_WORD = 4
_STEM = 2


def language_of_words(words: Iterable[str]) -> str:
    "The language whose commonest words are most frequent, of those whose compounds are known here;"
    "else empty."
    counts = Counter(words)
    best, score = "", 0
    for language, common in _COMMON.items():
        found = sum(counts[word] for word in common.split())
        if found > score:
            best, score = language, found
    return best


def is_suspended(right: str) -> bool:
    "Whether a hyphen before this word stands for a part of a word that comes later."
    return right in _SUSPENDED


class Compounds:
    "The words of one document, asked about two parts that a line end has parted at a hyphen."

    def __init__(self, words: frozenset[str], language: str) -> None:
        self._words = words
        self._hyphenated = [word.split("-") for word in words if "-" in word]
        self._firsts = {parts[0] for parts in self._hyphenated}
        self._seconds = {parts[-1] for parts in self._hyphenated}
        self._known_first = frozenset(_FIRST.get(language, "").split())
        self._known_second = frozenset(_SECOND.get(language, "").split())
        self._stems = {word[:length] for word in words for length in range(4, len(word) + 1)}
        self._english = language == "en"

    def own_hyphen(self, left: str, right: str) -> bool | None:
        "True if the hyphen is the word's own, False if the line end made it, None if nothing tells."
        if f"{left}-{right}" in self._words:
            return True
        if left + right in self._words:
            return False
        if self._is_listed(left, right):
            return True
        if (left + right)[: len(left) + _STEM] in self._stems and len(right) > _STEM:
            return False
        if left in self._firsts and right in self._words:
            return True
        if left in self._words and right in self._words:
            return True if self._english or right in self._seconds else None
        return True if self._is_participle_of(left, right) else None

    def _is_listed(self, left: str, right: str) -> bool:
        if left in self._known_first:
            return not (self._english and _FRAGMENT.match(right))
        return right in self._known_second and not (self._english and (left in _BOUND or len(left) <= _STEM))

    def _is_participle_of(self, left: str, right: str) -> bool:
        whole = len(left) >= _SHORTEST_WORD and left in self._words and left not in _BOUND
        return self._english and whole and bool(_OWN_PREFIX.match(right))
