"""Random courses, policies and events from a small world, so that ties, late events and closed gates are common.

What is small enough is drawn as a whole: each draw of its own takes longer than deriving the progress of all events.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from hypothesis import strategies as st

from learning.policy import Mastery, MOfNMastery, ProgressionPolicy, ScoreMastery
from learning.progression.events import Event, Item
from learning.progression.release import Gate, Release, ReleasedLesson, ReleasedSection
from tests.learning.progression.courses import CHECKS, event, lesson, minute, release, section, uid

SECTIONS = range(1, 7)
LESSONS = range(101, 104)
MINUTES = st.integers(0, 15)

parts = [uid(number) for number in (*SECTIONS, *LESSONS)]
percents = [0, 25, 33.33, 50, 66.67, 70, 100]
gates = [
    Gate(requires=requires, min_score=min_score, min_completion=min_completion)
    for requires, min_score, min_completion in product(parts, percents, percents)
]
masteries: list[Mastery | None] = [
    None,
    None,
    ScoreMastery(type="score", threshold=70),
    MOfNMastery(type="m_of_n", m=1, n=1),
    MOfNMastery(type="m_of_n", m=2, n=3),
]
policies = st.sampled_from(
    [
        ProgressionPolicy(
            sequential=sequential,
            min_time_fraction=min_time_fraction,
            min_interactions=min_interactions,
            idle_cap_seconds=idle_cap_seconds,
            mastery=mastery,
        )
        for sequential, min_time_fraction, min_interactions, idle_cap_seconds, mastery in product(
            (False, True), (0, 0.25, 1), (0, 0, 2), (50, 1800), masteries
        )
    ]
)
mostly = st.sampled_from([True, True, True, False])
kinds = st.sampled_from(list(product((True, True, True, False), (0, 1, 2), (0, 2, 4))))
"""Whether a section is required, its minutes, its checks."""
needed = st.sampled_from([()] * 2 * len(parts) + [(part,) for part in parts])
rare_gates = st.sampled_from([None] * 3 * len(gates) + gates)


@st.composite
def sections(draw: st.DrawFn, number: int, retakes: bool) -> ReleasedSection:
    is_required, minutes, checks = draw(kinds)
    requires_retake = retakes and not draw(mostly)
    return section(
        number,
        is_required=is_required,
        estimated_duration=minutes,
        checks=CHECKS[:checks],
        prerequisites=draw(needed),
        gate=draw(rare_gates),
        requires_retake=requires_retake,
        retake_since=draw(st.one_of(st.none(), MINUTES.map(minute))) if requires_retake else None,
    )


@st.composite
def releases(draw: st.DrawFn, number: int = 201, at: int = 0, retakes: bool = True) -> Release:
    order = draw(st.one_of(st.just(list(SECTIONS)), st.permutations(SECTIONS)))
    sizes = draw(st.sampled_from([(3, 3), (2, 2, 2), (1, 2, 3), (3, 2, 0), (2, 1), (1,), (0, 1), ()]))
    lessons: list[ReleasedLesson] = []
    for id_, size in zip(LESSONS, sizes, strict=False):
        mine, order = order[:size], order[size:]
        drawn = [draw(sections(number, retakes)) for number in mine]
        lessons.append(lesson(id_, *drawn, is_required=draw(mostly)))
    return release(*lessons, number=number, at=minute(at))


def items(marks: Sequence[bool | None]) -> tuple[Item, ...]:
    numbered = enumerate(marks, 1)
    return tuple(Item(check_id=f"k{number}", right=mark) for number, mark in numbered if mark is not None)


MOST_ITEMS = 4
MARKS = (True, True, False, None)
answers = st.sampled_from(
    [items(marks[:size]) for size in range(MOST_ITEMS + 1) for marks in product(MARKS, repeat=MOST_ITEMS)]
)
sittings = st.sampled_from(list(product((0, 30, 60, 2000), (None, 0, 50, 66.67, 70, 100, 100), (0, 1, 2))))
"""Seconds, score, interactions."""


@st.composite
def single_events(draw: st.DrawFn, number: int) -> Event:
    seconds, score, interactions = draw(sittings)
    return event(
        number,
        of=draw(st.sampled_from(SECTIONS)),
        at=draw(MINUTES),
        time_spent_seconds=seconds,
        score=score,
        items=draw(answers),
        interactions=interactions,
    )


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    return [draw(single_events(number)) for number in range(draw(st.sampled_from([20, 10, 5, 3, 1, 0])))]


@st.composite
def batches(draw: st.DrawFn, recorded: list[Event]) -> list[list[Event]]:
    """The events shuffled, some of them twice, in batches of any size."""
    again = draw(st.lists(st.sampled_from(recorded), max_size=4)) if recorded else []
    sent = draw(st.permutations(recorded + again))
    cuts = sorted(draw(st.lists(st.integers(0, len(sent)), max_size=6)))
    return [sent[start:end] for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
