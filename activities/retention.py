"""Letting go of what has been kept long enough, batch by batch; again when it is run again."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity

from activities.heartbeat import heartbeating
from models import retention
from models.accounts import User
from models.erasure import forget
from models.messages import Retired
from models.retention import Periods

RECENTLY = timedelta(days=3)


class Retention:
    """The activity that removes what is over, by periods in days."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], periods: Periods) -> None:
        self._sessions = sessions
        self._periods = periods

    @activity.defn
    async def retire(self) -> Retired:
        """Remove what is over by the configured periods, and once more what was under way while somebody left."""
        async with heartbeating():
            rows = sum([await self._retire(one) for one in retention.retired(self._periods)])
            people = await self._left_recently()
            for person in people:
                await self._forget(person)
        return Retired(rows=rows, people=len(people))

    async def _retire(self, one: retention.Retired) -> int:
        total = 0
        while True:
            async with self._sessions() as session, session.begin():
                gone = await retention.retire(session, one)
            total += gone
            if gone < retention.ROWS_AT_ONCE:
                return total

    async def _left_recently(self) -> list[UUID]:
        async with self._sessions() as session:
            recently = col(User.deleted_at) > datetime.now(UTC) - RECENTLY
            return list((await session.exec(select(User.id).where(recently).order_by(col(User.id)))).all())

    async def _forget(self, person: UUID) -> None:
        """An answer of a provider, or a turn of learning, may have come in after the account was deleted."""
        async with self._sessions() as session, session.begin():
            await forget(session, person)
