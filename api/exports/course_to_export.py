"""What is taken along of a course: a release, or its rows as they stand, before the bytes of its pictures are read."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from api.courses.publishing import changes_of
from api.exports.origins import Origins, origins_of
from api.http.problems import Problem, not_found
from exports.course import ExportedCourse, Media, OnDisk
from exports.picture_marks import marked, term_of
from exports.provenance import origin_by_term, source_type_of
from learning.course_draft import CourseDraft
from models.catalog import CourseTree, export_draft
from models.courses import Course, CourseRelease, Lesson, Section
from models.generations import MediaAsset
from models.pictures import pictures_of, thumbnail_of

_OF_NOW = {"status", "current_release", "version"}


class CourseToExport(NamedTuple):
    """A course before its pictures are read. `assets` are by lower-case id; some that it shows may be missing."""

    id: UUID
    draft: CourseDraft
    assets: Mapping[str, MediaAsset]
    thumbnail: str | None
    origins: Origins

    @property
    def release(self) -> int | None:
        """None for the course as it stands."""
        return self.origins.provenance.release

    @property
    def media_bytes(self) -> int:
        """What all of its pictures take."""
        return sum(asset.size_bytes for asset in self.assets.values())

    def with_media(self, media: Mapping[str, Media]) -> ExportedCourse:
        """The course with its pictures by id. Raises MissingMedia where one is not given."""
        return ExportedCourse(
            id=self.id,
            draft=self.draft,
            media=dict(media),
            thumbnail=self.thumbnail,
            provenance=self.origins.provenance,
        )

    def kept(self, id_: str, content: bytes, path: Path) -> Media:
        """The picture of this id, with its bytes in a file at the path. Raises OSError.

        A picture says in its own file how it was made; one that came in from elsewhere may have said so already.
        """
        asset = self.assets[id_]
        origin = self.origins.of_picture(asset)
        if origin == "uploaded":
            origin = origin_by_term(term_of(content))
        elif (term := source_type_of(origin)) is not None:
            content = marked(content, term)
        path.write_bytes(content)
        return Media(
            content=OnDisk(path), media_type=asset.media_type, alt=asset.alt, caption=asset.caption, origin=origin
        )

    def without_media(self) -> ExportedCourse:
        """The course with empty pictures, for what is told of it."""
        shown = [
            v.media_id.lower() for lesson in self.draft.lessons for s in lesson.sections for v in s.content.visuals
        ]
        wanted = [*shown, *([self.thumbnail] if self.thumbnail else [])]
        media = {id_: Media(content=b"", media_type="image/png") for id_ in wanted}
        return self.with_media(media)


async def course_to_export(
    session: AsyncSession, tree: CourseTree, release: int | None = None, draft: bool = False
) -> CourseToExport:
    """The release of this number, else the current one, else the course as it stands; with `draft` always that.

    Raises 404 for a release that there is none of, 422 for a course as it stands that could not be published, unless
    it is asked for as a draft.
    """
    if draft:
        return await _as_it_stands(session, tree)
    number = release or tree.course.current_release
    if number is not None:
        return await _as_released(session, tree.course, number)
    if refusals := (await changes_of(session, tree)).refusals:
        sentence = (
            "This course could not be published as it stands, so it is not taken along as a finished one. Mend it, or "
            "add ?draft=true for a package that says it is a draft."
        )
        raise Problem(422, "not-publishable", sentence, errors=[(each.pointer, each.detail) for each in refusals])
    return await _as_it_stands(session, tree)


async def _as_it_stands(session: AsyncSession, tree: CourseTree) -> CourseToExport:
    course = tree.course
    found = await pictures_of(session, course.instructor_id, [section.content for section in tree.sections()])
    thumbnail = await thumbnail_of(session, course.id)
    return await _taken(session, tree, list(found.values()), thumbnail)


async def _as_released(session: AsyncSession, course: Course, number: int) -> CourseToExport:
    row = await session.get(CourseRelease, (course.id, number))
    if row is None:
        raise not_found("release")
    contents = row.structure["contents"]
    lessons = [
        (
            Lesson.model_validate({name: part[name] for name in part if name != "sections"}),
            [Section.model_validate(one | {"content": contents[one["id"]]}) for one in part["sections"]],
        )
        for part in row.parts
    ]
    tree = CourseTree(Course.model_validate(row.course | course.model_dump(include=_OF_NOW)), lessons)
    pictures = [MediaAsset.model_validate(asset) for asset in row.media["pictures"].values()]
    thumbnail = next((asset for asset in pictures if str(asset.id) == row.media["thumbnail"]), None)
    return await _taken(session, tree, pictures, thumbnail, row)


async def _taken(
    session: AsyncSession,
    tree: CourseTree,
    pictures: list[MediaAsset],
    thumbnail: MediaAsset | None,
    release: CourseRelease | None = None,
) -> CourseToExport:
    draft = export_draft(tree)
    assets = {str(asset.id): asset for asset in [*pictures, *([thumbnail] if thumbnail else [])]}
    origins = await origins_of(session, tree.course, draft, list(assets.values()), release)
    return CourseToExport(tree.course.id, draft, assets, str(thumbnail.id) if thumbnail else None, origins)
