"""A school of any size: courses as they are published, learners and what they did copied in with COPY.

The rows agree with the events (`make check-progress` finds nothing), and the events lie in the table in the order of
their arrival, those of one learner between those of all others.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from itertools import count, takewhile
from typing import NamedTuple
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from benchmarks.school import course_draft
from learning.progression.effects import milestones
from learning.progression.progress import Earned
from learning.reviews import first_memory
from models.columns import new_id
from models.session import libpq_url
from tests.learners import publish

LESSONS, SECTIONS_A_LESSON, CHECKS = 4, 3, ("k1", "k2", "k3")
SECTIONS = LESSONS * SECTIONS_A_LESSON
COURSES_A_LEARNER = 4
DAYS = 180
SEATED_SECONDS = 60
REVIEW_MINUTES = 3 * 24 * 60
HASH = "0" * 64
NULL = r"\N"
RIGHT = json.dumps({"time_spent_seconds": 60, "score": 100.0, "items": [[k, True] for k in CHECKS], "interactions": 2})
GLANCE = json.dumps({"time_spent_seconds": 0, "score": None, "items": [], "interactions": 0})
EARNED = Earned().model_dump_json()


class Size(NamedTuple):
    courses: int
    enrollments: int
    events: int


class Course(NamedTuple):
    id: UUID
    lessons: list[UUID]
    sections: list[UUID]


CARD = json.dumps(dict.fromkeys(("first", "now"), first_memory(datetime.now(UTC), True)))


@cache
def _minutes() -> list[str]:
    """Every minute of the time in which people learned, as COPY reads it."""
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(days=DAYS)
    return [(began + timedelta(minutes=minute)).isoformat(" ") for minute in range(DAYS * 24 * 60 + REVIEW_MINUTES)]


@dataclass(frozen=True)
class MadeEnrollment:
    """A learner in a course: `events` sittings of a minute, spread over `done` sections and the one after them, which
    was only glanced at."""

    id: UUID
    user_id: UUID
    course: Course
    events: int
    done: int
    began: int
    """Minute of the first sitting; each of the others is `pace` minutes later."""
    pace: int

    @cached_property
    def firsts(self) -> list[int]:
        """The number of the first sitting with each section begun, and at the end that of all sittings."""
        begun = min(self.done + 1, SECTIONS)
        return [-(-place * self.events // begun) for place in range(begun + 1)]

    def moment(self, sitting: int) -> str:
        return _minutes()[self.began + sitting * self.pace]

    @property
    def percent(self) -> float:
        return round(100 * self.done / SECTIONS, 2)

    @property
    def seconds(self) -> int:
        return SEATED_SECONDS * self.firsts[self.done]

    @property
    def completed_at(self) -> str:
        return self.moment(self.firsts[SECTIONS - 1]) if self.done == SECTIONS else NULL


async def generate(url: str, sessions: async_sessionmaker[AsyncSession], size: Size) -> list[MadeEnrollment]:
    """Fill a migrated database. Returns what everybody does in it."""
    found = [await publish(sessions, course_draft(f"Course {number}")) for number in range(size.courses)]
    with psycopg.connect(libpq_url(url, role=None), autocommit=True) as connection:
        # Foreign keys hold by construction; indexes are faster built than kept up.
        connection.execute("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'")
        enrollments = _made([_course(connection, id_, sections) for id_, sections in found], size)
        for table, columns, lines in _tables(enrollments):
            _copy(connection, table, columns, lines)
        _copy_events(connection, enrollments)
        _achievements(connection)
        _check_figures(connection)
        connection.execute("VACUUM ANALYZE")
    return enrollments


def _course(connection: psycopg.Connection, course_id: UUID, sections: list[UUID]) -> Course:
    query = "SELECT id FROM lessons WHERE course_id = %s ORDER BY order_index"
    return Course(course_id, [id_ for (id_,) in connection.execute(query, [course_id])], sections)


def _made(courses: Sequence[Course], size: Size) -> list[MadeEnrollment]:
    chance = random.Random(1)
    mean, a_learner = size.events / size.enrollments, min(COURSES_A_LEARNER, len(courses))
    enrollments = []
    for number in range(size.enrollments):
        if number % a_learner == 0:
            user, first = new_id(), chance.randrange(len(courses))
        events = max(SECTIONS + 1, round(chance.triangular(0.2 * mean, 1.8 * mean, mean)))
        pace = max(1, DAYS * 24 * 60 // events // chance.randint(1, 10))
        began = chance.randrange(max(1, DAYS * 24 * 60 - events * pace))
        course = courses[(first + number) % len(courses)]
        enrollments.append(MadeEnrollment(new_id(), user, course, events, chance.randint(0, SECTIONS), began, pace))
    return enrollments


def _tables(enrollments: Sequence[MadeEnrollment]) -> Iterator[tuple[str, str, Iterator[str]]]:
    users = dict.fromkeys(enrollment.user_id for enrollment in enrollments)
    yield (
        "users",
        "id email email_key role",
        (f"{user}\t{user}@example.org\t{user}@example.org\tstudent\n" for user in users),
    )
    head = (
        "id user_id course_id status progress_percentage time_spent_seconds completed_at last_activity_at release "
        "earlier version milestones"
    )
    yield "enrollments", head, map(_enrollment, enrollments)
    head = "enrollment_id lesson_id status progress_percentage completed_at"
    yield "lesson_progress", head, (line for enrollment in enrollments for line in _lessons(enrollment))
    head = (
        "enrollment_id section_id status attempts best_score last_score time_spent_seconds interactions mastery "
        "completed_at unlocked last_outcome"
    )
    yield "section_progress", head, (line for enrollment in enrollments for line in _sections(enrollment))
    head = "id enrollment_id user_id section_id check_id card due_at"
    yield "review_cards", head, (line for enrollment in enrollments for line in _cards(enrollment))


def _enrollment(enrollment: MadeEnrollment) -> str:
    status = "completed" if enrollment.done == SECTIONS else "active"
    last = enrollment.moment(enrollment.events - 1)
    figures = f"{status}\t{enrollment.percent}\t{enrollment.seconds}\t{enrollment.completed_at}\t{last}"
    state = f"1\t{EARNED}\t{enrollment.events}\t{list(milestones(enrollment.percent, []))}"
    return f"{enrollment.id}\t{enrollment.user_id}\t{enrollment.course.id}\t{figures}\t{state}\n"


def _lessons(enrollment: MadeEnrollment) -> Iterator[str]:
    for number, lesson in enumerate(enrollment.course.lessons):
        first = number * SECTIONS_A_LESSON
        done = min(max(enrollment.done - first, 0), SECTIONS_A_LESSON)
        whole = done == SECTIONS_A_LESSON
        begun = first < len(enrollment.firsts) - 1
        status = "completed" if whole else "in_progress" if begun else "not_started"
        completed_at = enrollment.moment(enrollment.firsts[first + SECTIONS_A_LESSON - 1]) if whole else NULL
        yield f"{enrollment.id}\t{lesson}\t{status}\t{round(100 * done / SECTIONS_A_LESSON, 2)}\t{completed_at}\n"


def _sections(enrollment: MadeEnrollment) -> Iterator[str]:
    firsts = enrollment.firsts
    for place, section in enumerate(enrollment.course.sections):
        key = f"{enrollment.id}\t{section}"
        attempts = firsts[place + 1] - firsts[place] if place + 1 < len(firsts) else 0
        if place < enrollment.done:
            figures = f"completed\t{attempts}\t100\t100\t{SEATED_SECONDS * attempts}\t{2 * attempts}"
            yield f'{key}\t{figures}\t{{"mastery": null}}\t{enrollment.moment(firsts[place])}\tt\tsection_completed\n'
        elif attempts:
            figures = f'in_progress\t{attempts}\t{NULL}\t{NULL}\t0\t0\t{{"mastery": null}}\t{NULL}'
            yield f"{key}\t{figures}\tt\tinsufficient_engagement\n"
        else:
            yield f"{key}\tnot_started\t0\t{NULL}\t{NULL}\t0\t0\t{NULL}\t{NULL}\tf\t{NULL}\n"


def _cards(enrollment: MadeEnrollment) -> Iterator[str]:
    for place, section in enumerate(enrollment.course.sections[: enrollment.done]):
        due = _minutes()[enrollment.began + enrollment.firsts[place] * enrollment.pace + REVIEW_MINUTES]
        for check in CHECKS:
            yield f"{new_id()}\t{enrollment.id}\t{enrollment.user_id}\t{section}\t{check}\t{CARD}\t{due}\n"


def _copy_events(connection: psycopg.Connection, enrollments: Sequence[MadeEnrollment]) -> None:
    connection.execute("ALTER TABLE learning_events DROP CONSTRAINT pk_learning_events")
    query = "SELECT indexdef, indexname FROM pg_indexes WHERE tablename = 'learning_events'"
    indexes = connection.execute(query).fetchall()
    for _, name in indexes:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    head = "id enrollment_id section_id body_hash data outcome occurred_at received_at"
    _copy(connection, "learning_events", head, _events(enrollments))
    connection.execute("ALTER TABLE learning_events ADD CONSTRAINT pk_learning_events PRIMARY KEY (id, enrollment_id)")
    for definition, _ in indexes:
        connection.execute(definition.encode())


def _events(enrollments: Sequence[MadeEnrollment]) -> Iterator[str]:
    """The first sitting of everybody, then the second one of everybody, and so on."""
    chance = random.Random(2)
    waves = ([enrollment for enrollment in enrollments if enrollment.events > sitting] for sitting in count())
    for sitting, wave in enumerate(takewhile(bool, waves)):
        for enrollment in wave:
            place = sitting * (len(enrollment.firsts) - 1) // enrollment.events
            done = place < enrollment.done
            judged = f"{RIGHT}\tcompleted" if done else f"{GLANCE}\tinsufficient_engagement"
            at = enrollment.moment(sitting)
            key = f"{chance.getrandbits(128):032x}\t{enrollment.id}\t{enrollment.course.sections[place]}"
            yield f"{key}\t{HASH}\t{judged}\t{at}\t{at}\n"


def _copy(connection: psycopg.Connection, table: str, columns: str, lines: Iterator[str]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns.split()))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for line in lines:
            copy.write(line)


def _achievements(connection: psycopg.Connection) -> None:
    connection.execute(
        "INSERT INTO user_achievements (id, user_id, achievement_id) "
        "SELECT gen_random_uuid(), u.user_id, a.id FROM (SELECT DISTINCT user_id FROM enrollments "
        "WHERE progress_percentage > 0) u, achievements a WHERE a.slug IN ('first-section', 'perfect-score')"
    )


def _check_figures(connection: psycopg.Connection) -> None:
    connection.execute(
        "INSERT INTO check_statistics (section_id, check_id, answered, answered_right, score_sum, score_square_sum, "
        "right_score_sum) SELECT section_id, check_id, n, n, n, n, n FROM (SELECT section_id, count(*) AS n "
        "FROM section_progress WHERE status = 'completed' GROUP BY section_id) s, unnest(%s::text[]) check_id",
        [list(CHECKS)],
    )
