"""What part of speech a word is, by HanTa, the Hanover Tagger (Wartena 2019), whose models come with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol

Part = Literal["noun", "name", "verb", "adjective", "adverb", "other"]
_MODELS = {"en": "morphmodel_en.pgz", "de": "morphmodel_ger.pgz"}
_PARTS: tuple[tuple[str, Part], ...] = (
    ("NP", "name"),
    ("NE", "name"),
    ("NN", "noun"),
    ("V", "verb"),
    ("AJ", "adjective"),
    ("ADJ", "adjective"),
    ("AV", "adverb"),
    ("ADV", "adverb"),
)
"""The beginnings of the tags of the British National Corpus and of the STTS of German."""
WEIGHTS: dict[Part, float] = {"noun": 1.0, "name": 1.0, "adjective": 0.6, "verb": 0.3, "adverb": 0.0, "other": 0.3}
"""What a word of an objective counts when a text is asked whether it teaches it: a teacher's verbs are seldom the
text's, but what they name is."""
_COMPARED = re.compile(r"AJ[CS]")
_NUMBER = re.compile(r"\W*\d")
_WORD = re.compile(r"`[^`]*`|[^\W_]+(?:['’.\-][^\W_]+)*|[^\w\s]")


class Tagged(NamedTuple):
    """A word as it stands, and its fine tag ("NN2", "VVB"; "VV(FIN)" in German)."""

    word: str
    tag: str

    @property
    def part(self) -> Part:
        """The part of speech; "other" for all that a learner would not look up."""
        return next((part for start, part in _PARTS if self.tag.startswith(start)), "other")

    @property
    def weight(self) -> float:
        """Of `WEIGHTS`; a year counts little, a comparative ("shorter") nothing."""
        if _NUMBER.match(self.word):
            return WEIGHTS["other"]
        return WEIGHTS["adverb" if self.is_compared else self.part]

    @property
    def is_compared(self) -> bool:
        """Whether it is a comparative or superlative of an English adjective."""
        return _COMPARED.match(self.tag) is not None


class _Tagger(Protocol):
    def tag_sent(self, words: Sequence[str]) -> list[tuple[str, str, str]]: ...


def knows(language: str) -> bool:
    """Whether there is a model of the language."""
    return language in _MODELS


@lru_cache(maxsize=4_096)
def tag(sentence: str, language: str) -> tuple[Tagged, ...]:
    """The words and signs of a sentence in order; nothing for a language that `knows` nothing of. Some 7,000 words a
    second: for sentences that something depends on, not for whole documents."""
    if not knows(language):
        return ()
    words = _WORD.findall(sentence)
    tagged = _tagger(language).tag_sent(words) if words else []
    return tuple(Tagged(word, fine) for word, (_, _, fine) in zip(words, tagged, strict=True))


@lru_cache(maxsize=len(_MODELS))
def _tagger(language: str) -> _Tagger:
    from HanTa.HanoverTagger import HanoverTagger  # its models are read when something is to be tagged

    tagger: _Tagger = HanoverTagger(_MODELS[language])
    return tagger
