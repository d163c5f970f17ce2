"""What the mail service reports about messages, signed by it."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from sendgrid import EventWebhook
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import cast, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from api.http.problems import Problem, not_found
from api.http.whole_body import whole_body
from api.security.dependencies import CurrentDependencies
from models.accounts import User, canonical_address
from models.outbox import MAIL_EVENT_KINDS, MailEvent, OutboxMessage
from models.upserts import insert_once

FRESH_SECONDS = 10 * 60
LONGEST_SIGNATURE = 200
KINDS = {
    "processed": "processed",
    "deferred": "deferred",
    "delivered": "delivered",
    "dropped": "dropped",
    "bounce": "bounced",
    "spamreport": "spam_report",
    "unsubscribe": "unsubscribed",
    "group_unsubscribe": "unsubscribed",
}
OPT_OUTS = ("spam_report", "unsubscribed")
RANK = {kind: place for place, kind in enumerate(MAIL_EVENT_KINDS)}
NO_MAIL = {"mail": False}


class Reported(BaseModel):
    """An event as SendGrid writes it. Times are epoch seconds; `dedupe_key` is our own custom argument."""

    event: str
    sg_event_id: str = Field(min_length=1, max_length=200)
    timestamp: int = Field(ge=0, le=32_503_680_000)
    dedupe_key: str
    sg_message_id: str = ""

    @property
    def happened_at(self) -> datetime:
        """The `timestamp` as a time in UTC."""
        return datetime.fromtimestamp(self.timestamp, UTC)


REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The body is no JSON list of events."},
    403: {"description": "The signature is missing, old, or not the mail service's."},
    404: {"description": "No mail service was named to this server."},
    413: {"description": "More events than are taken at once."},
}
SIGNED_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "array", "items": {"type": "object"}}}},
    }
}
_Events: TypeAdapter[list[Any]] = TypeAdapter(list[Any])


def create_router(public_key: str | None) -> APIRouter:
    """The route for events signed with the private half of `public_key` (base64 DER, as SendGrid shows it).

    Without a key the route answers 404. Raises ValueError for a key that is none.
    """
    webhook = EventWebhook(public_key) if public_key else None
    router = APIRouter(prefix="/api/mail", tags=["Operations"])

    @router.post("/events", status_code=204, responses=REFUSALS, openapi_extra=SIGNED_BODY)
    async def take_mail_events(
        request: Request,
        shared: CurrentDependencies,
        signature: Annotated[str, Header(alias="X-Twilio-Email-Event-Webhook-Signature")] = "",
        timestamp: Annotated[str, Header(alias="X-Twilio-Email-Event-Webhook-Timestamp")] = "",
    ) -> Response:
        """Note what became of messages. Events that are none of ours, or known already, change nothing."""
        if webhook is None:
            raise not_found("page")
        if not _is_fresh(signature, timestamp):
            raise _signature_refused()
        async with whole_body(request, "mail service") as body:
            if not await asyncio.to_thread(_is_genuine, webhook, body, signature, timestamp):
                raise _signature_refused()
            events = await asyncio.to_thread(_read, body)
        async with shared.sessions() as session, session.begin():
            await _note(session, events)
        return Response(status_code=204)

    return router


def _is_fresh(signature: str, timestamp: str) -> bool:
    """Whether what is said besides the body is worth reading it: a signature, made a moment ago."""
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        return False
    return 0 < len(signature) <= LONGEST_SIGNATURE and abs(time.time() - int(timestamp)) <= FRESH_SECONDS


def _is_genuine(webhook: EventWebhook, body: bytes, signature: str, timestamp: str) -> bool:
    """The SDK checks the signature alone: neither that it is there, nor whether it is replayed long after."""
    try:
        return bool(webhook.verify_signature(body.decode(), signature, timestamp))
    except (TypeError, ValueError):  # no base64, no ASCII, no UTF-8
        return False


def _signature_refused() -> Problem:
    return Problem(403, "signature-refused", "The signature is missing, old or not the mail service's.")


def _read(body: bytes) -> list[Reported]:
    """The events that are about messages of ours and of a kind that we note, as they happened."""
    try:
        listed = _Events.validate_json(body)
    except ValidationError as error:
        raise Problem(400, "events-unreadable", "The body is no JSON list of events.") from error
    events = [event for event in map(_reported, listed) if event is not None and event.event in KINDS]
    return sorted(events, key=lambda event: (event.dedupe_key, event.timestamp, RANK[KINDS[event.event]]))


def _reported(event: Any) -> Reported | None:
    try:
        return Reported.model_validate(event)
    except ValidationError:
        return None


async def _note(session: AsyncSession, events: list[Reported]) -> None:
    """Each event once, whatever the order and however often they come."""
    messages = await _locked(session, {event.dedupe_key for event in events})
    for event in events:
        message = messages.get(event.dedupe_key)
        if message is not None and await _is_new(session, message, event):
            _settle(message, event)
            if KINDS[event.event] in OPT_OUTS:
                await _stop_mail(session, message)


async def _locked(session: AsyncSession, dedupe_keys: set[str]) -> dict[str, OutboxMessage]:
    """In the order of their ids, so that two reports never wait for each other."""
    wanted = select(OutboxMessage).where(col(OutboxMessage.dedupe_key).in_(dedupe_keys))
    rows = await session.exec(wanted.order_by(col(OutboxMessage.id)).with_for_update())
    return {message.dedupe_key: message for message in rows}


async def _is_new(session: AsyncSession, message: OutboxMessage, event: Reported) -> bool:
    noted = MailEvent(
        event_id=event.sg_event_id,
        outbox_id=message.id,
        kind=KINDS[event.event],
        happened_at=event.happened_at,
    )
    return await insert_once(session, noted)


def _settle(message: OutboxMessage, event: Reported) -> None:
    """What happened last counts. A message that may have been sent was, once there is a report about it."""
    kind = KINDS[event.event]
    known = (message.delivery_at, RANK[message.delivery]) if message.delivery_at and message.delivery else None
    if known is None or known < (event.happened_at, RANK[kind]):
        message.delivery, message.delivery_at = kind, event.happened_at
    if message.status in ("pending", "ambiguous"):
        message.status, message.problem, message.sent_at = "sent", None, event.happened_at
        message.provider_message_id = event.sg_message_id.partition(".")[0]


async def _stop_mail(session: AsyncSession, message: OutboxMessage) -> None:
    """Whoever got the message wants none: not who had it sent."""
    preferences = col(User.learning_preferences).concat(cast(NO_MAIL, JSONB))
    reader = col(User.id) == message.user_id
    if message.to_address is not None:
        reader = col(User.email_key) == canonical_address(message.to_address)
    await session.exec(update(User).where(reader).values(learning_preferences=preferences))
