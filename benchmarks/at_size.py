"""`python -m benchmarks.at_size`: reads in a school of 100,000 enrollments and 10 million learning events.

Each read is of another learner, so nothing of it is in the memory of the API. Afterwards every query is explained: none
may read a large table as a whole. Takes about ten minutes and 8 GB of disk; the options make it smaller.
"""

import argparse
import asyncio
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import httpx

from benchmarks.generated import MadeEnrollment, Size, generate
from benchmarks.measuring import Call, in_turn, table, verdict
from benchmarks.plans import PlanLog
from benchmarks.served import web
from benchmarks.signing_in import SETTINGS, sign_in
from models.pool import Pool, create_pool
from models.session import create_engine, create_sessions
from stack import embedded
from tests.databases import fresh_database

GOAL = 20.0
"""Milliseconds, of 95 in 100 reads."""
READS = 400
EXPLAINED = 15
"""Enough for PostgreSQL to settle on a plan for prepared statements."""


async def main(postgres_url: str, size: Size) -> None:
    with fresh_database(postgres_url) as url, TemporaryDirectory() as name:
        begin = time.perf_counter()
        engine = create_engine(url)
        enrollments = await generate(url, create_sessions(engine), size)
        await engine.dispose()
        print(
            f"{sum(enrollment.events for enrollment in enrollments):,} events in {time.perf_counter() - begin:.0f} s",
            flush=True,
        )
        settings: dict[str, Any] = {"folder": Path(name), "DATABASE_URL": url, "DATA_DIR": name, **SETTINGS}
        async with create_pool(url) as pool:
            async with web("api", **settings) as api:
                await _show_times(await reads(pool, api, enrollments, READS))
            log = PlanLog(url)
            async with web("api", **settings) as api:
                for calls in (await reads(pool, api, enrollments, EXPLAINED)).values():
                    await in_turn(calls)
        _show_scans(log)


async def reads(
    pool: Pool, api: httpx.AsyncClient, enrollments: Sequence[MadeEnrollment], number: int
) -> dict[str, list[Call]]:
    """Each kind of read, for as many learners and courses."""
    chosen = random.Random().sample(enrollments, number)
    owners = await _owners(pool)
    signed_in = await sign_in(pool, {*(enrollment.user_id for enrollment in chosen), *owners.values()})

    def calls(path: str, who: Callable[[MadeEnrollment], UUID]) -> list[Call]:
        return [_get(api, path.format(enrollment.course.id), signed_in[who(enrollment)]) for enrollment in chosen]

    return {
        "dashboard": calls("/api/me/dashboard", lambda enrollment: enrollment.user_id),
        "progress": calls("/api/courses/{}/progress", lambda enrollment: enrollment.user_id),
        "next step": calls("/api/courses/{}/next", lambda enrollment: enrollment.user_id),
        "next step, adaptive": calls(
            "/api/courses/{}/next?preferred_path=adaptive", lambda enrollment: enrollment.user_id
        ),
        "analytics": calls("/api/courses/{}/analytics", lambda enrollment: owners[enrollment.course.id]),
    }


async def _owners(pool: Pool) -> dict[UUID, UUID]:
    async with pool.connection() as connection:
        rows = await (await connection.execute("SELECT id, instructor_id FROM courses")).fetchall()
    return {row["id"]: row["instructor_id"] for row in rows}


def _get(api: httpx.AsyncClient, path: str, headers: dict[str, str]) -> Call:
    async def read() -> None:
        answer = await api.get(path, headers=headers)
        assert answer.status_code == 200, answer.text

    return read


async def _show_times(kinds: dict[str, list[Call]]) -> None:
    for calls in kinds.values():
        await in_turn(calls[: READS // 10])
    found = {kind: await in_turn(calls[READS // 10 :]) for kind, calls in kinds.items()}
    table(("", "p50 ms", "p95 ms"), [(kind, one.p50, one.p95) for kind, one in found.items()])
    verdict("the slowest p95 in ms", max(one.p95 for one in found.values()), GOAL, at_most=True)


def _show_scans(log: PlanLog) -> None:
    scans = sorted(log.scans())
    table(("table", "scan", "query"), scans)
    whole = [scan for scan in scans if scan.kind == "Seq Scan"]
    print(f"{len(scans)} kinds of scans of large tables, {len(whole)} of them sequential", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Reads in a large school.")
    parser.add_argument("--courses", type=int, default=100)
    parser.add_argument("--enrollments", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=10_000_000)
    given = parser.parse_args()
    with embedded.postgres() as url:
        asyncio.run(main(url, Size(given.courses, given.enrollments, given.events)))
