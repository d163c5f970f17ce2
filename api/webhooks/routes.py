"""Addresses that are told what happens to courses: registered, tested, looked at, removed."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Response
from fastapi.openapi.models import Example
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action, Relation
from api.http.pages import Page, WantedPage, cut
from api.http.problems import Problem, invalid, not_found
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, CurrentDependencies, DatabaseSession
from api.webhooks.schemas import NewWebhook, WebhookDeliveryPublic, WebhookDetail, WebhookMade, WebhookPublic
from models.accounts import User
from models.webhooks import TEST, Webhook, WebhookDelivery
from providers.webhooks import fault_of, new_secret

router = APIRouter(prefix="/api/webhooks", tags=["Webhooks"])

MOST_WEBHOOKS = 20
"""Of one account."""
MOST_SHOWN = 20
ENOUGH: dict[int | str, dict[str, Any]] = {409: {"description": "You have as many webhooks as an account may have."}}
ADMINS_ONLY: dict[int | str, dict[str, Any]] = {403: {"description": "Only admins are told of everybody's courses."}}


FINISHED: dict[str, Example] = {
    "finished": {
        "summary": "Who finishes a course",
        "value": {"url": "https://hooks.example.org/courses", "events": ["course.completed"]},
    }
}


@router.post("", status_code=201, responses=ENOUGH | ADMINS_ONLY)
async def register_webhook(
    new: Annotated[NewWebhook, Body(openapi_examples=FINISHED)],
    account: Annotated[Account, Depends(Authorize(Action.REGISTER_WEBHOOK, audit="register webhook"))],
    session: DatabaseSession,
    shared: CurrentDependencies,
    response: Response,
) -> WebhookMade:
    """Have an address told what happens to your courses, from now on, by signed requests (Standard Webhooks)."""
    if new.scope == "all" and account.role != "admin":
        raise Problem(403, "forbidden", "Only admins are told of everybody's courses; leave the scope `own`.")
    if fault := fault_of(new.url, shared.private_hosts):
        raise invalid([("/url", fault)])
    await session.exec(select(User.id).where(User.id == account.id).with_for_update(key_share=True))
    there = select(func.count()).select_from(Webhook).where(*_kept(account))
    if (await session.exec(there)).one() >= MOST_WEBHOOKS:
        sentence = f"An account has {MOST_WEBHOOKS} webhooks at most; remove one first."
        raise Problem(409, "too-many-webhooks", sentence)
    webhook = Webhook(
        owner_id=account.id,
        url=new.url,
        events=sorted(set(new.events)),
        scope=new.scope,
        secret=new_secret(),
    )
    session.add(webhook)
    audit(session, account, "webhook", webhook.id, scope=new.scope)
    await session.flush()
    await session.refresh(webhook)
    response.headers["Cache-Control"] = "no-store"
    return WebhookMade.model_validate(webhook.model_dump())


@router.get("")
async def list_webhooks(
    account: Annotated[Account, Depends(Authorize(Action.READ_WEBHOOK))], session: DatabaseSession, paging: WantedPage
) -> Page[WebhookPublic]:
    """Your webhooks, the newest first."""
    query = select(Webhook).where(*_kept(account))
    if paging.after is not None:
        query = query.where(col(Webhook.id) < paging.after)
    rows = list(await session.exec(query.order_by(col(Webhook.id).desc()).limit(paging.limit + 1)))
    return cut([WebhookPublic.model_validate(row.model_dump()) for row in rows], [row.id for row in rows], paging.limit)


@router.get("/{webhook_id}")
async def read_webhook(
    webhook_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_WEBHOOK))],
    session: DatabaseSession,
) -> WebhookDetail:
    """A webhook with what it was told lately, and what it is still to be told."""
    webhook = await _own(session, webhook_id, account)
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id)
    rows = await session.exec(query.order_by(col(WebhookDelivery.happened_at).desc()).limit(MOST_SHOWN))
    deliveries = [WebhookDeliveryPublic.model_validate(row.model_dump()) for row in rows]
    return WebhookDetail(deliveries=deliveries, **webhook.model_dump())


@router.post("/{webhook_id}/test", status_code=202)
async def send_test(
    webhook_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.REGISTER_WEBHOOK, audit="test webhook"))],
    shared: CurrentDependencies,
) -> WebhookDeliveryPublic:
    """Have the event `webhook.test` sent, once and within seconds; the webhook shows what came of it."""
    async with shared.sessions() as session, session.begin():
        await _own(session, webhook_id, account, lock=True)
        await _refuse_another(session, webhook_id)
        delivery = WebhookDelivery(webhook_id=webhook_id, kind=TEST, data={"webhook_id": str(webhook_id)})
        session.add(delivery)
        audit(session, account, "webhook", webhook_id)
        await session.flush()
        await session.refresh(delivery)
        told = WebhookDeliveryPublic.model_validate(delivery.model_dump())
    await shared.workflows.tell_webhooks()
    return told


@router.delete("/{webhook_id}", status_code=204)
async def remove_webhook(
    webhook_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.REMOVE_WEBHOOK, audit="remove webhook"))],
    session: DatabaseSession,
) -> None:
    """Tell an address nothing any more; what it has not been told yet is dropped."""
    webhook = await _own(session, webhook_id, account, lock=True)
    webhook.removed_at, webhook.secret = datetime.now(UTC), ""
    session.add(webhook)
    audit(session, account, "webhook", webhook_id)


async def _refuse_another(session: AsyncSession, webhook_id: UUID) -> None:
    waiting = select(WebhookDelivery.id).where(
        WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.kind == TEST, WebhookDelivery.status == "pending"
    )
    if (await session.exec(waiting.limit(1))).first() is not None:
        raise Problem(409, "test-under-way", "A test is on its way already; see what comes of it first.")


async def _own(session: AsyncSession, webhook_id: UUID, account: Account, *, lock: bool = False) -> Webhook:
    query = select(Webhook).where(Webhook.id == webhook_id, *_kept(account))
    if lock:
        query = query.with_for_update(key_share=True)
    webhook = (await session.exec(query)).one_or_none()
    if webhook is None or not account.may(Relation.OWN):
        raise not_found("webhook")
    return webhook


def _kept(account: Account) -> tuple[Any, ...]:
    return Webhook.owner_id == account.id, col(Webhook.removed_at).is_(None)
