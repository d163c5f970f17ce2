"""The checks of a section one by one: how learners do in them, and which of them a person has accepted."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends
from fastapi.openapi.models import Example
from pydantic import BaseModel, ConfigDict, Field, StrictBool
from sqlalchemy import text
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.courses.check_figures import CheckFigures, figures_of
from api.courses.editing import section_of
from api.courses.views import course_for, course_of_section, course_to_edit
from api.http.problems import Problem
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, DatabaseSession, Snapshot
from learning.checks import Check
from learning.checks.digest import digest
from learning.section import SectionContent
from models.courses import Section
from models.editing import AcceptedCheck

router = APIRouter(prefix="/api/sections/{section_id}/checks", tags=["Courses"])

_FIGURES = text("SELECT * FROM check_statistics WHERE section_id = :section")
CHANGED: dict[int | str, dict[str, Any]] = {409: {"description": "One of them is another one by now, or is gone."}}


class CheckStanding(BaseModel):
    """A check by its id. `accepted_at` is null for one that nobody has accepted as it is now; `digest` names it as it
    is now. `figures` are those of the check that learners see, null before anybody has answered it."""

    check_id: str
    digest: str
    accepted_at: datetime | None
    figures: CheckFigures | None


class ChecksOfSection(BaseModel):
    """The checks of a section, each with what is known of it."""

    section_id: UUID
    checks: list[CheckStanding]


class SeenCheck(BaseModel):
    """A check as it was seen."""

    model_config = ConfigDict(extra="forbid")

    check_id: str = Field(max_length=64)
    digest: str = Field(min_length=64, max_length=64)


class ChecksReview(BaseModel):
    """Accept these checks, or (`accepted` false) take that back."""

    model_config = ConfigDict(extra="forbid")

    accepted: StrictBool = True
    checks: list[SeenCheck] = Field(min_length=1, max_length=100)


@router.get("")
async def read_checks(
    section_id: UUID, account: Annotated[Account, Depends(Authorize(Action.READ_FINDINGS))], session: Snapshot
) -> ChecksOfSection:
    """Of each check of a section whether a person has accepted it as it is, and how learners do in it."""
    tree = await course_for(session, await course_of_section(session, section_id), account, "section")
    return await _standing(session, section_of(tree, section_id))


ACCEPTED: dict[str, Example] = {
    "accept": {
        "summary": "Accept a check as it was read",
        "value": {"accepted": True, "checks": [{"check_id": "k1", "digest": "5e" * 32}]},
    }
}


@router.post("/review", responses=CHANGED)
async def review_checks(
    section_id: UUID,
    review: Annotated[ChecksReview, Body(openapi_examples=ACCEPTED)],
    account: Annotated[Account, Depends(Authorize(Action.EDIT_COURSE, audit="review checks"))],
    session: DatabaseSession,
) -> ChecksOfSection:
    """Accept checks as you have seen them, one or many at once; a check that is edited afterwards is open again.

    `digest` is what `GET` told of it. With one that does not fit any more nothing is accepted.
    """
    tree = await course_to_edit(session, await course_of_section(session, section_id), account, "section")
    section = section_of(tree, section_id)
    now = {check.id: digest(check) for check in _checks(section)}
    if any(now.get(seen.check_id) != seen.digest for seen in review.checks):
        raise Problem(409, "check-changed", "A check was changed since you have read it. Look at it once more.")
    names = [seen.check_id for seen in review.checks]
    of_these = (col(AcceptedCheck.section_id) == section_id, col(AcceptedCheck.check_id).in_(names))
    await session.exec(delete(AcceptedCheck).where(*of_these))
    if review.accepted:
        accepted_at = datetime.now(UTC)
        for name in dict.fromkeys(names):
            found = AcceptedCheck(section_id=section_id, check_id=name, digest=now[name], accepted_at=accepted_at)
            session.add(found)
    await session.flush()
    audit(
        session, account, "section", section_id, course_id=tree.course.id, accepted=review.accepted, checks=len(names)
    )
    return await _standing(session, section)


async def _standing(session: AsyncSession, section: Section) -> ChecksOfSection:
    rows = await session.exec(select(AcceptedCheck).where(AcceptedCheck.section_id == section.id))
    accepted = {row.check_id: row for row in rows}
    answers = (await (await session.connection()).execute(_FIGURES, {"section": section.id})).mappings().all()
    figures = {row["check_id"]: figures_of(row) for row in answers}
    return ChecksOfSection(
        section_id=section.id, checks=[_one(check, accepted, figures.get(check.id)) for check in _checks(section)]
    )


def _one(check: Check, accepted: Mapping[str, AcceptedCheck], figures: CheckFigures | None) -> CheckStanding:
    known, now = accepted.get(check.id), digest(check)
    accepted_at = known.accepted_at if known and known.digest == now else None
    return CheckStanding(check_id=check.id, digest=now, accepted_at=accepted_at, figures=figures)


def _checks(section: Section) -> list[Check]:
    return SectionContent.model_validate(section.content).checks
