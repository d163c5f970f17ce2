"""Cached views of progress: a view is made anew when the version of its enrollment has changed."""

from typing import Any, LiteralString, NamedTuple
from uuid import UUID

from cachetools import LRUCache

from api.learning.progress_view import read_progress
from enrollments.repository import RecordRepository
from models.pool import Pool, ask

KEPT_VIEWS = 2_000
PROGRESS_STAMP: LiteralString = (
    "(SELECT jsonb_build_array(e.id, e.version, e.release, c.current_release) "
    "FROM enrollments e JOIN courses c ON c.id = e.course_id WHERE e.course_id = %(course_id)s AND e.user_id = %(sub)s "
    "AND e.removed_at IS NULL)"
)
"""As an expression of a query with the parameters `course_id` and `sub`, the user; null without an enrollment."""
_NOW: LiteralString = f"SELECT {PROGRESS_STAMP} AS stamp"


class CachedView(NamedTuple):
    """A learner's progress as JSON, and its entity tag."""

    tag: str
    body: bytes


class ProgressCache:
    """The views that one process has made, by enrollment. Progress changes with the enrollment's version alone."""

    def __init__(self, pool: Pool, records: RecordRepository) -> None:
        self._pool = pool
        self._records = records
        self._kept: LRUCache[UUID, CachedView] = LRUCache(KEPT_VIEWS)

    async def read(
        self, quick: Pool, course_id: UUID, user_id: UUID, prefetched: list[Any] | None = None
    ) -> CachedView | None:
        """Progress as `read_progress` tells it; None without an enrollment.

        `quick` is for single statements, `prefetched` what `PROGRESS_STAMP` has read a moment ago.
        """
        stamp = prefetched or await _stamp(quick, course_id, user_id)
        if stamp is None:
            return None
        name, version, release, current_release = stamp
        enrollment_id = UUID(name)
        kept = self._kept.get(enrollment_id)
        if kept and release == current_release and kept.tag == _tag(enrollment_id, release, version):
            return kept
        return await self._made(course_id, user_id)

    async def _made(self, course_id: UUID, user_id: UUID) -> CachedView | None:
        async with self._pool.connection() as connection:
            view = await read_progress(connection, course_id, user_id, self._records)
        if view is None:
            return None
        tag = _tag(view.enrollment_id, view.release, view.version)
        cached = self._kept[view.enrollment_id] = CachedView(tag, view.model_dump_json().encode())
        return cached


async def _stamp(quick: Pool, course_id: UUID, user_id: UUID) -> list[Any] | None:
    found = await ask(quick, _NOW, {"course_id": course_id, "sub": user_id})
    return found["stamp"] if found else None


def _tag(enrollment_id: UUID, release: int, version: int) -> str:
    return f'"{enrollment_id}-{release}-{version}"'
