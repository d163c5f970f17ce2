"""What an owner or operator may ask of a generation that is under way."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action
from api.generations.gone_runs import steered, tried_again
from api.generations.outline_review import store_feedback, store_own_outline
from api.generations.schemas import NOT_NOW, Feedback, GenerationPublic, SectionKey
from api.generations.views import generation_for, view_now
from api.http.problems import Problem, invalid, refuse_unshowable
from api.security.auditing import audit
from api.security.dependencies import (
    Account,
    Authorize,
    CurrentDependencies,
)
from learning.brief import Money
from models.generation_states import TERMINAL_STATUSES
from models.generations import Generation
from models.messages import Revision, SectionRef
from models.milestones import locked, milestone

router = APIRouter(prefix="/api", tags=["Making a course"])

NO_BODY = (b"", b"{}", b"null")
WITH_BODY: dict[str, Any] = {"description": "It has a body, which would be ignored."}


@router.post("/generations/{generation_id}/approve", responses={409: NOT_NOW, 422: WITH_BODY})
async def approve_outline(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.REVIEW_OUTLINE, audit="approve outline"))],
    shared: CurrentDependencies,
    request: Request,
) -> GenerationPublic:
    """Approve the outline that awaits your review. It takes no body: what you want otherwise goes to `revise`."""
    await must_await_review(shared, generation_id, account)
    if (await request.body()).strip() not in NO_BODY:
        sentence = "Approving takes no body. Send your outline or your wishes to revise, and approve what comes of it."
        raise invalid([("", sentence)])
    async with shared.sessions() as session, session.begin():
        _audit(session, account, await locked(session, generation_id))
    await steered(shared, generation_id, shared.workflows.update(generation_id, "approve"))
    return await view_now(shared, generation_id, account)


@router.post("/generations/{generation_id}/revise", responses={409: NOT_NOW})
async def revise_outline(
    generation_id: UUID,
    feedback: Annotated[
        Feedback,
        Body(
            openapi_examples={
                "feedback": {
                    "summary": "Have it written anew",
                    "value": {"feedback": "Begin with sourdough, and leave the history out."},
                }
            }
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.REVIEW_OUTLINE, audit="revise outline"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Have another outline written by your `feedback`, or send your own `outline`."""
    if (feedback.feedback is None) == (feedback.outline is None):
        raise invalid([("", "Send either feedback or an outline.")])
    refuse_unshowable(feedback)
    await must_await_review(shared, generation_id, account, or_waits=True)
    async with shared.sessions() as session, session.begin():
        generation = await locked(session, generation_id)
        if feedback.outline is not None:
            wish = Revision(call_id=await store_own_outline(session, generation, feedback.outline))
        else:
            wish = Revision(feedback_seq=store_feedback(session, generation, feedback.feedback or ""))
        _audit(session, account, generation, by="outline" if feedback.feedback is None else "feedback")
    await steered(shared, generation_id, shared.workflows.update(generation_id, "revise", wish))
    return await view_now(shared, generation_id, account)


@router.post("/generations/{generation_id}/pause", status_code=202, responses={409: NOT_NOW})
async def pause_generation(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.PAUSE, audit="pause"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Hold a generation: from now on no provider call begins. What is under way ends."""
    await _hold(shared, generation_id, account, "paused")
    await steered(shared, generation_id, shared.workflows.signal(generation_id, "pause"))
    return await view_now(shared, generation_id, account)


@router.post("/generations/{generation_id}/resume", status_code=202, responses={409: NOT_NOW})
async def resume_generation(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.RESUME, audit="resume"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Go on with a paused generation."""
    await _hold(shared, generation_id, account, "none")
    await steered(shared, generation_id, shared.workflows.signal(generation_id, "resume"))
    return await view_now(shared, generation_id, account)


@router.post("/generations/{generation_id}/cancel", status_code=202, responses={409: NOT_NOW})
async def cancel_generation(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.CANCEL, audit="cancel"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """End a generation: from now on no provider call begins, and those under way are broken off."""
    await _hold(shared, generation_id, account, "cancelled")
    if not await shared.workflows.cancel(generation_id):
        await _end_without_workflow(shared, generation_id)
    return await view_now(shared, generation_id, account)


@router.post("/generations/{generation_id}/retry", status_code=202, responses={409: NOT_NOW})
async def retry_generation(
    generation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.RETRY_SECTION, audit="retry generation"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Try again what waits as a whole: an outline, a step of the system, or a run that ended from outside.

    What is stored is neither made nor paid a second time.
    """
    async with shared.sessions() as session, session.begin():
        await generation_for(session, generation_id, account)
        _audit(session, account, await locked(session, generation_id))
    await tried_again(shared, generation_id)
    return await view_now(shared, generation_id, account)


@router.post("/generations/{generation_id}/sections/{key}/retry", status_code=202, responses={409: NOT_NOW})
async def retry_section(
    generation_id: UUID,
    key: SectionKey,
    account: Annotated[Account, Depends(Authorize(Action.RETRY_SECTION, audit="retry section"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Write a section that waits once more."""
    view = await view_now(shared, generation_id, account)
    if key not in {section.key for section in view.sections}:
        raise Problem(404, "not-found", f"The generation has no section {key}.")
    async with shared.sessions() as session, session.begin():
        _audit(session, account, await locked(session, generation_id), section=key)
    wanted = shared.workflows.update(generation_id, "retry_section", SectionRef(key=key))
    await steered(shared, generation_id, wanted)
    return await view_now(shared, generation_id, account)


@router.post("/generations/{generation_id}/budget", status_code=202, responses={409: NOT_NOW})
async def raise_budget(
    generation_id: UUID,
    budget: Annotated[
        Money,
        Body(
            openapi_examples={"more": {"summary": "Up to two dollars", "value": {"amount": "2.00", "currency": "USD"}}}
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.RAISE_BUDGET, audit="raise budget"))],
    shared: CurrentDependencies,
) -> GenerationPublic:
    """Raise the budget; what waited for it goes on."""
    await shared.workflows.require()
    async with shared.sessions() as session, session.begin():
        await generation_for(session, generation_id, account)
        generation = await locked(session, generation_id)
        if generation.status in TERMINAL_STATUSES:
            raise Problem(409, "already-ended", "The generation has ended.")
        if generation.budget is None or budget.amount < generation.budget:
            raise Problem(409, "budget-not-raised", "The new budget is not above the present one.")
        if budget.amount > generation.budget:
            generation.budget = budget.amount
            milestone(session, generation, "budget_raised", budget=str(budget.amount))
            _audit(session, account, generation, budget=str(budget.amount))
    await steered(shared, generation_id, shared.workflows.update(generation_id, "raise_budget"))
    return await view_now(shared, generation_id, account)


async def must_await_review(
    shared: CurrentDependencies, generation_id: UUID, account: Account, *, or_waits: bool = False
) -> None:
    """Raise 409 unless the outline awaits a review, or (`or_waits`) waits since it could not be written."""
    async with shared.sessions() as session:
        generation = await generation_for(session, generation_id, account)
    waits = generation.status == "needs_attention" and generation.phase == "structure" and or_waits
    if generation.status != "awaiting_review" and not waits:
        raise Problem(409, "wrong-time", "The outline does not await a review now.")


async def _end_without_workflow(shared: CurrentDependencies, generation_id: UUID) -> None:
    """A generation whose workflow was never started, or is gone, has nobody else to end it."""
    async with shared.sessions() as session, session.begin():
        generation = await locked(session, generation_id)
        if generation.status not in TERMINAL_STATUSES:
            generation.status = "cancelled"
            milestone(session, generation, "cancelled")


async def _hold(shared: CurrentDependencies, generation_id: UUID, account: Account, hold: str) -> None:
    """Write down what is asked, so that it holds before any worker has heard of it."""
    async with shared.sessions() as session, session.begin():
        await generation_for(session, generation_id, account)
        generation = await locked(session, generation_id)
        if generation.status in TERMINAL_STATUSES:
            raise Problem(409, "already-ended", "The generation has ended.")
        if generation.hold == "cancelled" and hold != "cancelled":
            raise Problem(409, "wrong-time", "The generation is being cancelled.")
        if generation.hold == hold:
            return
        told = {"paused": "paused", "none": "resumed", "cancelled": "cancelling"}[hold]
        generation.hold = hold
        milestone(session, generation, told)
        _audit(session, account, generation)


def _audit(session: AsyncSession, account: Account, generation: Generation, **detail: Any) -> None:
    """What only asks the workflow for something is written down before it is asked; its answer is in the events."""
    about = {"course_id": generation.course_id, "generation_id": generation.id}
    audit(session, account, "generation", generation.id, **about, **detail)
