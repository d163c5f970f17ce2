"""Random courses, policies and events from a small world, so that ties, late events and closed gates are common."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from learning.policy import Mastery, MOfNMastery, ProgressionPolicy, ScoreMastery
from learning.progression.events import Event, Item
from learning.progression.release import Gate, Release, ReleasedLesson, ReleasedSection
from tests.learning.progression.courses import CHECKS, event, lesson, minute, release, section, uid

SECTIONS = range(1, 7)
LESSONS = range(101, 104)
MINUTES = st.integers(0, 15)

parts = st.sampled_from([*SECTIONS, *LESSONS]).map(uid)
percents = st.sampled_from([0, 25, 33.33, 50, 66.67, 70, 100])
gates = st.builds(Gate, requires=parts, min_score=percents, min_completion=percents)
masteries: st.SearchStrategy[Mastery | None] = st.sampled_from(
    [
        None,
        None,
        ScoreMastery(type="score", threshold=70),
        MOfNMastery(type="m_of_n", m=1, n=1),
        MOfNMastery(type="m_of_n", m=2, n=3),
    ]
)
policies = st.builds(
    ProgressionPolicy,
    sequential=st.booleans(),
    min_time_fraction=st.sampled_from([0, 0.25, 1]),
    min_interactions=st.sampled_from([0, 0, 2]),
    idle_cap_seconds=st.sampled_from([50, 1800]),
    mastery=masteries,
)
mostly = st.sampled_from([True, True, True, False])


def rarely(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), st.none(), st.none(), strategy)


@st.composite
def sections(draw: st.DrawFn, number: int, retakes: bool) -> ReleasedSection:
    requires_retake = retakes and not draw(mostly)
    return section(
        number,
        is_required=draw(mostly),
        estimated_duration=draw(st.sampled_from([0, 1, 2])),
        checks=CHECKS[: draw(st.sampled_from([0, 2, 4]))],
        prerequisites=tuple(draw(st.sampled_from([(), (), (draw(parts),)]))),
        gate=draw(rarely(gates)),
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


@st.composite
def single_events(draw: st.DrawFn, number: int) -> Event:
    marks = draw(st.lists(st.sampled_from([True, True, False, None]), max_size=4))
    return event(
        number,
        of=draw(st.sampled_from(SECTIONS)),
        at=draw(MINUTES),
        time_spent_seconds=draw(st.sampled_from([0, 30, 60, 2000])),
        score=draw(st.sampled_from([None, 0, 50, 66.67, 70, 100, 100])),
        items=items(marks),
        interactions=draw(st.sampled_from([0, 1, 2])),
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
