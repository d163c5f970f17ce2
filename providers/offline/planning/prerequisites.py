"""Which earlier sections a section builds on: those where the terms that it uses have their home."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from providers.language.terms import mentions
from providers.language.words import content_stems
from providers.offline.planning.planner import PlannedSection
from providers.offline.reading.corpus import Corpus

MOST = 2
ENOUGH = 3.0


def prerequisites_of(corpus: Corpus, plan: Sequence[PlannedSection], titles: Sequence[str]) -> list[list[int]]:
    """For each section the indices of earlier ones, in order. Nothing later is ever needed, so there is no cycle."""
    uses = [_uses(corpus, section) for section in plan]
    homes = _homes(uses, titles, corpus.language.code)
    return [_needed(index, uses, homes) for index in range(len(plan))]


def _uses(corpus: Corpus, section: PlannedSection) -> Counter[str]:
    found: Counter[str] = Counter()
    for passage in section.passages:
        for place in passage.places:
            if place.is_prose:
                found.update(mention.key for mention in mentions(place.text, corpus.lexicon, corpus.language.code))
    return found


def _homes(uses: Sequence[Counter[str]], titles: Sequence[str], language: str) -> dict[str, int]:
    """The section where a term is used by far the most, or first named in the title."""
    spread: defaultdict[str, list[int]] = defaultdict(list)
    for index, counts in enumerate(uses):
        for key in counts:
            spread[key].append(index)
    titled = [set(content_stems(title, language)) for title in titles]
    homes = {}
    for key, indices in spread.items():
        if 1 < len(indices) <= max(2, len(uses) // 2):
            home = max(indices, key=lambda index: (uses[index][key] + 3 * (key.strip("`") in titled[index]), -index))
            if uses[home][key] >= 3:
                homes[key] = home
    return homes


def _needed(index: int, uses: Sequence[Counter[str]], homes: dict[str, int]) -> list[int]:
    scores: defaultdict[int, float] = defaultdict(float)
    for key, count in sorted(uses[index].items()):
        if homes.get(key, index) < index:
            scores[homes[key]] += min(2.0, count)
    best = sorted(scores, key=lambda home: (-scores[home], home))[:MOST]
    return sorted(home for home in best if scores[home] >= ENOUGH)
