"""Whoever does everything right gets through every course that may be published."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.policy import ProgressionPolicy
from learning.progression.derivation import derive
from learning.progression.events import Event, Item
from learning.progression.progress import Progress
from learning.progression.publishing import review_release
from learning.progression.release import Release, ReleasedSection
from tests.learning.progression.courses import CHECKS, FREE, gate, lesson, minute, release, section, uid
from tests.learning.progression.strategies import policies, releases


def perfect(course: Release, policy: ProgressionPolicy) -> Progress:
    """The state of a learner who sits at every section that is open and not complete, as often as it helps."""
    numbers = count(1)
    events: list[Event] = []
    progress = derive(course, policy, events)
    while True:
        done = {id_ for id_, record in progress.sections.items() if record.current}
        for one in course.sections():
            if progress.sections[one.id].unlocked and one.id not in done:
                events += [_all_right(one, policy, next(numbers)) for _ in range(3)]
        progress = derive(course, policy, events)
        if {id_ for id_, record in progress.sections.items() if record.current} == done:
            return progress


def _all_right(one: ReleasedSection, policy: ProgressionPolicy, number: int) -> Event:
    items = tuple(Item(check_id=check.id, right=True) for check in one.checks)
    return Event(
        event_id=uid(10_000 + number),
        section_id=one.id,
        occurred_at=minute(30 + number),
        time_spent_seconds=3_600,
        score=100.0 if items else None,
        items=items,
        interactions=policy.min_interactions,
    )


@given(releases(), policies)
def test_what_may_be_published_can_be_completed(course: Release, policy: ProgressionPolicy) -> None:
    if review_release(course, policy):
        return
    progress = perfect(course, policy)
    assert all(record.current for record in progress.sections.values())
    assert progress.course.percent in (100, None)


@given(releases(), policies, st.data())
def test_what_is_refused_cannot(course: Release, policy: ProgressionPolicy, data: st.DataObject) -> None:
    found = [finding for finding in review_release(course, policy) if finding.code == "gate_unreachable"]
    if found:
        progress = perfect(course, policy)
        place = data.draw(st.sampled_from(found)).pointer.split("/")
        stuck = course.lessons[int(place[2])].sections[int(place[4])]
        assert progress.sections[stuck.id].current is None


@pytest.mark.parametrize(
    ("course", "said"),
    [
        (release(lesson(101, section(1), section(2, gate=gate(1, 80)))), "“Section 1”, which has no checks"),
        (release(lesson(101, section(1)), lesson(102, section(2, gate=gate(101, 50)))), "none of whose sections has"),
        (
            release(
                lesson(
                    101,
                    section(1, checks=CHECKS),
                    section(2, checks=CHECKS, is_required=False, gate=gate(101, 80)),
                )
            ),
            "of which 50 % can be reached before",
        ),
    ],
)
def test_a_gate_that_nobody_opens_is_named(course: Release, said: str) -> None:
    [finding] = review_release(course, FREE)
    assert (finding.code, finding.pointer.endswith("/gate")) == ("gate_unreachable", True)
    assert "Nobody can open “Section 2”" in finding.detail
    assert said in finding.detail


def test_interactions_are_not_asked_for_where_there_are_none() -> None:
    policy = FREE.model_copy(update={"min_interactions": 5})
    course = release(lesson(101, section(1, checks=CHECKS), section(2)))
    assert review_release(course, policy, {uid(1), uid(2)}) == []
    [finding] = review_release(course, policy, {uid(1)})
    assert (finding.code, finding.pointer) == ("interactions_unreachable", "/lessons/0/sections/1")


def test_a_long_course_is_looked_through_in_any_order() -> None:
    """Each section waits for the one after it: what opens another one is looked at again, not everything."""
    chain = [section(number, [number + 1] if number < 2_000 else []) for number in range(1, 2_001)]
    assert review_release(release(lesson(9_101, *chain)), FREE) == []
