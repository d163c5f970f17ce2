import pytest

from learning.policy import MOfNMastery, ProgressionPolicy, ScoreMastery
from learning.progression.derivation import derive
from learning.progression.events import Event
from learning.progression.progress import Outcome, Progress
from learning.progression.release import ReleasedSection
from tests.learning.progression.courses import CHECKS, FREE, answered, event, gate, lesson, release, section, uid

SCORE = FREE.model_copy(update={"mastery": ScoreMastery(type="score", threshold=70)})
M_OF_N = FREE.model_copy(update={"mastery": MOfNMastery(type="m_of_n", m=3, n=4)})


def outcome(progress: Progress, number: int) -> Outcome:
    return progress.outcomes[uid(1000 + number)]


def kinds(policy: ProgressionPolicy, only: ReleasedSection, *events: Event) -> list[str]:
    progress = derive(release(lesson(101, only)), policy, events)
    return [outcome(progress, number).kind for number in range(1, len(events) + 1)]


# (min_completion, min_score, completion, score, met)
GATES = [
    (100, 100, 100, 50, False),
    (100, 0, 50, 100, False),
    (0, 100, 50, 100, True),
    (100, 100, 100, 100, True),
    (100, 0, 100, 0, True),
    (0, 0, 0, 0, True),
    (50, 0, 50, 0, True),
    (0, 70, 100, 69.99, False),
]


@pytest.mark.parametrize(("min_completion", "min_score", "completion", "score", "met"), GATES)
def test_gate_on_a_lesson(min_completion: float, min_score: float, completion: int, score: float, met: bool) -> None:
    behind = section(3, is_required=False, gate=gate(101, min_score, min_completion))
    course = release(lesson(101, section(1, checks=CHECKS), section(2)), lesson(102, behind))
    done = [event(1, 1, score=score)] + [event(2, 2)] * (completion == 100)
    done = done if completion else []
    assert derive(course, FREE, done).sections[uid(3)].unlocked is met


@pytest.mark.parametrize(
    ("min_completion", "min_score", "completion", "score", "met"),
    [(0, 100, 0, 100, True), (100, 0, 0, 100, False), (100, 100, 100, 50, False), (100, 50, 100, 50, True)],
)
def test_gate_on_a_section(min_completion: float, min_score: float, completion: int, score: float, met: bool) -> None:
    policy = FREE.model_copy(update={"min_time_fraction": 1})
    course = release(lesson(101, section(1, checks=CHECKS), section(2, gate=gate(1, min_score, min_completion))))
    done = [event(1, 1, score=score, time_spent_seconds=900 if completion else 0)]
    assert derive(course, policy, done).sections[uid(2)].unlocked is met


def test_a_lesson_scores_its_sections_with_checks_the_unscored_as_0() -> None:
    lessons = lesson(101, section(1, checks=CHECKS), section(2, checks=CHECKS), section(3))
    course = release(lessons, lesson(102, section(4, gate=gate(101, 50))))
    unscored = derive(course, FREE, [event(1, 1, score=90), event(2, 3, score=100)])
    assert not unscored.sections[uid(4)].unlocked
    assert unscored.lessons[uid(101)].score == 45
    assert derive(course, FREE, [event(1, 1, score=90), event(2, 2, score=10)]).sections[uid(4)].unlocked


def test_a_lesson_without_required_sections_counts_as_complete() -> None:
    optional = lesson(101, section(1, is_required=False))
    behind = lesson(102, section(2, [101]), section(3, gate=gate(101, min_completion=100)))
    progress = derive(release(optional, behind), FREE, [])
    assert progress.sections[uid(2)].unlocked
    assert progress.sections[uid(3)].unlocked
    assert progress.lessons[uid(101)].percent is None


def test_every_missing_prerequisite_is_named_in_the_order_of_the_course() -> None:
    last = section(4, [102, 1, 2], gate=gate(2, 80, 100))
    course = release(lesson(101, section(1), section(2)), lesson(102, section(3)), lesson(103, last))
    blocked = outcome(derive(course, FREE, [event(1, 4)]), 1)
    assert (blocked.kind, blocked.reason, blocked.counted) == ("progression_blocked", "prerequisites_not_met", False)
    assert [(action.kind, action.section_id, action.lesson_id) for action in blocked.required_actions] == [
        ("complete_section", uid(1), None),
        ("complete_section", uid(2), None),
        ("complete_lesson", uid(3), uid(102)),
        ("reach_score", uid(2), None),
    ]
    assert [action.detail for action in blocked.required_actions] == [
        "Complete “Section 1”.",
        "Complete “Section 2”.",
        "Complete the lesson “Lesson 102”.",
        "Score at least 80 % in “Section 2”.",
    ]


def test_a_sequential_course_asks_for_the_nearest_required_section_before() -> None:
    first = lesson(101, section(1), section(2, is_required=False))
    skipped = lesson(102, section(3), section(4), is_required=False)
    progress = derive(release(first, skipped, lesson(103, section(5))), ProgressionPolicy(min_time_fraction=0), [])
    assert [id_.int for id_, record in progress.sections.items() if record.unlocked] == [1, 2]
    after = derive(
        release(first, skipped, lesson(103, section(5))), ProgressionPolicy(min_time_fraction=0), [event(1, 1)]
    )
    assert [id_.int for id_, record in after.sections.items() if record.unlocked] == [1, 2, 3, 5]


def test_a_blocked_event_is_judged_again_when_an_earlier_one_opens_the_gate() -> None:
    course = release(lesson(101, section(1), section(2, [1])))
    behind = event(5, 2, time_spent_seconds=60, score=80)
    blocked = derive(course, FREE, [behind])
    assert outcome(blocked, 5).kind == "progression_blocked"
    record = blocked.sections[uid(2)]
    assert (record.status, record.attempts, record.best_score, record.time_spent_seconds) == ("not_started", 0, None, 0)
    opened = derive(course, FREE, [behind, event(1, 1)])
    assert outcome(opened, 5).kind == "section_completed"
    record = opened.sections[uid(2)]
    assert (record.status, record.attempts, record.best_score, record.time_spent_seconds) == ("completed", 1, 80, 60)


# (estimated minutes, min_time_fraction, seconds of each event, idle cap, outcomes)
ENGAGEMENTS = [
    (4, 0.25, [59, 1], 1800, ["insufficient_engagement", "section_completed"]),
    (4, 0.25, [60], 1800, ["section_completed"]),
    (4, 0.25, [600, 600], 30, ["insufficient_engagement", "section_completed"]),
    (100, 0.07, [420], 1800, ["section_completed"]),
    (0, 1, [0], 1800, ["section_completed"]),
    (10, 0, [0], 1800, ["section_completed"]),
]


@pytest.mark.parametrize(("minutes", "fraction", "seconds", "cap", "expected"), ENGAGEMENTS)
def test_engagement(minutes: int, fraction: float, seconds: list[int], cap: int, expected: list[str]) -> None:
    policy = ProgressionPolicy(min_time_fraction=fraction, idle_cap_seconds=cap)
    events = [event(number, 1, time_spent_seconds=spent) for number, spent in enumerate(seconds, 1)]
    assert kinds(policy, section(1, estimated_duration=minutes), *events) == expected


def test_too_little_engagement_is_recorded_and_says_what_is_missing() -> None:
    policy = ProgressionPolicy(min_time_fraction=0.5, min_interactions=3)
    progress = derive(
        release(lesson(101, section(1, estimated_duration=10))),
        policy,
        [event(1, 1, time_spent_seconds=100, score=40, interactions=1)],
    )
    refused, record = outcome(progress, 1), progress.sections[uid(1)]
    assert (refused.reason, refused.progress_quality, refused.success) == ("insufficient_engagement", None, False)
    assert [(action.kind, action.needed, action.current) for action in refused.required_actions] == [
        ("spend_time", 300, 100),
        ("interact", 3, 1),
    ]
    assert refused.required_actions[0].detail == "Spend 4 more minutes on “Section 1”."
    assert (record.status, record.attempts, record.best_score, record.time_spent_seconds) == ("in_progress", 1, 40, 100)


def test_blocked_time_is_no_engagement() -> None:
    policy = ProgressionPolicy(sequential=False, min_time_fraction=1)
    course = release(lesson(101, section(1, estimated_duration=0), section(2, [1], estimated_duration=2)))
    events = [event(1, 2, time_spent_seconds=60), event(2, 1), event(3, 2, time_spent_seconds=60)]
    progress = derive(course, policy, events)
    assert outcome(progress, 3).kind == "insufficient_engagement"
    assert progress.sections[uid(2)].time_spent_seconds == 60


def test_mastery_by_score_names_the_objectives_of_the_wrong_items() -> None:
    only = section(1, checks=CHECKS)
    progress = derive(release(lesson(101, only)), SCORE, [event(1, 1, **answered("+-+"))])
    refused = outcome(progress, 1)
    assert refused.reason == "mastery_not_achieved"
    assert [action.objective for action in refused.required_actions] == ["Objective 2", "Objective 4"]
    assert progress.sections[uid(1)].status == "in_progress"
    assert kinds(SCORE, only, event(1, 1, **answered("+-+")), event(2, 1, **answered("+++"))) == [
        "mastery_not_achieved",
        "section_completed",
    ]


def test_mastery_takes_the_best_score_of_recorded_attempts() -> None:
    policy = SCORE.model_copy(update={"min_time_fraction": 1})
    only = section(1, checks=CHECKS, estimated_duration=2)
    events = [event(1, 1, score=100, time_spent_seconds=60), event(2, 1, time_spent_seconds=60)]
    assert kinds(policy, only, *events) == ["insufficient_engagement", "section_completed"]


def test_without_checks_there_is_nothing_to_master() -> None:
    assert kinds(SCORE, section(1), event(1, 1, score=10)) == ["section_completed"]


# marks of each event's items, one outcome an event; 3 of the last 4
WINDOWS = [
    (["+++"], ["section_completed"]),
    (["+-+-"], ["mastery_not_achieved"]),
    (["+-", "+", "+"], ["mastery_not_achieved", "mastery_not_achieved", "section_completed"]),
    (["++--", "+"], ["mastery_not_achieved", "mastery_not_achieved"]),
    (["++", "", "+"], ["mastery_not_achieved", "mastery_not_achieved", "section_completed"]),
]


@pytest.mark.parametrize(("marks", "expected"), WINDOWS)
def test_m_of_n_looks_at_the_last_answered_items(marks: list[str], expected: list[str]) -> None:
    events = [event(number, 1, **answered(some)) for number, some in enumerate(marks, 1)]
    assert kinds(M_OF_N, section(1, checks=CHECKS), *events) == expected


def test_m_of_n_says_how_many_and_what_was_wrong() -> None:
    progress = derive(release(lesson(101, section(1, checks=CHECKS))), M_OF_N, [event(1, 1, **answered("+-"))])
    actions = outcome(progress, 1).required_actions
    assert [(action.kind, action.objective, action.needed, action.current) for action in actions] == [
        ("review_objective", "Objective 2", None, None),
        ("answer_right", "", 3, 1),
    ]


def test_a_complete_section_stays_so_whatever_is_answered_later() -> None:
    events = [event(1, 1, **answered("+++")), event(2, 1, **answered("----"))]
    assert kinds(M_OF_N, section(1, checks=CHECKS), *events) == ["section_completed", "section_completed"]


@pytest.mark.parametrize(("score", "quality"), [(None, 1), (0, 0), (85, 0.85), (100, 1)])
def test_progress_quality(score: float | None, quality: float) -> None:
    progress = derive(release(lesson(101, section(1))), FREE, [event(1, 1, score=score)])
    assert outcome(progress, 1).progress_quality == quality
