"""Reports of the mail service: signed with a real key, noted once, in whatever order they come."""

import asyncio
import base64
import itertools
import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.tokens import AccessTokens, random_key
from api.email_runs import EmailRuns
from api.http import bodies, problem_answers
from api.http.answers import Refusals
from api.http.notifications import Notifications
from api.learning.progress_cache import ProgressCache
from api.learning.workflow_client import LearnerWorkflows, Patience
from api.operators import mail_webhook
from api.security.dependencies import Dependencies, counted_body
from api.security.rate_limits import Limits, RateLimiter
from api.security.signed_addresses import SignedAddresses
from api.sources.reading_process import Limits as ReaderLimits
from api.sources.reading_queue import ReadingQueue
from api.workflow_client import WorkflowClient
from enrollments.repository import RecordRepository
from models.accounts import User
from models.outbox import MailEvent, OutboxMessage
from models.pool import create_pool, create_quick_pool
from models.session import create_engine, create_sessions, libpq_url
from providers.drawn import DrawnImage
from providers.local_storage import LocalStorage
from providers.offline import OfflineText
from providers.outbox_mail import OutboxMail
from providers.selection import Providers

Sessions = async_sessionmaker[AsyncSession]
Json = dict[str, Any]
KEY = "course_ready:1:9"
SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature"
TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp"
NOON = 1_900_000_000

private_key = ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    engine = create_engine(database_url)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def api(sessions: Sessions, database_url: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = served(sessions, database_url, tmp_path, public_key())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api") as client:
        yield client


def served(sessions: Sessions, database_url: str, folder: Path, key: str | None) -> FastAPI:
    app = FastAPI()
    problem_answers.install(app)
    app.add_middleware(bodies.Bodies, counted=counted_body)
    app.add_middleware(Refusals)
    app.include_router(mail_webhook.create_router(key))
    providers = Providers(OfflineText(), DrawnImage(), LocalStorage(folder), OutboxMail(folder))
    notifications, tokens = Notifications(libpq_url(database_url)), AccessTokens(random_key(), "", "")
    quick = create_quick_pool(database_url, size=2)
    limits, limiter = Limits(None, None, None, None, None, None), RateLimiter(quick)
    line = ReadingQueue(ReaderLimits(25, 2**30), 2)
    workflows = WorkflowClient()
    emails, addresses = EmailRuns(workflows), SignedAddresses(b"")
    given = (sessions, workflows, providers, notifications, "", tokens, None, None, limits, limiter, quick, line)
    pool, records = create_pool(database_url), RecordRepository()
    learners = LearnerWorkflows(workflows, notifications, quick, Patience(60, 60))
    app.state.shared = Dependencies(*given, emails, addresses, pool, records, learners, ProgressCache(pool, records))
    return app


def public_key() -> str:
    """As SendGrid's settings show it: base64 of the DER form."""
    encoding, form = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return base64.b64encode(private_key.public_key().public_bytes(encoding, form)).decode()


def signed(body: bytes, moment: float | None = None) -> dict[str, str]:
    timestamp = str(int(time.time() if moment is None else moment))
    signature = private_key.sign(timestamp.encode() + body, ec.ECDSA(hashes.SHA256()))
    return {SIGNATURE: base64.b64encode(signature).decode(), TIMESTAMP: timestamp}


def event(kind: str, second: int = 0, **changes: Any) -> Json:
    """An event as SendGrid writes it, some seconds after noon."""
    wire = {"bounced": "bounce", "spam_report": "spamreport", "unsubscribed": "unsubscribe"}.get(kind, kind)
    told = {"event": wire, "timestamp": NOON + second, "sg_event_id": f"{kind}-{second}", "dedupe_key": KEY}
    return {**told, "sg_message_id": "abc123.filter-7.1", "email": "ada@example.org", **changes}


async def report(api: httpx.AsyncClient, *events: Any) -> None:
    body = json.dumps(events).encode()
    answer = await api.post("/api/mail/events", content=body, headers=signed(body))
    assert answer.status_code == 204, answer.text


async def leave(sessions: Sessions, status: str = "sent", key: str = KEY) -> OutboxMessage:
    async with sessions() as session, session.begin():
        user = User(email=f"{key}@example.org", learning_preferences={"language": "de"})
        session.add(user)
        await session.flush()
        message = OutboxMessage(kind="course_ready", dedupe_key=key, user_id=user.id, status=status)
        session.add(message)
    return message


async def now(sessions: Sessions, message: OutboxMessage) -> OutboxMessage:
    async with sessions() as session:
        return await session.get_one(OutboxMessage, message.id)


async def preferences(sessions: Sessions, message: OutboxMessage) -> Json:
    async with sessions() as session:
        return (await session.get_one(User, message.user_id)).learning_preferences


KINDS = ["processed", "deferred", "delivered", "dropped", "bounced", "spam_report", "unsubscribed"]


@pytest.mark.parametrize("kind", KINDS)
async def test_what_became_of_a_message_is_noted(api: httpx.AsyncClient, sessions: Sessions, kind: str) -> None:
    message = await leave(sessions)
    await report(api, event(kind))
    row = await now(sessions, message)
    assert (row.delivery, row.delivery_at) == (kind, datetime.fromtimestamp(NOON, UTC))
    wants_none = {"mail": False} if kind in ("spam_report", "unsubscribed") else {}
    assert await preferences(sessions, message) == {"language": "de"} | wants_none


async def test_events_in_any_order_and_twice_come_to_the_same(api: httpx.AsyncClient, sessions: Sessions) -> None:
    events = [event("processed"), event("delivered"), event("bounced", 9)]
    for number, order in enumerate(itertools.permutations(events)):
        message = await leave(sessions, key=str(number))
        for one in (*order, *order):
            await report(api, {**one, "dedupe_key": str(number), "sg_event_id": f"{number}{one['sg_event_id']}"})
        assert (await now(sessions, message)).delivery == "bounced"
    async with sessions() as session:
        assert len(list(await session.exec(select(MailEvent)))) == 6 * len(events)


async def test_the_same_report_many_times_at_once_is_noted_once(api: httpx.AsyncClient, sessions: Sessions) -> None:
    messages = [await leave(sessions, key=str(number)) for number in range(3)]
    events = [event("delivered", dedupe_key=str(n), sg_event_id=f"d{n}") for n in range(3)]
    await asyncio.gather(*(report(api, *order) for order in itertools.permutations(events)))
    assert [(await now(sessions, message)).delivery for message in messages] == ["delivered"] * 3
    async with sessions() as session:
        assert len(list(await session.exec(select(MailEvent)))) == 3


async def test_an_unsubscription_that_is_reported_again_does_not_undo_a_change_of_mind(
    api: httpx.AsyncClient, sessions: Sessions
) -> None:
    message = await leave(sessions)
    await report(api, event("unsubscribed"))
    async with sessions() as session, session.begin():
        user = await session.get_one(User, message.user_id)
        user.learning_preferences = {"mail": True}
    await report(api, event("unsubscribed"))
    assert await preferences(sessions, message) == {"mail": True}


@pytest.mark.parametrize(
    ("status", "after"), [("ambiguous", "sent"), ("pending", "sent"), ("sent", "sent"), ("failed", "failed")]
)
async def test_a_report_settles_what_nobody_knew(
    api: httpx.AsyncClient, sessions: Sessions, status: str, after: str
) -> None:
    message = await leave(sessions, status)
    await report(api, event("delivered"))
    row = await now(sessions, message)
    assert row.status == after
    assert row.provider_message_id == ("abc123" if status in ("ambiguous", "pending") else "")


async def test_what_is_not_ours_or_not_understood_is_passed_over(api: httpx.AsyncClient, sessions: Sessions) -> None:
    message = await leave(sessions)
    odd = [event("delivered", dedupe_key="of another"), event("open"), {"event": "delivered"}, 7, None, "x"]
    odd += [event("delivered", sg_event_id=""), event("delivered", timestamp="soon"), event("delivered", timestamp=-1)]
    await report(api, *odd)
    assert (await now(sessions, message)).delivery is None
    await report(api, *odd, event("delivered"))
    assert (await now(sessions, message)).delivery == "delivered"
    await report(api)


BODY = json.dumps([event("delivered")]).encode()


def tampered(name: str) -> tuple[bytes, dict[str, str]]:
    good, stale, early = signed(BODY), signed(BODY, time.time() - 660), signed(BODY, time.time() + 660)
    return {
        "no headers": (BODY, {}),
        "no signature": (BODY, {TIMESTAMP: good[TIMESTAMP]}),
        "no timestamp": (BODY, {SIGNATURE: good[SIGNATURE]}),
        "another body": (BODY + b" ", good),
        "another time": (BODY, good | {TIMESTAMP: str(int(good[TIMESTAMP]) - 1)}),
        "replayed": (BODY, stale),
        "from the future": (BODY, early),
        "no base64": (BODY, good | {SIGNATURE: "abc"}),
        "no ASCII": (BODY, good | {SIGNATURE: "é"}),
        "no signature at all": (BODY, good | {SIGNATURE: base64.b64encode(b"x").decode()}),
        "no number": (BODY, good | {TIMESTAMP: "soon"}),
        "no UTF-8": (b"\xff", signed(b"\xff")),
    }[name]


REFUSED = ["no headers", "no signature", "no timestamp", "another body", "another time", "replayed"]
REFUSED += ["from the future", "no base64", "no signature at all", "no number", "no UTF-8", "no ASCII"]


@pytest.mark.parametrize("name", REFUSED)
async def test_what_the_service_did_not_just_sign_is_refused(
    api: httpx.AsyncClient, sessions: Sessions, name: str
) -> None:
    message = await leave(sessions)
    body, headers = tampered(name)
    encoded = [(header.encode(), value.encode("latin-1")) for header, value in headers.items()]
    answer = await api.post("/api/mail/events", content=body, headers=encoded)
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/signature-refused"
    assert (await now(sessions, message)).delivery is None


@pytest.mark.parametrize("body", [b"{}", b"[", b"", b'"delivered"'])
async def test_a_signed_body_that_is_no_list_is_a_bad_request(api: httpx.AsyncClient, body: bytes) -> None:
    answer = await api.post("/api/mail/events", content=body, headers=signed(body))
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/events-unreadable")


async def test_too_large_a_body_is_not_read(api: httpx.AsyncClient) -> None:
    body = b"x" * (bodies.MOST_BYTES_OF["/api/mail/events"] + 1)
    answer = await api.post("/api/mail/events", content=body, headers=signed(body))
    assert answer.status_code == 413


async def test_the_body_of_who_shows_no_fresh_signature_is_not_read(api: httpx.AsyncClient) -> None:
    read = []

    async def body() -> AsyncIterator[bytes]:
        read.append(1)
        yield b"[]"

    for headers in ({}, signed(b"[]", time.time() - 3_600), signed(b"[]") | {SIGNATURE: "x" * 60_000}):
        assert (await api.post("/api/mail/events", content=body(), headers=headers)).status_code == 403
    assert read == []


async def test_without_a_key_there_is_no_such_page(sessions: Sessions, database_url: str, tmp_path: Path) -> None:
    app = served(sessions, database_url, tmp_path, None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api") as client:
        answer = await client.post("/api/mail/events", content=BODY, headers=signed(BODY))
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
