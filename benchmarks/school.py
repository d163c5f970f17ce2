"""A published course, and learners enrolled in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.course_draft import CourseDraft
from models.pool import Pool, create_pool
from models.session import create_engine, create_sessions
from tests.learners import enroll, publish


def course_draft(title: str = "Baking bread", lessons: int = 4, sections: int = 3) -> CourseDraft:
    """Sections of one minute, each with three checks that "a" is the answer to."""
    checks = [
        {
            "id": f"k{number}",
            "kind": "multiple_choice",
            "stem": "What makes dough rise?",
            "options": [{"id": "a", "text": "Yeast"}, {"id": "b", "text": "Salt"}],
            "answer": "a",
            "objective": "Explain how dough rises",
        }
        for number in (1, 2, 3)
    ]
    section = {"estimated_duration": 1, "content": {"explanation": "Yeast gives off gas. " * 100, "checks": checks}}
    return CourseDraft.model_validate(
        {
            "title": title,
            "lessons": [
                {
                    "title": f"Lesson {lesson}",
                    "sections": [{"title": f"Section {lesson}.{place}", **section} for place in range(1, sections + 1)],
                }
                for lesson in range(1, lessons + 1)
            ],
        }
    )


class Learner(NamedTuple):
    user_id: UUID
    enrollment_id: UUID
    course_id: UUID
    sections: list[UUID]


@dataclass(frozen=True)
class School:
    sessions: async_sessionmaker[AsyncSession]
    pool: Pool
    course_id: UUID
    sections: list[UUID]

    async def learners(self, number: int) -> list[Learner]:
        """New ones, with nothing done."""
        made = [await enroll(self.sessions, self.pool, self.course_id, self.sections) for _ in range(number)]
        return [Learner(one.start.user_id, one.start.enrollment_id, self.course_id, self.sections) for one in made]


@asynccontextmanager
async def school(database_url: str) -> AsyncIterator[School]:
    engine = create_engine(database_url)
    sessions = create_sessions(engine)
    async with create_pool(database_url) as pool:
        yield School(sessions, pool, *await publish(sessions, course_draft()))
    await engine.dispose()
