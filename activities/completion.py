"""Whether a generation has all that its course is made of, and what is settled when it is complete."""

from collections.abc import Iterator

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from activities.failures import data_missing
from learning.outline import Outline
from models.generations import AiContentGeneration, Generation, GenerationEvent, GenerationSection, MediaAsset
from models.progress_units import makes_visual


async def require_units(session: AsyncSession, generation: Generation) -> None:
    """Raise data_missing unless every section is written and every picture made or left out.

    A database that was restored from a back-up may lack what the workflow has seen done.
    """
    if generation.outline is None:
        raise data_missing()
    rows = await session.exec(select(GenerationSection).where(GenerationSection.generation_id == generation.id))
    sections = {row.key: row for row in rows}
    written = {key for key, row in sections.items() if row.status == "written" and row.content is not None}
    outline = Outline.model_validate(generation.outline)
    planned = list(sections) if generation.kind == "section" else [s.key for s in outline.all_sections()]
    if not planned or set(planned) - written:
        raise data_missing()
    pictures = set(_pictures(generation, outline, planned))
    if pictures - await _made(session, generation) - await _left_out(session, generation):
        raise data_missing()


async def settle_units(session: AsyncSession, generation: Generation) -> None:
    """Count the last unit of a generation that has all of them, and free what was reserved for calls of unknown fate:
    nothing is under way any more."""
    generation.units_done = max(generation.units_done, generation.units_total - 1)
    open_ones = (col(AiContentGeneration.generation_id) == generation.id, col(AiContentGeneration.reserved) > 0)
    await session.exec(update(AiContentGeneration).where(*open_ones).values(reserved=0))


def _pictures(generation: Generation, outline: Outline, planned: list[str]) -> Iterator[str]:
    """The steps of the pictures that the outline asks for; a section that is written anew counts what it was asked."""
    if generation.kind == "course":
        yield "thumbnail"
    if generation.kind == "course" or makes_visual(generation.units_total):
        yield from (f"visual:{key}" for key in planned if outline.section(key).has_picture)


async def _made(session: AsyncSession, generation: Generation) -> set[str]:
    return set(await session.exec(select(MediaAsset.step).where(MediaAsset.generation_id == generation.id)))


async def _left_out(session: AsyncSession, generation: Generation) -> set[str]:
    events = await session.exec(
        select(GenerationEvent.data)
        .where(GenerationEvent.generation_id == generation.id)
        .where(GenerationEvent.kind == "picture_left_out")
    )
    return {f"visual:{data['key']}" if data.get("key") else "thumbnail" for data in events}
