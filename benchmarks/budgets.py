"""`python -m benchmarks.budgets`: 30 courses, each with a random budget of 10 to 90 % of its expected price.

None may ever spend or reserve more than its budget; each stops, says so, keeps what it has, and is completed when its
budget is raised; what the ledger then says is paid is what the services charged. The services are stubs.
"""

import asyncio
import random
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func
from sqlmodel import col, select

from models.generations import AiContentGeneration
from stack import embedded
from tests.databases import fresh_database
from tests.faults.course_writer import written
from tests.faults.metered import USD_STEP, Meter, MeteredOpenAI, MeteredTexts
from tests.faults.script import Script
from tests.faults.stubbed import By, Stubbed, money, stubbed

COURSES = 30
LEAST, MOST, ENOUGH = 0.10, 0.90, 12
"""Shares of the expected price: of the first budgets, and a multiple that no worst case exceeds."""
LATENCY_SECONDS, POLL_SECONDS, DEADLINE_SECONDS = 0.1, 0.05, 300
ENTRY = AiContentGeneration
COMMITTED = select(ENTRY.generation_id, func.sum(col(ENTRY.cost) + col(ENTRY.reserved))).group_by(
    col(ENTRY.generation_id)
)


@dataclass(frozen=True)
class Outcome:
    """One course in USD. `most` was paid or reserved at a poll before the raise; `kept` says that nothing was lost."""

    expected: Decimal
    budget: Decimal
    most: Decimal
    stopped_at: Decimal
    written: int
    kept: bool
    status: str
    paid: Decimal
    billed: Decimal

    def is_right(self) -> bool:
        return self.most <= self.budget and self.kept and self.status == "completed" and self.paid == self.billed


async def outcomes(
    database_url: str, temporal_address: str, folder: Path, courses: int, seed: int, by: By = "anthropic"
) -> list[Outcome]:
    """Make courses that lack budget, all at once."""
    titles = [f"The loaf of baker {number} from flour to crust" for number in range(courses)]
    meter, latency = Meter(titles), Script(latency=LATENCY_SECONDS)
    texts = MeteredTexts(meter, latency, written)
    openai = MeteredOpenAI(meter, Script(latency=LATENCY_SECONDS), written)
    async with stubbed(database_url, temporal_address, folder, texts=texts, pictures=openai, by=by) as all_of_it:
        return await _Trial(all_of_it, meter, random.Random(seed)).of(titles)


class _Trial:
    def __init__(self, all_of_it: Stubbed, meter: Meter, chance: random.Random) -> None:
        self._all_of_it = all_of_it
        self._machine = all_of_it.machine
        self._meter = meter
        self._chance = chance
        self._most: dict[str, Decimal] = {}

    async def of(self, titles: Sequence[str]) -> list[Outcome]:
        async with asyncio.timeout(DEADLINE_SECONDS):
            async with self._watched():
                begun = [await self._begin(title) for title in titles]
                await self._all_of_it.until_settled([one for one, _, _ in begun], "needs_attention", "completed")
            return await asyncio.gather(
                *(self._outcome(title, *start) for title, start in zip(titles, begun, strict=True))
            )

    async def _begin(self, title: str) -> tuple[str, Decimal, Decimal]:
        """The id of a generation that is under way, its expected price and its budget."""
        brief = {"title": title, "lessons": 2, "sections_per_lesson": 2, "visuals": False}
        estimate = (await self._machine.api.post("/api/courses/estimate", json=brief)).json()
        expected = Decimal(estimate["expected"]["amount"])
        budget = (expected * Decimal(self._chance.uniform(LEAST, MOST))).quantize(USD_STEP)
        started = await self._machine.generate(brief | {"budget": {"amount": str(budget), "currency": "USD"}})
        return str(started["id"]), expected, budget

    @asynccontextmanager
    async def _watched(self) -> AsyncIterator[None]:
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    async def _watch(self) -> None:
        while True:
            async with self._machine.sessions() as session:
                for generation_id, committed in await session.exec(COMMITTED):
                    self._most[str(generation_id)] = max(self._most.get(str(generation_id), Decimal(0)), committed)
            await asyncio.sleep(POLL_SECONDS)

    async def _outcome(self, title: str, generation_id: str, expected: Decimal, budget: Decimal) -> Outcome:
        stopped = await self._machine.read(f"/api/generations/{generation_id}")
        before = await self._bought(generation_id)
        if stopped["status"] != "completed":
            assert "budget" in stopped["problem"]["detail"], stopped
            raised = {"amount": str(expected * ENOUGH), "currency": "USD"}
            answer = await self._machine.api.post(f"/api/generations/{generation_id}/budget", json=raised)
            assert answer.status_code == 202, answer.text
        done = await self._machine.until(
            generation_id, lambda view: view["status"] == "completed", seconds=DEADLINE_SECONDS
        )
        return Outcome(
            expected=expected,
            budget=budget,
            most=max(self._most.get(generation_id, Decimal(0)), money(stopped, "paid") + money(stopped, "reserved")),
            stopped_at=money(stopped, "paid"),
            written=sum(section["status"] == "written" for section in stopped["sections"]),
            kept=before.items() <= (await self._bought(generation_id)).items(),
            status=done["status"],
            paid=money(done, "paid"),
            billed=self._meter.billed[title],
        )

    async def _bought(self, generation_id: str) -> dict[str, tuple[int, Decimal]]:
        """What has been answered, with the number of its calls and what it cost."""
        entries = await self._all_of_it.entries(generation_id)
        return {str(entry.id): (entry.attempts, entry.cost) for entry in entries if entry.status == "answered"}


def table(found: Sequence[Outcome]) -> str:
    head = "expected   budget     most   paid at stop   sections   paid in the end   billed"
    rows = [
        f"{one.expected:8.4f} {one.budget:8.4f} {one.most:8.4f} {one.stopped_at:14.4f} {one.written:10} "
        f"{one.paid:17.4f} {one.billed:8.4f}{'' if one.is_right() else '   wrong'}"
        for one in found
    ]
    sums = f"{len(found)} courses, {sum(one.is_right() for one in found)} right; USD"
    return "\n".join([head, *rows, sums])


async def main(postgres_url: str, temporal_address: str) -> bool:
    with fresh_database(postgres_url) as url, TemporaryDirectory() as folder:
        found = await outcomes(url, temporal_address, Path(folder), COURSES, seed=0)
    print(table(found))
    return all(one.is_right() for one in found)


if __name__ == "__main__":
    with embedded.postgres() as url, embedded.temporal() as address:
        sys.exit(not asyncio.run(main(url, address)))
