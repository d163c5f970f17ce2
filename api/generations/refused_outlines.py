"""An outline that the review refused: read by its owner, and accepted all the same."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from accounts.permissions import Action
from api.generations.gone_runs import steered
from api.generations.schemas import NOT_NOW, GenerationPublic, RefusedOutline
from api.generations.steering import must_await_review
from api.generations.views import generation_for, view_now
from api.http.problems import Problem, refuse_errors
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, CurrentDependencies, DatabaseSession
from learning.brief import Brief
from learning.finding import Finding
from learning.outline import Outline
from learning.outline_review import review_outline
from models.generations import AiContentGeneration
from models.messages import Revision
from models.milestones import locked

router = APIRouter(prefix="/api", tags=["Making a course"])

NO_OUTLINE = Problem(
    409, "no-draft", "No outline was refused that can be read: retry, or send an outline of your own to `revise`."
)
ACCEPTABLE = frozenset({"objective_uncovered", "objective_missing", "criterion_missing", "title_repeated"})
"""What makes a course poorer, and none impossible: its owner may want it so."""


@router.get("/generations/{generation_id}/outline/draft", responses={409: NOT_NOW})
async def read_refused_outline(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.REVIEW_OUTLINE))],
    session: DatabaseSession,
) -> RefusedOutline:
    """The outline that the review refused last, with all that it found. Send it to `revise` when you have edited it."""
    generation = await generation_for(session, generation_id, account)
    if generation.refused_outline is None or generation.refused_call_id is None:
        raise NO_OUTLINE
    entry = await session.get_one(AiContentGeneration, generation.refused_call_id)
    return RefusedOutline(
        call_id=entry.id,
        outline=generation.refused_outline,
        findings=[Finding.model_validate(finding) for finding in entry.findings],
        quality_score=entry.quality_score,
    )


@router.post("/generations/{generation_id}/outline/accept", status_code=202, responses={409: NOT_NOW})
async def accept_outline(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.REVIEW_OUTLINE, audit="accept outline"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Take the outline that the review refused last as it is; its findings stay in the ledger.

    What no course can be made of is refused: wrong keys, prerequisites that need each other, more than a course takes.
    Where the brief asks for a review, the outline awaits it next.
    """
    await must_await_review(shared, generation_id, account, or_waits=True)
    async with shared.sessions() as session, session.begin():
        generation = await locked(session, generation_id)
        if generation.refused_outline is None or generation.refused_call_id is None:
            raise NO_OUTLINE
        outline, brief = Outline.model_validate(generation.refused_outline), Brief.model_validate(generation.brief)
        findings = review_outline(outline, brief, generated=False)
        refuse_errors([one for one in findings if one.code not in ACCEPTABLE], into="/outline")
        entry = await session.get_one(AiContentGeneration, generation.refused_call_id)
        entry.approved, entry.reviewed_by, entry.reviewed_at = True, account.id, datetime.now(UTC)
        session.add(entry)
        audit(session, account, "generation", generation.id, generation_id=generation.id, call_id=str(entry.id))
        wish = Revision(call_id=entry.id)
    await steered(shared, generation_id, shared.workflows.update(generation_id, "revise", wish))
    return await view_now(shared, generation_id, account)
