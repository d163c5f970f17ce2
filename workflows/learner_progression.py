"""LearnerProgression: one learner's study of one course, an update an interaction or batch, asleep in between."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError, is_cancelled_exception

with workflow.unsafe.imports_passed_through():
    from activities.progression import Progression
    from models.messages import Arrived, ProgressionRef, ProgressionStart, Recorded
    from models.problems import NOT_RECORDED, NOTHING_TO_RECORD
    from temporal import search_attributes

from workflows.outgoing_emails import OutgoingEmails
from workflows.policies import RECORD, TRANSACTION, summed_up


@workflow.defn
class LearnerProgression:
    @workflow.init
    def __init__(self, start: ProgressionStart) -> None:
        self._start = start
        self._ref = ProgressionRef(enrollment_id=start.enrollment_id)
        self._turn = asyncio.Lock()
        self._arrived = self._covered = 0
        self._recorded: Recorded | None = None
        self._is_shown = True
        self._outbox: list[UUID] = []
        self._emails = OutgoingEmails("Tell the learner")
        self._next_review_at = start.next_review_at
        self._last_activity = workflow.now()
        self._nudged = start.nudged

    @workflow.run
    async def run(self, start: ProgressionStart) -> None:
        """Deliver and remind until the learner has been away for long; the next interaction starts another run."""
        while not self._is_over():
            await self._accompany()
            if self._is_over():
                await self._emails.settled()
                await workflow.wait_condition(workflow.all_handlers_finished)

    async def _accompany(self) -> None:
        """Do what is due, or wait for it; a run whose history is long goes on in another one."""
        if self._is_settled():
            await self._sleep()
        else:
            await self._settle()
        if self._is_too_long():
            await workflow.wait_condition(workflow.all_handlers_finished)
            if self._is_settled():
                kept = {"nudged": self._nudged, "next_review_at": self._next_review_at}
                workflow.continue_as_new(self._start.model_copy(update=kept))
        await self._remind()

    def _is_too_long(self) -> bool:
        return workflow.info().is_continue_as_new_suggested() and self._emails.are_settled()

    @workflow.update
    async def interact(self, arrived: Arrived) -> Recorded:
        """Record what waits in the inbox. Those that come meanwhile are recorded together by the next turn."""
        self._arrived += 1
        mine = self._arrived
        async with self._turn:
            if self._covered < mine:
                covered = self._arrived
                self._take(await self._record())
                self._covered = covered
        assert self._recorded is not None
        return self._recorded

    @interact.validator
    def _may_interact(self, arrived: Arrived) -> None:
        if arrived.count < 1:
            raise ApplicationError("There is nothing to record.", type=NOTHING_TO_RECORD)

    async def _record(self) -> Recorded:
        try:
            return await workflow.execute_local_activity_method(Progression.record, self._ref, **RECORD)
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise
            detail = "The interaction could not be recorded now; send it again."
            raise ApplicationError(detail, type=NOT_RECORDED, non_retryable=True) from error

    def _take(self, recorded: Recorded) -> None:
        self._recorded = recorded
        self._outbox += [message for message in recorded.outbox_ids if message not in self._outbox]
        self._last_activity, self._nudged = workflow.now(), False
        self._next_review_at = recorded.next_review_at or self._next_review_at
        self._is_shown = False
        shown = "nothing to complete" if recorded.percent is None else f"{recorded.percent:.2f} %"
        workflow.set_current_details(f"**{shown}**\n\nLast: {recorded.outcome.replace('_', ' ') or 'nothing new'}")

    async def _sleep(self) -> None:
        """Until something is to be delivered, or the next moment that this run waits for.

        What a learner does moves that moment away; the timer stays, since another one would cost more than the look at
        the clock when it fires.
        """
        until = self._next_moment()

        def is_called() -> bool:
            return not self._is_settled() or self._is_too_long() or self._next_moment() < until

        try:
            await workflow.wait_condition(is_called, timeout=max(timedelta(0), until - workflow.now()))
        except TimeoutError:
            return

    def _next_moment(self) -> datetime:
        moments = [self._last_activity + timedelta(seconds=self._start.idle_after)]
        if not self._nudged:
            moments.append(self._last_activity + timedelta(seconds=self._start.nudge_after))
        if self._next_review_at is not None:
            moments.append(self._next_review_at)
        return min(moments)

    async def _remind(self) -> None:
        now = workflow.now()
        if self._next_review_at is not None and now >= self._next_review_at:
            self._next_review_at = None
            reminded = await workflow.execute_activity_method(
                Progression.remind,
                self._ref.model_copy(update={"now": now}),
                **summed_up(TRANSACTION, "Remind of reviews"),
            )
            self._next_review_at = reminded.next_review_at
            self._outbox += [reminded.outbox_id] if reminded.outbox_id else []
        if not self._nudged and now >= self._last_activity + timedelta(seconds=self._start.nudge_after):
            self._nudged = True
            reminded = await workflow.execute_activity_method(
                Progression.nudge, self._ref, **summed_up(TRANSACTION, "Nudge after inactivity")
            )
            self._outbox += [reminded.outbox_id] if reminded.outbox_id else []

    def _is_settled(self) -> bool:
        return self._is_shown and not self._outbox

    async def _settle(self) -> None:
        """A little later, let operators find the run by where the learner stands, and send the e-mails."""
        await workflow.sleep(self._start.settle_after)
        if self._recorded is not None and not self._is_shown:
            self._is_shown = True
            percent = 0 if self._recorded.percent is None else int(self._recorded.percent)
            workflow.upsert_search_attributes(
                [
                    search_attributes.PERCENT_DONE.value_set(percent),
                    search_attributes.LAST_OUTCOME.value_set(self._recorded.outcome or "none"),
                ]
            )
        if self._outbox:
            self._emails.send(self._outbox)
            self._outbox = []

    def _is_over(self) -> bool:
        idle = workflow.now() >= self._last_activity + timedelta(seconds=self._start.idle_after)
        return idle and self._is_settled() and self._covered == self._arrived
