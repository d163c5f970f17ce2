"""What an instructor should know of a generation before its course is written, gathered when it is shown."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from learning.brief_warnings import BriefWarning
from learning.outline_review import not_taught
from learning.source import NotCarried
from models.generations import Generation, Source

MOST_KINDS = 6


async def warnings_of(session: AsyncSession, generation: Generation) -> list[BriefWarning]:
    """Return the warnings of a generation. Whoever has another kind of warning adds its list here."""
    told = [BriefWarning.model_validate(warning) for warning in generation.warnings]
    of_sources = [*await _not_used(session, generation), *await _not_carried(session, generation)]
    return [*told, *_not_taught(generation), *_not_fulfilled(generation), *of_sources]


def _not_taught(generation: Generation) -> list[BriefWarning]:
    """One for each objective of the brief that the outline says the sources do not teach."""
    untaught = (generation.outline or {}).get("untaught", [])
    asked = list(generation.brief.get("objectives", []))
    return [
        BriefWarning(
            type="objective-not-taught",
            detail=str(not_taught(objective)),
            pointer=f"/objectives/{asked.index(objective)}" if objective in asked else "/objectives",
        )
        for objective in untaught
    ]


def _not_fulfilled(generation: Generation) -> list[BriefWarning]:
    """One for each wish of the brief or of the outline's reviewer that the writer answered with a sentence."""
    sentences = (generation.outline or {}).get("unfulfilled", [])
    return [BriefWarning(type="wish-not-fulfilled", detail=sentence) for sentence in sentences]


async def _not_used(session: AsyncSession, generation: Generation) -> list[BriefWarning]:
    """One for each source of the brief that no section of the outline is written from, where others are."""
    ids = list(generation.brief.get("source_ids", []))
    lessons = (generation.outline or {}).get("lessons", [])
    named = [name for lesson in lessons for section in lesson["sections"] for name in section.get("source_blocks", [])]
    used = {name.partition(":")[0] for name in named}.intersection(ids)
    unused = [UUID(source_id) for source_id in ids if source_id not in used] if used else []
    if not unused:
        return []
    names = dict((await session.exec(select(Source.id, Source.filename).where(col(Source.id).in_(unused)))).all())
    return [
        BriefWarning(
            type="source-not-used",
            detail=f"No section is written from “{names[source_id]}”. Ask for a section about it, or take it out.",
            pointer=f"/source_ids/{ids.index(str(source_id))}",
        )
        for source_id in unused
        if source_id in names
    ]


async def _not_carried(session: AsyncSession, generation: Generation) -> list[BriefWarning]:
    """One for each source of the brief of which something was not read."""
    ids = [UUID(source_id) for source_id in generation.brief.get("source_ids", [])]
    if not ids:
        return []
    query = select(Source.id, Source.filename, Source.not_carried).where(col(Source.id).in_(ids))
    rows = {source_id: (name, noted) for source_id, name, noted in await session.exec(query) if noted}
    return [
        BriefWarning(
            type="source-not-carried",
            detail=_sentence(rows[source_id][0], [NotCarried.model_validate(note) for note in rows[source_id][1]]),
            pointer=f"/source_ids/{place}",
        )
        for place, source_id in enumerate(ids)
        if source_id in rows
    ]


def _sentence(filename: str, noted: Sequence[NotCarried]) -> str:
    kinds: Counter[str] = Counter()
    for note in noted:
        kinds[note.what.replace("_", " ")] += note.count
    listed = ", ".join(f"{what} ({count})" for what, count in kinds.most_common(MOST_KINDS))
    more = ", and more" if len(kinds) > MOST_KINDS else ""
    return f"Not everything in “{filename}” was read: {listed}{more}. Check that the course does not need it."
