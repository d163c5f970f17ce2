"""What the review says of a course and its sections as they stand."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from cachetools import LRUCache
from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.courses.editing import pointer_to, section_of
from api.courses.views import course_for, course_of_section
from api.http.off_loop import off_loop
from api.security.dependencies import Account, Authorize, Snapshot
from learning.finding import Finding
from learning.section import SectionContent
from learning.standing import Standing, review_standing, within
from models.catalog import CourseTree, export_draft
from models.generations import AiContentGeneration
from models.passages import cited_documents

router = APIRouter(prefix="/api", tags=["Courses"])

_REVIEWED: LRUCache[tuple[UUID, int], Standing] = LRUCache(100)
"""By course and its version, which each edit counts up."""


class SectionFindings(BaseModel):
    """`findings` point into the section as `GET /api/sections/{id}` gives it; `quality_score` is 0–1."""

    section_id: UUID
    quality_score: Decimal
    findings: list[Finding]


class SectionScore(BaseModel):
    """A section and its quality score, from 0 to 1."""

    section_id: UUID
    key: str
    title: str
    quality_score: Decimal


class CourseFindings(BaseModel):
    """`findings` point into `export.json`; `quality_score` is the mean of the sections', less what concerns all."""

    course_id: UUID
    quality_score: Decimal
    sections: list[SectionScore]
    findings: list[Finding]


@router.get("/courses/{course_id}/findings")
async def read_course_findings(
    course_id: UUID, account: Annotated[Account, Depends(Authorize(Action.READ_FINDINGS))], session: Snapshot
) -> CourseFindings:
    """What the review says of your course as it stands, errors first."""
    tree = await course_for(session, course_id, account)
    standing = await _standing(session, tree)
    keys = tree.keys()
    return CourseFindings(
        course_id=course_id,
        quality_score=standing.score,
        sections=[
            SectionScore(
                section_id=section.id,
                key=keys[section.id],
                title=section.title,
                quality_score=standing.scores[keys[section.id]],
            )
            for section in tree.sections()
        ],
        findings=_worst_first(standing.findings),
    )


@router.get("/sections/{section_id}/findings")
async def read_section_findings(
    section_id: UUID, account: Annotated[Account, Depends(Authorize(Action.READ_FINDINGS))], session: Snapshot
) -> SectionFindings:
    """What the review says of a section of your course as it stands, errors first."""
    tree = await course_for(session, await course_of_section(session, section_id), account, "section")
    section = section_of(tree, section_id)
    standing = await _standing(session, tree)
    under = pointer_to(tree, section.id)
    own = [one.model_copy(update={"pointer": one.pointer[len(under) :]}) for one in within(standing.findings, under)]
    score = standing.scores[tree.keys()[section.id]]
    return SectionFindings(section_id=section_id, quality_score=score, findings=_worst_first(own))


async def _standing(session: AsyncSession, tree: CourseTree) -> Standing:
    known = _REVIEWED.get((tree.course.id, tree.course.version))
    if known is None:
        contents = [SectionContent.model_validate(section.content) for section in tree.sections()]
        citations = [citation for content in contents for citation in content.citations]
        cited = await cited_documents(session, tree.course.instructor_id, citations)
        known = await off_loop(review_standing, export_draft(tree), await _generated(session, tree), cited)
        _REVIEWED[tree.course.id, tree.course.version] = known
    return known


async def _generated(session: AsyncSession, tree: CourseTree) -> set[str]:
    """The keys of the sections that a writer wrote."""
    keys = tree.keys()
    wrote = select(AiContentGeneration.section_id).where(
        col(AiContentGeneration.section_id).in_([section.id for section in tree.sections()]),
        col(AiContentGeneration.step).startswith("section:"),
    )
    return {keys[section_id] for section_id in await session.exec(wrote.distinct()) if section_id is not None}


def _worst_first(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: ("error", "warning", "note").index(finding.severity))
