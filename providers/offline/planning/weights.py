"""How much each unit matters: to the sources as a whole, to the brief, and to what the instructor said since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from learning.brief import Brief
from providers.language.words import Vector, content_stems, cosine, total
from providers.offline.planning.feedback import Wishes
from providers.offline.planning.units import Path, Unit
from providers.offline.reading.corpus import Corpus

BASE, CENTRAL, RELEVANT, OBJECTIVE, GENTLE = 0.6, 0.4, 0.7, 0.6, 0.1
DROPPED, WANTED, MATCH = -3.0, 2.0, 0.12
COMMON = 1.6
TALK = 0.8


def weigh_units(units: Sequence[Unit], corpus: Corpus, brief: Brief, wishes: Wishes) -> list[float]:
    """One weight a unit, about 1 on average; below zero where the instructor does not want it."""
    centre = total(unit.vector for unit in units)
    near: defaultdict[Path, list[Vector]] = defaultdict(list)
    for unit in units:
        near[unit.path[:2]].append(unit.vector)
    around = {path: total(vectors) for path, vectors in near.items()}
    central = _scaled([cosine(unit.vector, centre) + 2 * cosine(around[unit.path[:2]], centre) for unit in units])
    asked = _told_apart(corpus, " ".join([brief.title, brief.title, brief.description, *brief.tags]))
    relevant = _scaled([likeness(unit, asked, corpus) for unit in units])
    place = [index / max(1, len(units) - 1) for index in range(len(units))]
    early = {"beginner": -GENTLE, "intermediate": 0.0, "advanced": GENTLE}[brief.difficulty]
    weights = [BASE + CENTRAL * c + RELEVANT * r + early * p for c, r, p in zip(central, relevant, place, strict=True)]
    weights = [weight * shown for weight, shown in zip(weights, _shows(units), strict=True)]
    _reward(weights, units, corpus, brief.objectives, OBJECTIVE)
    _reward(weights, units, corpus, wishes.more, WANTED)
    _reward(weights, units, corpus, (*wishes.first, *wishes.last), WANTED)
    for text in wishes.drop:
        for index in matching(units, corpus, text):
            weights[index] += DROPPED
    return weights


def _shows(units: Sequence[Unit]) -> list[float]:
    """In sources that mostly show code, text without any is talk about the subject."""
    coded = [any(passage.has_code for passage in unit.passages) for unit in units]
    talk = TALK if sum(coded) * 2 > len(coded) else 1.0
    return [1.0 if has else talk for has in coded]


def _told_apart(corpus: Corpus, text: str) -> Vector:
    """Of what the brief asks, that which tells parts of the sources apart: not the words of the sources' own titles."""
    everywhere = {word for document in corpus.documents for word in content_stems(document.title, corpus.language.code)}
    common = {word for word, rarity in corpus.rarity.items() if rarity < COMMON}
    asked = corpus.vector_of_text(text)
    return {
        word: weight
        for word, weight in asked.items()
        if word not in common and (len(corpus.documents) > 1 or word not in everywhere)
    }


def likeness(unit: Unit, asked: Vector, corpus: Corpus) -> float:
    """Of the text with its headings, which count most."""
    headings = corpus.vector_of_text(" ".join(heading.text for heading in unit.path[-2:]))
    return cosine(unit.vector, asked) + 0.8 * cosine(headings, asked)


def matching(units: Sequence[Unit], corpus: Corpus, text: str) -> list[int]:
    """The units that a phrase speaks of: those whose headings say it, else those that are most about it."""
    asked = corpus.vector_of_text(text)
    named = [index for index, unit in enumerate(units) if _is_named(unit, asked, corpus)]
    if named or not asked:
        return named
    scores = [cosine(unit.vector, asked) for unit in units]
    best = max(scores, default=0.0)
    return [index for index, score in enumerate(scores) if score >= max(MATCH, 0.75 * best)]


def _is_named(unit: Unit, asked: Vector, corpus: Corpus) -> bool:
    own = [corpus.vector_of_text(heading.text) for heading in unit.path[1:]]
    return any(heading and cosine(heading, asked) >= 0.55 for heading in own)


def _reward(weights: list[float], units: Sequence[Unit], corpus: Corpus, texts: Iterable[str], reward: float) -> None:
    for text in texts:
        asked = corpus.vector_of_text(text)
        scores = [likeness(unit, asked, corpus) for unit in units]
        best = max(scores, default=0.0)
        for index, score in enumerate(scores):
            if best > 0 and score >= 0.6 * best:
                weights[index] += reward * (score / best) ** 3


def _scaled(values: Sequence[float]) -> list[float]:
    top = max(values, default=0.0)
    return [value / top if top else 0.0 for value in values]
