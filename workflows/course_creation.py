"""CourseCreation: from an instructor's brief to a saved course, in five phases that survive anything in between."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from activities.analytics import Analytics
    from activities.persistence import Persistence
    from activities.structure import Structure
    from models.messages import (
        AcceptedSection,
        AdoptOutline,
        Completed,
        CourseCreationRequest,
        Ended,
        GenerationRef,
        OutlineTask,
        Plan,
        PlannedSection,
        Problem,
        Retrying,
        Revision,
        SectionRef,
        StoredOutline,
    )
    from models.problems import GENERATION_UNKNOWN, SYSTEM_FAULT, WRONG_TIME

from workflows.generation_run import WAITS, GenerationRun
from workflows.picture_making import PictureMaking
from workflows.policies import MOST_REPAIRS, TEXT_CALL
from workflows.problems import is_final, lacks_data, problem_of, problem_unless_cancelled
from workflows.section_writing import SectionWriting

APPROVED = Revision()
MOST_REMAKES = 2
"""How often what a restored back-up lacks is made again before a person is asked."""


@workflow.defn
class CourseCreation:
    @workflow.init
    def __init__(self, request: CourseCreationRequest) -> None:
        self._request = request
        self._ref = GenerationRef(generation_id=request.generation_id)
        self._run = GenerationRun(request.generation_id)
        self._pictures = PictureMaking(self._run)
        self._sections = self._section_writing()
        self._decision: Revision | None = None
        self._outline_waits = self._in_review = False
        self._rounds = self._revisions = 0
        self._resumes = request.resumes
        self._work: asyncio.Task[Ended] | None = None

    @workflow.run
    async def run(self, request: CourseCreationRequest) -> Ended:
        """Create the course. Raises ApplicationError of the problem's kind when no course can be made."""
        try:
            ended = await self._until_ended()
        except (Exception, asyncio.CancelledError):  # no `finally`: what a worker only puts aside may not wait
            await self._settled()
            raise
        await self._settled()
        return ended

    async def _until_ended(self) -> Ended:
        """Go through the phases, and record how they end where they end without a course."""
        self._work = asyncio.create_task(self._create())
        try:
            return await self._work
        except (asyncio.CancelledError, ActivityError, ApplicationError) as error:
            self._sections.abandon()
            self._pictures.abandon()
            if is_cancelled_exception(error):
                await self._run.mark("cancelled", self._run.phase)
                if not self._run.cancel_asked:
                    raise
                return Ended(status="cancelled")
            problem = problem_of(error)
            if problem.kind == GENERATION_UNKNOWN:
                self._run.show("failed", self._run.phase, problem)
            else:
                await self._run.mark("failed", self._run.phase, problem)
            raise ApplicationError(problem.detail, type=problem.kind, non_retryable=True) from error

    async def _settled(self) -> None:
        """Return when no e-mail is under way and no caller waits for an answer."""
        await self._run.emails.settled()
        await workflow.wait_condition(workflow.all_handlers_finished)

    async def _create(self) -> Ended:
        """Go through the phases. What fails by no will of the owner waits, and begins again from what is stored."""
        remakes = 0
        while True:
            try:
                if self._request.section is not None:
                    await self._content_and_media([self._request.section])
                    return await self._section_saved()
                plan = await self._structure()
                self._pictures.begin(self._request.title)
                await self._content_and_media(plan.sections)
                return await self._course_saved()
            except Exception as error:
                problem = self._what_may_pass(error)
                remakes = remakes + 1 if lacks_data(error) else MOST_REMAKES + 1
            await self._wind_down()
            if remakes > MOST_REMAKES:
                await self._run.until_retried(problem)
                remakes = 0
            self._pictures = PictureMaking(self._run)
            self._sections = self._section_writing()
            self._resumes = True

    def _section_writing(self) -> SectionWriting:
        wanted = self._request
        return SectionWriting(self._run, self._pictures, economy=wanted.economy, solve=wanted.solve)

    async def _structure(self) -> Plan:
        """The outline, and where the brief asks for it, the owner's approval of it or of one revised after it.

        An outline that cannot be written waits: for a retry, or for one of the owner's own.
        """
        stored, self._rounds = StoredOutline(), 0
        if self._resumes:
            stored = await self._run.execute(Structure.stored_outline, self._ref, "Find the outline that is stored")
        if stored.plan is not None and stored.is_accepted:
            return stored.plan
        plan, problem = stored.plan, None
        if plan is None:
            plan, problem = await self._outline(None)
        while plan is None or self._request.review:
            wish = await (self._attention(problem) if plan is None else self._review(problem))
            if plan is not None and wish == APPROVED:
                break
            made, problem = await self._outline(wish)
            plan = made or plan
        return plan

    async def _outline(self, wish: Revision | None) -> tuple[Plan | None, Problem | None]:
        """Have an outline written, by the owner's feedback where they gave some, and repaired while the review refuses
        it; or take over the owner's own. Either a plan or the problem."""
        self._revisions += wish is not None
        await self._run.mark("structuring", "structure")
        if wish is not None and wish.call_id is not None:
            adopt = AdoptOutline(generation_id=self._request.generation_id, call_id=wish.call_id)
            return await self._run.execute(Structure.adopt_outline, adopt, "Take over the owner's outline"), None
        task = self._outline_task(wish)
        while True:
            raises = self._run.budget_raises
            summary = "Repair the outline" if task.repair else "Outline"
            try:
                outcome = await self._run.execute(Structure.write_outline, task, summary, TEXT_CALL)
            except ActivityError as error:
                problem = problem_unless_cancelled(error)
                if await self._run.affords(problem, raises, self._until_budget_raised):
                    continue
                return None, problem
            if outcome.plan is not None:
                self._run.advance(outcome.plan.percent)
                return outcome.plan, None
            if task.repair == MOST_REPAIRS:
                return None, outcome.problem
            task = task.model_copy(update={"repair": task.repair + 1, "previous_call": outcome.call_id})

    def _outline_task(self, wish: Revision | None) -> OutlineTask:
        """The first outline in its next round, or the next revision."""
        task = OutlineTask(generation_id=self._request.generation_id)
        if wish is not None:
            return task.model_copy(update={"revision": self._revisions, "feedback_seq": wish.feedback_seq})
        self._rounds += 1
        return task.model_copy(update={"round": self._rounds - 1})

    async def _attention(self, problem: Problem | None) -> Revision | None:
        """Wait until somebody asks for another try (None), or the owner says what the outline should be."""
        assert problem is not None
        if not workflow.patched(WAITS):
            raise ApplicationError(problem.detail, type=problem.kind, non_retryable=True)
        self._outline_waits = True
        with self._run.open_to_retries() as is_asked:
            await self._run.mark("needs_attention", "structure", problem)
            await workflow.wait_condition(lambda: is_asked() or self._decision is not None)
        self._outline_waits = False
        return self._decided()

    async def _review(self, problem: Problem | None) -> Revision | None:
        """Wait until the owner approves the outline or says how it should differ. `problem` is why the revision that
        they asked for last could not be made."""
        self._in_review = True
        await self._run.mark("awaiting_review", "structure", problem)
        await workflow.wait_condition(lambda: self._decision is not None)
        self._in_review = False
        return self._decided()

    def _decided(self) -> Revision | None:
        decision, self._decision = self._decision, None
        return decision

    async def _decide(self, decision: Revision) -> None:
        """Hand the owner's decision to the run; return when it has taken it and gone on."""
        self._decision = decision
        await workflow.wait_condition(lambda: self._decision is None and self._run.status != "awaiting_review")

    async def _until_budget_raised(self, problem: Problem) -> None:
        raises = self._run.budget_raises
        await self._run.mark("needs_attention", "structure", problem)
        await self._run.until_budget_raised(raises)
        await self._run.mark("structuring", "structure")

    async def _content_and_media(self, sections: Sequence[PlannedSection]) -> None:
        await self._run.mark("generating", "content")
        await self._sections.write_all(sections)
        await self._run.mark("generating", "media")
        await self._pictures.until_made()
        await self._run.mark("saving", "persistence")

    async def _course_saved(self) -> Ended:
        saved = await self._run.execute(Persistence.save_course, self._ref, "Save the course")
        self._run.advance(saved.percent)
        return self._completed(
            await self._run.execute(Analytics.record_baseline, self._ref, "Record the baseline", is_last=True)
        )

    async def _section_saved(self) -> Ended:
        return self._completed(
            await self._run.execute(Persistence.save_section, self._ref, "Save the section", is_last=True)
        )

    def _completed(self, completed: Completed) -> Ended:
        self._run.arrive("completed", "analytics", completed.progress)
        return Ended(status="completed", course_id=completed.course_id)

    def _what_may_pass(self, error: Exception) -> Problem:
        """The problem that the run waits with. What ends the run is raised again: a cancellation, a refusal."""
        if isinstance(error, ActivityError):
            if is_cancelled_exception(error) or is_final(error) or not workflow.patched(WAITS):
                raise error
            return problem_of(error)
        if isinstance(error, ApplicationError):
            raise error
        number = workflow.uuid4().hex[:8]
        workflow.logger.error("system fault %s in the workflow", number, exc_info=error)
        detail = f"This is a fault of the system, not of your course; an operator finds it in the log as {number}."
        return Problem(kind=SYSTEM_FAULT, detail=detail)

    async def _wind_down(self) -> None:
        """Let what is under way end, since it may have been paid, and give up what waits for a person."""
        await workflow.wait_condition(lambda: self._sections.is_idle() and self._pictures.is_idle())
        self._sections.abandon()
        self._pictures.abandon()

    @workflow.update
    async def approve(self) -> None:
        """Approve the outline that awaits review; returns when the sections begin."""
        await self._decide(APPROVED)

    @approve.validator
    def _may_approve(self) -> None:
        self._refuse_unless_reviewing()

    @workflow.update
    async def revise(self, wish: Revision) -> None:
        """Ask for another outline than the one that awaits review; returns when it is being made."""
        await self._decide(wish)

    @revise.validator
    def _may_revise(self, wish: Revision) -> None:
        if not self._outline_waits or self._decision is not None:
            self._refuse_unless_reviewing()

    @workflow.update
    async def retry(self) -> None:
        """Try again what waits as a whole: the outline, or a step of ours. Sections have `retry_section`."""
        self._run.retries += 1

    @retry.validator
    def _may_retry_all(self) -> None:
        if not self._run.waiting:
            raise ApplicationError("Nothing but single sections waits for a retry now.", type=WRONG_TIME)

    @workflow.update
    async def cancel(self) -> None:
        """End the generation; what was made so far stays in the ledger."""
        self._run.cancel_asked = True
        if self._work is not None:
            self._work.cancel()

    @cancel.validator
    def _may_cancel(self) -> None:
        if self._run.cancel_asked:
            raise ApplicationError("The generation is being cancelled already.", type=WRONG_TIME)

    @workflow.update
    async def retry_section(self, section: SectionRef) -> None:
        """Write a section that waits once more."""
        self._sections.retry(section.key)

    @retry_section.validator
    def _may_retry(self, section: SectionRef) -> None:
        if section.key not in self._sections.waiting:
            raise ApplicationError(f"Section {section.key} does not wait for a retry.", type=WRONG_TIME)

    @workflow.update
    async def accept_section(self, accepted: AcceptedSection) -> None:
        """Take a section that waits as its owner accepts it."""
        self._sections.accept(accepted.key, accepted.call_id)

    @accept_section.validator
    def _may_accept(self, accepted: AcceptedSection) -> None:
        if accepted.key not in self._sections.waiting:
            raise ApplicationError(f"Section {accepted.key} does not wait for a person.", type=WRONG_TIME)

    @workflow.update
    async def raise_budget(self) -> None:
        """Go on with what the budget forbade; the database holds the new one."""
        self._run.budget_raises += 1
        self._sections.retry_what_lacked_budget()

    @workflow.signal
    def pause(self) -> None:
        """Start nothing new until `resume`; what is under way ends."""
        self._run.hold(True)

    @workflow.signal
    def resume(self) -> None:
        """Go on after `pause`."""
        self._run.hold(False)

    @workflow.signal
    def retrying(self, news: Retrying) -> None:
        """An activity's word that it failed and is tried again."""
        self._run.told(news)

    def _refuse_unless_reviewing(self) -> None:
        if not self._in_review or self._decision is not None:
            raise ApplicationError("The outline does not await a review now.", type=WRONG_TIME)
