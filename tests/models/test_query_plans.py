"""What learners and owners read most, on a school that is large enough for its tables not to be read as a whole."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from benchmarks.at_size import EXPLAINED, reads
from benchmarks.generated import Size, generate
from benchmarks.plans import PlanLog, Scan
from benchmarks.signing_in import SECRET
from enrollments.check import check
from models.pool import Pool, create_pool
from models.session import create_engine, create_sessions
from settings import Settings

SIZE = Size(courses=40, enrollments=2_000, events=60_000)
EXPECTED = {"enrollments", "learning_events", "lesson_progress", "review_cards", "section_progress"}


@pytest.fixture
async def pool(database: str) -> AsyncIterator[Pool]:
    async with create_pool(database) as pool:
        yield pool


async def test_no_read_goes_through_a_large_table(database: str, pool: Pool, tmp_path: Path) -> None:
    engine = create_engine(database)
    enrollments = await generate(database, create_sessions(engine), SIZE)
    await engine.dispose()
    log = PlanLog(database)
    app = create_app(Settings.model_validate({"database_url": database, "data_dir": tmp_path, "token_secret": SECRET}))
    transport = httpx.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url="http://api") as api:
        for calls in (await reads(pool, api, enrollments, EXPLAINED)).values():
            for call in calls:
                await call()
    scans = log.scans()
    assert {scan.table for scan in scans} >= EXPECTED
    assert not [scan for scan in scans if scan.kind == "Seq Scan"]


async def test_a_read_of_a_whole_table_would_be_noticed(database: str) -> None:
    log = PlanLog(database)
    async with create_pool(database) as pool, pool.connection() as connection:
        await connection.execute("SELECT count(*) FROM learning_events")
    assert log.scans() == {Scan("learning_events", "Seq Scan", "SELECT count(*) FROM learning_events")}


async def test_generated_rows_agree_with_their_events(database: str, pool: Pool) -> None:
    engine = create_engine(database)
    await generate(database, create_sessions(engine), Size(courses=4, enrollments=60, events=1_200))
    await engine.dispose()
    assert [str(difference) async for difference in check(pool)] == []
