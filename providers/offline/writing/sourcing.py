"""Which passages and exercises of the sources a section of the outline is written from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from learning.outline import Outline, OutlineSection
from providers.errors import ProviderProblem
from providers.language.words import cosine
from providers.offline.reading.corpus import Corpus, Task
from providers.offline.reading.passages import Passage, Place

NEAR, UNWANTED = 0.08, 0.12


@dataclass(frozen=True)
class Material:
    passages: tuple[Passage, ...]
    tasks: tuple[Task, ...]


def material_of(corpus: Corpus, outline: Outline, section: OutlineSection, aim: int) -> Material:
    """What the outline allots; without an allotment what is nearest in words to title and objectives, and nearer to
    this section than to any other without one. Raises ProviderProblem "sources_too_thin" when nothing is."""
    allotted = frozenset(section.source_blocks) & corpus.by_reference.keys()
    material = _allotted(corpus, outline, section) if allotted else _nearest(corpus, outline, section, aim)
    if not material.passages:
        raise ProviderProblem(
            "sources_too_thin",
            f"The sources say nothing about “{section.title}”. Give the section another title, or add a document.",
        )
    return material


def without(corpus: Corpus, passages: Sequence[Passage], unwanted: Iterable[str], least: int) -> tuple[Passage, ...]:
    """The passages that are not about what the instructor does not want, as long as `least` words are left."""
    kept = tuple(passages)
    for text in unwanted:
        asked = corpus.vector_of_text(text)
        rest = tuple(passage for passage in kept if cosine(corpus.vector(passage), asked) < UNWANTED)
        kept = rest if sum(passage.words for passage in rest) >= least else kept
    return kept


def _allotted(corpus: Corpus, outline: Outline, section: OutlineSection) -> Material:
    wanted = frozenset(section.source_blocks)
    own = {place.order for reference in wanted for place in _share(corpus.parts.get(reference, []), outline, section)}
    passages = []
    for leaf in corpus.leaves:
        for passage in leaf.passages:
            places = tuple(place for place in passage.places if place.order in own)
            if places:
                passages.append(passage if places == passage.places else replace(passage, places=places))
    tasks = [task for task in corpus.tasks if wanted.issuperset(place.reference for place in task.places)]
    return Material(tuple(passage for passage in passages if passage.shows_something), tuple(tasks))


def _share(parts: Sequence[Place], outline: Outline, section: OutlineSection) -> Sequence[Place]:
    """The parts of a block that fall to a section: those that name the same block share it in turn, evenly."""
    if len(parts) < 2:
        return parts
    sharers = [other.key for other in outline.all_sections() if parts[0].reference in other.source_blocks]
    at = sharers.index(section.key)
    return parts[at * len(parts) // len(sharers) : (at + 1) * len(parts) // len(sharers)]


def _nearest(corpus: Corpus, outline: Outline, section: OutlineSection, aim: int) -> Material:
    taken = {reference for other in outline.all_sections() for reference in other.source_blocks}
    rivals = [other for other in outline.all_sections() if not set(other.source_blocks) & corpus.by_reference.keys()]
    asked = {other.key: corpus.vector_of_text(_about(other)) for other in rivals}
    scored = []
    for leaf in corpus.leaves:
        headings = corpus.vector_of_text(" ".join(heading.text for heading in leaf.path[1:]))
        for passage in leaf.passages:
            if any(place.reference in taken for place in passage.places):
                continue
            scores = {
                key: cosine(corpus.vector(passage), vector) + 0.5 * cosine(headings, vector)
                for key, vector in asked.items()
            }
            if scores[section.key] >= NEAR and max(scores, key=lambda key: scores[key]) == section.key:
                scored.append((scores[section.key], passage))
    return Material(tuple(_best(scored, aim)), ())


def _best(scored: list[tuple[float, Passage]], aim: int) -> list[Passage]:
    chosen: list[Passage] = []
    for _, passage in sorted(scored, key=lambda pair: (-pair[0], pair[1].order)):
        if sum(other.words for other in chosen) < 2 * aim:
            chosen.append(passage)
    return sorted(chosen, key=lambda passage: passage.order)


def _about(section: OutlineSection) -> str:
    return " ".join([section.title, section.title, *section.objectives])
