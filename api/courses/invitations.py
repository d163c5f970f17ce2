"""Inviting people to a course by their addresses: an e-mail each, whose fate its sender is told."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Depends
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.people import is_address
from accounts.permissions import Action
from api.courses.views import known_course
from api.http.pages import Page, WantedPage, cut
from api.http.problems import Problem, invalid, not_found
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, CurrentDependencies, DatabaseSession, Snapshot
from api.security.rate_limits import Rate
from models.accounts import User, canonical_address
from models.catalog import lock_course
from models.columns import new_id
from models.courses import Course
from models.outbox import INVITATION, OutboxMessage
from models.sharing import CourseInvitation, new_token, token_hash

router = APIRouter(prefix="/api/courses/{course_id}/invitations", tags=["Courses"])

AT_ONCE = 50
OPEN_FOR = timedelta(days=30)
AN_EMAIL_EVERY = 30.0
"""Seconds in the long run, so that nobody writes to the whole world by our e-mails; `EMAILS_AT_ONCE` at the start."""
EMAILS_AT_ONCE = 200
RETURNED = {"bounced", "dropped", "spam_report"}

InvitationStatus = Literal["waiting", "sent", "returned", "not_sent", "accepted", "withdrawn", "expired"]
ACCEPTED: dict[int | str, dict[str, Any]] = {409: {"description": "The invitation was accepted."}}
NOT_TO_INVITE: dict[int | str, dict[str, Any]] = {409: {"description": "The course was never published."}}


class Invitations(BaseModel):
    """The addresses to be invited."""

    model_config = ConfigDict(extra="forbid")

    emails: list[str] = Field(min_length=1, max_length=AT_ONCE)


class InvitationPublic(BaseModel):
    """`status` says what became of the e-mail: `returned` when it could not be delivered (`detail` says what the mail
    service reported), `not_sent` when it could not be sent at all."""

    id: UUID
    email: str
    status: InvitationStatus
    detail: str
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None


class NewInvitation(InvitationPublic):
    """`path` is a way in on this server for this person, as their e-mail has one, told this once; null for an address
    that was invited before."""

    path: str | None


class Invited(BaseModel):
    """What became of each address, in the order of the request."""

    items: list[NewInvitation]


@router.post("", status_code=201, responses=NOT_TO_INVITE)
async def invite_learners(
    course_id: UUID,
    wanted: Annotated[
        Invitations,
        Body(
            openapi_examples={
                "two": {"summary": "Two people", "value": {"emails": ["ada@example.org", "grace@example.org"]}}
            }
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.INVITE, audit="invite learners"))],
    shared: CurrentDependencies,
) -> Invited:
    """Invite people by e-mails with a link, up to 50 at once. Who has an open invitation gets no second e-mail."""
    refuse_no_addresses(wanted.emails)
    addresses = {canonical_address(email): email.strip() for email in wanted.emails}
    if shared.limits.accounts is not None:
        rate = Rate(AN_EMAIL_EVERY * len(addresses), max(1, EMAILS_AT_ONCE // len(addresses)))
        await shared.limiter.count(rate, f"invitations of {account.id}")
    async with shared.sessions() as session, session.begin():
        await lock_course(session, course_id)
        course = await known_course(session, course_id, account)
        if course.current_release is None:
            raise Problem(409, "never-published", "Publish the course first: there is nothing yet that learners see.")
        known = await _open(session, course_id, list(addresses))
        made = {key: _new(course, key, email) for key, email in addresses.items() if key not in known}
        inviter = (await session.get_one(User, account.id)).full_name
        for invitation, _ in made.values():
            message = _message(course, invitation, inviter, account.id)
            invitation.outbox_id, invitation.invited_by = message.id, account.id
            session.add(message)
            await session.flush()
            session.add(invitation)
        if made:
            audit(session, account, "course", course_id, course_id=course_id, invited=len(made))
        await session.flush()
        for invitation, _ in made.values():
            await session.refresh(invitation)
        rows = {key: known.get(key) or made[key][0] for key in addresses}
        messages = await _messages(session, rows.values())
    if new_messages := [row.outbox_id for row, _ in made.values() if row.outbox_id is not None]:
        await shared.workflows.deliver(new_messages)
    return Invited(
        items=[
            NewInvitation(
                path=f"/shared/{made[key][1]}" if key in made else None,
                **_public(row, messages.get(row.outbox_id)).model_dump(),
            )
            for key, row in rows.items()
        ]
    )


@router.get("")
async def list_invitations(
    course_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.INVITE))],
    session: Snapshot,
    paging: WantedPage,
) -> Page[InvitationPublic]:
    """Whom you invited and what became of it, the newest first: accepted, or not; the e-mail sent, or returned."""
    await known_course(session, course_id, account)
    query = select(CourseInvitation).where(CourseInvitation.course_id == course_id)
    if paging.after is not None:
        query = query.where(col(CourseInvitation.id) < paging.after)
    rows = list(await session.exec(query.order_by(col(CourseInvitation.id).desc()).limit(paging.limit + 1)))
    messages = await _messages(session, rows)
    return cut([_public(row, messages.get(row.outbox_id)) for row in rows], [row.id for row in rows], paging.limit)


@router.delete("/{invitation_id}", status_code=204, responses=ACCEPTED)
async def withdraw_invitation(
    course_id: UUID,
    invitation_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.INVITE, audit="withdraw invitation"))],
    session: DatabaseSession,
) -> None:
    """Let an invitation open nothing any more; an e-mail that was not sent yet is not sent. Again: the same answer.

    Refused with 409 once it was accepted: take the learner out of the course instead.
    """
    await lock_course(session, course_id)
    await known_course(session, course_id, account)
    invitation = await session.get(CourseInvitation, invitation_id, with_for_update=True)
    if invitation is None or invitation.course_id != course_id:
        raise not_found("invitation")
    if invitation.accepted_at is not None:
        sentence = "The invitation was accepted. To shut the person out, take them out of the course."
        raise Problem(409, "invitation-accepted", sentence)
    invitation.withdrawn_at = invitation.withdrawn_at or datetime.now(UTC)
    session.add(invitation)
    unsent = (col(OutboxMessage.id) == invitation.outbox_id, col(OutboxMessage.status) == "pending")
    await session.exec(update(OutboxMessage).where(*unsent).values(status="suppressed"))
    audit(session, account, "course", course_id, course_id=course_id, invitation=str(invitation_id))


def refuse_no_addresses(emails: list[str]) -> None:
    """Raise 422, pointing to each text that is no address."""
    wrong = [
        (f"/emails/{place}", "This is no mail address.")
        for place, email in enumerate(emails)
        if not is_address(email.strip())
    ]
    if wrong:
        raise invalid(wrong)


async def _open(session: AsyncSession, course_id: UUID, keys: list[str]) -> dict[str, CourseInvitation]:
    """The invitations of these addresses that are neither over nor returned."""
    rows = await session.exec(
        select(CourseInvitation)
        .join(OutboxMessage, col(OutboxMessage.id) == CourseInvitation.outbox_id)
        .where(
            CourseInvitation.course_id == course_id,
            col(CourseInvitation.email_key).in_(keys),
            col(CourseInvitation.expires_at) > datetime.now(UTC),
            col(CourseInvitation.withdrawn_at).is_(None),
            col(OutboxMessage.status) != "failed",
            col(OutboxMessage.delivery).is_(None) | col(OutboxMessage.delivery).not_in(RETURNED),
        )
    )
    return {row.email_key: row for row in rows}


async def _messages(session: AsyncSession, rows: Any) -> dict[UUID | None, OutboxMessage]:
    ids = [row.outbox_id for row in rows if row.outbox_id is not None]
    found = await session.exec(select(OutboxMessage).where(col(OutboxMessage.id).in_(ids)))
    return {message.id: message for message in found}


def _new(course: Course, key: str, email: str) -> tuple[CourseInvitation, str]:
    token = new_token()
    invitation = CourseInvitation(
        course_id=course.id,
        invited_by=course.instructor_id,
        email=email,
        email_key=key,
        token_hash=token_hash(token),
        expires_at=datetime.now(UTC) + OPEN_FOR,
    )
    return invitation, token


def _message(course: Course, invitation: CourseInvitation, inviter: str, sender: UUID) -> OutboxMessage:
    """Its link is made when it is sent, so that nobody reads it here."""
    return OutboxMessage(
        id=new_id(),
        kind=INVITATION,
        dedupe_key=f"{INVITATION}:{invitation.id}",
        user_id=sender,
        to_address=invitation.email,
        data={
            "title": course.title,
            "inviter": inviter,
            "days": OPEN_FOR.days,
            "language": course.language,
        },
    )


def _public(row: CourseInvitation, message: OutboxMessage | None) -> InvitationPublic:
    status, detail = _status(row, message)
    told = row.model_dump(include={"id", "email", "created_at", "expires_at", "accepted_at"})
    return InvitationPublic(status=status, detail=detail, **told)


def _status(row: CourseInvitation, message: OutboxMessage | None) -> tuple[InvitationStatus, str]:
    if row.accepted_at is not None:
        return "accepted", ""
    if row.withdrawn_at is not None:
        return "withdrawn", ""
    if message is not None and message.delivery in RETURNED:
        return "returned", f"The mail service reports: {message.delivery.replace('_', ' ')}."
    if row.expires_at <= datetime.now(UTC):
        return "expired", "Invite the person again."
    if message is not None and message.status in ("failed", "suppressed"):
        problem = (message.problem or {}).get("detail", "The person wants no e-mails of this service.")
        return "not_sent", problem
    return ("sent", "") if message is not None and message.status in ("sent", "ambiguous") else ("waiting", "")
