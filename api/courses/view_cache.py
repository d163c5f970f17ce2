"""Cached views of courses: a view is made anew when its course has changed, by the stamp of its rows."""

from typing import NamedTuple
from uuid import UUID

from cachetools import LRUCache

from api.courses.views import course_for, refuse_course, sees_draft, view_course, view_release
from api.http.etags import tag_of
from api.http.problems import not_found
from api.security.dependencies import Account, Dependencies, snapshot
from api.security.signed_addresses import end_of_window
from models.course_stamps import course_stamp, stamp_of, stamp_seen
from models.courses import Course
from models.snapshots import read_release

KEPT_COURSES = 500


class CachedView(NamedTuple):
    """The course as JSON, its entity tag, and the stamp under which it was made."""

    body: bytes
    tag: str
    stamp: str


class CourseViewCache:
    """The views that one process has made, drafts and releases apart. What an account may see is asked every time."""

    def __init__(self) -> None:
        self._kept: LRUCache[tuple[UUID, int | None, int], CachedView] = LRUCache(KEPT_COURSES)

    async def read(self, shared: Dependencies, course_id: UUID, account: Account) -> CachedView:
        """The course as it is now, with its stamp if it was prefetched. Raises as `course_for`."""
        current = stamp_of(account.prefetched) if account.prefetched else await course_stamp(shared.quick, course_id)
        if current is None:
            raise not_found("course")
        refuse_course(current, account, "course")
        release = None if sees_draft(current, account) else current.release
        stamp = current.stamp if release is None else str(release)
        key = (course_id, release, end_of_window() if release is None else 0)
        view = self._kept.get(key)
        if view is None or view.stamp != stamp:
            made = _made if release is None else _released
            view = self._kept[key] = await made(shared, course_id, account)
        return view


async def _made(shared: Dependencies, course_id: UUID, account: Account) -> CachedView:
    """View and stamp of one moment."""
    async with snapshot(shared) as session:
        view = await view_course(session, await course_for(session, course_id, account))
        current = await stamp_seen(session, course_id)
        return CachedView(view.model_dump_json().encode(), tag_of(view), current.stamp)


async def _released(shared: Dependencies, course_id: UUID, account: Account) -> CachedView:
    """The course as it was published, which stays so until the next release."""
    async with snapshot(shared) as session:
        course = await session.get_one(Course, course_id)
        refuse_course(course, account, "course")
        view = await view_release(await read_release(session, course))
        return CachedView(view.model_dump_json().encode(), tag_of(view), str(view.release))
