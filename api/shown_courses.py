"""Courses as they were shown last: who reads one again is spared its making while nothing of it has changed."""

from typing import NamedTuple
from uuid import UUID

from cachetools import LRUCache

from api.course_views import course_for, refuse_course, view_course
from api.dependencies import Account, Shared, snapshot
from api.etags import tag_of
from api.problems import not_found
from models.course_stamps import course_stamp, stamp_of, stamp_seen

KEPT_COURSES = 500


class Shown(NamedTuple):
    """The course as JSON, its entity tag, and the stamp under which it was made."""

    body: bytes
    tag: str
    stamp: str


class ShownCourses:
    """The courses that one process has shown. What each account may see is asked every time."""

    def __init__(self) -> None:
        self._kept: LRUCache[UUID, Shown] = LRUCache(KEPT_COURSES)

    async def read(self, shared: Shared, course_id: UUID, account: Account) -> Shown:
        """The course as it is now, with its stamp if the account was told it. Raises as `course_for`."""
        current = stamp_of(account.told) if account.told else await course_stamp(shared.quick, course_id)
        if current is None:
            raise not_found("course")
        refuse_course(current, account, "course")
        shown = self._kept.get(course_id)
        if shown is None or shown.stamp != current.stamp:
            shown = self._kept[course_id] = await _made(shared, course_id, account)
        return shown


async def _made(shared: Shared, course_id: UUID, account: Account) -> Shown:
    """View and stamp of one moment."""
    async with snapshot(shared) as session:
        view = await view_course(session, await course_for(session, course_id, account))
        current = await stamp_seen(session, course_id)
        return Shown(view.model_dump_json().encode(), tag_of(view), current.stamp)
