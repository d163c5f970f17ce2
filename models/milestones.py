"""The one way to change a generation: under its row lock, with the event that tells of it in the same transaction."""

from typing import Any
from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.generations import Generation, GenerationEvent
from models.progress_units import FINISH_A_UNIT, percent


class UnknownGeneration(LookupError):
    """There is no generation of that id."""


async def locked(session: AsyncSession, generation_id: UUID) -> Generation:
    """The generation, its row locked until the transaction ends. Raises UnknownGeneration."""
    found = await session.exec(
        select(Generation)
        .where(Generation.id == generation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    generation = found.one_or_none()
    if generation is None:
        raise UnknownGeneration(generation_id)
    return generation


def milestone(session: AsyncSession, generation: Generation, kind: str, **data: Any) -> int:
    """Append event `kind` with its `data` to a locked generation. Returns the percentage (0 to 100).

    The percentage counts the units that `models.progress_units` names, and never goes down, also when a revised outline
    asks for more of them.
    """
    generation.units_done += kind in FINISH_A_UNIT
    reached = percent(generation.units_done, generation.units_total, is_complete=generation.status == "completed")
    generation.percent = max(generation.percent, reached)
    generation.last_event += 1
    shown = {"status": generation.status, "phase": generation.phase, "percent": generation.percent}
    session.add(GenerationEvent(generation_id=generation.id, seq=generation.last_event, kind=kind, data=shown | data))
    session.add(generation)
    return generation.percent
