"""Texts of a generation: what is written is read at once; what was refused is read, and accepted all the same."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Depends
from fastapi.openapi.models import Example
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.courses.examples import CHECK
from api.courses.rendered import shown
from api.generations.gone_runs import steered
from api.generations.schemas import NOT_NOW, Acceptance, GenerationPublic, RefusedDraft, SectionKey, WrittenText
from api.generations.views import generation_for, view_now
from api.http.off_loop import off_loop
from api.http.problems import Problem, not_found, refuse_errors, refuse_unshowable
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, CurrentDependencies, DatabaseSession
from learning.brief import Brief
from learning.finding import Finding
from learning.outline import Outline
from learning.section import SectionContent
from learning.section_review import review_section
from models.generations import BY_OWNER, AiContentGeneration, Generation, GenerationSection
from models.messages import AcceptedSection
from models.milestones import locked
from models.upserts import insert_once

router = APIRouter(prefix="/api", tags=["Making a course"])

NO_DRAFT = Problem(
    409, "no-draft", "Nothing that can be read was written for this section: retry it, or send a text of your own."
)

AS_IT_IS = Acceptance()
ACCEPTED: dict[str, Example] = {
    "as_it_is": {"summary": "The draft as it is", "value": {}},
    "by_hand": {
        "summary": "In your own words",
        "value": {"content": {"explanation": "Yeast eats sugar, and gives off gas.", "checks": [CHECK]}},
    },
}


@router.get("/generations/{generation_id}/sections/{key}", responses={409: NOT_NOW})
async def read_written_section(
    generation_id: UUID,
    key: SectionKey,
    account: Annotated[Account, Depends(Authorize(Action.REVIEW_DRAFT))],
    session: DatabaseSession,
) -> WrittenText:
    """A section as soon as it is written, while others are not."""
    generation = await generation_for(session, generation_id, account)
    section = await _section(session, generation, key)
    if section.status != "written" or section.content is None:
        raise Problem(409, "wrong-time", f"Section {key} is not written yet.")
    content = await shown(SectionContent.model_validate(section.content))
    return WrittenText(key=key, title=section.title, content=content, explanation_html=content.explanation_html)


@router.get("/generations/{generation_id}/sections/{key}/draft", responses={409: NOT_NOW})
async def read_refused_draft(
    generation_id: UUID,
    key: SectionKey,
    account: Annotated[Account, Depends(Authorize(Action.REVIEW_DRAFT))],
    session: DatabaseSession,
) -> RefusedDraft:
    """The last draft of a section that waits for you, with all that the review found in it."""
    generation = await generation_for(session, generation_id, account)
    section = await _waiting(session, generation, key)
    if section.content is None or section.call_id is None:
        raise NO_DRAFT
    entry = await session.get_one(AiContentGeneration, section.call_id)
    content = await shown(SectionContent.model_validate(section.content))
    return RefusedDraft(
        key=key,
        title=section.title,
        call_id=entry.id,
        content=content,
        explanation_html=content.explanation_html,
        findings=[Finding.model_validate(finding) for finding in entry.findings],
        quality_score=entry.quality_score,
    )


@router.post("/generations/{generation_id}/sections/{key}/accept", status_code=202, responses={409: NOT_NOW})
async def accept_section(
    generation_id: UUID,
    key: SectionKey,
    account: Annotated[Account, Depends(Authorize(Action.REVIEW_DRAFT, audit="accept section"))],
    shared: CurrentDependencies,
    wish: Annotated[Acceptance, Body(openapi_examples=ACCEPTED)] = AS_IT_IS,
) -> GenerationPublic:
    """Take a section that waits as its draft is, or in your own words (`content`); its findings stay beside it.

    What no learner could be shown is refused: broken checks, unsafe Markdown, characters that cannot be shown.
    """
    if wish.content is not None:
        refuse_unshowable(wish.content)
    async with shared.sessions() as session, session.begin():
        generation = await generation_for(session, generation_id, account)
        generation = await locked(session, generation.id)
        section = await _waiting(session, generation, key)
        call_id = await _accepted(session, generation, section, wish.content, account)
        about = {"course_id": generation.course_id, "generation_id": generation.id}
        audit(session, account, "generation", generation.id, section=key, **about)
    accepted = AcceptedSection(key=key, call_id=call_id)
    await steered(shared, generation_id, shared.workflows.update(generation_id, "accept_section", accepted))
    return await view_now(shared, generation_id, account)


async def _section(session: AsyncSession, generation: Generation, key: str) -> GenerationSection:
    section = await session.get(GenerationSection, (generation.id, key))
    if section is None:
        raise not_found("section")
    return section


async def _waiting(session: AsyncSession, generation: Generation, key: str) -> GenerationSection:
    section = await _section(session, generation, key)
    if section.status != "waiting":
        raise Problem(409, "wrong-time", f"Section {key} does not wait for you.")
    return section


async def _accepted(
    session: AsyncSession,
    generation: Generation,
    section: GenerationSection,
    own: SectionContent | None,
    account: Account,
) -> UUID:
    """The ledger's row of what is accepted. Raises 422 for what a section by hand may not be either."""
    if own is None and section.content is None:
        raise NO_DRAFT
    content = own or SectionContent.model_validate(section.content)
    planned = Outline.model_validate(generation.outline).section(section.key)
    brief = Brief.model_validate(generation.brief)
    findings = await off_loop(lambda: review_section(content, planned, brief, generated=False))
    refuse_errors(findings, into="/content")
    entry = await _entry(session, section) if own is None else await _own(session, section, own, findings)
    if entry is None:
        raise NO_DRAFT
    entry.approved, entry.reviewed_by, entry.reviewed_at = True, account.id, datetime.now(UTC)
    session.add(entry)
    return entry.id


async def _entry(session: AsyncSession, section: GenerationSection) -> AiContentGeneration | None:
    return None if section.call_id is None else await session.get(AiContentGeneration, section.call_id)


async def _own(
    session: AsyncSession, section: GenerationSection, content: SectionContent, findings: Sequence[Finding]
) -> AiContentGeneration:
    """The owner's text in the ledger, as an answer that nobody was paid for, after the draft that it takes over."""
    raw = json.dumps(content.model_dump(mode="json"))
    entry = AiContentGeneration(
        generation_id=section.generation_id,
        step=f"section:{section.key}:own",
        prompt_hash=hashlib.sha256(raw.encode()).hexdigest(),
        provider=BY_OWNER,
        model="",
        prompt_version="",
        status="answered",
        raw=raw,
        findings=[finding.model_dump() for finding in findings],
        parent_id=section.call_id,
    )
    await insert_once(session, entry)
    stored = await session.exec(
        select(AiContentGeneration)
        .where(AiContentGeneration.generation_id == entry.generation_id)
        .where(AiContentGeneration.step == entry.step)
        .where(AiContentGeneration.prompt_hash == entry.prompt_hash)
    )
    return stored.one()
