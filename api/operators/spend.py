"""What providers were paid, by day and provider, out of the ledger of calls."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from sqlalchemy import text

from accounts.permissions import Action
from api.security.dependencies import Account, Authorize, Snapshot
from learning.brief import Money
from models.generations import BY_OWNER

router = APIRouter(prefix="/api", tags=["Operations"])

# Ids begin with the milliseconds since 1970 (UUIDv7), so that the days are found by the primary key.
_SPEND = text(
    """
    SELECT (created_at AT TIME ZONE 'UTC')::date AS day, provider, model, sum(attempts)::integer AS calls,
        sum(repeated_calls)::integer AS repeated_calls, sum(input_tokens)::bigint AS input_tokens,
        sum(output_tokens)::bigint AS output_tokens, sum(cost) AS cost
    FROM ai_content_generations WHERE id >= :first AND created_at >= :since AND provider <> :by_owner
    GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2, 3
    """
)
MOST_DAYS = 366
Days = Annotated[int, Query(ge=1, le=MOST_DAYS, description="So many days, today among them.")]


class SpendOfDay(BaseModel):
    """The calls that were begun on a day (UTC), with one provider and model: what was paid for them, in how many
    attempts, and how many of these may have been billed without an answer."""

    day: date
    provider: str
    model: str
    calls: int
    repeated_calls: int
    input_tokens: int
    output_tokens: int
    cost: Money


class SpendByDay(BaseModel):
    """From `since` until today, the last day first; days on which nothing was asked for are left out."""

    since: date
    total: Money
    items: list[SpendOfDay]


@router.get("/spend")
async def read_spend(
    account: Annotated[Account, Depends(Authorize(Action.READ_SPEND))], session: Snapshot, days: Days = 30
) -> SpendByDay:
    """What providers were paid, of everybody's generations, by day, provider and model."""
    since = datetime.now(UTC).date() - timedelta(days=days - 1)
    midnight = datetime(since.year, since.month, since.day, tzinfo=UTC)
    given = {"first": UUID(int=int(midnight.timestamp() * 1000) << 80), "since": midnight, "by_owner": BY_OWNER}
    rows = (await (await session.connection()).execute(_SPEND, given)).mappings().all()
    items = [SpendOfDay(**{**row, "cost": Money(amount=row["cost"])}) for row in rows]
    total = Money(amount=sum((row["cost"] for row in rows), Decimal(0)))
    return SpendByDay(since=since, total=total, items=items)
