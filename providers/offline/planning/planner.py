"""From sources and brief to the sections of the course: which text each is made of, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from learning.brief import Brief
from learning.prose_review import LENGTHS
from providers.errors import ProviderProblem
from providers.language.headings import is_generic
from providers.offline.planning.allotment import Allotment, Run, Shelf
from providers.offline.planning.chapters import Tree, chapter_of, common_path
from providers.offline.planning.coverage import Coverage
from providers.offline.planning.feedback import Wishes
from providers.offline.planning.measures import MEASURES, Measure
from providers.offline.planning.units import Path, Unit, units_of
from providers.offline.planning.weights import matching, weigh_units
from providers.offline.reading.corpus import Corpus
from providers.offline.reading.passages import Passage

MOST_UNITS = 12
WHOLE_DOCUMENT = 6.0
SKIPPED_TEXT = 0.2
ROOM = 0.08
SAFELY = 1.2
"""How far above the length that a review refuses a short chapter must be to be a section."""
SPLIT_HEADINGS, PIECE, GENERIC, ACROSS_CHAPTERS = 0.8, 0.88, 0.85, 0.35
TAUGHT, ROUNDS, SHORTEST_HOME = 1.5, 3, 3
"""What it adds to the weight of a text that it teaches an objective best, and how often more where it is left out."""
SHORT_HEADINGS = 0.95
"""What each more of some headings costs that only together have the text of a section."""


@dataclass(frozen=True)
class PlannedSection:
    """`whole` is the heading all of whose text the section has, if there is one."""

    units: tuple[Unit, ...]
    chapter: Path
    whole: Path | None

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of all its units, in order."""
        return tuple(passage for unit in self.units for passage in unit.passages)

    @property
    def order(self) -> int:
        """The `order` of its first place in the sources."""
        return self.units[0].order


class Planner:
    """Plans one course. Raises ProviderProblem "sources_too_thin".

    Units are known by their `order`; `useless` ones are never taken. `finely`: long text under one heading is cut into
    pieces as short as a section may be, for a brief that asks for more sections than there are headings.
    """

    def __init__(
        self,
        corpus: Corpus,
        brief: Brief,
        wishes: Wishes,
        useless: frozenset[int] = frozenset(),
        *,
        finely: bool = False,
    ) -> None:
        self._corpus, self._brief = corpus, brief
        self._coverage = Coverage(corpus)
        self._measure: Measure = MEASURES[brief.depth]
        found = units_of(corpus, self._measure.least, self._measure.least if finely else self._measure.aim)
        units = [unit for unit in found if unit.order not in useless]
        self._words = sum(unit.words for unit in units)
        weights = weigh_units(units, corpus, brief, wishes)
        self._homes = self._teaching([unit for unit, weight in zip(units, weights, strict=True) if weight > 0])
        for at, unit in enumerate(units):
            weights[at] += TAUGHT if unit.order in self._homes else 0.0
        self._tree = Tree(units)
        self._chapters = self._tree.chapters(brief.lessons)
        self._units, self._weights = self._in_order(units, weights, wishes)

    def _teaching(self, units: Sequence[Unit]) -> set[int]:
        """The orders of the units that teach the objectives of the brief best, and of those that teach the rest."""
        long = [unit for unit in units if unit.words * SHORTEST_HOME >= self._measure.least]
        homes: set[int] = set()
        for objective in self._brief.objectives:
            for some in (long, units):
                titles = [unit.path[-1].text if unit.path else "" for unit in some]
                texts = [unit.passages for unit in some]
                at = self._coverage.best(objective, texts, titles)
                if at is not None:
                    also = self._coverage.others(objective, at, texts, titles)
                    homes |= {some[one].order for one in (at, *also)}
                    break
        return homes

    def plan(self) -> list[PlannedSection]:
        """The sections, with the text that teaches the objectives of the brief among them where that can be had."""
        plan = self._plan()
        for _ in range(ROUNDS):
            left_out = self._homes - {unit.order for section in plan for unit in section.units}
            if not left_out:
                break
            for at, unit in enumerate(self._units):
                self._weights[at] += TAUGHT if unit.order in left_out else 0.0
            other = self._plan()
            if len(self._homes - {unit.order for section in other for unit in section.units}) < len(left_out):
                plan = other
        return plan

    def _plan(self) -> list[PlannedSection]:
        """Sections as long as the depth asks for, or else short chapters as they are where a review bears it."""
        reached = 0
        for least_of_chapter in (self._measure.least, round(LENGTHS[self._brief.depth].floor * SAFELY)):
            allotment = Allotment(self._runs(least_of_chapter), self._shelf(), self._brief.sections_per_lesson)
            best = allotment.best(self._brief.sections)
            if best is not None:
                return [self._planned(run) for run in self._with_what_is_stressed(best)]
            reached = max(reached, allotment.reached)
        raise too_thin(reached, self._brief, self._words)

    def _with_what_is_stressed(self, runs: list[Run]) -> list[Run]:
        """Runs with the short chapters beside them that are too short for a section, where those teach an objective
        or stress something in boxes, steps or tables: a warning must not get lost for being brief."""
        taken = {at for run in runs for at in range(run.start, run.end)}
        stressed = {at for at, unit in enumerate(self._units) if at not in taken and self._is_stressed(unit)}
        wider: list[Run] = []
        for run in runs:
            start, end = run.start, run.end
            while start - 1 in stressed or (start - 2 in stressed and start - 1 not in taken):
                start -= 1
            while end in stressed or (end + 1 in stressed and end not in taken):
                end += 1
            fresh = [at for at in (*range(start, run.start), *range(run.end, end)) if at not in taken]
            words = sum(self._units[at].words for at in fresh)
            if fresh and words <= self._measure.aim and self._is_one_document(start, end):
                taken |= set(fresh)
                wider.append(Run(start, end, run.worth))
            else:
                wider.append(run)
        return wider

    def _is_stressed(self, unit: Unit) -> bool:
        stresses = any(
            passage.aside or place.is_numbered or place.kind == "table"
            for passage in unit.passages
            for place in passage.places
        )
        teaches = any(self._coverage.is_taught(asked, unit.passages) for asked in self._brief.objectives)
        return unit.words < self._measure.least and (teaches or stresses)

    def _is_one_document(self, start: int, end: int) -> bool:
        return len({unit.path[0] for unit in self._units[start:end]}) == 1

    def _in_order(self, units: list[Unit], weights: list[float], wishes: Wishes) -> tuple[list[Unit], list[float]]:
        """Reading order, but for the chapters that the instructor wants first or last."""
        first = {
            chapter_of(units[i].path, self._chapters) for w in wishes.first for i in matching(units, self._corpus, w)
        }
        last = {
            chapter_of(units[i].path, self._chapters) for w in wishes.last for i in matching(units, self._corpus, w)
        }

        def rank(pair: tuple[Unit, float]) -> tuple[int, int]:
            chapter = chapter_of(pair[0].path, self._chapters)
            return (0 if chapter in first else 2 if chapter in last else 1, pair[0].order)

        pairs = sorted(zip(units, weights, strict=True), key=rank)
        return [unit for unit, _ in pairs], [weight for _, weight in pairs]

    def _shelf(self) -> Shelf:
        numbers: dict[Path, int] = {}
        chapter = [numbers.setdefault(chapter_of(unit.path, self._chapters), len(numbers)) for unit in self._units]
        loss = [0.0] * len(numbers)
        total = sum(unit.words for unit in self._units) or 1
        for number, unit, weight in zip(chapter, self._units, self._weights, strict=True):
            loss[number] += max(0.0, weight) * unit.words * self._brief.sections / total
        brought = WHOLE_DOCUMENT if len(self._corpus.documents) > 1 else 1.0
        return Shelf(chapter, [brought * min(1.0, value) for value in loss], self._skipped(chapter))

    def _skipped(self, chapter: Sequence[int]) -> list[float]:
        """What it costs to begin in the middle of a chapter: the beginning carries the rest."""
        costs, passed = [], 0.0
        for at, (unit, weight) in enumerate(zip(self._units, self._weights, strict=True)):
            passed = 0.0 if at and chapter[at] != chapter[at - 1] else passed
            costs.append(SKIPPED_TEXT * passed)
            passed += max(0.0, weight) * min(1.0, unit.words / self._measure.aim)
        return costs

    def _runs(self, least_of_chapter: int) -> list[Run]:
        return [
            Run(start, end, worth)
            for start in range(len(self._units))
            for end in self._ends(start)
            if (worth := self._worth(start, end, least_of_chapter)) is not None
        ]

    def _ends(self, start: int) -> list[int]:
        """Short runs, and those that make up everything under a heading."""
        near = range(start + 1, min(len(self._units), start + MOST_UNITS) + 1)
        unit = self._units[start]
        headings = (unit.path[:depth] for depth in range(1, len(unit.path) + 1))
        whole = (start + len(self._tree.members[node]) for node in headings if self._tree.begins(node, unit))
        return sorted({*near, *(end for end in whole if end <= len(self._units))})

    def _worth(self, start: int, end: int, least_of_chapter: int) -> float | None:
        units = self._units[start:end]
        words = sum(unit.words for unit in units)
        least = least_of_chapter if self._is_headed(units) else self._measure.least
        if words < least or (words > self._measure.aim and self._spread(units) > 1):
            return None
        weight = sum(w * u.words for u, w in zip(units, self._weights[start:end], strict=True)) / words
        more = min(1.0, max(0.0, words / self._measure.aim - 1))
        size = min(1.0, words / self._measure.aim) ** 0.5 + ROOM * more
        return size * weight * self._focus(units, words) if weight > 0 else weight

    def _focus(self, units: Sequence[Unit], words: int) -> float:
        """How far the text is about one thing: the whole of a heading, not too much, not across chapters."""
        focus = min(1.0, (2.2 * self._measure.most / words) ** 0.5) if words else 1.0
        paths = list(dict.fromkeys(unit.path for unit in units))
        focus *= ACROSS_CHAPTERS ** (self._spread(units) - 1)
        whole = self._whole(units)
        if whole is None:
            split = SHORT_HEADINGS if self._are_short(units, words) else SPLIT_HEADINGS
            focus *= split ** (len(paths) - 1) if len(paths) > 1 else PIECE
        elif is_generic(whole[-1].text, self._corpus.language):
            focus *= GENERIC
        elif len(paths) > 3:
            focus *= 0.97 ** (len(paths) - 3)
        return focus

    def _are_short(self, units: Sequence[Unit], words: int) -> bool:
        return words <= self._measure.aim and all(unit.words < self._measure.least for unit in units)

    def _spread(self, units: Sequence[Unit]) -> int:
        return len({chapter_of(unit.path, self._chapters) for unit in units})

    def _whole(self, units: Sequence[Unit]) -> Path | None:
        common = common_path([unit.path for unit in units])
        members = self._tree.members[common]
        return common if common and len(members) == len(units) else None

    def _is_headed(self, units: Sequence[Unit]) -> bool:
        """Whether it is all the text under a heading of the source's own."""
        whole = self._whole(units)
        return whole is not None and len(whole) > 1

    def _planned(self, run: Run) -> PlannedSection:
        units = tuple(self._units[run.start : run.end])
        largest = max(units, key=lambda unit: unit.words)
        return PlannedSection(units, chapter_of(largest.path, self._chapters), self._whole(units))


def too_thin(carried: int, brief: Brief, words: int) -> ProviderProblem:
    """What the instructor reads: how far the text goes, and what to do about it."""
    needed, lighter = MEASURES[brief.depth].least, "" if brief.depth == "overview" else ", choose a lighter depth"
    if carried == 0:
        return ProviderProblem(
            "sources_too_thin",
            f"The sources have {words} words of running text that a section can be made of; one at the depth "
            f"“{brief.depth}” needs {needed} or more. Add documents with more text{lighter}.",
        )
    sections = "1 section" if carried == 1 else f"{carried} sections"
    return ProviderProblem(
        "sources_too_thin",
        f"The sources carry {sections} at the depth “{brief.depth}”, but the brief asks for {brief.sections} "
        f"({brief.lessons} × {brief.sections_per_lesson}). Ask for fewer{lighter} or add documents.",
    )
