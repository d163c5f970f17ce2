"""`python -m benchmarks.offline_batch`: 500 events that a device kept while it was offline, sent in one batch.

Beside it the same number of bare transactions, each with its row lock, one after another over one connection of
psycopg: no rules, no HTTP, no workflow.
"""

import argparse
import asyncio
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import httpx
import psycopg

from benchmarks.measuring import table, verdict
from benchmarks.school import Learner, school
from benchmarks.served import web, worker
from benchmarks.signing_in import SETTINGS, sign_in
from benchmarks.transaction import LOCK, STATEMENTS
from models.session import libpq_url
from stack import embedded
from tests.databases import fresh_database

EVENTS = 500
GOAL = 3.0


async def main(postgres_url: str, temporal_address: str, rounds: int) -> None:
    os.environ["TEMPORAL_ADDRESS"] = temporal_address
    with fresh_database(postgres_url) as url, TemporaryDirectory() as name:
        common: dict[str, Any] = {"folder": Path(name), "DATABASE_URL": url, "DATA_DIR": name, **SETTINGS}
        async with school(url) as place, web("api", **common) as api:
            with worker("worker", **common), psycopg.connect(libpq_url(url), autocommit=True) as connection:
                found = []
                for _ in range(rounds + 1):
                    synced, raw = await place.learners(2)
                    signed_in = await sign_in(place.pool, [synced.user_id])
                    batch = await _batch(api, synced, signed_in[synced.user_id])
                    found.append((batch, _transactions(connection, raw)))
    ours, raw_ones = (median(seconds) for seconds in zip(*found[1:], strict=True))
    rows = [(what, 1000 * s, EVENTS / s) for what, s in (("one batch", ours), ("500 transactions", raw_ones))]
    table(("", "ms", "events a second"), rows)
    verdict("throughput of the batch against the transactions", raw_ones / ours, GOAL, at_most=False)


async def _batch(api: httpx.AsyncClient, learner: Learner, headers: dict[str, str]) -> float:
    body = {"device_id": "benchmark", "events": [event(learner, number, EVENTS) for number in range(EVENTS)]}
    begin = time.perf_counter()
    answer = await api.post(f"/api/courses/{learner.course_id}/sync", json=body, headers=headers)
    seconds = time.perf_counter() - begin
    assert {result["status"] for result in answer.json()["results"]} == {"applied"}, answer.text[:500]
    return seconds


def event(learner: Learner, number: int, of: int) -> dict[str, Any]:
    """The sitting of this number in a batch that goes through the whole course, a minute after the one before."""
    at = datetime.now(UTC) - timedelta(days=2) + timedelta(minutes=number)
    section = learner.sections[number * len(learner.sections) // of]
    answers = {"k1": "a", "k2": "a", "k3": "a" if number % 2 else "b"}
    rest = {"time_spent_seconds": 60, "answers": answers}
    return {"event_id": str(uuid4()), "section_id": str(section), "occurred_at": at.isoformat(), **rest}


def _transactions(connection: psycopg.Connection, learner: Learner) -> float:
    begin = time.perf_counter()
    for number in range(EVENTS):
        section = learner.sections[number * len(learner.sections) // EVENTS]
        given = {"event_id": uuid4(), "enrollment_id": learner.enrollment_id, "section_id": section}
        with connection.transaction():
            for statement in (LOCK, *STATEMENTS):
                connection.execute(statement, given)
    return time.perf_counter() - begin


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="500 events in one batch.")
    parser.add_argument("--rounds", type=int, default=5)
    with embedded.postgres() as url, embedded.temporal() as address:
        asyncio.run(main(url, address, parser.parse_args().rounds))
