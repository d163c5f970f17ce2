"""The checks of a section solved by a writer who has not seen their keys, and what that says against them."""

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity

from activities.drafts import remember_verdict
from activities.heartbeat import heartbeating
from activities.writers import Wanted, Writers
from learning.answers import parse_draft
from learning.brief import Brief
from learning.finding import Finding, note
from learning.section import SectionContent
from learning.sentence import say
from learning.solving import Answers, review_solutions, without_keys
from models.generations import AiContentGeneration, Generation, GenerationSection
from models.messages import Progress, SolveTask
from models.milestones import locked, milestone
from providers.text import SolveRequest, SolvingWriter

UNSOLVED = note("checks_not_solved", "/checks", say("The checks were to be solved by another reader, and were not."))


class Solving:
    """Activities of the blind solver: checks answered without their keys, with the text of their section or without."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], writers: Writers) -> None:
        self._sessions = sessions
        self._writers = writers

    @activity.defn
    async def solve_checks(self, task: SolveTask) -> None:
        """Buy the answers to a section's checks, from its text or without; nothing of a writer that solves none."""
        if not isinstance(self._writers.first, SolvingWriter):
            return
        async with heartbeating():
            async with self._sessions() as session:
                section = await session.get_one(GenerationSection, (task.generation_id, task.key))
                generation = await session.get_one(Generation, task.generation_id)
            content = SectionContent.model_validate(section.content)
            if not content.checks:
                return
            request = SolveRequest(
                brief=Brief.model_validate(generation.brief),
                checks=without_keys(content.checks),
                text=_shown(content) if task.read else "",
            )
            await self._writers.answer(Wanted(task.generation_id, _step(task), request, about={"key": task.key}))

    @activity.defn
    async def settle_solutions(self, task: SolveTask) -> Progress:
        """Add to the findings on a section what its solved checks say; that they were not solved, where they were
        not. Doing it again changes nothing."""
        async with self._sessions() as session, session.begin():
            generation = await locked(session, task.generation_id)
            section = await session.get_one(GenerationSection, (task.generation_id, task.key))
            content = SectionContent.model_validate(section.content)
            assert section.call_id is not None
            entry = await session.get_one(AiContentGeneration, section.call_id)
            found = await self._found(session, task, content)
            earlier = [Finding.model_validate(finding) for finding in entry.findings]
            known = {(finding.code, finding.pointer, finding.detail) for finding in earlier}
            if new := [one for one in found if (one.code, one.pointer, one.detail) not in known]:
                await remember_verdict(session, entry.id, [*earlier, *new])
                milestone(session, generation, "checks_solved", key=task.key, findings=len(new))
            return Progress(percent=generation.percent)

    async def _found(self, session: AsyncSession, task: SolveTask, content: SectionContent) -> list[Finding]:
        if not content.checks:
            return []
        read, unread = [await self._answers(session, task.model_copy(update={"read": one})) for one in (True, False)]
        if read is None or unread is None:
            return [UNSOLVED]
        return review_solutions(content.checks, read.by_id(), unread.by_id())

    async def _answers(self, session: AsyncSession, task: SolveTask) -> Answers | None:
        entry = AiContentGeneration
        asked = (entry.generation_id == task.generation_id, entry.step == _step(task), entry.status == "answered")
        rows = await session.exec(select(entry).where(*asked).order_by(col(entry.id).desc()).limit(1))
        if (answered := rows.one_or_none()) is None:
            return None
        section = await session.get_one(GenerationSection, (task.generation_id, task.key))
        generation = await session.get_one(Generation, task.generation_id)
        checks = without_keys(SectionContent.model_validate(section.content).checks)
        request = SolveRequest(brief=Brief.model_validate(generation.brief), checks=checks)
        answers, _ = parse_draft(self._writers.draft(answered, request), Answers)
        return answers


def _shown(content: SectionContent) -> str:
    """What a learner has read when the checks come."""
    examples = (f"{example.title}\n\n{example.body}" for example in content.examples)
    return "\n\n".join([content.summary, content.explanation, *examples])


def _step(task: SolveTask) -> str:
    return f"solve:{task.key}:{'read' if task.read else 'unread'}"
