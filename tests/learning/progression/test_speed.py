"""Budgets, for the best of several runs: a busy machine is no slow rule."""

from collections.abc import Callable
from functools import partial
from time import perf_counter

from learning.policy import ProgressionPolicy, ScoreMastery
from learning.progression.derivation import advance, derive
from tests.learning.progression.courses import CHECKS, event, lesson, release, section

COURSE = release(
    *[lesson(101 + n, *[section(1 + 5 * n + place, checks=CHECKS) for place in range(5)]) for n in range(20)]
)
POLICY = ProgressionPolicy(mastery=ScoreMastery(type="score"))
EVENTS = [event(n, of=1 + n // 5, time_spent_seconds=120, score=50 + n % 5 * 10) for n in range(500)]


def best_of(runs: int, work: Callable[[], object]) -> float:
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def test_500_events_over_100_sections_are_derived_within_50_ms() -> None:
    assert derive(COURSE, POLICY, EVENTS).course.percent == 100
    assert best_of(5, lambda: derive(COURSE, POLICY, EVENTS)) < 0.05


def test_an_event_in_order_takes_less_than_1_ms() -> None:
    for count in (0, 250, 499):
        progress = derive(COURSE, POLICY, EVENTS[:count])
        assert best_of(20, partial(advance, progress, COURSE, POLICY, [EVENTS[count]])) < 0.001
