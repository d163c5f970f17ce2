"""Which units become which section: the best choice of runs of neighbouring units, lesson by lesson.

Dynamic programming over (units taken, sections made), as in optimal segmentation (Utiyama & Isahara, A Statistical
Model for Domain-Independent Text Segmentation, 2001), with gaps where units are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

SAME_CHAPTER, OTHER_CHAPTER = 0.2, -0.25
NEW_LESSON_NEW_CHAPTER, NEW_LESSON_SAME_CHAPTER = 0.05, -0.25
SKIPPED_CHAPTER = 0.25


@dataclass(frozen=True)
class Run:
    """The units from `start` to `end` (exclusive) as one section, and what it is worth."""

    start: int
    end: int
    worth: float


@dataclass(frozen=True)
class Shelf:
    """For each unit the number of its chapter, for each chapter what it costs to leave it out, and for each place
    between units what it costs to come there having left out all of the chapter before it."""

    chapter: Sequence[int]
    loss: Sequence[float]
    skipped: Sequence[float]

    def lost_before(self) -> list[float]:
        """For each chapter, and for the end, what it costs to leave out all chapters before."""
        return [SKIPPED_CHAPTER * lost for lost in accumulate(self.loss, initial=0.0)]


@dataclass(frozen=True)
class _Step:
    score: float
    run: Run
    before: int | None


class Allotment:
    """`runs` are all possible sections. `best(n)` are the n that make the best course, in order."""

    def __init__(self, runs: Sequence[Run], shelf: Shelf, per_lesson: int) -> None:
        self._runs = sorted(runs, key=lambda run: (run.start, run.end))
        self._shelf = shelf
        self._per_lesson = per_lesson
        self._lost = shelf.lost_before()
        self._layers: list[dict[int, _Step]] = []

    def best(self, sections: int) -> list[Run] | None:
        """None when the units do not carry as many sections."""
        while len(self._layers) < sections:
            layer = self._next_layer()
            if not layer:
                return None
            self._layers.append(layer)
        last = self._layers[sections - 1]
        end = max(last, key=lambda at: (last[at].score - self._left_after(at), -at))
        return self._trace(sections, end)

    @property
    def reached(self) -> int:
        """How many sections were found possible so far."""
        return len(self._layers)

    def _next_layer(self) -> dict[int, _Step]:
        made = len(self._layers)
        joins = self._joins(made)
        layer: dict[int, _Step] = {}
        for run in self._runs:
            score, before = joins(run.start)
            if before is None and made:
                continue
            step = _Step(score + run.worth, run, before)
            if run.end not in layer or layer[run.end].score < step.score:
                layer[run.end] = step
        return layer

    def _joins(self, made: int) -> Callable[[int], tuple[float, int | None]]:
        """For a section that starts at a unit: the best score so far with its bonus, and where that one ended."""
        if made == 0:
            return lambda start: (-self._lost[self._shelf.chapter[start]] - self._shelf.skipped[start], None)
        within = made % self._per_lesson != 0
        same, other = (SAME_CHAPTER, OTHER_CHAPTER) if within else (NEW_LESSON_SAME_CHAPTER, NEW_LESSON_NEW_CHAPTER)
        best = self._prefix_best(self._layers[-1], same, other)
        return lambda start: best[start]

    def _prefix_best(self, layer: dict[int, _Step], same: float, other: float) -> list[tuple[float, int | None]]:
        chapter, lost, skipped = self._shelf.chapter, self._lost, self._shelf.skipped
        answers: list[tuple[float, int | None]] = []
        near: tuple[float, int | None] = (float("-inf"), None)
        far: tuple[float, int | None] = (float("-inf"), None)
        for start, here in enumerate(chapter):
            if start and chapter[start - 1] != here:
                if near[1] is not None:
                    far = max(far, (near[0] + lost[chapter[start - 1] + 1], near[1]), key=lambda option: option[0])
                near = (float("-inf"), None)
            if start in layer:
                candidate = (layer[start].score, start)
                if start and chapter[start - 1] == here:
                    near = max(near, (candidate[0] + skipped[start], start), key=lambda option: option[0])
                elif start:
                    beyond = (candidate[0] + lost[chapter[start - 1] + 1], start)
                    far = max(far, beyond, key=lambda option: option[0])
            options = [(near[0] + same, near[1]), (far[0] + other - lost[here], far[1])]
            score, end = max(options, key=lambda option: option[0])
            answers.append((score - skipped[start], end))
        return answers

    def _left_after(self, end: int) -> float:
        return self._lost[-1] - self._lost[self._shelf.chapter[end - 1] + 1]

    def _trace(self, sections: int, end: int) -> list[Run]:
        runs: list[Run] = []
        at: int | None = end
        for layer in reversed(self._layers[:sections]):
            assert at is not None
            step = layer[at]
            runs.append(step.run)
            at = step.before
        return runs[::-1]
