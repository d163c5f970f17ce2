"""`python -m benchmarks.interactions`: one interaction, and those of 64 learners at once, beside the alternatives.

Each way runs in processes of its own, takes new learners through the same course, and is measured in turn with the
others, so that what else the machine does falls on all of them; the figures are medians of the rounds. DBOS is
measured where its package is installed (dependency group `benchmarks`).
"""

import argparse
import asyncio
import os
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import httpx

from benchmarks import bare_update
from benchmarks.measuring import Call, Measured, at_once, measured, table, timed, typical, verdict
from benchmarks.school import Learner, School, school
from benchmarks.served import web, worker
from benchmarks.signing_in import SETTINGS, sign_in
from stack import embedded
from temporal.connection import connect
from tests.databases import fresh_database

LEARNERS = 64
ALONE = 4
"""Learners, one after another and way by way, for the time of a single interaction."""
PAUSE = 0.02
"""Seconds that a learner who is alone takes at least between two sittings; measured without it, too."""
SITTINGS = 6
"""Of each learner, where there are many."""
LATER_SECONDS = 60
"""Enough for e-mails, which go fifteen seconds after a sitting."""
P50_GOAL = 1.5
OURS, BARE = "this project, through its API", "bare update, empty local activity"
PLAIN, PLAIN_RULES = "FastAPI, one transaction", "FastAPI, our recording, no engine"
DBOS, DBOS_RULES = "DBOS, one transaction", "DBOS, our recording"

TRUSTED = ssl.create_default_context()
"""Made once: each device would take longer to make its own than for all of its sittings."""

Results = dict[str, tuple[Measured, Measured, Measured]]
"""Of each way: alone, alone without a pause, and with many at once."""
Headers = dict[UUID, dict[str, str]]
Send = Callable[[httpx.AsyncClient, Learner, UUID], Awaitable[object]]


class Way(NamedTuple):
    """How a sitting is sent, and the address that a learner's device keeps its connection to."""

    send: Send
    address: str = "http://none"


async def main(postgres_url: str, temporal_address: str, rounds: int, workers: int) -> None:
    os.environ["TEMPORAL_ADDRESS"] = temporal_address
    with fresh_database(postgres_url) as url, TemporaryDirectory() as name:
        async with AsyncExitStack() as stack:
            place = await stack.enter_async_context(school(url))
            signed_in: Headers = {}
            ways = await _ways(stack, url, Path(name), workers, signed_in)
            results = await _rounds(place, ways, rounds, signed_in)
    _show(results)


async def _ways(stack: AsyncExitStack, url: str, folder: Path, workers: int, signed_in: Headers) -> dict[str, Way]:
    common: dict[str, Any] = {"folder": folder, "DATABASE_URL": url, "DATA_DIR": str(folder), **SETTINGS}
    for number in range(workers):
        stack.enter_context(worker("worker", number=number, **common))
    stack.enter_context(worker("benchmarks.bare_update", **common))
    client = await connect()

    async def address(module: str) -> str:
        return str((await stack.enter_async_context(web(module, **common))).base_url)

    api, plain = await address("api"), await address("benchmarks.plain_app")
    ways = {
        OURS: Way(lambda device, one, section: through_api(device, signed_in[one.user_id], section), api),
        BARE: Way(lambda device, one, section: bare_update.update(client, one.enrollment_id, uuid4())),
        PLAIN: Way(_sent("/transaction"), plain),
        PLAIN_RULES: Way(_sent("/recorded"), plain),
    }
    if find_spec("dbos") is None:
        print("DBOS is not installed here, and left out.")
        return ways
    other = await address("benchmarks.dbos_app")
    return ways | {DBOS: Way(_sent("/transaction"), other), DBOS_RULES: Way(_sent("/recorded"), other)}


async def _rounds(place: School, ways: dict[str, Way], rounds: int, signed_in: Headers) -> Results:
    """The first round warms up."""
    alone: dict[str, list[float]] = {way: [] for way in ways}
    hurried: dict[str, list[float]] = {way: [] for way in ways}
    together: dict[str, list[Measured]] = {way: [] for way in ways}
    for number in range(rounds + 1):
        for _ in range(ALONE):
            for name, way in ways.items():
                for times, pause in ((alone, PAUSE), (hurried, 0)):
                    async with lanes_of_new_learners(place, way, 1, signed_in) as [lane]:
                        times[name] += await timed(lane, pause) if number else []
        for name, way in ways.items():
            waiting = await waiting_emails(place)
            async with lanes_of_new_learners(place, way, LEARNERS, signed_in) as lanes:
                together[name].append(await at_once([lane[:SITTINGS] for lane in lanes]))
            if name == OURS:
                await until_emails_are_sent(place, waiting)
        print(f"round {number} of {rounds}", flush=True)
    return {way: (_one_at_a_time(alone[way]), _one_at_a_time(hurried[way]), typical(together[way][1:])) for way in ways}


async def until_emails_are_sent(place: School, before: int) -> None:
    """Return when what this project does later is done, so that it falls on nobody else's time. `before` is how many
    e-mails waited that nobody sends: those of recordings without an engine."""
    async with asyncio.timeout(LATER_SECONDS):
        while True:
            if await waiting_emails(place) <= before:
                return
            await asyncio.sleep(0.2)


async def waiting_emails(place: School) -> int:
    query = "SELECT count(*) AS waiting FROM outbox WHERE status = 'pending'"
    async with place.pool.connection() as connection:
        row = await (await connection.execute(query)).fetchone()
    return row["waiting"] if row else 0


def _one_at_a_time(times: list[float]) -> Measured:
    return measured(times, sum(times))


@asynccontextmanager
async def lanes_of_new_learners(
    place: School, way: Way, number: int, signed_in: Headers
) -> AsyncIterator[list[list[Call]]]:
    """A lane a new learner, with a device of their own: one sitting with each section in order."""
    learners = await place.learners(number)
    signed_in |= await sign_in(place.pool, [learner.user_id for learner in learners])
    async with AsyncExitStack() as devices:
        lanes = []
        for learner in learners:
            device = httpx.AsyncClient(base_url=way.address, timeout=60, verify=TRUSTED)
            lanes.append(_course(way.send, await devices.enter_async_context(device), learner))
        yield lanes


def _course(send: Send, device: httpx.AsyncClient, learner: Learner) -> list[Call]:
    return [partial(send, device, learner, section) for section in learner.sections]


async def through_api(api: httpx.AsyncClient, headers: dict[str, str], section: UUID) -> None:
    body = {"event_id": str(uuid4()), "time_spent_seconds": 60, "answers": {"k1": "a", "k2": "a", "k3": "a"}}
    answer = await api.post(f"/api/sections/{section}/interactions", json=body, headers=headers)
    assert answer.json()["success"], answer.text


def _sent(path: str) -> Send:
    async def send(app: httpx.AsyncClient, learner: Learner, section: UUID) -> None:
        ids = {"event_id": uuid4(), "section_id": section, **learner._asdict()}
        body = {name: str(value) for name, value in ids.items() if name != "sections"}
        answer = await app.post(path, json=body)
        assert answer.status_code == 200, answer.text

    return send


def _show(results: Results) -> None:
    bare, hurried_bare, _ = (measured.p50 for measured in results[BARE])
    rows = [
        (
            *(way, one.p50, one.p95, f"{one.p50 / bare:.2f}"),
            *(hurried.p50, f"{hurried.p50 / hurried_bare:.2f}", many.p50, many.p95, many.rate),
        )
        for way, (one, hurried, many) in results.items()
    ]
    head = ("p50 ms", "p95 ms", "× bare", "no pause: p50", "× bare", f"{LEARNERS}: p50 ms", "p95 ms", "a second")
    table(("", *head), rows)
    verdict("p50 against the bare update", results[OURS][0].p50 / bare, P50_GOAL, at_most=True)
    verdict("the same without a pause", results[OURS][1].p50 / hurried_bare, P50_GOAL, at_most=True)
    for other in (DBOS, DBOS_RULES):
        if other in results:
            share = results[OURS][2].rate / results[other][2].rate
            verdict(f"throughput of {LEARNERS} learners against “{other}”", share, 1, at_most=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="One interaction, and those of 64 learners at once.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1, help="processes of the worker")
    given = parser.parse_args()
    with embedded.postgres() as url, embedded.temporal() as address:
        asyncio.run(main(url, address, given.rounds, given.workers))
