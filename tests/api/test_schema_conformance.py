"""The API tried against its own document with every check of Schemathesis, signed in as each role.

What is sent is bounded and, by a fixed seed, the same each time. `schemathesis.toml` says how to try longer by hand.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from accounts.permissions import EVERYBODY
from api.examples import COURSE_BY_HAND
from tests.api.people import Person, Town
from tests.api.people import town as closed_town
from tests.pipeline import Pipeline

OPTIONS = Path(__file__).with_name("schemathesis.toml")
SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
DEADLINE_SECONDS = 300
LEFT_TO_HANDS = ("--exclude-operation-id-regex", "^(bring|generate|estimate)_course$")
"""Their bodies have more boundaries than all others together: 2,700 requests. Fuzzing tries them here as well."""


@pytest.fixture
async def closed(machine: Pipeline, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A closed door beside the open one of the machine, whose workers do what is asked through it."""
    async with closed_town(database_url, tmp_path) as running:
        yield running


@pytest.mark.parametrize("role", sorted(EVERYBODY))
async def test_every_role_finds_the_api_as_its_document_says(closed: Town, role: str, tmp_path: Path) -> None:
    await _publish_a_course(await closed.person("instructor"))
    await _try(closed, await closed.person(role), tmp_path, "examples,fuzzing", "--max-examples", "2")


async def test_each_boundary_of_the_document_is_one_of_the_api(closed: Town, tmp_path: Path) -> None:
    """As an admin, who may nearly everything."""
    await _publish_a_course(await closed.person("instructor"))
    await _try(closed, await closed.person("admin"), tmp_path, "coverage", *LEFT_TO_HANDS)


async def _publish_a_course(author: Person) -> None:
    course = (await author.api.post("/api/courses", json=COURSE_BY_HAND)).json()
    assert (await author.api.post(f"/api/courses/{course['id']}/publish")).status_code == 200


async def _try(town: Town, person: Person, folder: Path, phases: str, *options: str) -> None:
    """Fails with what Schemathesis says; it hides the token. Leaving for good would end the trial of all else."""
    command = [str(SCHEMATHESIS), "--config-file", str(OPTIONS), "run", f"{town.anybody.base_url}/api/openapi.json"]
    command += ["--header", f"Authorization: Bearer {person.tokens['access_token']}", "--phases", phases, "--no-color"]
    command += ["--exclude-operation-id", "delete_account"]
    process = await asyncio.create_subprocess_exec(
        *command, *options, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0, output.decode()
