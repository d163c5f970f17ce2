"""`python -m benchmarks.revisions REVISION REVISION …`: what each revision of this project costs, in one run.

So is found what a part of the code buys: compare the revision that has it with one from which it is taken out. Each
revision is unpacked by `git archive` (`.` is the folder as it is) and served by processes of its own, with a database
and a namespace of Temporal of its own. They are measured in turn within a round, in another order each time, so that
what else the machine does falls on all of them; figures are medians of the rounds, ratios those to the first revision.
"""

import argparse
import asyncio
import io
import os
import random
import subprocess
import tarfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
import psutil
from google.protobuf.duration_pb2 import Duration
from temporalio.api.workflowservice.v1 import RegisterNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from benchmarks import bare_update
from benchmarks.interactions import (
    LEARNERS,
    Headers,
    Way,
    lanes_of_new_learners,
    through_api,
)
from benchmarks.measuring import Call, at_once, table, timed
from benchmarks.school import Learner, School, school
from benchmarks.served import PROJECT, web, worker
from benchmarks.signing_in import SETTINGS, sign_in
from stack import embedded
from temporal import search_attributes
from temporal.converter import data_converter
from tests.databases import fresh_database

READS = 40
"""Of progress and of a course, each time a revision has its turn."""
BATCH = 500
DEVICES = 32
SITTINGS = 2
"""Of each of many learners at once: fewer than a milestone takes, so that no e-mail falls on others' time."""
HEAD = ("p50 ms", "progress ms", "course ms", "64: p50 ms", "64: a second", "64: CPU ms", "32 devices ms", "batch ms")
KEPT_FOR = timedelta(days=1)
SETTLED_SECONDS = 30.0
Figures = tuple[float, ...]
"""As in `HEAD`: a sitting alone, two reads, 64 learners at once with what a sitting takes of the processors in API and
worker together, 32 devices of one learner at once until the last has its answer, and a batch of 500 events."""


class Served(NamedTuple):
    """One revision at work."""

    place: School
    api: httpx.AsyncClient
    way: Way
    signed_in: Headers
    processes: list[psutil.Process]

    def seconds(self) -> float:
        """What API and worker have taken of the processors."""
        times = [process.cpu_times() for process in self.processes]
        return sum(one.user + one.system for one in times)


async def main(postgres_url: str, address: str, revisions: list[str], rounds: int) -> None:
    os.environ["TEMPORAL_ADDRESS"] = address
    found: dict[str, list[Figures]] = {name: [] for name in revisions}
    bare: list[float] = []
    async with AsyncExitStack() as stack:
        served = {name: await stack.enter_async_context(_served(postgres_url, address, name)) for name in revisions}
        folder = stack.enter_context(TemporaryDirectory())
        stack.enter_context(worker("benchmarks.bare_update", folder=Path(folder)))
        client = await Client.connect(address, data_converter=data_converter(None))
        for number in range(rounds + 1):
            fine = await _one_after_another(served)
            for name in random.sample(revisions, len(revisions)):
                found[name].append((*fine[name], *await _at_once(served[name])))
            bare.append(await _bare(client))
            print(f"round {number} of {rounds}", flush=True)
    _show({name: [median(column) for column in zip(*rows[1:], strict=True)] for name, rows in found.items()})
    print(f"bare update: p50 {median(bare[1:]):.1f} ms")


@asynccontextmanager
async def _served(postgres_url: str, address: str, revision: str) -> AsyncIterator[Served]:
    namespace = f"benchmark-{uuid4().hex[:8]}"
    await _register(address, namespace)
    with _unpacked(revision) as project, fresh_database(postgres_url) as url, TemporaryDirectory() as name:
        common: dict[str, Any] = {"folder": Path(name), "project": project, "DATABASE_URL": url, "DATA_DIR": name}
        common |= {"TEMPORAL_NAMESPACE": namespace, **SETTINGS}
        with worker("worker", **common):
            async with school(url) as place, web("api", **common) as api:
                signed_in: Headers = {}
                way = Way(_send(signed_in), str(api.base_url))
                yield Served(place, api, way, signed_in, _processes(project))


def _send(signed_in: Headers) -> Callable[..., Any]:
    return lambda device, one, section: through_api(device, signed_in[one.user_id], section)


@contextmanager
def _unpacked(revision: str) -> Iterator[Path]:
    if revision == ".":
        yield PROJECT
        return
    packed = subprocess.run(["git", "archive", revision], cwd=PROJECT, check=True, capture_output=True).stdout  # noqa: S607  # whichever git there is
    with TemporaryDirectory(prefix="cw-revision-") as name:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(name, filter="data")
        yield Path(name)


async def _register(address: str, namespace: str) -> None:
    """Returns when the namespace can be used, which takes the server's caches some seconds."""
    client = await Client.connect(address, namespace=namespace)
    kept = Duration(seconds=round(KEPT_FOR.total_seconds()))
    request = RegisterNamespaceRequest(namespace=namespace, workflow_execution_retention_period=kept)
    await client.workflow_service.register_namespace(request)
    async with asyncio.timeout(SETTLED_SECONDS):
        while True:
            try:
                await search_attributes.register(client)
                return
            except RPCError:
                await asyncio.sleep(0.2)


def _processes(project: Path) -> list[psutil.Process]:
    """API and worker of a revision."""
    ours = psutil.Process().children()
    return [one for one in ours if one.cwd() == str(project) and one.cmdline()[2] in ("api", "worker")]


async def _one_after_another(served: dict[str, Served]) -> dict[str, Figures]:
    """Milliseconds of a sitting and of the reads: the revisions take turns call by call."""
    times: dict[str, list[list[float]]] = {name: [[], [], []] for name in served}
    async with AsyncExitStack() as stack:
        calls = {name: await _calls(stack, one) for name, one in served.items()}
        for number in range(READS):
            for name in random.sample(list(served), len(served)):
                for taken, of_kind in zip(times[name], calls[name], strict=True):
                    taken += await timed(of_kind[number : number + 1])
    return {name: tuple(1000 * median(kind) for kind in kinds) for name, kinds in times.items()}


async def _calls(stack: AsyncExitStack, served: Served) -> tuple[list[Call], list[Call], list[Call]]:
    """One sitting with each section, and reads of progress and course by another learner."""
    [lane] = await stack.enter_async_context(lanes_of_new_learners(served.place, served.way, 1, served.signed_in))
    [learner] = await served.place.learners(1)
    headers = (await sign_in(served.place.pool, [learner.user_id]))[learner.user_id]
    course = f"/api/courses/{learner.course_id}"
    progress, view = (partial(_ok, served.api.get, path, headers=headers) for path in (f"{course}/progress", course))
    return lane, [progress] * READS, [view] * READS


async def _at_once(served: Served) -> Figures:
    async with lanes_of_new_learners(served.place, served.way, LEARNERS, served.signed_in) as lanes:
        before = served.seconds()
        many = await at_once([lane[:SITTINGS] for lane in lanes])
        processors = 1000 * (served.seconds() - before) / (LEARNERS * SITTINGS)
    [learner] = await served.place.learners(1)
    headers = (await sign_in(served.place.pool, [learner.user_id]))[learner.user_id]
    devices = await _devices(served)
    return (many.p50, many.rate, processors, devices, await _batch(served.api, learner, headers))


async def _devices(served: Served) -> float:
    """Milliseconds until all devices of a learner have the answer to a sitting that they send at once."""
    async with lanes_of_new_learners(served.place, served.way, 1, served.signed_in) as [lane]:
        await lane[0]()
        [seconds] = await timed([lambda: asyncio.gather(*(lane[0]() for _ in range(DEVICES)))])
    return 1000 * seconds


async def _batch(api: httpx.AsyncClient, learner: Learner, headers: dict[str, str]) -> float:
    """Milliseconds for a batch of events that a device has gathered offline."""
    now = datetime.now(UTC)
    events = [
        {
            "event_id": str(uuid4()),
            "section_id": str(learner.sections[number % len(learner.sections)]),
            "occurred_at": (now - timedelta(seconds=BATCH - number)).isoformat(),
            "time_spent_seconds": 60,
            "answers": {"k1": "a", "k2": "a", "k3": "a"},
        }
        for number in range(BATCH)
    ]
    body = {"device_id": "benchmark", "events": events}
    path = f"/api/courses/{learner.course_id}/sync"
    [seconds] = await timed([partial(_ok, api.post, path, json=body, headers=headers)])
    return 1000 * seconds


async def _ok(call: Callable[..., Any], path: str, **rest: Any) -> None:
    answer = await call(path, **rest)
    assert answer.status_code == 200, answer.text


async def _bare(client: Client) -> float:
    """Milliseconds of an update that does nothing, of a workflow that runs already."""
    id_ = uuid4()
    await bare_update.update(client, id_, uuid4())
    return 1000 * median(await timed([lambda: bare_update.update(client, id_, uuid4())] * 12))


def _show(found: dict[str, list[float]]) -> None:
    first = next(iter(found.values()))
    rows = [(name, *figures) for name, figures in found.items()]
    rows += [
        (f"× {name}", *(f"{one / other:.2f}" for one, other in zip(figures, first, strict=True)))
        for name, figures in found.items()
    ]
    table(("", *HEAD), rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Interactions and reads of several revisions, in one run.")
    parser.add_argument("revisions", nargs="+", help="as git names them; `.` is this folder as it is")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with embedded.postgres() as url, embedded.temporal() as served_at:
        asyncio.run(main(url, served_at, given.revisions, given.rounds))
