"""The views against figures worked out by hand."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from tests.models import rows

MONDAY = datetime(2025, 3, 3, 9, tzinfo=UTC)
TUESDAY = datetime(2025, 3, 4, 9, tzinfo=UTC)


def _figures(connection: psycopg.Connection, view: str, key: str, value: Any) -> dict[str, Any]:
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(f"SELECT * FROM {view} WHERE {key} = %s".encode(), [value]).fetchone()
    assert row is not None
    return row


class World:
    """Three learners, three courses.

    | learner | databases         | networks          | achievements |
    |---------|-------------------|-------------------|--------------|
    | ada     | 100 %, 600 s, done | 40 %, 300 s      | 3            |
    | ben     | 50.01 %, 200 s    |                   | 0            |
    | eve     | null %, 0 s, left |                   | 1            |

    Nobody takes the third course; a fourth person learns nothing.
    """

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection
        self.databases = rows.course(connection, title="Databases")["id"]
        self.networks = rows.course(connection, title="Networks")["id"]
        self.unread = rows.course(connection, title="Unread")["id"]
        self.ada, self.ben, self.eve, self.nobody = (rows.insert(connection, "users")["id"] for _ in range(4))
        rows.insert(connection, "course_baselines", course_id=self.databases, expected_learners=25)
        done = {"status": "completed", "completed_at": MONDAY, "last_activity_at": MONDAY}
        self._enroll(self.ada, self.databases, Decimal(100), 600, **done)
        self._enroll(self.ada, self.networks, Decimal(40), 300, last_activity_at=TUESDAY)
        self._enroll(self.ben, self.databases, Decimal("50.01"), 200, last_activity_at=datetime.now(UTC))
        self._enroll(self.eve, self.databases, None, 0, status="dropped")
        for _ in range(3):
            self._award(self.ada)
        self._award(self.eve)

    def _enroll(self, user: Any, course: Any, percent: Decimal | None, seconds: int, **values: Any) -> None:
        figures = {"progress_percentage": percent, "time_spent_seconds": seconds}
        rows.enrollment(self.connection, user, course, **figures, **values)

    def _award(self, user: Any) -> None:
        achievement = rows.insert(self.connection, "achievements")["id"]
        rows.insert(self.connection, "user_achievements", user_id=user, achievement_id=achievement)


@pytest.fixture
def world(app: psycopg.Connection) -> World:
    return World(app)


def test_a_course(world: World) -> None:
    found = _figures(world.connection, "course_analytics", "course_id", world.databases)
    del found["instructor_id"]
    assert found == {
        "course_id": world.databases,
        "title": "Databases",
        "enrollments": 3,
        "active_enrollments": 1,
        "completions": 1,
        "completion_rate": Decimal("0.3333"),
        "avg_progress": Decimal("75.01"),  # (100 + 50.01) / 2 = 75.005; who has nothing to complete does not count
        "total_time_spent_seconds": 800,
        "avg_time_spent_seconds": Decimal("266.67"),
        "expected_learners": 25,
        "recently_active": 1,
    }


def test_a_course_without_enrollments(world: World) -> None:
    found = _figures(world.connection, "course_analytics", "course_id", world.unread)
    del found["instructor_id"]
    assert found == {
        "course_id": world.unread,
        "title": "Unread",
        "enrollments": 0,
        "active_enrollments": 0,
        "completions": 0,
        "completion_rate": None,
        "avg_progress": None,
        "total_time_spent_seconds": 0,
        "avg_time_spent_seconds": None,
        "expected_learners": None,
        "recently_active": 0,
    }


def test_a_learner_with_two_courses_and_three_achievements(world: World) -> None:
    assert _figures(world.connection, "user_learning_dashboard", "user_id", world.ada) == {
        "user_id": world.ada,
        "courses_enrolled": 2,
        "courses_completed": 1,
        "courses_in_progress": 1,
        "avg_progress": Decimal("70.00"),
        "time_spent_seconds": 900,  # not 2700
        "achievements": 3,
        "last_activity_at": TUESDAY,
    }


def test_a_learner_who_left(world: World) -> None:
    assert _figures(world.connection, "user_learning_dashboard", "user_id", world.eve) == {
        "user_id": world.eve,
        "courses_enrolled": 1,
        "courses_completed": 0,
        "courses_in_progress": 0,
        "avg_progress": None,
        "time_spent_seconds": 0,
        "achievements": 1,
        "last_activity_at": None,
    }


def test_somebody_who_learns_nothing(world: World) -> None:
    assert _figures(world.connection, "user_learning_dashboard", "user_id", world.nobody) == {
        "user_id": world.nobody,
        "courses_enrolled": 0,
        "courses_completed": 0,
        "courses_in_progress": 0,
        "avg_progress": None,
        "time_spent_seconds": 0,
        "achievements": 0,
        "last_activity_at": None,
    }


def test_one_row_a_course_and_one_a_person(world: World) -> None:
    counts = "SELECT (SELECT count(*) FROM {0}) = (SELECT count(*) FROM {1})"
    for view, table in {"course_analytics": "courses", "user_learning_dashboard": "users"}.items():
        assert world.connection.execute(counts.format(view, table).encode()).fetchone() == (True,)


@pytest.mark.parametrize(("view", "key"), [("course_analytics", "course_id"), ("user_learning_dashboard", "user_id")])
def test_one_of_them_reads_only_its_own_rows(world: World, view: str, key: str) -> None:
    world.connection.execute("SET enable_seqscan = off")
    statement = f"EXPLAIN SELECT * FROM {view} WHERE {key} = %s"
    plan = world.connection.execute(statement.encode(), [world.databases]).fetchall()
    scans = [line for (line,) in plan if "Scan" in line]
    assert scans
    assert not [line for line in scans if "Seq Scan" in line]
