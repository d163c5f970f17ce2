"""Text layers that lie: the page looks right, but the characters under it are others or none.

Languages in Latin letters share most of their commonest pairs of letters; where letters have been exchanged, those
pairs are seldom. Of other alphabets it is asked which letters alternate like vowels (B. V. Sukhotin, 1962; J. B. M.
Guy, Cryptologia 15:3, 1991) and whether they are any; scripts without vowels are judged by letters that only end words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC_VOWELS = frozenset("аеиоуыэюяіїєѐёў")
_GREEK_VOWELS = frozenset("αεηιουω")
_VOWELS = {"CYRILLIC": _CYRILLIC_VOWELS, "GREEK": _GREEK_VOWELS}
_PAIRS = frozenset(
    (
        "aa ac ad ai ak al am an ar as at au av aw ba be bo br ch ci co da de di do dr eb ec ed ee eg ei ek el em "
        "en er es et eu fr ga ge gh gu ha he hi ho ht hu ia ib ic ie ig ik il in ir is it ka ke ki la le li ll lo "
        "ma me mi mo na nd ne ng ni no ns nt ob od oi ol om on or os ot ou ow pe po pr ra re ri ro rs rt ru sa sc "
        "se si so sp ss st ta te th ti to tr ts tt tu um un uo us ut va ve wa wi wo "
    ).split()
)
"""The pairs of letters that are commonest in sixteen languages from Czech to Vietnamese, accents left out."""
_CYRILLIC_PAIRS = frozenset(
    (
        "аа ав ад ай ак ал ам ан ар ас ат бы ва ве ви во ві да де ди до ед ее ез ей ек ел ем ен ер ес ет за ие ий ик "
        "ил им ин ис ит иј ия ід із ів ій ка ки ко кт ку ла ле ли ло лу лы лі ль ма ми мо ме на не ни но нн ны нь ні "
        "ов ог од ой ок ол ом он оо ор ос от оя по пр ра ре ри ро ру ры рі са св се си ск сл см сн со ст сь ся сі та "
        "тв те ти тк то тр ту ты ть ті ут уж ца ци ць ча че чи ше ши эл эн эр эх ээ ым ын ый ых ою ют ям ят ію ја је "
        "үн үү хү бү хэ өр өө ът ър "
    ).split()
)
"""The same of eight languages in Cyrillic letters, from Serbian to Mongolian."""
_FINAL_ONLY = {"HEBREW": frozenset("ךםןףץ"), "ARABIC": frozenset("ةى")}
_FEWEST_LETTERS = 160
_FEWEST_KINDS = 9
_LEAST_VOWELS = 0.4
_FEWEST_PAIRS, _FEWEST_PAIRS_OF_CAPITALS, _FEWEST_CYRILLIC_PAIRS = 0.4, 0.3, 0.3
_MOST_FOREIGN = 0.6
_MOST_MIXED = 0.3
_MOST_MISPLACED = 0.25
_MOST_UNMAPPED = 0.3
_FEWEST_JUDGED, _SHORT_WORDS = 120, 2.0
_LONGEST_SAMPLE = 60_000
_LONGEST_WORD = 40
_FEWEST_FINALS = 8


def is_gibberish(text: str, unmapped: int = 0) -> bool:
    """Whether a text is no text of any language; `unmapped` counts characters that the file gives no meaning.

    Listings, tables of numbers and texts with fewer than some 160 letters are never called so.
    """
    letters = sum(map(str.isalpha, text[:_LONGEST_SAMPLE]))
    if unmapped > _MOST_UNMAPPED * (unmapped + letters) and unmapped > _FEWEST_KINDS:
        return True
    if letters < _FEWEST_LETTERS:
        return False
    words = [
        unicodedata.normalize("NFC", word.lower())[:_LONGEST_WORD] for word in _WORD.findall(text[:_LONGEST_SAMPLE])
    ]
    scripts = [(word, {_script(letter) for letter in word}) for word in words]
    if sum(len(found) > 1 for word, found in scripts if len(word) > 1) > _MOST_MIXED * len(words):
        return True
    by_script: defaultdict[str, list[str]] = defaultdict(list)
    for word, found in scripts:
        if len(found) == 1:
            by_script[next(iter(found))].append(word)
    script = max(by_script, key=lambda name: sum(map(len, by_script[name])), default="")
    capitals = sum(map(str.isupper, text[:_LONGEST_SAMPLE])) * 2 > letters
    return _is_wrong(script, by_script.get(script, []), capitals=capitals)


@lru_cache(4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").partition(" ")[0]


def _is_wrong(script: str, words: Sequence[str], *, capitals: bool) -> bool:
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return False
    if script in _FINAL_ONLY:
        return _has_misplaced_finals(words, _FINAL_ONLY[script])
    if script not in _VOWELS and script != "LATIN":
        return False
    if script == "LATIN" and _share_of_foreign(words) > _MOST_FOREIGN:
        return True
    plain = [unicodedata.normalize("NFD", word) for word in words]
    plain = ["".join(letter for letter in word if letter.isalpha()) for word in plain]
    if script == "LATIN":
        return _share_of_pairs(plain, _PAIRS) < (_FEWEST_PAIRS_OF_CAPITALS if capitals else _FEWEST_PAIRS)
    if script == "CYRILLIC" and _share_of_pairs(words, _CYRILLIC_PAIRS) < _FEWEST_CYRILLIC_PAIRS:
        return True
    return _share_of_vowels(plain, _VOWELS[script]) < _LEAST_VOWELS


def _share_of_pairs(words: Sequence[str], common: frozenset[str]) -> float:
    """Of all pairs of letters within words the share that is common; 1 where too few letters differ."""
    if len({letter for word in words for letter in word}) < _FEWEST_KINDS:
        return 1.0
    pairs = Counter(one + other for word in words for one, other in pairwise(word))
    if pairs.total() < _FEWEST_JUDGED or pairs.total() < _SHORT_WORDS * len(words):
        return 1.0
    return sum(count for pair, count in pairs.items() if pair in common) / max(pairs.total(), 1)


def _share_of_foreign(words: Iterable[str]) -> float:
    counts = Counter(letter.isascii() for word in words for letter in word)
    return counts[False] / max(counts.total(), 1)


def _has_misplaced_finals(words: Sequence[str], finals: frozenset[str]) -> bool:
    inside = sum(letter in finals for word in words for letter in word[:-1])
    at_end = sum(word[-1] in finals for word in words)
    return inside + at_end >= _FEWEST_FINALS and inside > _MOST_MISPLACED * (inside + at_end)


def _share_of_vowels(words: Sequence[str], vowels: frozenset[str]) -> float:
    """Of the letters that alternate like vowels the share, by frequency, that are vowels; 1 where too few differ."""
    counts = Counter(letter for word in words for letter in word)
    if len(counts) < _FEWEST_KINDS:
        return 1.0
    behaving = _behaving_like_vowels(words)
    total = sum(counts[letter] for letter in behaving)
    return sum(counts[letter] for letter in behaving if letter in vowels) / total if total else 1.0


def _behaving_like_vowels(words: Iterable[str]) -> set[str]:
    """Sukhotin's algorithm: the letter that touches most others is a vowel; what touches vowels is less likely one."""
    beside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        for one, other in pairwise(word):
            if one != other:
                beside[one][other] += 1
                beside[other][one] += 1
    sums = {letter: counts.total() for letter, counts in beside.items()}
    found: set[str] = set()
    while sums and max(sums.values()) > 0:
        vowel = max(sums, key=lambda letter: (sums[letter], letter))
        found.add(vowel)
        del sums[vowel]
        for letter in sums:
            sums[letter] -= 2 * beside[letter][vowel]
    return found
