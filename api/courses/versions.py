"""Versions of a section: listed, compared, restored; and what was written anew as a proposal, taken."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.courses.editing import accept, pointer_to, section_of
from api.courses.schemas import SectionPublic
from api.courses.views import course_for, course_of_section, course_to_edit, view_course, view_section
from api.http.etags import IfMatch, require_match, tag_of
from api.http.off_loop import off_loop
from api.http.pages import CURSOR, Limit, Page
from api.http.problems import Problem, not_found
from api.openapi.components import TAGGED
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, DatabaseSession, Snapshot
from learning.section import SectionContent
from learning.section_diff import FieldDiff, section_diff
from models.catalog import CourseTree
from models.courses import Section
from models.versions import SectionVersion, Texts, current_of, keep_version, put_texts, texts_of, versions_of

router = APIRouter(prefix="/api/sections/{section_id}/versions", tags=["Courses"])

Number = Annotated[int, Path(ge=1, le=1_000_000)]
EDITED: dict[int | str, dict[str, Any]] = {200: {"headers": TAGGED}}
NO_PROPOSAL: dict[int | str, dict[str, Any]] = {
    200: {"headers": TAGGED},
    409: {"description": "The version is no proposal, or was taken before: restore it instead."},
}


class VersionSummary(BaseModel):
    """`kind` is how it came about: `original`, `edit`, `generation`, `restored` or `taken` (both from `origin`), or a
    `proposal`, which does not stand until it is taken. `is_current` is the one that stands."""

    number: int
    kind: str
    title: str
    origin: int | None
    made_by: UUID | None
    generation_id: UUID | None
    created_at: datetime
    taken_at: datetime | None
    is_current: bool


class VersionPublic(VersionSummary):
    """A version of a section with its content."""

    objectives: list[str]
    assessment_criteria: list[str]
    content: SectionContent


class VersionDiff(BaseModel):
    """What changes from `version` to `to`, field by field; nothing where they say the same."""

    section_id: UUID
    version: int
    to: int
    fields: list[FieldDiff]


@router.get("")
async def list_versions(
    section_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_VERSIONS))],
    session: Snapshot,
    limit: Limit = 20,
    cursor: Annotated[int | None, Query(ge=1, le=1_000_000, description=CURSOR)] = None,
) -> Page[VersionSummary]:
    """The versions of a section of your course, the newest first: at most 50, those that lie apart the longest."""
    _, section = await _section(session, section_id, account)
    versions = await versions_of(session, section)
    current = current_of(versions).number
    shown = [version for version in versions if cursor is None or version.number < cursor]
    page = [_summary(version, current) for version in shown[:limit]]
    return Page(items=page, next_cursor=str(page[-1].number) if len(shown) > limit else None)


@router.get("/{number}")
async def read_version(
    section_id: UUID,
    number: Number,
    account: Annotated[Account, Depends(Authorize(Action.READ_VERSIONS))],
    session: Snapshot,
) -> VersionPublic:
    """A version with its texts."""
    _, section = await _section(session, section_id, account)
    versions = await versions_of(session, section)
    version = _numbered(versions, number)
    return VersionPublic(
        **_summary(version, current_of(versions).number).model_dump(),
        objectives=version.objectives,
        assessment_criteria=version.assessment_criteria,
        content=SectionContent.model_validate(version.content),
    )


@router.get("/{number}/diff")
async def compare_versions(
    section_id: UUID,
    number: Number,
    account: Annotated[Account, Depends(Authorize(Action.READ_VERSIONS))],
    session: Snapshot,
    to: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
) -> VersionDiff:
    """What differs from a version to another one (`to`), or to the one that stands."""
    _, section = await _section(session, section_id, account)
    versions = await versions_of(session, section)
    before = _numbered(versions, number)
    after = current_of(versions) if to is None else _numbered(versions, to)
    fields = await off_loop(section_diff, _compared(before), _compared(after))
    return VersionDiff(section_id=section_id, version=number, to=after.number, fields=fields)


@router.post("/{number}/restore", responses=EDITED)
async def restore_version(
    section_id: UUID,
    number: Number,
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="restore version"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> SectionPublic:
    """Give a section the texts of an earlier version, as a hand edit; `If-Match` is its own ETag or its course's."""
    tree, section = await _section_to_edit(session, section_id, account, if_match)
    version = _numbered(await versions_of(session, section), number)
    await _put(session, tree, section, version, "restored", account)
    audit(session, account, "section", section_id, course_id=tree.course.id, version=number)
    return await _edited(session, tree.course.id, section_id, account, response)


@router.post("/{number}/take", responses=NO_PROPOSAL)
async def take_proposal(
    section_id: UUID,
    number: Number,
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="take proposal"))],
    session: DatabaseSession,
    response: Response,
    if_match: IfMatch,
) -> SectionPublic:
    """Take what was written anew as a proposal; `If-Match` is the section's ETag or its course's.

    What stood before stays as a version.
    """
    tree, section = await _section_to_edit(session, section_id, account, if_match)
    version = _numbered(await versions_of(session, section), number)
    if version.kind != "proposal" or version.taken_at is not None:
        raise Problem(409, "no-proposal", f"Version {number} is no proposal that could be taken; restore it instead.")
    version.taken_at = datetime.now(UTC)
    session.add(version)
    await _put(session, tree, section, version, "taken", account)
    audit(session, account, "section", section_id, course_id=tree.course.id, version=number)
    return await _edited(session, tree.course.id, section_id, account, response)


async def _put(
    session: AsyncSession, tree: CourseTree, section: Section, version: SectionVersion, kind: str, account: Account
) -> None:
    """Raises 422 where the course has changed so that it cannot have these texts any more."""
    before = texts_of(section)
    # What stood for a proposal may have another title since: only its content was written.
    texts = texts_of(version) if kind == "restored" else Texts(*before[:3], version.content)
    put_texts(section, texts)
    section.edited_at = datetime.now(UTC) if kind == "restored" else None
    await accept(session, tree, [section], under=pointer_to(tree, section.id))
    await keep_version(
        session,
        section,
        before,
        kind,
        made_by=account.id,
        generation_id=version.generation_id,
        origin=version.number,
    )


async def _section(session: AsyncSession, section_id: UUID, account: Account) -> tuple[CourseTree, Section]:
    tree = await course_for(session, await course_of_section(session, section_id), account, "section")
    return tree, section_of(tree, section_id)


async def _section_to_edit(
    session: AsyncSession, section_id: UUID, account: Account, if_match: str | None
) -> tuple[CourseTree, Section]:
    tree = await course_to_edit(session, await course_of_section(session, section_id), account, "section")
    section = section_of(tree, section_id)
    tags = tag_of(await view_section(session, tree, section)), tag_of(await view_course(session, tree))
    require_match(if_match, *tags)
    return tree, section


async def _edited(
    session: AsyncSession, course_id: UUID, section_id: UUID, account: Account, response: Response
) -> SectionPublic:
    tree = await course_for(session, course_id, account)
    view = await view_section(session, tree, section_of(tree, section_id))
    response.headers["ETag"] = tag_of(view)
    return view


def _numbered(versions: list[SectionVersion], number: int) -> SectionVersion:
    for version in versions:
        if version.number == number:
            return version
    raise not_found("version")


def _summary(version: SectionVersion, current: int) -> VersionSummary:
    shown = version.model_dump(include=set(VersionSummary.model_fields))
    return VersionSummary(is_current=version.number == current, **shown)


def _compared(version: SectionVersion) -> dict[str, Any]:
    content = SectionContent.model_validate(version.content).model_dump(mode="json")
    return texts_of(version)._asdict() | {"content": content}
