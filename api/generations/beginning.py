"""What a course would cost, and the beginning of its generation."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response
from fastapi.openapi.models import Example

from accounts.permissions import Action
from api.generations.brief_warnings import warnings_of, warnings_or_refusal
from api.generations.create import refuse_too_many, refuse_unknown_sources, request_course
from api.generations.estimate import estimate
from api.generations.schemas import Estimate, GenerationPublic
from api.generations.views import view_now
from api.http.idempotency import IdempotencyKey
from api.http.problems import Problem, refuse_unshowable
from api.openapi.components import LOCATED
from api.security.dependencies import (
    Account,
    Authorize,
    CurrentDependencies,
)
from learning.brief import Brief
from models.library import Library, SourceMissing
from models.messages import CourseCreationRequest

router = APIRouter(prefix="/api", tags=["Making a course"])

BRIEFS: dict[str, Example] = {
    "title": {"summary": "A title is enough", "value": {"title": "Baking bread"}},
    "brief": {
        "summary": "With the outline to be approved, below a budget",
        "value": {
            "title": "Baking bread",
            "description": "For people who have an oven and have never baked.",
            "objectives": ["Explain how dough rises", "Bake a loaf of wheat bread"],
            "difficulty": "beginner",
            "lessons": 3,
            "sections_per_lesson": 2,
            "language": "en",
            "review": "outline",
            "budget": {"amount": "1.25", "currency": "USD"},
        },
    },
}


@router.post("/courses/estimate", responses={409: {"description": "A source was deleted in the meantime."}})
async def estimate_course(
    brief: Annotated[
        Brief, Body(openapi_examples={"title": {"summary": "A title is enough", "value": {"title": "Baking bread"}}})
    ],
    account: Annotated[Account, Depends(Authorize(Action.ESTIMATE))],
    shared: CurrentDependencies,
) -> Estimate:
    """What a course would cost, before anything is bought. Of long sources a sample is counted."""
    async with shared.sessions() as session, session.begin():
        await refuse_unknown_sources(session, brief, account.id)
        warnings = await warnings_of(session, brief, account.id, shared.providers.text)
    try:
        sources = await Library(shared.sessions).sample(brief.source_ids)
    except SourceMissing:
        raise Problem(409, "source-deleted", "A source was deleted in the meantime; leave it out.") from None
    found = await estimate(brief, sources, shared.providers)
    return found.model_copy(update={"warnings": warnings})


@router.post("/courses/generate", status_code=202, responses={202: {"headers": LOCATED}})
async def generate_course(
    brief: Annotated[Brief, Body(openapi_examples=BRIEFS)],
    account: Annotated[Account, Depends(Authorize(Action.GENERATE, audit="generate"))],
    shared: CurrentDependencies,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> GenerationPublic:
    """Start a generation. The same Idempotency-Key with the same brief answers the same generation, for a day.

    `warnings` says what of the sources does not go with the brief. A course in another language than
    all of its sources is refused with 422 `language-differs` where the writer cannot translate.
    """
    refuse_unshowable(brief)
    async with shared.sessions() as session:
        await refuse_too_many(session, account, idempotency_key)
        warnings = await warnings_or_refusal(session, brief, account.id, shared.providers.text)
    await shared.workflows.require()
    async with shared.sessions() as session, session.begin():
        await refuse_unknown_sources(session, brief, account.id)
        generation = await request_course(session, brief, account, idempotency_key, warnings)
    await shared.workflows.start(
        CourseCreationRequest(
            generation_id=generation.id,
            instructor_id=account.id,
            title=brief.title,
            review=brief.review == "outline",
            economy=brief.economy,
            solve=brief.solve_checks,
        )
    )
    response.headers["Location"] = f"/api/generations/{generation.id}"
    return await view_now(shared, generation.id, account)
