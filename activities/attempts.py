"""Around every activity: whatever it raises ends it by a name, and what is tried again says so where people look."""

import asyncio
import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity
from temporalio.client import WorkflowHandle
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from activities.errors import refusal
from activities.failures import MOST_FAULTS, failure_of, generation_unknown, is_fault
from activities.retries import Retries, Try
from models.messages import Problem, Retrying
from models.problems import BUDGET_RESERVED, DATA_MISSING, FAILED, SYSTEM_FAULT, WORKER_LOST
from models.steps import step_of

MOST_LOST = 5
"""Tries of a step that its worker did not outlive: a shutdown may interrupt some, all of them are its own doing."""
TOLD_EACH, TOLD_THEN = 12, 30
"""How many failures of a step are told to its workflow each, and then every how many of them: a run's history has room
for some ten thousand."""
SPREAD = 0.1
PATIENCE = timedelta(seconds=3)
RECORDING_SECONDS = 4

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Backoff:
    """How long a failed try is waited after: what the step's policy says × `pace`, up to a tenth more, so that what
    failed together does not come back together. A provider that names a longer time is given it."""

    pace: float = 1.0

    def delay(self, info: activity.Info, asked: timedelta | None) -> timedelta:
        """How long to wait after this try; `asked` is what a provider named."""
        policy = info.retry_policy
        if policy is None:
            return asked or timedelta(seconds=1)
        longest = policy.maximum_interval or policy.initial_interval * 100
        doubled = policy.initial_interval * policy.backoff_coefficient ** min(info.attempt - 1, 60)
        waited = min(longest, doubled) * self.pace * (1 + SPREAD * random.random())  # noqa: S311 - spreads tries, and guards nothing
        return max(waited, asked or timedelta())


class Attempts(Interceptor):
    """What every activity has in common: what it raises is named, and who waits is told of its next try."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], backoff: Backoff | None = None) -> None:
        self._retries = Retries(sessions)
        self._backoff = backoff or Backoff()

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        """Temporal's hook, called for each activity: what it raises is named, and its retries are told of."""
        return _Attempts(next, self._retries, self._backoff)


class _Attempts(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, retries: Retries, backoff: Backoff) -> None:
        super().__init__(next)
        self._retries = retries
        self._backoff = backoff

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        info = activity.info()
        this = _this(info, input.args)
        try:
            if this is not None and info.attempt > 1:
                await self._begin_again(this)
            result = await super().execute_activity(input)
            if this is not None and (info.attempt > 1 or this.is_own):
                await self._retries.forget(this)
            return result
        except asyncio.CancelledError as error:
            if activity.is_cancelled() or activity.is_worker_shutdown():
                raise
            failure = failure_of(RuntimeError("cancelled by nobody").with_traceback(error.__traceback__), _name(this))
        except Exception as error:
            failure = failure_of(error, _name(this), ours=this is not None and this.is_own)
        raise await self._told(this, failure) from None

    async def _begin_again(self, this: Try) -> None:
        """Say that another try is under way. One before it that no worker has told the end of counts as a fault."""
        if this.is_own or not await _was_lost():
            await self._retries.begin(this)
            return
        lost = Problem(
            kind=WORKER_LOST,
            detail="The worker ended, or said nothing for too long, while it did this. It is tried again now.",
        )
        before = replace(this, attempt=this.attempt - 1)
        is_last = await self._retries.fail(before, lost, next_try_at=datetime.now(UTC), most_faults=MOST_LOST)
        await _tell(before, lost, None)
        if is_last:
            raise refusal(
                SYSTEM_FAULT,
                f"This is a fault of the system: {MOST_LOST} workers ended, or said nothing for too long, while they "
                "did this. An operator finds the reason in the worker's log.",
            )

    async def _told(self, this: Try | None, failure: ApplicationError) -> ApplicationError:
        """The failure as Temporal is told it, with its next try, and as view and stream will tell of it."""
        if failure.type == BUDGET_RESERVED:
            return failure
        if failure.type == DATA_MISSING and this is not None and not await self._is_known(this):
            failure = generation_unknown()
        if failure.non_retryable:
            if this is not None and this.attempt > 1:
                await self._settled(this)
            return failure
        delay = self._backoff.delay(activity.info(), failure.next_retry_delay)
        is_last = await self._is_last(this, failure, delay)
        return ApplicationError(
            failure.message,
            type=failure.type,
            non_retryable=is_last,
            next_retry_delay=None if is_last else delay,
            category=failure.category,
        )

    async def _is_last(self, this: Try | None, failure: ApplicationError, delay: timedelta) -> bool:
        info = activity.info()
        is_last = _was_last(info, delay)
        most_faults = MOST_FAULTS if is_fault(failure) else None
        presumed = is_last or (most_faults is not None and info.attempt >= most_faults)
        if this is None:
            return presumed
        problem = Problem(kind=failure.type or FAILED, detail=failure.message)
        next_try_at = None if is_last else datetime.now(UTC) + delay
        is_last = await self._recorded(this, problem, next_try_at, most_faults, presumed)
        await _tell(this, problem, None if is_last else next_try_at)
        return is_last

    async def _recorded(
        self, this: Try, problem: Problem, next_try_at: datetime | None, most_faults: int | None, presumed: bool
    ) -> bool:
        """Whether this was the last try, as the database counts; as is presumed where it does not take it."""
        try:
            async with asyncio.timeout(RECORDING_SECONDS):
                return await self._retries.fail(this, problem, next_try_at=next_try_at, most_faults=most_faults)
        except Exception as error:  # whatever keeps this from being recorded, the step has failed all the same
            _log.warning("nothing can be recorded of the failure of %s (%s)", this.step, type(error).__name__)
            return presumed

    async def _is_known(self, this: Try) -> bool:
        try:
            return await self._retries.knows(this)
        except SQLAlchemyError:
            return True

    async def _settled(self, this: Try) -> None:
        try:
            await self._retries.forget(this)
        except SQLAlchemyError as error:
            _log.warning("a row of step_retries stays for %s (%s)", this.step, type(error).__name__)


def _this(info: activity.Info, args: Sequence[Any]) -> Try | None:
    """The try of a generation's step; None for what is done for nobody's course."""
    task = args[0] if args else None
    generation_id = getattr(task, "generation_id", None)
    if not isinstance(task, BaseModel) or not isinstance(generation_id, UUID):
        return None
    own = info.heartbeat_timeout is None
    return Try(generation_id, step_of(info.activity_type, task), info.attempt, is_own=own)


def _name(this: Try | None) -> str:
    return this.step if this else activity.info().activity_type


async def _was_lost() -> bool:
    """Whether the try before this one ended without a word of its worker, as Temporal knows it."""
    activity_id = activity.info().activity_id
    description = await _handle().describe(rpc_timeout=PATIENCE)
    pending = [one for one in description.raw_description.pending_activities if one.activity_id == activity_id]
    return any(one.last_failure.HasField("timeout_failure_info") for one in pending)


async def _tell(this: Try, problem: Problem, next_try_at: datetime | None) -> None:
    """Have the workflow show it in its details. One that has ended, or cannot be reached, shows nothing."""
    if this.attempt > TOLD_EACH and this.attempt % TOLD_THEN:
        return
    news = Retrying(step=this.step, problem=problem, attempts=this.attempt, next_try_at=next_try_at)
    try:
        await _handle().signal("retrying", news, rpc_timeout=PATIENCE)
    except RPCError as error:
        _log.info("the workflow is not told that %s is tried again (%s)", this.step, error.status.name)


def _handle() -> WorkflowHandle[Any, Any]:
    info = activity.info()
    assert info.workflow_id is not None
    return activity.client().get_workflow_handle(info.workflow_id, run_id=info.workflow_run_id)


def _was_last(info: activity.Info, delay: timedelta) -> bool:
    """Whether the policy allows no other try after this one."""
    policy = info.retry_policy
    if policy is not None and policy.maximum_attempts and info.attempt >= policy.maximum_attempts:
        return True
    limit = info.schedule_to_close_timeout
    return limit is not None and datetime.now(UTC) + delay > info.scheduled_time + limit
