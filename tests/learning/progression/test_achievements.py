from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.policy import ScoreMastery
from learning.progression.achievements import (
    Accomplishment,
    Achievement,
    EarnedAchievement,
    UnknownTimeZone,
    accomplishments,
    current_streak,
    earned,
)
from learning.progression.derivation import derive
from learning.progression.effects import milestones
from learning.progression.events import Event, Moment
from tests.learning.progression.courses import CHECKS, FREE, event, lesson, minute, release, section, uid

COURSE = release(lesson(101, section(1, checks=CHECKS), section(2)), lesson(102, section(3, checks=CHECKS)))
MASTERY = FREE.model_copy(update={"mastery": ScoreMastery(type="score")})
EVENTS = [
    event(1, 2, time_spent_seconds=100),
    event(2, 1, score=60, time_spent_seconds=50),
    event(3, 1, score=80, time_spent_seconds=50),
    event(4, 3, score=100, time_spent_seconds=5_000),
]
CRITERIA = [
    ({"type": "first_section"}, 1),
    ({"type": "lesson_complete"}, 3),
    ({"type": "course_complete"}, 4),
    ({"type": "perfect_score"}, 4),
    ({"type": "time_spent", "n": 100}, 1),
    ({"type": "time_spent", "n": 200}, 3),
    ({"type": "time_spent", "n": 2_000}, 4),
    ({"type": "time_spent", "n": 2_001}, None),
    ({"type": "courses_completed", "n": 1}, 4),
    ({"type": "courses_completed", "n": 2}, None),
    ({"type": "mastery", "n": 1}, 3),
    ({"type": "mastery", "n": 2}, 4),
    ({"type": "mastery", "n": 3}, None),
    ({"type": "streak_days", "n": 1}, 1),
    ({"type": "streak_days", "n": 2}, None),
]


@pytest.mark.parametrize(
    ("criteria", "fault"),
    [
        ({"type": "sleep"}, "is no criterion; take one of first_section, "),
        ({"type": "mastery"}, "the criterion mastery takes a number n"),
        ({"type": "first_section", "n": 2}, "the criterion first_section takes no number n"),
        ({"type": "streak_days", "n": 0}, "greater than or equal to 1"),
    ],
)
def test_what_is_no_criterion_is_refused(criteria: object, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        achievement(criteria)


def of(events: list[Event]) -> list[Accomplishment]:
    return accomplishments(COURSE, derive(COURSE, MASTERY, events), events)


def achievement(criteria: object, key: str = "a") -> Achievement:
    return Achievement.model_validate({"key": key, "criteria": criteria})


@pytest.mark.parametrize(("criteria", "by"), CRITERIA)
def test_earned_by_the_event_that_met_it(criteria: object, by: int | None) -> None:
    expected = [EarnedAchievement(key="a", moment=Moment(minute(by), uid(1000 + by)))] if by else []
    for order in permutations(EVENTS):
        assert earned([achievement(criteria)], of([*order, order[0]])) == expected


def test_blocked_events_earn_nothing() -> None:
    gated = release(lesson(101, section(1, [2]), section(2)))
    blocked = [event(1, 1, score=100, time_spent_seconds=60)]
    assert accomplishments(gated, derive(gated, FREE, blocked), blocked) == []


def test_earned_once_and_never_revoked() -> None:
    before = [EarnedAchievement(key="a", moment=Moment(minute(0), uid(1)))]
    criteria = [achievement({"type": "first_section"}), achievement({"type": "perfect_score"}, "b")]
    assert earned(criteria, of(EVENTS), already=before)[0] == before[0]
    assert earned([], [], already=before) == before
    assert [one.key for one in earned(criteria, of(EVENTS), already=before)] == ["a", "b"]


def test_several_courses() -> None:
    other = COURSE.model_copy(update={"course_id": uid(300)})
    later = [one._replace(occurred_at=one.occurred_at + timedelta(days=9)) for one in EVENTS]
    joined = of(EVENTS) + accomplishments(other, derive(other, MASTERY, later), later)
    [found] = earned([achievement({"type": "courses_completed", "n": 2})], joined)
    assert found.moment.occurred_at == minute(4) + timedelta(days=9)


def completed(*times: datetime) -> list[Accomplishment]:
    return [
        Accomplishment(kind="section_completed", moment=Moment(time, uid(number)), subject=uid(number))
        for number, time in enumerate(times, 1)
    ]


def streak(days: int, zone: str, *times: datetime) -> datetime | None:
    found = earned([achievement({"type": "streak_days", "n": days})], completed(*times), zone)
    return found[0].moment.occurred_at if found else None


def utc(day: int, hour: int, minutes: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minutes, tzinfo=UTC)


def test_days_are_those_of_the_time_zone() -> None:
    times = (utc(1, 23, 30), utc(2, 0, 30))
    assert streak(2, "UTC", *times) == times[1]
    assert streak(2, "America/New_York", *times) is None
    assert streak(2, "Asia/Tokyo", *times) is None
    far = (utc(1, 14), utc(1, 16))
    assert streak(2, "UTC", *far) is None
    assert streak(2, "Asia/Tokyo", *far) == far[1]


def test_a_day_of_23_hours_is_a_day() -> None:
    times = (utc(28, 22, 30), utc(29, 21, 30), utc(30, 21))
    assert streak(3, "Europe/Berlin", *times) == times[2]


def test_a_gap_begins_anew() -> None:
    times = (utc(1, 9), utc(2, 9), utc(4, 9), utc(5, 9), utc(6, 9), utc(6, 10))
    assert streak(2, "UTC", *times) == utc(2, 9)
    assert streak(3, "UTC", *times) == utc(6, 9)
    assert streak(4, "UTC", *times) is None


@given(st.lists(st.integers(1, 28), max_size=15), st.integers(1, 5))
def test_streaks_are_days_in_a_row(days: list[int], needed: int) -> None:
    runs = [last for last in range(1, 29) if all(day in days for day in range(last - needed + 1, last + 1))]
    assert streak(needed, "UTC", *(utc(day, 9) for day in days)) == (utc(runs[0], 9) if runs else None)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "\x00"])
def test_unknown_time_zones(zone: str) -> None:
    with pytest.raises(UnknownTimeZone):
        streak(1, zone, utc(1, 9))


@pytest.mark.parametrize(
    ("percent", "notified", "due"),
    [
        (None, (), ()),
        (0, (), ()),
        (24.99, (), ()),
        (25, (), (25,)),
        (80, (25,), (50, 75)),
        (99.99, (25, 50, 75), ()),
        (100, (), (25, 50, 75, 100)),
        (50, (25, 50, 75, 100), ()),
    ],
)
def test_milestones(percent: float | None, notified: tuple[int, ...], due: tuple[int, ...]) -> None:
    assert milestones(percent, notified) == due


@pytest.mark.parametrize(
    ("days", "zone", "wanted"),
    [
        ([], "UTC", 0),
        ([0], "UTC", 1),
        ([1], "UTC", 1),
        ([2, 3], "UTC", 0),
        ([0, 1, 2, 4], "UTC", 3),
        ([1, 2, 2, 3], "UTC", 3),
        ([0, 1], "Pacific/Kiritimati", 2),
    ],
)
def test_the_streak_runs_until_today_or_yesterday(days: list[int], zone: str, wanted: int) -> None:
    now = datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert current_streak([now - timedelta(days=day) for day in days], now, zone) == wanted


def test_the_days_of_a_streak_are_those_of_the_learner() -> None:
    late = [datetime(2026, 1, day, 23, 30, tzinfo=UTC) for day in (1, 2)]
    now = datetime(2026, 1, 3, 23, 45, tzinfo=UTC)
    assert current_streak(late, now) == 2
    assert current_streak([*late, now], now, "Europe/Berlin") == 3
    assert current_streak(late, now, "Europe/Berlin") == 2
    with pytest.raises(UnknownTimeZone):
        current_streak(late, now, "Mars/Olympus")
