"""The answers to what a learner's device has sent, as soon as they are true."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from api.learning.dependencies import LearningParts
from api.learning.workflow_client import LONGEST, NOT_RECORDED, WHY_SECONDS, Study, record
from api.security.dependencies import Shared
from enrollments import inbox
from temporal.errors import TemporalUnavailable


async def recorded(
    shared: Shared, learning: LearningParts, study: Study, ids: Sequence[UUID]
) -> dict[UUID, inbox.Answer]:
    """Have what is in the inbox recorded, and return the answers that these ids have got.

    The learner's stream rings when the record is written; the workflow then still has to hear of it, for which nobody
    waits here. Where it does not ring, since there was no news or no connection to the bell, the end of the turn tells.
    Raises TemporalUnavailable; then send it again.
    """
    with shared.bell.heard(str(study.user_id)) as rung:
        turn = await record(shared.door, learning, study)
        turn.when_done(rung.set)
        async with _patience():
            while True:
                await rung.wait()
                rung.clear()
                is_over = turn.is_done()
                answers = await answers_to(shared, study, ids)
                if len(answers) == len(ids):
                    turn.pass_on()
                    return answers
                if is_over:
                    await turn.end()
                    return answers


@asynccontextmanager
async def _patience() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(LONGEST + WHY_SECONDS):
            yield
    except TimeoutError as error:
        raise TemporalUnavailable(NOT_RECORDED) from error


async def answers_to(shared: Shared, study: Study, ids: Sequence[UUID]) -> dict[UUID, inbox.Answer]:
    async with shared.quick.connection() as connection:
        return await inbox.answers(connection, study.user_id, ids)
