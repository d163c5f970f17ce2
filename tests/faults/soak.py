"""Workers killed again and again while courses are made against stubs that count what they are asked for.

`python -m tests.faults.soak --kills 100 --courses 20` prints the bill; `--economy` makes the courses by batches, `--by`
says who writes them, `--slow` lets them write piece by piece and fall silent, so that workers die in mid-stream.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import psycopg
from psycopg.rows import dict_row

from stack.layout import Layout
from stack.parts import PROJECT
from tests.faults.stubbed import By
from tests.stack.conftest import OwnStack

ENDED = ("completed", "failed", "cancelled", "needs_attention")
DEADLINE_SECONDS = 900
KEYS = {"ANTHROPIC_API_KEY": "stub", "OPENAI_API_KEY": "stub", "LEAST_CACHED_TOKENS": "1"}
TEXTS = ("/v1/messages", "/v1/chat/completions")
CALLS = (*TEXTS, "/v1/images/generations")
BATCHES = ("/v1/messages/batches", "/v1/batches")
AWAY = "http://127.0.0.1:9"
SILENCE_SECONDS = 5
SILENT = ("stall_mid_body",) * 2
"""Calls that break off without an end, and are given up after `SILENCE_SECONDS`."""
WRITERS: dict[By, dict[str, str]] = {
    "anthropic": {"TEXT_WRITER": "anthropic"},
    "openai": {"TEXT_WRITER": "openai"},
    "second": {"TEXT_WRITER": "anthropic", "TEXT_FALLBACK": "openai", "ANTHROPIC_BASE_URL": AWAY},
}
Json = dict[str, Any]


@dataclass(frozen=True)
class Bill:
    """`posts` is what the services counted; the rest is what the ledger says of the same calls."""

    courses: int
    kills: int
    posts: int
    batches: int
    intents: int
    attempts: int
    repeated: int
    most_in_flight: int
    silent: int
    statuses: tuple[str, ...]
    doubles: int

    def is_right(self) -> bool:
        """All finished, and not a call more than the ledger knows of; those beyond the intents are counted repeats."""
        finished = set(self.statuses) == {"completed"}
        unseen = self.kills * self.most_in_flight + self.silent
        bounded = self.posts <= self.intents + min(self.repeated, unseen)
        return finished and bounded and self.posts <= self.attempts and self.doubles == 0


def soak(
    kills: int,
    courses: int,
    *,
    economy: bool = False,
    latency: float = 1.0,
    seed: int = 0,
    by: By = "anthropic",
    slow: bool = False,
    stack: OwnStack,
) -> Bill:
    """Make courses while workers die, with stubs of its own. AssertionError when one does not end.

    Servers of the stack that run are used; its worker and its API are ended afterwards, since they know these stubs.
    """
    with _stubs(latency) as addresses:
        environment = KEYS | addresses | WRITERS[by]
        if slow:
            environment["TEXT_SILENCE_SECONDS"] = str(SILENCE_SECONDS)
            _slow_down(addresses)
        stack.run("up", environment)
        try:
            ids = _begin(stack, courses, economy)
            _kill_workers(stack, environment, kills, random.Random(seed))
            statuses = _until_ended(stack, ids)
            return _bill(stack, addresses, kills, statuses, by, ids)
        finally:
            stack.end("api", "worker")


@contextmanager
def stack_of_its_own() -> Iterator[OwnStack]:
    """Down at first and afterwards, with nothing in it."""
    with TemporaryDirectory() as folder:
        stack = OwnStack(Layout(Path(folder).resolve()))
        try:
            yield stack
        finally:
            stack.run("down")


def _slow_down(addresses: dict[str, str]) -> None:
    """Whoever writes does so piece by piece; the first calls are never finished."""
    for host, endpoint in zip(_hosts(addresses), TEXTS, strict=True):
        script = {"endpoint": endpoint, "faults": SILENT, "always": "slow"}
        assert httpx.post(f"{host}/_stub/script", json=script, trust_env=False).status_code == 200


def _hosts(addresses: dict[str, str]) -> tuple[str, str]:
    return addresses["ANTHROPIC_BASE_URL"], addresses["OPENAI_BASE_URL"].removesuffix("/v1")


@contextmanager
def _stubs(latency: float) -> Iterator[dict[str, str]]:
    command = [sys.executable, "-m", "tests.faults.serve", "--latency", str(latency), "--batch-seconds", "2"]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield dict(process.stdout.readline().strip().split("=", 1) for _ in range(3))
    finally:
        process.terminate()
        process.wait()


def _client(stack: OwnStack) -> httpx.Client:
    base, headers = stack.addresses()["API_URL"], stack.as_instructor()
    return httpx.Client(base_url=base, headers=headers, timeout=30, trust_env=False)


def _begin(stack: OwnStack, courses: int, economy: bool) -> list[str]:
    sample = PROJECT / "docs" / "sample" / "03-btree-indexes.md"
    with _client(stack) as client:
        source = client.post("/api/sources", files={"file": (sample.name, sample.read_bytes())}).json()
        shape = {"lessons": 2, "sections_per_lesson": 2, "source_ids": [source["id"]], "economy": economy}
        answers = [
            client.post("/api/courses/generate", json={"title": f"Course {number}", **shape})
            for number in range(courses)
        ]
    return [str(answer.json()["id"]) for answer in answers]


def _kill_workers(stack: OwnStack, environment: dict[str, str], kills: int, chance: random.Random) -> None:
    for number in range(1, kills + 1):
        time.sleep(chance.uniform(0.2, 3.0))
        os.kill(stack.pids()["worker"], signal.SIGKILL)
        stack.run("up", environment)
        if number % 10 == 0:
            print(f"{number} of {kills} kills", flush=True)


def _until_ended(stack: OwnStack, ids: Sequence[str]) -> tuple[str, ...]:
    deadline = time.monotonic() + DEADLINE_SECONDS
    with _client(stack) as client:
        while True:
            views = [client.get(f"/api/generations/{one}").json() for one in ids]
            if all(view["status"] in ENDED for view in views):
                _tell_problems(views)
                return tuple(view["status"] for view in views)
            assert time.monotonic() < deadline, [(view["status"], view["percent"], view["problem"]) for view in views]
            time.sleep(1)


def _tell_problems(views: Sequence[Json]) -> None:
    for view in views:
        for problem in filter(None, [view["problem"], *(section["problem"] for section in view["sections"])]):
            print(f"{view['title']}: {problem['detail']}")


def _bill(
    stack: OwnStack, addresses: dict[str, str], kills: int, statuses: tuple[str, ...], by: By, ids: Sequence[str]
) -> Bill:
    counts = [httpx.get(f"{host}/_stub/counts", trust_env=False).json() for host in _hosts(addresses)]
    with psycopg.connect(stack.addresses()["DATABASE_URL"], row_factory=dict_row) as connection:
        ledger = _ledger(connection, ids, ["openai"] if by == "second" else ["anthropic", "openai"])
    posts = Counter[str]()
    for count in counts:
        posts.update(count["posts"])
    return Bill(
        courses=len(statuses),
        kills=kills,
        posts=sum(posts[name] for name in CALLS),
        batches=sum(posts[name] for name in BATCHES),
        most_in_flight=sum(count["most_in_flight"] for count in counts),
        silent=sum(count["faults"].get(SILENT[0], 0) for count in counts),
        statuses=statuses,
        **ledger,
    )


def _ledger(connection: "psycopg.Connection[Json]", ids: Sequence[str], services: Sequence[str]) -> Json:
    """What it says of the calls of these services for these generations."""
    query = """
        SELECT count(*) AS intents, sum(attempts) AS attempts, sum(repeated_calls) AS repeated,
            count(*) - count(DISTINCT (generation_id, step, prompt_hash)) AS doubles
        FROM ai_content_generations e
        WHERE generation_id = ANY(%s::uuid[])
            AND provider = ANY(%s)
            AND (step NOT LIKE 'section:%%' OR NOT EXISTS (
                SELECT FROM text_batches b WHERE b.generation_id = e.generation_id
            ))
    """
    row = connection.execute(query, [list(ids), list(services)]).fetchone()
    assert row is not None
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--courses", type=int, default=20)
    parser.add_argument("--latency", type=float, default=1.0, help="seconds of each call")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--economy", action="store_true")
    parser.add_argument("--by", choices=sorted(WRITERS), default="anthropic")
    parser.add_argument("--slow", action="store_true")
    given = vars(parser.parse_args())
    with stack_of_its_own() as stack:
        bill = soak(given.pop("kills"), given.pop("courses"), stack=stack, **given)
    print(bill)
    sys.exit(not bill.is_right())


if __name__ == "__main__":
    main()
