"""Comparing texts the way a reader does: blind to case, spacing and typography."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer
from rapidfuzz import fuzz

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
        "…": "...",
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
    }
)
_STEMMERS = {
    **{"ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english"},
    **{"eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish"},
    **{"fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian"},
    **{"it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian"},
    **{"no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian"},
    **{"st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish"},
}
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    a about above after all also an and any are as at be because been before being between both but by can could did
    do does each for from had has have her his how i if in into is it its many may more most much must my no nor not
    of on one only or other our out over own same shall she should so some such than that the their them then there
    these they this those through to too two under until up upon us use used uses using very was we were what when
    where whether which while who whom whose why will with within without would you your
    """,
    )
)
_HAN_AND_KANA = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTERS_WITHOUT_BLANKS = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer, which are spelt as other languages are."""
_UNSEGMENTED = _LETTERS_WITHOUT_BLANKS + _HAN_AND_KANA
_SIGN = re.compile(f"[{_HAN_AND_KANA}]")
_LETTER = re.compile(f"[{_LETTERS_WITHOUT_BLANKS}]")
_WORD = re.compile(rf"[^\W_{_UNSEGMENTED}]+(?:['’-][^\W_{_UNSEGMENTED}]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？؟।])[\"'”’)\]]*\s+|(?<=[。！？])|\n{2,}")
SIGNS_PER_WORD, LETTERS_PER_WORD = 1.8, 4.0
"""What the same text has in Chinese or Japanese signs, and in Thai or Khmer letters, for a word elsewhere."""


def one_line(text: str) -> str:
    """The text with each stretch of white space as one space, and none at its ends."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Letters, digits and the signs of `C++` and `C#`; the rest is a space, and case does not count."""
    return one_line(re.sub(r"[^\w+#]+", " ", unicodedata.normalize("NFKC", text).casefold()))


def fold_title(text: str) -> str:
    """A title for comparison: blind to case, spacing and compatibility forms (NFKC), not to punctuation."""
    return one_line(unicodedata.normalize("NFKC", text).casefold())


def fold_quote(text: str) -> str:
    """Word for word, but with whitespace, typographic quotes and dashes, ligatures and back-ticks made alike."""
    plain = unicodedata.normalize("NFC", text.replace("`", "")).translate(_TYPOGRAPHY)
    return one_line(plain)


def says(text: str, words: str) -> bool:
    """Whether `words` stand in `text` as whole words."""
    start = r"(?<!\w)" if _is_spaced(words[:1]) else ""
    end = r"(?!\w)" if _is_spaced(words[-1:]) else ""
    return bool(words) and re.search(start + re.escape(words) + end, text) is not None


def _is_spaced(character: str) -> bool:
    return bool(character) and unicodedata.category(character) in ("Ll", "Lu", "Nd")


def count_words(text: str) -> int:
    """Words; where a script leaves no spaces between them, as many as the same text has in other languages."""
    unspaced = len(_SIGN.findall(text)) / SIGNS_PER_WORD + len(_LETTER.findall(text)) / LETTERS_PER_WORD
    return len(_WORD.findall(text)) + int(unspaced)


def sentences(text: str) -> list[str]:
    """The sentences, each on one line. A full stop before a space ends one, that of an abbreviation too."""
    return [line for part in _SENTENCE_END.split(text) if (line := one_line(part))]


def base_language(language: str) -> str:
    """The primary subtag of a BCP 47 tag: "en" of "en-GB"."""
    return language.split("-")[0].lower()


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """The word's Snowball stem; the folded word itself where there is no stemmer for the language."""
    name = _STEMMERS.get(base_language(language))
    folded = word.casefold()
    return str(snowballstemmer.stemmer(name).stemWord(folded)) if name else folded


def terms(text: str, language: str) -> frozenset[str]:
    """The stems of the words that carry meaning: in English all but function words, elsewhere the longer ones."""
    shortest = 2 if base_language(language) == "en" else 4
    return frozenset(
        stem(word, language)
        for word in _WORD.findall(text)
        if (word.isupper() or len(word) >= shortest) and word.casefold() not in _FUNCTION_WORDS
    )


def same_statement(first: str, second: str, language: str) -> bool:
    """Whether two sentences say the same: equal when folded, or near-identical with the same meaningful words."""
    one, other = fold(first), fold(second)
    if one == other:
        return True
    if fuzz.token_sort_ratio(one, other, score_cutoff=85) == 0:
        return False
    return _all_close(terms(first, language), terms(second, language))


def _all_close(some: frozenset[str], others: frozenset[str]) -> bool:
    missing = [(word, others - some) for word in some - others] + [(word, some - others) for word in others - some]
    return all(any(_misspelt(word, rival) for rival in rivals) for word, rivals in missing)


def _misspelt(word: str, other: str) -> bool:
    return len(word) > 4 and word[0] == other[0] and fuzz.ratio(word, other) >= 85
