"""`make check-progress`: derive everything from the events anew, list where the rows differ, repair on request.

The events and what was earned under earlier releases are the truth; the rows of enrollments, lessons and sections say
the same, or are wrong.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from enrollments.record import LearnerRecord, exact, section_row
from enrollments.repository import RecordRepository
from enrollments.writing import await_write, send_write
from learning.progression.progress import Progress
from models.pool import Connection, Pool, create_pool

AT_ONCE = 500


@dataclass(frozen=True)
class Difference:
    """A row says `found` where the events say `derived`."""

    enrollment_id: UUID
    part: str
    found: object
    derived: object

    def __str__(self) -> str:
        return f"enrollment {self.enrollment_id}, {self.part}: the row says {self.found}, the events {self.derived}"


async def check(pool: Pool, *, repair: bool = False) -> AsyncIterator[Difference]:
    """Every difference, enrollment by enrollment; with `repair` the rows are written anew where there is one."""
    last: UUID | None = None
    while ids := await _next(pool, last):
        for enrollment_id in ids:
            async with pool.connection() as connection:
                for difference in await _checked(connection, enrollment_id, repair=repair):
                    yield difference
        last = ids[-1]


async def _next(pool: Pool, last: UUID | None) -> list[UUID]:
    query = "SELECT id FROM enrollments WHERE release > 0 AND (%s::uuid IS NULL OR id > %s) ORDER BY id LIMIT %s"
    async with pool.connection() as connection:
        cursor = await connection.execute(query, [last, last, AT_ONCE])
        return [row["id"] for row in await cursor.fetchall()]


async def _checked(connection: Connection, enrollment_id: UUID, *, repair: bool) -> list[Difference]:
    """With fresh eyes: nothing that was kept in memory is asked. An enrollment on an older release is moved first."""
    record = await RecordRepository().locked(connection, enrollment_id)
    if record is None:
        return []
    differences = [*_differences(record, await _rows(connection, enrollment_id))]
    if differences and repair:
        await await_write(await send_write(connection, record, None))
    return differences


async def _rows(connection: Connection, enrollment_id: UUID) -> dict[str, dict[UUID, dict[str, Any]]]:
    sections = await connection.execute("SELECT * FROM section_progress WHERE enrollment_id = %s", [enrollment_id])
    lessons = await connection.execute("SELECT * FROM lesson_progress WHERE enrollment_id = %s", [enrollment_id])
    enrollment = await connection.execute("SELECT * FROM enrollments WHERE id = %s", [enrollment_id])
    return {
        "section": {row["section_id"]: row for row in await sections.fetchall()},
        "lesson": {row["lesson_id"]: row for row in await lessons.fetchall()},
        "enrollment": {row["id"]: row for row in await enrollment.fetchall()},
    }


def _differences(record: LearnerRecord, rows: dict[str, dict[UUID, dict[str, Any]]]) -> Iterator[Difference]:
    for kind, expected in _expected(record, record.progress).items():
        for part_id, values in expected.items():
            row = rows[kind].get(part_id, {})
            for name, derived in values.items():
                if row.get(name) != derived:
                    yield Difference(record.enrollment_id, f"{kind} {part_id} {name}", row.get(name), derived)


def _expected(record: LearnerRecord, progress: Progress) -> dict[str, dict[UUID, dict[str, Any]]]:
    course = progress.course
    return {
        "section": {id_: section_row(section) for id_, section in progress.sections.items()},
        "lesson": {
            id_: {
                "status": lesson.status,
                "progress_percentage": exact(lesson.percent),
                "completed_at": lesson.completed_at,
            }
            for id_, lesson in progress.lessons.items()
        },
        "enrollment": {
            record.enrollment_id: {
                "progress_percentage": exact(course.percent),
                "time_spent_seconds": course.time_spent_seconds,
                "completed_at": course.completed_at,
                "status": "completed" if course.completed else "active",
            }
        },
    }


async def _main(url: str, *, repair: bool) -> int:
    found = 0
    async with create_pool(url, size=2, application_name="check-progress") as pool:
        async for difference in check(pool, repair=repair):
            print(difference, flush=True)
            found += 1
    print(f"{found} differences{', repaired' if repair and found else ''}.")
    return 1 if found and not repair else 0


def main() -> None:
    """The command. Prints each difference; exits with 1 when there were any and they were not repaired."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repair", action="store_true", help="write the rows anew where they differ")
    parser.add_argument("database_url")
    given = parser.parse_args()
    sys.exit(asyncio.run(_main(given.database_url, repair=given.repair)))


if __name__ == "__main__":
    main()
