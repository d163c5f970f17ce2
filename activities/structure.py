"""Phase 1: from the brief and its sources to an accepted outline."""

import asyncio
import json
from collections.abc import Iterable, Mapping

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity

from activities.drafts import Previous, previous_draft, refused, remember_verdict
from activities.heartbeat import heartbeating
from activities.writers import Wanted, Writers
from learning.answers import parse_draft
from learning.brief import Brief
from learning.finding import Finding
from learning.outline import Outline
from learning.outline_review import review_outline
from learning.quality import acceptable
from models.generations import BY_OWNER, AiContentGeneration, Generation, GenerationEvent, GenerationSection
from models.library import Library
from models.messages import (
    AdoptOutline,
    GenerationRef,
    OutlineOutcome,
    OutlineTask,
    Plan,
    PlannedSection,
    StoredOutline,
)
from models.milestones import UnknownGeneration, locked, milestone
from models.progress_units import course_units
from providers.text import OutlineRequest


class Structure:
    """Outlines: bought and reviewed, or their owner's own taken over; the stored one for a run that begins again."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], library: Library, writers: Writers) -> None:
        self._sessions = sessions
        self._library = library
        self._writers = writers

    @activity.defn
    async def write_outline(self, task: OutlineTask) -> OutlineOutcome:
        """Buy one outline, review it, and store it when it is acceptable."""
        async with heartbeating():
            request, made_by = await self._request(task)
            entry = await self._writers.answer(
                Wanted(task.generation_id, _step(task), request, task.previous_call, made_by)
            )
            outline, findings = await asyncio.to_thread(_judged, self._writers.draft(entry, request), request)
            return await self._settle(task, entry, outline, findings)

    @activity.defn
    async def stored_outline(self, ref: GenerationRef) -> StoredOutline:
        """What an earlier run of the generation has come to."""
        async with self._sessions() as session:
            generation = await session.get(Generation, ref.generation_id)
            if generation is None:
                raise UnknownGeneration(ref.generation_id)
            if generation.outline is None:
                return StoredOutline()
            steps = select(AiContentGeneration.step, AiContentGeneration.status).where(
                AiContentGeneration.generation_id == ref.generation_id
            )
            rounds = _next_rounds((await session.exec(steps)).all())
        plan = _plan(generation, Outline.model_validate(generation.outline), rounds)
        is_reviewed = generation.brief.get("review") == "outline" and generation.phase == "structure"
        return StoredOutline(plan=plan, is_accepted=not is_reviewed)

    @activity.defn
    async def adopt_outline(self, task: AdoptOutline) -> Plan:
        """Store the outline that the owner wrote, or the refused one that they accept; the API has reviewed it."""
        async with self._sessions() as session, session.begin():
            entry = await session.get_one(AiContentGeneration, task.call_id)
            generation = await locked(session, task.generation_id)
            if entry.provider == BY_OWNER:
                return await store_outline(session, generation, Outline.model_validate_json(entry.raw or ""))
            accepted = generation.refused_outline if generation.refused_call_id == entry.id else generation.outline
            return await store_outline(session, generation, Outline.model_validate(accepted), accepted_by_owner=True)

    async def _request(self, task: OutlineTask) -> tuple[OutlineRequest, str]:
        """What a writer is asked, and whose answer is the one to mend."""
        async with self._sessions() as session:
            generation = await session.get_one(Generation, task.generation_id)
            brief = Brief.model_validate(generation.brief)
            previous = await previous_draft(session, task.previous_call)
            instructions = await _feedback(session, task)
            if instructions and previous.raw is None:
                previous = Previous(_under_review(generation))
        sources = await self._library.documents(brief.source_ids)
        request = OutlineRequest(
            brief=brief,
            sources=sources,
            previous=previous.raw,
            findings=previous.findings,
            instructions=instructions,
        )
        return request, previous.provider

    async def _settle(
        self, task: OutlineTask, entry: AiContentGeneration, outline: Outline | None, findings: list[Finding]
    ) -> OutlineOutcome:
        async with self._sessions() as session, session.begin():
            generation = await locked(session, task.generation_id)
            await remember_verdict(session, entry.id, findings)
            if outline is None or not acceptable(findings):
                if outline is not None:
                    generation.refused_outline, generation.refused_call_id = outline.model_dump(mode="json"), entry.id
                return OutlineOutcome(call_id=entry.id, problem=refused(findings))
            return OutlineOutcome(call_id=entry.id, plan=await store_outline(session, generation, outline))


def _judged(draft: str, request: OutlineRequest) -> tuple[Outline | None, list[Finding]]:
    """What a draft says, and what is found wrong in it; not for the event loop, since a long one takes its time."""
    outline, findings = parse_draft(draft, Outline)
    if outline is not None:
        findings = review_outline(outline, request.brief, request.sources)
    return outline, findings


async def store_outline(session: AsyncSession, generation: Generation, outline: Outline, **about: bool) -> Plan:
    """Make this the outline of a locked generation, with a row a section to come. Storing it again changes nothing.

    `about` goes into the milestone that tells of it.
    """
    generation.refused_outline = generation.refused_call_id = None
    document = outline.model_dump(mode="json")
    sections = list(outline.all_sections())
    if generation.outline != document:
        await session.exec(delete(GenerationSection).where(col(GenerationSection.generation_id) == generation.id))
        for position, section in enumerate(sections):
            session.add(
                GenerationSection(generation_id=generation.id, key=section.key, position=position, title=section.title)
            )
        generation.outline = document
        generation.units_done, generation.units_total = 0, course_units(outline)
        milestone(session, generation, "outline_ready", title=outline.title, sections=len(sections), **about)
    return _plan(generation, outline, {})


def _plan(generation: Generation, outline: Outline, rounds: Mapping[str, int]) -> Plan:
    planned = (
        PlannedSection(key=s.key, title=s.title, visual=s.has_picture, round=rounds.get(s.key, 0))
        for s in outline.all_sections()
    )
    return Plan(sections=tuple(planned), percent=generation.percent)


def _next_rounds(calls: Iterable[tuple[str, str]]) -> dict[str, int]:
    """For each section the round of its last call, or the one after it where that call failed."""
    rounds: dict[str, int] = {}
    for step, status in calls:
        if not step.startswith("section:"):
            continue
        _, key, *rest = step.split(":")
        counted = int(rest[1]) if rest[:1] == ["round"] else 0
        rounds[key] = max(rounds.get(key, 0), counted + (status in ("failed", "ambiguous")))
    return rounds


def _under_review(generation: Generation) -> str | None:
    """The outline that the owner has read before they asked for another: the one that stands, or the refused one."""
    read = generation.outline or generation.refused_outline
    return json.dumps(read, ensure_ascii=False) if read else None


async def _feedback(session: AsyncSession, task: OutlineTask) -> str:
    if task.feedback_seq is None:
        return ""
    event = await session.get_one(GenerationEvent, (task.generation_id, task.feedback_seq))
    return str(event.data["feedback"])


def _step(task: OutlineTask) -> str:
    revision = f":revision:{task.revision}" if task.revision else ""
    revision += f":round:{task.round}" if task.round else ""
    repair = f":repair:{task.repair}" if task.repair else ""
    return f"structure{revision}{repair}"
