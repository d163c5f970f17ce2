"""What deriving costs, as ratios in one run: a busy machine is no slow rule."""

from collections.abc import Callable
from functools import partial
from time import process_time

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
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def test_the_cost_of_deriving_grows_with_the_events() -> None:
    assert derive(COURSE, POLICY, EVENTS).course.percent == 100
    few = best_of(7, partial(derive, COURSE, POLICY, EVENTS[:125]))
    assert best_of(7, partial(derive, COURSE, POLICY, EVENTS)) < 8 * few


def test_an_event_in_order_costs_less_than_a_tenth_of_deriving_anew() -> None:
    for count in (250, 499):
        progress = derive(COURSE, POLICY, EVENTS[:count])
        anew = best_of(5, partial(derive, COURSE, POLICY, EVENTS[:count]))
        assert best_of(20, partial(advance, progress, COURSE, POLICY, [EVENTS[count]])) < anew / 10
