"""What providers were paid, as operators are told it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from models.generations import AiContentGeneration
from tests.api.people import Town
from tests.api.test_stored_text import bring, course, generated


def called(generation_id: UUID, step: str, provider: str, cost: int) -> AiContentGeneration:
    return AiContentGeneration(
        generation_id=generation_id,
        step=step,
        provider=provider,
        prompt_hash="",
        model="m",
        prompt_version="1",
        attempts=1,
        cost=Decimal(cost),
    )


async def test_spend_by_day_and_provider_is_told_to_who_oversees(town: Town) -> None:
    owner, operator = await town.person("instructor"), await town.person("operator")
    call_id = await generated(town, owner, UUID((await bring(owner, course()))["id"]))
    now = datetime.now(UTC)
    async with town.sessions() as session, session.begin():
        first = await session.get_one(AiContentGeneration, call_id)
        first.cost, first.attempts, first.input_tokens = Decimal(1), 2, 500
        old = called(first.generation_id, "old", "p", 16)
        old.created_at = now - timedelta(days=9)
        old.id = UUID(int=(int(old.created_at.timestamp() * 1000) << 80) | (old.id.int & (2**80 - 1)))
        others = (("section:1.1:1", "p", 2), ("section:1.2:1", "q", 4), ("own", "instructor", 8))
        session.add_all([first, old, *(called(first.generation_id, *other) for other in others)])
    told = (await operator.api.get("/api/spend", params={"days": 7})).json()
    assert float(told["total"]["amount"]) == 7
    rows = [(one["provider"], one["calls"], float(one["cost"]["amount"]), one["input_tokens"]) for one in told["items"]]
    assert rows == [("p", 3, 3, 500), ("q", 1, 4, 0)]
    month = (await operator.api.get("/api/spend")).json()
    assert float(month["total"]["amount"]) == 23
    assert month["items"][-1]["day"] == (now - timedelta(days=9)).date().isoformat()
    assert (await owner.api.get("/api/spend")).status_code == 403
    assert (await operator.api.get("/api/spend", params={"days": 0})).status_code == 422
