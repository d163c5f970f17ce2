"""The pictures of a course as they are now."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.courses import Course
from models.generations import MediaAsset

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


async def thumbnail_of(session: AsyncSession, course_id: UUID) -> MediaAsset | None:
    """The newest thumbnail of a course."""
    found = await session.exec(
        select(MediaAsset)
        .where(MediaAsset.course_id == course_id, MediaAsset.kind == "thumbnail", col(MediaAsset.removed_at).is_(None))
        .order_by(col(MediaAsset.id).desc())
        .limit(1)
    )
    return found.one_or_none()


async def pictures_of(
    session: AsyncSession, instructor_id: UUID, contents: Iterable[dict[str, Any]]
) -> dict[UUID, MediaAsset]:
    """The pictures that contents of sections name, by id, of courses of this owner alone: a name by itself makes
    nobody's picture known."""
    named = [visual["media_id"] for content in contents for visual in content.get("visuals", ())]
    ids = {UUID(name) for name in named if _UUID.fullmatch(name)}
    if not ids:
        return {}
    owned = select(MediaAsset).join(Course).where(Course.instructor_id == instructor_id)
    there = owned.where(col(MediaAsset.id).in_(ids), col(MediaAsset.removed_at).is_(None))
    return {asset.id: asset for asset in await session.exec(there)}
