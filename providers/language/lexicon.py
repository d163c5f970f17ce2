"""What kind of word a word is, from how the sources use it: no tagger, no word net, only the company that it keeps.

A word that follows articles is a noun there, one that follows "to" and "can" a verb (distributional evidence after
Brill & Marcus, Tagging an Unfamiliar Text With Minimal Human Supervision, 1992).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from learning.objectives import MEASURABLE_VERBS
from learning.wording import stem
from providers.language.tables import Language
from providers.language.verbatim import CODE, MATH

_TOKEN = re.compile(rf"{CODE}|{MATH}|[^\W\d_]+(?:['’-][^\W_]+)*|\d+(?:[.,]\d+)*|[^\w\s]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W_]+)*")
_NEVER_NOUN = re.compile(r"ly$|(?<=\w{4})ed$|(?<=\w{3})est$")
_NOT_NOUN = re.compile(r"(?:ly|ful|ous|ive|able|ible|less|ish|ing|ed|est|al|ic|ant|ent)$")
_PHRASE_ENDS = frozenset(". , ; : ) is are was were has have can will must should of that which and or".split())
LONGEST_TERM, SHORTEST_STEM = 3, 3
_FORMS = {
    "de": (("t", ("en",), ()), ("en", ("t",), ("es", "em"))),
    "es": (
        ("an", ("ar", "a", "ando"), ()),
        ("en", ("er", "ir", "e", "iendo"), ()),
        ("a", ("ar", "an", "ando"), ("o", "os")),
        ("e", ("er", "ir", "en", "iendo"), ("es",)),
    ),
    "fr": (
        ("ent", ("er", "e", "ant"), ()),
        ("e", ("er", "ent", "ant"), ("", "s", "es")),
        ("it", ("ir", "issent", "ire"), ()),
    ),
}
"""By ending: endings of other forms of the same verb, and endings of adjectives."""


@dataclass(frozen=True)
class Token:
    """A word, number or piece of code in a sentence, from character `start` to `end` (exclusive)."""

    text: str
    start: int
    end: int

    @property
    def is_code(self) -> bool:
        """Whether it is inline code, with its backticks."""
        return self.text.startswith("`")

    @property
    def is_word(self) -> bool:
        """Whether it is a word of letters, be it with hyphens or apostrophes; no number, code or mark."""
        return _WORD.fullmatch(self.text) is not None


def tokens(text: str) -> list[Token]:
    """A text's words, numbers and marks of punctuation in order; each piece of inline code or mathematics is one."""
    return [Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]


class Lexicon:
    """Evidence about words, gathered from texts."""

    def __init__(self, texts: Sequence[str], table: Language) -> None:
        self._table = table
        self.count: Counter[str] = Counter()
        self._lower: Counter[str] = Counter()
        self._named: Counter[str] = Counter()
        self._after_article: Counter[str] = Counter()
        self._after_verb_mark: Counter[str] = Counter()
        self._before_word: Counter[str] = Counter()
        self._spelt: dict[str, str] = {}
        for text in texts:
            self._read(tokens(text))

    def is_stop(self, word: str) -> bool:
        """Whether the word, also without a possessive "'s", is a stop word of the language."""
        plain = word.lower().replace("’", "'")
        return plain in self._table.stop_words or plain.removesuffix("'s") in self._table.stop_words

    def marks_verb(self, word: str) -> bool:
        """Whether a verb often follows the word, as after "to" and "can"."""
        return word.lower().replace("’", "'") in self._table.verb_marks

    def is_noun(self, word: str) -> bool:
        """Whether the sources use the word as a noun more than as anything else."""
        low = word.lower()
        if self._table.nouns_capitalised:
            return word[:1].isupper() and self._named[low] > self._lower[low] and not self.is_stop(word)
        if self.is_stop(word) or len(low) < 3 or (self._table.code == "en" and _NEVER_NOUN.search(low)):
            return False
        if not self._table.determiners:
            return len(low) > 3 and self.count[low] > 1
        nominal, verbal = self._after_article[low], self._after_verb_mark[low]
        modifies = self._before_word[low] > 0.6 * self.count[low]
        if _NOT_NOUN.search(low):
            return nominal >= 3 and nominal > 0.4 * self.count[low] and not modifies
        return nominal >= max(1.0, 0.2 * self.count[low]) and nominal > 2 * verbal and not modifies

    def is_verb(self, word: str) -> bool:
        """Whether the sources use the word as a verb: after marks of verbs more than after articles, or with the stem
        of such a word. In English a measurable verb that never follows an article is one too."""
        low = word.lower()
        if self.is_stop(word):
            return False
        if self._table.code == "en" and low in MEASURABLE_VERBS and not self._after_article[low]:
            return True
        marks = self._after_verb_mark
        stems = self._verb_stems
        return not self.is_noun(word) and (
            marks[low] > self._after_article[low] or stem(low, self._table.code) in stems
        )

    def is_finite(self, word: str) -> bool:
        """Whether the sources have another form of the same verb, and none that only an adjective has."""
        forms = _FORMS.get(self._table.code)
        if forms is None:
            return False
        low = word.lower()
        bases = [(low.removesuffix(ending), made, unlike) for ending, made, unlike in forms if low.endswith(ending)]
        return any(
            len(base) >= SHORTEST_STEM
            and any(self.count[base + end] for end in made)
            and not any(self.count[base + end] for end in unlike)
            for base, made, unlike in bases
        )

    def is_action(self, word: str) -> bool:
        """Whether the word is a verb, or the form of one, that the sources do not use as a noun."""
        low = word.lower()
        if self.is_noun(word) or self.is_stop(word):
            return False
        bases = (low.removesuffix("s"), low.removesuffix("es"), low.removesuffix("d"), low.removesuffix("ed"))
        return self.is_verb(word) or (self._table.code == "en" and any(base in MEASURABLE_VERBS for base in bases))

    def is_determiner(self, word: str) -> bool:
        """Whether the word is an article or stands in the place of one, as "this" and "every"."""
        return word.lower() in self._table.determiners

    def is_name(self, word: str) -> bool:
        """Whether the word is written with a capital even inside sentences."""
        low = word.lower()
        often = self._named[low] >= 1 and self._named[low] > 2 * self._lower[low]
        return word[:1].isupper() and often and self._after_article[low] <= 0.4 * self.count[low]

    def in_sentence(self, title: str) -> str:
        """A title as it would stand inside a sentence: capitals only where the sources keep them."""
        if self._table.nouns_capitalised:
            return title
        return " ".join(self._uncapitalised(word) for word in title.split(" "))

    @cached_property
    def _verb_stems(self) -> frozenset[str]:
        marks = self._after_verb_mark
        sure = (word for word, count in marks.items() if count >= 2 and count > self._after_article[word])
        return frozenset(stem(word, self._table.code) for word in sure)

    def _uncapitalised(self, word: str) -> str:
        bare = _WORD.search(word)
        if not bare or not bare[0][:1].isupper() or not bare[0][1:].islower():
            return word
        low = bare[0].lower()
        keeps = self._named[low] > self._lower[low] and not self.is_stop(bare[0])
        return word if keeps else word.replace(bare[0], low, 1)

    def _read(self, line: list[Token]) -> None:
        texts = [".", ".", *(token.text for token in line), "."]
        for at, token in enumerate(line, start=2):
            if token.is_word:
                self._note(token.text, texts[at - 1], texts[at + 1])
                self._after_article[token.text.lower()] += self._ends_phrase(texts[at - 2 : at + 2])

    def _ends_phrase(self, texts: Sequence[str]) -> bool:
        """Whether the third of four words ends what an article began: "a heat pump is"."""
        before, first, _, after = texts
        article = before.lower() in self._table.determiners
        return article and first.isalpha() and not self.is_stop(first) and after.lower() in _PHRASE_ENDS

    def _note(self, word: str, previous: str, following: str) -> None:
        low, before = word.lower(), previous.lower().replace("’", "'")
        self.count[low] += 1
        if before not in ".!?:;\"“‘'(•-–—" and not before.startswith("`"):
            (self._named if word[:1].isupper() else self._lower)[low] += 1
        elif not word[:1].isupper():
            self._lower[low] += 1
        self._after_article[low] += before in self._table.determiners
        self._after_verb_mark[low] += before in self._table.verb_marks
        self._before_word[low] += _WORD.fullmatch(following) is not None and not self.is_stop(following)
