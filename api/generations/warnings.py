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
    return [*told, *_not_taught(generation), *_not_fulfilled(generation), *await _not_carried(session, generation)]


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
