"""What is let go of when it has been kept long enough, and how long that is. Figures and progress need none of it."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pydantic import BaseModel, Field
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

ROWS_AT_ONCE = 5_000
"""A batch reads its table from where it begins, without an index: of a million rows that takes half a second, once a
day, and an index on time would cost every write of the busiest tables more."""


DELIVERY_DAYS = 30.0
"""How long is shown what registered addresses were told."""


class Periods(BaseModel):
    """Days from arrival, sending or the end on. Learning events keep what progress is derived from for ever; without
    `event_retention_days` they keep the fingerprints of what was sent as well."""

    event_retention_days: float | None = Field(None, ge=1)
    inbox_retention_days: float = Field(30, ge=1)
    stream_retention_days: float = Field(30, ge=1)
    milestone_retention_days: float = Field(180, ge=1)
    sign_in_retention_days: float = Field(30, ge=1)
    email_retention_days: float = Field(90, ge=1)


class Retired(NamedTuple):
    """What goes, after how many days, and by which statement: at most `:most` rows from before `:before`."""

    what: str
    days: float | None
    statement: str


def retired(periods: Periods) -> list[Retired]:
    """The database's own functions delete where the application may not, and nothing younger than a day."""
    events = periods.event_retention_days
    sent = min(periods.inbox_retention_days, events or periods.inbox_retention_days)
    return [
        Retired("interactions", sent, "SELECT retire_interactions(:before, :most)"),
        Retired("fingerprints", events, "SELECT retire_fingerprints(:before, :most)"),
        Retired("review fingerprints", events, "SELECT retire_review_fingerprints(:before, :most)"),
        Retired("told", periods.stream_retention_days, "SELECT retire_told(:before, :most)"),
        Retired("milestones", periods.milestone_retention_days, "SELECT retire_milestones(:before, :most)"),
        Retired("sign-ins", periods.sign_in_retention_days, "SELECT retire_sign_ins(:before, :most)"),
        Retired("e-mails", periods.email_retention_days, _EMAILS),
        Retired("webhook deliveries", DELIVERY_DAYS, _DELIVERIES),
        Retired("invitations", periods.email_retention_days, _INVITATIONS),
    ]


_DELIVERIES = """
    WITH gone AS (
        DELETE FROM webhook_deliveries WHERE id IN (
            SELECT id FROM webhook_deliveries WHERE settled_at < :before LIMIT :most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    ) SELECT count(*)::integer FROM gone
"""

_EMAILS = """
    WITH emptied AS (
        UPDATE outbox SET data = '{}', to_address = left(to_address, 0) WHERE id IN (
            SELECT id FROM outbox WHERE status <> 'pending' AND data <> '{}'
            AND coalesce(sent_at, created_at) < :before LIMIT :most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    ) SELECT count(*)::integer FROM emptied
"""

_INVITATIONS = """
    WITH emptied AS (
        UPDATE course_invitations SET email = '', email_key = '' WHERE id IN (
            SELECT id FROM course_invitations WHERE email <> '' AND expires_at < :before
            LIMIT :most FOR UPDATE SKIP LOCKED
        ) RETURNING 1
    ) SELECT count(*)::integer FROM emptied
"""


async def retire(session: AsyncSession, one: Retired) -> int:
    """Let go of one batch. Returns how many rows that were; fewer than ROWS_AT_ONCE are the last."""
    if one.days is None:
        return 0
    given = {"before": datetime.now(UTC) - timedelta(days=one.days), "most": ROWS_AT_ONCE}
    connection = await session.connection()
    gone: int = (await connection.execute(text(one.statement), given)).scalar_one()
    return gone
