"""`python -m benchmarks.progress_reads`: reading one's progress and a course, beside the least that a read can cost.

That is FastAPI with a pool of psycopg and a query of one row, served in the same way by a process of its own: without
an account, a check of rights, lessons, sections or an entity tag.
"""

import argparse
import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from benchmarks.measuring import Call, Measured, measured, table, verdict
from benchmarks.school import school
from benchmarks.served import web
from benchmarks.signing_in import SETTINGS, sign_in
from stack import embedded
from tests.databases import fresh_database

READS = 100
"""Of each kind in a round; the first round warms up."""
GOAL = 1.5
PAIRS = (("GET progress", "row of an enrollment"), ("GET course", "row of a course"))


async def main(postgres_url: str, rounds: int) -> None:
    with fresh_database(postgres_url) as url, TemporaryDirectory() as name:
        common: dict[str, Any] = {"folder": Path(name), "DATABASE_URL": url, "DATA_DIR": name, **SETTINGS}
        async with (
            school(url) as place,
            web("api", **common) as api,
            web("benchmarks.plain_app", **common) as plain,
        ):
            [learner] = await place.learners(1)
            course, headers = learner.course_id, (await sign_in(place.pool, [learner.user_id]))[learner.user_id]
            reads: dict[str, Call] = {
                "GET progress": _get(api, f"/api/courses/{course}/progress", headers),
                "row of an enrollment": _get(plain, f"/row/{learner.enrollment_id}", {}),
                "GET course": _get(api, f"/api/courses/{course}", headers),
                "row of a course": _get(plain, f"/course/{course}", {}),
            }
            found = await _measured(reads, rounds)
    table(("", "p50 ms", "p95 ms"), [(name, one.p50, one.p95) for name, one in found.items()])
    for ours, least in PAIRS:
        verdict(f"p50 of {ours}", found[ours].p50 / found[least].p50, GOAL, at_most=True)


async def _measured(reads: dict[str, Call], rounds: int) -> dict[str, Measured]:
    """In turn, read by read."""
    times: dict[str, list[float]] = {name: [] for name in reads}
    for _ in range((rounds + 1) * READS):
        for name, read in reads.items():
            begin = time.perf_counter()
            await read()
            times[name].append(time.perf_counter() - begin)
    return {name: measured(taken[READS:], sum(taken[READS:])) for name, taken in times.items()}


def _get(client: httpx.AsyncClient, path: str, headers: dict[str, str]) -> Call:
    async def read() -> None:
        answer = await client.get(path, headers=headers)
        assert answer.status_code == 200, answer.text

    return read


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Reads beside the least that a read can cost.")
    parser.add_argument("--rounds", type=int, default=5)
    with embedded.postgres() as url:
        asyncio.run(main(url, parser.parse_args().rounds))
