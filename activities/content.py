"""Phase 2: one section at a time, from the outline and the sources to accepted content."""

import asyncio

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity

from activities.drafts import refused, remember_verdict
from activities.heartbeat import heartbeating
from activities.ledger import Ledger, Receipt
from activities.prompts import text_call
from activities.section_calls import SectionCalls
from activities.writers import Writers
from learning.answers import parse_draft
from learning.broken_checks import without_broken_checks
from learning.finding import Finding
from learning.quality import acceptable
from learning.section import SectionContent
from learning.section_review import review_section
from models.generations import BY_OWNER, AiContentGeneration, GenerationSection
from models.messages import AdoptSection, Hold, Progress, SectionOutcome, SectionTask
from models.milestones import locked, milestone
from providers.text import CachingWriter, SectionRequest


class Content:
    """Activities that write a section, and store it once a review or its owner accepts it. Calls are paid in
    USD, once each."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        section_calls: SectionCalls,
        ledger: Ledger,
        writers: Writers,
    ) -> None:
        self._sessions = sessions
        self._section_calls = section_calls
        self._ledger = ledger
        self._writers = writers

    @activity.defn
    async def write_section(self, task: SectionTask) -> SectionOutcome:
        """Buy one section, review it, and store it when it is acceptable."""
        async with heartbeating():
            if (written := await self._begin(task)) is not None:
                return written
            request, wanted = await self._section_calls.request(task)
            entry = await self._writers.answer(wanted)
            content, findings = await asyncio.to_thread(_judged, self._writers.draft(entry, request), request)
            return await self._settle(task, entry, content, findings)

    @activity.defn
    async def warm_up(self, task: SectionTask) -> None:
        """Let the provider read once what all sections share, where it then costs them less; `task` is one of them."""
        request, _ = await self._section_calls.request(task)
        writer = self._writers.first
        if not isinstance(writer, CachingWriter) or not writer.is_worth_warming(request):
            return
        quote = writer.quote_warming(request)
        call = text_call(task.generation_id, "warm", self._writers.first, quote, request)

        async def warm() -> Receipt:
            return Receipt(**(await writer.warm(request)).model_dump())

        async with heartbeating():
            await self._ledger.answer(call, warm)

    @activity.defn
    async def adopt_section(self, task: AdoptSection) -> Progress:
        """Take a section as its owner accepts it; what the review found stays beside it in the ledger."""
        async with self._sessions() as session, session.begin():
            generation = await locked(session, task.generation_id)
            section = await session.get_one(GenerationSection, (task.generation_id, task.key))
            entry = await session.get_one(AiContentGeneration, task.call_id)
            if section.status != "written":
                if entry.provider == BY_OWNER:
                    section.content = SectionContent.model_validate_json(entry.raw or "").model_dump(mode="json")
                section.status, section.problem, section.call_id = "written", None, entry.id
                session.add(section)
                about = {"key": task.key, "title": section.title, "accepted_by_owner": True}
                milestone(session, generation, "section_written", edited=entry.provider == BY_OWNER, **about)
            return Progress(percent=generation.percent)

    @activity.defn
    async def hold_section(self, hold: Hold) -> Progress:
        """Let a section wait for a person, with the reason."""
        async with self._sessions() as session, session.begin():
            generation = await locked(session, hold.generation_id)
            section = await session.get_one(GenerationSection, (hold.generation_id, hold.key))
            if section.status != "waiting":
                section.status, section.problem = "waiting", hold.problem.model_dump()
                session.add(section)
                milestone(
                    session, generation, "section_waiting", key=hold.key, title=section.title, problem=section.problem
                )
            return Progress(percent=generation.percent)

    async def _begin(self, task: SectionTask) -> SectionOutcome | None:
        """Count another beginning. The outcome where the section is written, as another run may have left it."""
        async with self._sessions() as session, session.begin():
            generation = await locked(session, task.generation_id)
            section = await session.get_one(GenerationSection, (task.generation_id, task.key))
            if section.status == "written" and section.content is not None and section.call_id is not None:
                return SectionOutcome(call_id=section.call_id, percent=generation.percent)
            section.attempts += 1
            if section.status in ("pending", "waiting") and generation.hold == "none":
                section.status, section.problem = "writing", None
                milestone(session, generation, "section_started", key=task.key, title=section.title)
            session.add(section)
            return None

    async def _settle(
        self, task: SectionTask, entry: AiContentGeneration, content: SectionContent | None, findings: list[Finding]
    ) -> SectionOutcome:
        async with self._sessions() as session, session.begin():
            generation = await locked(session, task.generation_id)
            await remember_verdict(session, entry.id, findings)
            section = await session.get_one(GenerationSection, (task.generation_id, task.key))
            if content is None or not acceptable(findings):
                if content is not None and section.status != "written":
                    section.content, section.call_id = content.model_dump(mode="json"), entry.id
                    session.add(section)
                return SectionOutcome(call_id=entry.id, problem=refused(findings))
            if section.status != "written":
                section.status, section.problem, section.call_id = "written", None, entry.id
                section.content = content.model_dump(mode="json")
                session.add(section)
                milestone(session, generation, "section_written", key=task.key, title=section.title)
            return SectionOutcome(call_id=entry.id, percent=generation.percent)


def _judged(draft: str, request: SectionRequest) -> tuple[SectionContent | None, list[Finding]]:
    """What a draft says, and what is found wrong in it; not for the event loop, since a long one takes its time.

    Of a draft that was to be mended, checks that still do not work are left out.
    """
    content, findings = parse_draft(draft, SectionContent)
    if content is None:
        return content, findings
    findings = _reviewed(content, request)
    if request.findings:
        content, left_out = without_broken_checks(content, findings)
        findings = [*_reviewed(content, request), *left_out] if left_out else findings
    return content, findings


def _reviewed(content: SectionContent, request: SectionRequest) -> list[Finding]:
    return review_section(content, request.outline.section(request.key), request.brief, request.sources)
