"""Cases whose answers others have settled before us, and those that a release brings with it."""

from fractions import Fraction

import pytest

from learning.policy import ProgressionPolicy, ScoreMastery
from learning.progression.derivation import EventsMissing, advance, carried, derive, needs_record
from learning.progression.events import Event
from learning.progression.numbers import shown
from learning.progression.publishing import published
from learning.progression.release import Release, ReleasedLesson
from tests.learning.progression.courses import CHECKS, FREE, event, gate, lesson, minute, release, section, uid

ONE = release(lesson(101, section(1)))


def course(*required: bool) -> Release:
    return release(lesson(101, *[section(number, is_required=asked) for number, asked in enumerate(required, 1)]))


def test_time_adds_up() -> None:
    progress = derive(ONE, FREE, [event(1, 1, time_spent_seconds=30), event(2, 1, time_spent_seconds=40)])
    assert progress.sections[uid(1)].time_spent_seconds == 70
    assert progress.course.time_spent_seconds == 70


def test_one_event_counts_the_idle_cap_at_most() -> None:
    progress = derive(ONE, FREE, [event(1, 1, time_spent_seconds=99_999), event(2, 1, time_spent_seconds=1)])
    assert progress.sections[uid(1)].time_spent_seconds == 1_801


def test_the_best_score_is_the_highest_the_last_the_last() -> None:
    best, last = [], []
    scores = [100 * right / of for right, of in [(1, 2), (2, 4), (1, 4), (3, 4)]]
    for count in range(1, 5):
        events = [event(number, 1, score=score) for number, score in enumerate(scores[:count], 1)]
        record = derive(ONE, FREE, events).sections[uid(1)]
        best.append(record.best_score)
        last.append(record.last_score)
    assert best == [50, 50, 50, 75]
    assert last == [50, 50, 25, 75]


def test_extras_change_no_percentage() -> None:
    progress = derive(course(True, True, True, True, False, False), FREE, [event(1, 1), event(2, 2)])
    extra = derive(
        course(True, True, True, True, False, False), FREE, [event(n, of) for n, of in enumerate((1, 2, 5, 6))]
    )
    assert progress.course.percent == extra.course.percent == 50


@pytest.mark.parametrize(
    "empty", [course(False, False), release(), release(lesson(101, section(1), is_required=False))]
)
def test_nothing_required_is_null_not_0(empty: Release) -> None:
    for events in ([], [event(1, 1)]):
        progress = derive(empty, FREE, events)
        assert progress.course.percent is None
        assert progress.course.completed_at is None


def test_completing_again_keeps_the_first_timestamp() -> None:
    progress = derive(ONE, FREE, [event(1, 1), event(2, 1)])
    assert progress.sections[uid(1)].completed_at == progress.course.completed_at == minute(1)
    assert progress.sections[uid(1)].attempts == 2


def test_the_same_event_twice_in_one_batch_counts_once() -> None:
    sent = event(1, 1, time_spent_seconds=30)
    assert derive(ONE, FREE, [sent, sent]).sections[uid(1)].attempts == 1
    progress = advance(derive(ONE, FREE, []), ONE, FREE, [sent, sent])
    assert progress.sections[uid(1)].time_spent_seconds == 30
    assert advance(progress, ONE, FREE, [sent]) == progress


def test_the_first_recorded_of_two_events_with_one_id_counts() -> None:
    sent, forged = event(1, 1, score=10), event(1, 1, at=5, score=100)
    progress = advance(derive(ONE, FREE, [sent]), ONE, FREE, [forged])
    assert progress == derive(ONE, FREE, [sent, forged])
    assert progress.sections[uid(1)].best_score == 10


def test_events_at_the_same_time_are_taken_by_id() -> None:
    progress = derive(ONE, FREE, [event(2, 1, at=1, score=20), event(1, 1, at=1, score=10)])
    assert progress.sections[uid(1)].last_score == 20


def test_an_added_section_takes_back_no_earned_completion() -> None:
    before = derive(ONE, FREE, [event(1, 1)])
    longer = release(lesson(101, section(1), section(2)), number=202, at=minute(5))
    after = derive(longer, FREE, [event(1, 1)], carried(before))
    assert (before.course.percent, after.course.percent) == (100, 50)
    assert (before.course.status, after.course.status) == ("completed", "in_progress")
    assert before.course.completed_at == after.course.completed_at == minute(1)
    assert after.lessons[uid(101)].completed_at == minute(1)
    again = derive(longer, FREE, [event(1, 1), event(9, 2)], carried(before))
    assert (again.course.percent, again.course.completed_at) == (100, minute(1))


def test_what_was_complete_counts_though_a_later_release_asks_for_more() -> None:
    before = derive(ONE, FREE, [event(1, 1, score=40)])
    strict = release(lesson(101, section(2), section(1, [2], checks=CHECKS)), number=202, at=minute(5))
    policy = ProgressionPolicy(min_time_fraction=1, mastery=ScoreMastery(type="score"))
    after = advance(before, strict, policy, [event(6, 1)], [event(1, 1, score=40)])
    assert after.sections[uid(1)].status == "completed"
    assert after.sections[uid(1)].attempts == 2
    assert after.outcomes[uid(1006)].success
    assert after.course.percent == 50


def test_a_new_prerequisite_blocks_new_work_but_takes_no_old_work_away() -> None:
    policy = FREE.model_copy(update={"min_time_fraction": 1})
    before = derive(ONE, policy, [event(1, 1, time_spent_seconds=60)])
    gated = release(lesson(101, section(1, [2]), section(2)), number=202, at=minute(5))
    after = advance(before, gated, policy, [event(6, 1)], [event(1, 1, time_spent_seconds=60)])
    assert (after.sections[uid(1)].attempts, after.sections[uid(1)].time_spent_seconds) == (1, 60)
    assert after.outcomes[uid(1006)].kind == "progression_blocked"


def test_the_mastery_criterion_is_frozen_on_the_first_attempt() -> None:
    checked = release(lesson(101, section(1, checks=CHECKS), section(2, checks=CHECKS)))
    lenient = FREE.model_copy(update={"mastery": ScoreMastery(type="score", threshold=50)})
    strict = FREE.model_copy(update={"mastery": ScoreMastery(type="score", threshold=90)})
    first = event(1, 1, score=25)
    before = derive(checked, lenient, [first])
    later = checked.model_copy(update={"id": uid(202)})
    after = advance(before, later, strict, [event(2, 1, score=50), event(3, 2, score=50)], [first])
    assert after.outcomes[uid(1002)].kind == "section_completed"
    assert after.outcomes[uid(1003)].kind == "mastery_not_achieved"


def test_a_frozen_criterion_may_be_none() -> None:
    checked = release(lesson(101, section(1, checks=CHECKS, estimated_duration=2)))
    timed = FREE.model_copy(update={"min_time_fraction": 1})
    strict = timed.model_copy(update={"mastery": ScoreMastery(type="score")})
    first = event(1, 1, time_spent_seconds=60)
    after = advance(derive(checked, timed, [first]), checked, strict, [event(2, 1, time_spent_seconds=60)], [first])
    assert after.sections[uid(1)].status == "completed"


def marked(number: int, at: float, before: Release | None, requires_retake: bool = True) -> Release:
    edited = release(lesson(101, section(1, requires_retake=requires_retake)), number=number, at=minute(at))
    return published(edited, before)


def test_a_retake_is_asked_for_once() -> None:
    events = [event(1, 1, score=80)]
    first = derive(ONE, FREE, events)
    second_release = marked(202, 5, ONE)
    second = derive(second_release, FREE, events, carried(first))
    assert (second.sections[uid(1)].status, second.course.percent) == ("in_progress", 0)
    assert second.sections[uid(1)].completed_at == second.course.completed_at == minute(1)
    assert second.sections[uid(1)].best_score == 80
    events.append(event(7, 1))
    retaken = derive(second_release, FREE, events, carried(first))
    assert (retaken.sections[uid(1)].status, retaken.course.percent) == ("completed", 100)
    assert retaken.sections[uid(1)].completed_at == minute(1)
    third = derive(marked(203, 9, second_release), FREE, events, carried(retaken))
    assert third.sections[uid(1)].status == "completed"


def test_work_from_before_a_retake_does_not_complete_it() -> None:
    policy = FREE.model_copy(update={"min_time_fraction": 1})
    course = published(release(lesson(101, section(1, estimated_duration=2, requires_retake=True)), at=minute(5)), None)
    events = [event(1, 1, time_spent_seconds=300), event(6, 1, time_spent_seconds=60)]
    progress = derive(course, policy, events)
    assert progress.outcomes[uid(1001)].kind == "section_completed"
    assert progress.outcomes[uid(1006)].kind == "insufficient_engagement"
    assert progress.sections[uid(1)].status == "in_progress"
    assert progress.sections[uid(1)].time_spent_seconds == 360


def test_without_the_mark_older_completions_count_again() -> None:
    first = derive(ONE, FREE, [event(1, 1)])
    second = derive(marked(202, 5, ONE), FREE, [event(1, 1)], carried(first))
    third = derive(marked(203, 9, marked(202, 5, ONE), False), FREE, [event(1, 1)], carried(second))
    assert third.sections[uid(1)].status == "completed"


def test_a_removed_section_stays_in_the_record() -> None:
    events = [event(1, 1, time_spent_seconds=60), event(2, 2, time_spent_seconds=60)]
    before = derive(course(True, True), FREE.model_copy(update={"min_time_fraction": 0.1}), events[:1])
    shorter = release(lesson(101, section(2)), number=202)
    after = derive(shorter, FREE, [*events, event(3, 1, at=9), event(4, 99)], carried(before))
    assert (after.sections[uid(1)].attempts, after.sections[uid(1)].unlocked) == (1, False)
    assert after.outcomes[uid(1003)].kind == after.outcomes[uid(1004)].kind == "section_removed"
    assert after.course.percent == 100


# (completed, required) of each lesson, and what is shown
SHOWN: list[tuple[list[tuple[int, int]], float]] = [
    ([(1, 3)], 33.33),
    ([(2, 3)], 66.67),
    ([(1, 8)], 12.5),
    ([(1, 3), (1, 1)], 66.67),
    ([(0, 1), (0, 5)], 0),
    ([(1, 1), (5, 5)], 100),
    ([(1, 6), (1, 6), (2, 7)], 20.63),
    ([(1, 800)], 0.13),
    ([(799, 800)], 99.88),
    ([(20_001, 20_002)], 99.99),
]


@pytest.mark.parametrize(("lessons", "percent"), SHOWN)
def test_what_is_shown(lessons: list[tuple[int, int]], percent: float) -> None:
    mean = sum((Fraction(100 * done, of) for done, of in lessons), Fraction(0)) / len(lessons)
    assert shown(mean, all(done == of for done, of in lessons)) == percent


@pytest.mark.parametrize(("lessons", "percent"), SHOWN[:7])
def test_the_course_is_the_mean_of_its_lessons(lessons: list[tuple[int, int]], percent: float) -> None:
    built: list[ReleasedLesson] = []
    events: list[Event] = []
    for number, (done, of) in enumerate(lessons):
        ids = [10 * number + place for place in range(1, of + 1)]
        built.append(lesson(101 + number, *map(section, ids)))
        events += [event(id_, id_) for id_ in ids[:done]]
    assert derive(release(*built), FREE, events).course.percent == percent


def test_a_late_event_needs_the_record() -> None:
    late, known = event(1, 1), event(5, 1)
    progress = derive(ONE, FREE, [known])
    assert needs_record(progress, ONE, FREE, [late])
    assert not needs_record(progress, ONE, FREE, [known, event(6, 1)])
    with pytest.raises(EventsMissing):
        advance(progress, ONE, FREE, [late])
    with pytest.raises(EventsMissing):
        advance(progress, ONE, FREE, [late], [late])
    assert advance(progress, ONE, FREE, [late], [known]) == derive(ONE, FREE, [late, known])


def test_a_score_alone_may_open_a_gate_in_order() -> None:
    gated = release(
        lesson(101, section(1, checks=CHECKS, estimated_duration=9), section(2, gate=gate(1, min_score=50)))
    )
    policy = FREE.model_copy(update={"min_time_fraction": 1})
    progress = advance(derive(gated, policy, []), gated, policy, [event(1, 1, score=50)])
    assert progress == derive(gated, policy, [event(1, 1, score=50)])
    assert progress.sections[uid(2)].unlocked


def test_a_retake_begins_with_the_moment_it_is_asked_for() -> None:
    policy = FREE.model_copy(update={"min_time_fraction": 1})
    course = marked(202, 5, None).model_copy(update={"id": uid(203)})
    before, at = event(4, 1, time_spent_seconds=1800), event(5, 1, time_spent_seconds=60)
    progress = derive(course, policy, [before, at])
    assert progress.outcomes[at.event_id].kind == "insufficient_engagement"
    done = derive(course, policy, [at._replace(time_spent_seconds=1800)])
    assert done.sections[uid(1)].status == "completed"
