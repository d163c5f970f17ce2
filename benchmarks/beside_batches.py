"""`python -m benchmarks.beside_batches`: what one learner waits while another's device sends batches without a pause.

Rounds with and without the sender in turn, in one run: once as in operation, where a sender of too much gets 429 and
tries again when it is told to, and once without any limit (local mode).
"""

import argparse
import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import httpx

from activities.progression import MOST_EVENTS
from benchmarks.measuring import Measured, measured, table, timed, typical, verdict
from benchmarks.offline_batch import event
from benchmarks.school import Learner, School, school
from benchmarks.served import web, worker
from benchmarks.signing_in import SETTINGS, sign_in
from stack import embedded
from tests.databases import fresh_database

SITTINGS = 100
PAUSE = 0.02
BATCH = 500
GOAL = 2.0
LIMITS = {"as in operation": SETTINGS["REQUESTS_A_SECOND"], "without a limit": "0"}


async def main(postgres_url: str, temporal_address: str, rounds: int) -> None:
    os.environ["TEMPORAL_ADDRESS"] = temporal_address
    for name, requests_a_second in LIMITS.items():
        with fresh_database(postgres_url) as url, TemporaryDirectory() as folder:
            limits = {**SETTINGS, "REQUESTS_A_SECOND": requests_a_second}
            common: dict[str, Any] = {"folder": Path(folder), "DATABASE_URL": url, "DATA_DIR": folder, **limits}
            async with school(url) as place, web("api", **common) as api:
                with worker("worker", **common):
                    await _compare(name, place, api, rounds)


async def _compare(name: str, place: School, api: httpx.AsyncClient, rounds: int) -> None:
    alone, beside, batches = [], [], []
    for _ in range(rounds + 1):
        studying, sending = await place.learners(2)
        signed_in = await sign_in(place.pool, [studying.user_id, sending.user_id])
        alone.append(await _study(api, studying, signed_in[studying.user_id]))
        address, bodies = f"/api/courses/{sending.course_id}/sync", _bodies(sending)
        headers = signed_in[sending.user_id] | {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        async with _sending(api, address, bodies, headers) as sent:
            beside.append(await _study(api, studying, signed_in[studying.user_id]))
        batches.append(len(sent))
    quiet, busy = typical(alone[1:]), typical(beside[1:])
    print(f"{name}: {median(batches[1:]):g} batches of {BATCH} a round", flush=True)
    table(("", "p50 ms", "p95 ms"), [("alone", *quiet[:2]), ("beside batches", *busy[:2])])
    verdict("p95 beside batches against alone", busy.p95 / quiet.p95, GOAL, at_most=True)


async def _study(api: httpx.AsyncClient, learner: Learner, headers: dict[str, str]) -> Measured:
    async def sit(number: int) -> None:
        section = learner.sections[number % len(learner.sections)]
        body = {"event_id": str(uuid4()), "time_spent_seconds": 60, "answers": {"k1": "a"}}
        (await api.post(f"/api/sections/{section}/interactions", json=body, headers=headers)).raise_for_status()

    times = await timed([partial(sit, number) for number in range(SITTINGS)], PAUSE)
    return measured(times, sum(times))


@asynccontextmanager
async def _sending(
    api: httpx.AsyncClient, address: str, bodies: list[bytes], headers: dict[str, str]
) -> AsyncIterator[list[int]]:
    """Batches one after another until the block ends; how large each answer was."""
    sent: list[int] = []
    is_over = asyncio.Event()

    async def send() -> None:
        while not is_over.is_set() and bodies:
            answer = await api.post(address, content=bodies[-1], headers=headers)
            if answer.status_code == 429:
                with suppress(TimeoutError):
                    await asyncio.wait_for(is_over.wait(), int(answer.headers["Retry-After"]))
            else:
                sent.append(len(answer.raise_for_status().content))
                bodies.pop()

    sender = asyncio.create_task(send())
    try:
        yield sent
    finally:
        is_over.set()
        await sender


def _bodies(learner: Learner) -> list[bytes]:
    """As many batches as one learner may send for a course, made before anything is measured."""
    batches = [[event(learner, number, BATCH) for number in range(BATCH)] for _ in range(MOST_EVENTS // BATCH)]
    return [json.dumps({"device_id": "benchmark", "events": events}).encode() for events in batches]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="One learner beside another's batches.")
    parser.add_argument("--rounds", type=int, default=5)
    with embedded.postgres() as url, embedded.temporal() as address:
        asyncio.run(main(url, address, parser.parse_args().rounds))
