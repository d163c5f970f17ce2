"""CourseCreation: from an instructor's brief to a saved course, in five phases that survive anything in between."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

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
        OutlineOutcome,
        OutlineTask,
        Plan,
        PlannedSection,
        Problem,
        Retrying,
        Revision,
        SectionRef,
        StoredOutline,
    )
    from models.problems import BUDGET_EXHAUSTED, GENERATION_UNKNOWN, SYSTEM_FAULT

from workflows.policies import MOST_REPAIRS, TEXT_CALL
from workflows.problems import is_final, lacks_data, problem_of
from workflows.section_writing import SectionWriting
from workflows.steps import WAITS, Steps

APPROVED = Revision()
MOST_REMAKES = 2
"""How often what a restored back-up lacks is made again before a person is asked."""


@workflow.defn
class CourseCreation:
    @workflow.init
    def __init__(self, request: CourseCreationRequest) -> None:
        self._request = request
        self._ref = GenerationRef(generation_id=request.generation_id)
        self._steps = Steps(request.generation_id)
        self._sections = SectionWriting(self._steps, economy=request.economy, solve=request.solve)
        self._plan: Plan | None = None
        self._decision: Revision | None = None
        self._outline_waits = False
        self._revisions = 0
        self._resumes = request.resumes
        self._work: asyncio.Task[Ended] | None = None

    @workflow.run
    async def run(self, request: CourseCreationRequest) -> Ended:
        """Create the course. Raises ApplicationError of the problem's kind when no course can be made."""
        self._work = asyncio.create_task(self._create_in_the_end())
        try:
            return await self._work
        except (asyncio.CancelledError, ActivityError, ApplicationError) as error:
            self._sections.abandon()
            if is_cancelled_exception(error):
                await self._steps.mark("cancelled", self._steps.phase)
                if not self._steps.cancel_asked:
                    raise
                return Ended(status="cancelled")
            problem = problem_of(error)
            if problem.kind == GENERATION_UNKNOWN:
                self._steps.show("failed", self._steps.phase, problem)
            else:
                await self._steps.mark("failed", self._steps.phase, problem)
            raise ApplicationError(problem.detail, type=problem.kind, non_retryable=True) from error
        finally:
            await self._steps.letters.settled()
            await workflow.wait_condition(workflow.all_handlers_finished)

    async def _create_in_the_end(self) -> Ended:
        """Create the course; what fails for another reason than its owner's waits, and begins from what is stored."""
        remakes = 0
        while True:
            try:
                return await self._create()
            except ActivityError as error:
                if is_cancelled_exception(error) or is_final(error) or not workflow.patched(WAITS):
                    raise
                problem = problem_of(error)
                remakes = remakes + 1 if lacks_data(error) else MOST_REMAKES + 1
            except ApplicationError:
                raise
            except Exception as error:
                problem, remakes = self._fault(error), MOST_REMAKES + 1
            await self._sections.wound_down()
            if remakes > MOST_REMAKES:
                await self._steps.until_retried(problem)
                remakes = 0
            self._sections = SectionWriting(self._steps, economy=self._request.economy, solve=self._request.solve)
            self._resumes = True

    def _fault(self, error: Exception) -> Problem:
        number = workflow.uuid4().hex[:8]
        workflow.logger.error("system fault %s in the workflow", number, exc_info=error)
        detail = f"This is a fault of the system, not of your course; an operator finds it in the log as {number}."
        return Problem(kind=SYSTEM_FAULT, detail=detail)

    async def _create(self) -> Ended:
        if self._request.section is not None:
            await self._write([self._request.section])
            return await self._complete(Persistence.save_section, "Save the section")
        self._plan = await self._accepted_outline()
        self._sections.begin_picture(self._request.title)
        await self._write(self._plan.sections)
        saved = await self._steps.run(Persistence.save_course, self._ref, "Save the course")
        self._steps.advance(saved.percent)
        return await self._complete(Analytics.record_baseline, "Record the baseline")

    async def _write(self, sections: Sequence[PlannedSection]) -> None:
        await self._steps.mark("generating", "content")
        await self._sections.write_all(sections)
        await self._steps.mark("generating", "media")
        await self._sections.pictures()
        await self._steps.mark("saving", "persistence")

    async def _complete(self, last_step: Callable[[Any, GenerationRef], Awaitable[Completed]], summary: str) -> Ended:
        completed = await self._steps.run_last(last_step, self._ref, summary)
        self._steps.arrive("completed", "analytics", completed.progress)
        return Ended(status="completed", course_id=completed.course_id)

    async def _accepted_outline(self) -> Plan:
        """The outline, and where the brief asks for it, the owner's approval of it or of one revised after it."""
        stored = await self._stored_outline() if self._resumes else StoredOutline()
        self._plan, problem = stored.plan, None
        if stored.plan is not None and stored.is_accepted:
            return stored.plan
        if self._plan is None:
            problem = await self._first_outline()
        while self._request.review:
            await self._steps.mark("awaiting_review", "structure", problem)
            await workflow.wait_condition(lambda: self._decision is not None)
            decision, self._decision = self._decision, None
            if decision is None or decision == APPROVED:
                break
            problem = await self._revise(decision)
        assert self._plan is not None
        return self._plan

    async def _stored_outline(self) -> StoredOutline:
        return await self._steps.run(Structure.stored_outline, self._ref, "Find the outline that is stored")

    async def _first_outline(self) -> Problem | None:
        """Have an outline written. One that cannot be waits: for a retry, or for one of the owner's own."""
        await self._steps.mark("structuring", "structure")
        task = OutlineTask(generation_id=self._request.generation_id)
        self._plan, problem = await self._outline(task)
        while self._plan is None:
            assert problem is not None
            if not workflow.patched(WAITS):
                raise ApplicationError(problem.detail, type=problem.kind, non_retryable=True)
            decision = await self._attended(problem)
            if decision is not None:
                problem = await self._revise(decision)
                continue
            task = task.model_copy(update={"round": task.round + 1})
            await self._steps.mark("structuring", "structure")
            self._plan, problem = await self._outline(task)
        return problem

    async def _attended(self, problem: Problem) -> Revision | None:
        """Wait until somebody asks for another try (None), or the owner says what the outline should be."""
        await self._steps.mark("needs_attention", "structure", problem)
        self._outline_waits = True
        await self._steps.until_asked_again(lambda: self._decision is not None)
        self._outline_waits = False
        decision, self._decision = self._decision, None
        return decision

    async def _revise(self, wish: Revision) -> Problem | None:
        """Take over the owner's outline, or have one written by their feedback; a failed one changes nothing."""
        generation_id = self._request.generation_id
        self._revisions += 1
        await self._steps.mark("structuring", "structure")
        if wish.call_id is not None:
            adopt = AdoptOutline(generation_id=generation_id, call_id=wish.call_id)
            self._plan = await self._steps.run(Structure.adopt_outline, adopt, "Take over the owner's outline")
            return None
        task = OutlineTask(generation_id=generation_id, revision=self._revisions, feedback_seq=wish.feedback_seq)
        plan, problem = await self._outline(task)
        self._plan = plan or self._plan
        return problem

    async def _outline(self, task: OutlineTask) -> tuple[Plan | None, Problem | None]:
        """Write an outline, and repair it while the review refuses it. Either a plan or the problem."""
        problem: Problem | None = None
        for repair in range(MOST_REPAIRS + 1):
            attempt = task.model_copy(update={"repair": repair})
            summary = "Repair the outline" if repair else "Outline"
            outcome = await self._answered(attempt, summary)
            if isinstance(outcome, Problem):
                return None, outcome
            if outcome.plan is not None:
                self._steps.advance(outcome.plan.percent)
                return outcome.plan, None
            problem, task = outcome.problem, task.model_copy(update={"previous_call": outcome.call_id})
        return None, problem

    async def _answered(self, task: OutlineTask, summary: str) -> OutlineOutcome | Problem:
        """What a call came to. One that the budget forbids is made when there is more of it."""
        while True:
            raises = self._steps.budget_raises
            try:
                return await self._steps.run(Structure.write_outline, task, summary, TEXT_CALL)
            except ActivityError as error:
                if is_cancelled_exception(error):
                    raise
                problem = problem_of(error)
            if problem.kind != BUDGET_EXHAUSTED:
                return problem
            await self._steps.mark("needs_attention", "structure", problem)
            await self._steps.until_budget_raised(raises)
            await self._steps.mark("structuring", "structure")

    @workflow.update
    async def approve(self) -> None:
        """Approve the outline that awaits review; returns when the sections begin."""
        self._decision = APPROVED
        await workflow.wait_condition(lambda: self._steps.status != "awaiting_review")

    @approve.validator
    def _may_approve(self) -> None:
        self._refuse_unless_reviewing()

    @workflow.update
    async def revise(self, wish: Revision) -> None:
        """Ask for another outline than the one that awaits review; returns when it is being made."""
        self._decision = wish
        await workflow.wait_condition(lambda: self._steps.status != "awaiting_review")

    @revise.validator
    def _may_revise(self, wish: Revision) -> None:
        if not self._outline_waits or self._decision is not None:
            self._refuse_unless_reviewing()

    @workflow.update
    async def retry(self) -> None:
        """Try again what waits as a whole: the outline, or a step of ours. Sections have `retry_section`."""
        self._steps.retries += 1

    @retry.validator
    def _may_retry_all(self) -> None:
        if not self._steps.waiting:
            raise ApplicationError("Nothing but single sections waits for a retry now.", type="wrong_time")

    @workflow.update
    async def cancel(self) -> None:
        """End the generation; what was made so far stays in the ledger."""
        self._steps.cancel_asked = True
        if self._work is not None:
            self._work.cancel()

    @cancel.validator
    def _may_cancel(self) -> None:
        if self._steps.cancel_asked:
            raise ApplicationError("The generation is being cancelled already.", type="wrong_time")

    @workflow.update
    async def retry_section(self, section: SectionRef) -> None:
        """Write a section that waits once more."""
        self._sections.retry(section.key)

    @retry_section.validator
    def _may_retry(self, section: SectionRef) -> None:
        if section.key not in self._sections.waiting:
            raise ApplicationError(f"Section {section.key} does not wait for a retry.", type="wrong_time")

    @workflow.update
    async def accept_section(self, accepted: AcceptedSection) -> None:
        """Take a section that waits as its owner accepts it."""
        self._sections.accept(accepted.key, accepted.call_id)

    @accept_section.validator
    def _may_accept(self, accepted: AcceptedSection) -> None:
        if accepted.key not in self._sections.waiting:
            raise ApplicationError(f"Section {accepted.key} does not wait for a person.", type="wrong_time")

    @workflow.update
    async def raise_budget(self) -> None:
        """Go on with what the budget forbade; the database holds the new one."""
        self._steps.budget_raises += 1
        self._sections.retry_what_lacked_budget()

    @workflow.signal
    def pause(self) -> None:
        """Start nothing new until `resume`; what is under way ends."""
        self._steps.hold(True)

    @workflow.signal
    def resume(self) -> None:
        self._steps.hold(False)

    @workflow.signal
    def retrying(self, news: Retrying) -> None:
        """An activity's word that it failed and is tried again."""
        self._steps.told(news)

    def _refuse_unless_reviewing(self) -> None:
        if self._steps.status != "awaiting_review" or self._decision is not None:
            raise ApplicationError("The outline does not await a review now.", type="wrong_time")
