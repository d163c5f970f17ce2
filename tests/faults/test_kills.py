"""`kill -9` of each part in the middle of a generation: when it is back, the course is the same, and made once.

`KILLS_SEED=… pytest tests/faults/test_kills.py` kills at the same moments again.
"""

import os
import random
import signal
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from stack.layout import Layout
from stack.parts import PARTS, PROJECT
from tests.stack.conftest import OwnStack

SAMPLE = sorted((PROJECT / "docs" / "sample").glob("0*.md"))
ENDED = ("completed", "failed", "cancelled", "needs_attention")
DEADLINE_SECONDS = 150
SEED = int(os.environ.get("KILLS_SEED") or random.randrange(1_000_000))
Json = dict[str, Any]
TRUSTED = ssl.create_default_context()
"""For clients, each of which would read all certificates of the machine anew."""


class Instructor:
    """Somebody at the API who does not give up while it is away."""

    def __init__(self, stack: OwnStack) -> None:
        self._stack = stack

    def generate(self, key: str) -> str:
        ids = [self._upload(path) for path in SAMPLE]
        brief = {"title": "Database indexes", "source_ids": ids}
        answer = self._client().post("/api/courses/generate", json=brief, headers={"Idempotency-Key": key})
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    def until_events(self, generation_id: str, count: int) -> None:
        with psycopg.connect(self._stack.addresses()["DATABASE_URL"], autocommit=True) as connection:
            query = "SELECT last_event FROM generations WHERE id = %s"
            deadline = time.monotonic() + DEADLINE_SECONDS
            while (connection.execute(query, [generation_id]).fetchone() or (0,))[0] < count:
                assert time.monotonic() < deadline, f"event {count} never came"
                time.sleep(0.005)

    def until_ended(self, generation_id: str) -> Json:
        deadline = time.monotonic() + DEADLINE_SECONDS
        while (view := self.read(f"/api/generations/{generation_id}"))["status"] not in ENDED:
            assert time.monotonic() < deadline, view
            time.sleep(0.1)
        return view

    def read(self, path: str) -> Json:
        answer = self._client().get(path)
        assert answer.status_code == 200, answer.text
        body: Json = answer.json()
        return body

    def course(self, course_id: str) -> list[Any]:
        """What a course says, without the ids that every making gives anew."""
        course = self.read(f"/api/courses/{course_id}")
        return [
            _said(self.read(f"/api/sections/{s['id']}")) for lesson in course["lessons"] for s in lesson["sections"]
        ]

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self._client().request(method, path, **options)

    def _upload(self, path: Path) -> str:
        answer = self._client().post("/api/sources", files={"file": (path.name, path.read_bytes())})
        assert answer.status_code in (200, 201), answer.text
        return str(answer.json()["id"])

    def _client(self) -> httpx.Client:
        stack = self._stack
        base, headers = stack.addresses()["API_URL"], stack.as_instructor()
        return httpx.Client(base_url=base, headers=headers, timeout=30, trust_env=False, verify=TRUSTED)


def _said(section: Json) -> Json:
    content = section["content"] | {"visuals": [visual["alt"] for visual in section["content"]["visuals"]]}
    return {"title": section["title"], "objectives": section["objectives"], "content": content}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnStack]:
    stack = OwnStack(Layout(tmp_path_factory.mktemp("kills").resolve()))
    stack.run("up")
    yield stack
    stack.run("down")


@pytest.fixture(scope="module")
def undisturbed(stack: OwnStack) -> tuple[list[Any], int]:
    """The course that nobody disturbs, and how many events it takes."""
    instructor = Instructor(stack)
    generation_id = instructor.generate("undisturbed")
    done = instructor.until_ended(generation_id)
    assert done["status"] == "completed", done
    with psycopg.connect(stack.addresses()["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT last_event FROM generations WHERE id = %s", [generation_id]).fetchone()
    assert row is not None
    return instructor.course(done["course_id"]), int(row[0])


@pytest.mark.parametrize("part", PARTS)
def test_a_killed_part_costs_nothing(stack: OwnStack, undisturbed: tuple[list[Any], int], part: str) -> None:
    course, events = undisturbed
    moment = random.Random(f"{SEED} {part}").randrange(2, events - 2)
    print(f"KILLS_SEED={SEED}: kill -9 {part} after event {moment} of {events}")
    instructor = Instructor(stack)
    generation_id = instructor.generate(f"kill {part}")
    instructor.until_events(generation_id, moment)
    os.kill(stack.pids()[part], signal.SIGKILL)
    stack.run("up")
    done = instructor.until_ended(generation_id)
    assert (done["status"], done["percent"]) == ("completed", 100)
    assert instructor.course(done["course_id"]) == course
    _assert_made_once(stack, generation_id, done["course_id"])


def _assert_made_once(stack: OwnStack, generation_id: str, course_id: str) -> None:
    """One row of everything; an answered call was not made again after its answer had come."""
    with psycopg.connect(stack.addresses()["DATABASE_URL"]) as connection:

        def count(query: str, value: str) -> int:
            row = connection.execute(query, [value]).fetchone()
            assert row is not None
            return int(row[0])

        assert count("SELECT count(*) FROM lessons WHERE course_id = %s", course_id) == 6
        sections = "SELECT count(*) FROM sections JOIN lessons ON lessons.id = lesson_id WHERE course_id = %s"
        assert count(sections, course_id) == 12
        assert count("SELECT count(*) FROM course_baselines WHERE course_id = %s", course_id) == 1
        orphans = "SELECT count(*) FROM media_assets WHERE generation_id = %s AND course_id IS NULL"
        assert count(orphans, generation_id) == 0
        written = "SELECT count(*) FROM generation_events WHERE kind = 'section_written' AND generation_id = %s"
        assert count(written, generation_id) == 12
        unanswered = "SELECT count(*) FROM ai_content_generations WHERE status <> 'answered' AND generation_id = %s"
        assert count(unanswered, generation_id) == 0
        extra = "SELECT sum(attempts - 1 - repeated_calls) FROM ai_content_generations WHERE generation_id = %s"
        assert count(extra, generation_id) == 0


def test_the_database_away_is_said_and_survived(stack: OwnStack) -> None:
    stack.run("up")
    instructor = Instructor(stack)
    os.kill(stack.pids()["postgres"], signal.SIGKILL)
    for method, path in (("GET", "/api/courses"), ("POST", "/api/courses/generate")):
        refused = instructor.ask(method, path, json={"title": "Bread"})
        assert refused.status_code == 503, refused.text
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["retry-after"]
    ready = instructor.ask("GET", "/ready")
    assert (ready.status_code, ready.json()["missing"]) == (503, ["postgresql"])
    assert instructor.ask("GET", "/health").status_code == 200
    stack.run("up")
    assert instructor.ask("GET", "/api/courses").status_code == 200


def test_temporal_away_is_said_and_reading_goes_on(stack: OwnStack) -> None:
    stack.run("up")
    instructor = Instructor(stack)
    os.kill(stack.pids()["temporal"], signal.SIGKILL)
    brief, key = {"title": "Bread"}, {"Idempotency-Key": "while Temporal is away"}
    refused = instructor.ask("POST", "/api/courses/generate", json=brief, headers=key)
    assert (refused.status_code, refused.json()["type"]) == (503, "/problems/temporarily-unavailable")
    assert instructor.ask("GET", "/api/courses").status_code == 200
    ready = instructor.ask("GET", "/ready")
    assert (ready.status_code, ready.json()["missing"]) == (503, ["temporal"])
    stack.run("up")
    accepted = instructor.ask("POST", "/api/courses/generate", json=brief, headers=key)
    assert accepted.status_code == 202, accepted.text
    assert instructor.until_ended(accepted.json()["id"])["problem"]["type"] == "/problems/sources-missing"
