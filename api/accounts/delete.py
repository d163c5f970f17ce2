"""Deleting one's account: who may, all of it in one transaction, then the workflows that have nothing left to do."""

from functools import partial
from itertools import count
from uuid import UUID

import psycopg
from sqlalchemy.exc import OperationalError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts import leaving, people
from api.accounts.password_guesses import guessed
from api.http.problems import Problem
from api.security.auditing import audit
from api.security.dependencies import Account, Dependencies
from api.workflow_client import workflow_id
from models.erasure import forget
from models.progress import Enrollment

MOST_ATTEMPTS = 5
"""Edits of what is emptied may be under way, each of which waits for the account and holds its course."""


async def refuse_strangers(shared: Dependencies, account: Account, password: str | None) -> None:
    """Raise 403 unless it is the person: a token may have been stolen since they signed in.

    In local mode there is no sign-in; who sits at the machine is the person.
    """
    if password is not None:
        known = partial(leaving.knows_password, shared.sessions, account.id, password)
        if not await guessed(shared, f"guesses:{account.id}", known):
            raise Problem(403, "wrong-password", "The password is wrong; the account was not deleted.")
    elif account.sign_in is not None:
        async with shared.sessions() as session:
            if not await leaving.is_fresh(session, account.sign_in):
                raise Problem(403, "sign-in-too-old", "Sign in again, or send your password, to delete the account.")


async def leave(shared: Dependencies, account: Account) -> None:
    """Delete the account. Raises 409 for the last admin."""
    for attempt in count(1):
        try:
            return await _leave(shared, account)
        except OperationalError as error:
            if not isinstance(error.orig, psycopg.errors.DeadlockDetected) or attempt == MOST_ATTEMPTS:
                raise


async def _leave(shared: Dependencies, account: Account) -> None:
    async with shared.sessions() as session, session.begin():
        try:
            await leaving.leave(session, account.id)
        except people.LastAdmin as error:
            raise Problem(409, "last-admin", "You are the last admin: make another one first.") from error
        ended = await forget(session, account.id)
        audit(session, account, "user", account.id)
        workflows = [workflow_id(generation.id) for generation in ended]
        workflows += await _studies(session, account.id)
    await shared.workflows.end(workflows)


async def _studies(session: AsyncSession, user_id: UUID) -> list[str]:
    courses = await session.exec(select(Enrollment.course_id).where(Enrollment.user_id == user_id))
    return [f"progression/{course_id}/{user_id}" for course_id in courses]
