"""What an owner has to say about an outline, stored so that the workflow only carries a reference to it."""

import hashlib
import json
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.http.problems import invalid, refuse_errors
from learning.brief import Brief
from learning.outline import Outline
from learning.outline_keys import renumbered
from learning.outline_review import review_outline
from models.generations import BY_OWNER, AiContentGeneration, Generation
from models.milestones import milestone
from models.upserts import insert_once


def store_feedback(session: AsyncSession, generation: Generation, feedback: str) -> int:
    """Keep the feedback as an event of the locked generation. Returns the event's number."""
    milestone(session, generation, "revision_requested", feedback=feedback)
    return generation.last_event


async def store_own_outline(session: AsyncSession, generation: Generation, outline: dict[str, Any]) -> UUID:
    """Keep the owner's outline in the ledger, as an answer that nobody was paid for. Raises 422 when it is not fit."""
    try:
        draft = Outline.model_validate(renumbered(outline))
    except ValidationError as error:
        raise invalid([(_pointer(fault["loc"]), fault["msg"]) for fault in error.errors()]) from error
    refuse_errors(review_outline(draft, Brief.model_validate(generation.brief), generated=False), into="/outline")
    raw = json.dumps(draft.model_dump(mode="json"))
    entry = AiContentGeneration(
        generation_id=generation.id,
        step="structure:own",
        prompt_hash=hashlib.sha256(raw.encode()).hexdigest(),
        provider=BY_OWNER,
        model="",
        prompt_version="",
        status="answered",
        raw=raw,
    )
    await insert_once(session, entry)
    stored = await session.exec(
        select(AiContentGeneration.id)
        .where(AiContentGeneration.generation_id == generation.id)
        .where(AiContentGeneration.step == entry.step)
        .where(AiContentGeneration.prompt_hash == entry.prompt_hash)
    )
    milestone(session, generation, "outline_edited")
    return stored.one()


def _pointer(location: tuple[int | str, ...]) -> str:
    return "/outline" + "".join(f"/{part}" for part in location)
