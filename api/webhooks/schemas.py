"""Webhooks as they are sent and shown."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from models.webhooks import EVENTS
from providers.webhooks import LONGEST_URL

if TYPE_CHECKING:
    EventKind = str
else:
    EventKind = Literal[EVENTS]


class NewWebhook(BaseModel):
    """`events` are those of your own courses; with the scope `all`, for admins, those of everybody's."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_URL)]
    events: Annotated[list[EventKind], Field(min_length=1, max_length=len(EVENTS))]
    scope: Literal["own", "all"] = "own"


class WebhookProblem(BaseModel):
    """Why it was not told: `kind` is stable, `detail` a sentence."""

    kind: str
    detail: str


class WebhookPublic(BaseModel):
    """`last_status` is the HTTP status of the latest try, at `tried_at`; `problem` what was wrong with it.

    One that is `disabled` is told nothing: its address said 410, or has taken nothing since `failing_since`, for three
    days. A test that it takes makes it active again.
    """

    id: UUID
    url: str
    events: list[str]
    scope: Literal["own", "all"]
    status: Literal["active", "disabled"]
    problem: WebhookProblem | None
    last_status: int | None
    tried_at: datetime | None
    delivered_at: datetime | None
    failing_since: datetime | None
    created_at: datetime


class WebhookMade(WebhookPublic):
    """`secret` verifies what is sent (Standard Webhooks); it is told this once."""

    secret: str


class WebhookDeliveryPublic(BaseModel):
    """One event for this address. Its `id` is the `webhook-id` that the address gets, at each try the same."""

    id: UUID
    kind: str
    data: dict[str, Any]
    status: Literal["pending", "delivered", "failed", "withheld"]
    attempts: int
    happened_at: datetime
    next_try_at: datetime
    last_status: int | None
    problem: WebhookProblem | None


class WebhookDetail(WebhookPublic):
    """With its latest deliveries, the last one first; they are kept for thirty days."""

    deliveries: list[WebhookDeliveryPublic]
