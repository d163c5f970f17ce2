import pytest

from learning.policy import ProgressionPolicy, ScoreMastery
from learning.progression.derivation import derive
from learning.progression.events import Event
from learning.progression.next_step import NextStep, Path, next_step
from learning.progression.release import Release
from tests.learning.progression.courses import CHECKS, FREE, answered, event, gate, lesson, release, section, uid

SEQUENTIAL = ProgressionPolicy(min_time_fraction=0)
COURSE = release(
    lesson(
        101,
        section(1, checks=CHECKS, estimated_duration=20),
        section(2, is_required=False),
        section(3, estimated_duration=5),
    ),
    lesson(102, section(4, checks=CHECKS, estimated_duration=30), section(5, estimated_duration=10)),
    lesson(103, section(6), is_required=False),
)


def step(
    events: list[Event],
    path: Path = "sequential",
    policy: ProgressionPolicy = FREE,
    course: Release = COURSE,
    due: tuple[int, ...] = (),
) -> NextStep:
    return next_step(course, policy, derive(course, policy, events), path, [uid(number) for number in due])


def where(found: NextStep) -> tuple[str, int | None]:
    return found.kind, found.section_id.int if found.section_id else None


SCORED = [event(1, 1, score=90), event(2, 4, score=20)]


@pytest.mark.parametrize(
    ("path", "policy", "events", "expected"),
    [
        ("sequential", SEQUENTIAL, [], ("section", 1)),
        ("sequential", SEQUENTIAL, [event(1, 1)], ("section", 3)),
        ("sequential", FREE, [event(1, 3)], ("section", 1)),
        ("sequential", FREE, [event(n, n) for n in (1, 3, 4, 5)], ("course_complete", None)),
        ("adaptive", FREE, [], ("section", 1)),
        ("adaptive", FREE, SCORED, ("section", 5)),
        ("adaptive", FREE, [event(1, 1, score=10), event(2, 4, score=20)], ("section", 3)),
        ("adaptive", SEQUENTIAL, [event(1, 1, score=90)], ("section", 3)),
        ("exploratory", FREE, [], ("section", 2)),
        ("exploratory", FREE, [event(1, 2)], ("section", 6)),
        ("exploratory", FREE, [event(1, 2), event(2, 6)], ("section", 1)),
        ("exploratory", FREE, [event(n, n) for n in range(1, 7)], ("course_complete", None)),
        ("fast_track", FREE, [], ("section", 3)),
        ("fast_track", FREE, [event(1, 3)], ("section", 5)),
        ("fast_track", SEQUENTIAL, [], ("section", 1)),
        ("fast_track", FREE, [event(n, n) for n in (1, 3, 4, 5)], ("course_complete", None)),
    ],
)
def test_by_path(path: Path, policy: ProgressionPolicy, events: list[Event], expected: tuple[str, int | None]) -> None:
    assert where(step(events, path, policy)) == expected


def test_due_reviews_come_first_on_the_adaptive_path_only() -> None:
    assert where(step(SCORED, "adaptive", due=(99, 4, 1))) == ("review", 4)
    assert where(step(SCORED, "sequential", due=(4, 1))) == ("section", 3)


def test_after_a_refusal_the_first_required_action() -> None:
    blocked = step([event(1, 1), event(2, 5)], policy=SEQUENTIAL)
    assert blocked == NextStep(kind="remediate", section_id=uid(4), reason="Complete “Section 4”.")
    for path in ("sequential", "adaptive", "exploratory", "fast_track"):
        assert where(step([event(1, 5)], path, SEQUENTIAL)) == ("remediate", 4)


def test_a_score_that_a_lesson_without_checks_cannot_have_still_has_a_place() -> None:
    course = release(lesson(101, section(1), section(2)), lesson(102, section(3, gate=gate(101, min_score=50))))
    done = [event(1, 1), event(2, 2), event(3, 3)]
    assert where(step(done, course=course)) == ("remediate", 1)


def test_after_too_little_mastery_the_objective() -> None:
    policy = FREE.model_copy(update={"mastery": ScoreMastery(type="score")})
    refused = step(
        [event(1, 1, **answered("+-++"))],
        policy=policy.model_copy(update={"mastery": ScoreMastery(type="score", threshold=80)}),
    )
    assert refused == NextStep(kind="remediate", section_id=uid(1), reason="Go over this again: Objective 2")


def test_a_later_success_ends_the_remedy() -> None:
    assert where(step([event(1, 5), event(2, 1)], policy=SEQUENTIAL)) == ("section", 3)


def test_the_outcome_to_answer_may_be_another_than_the_latest() -> None:
    progress = derive(COURSE, SEQUENTIAL, [event(1, 5), event(2, 1)])
    late = progress.outcomes[uid(1001)]
    assert where(next_step(COURSE, SEQUENTIAL, progress, after=late)) == ("remediate", 4)


def test_where_all_that_is_left_is_locked_what_opens_it() -> None:
    course = release(lesson(101, section(1, checks=CHECKS), section(2, gate=gate(1, min_score=50))))
    found = step([event(1, 1, score=25)], course=course)
    assert found == NextStep(kind="remediate", section_id=uid(1), reason="Score at least 50 % in “Section 1”.")


def test_an_empty_course_is_complete() -> None:
    assert where(step([], course=release())) == ("course_complete", None)
