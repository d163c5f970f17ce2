"""Wrong options: terms of the same kind out of the same source that do not fit the sentence.

Rules of item writing after Haladyna, Downing & Rodriguez, A Review of Multiple-Choice Item-Writing Guidelines, 2002.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from learning.wording import fold
from providers.language.terms import Mention, mentions
from providers.language.words import content_stems
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Place
from providers.offline.writing.items import Item
from providers.offline.writing.kinds import article_fits, kind_of

OVERLAP = 0.45
ENOUGH, FEWEST = 3, 2
POOL = 14


@dataclass(frozen=True)
class _Rival:
    text: str
    uses: int
    sentences: tuple[frozenset[str], ...]


class Distractors:
    """The terms of some places by kind, with the sentences that use them."""

    def __init__(self, corpus: Corpus, places: Sequence[Place]) -> None:
        self._language = corpus.language.code
        self._vague = corpus.language.vague
        spelt: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        used: defaultdict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
        for place in places:
            for sentence in place.sentences if place.is_prose else ():
                stems = frozenset(content_stems(sentence, self._language))
                for mention in mentions(sentence, corpus.lexicon, self._language):
                    slot = (kind_of(mention, self._language), mention.key)
                    spelt[slot][mention.text if corpus.language.nouns_capitalised else spelling(mention)] += 1
                    used[slot].append(stems)
        self._rivals: defaultdict[str, list[_Rival]] = defaultdict(list)
        for (kind, key), spellings in spelt.items():
            text = min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
            self._rivals[kind].append(_Rival(text, sum(spellings.values()), tuple(used[kind, key])))

    def for_item(self, item: Item, *, longer: bool) -> list[str]:
        """Three (at least two) wrong options, or none; `longer` says that they may as well be longer than the key."""
        rivals = [rival for rival in self._rivals[kind_of(item.mention, self._language)] if self._fits(rival, item)]
        rivals.sort(key=lambda rival: (-min(rival.uses, 4), _apart(rival.text, item.answer), rival.text))
        near = sorted(rivals[:POOL], key=lambda rival: _apart(rival.text, item.answer))
        chosen: list[str] = []
        if any(rival.uses > 1 for rival in near):
            near.sort(
                key=lambda rival: (
                    rival.uses < 2,
                    _other_build(rival.text, item.answer),
                    _apart(rival.text, item.answer),
                )
            )
        sides = [longer, not longer, longer]
        for side in sides:
            pick = next((r.text for r in near if r.text not in chosen and _is_on(side, r.text, item.answer)), None)
            pick = pick or next((r.text for r in near if r.text not in chosen), None)
            if pick:
                chosen.append(pick)
        return chosen if len(chosen) >= FEWEST else []

    def _fits(self, rival: _Rival, item: Item) -> bool:
        own = set(content_stems(rival.text, self._language))
        sentence = set(content_stems(item.sentence, self._language))
        rest = sentence - set(content_stems(item.answer, self._language))
        text = rival.text.strip("`")
        return (
            not own & sentence
            and fold(text) != fold(item.answer)
            and fold(text) != ""
            and text not in item.sentence
            and (text.split() or [""])[-1].lower() not in self._vague
            and article_fits(item.sentence[: item.mention.start], text)
            and 0.4 <= len(text) / max(1, len(item.answer)) <= 2.5
            and not any(_overlap(rest, other) >= OVERLAP for other in rival.sentences)
        )


def _overlap(rest: set[str], other: frozenset[str]) -> float:
    return len(rest & other) / len(rest) if rest else 1.0


def _is_on(longer: bool, text: str, answer: str) -> bool:
    length = len(text.strip("`"))
    return length >= len(answer) if longer else length <= len(answer)


def _other_build(text: str, answer: str) -> bool:
    """Whether one is a single word and the other a phrase."""
    return (" " in text) != (" " in answer)


def _apart(text: str, answer: str) -> int:
    return abs(len(text.strip("`")) - len(answer))


def spelling(mention: Mention) -> str:
    """As inside a sentence: a common noun has no capital."""
    capital = mention.kind == "noun" and mention.text[:1].isupper() and mention.text[1:].islower()
    return mention.text.lower() if capital else mention.text
