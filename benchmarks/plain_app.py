"""`python -m benchmarks.plain_app PORT`: FastAPI and psycopg with no workflow engine.

`POST /transaction` is the bare transaction, `POST /recorded` our own recording with all rules called directly, and
`GET /row/{enrollment}` and `GET /course/{course}` a query of one row each.
"""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Request, Response

from activities.progression import Progression
from benchmarks.served import serve
from benchmarks.transaction import LOCK, STATEMENTS, Sitting
from enrollments import inbox
from enrollments.repository import RecordRepository
from learning.progression.events import Interaction
from models.messages import ProgressionRef
from models.pool import Pool, create_pool


@asynccontextmanager
async def parts(app: FastAPI) -> AsyncIterator[None]:
    async with create_pool(os.environ["DATABASE_URL"], size=20) as app.state.pool:
        app.state.progression = Progression(app.state.pool, RecordRepository())
        yield


app = FastAPI(lifespan=parts)


@app.post("/transaction")
async def transaction(sitting: Sitting, request: Request) -> dict[str, str]:
    async with request.app.state.pool.connection() as connection:
        for statement in (LOCK, *STATEMENTS):
            await connection.execute(statement, sitting.parameters())
    return {"status": "recorded"}


@app.post("/recorded")
async def recorded(sitting: Sitting, request: Request) -> Any:
    await arrive(request.app.state.pool, sitting)
    await request.app.state.progression.record(ProgressionRef(enrollment_id=sitting.enrollment_id))
    return await answered(request.app.state.pool, sitting)


@app.get("/row/{enrollment_id}")
async def row(enrollment_id: UUID, request: Request) -> dict[str, Any]:
    query = "SELECT id, course_id, version, status, progress_percentage, time_spent_seconds, completed_at "
    async with request.app.state.pool.connection() as connection:
        cursor = await connection.execute(f"{query} FROM enrollments WHERE id = %s", [enrollment_id])
        found: dict[str, Any] = await cursor.fetchone()
    return found


@app.get("/course/{course_id}")
async def course(course_id: UUID, request: Request) -> dict[str, Any]:
    query = "SELECT id, title, description, status, current_release, version FROM courses WHERE id = %s"
    async with request.app.state.pool.connection() as connection:
        found: dict[str, Any] = await (await connection.execute(query, [course_id])).fetchone()
    return found


async def arrive(pool: Pool, sitting: Sitting) -> None:
    given = {"time_spent_seconds": 60, "answers": {"k1": "a"}, "occurred_at": datetime.now(UTC)}
    interaction = Interaction.model_validate(given | sitting.model_dump(include={"event_id", "section_id"}))
    async with pool.connection() as connection:
        await inbox.put(connection, sitting.enrollment_id, [interaction])


async def answered(pool: Pool, sitting: Sitting) -> Response:
    query = (
        "SELECT i.answer::text AS body FROM enrollments e JOIN interaction_inbox i ON i.user_id = e.user_id "
        "WHERE e.id = %s AND i.id = %s"
    )
    async with pool.connection() as connection:
        stored = await (await connection.execute(query, [sitting.enrollment_id, sitting.event_id])).fetchone()
    assert stored is not None
    return Response(stored["body"], media_type="application/json")


if __name__ == "__main__":
    serve(app, int(sys.argv[1]))
