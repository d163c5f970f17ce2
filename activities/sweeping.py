"""Removal of media that nothing refers to: what a generation left behind that ended between storing and recording."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity

from activities.errors import from_provider
from activities.heartbeat import heartbeating
from models.messages import MaintenanceTask, OrphansRemoved
from providers.errors import ProviderProblem
from providers.storage import Storage

BATCH = 500
REFERRED = text(
    """
    WITH shown AS (
        SELECT storage_key, renditions FROM media_assets m WHERE removed_at IS NULL OR EXISTS (
            SELECT FROM courses c JOIN courses o ON o.instructor_id = c.instructor_id
            JOIN course_releases r ON r.course_id = o.id
            WHERE c.id = m.course_id AND jsonb_exists(r.media -> 'pictures', m.id::text)
        )
    )
    SELECT storage_key FROM shown WHERE storage_key = ANY(:keys)
    UNION
    SELECT rendition ->> 'key' FROM shown, jsonb_array_elements(renditions) AS rendition
    WHERE rendition ->> 'key' = ANY(:keys)
    UNION
    SELECT media_key FROM ai_content_generations WHERE media_key = ANY(:keys)
    UNION
    SELECT key FROM unnest(CAST(:keys AS text[])) AS key WHERE EXISTS (
        SELECT FROM sources
        WHERE figures @> jsonb_build_array(jsonb_build_object('media', split_part(key, '.', 1)))
    )
    """
)


class Sweeping:
    """Removes media that nothing refers to any more."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], storage: Storage) -> None:
        self._sessions = sessions
        self._storage = storage

    @activity.defn
    async def remove_orphans(self, task: MaintenanceTask) -> OrphansRemoved:
        """Remove old media that neither a picture that is shown, nor one of its renditions, nor a source, nor the
        ledger refers to.

        A picture is stored first and recorded seconds later; storing makes it new, so that the age keeps the sweep
        away from it. References are asked for after the listing, right before the removal.
        """
        before = datetime.now(UTC) - timedelta(hours=task.older_than_hours)
        seen = removed = 0
        async with heartbeating():
            try:
                async for keys in _in_batches(self._storage.list_older(before)):
                    seen += len(keys)
                    removed += await self._remove_unreferred(keys)
            except ProviderProblem as problem:
                raise from_provider(problem) from None
        return OrphansRemoved(seen=seen, removed=removed)

    async def _remove_unreferred(self, keys: list[str]) -> int:
        async with self._sessions() as session:
            connection = await session.connection()
            referred = set((await connection.execute(REFERRED, {"keys": keys})).scalars())
        orphans = [key for key in keys if key not in referred]
        for key in orphans:
            await self._storage.remove(key)
        return len(orphans)


async def _in_batches(keys: AsyncIterator[str]) -> AsyncIterator[list[str]]:
    batch: list[str] = []
    async for key in keys:
        batch.append(key)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
