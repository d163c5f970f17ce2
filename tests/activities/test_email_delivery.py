"""Delivery of the outbox by the real SendGrid SDK and a real database: at most once, and never a stopped course."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.email_delivery import EmailDelivery
from models.accounts import User
from models.messages import Deliveries
from models.outbox import OutboxMessage
from models.pool import Pool, create_pool
from models.session import create_engine, create_sessions
from providers import sendgrid_mail
from providers.mail import MailProvider
from providers.outbox_mail import OutboxMail
from providers.sendgrid_mail import SendGridMail
from tests.faults.stub_sendgrid import SendGridStub

Sessions = async_sessionmaker[AsyncSession]
KEY = "course_ready:1:9"


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    engine = create_engine(database_url)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[Pool]:
    async with create_pool(database_url) as pool:
        yield pool


@pytest.fixture
async def stub(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SendGridStub]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with SendGridStub() as stub:
        yield stub


@pytest.fixture
def mail(stub: SendGridStub) -> SendGridMail:
    return SendGridMail("key", host=stub.url, from_address="post@example.org")


async def leave(sessions: Sessions, key: str = KEY, /, **preferences: Any) -> UUID:
    """The id of a message in the outbox, for a user with these preferences."""
    async with sessions() as session, session.begin():
        user = User(email=f"ada+{key[-3]}@example.org", full_name="Ada", learning_preferences=preferences)
        session.add(user)
        await session.flush()
        data = {"title": "Brot", "generation_id": "g"}
        message = OutboxMessage(kind="course_ready", dedupe_key=key, user_id=user.id, data=data)
        session.add(message)
    return message.id


async def deliver(pool: Pool, mail: MailProvider, outbox_id: UUID) -> str:
    emails = EmailDelivery(pool, mail, public_url="https://courses.example.org")
    return await emails.deliver(outbox_id)


async def message(sessions: Sessions, outbox_id: UUID) -> OutboxMessage:
    async with sessions() as session:
        return await session.get_one(OutboxMessage, outbox_id)


async def test_a_message_is_sent_once(sessions: Sessions, pool: Pool, stub: SendGridStub, mail: SendGridMail) -> None:
    outbox_id = await leave(sessions, language="de")
    assert [await deliver(pool, mail, outbox_id) for _ in range(3)] == ["sent"] * 3
    [sent] = stub.mails
    assert sent["subject"] == "Ihr Kurs „Brot“ ist fertig"
    assert "https://courses.example.org/api/generations/g" in sent["content"][1]["value"]
    row = await message(sessions, outbox_id)
    assert (row.status, row.attempts, row.problem, len(row.provider_message_id)) == ("sent", 1, None, 32)
    assert row.sent_at is not None


async def test_two_at_once_send_one(sessions: Sessions, pool: Pool, stub: SendGridStub, mail: SendGridMail) -> None:
    outbox_id = await leave(sessions)
    statuses = await asyncio.gather(*(deliver(pool, mail, outbox_id) for _ in range(2)))
    assert "sent" in statuses
    assert len(stub.mails) == 1
    assert (await message(sessions, outbox_id)).status == "sent"


async def test_what_may_be_sent_later_is_tried_again(
    sessions: Sessions, pool: Pool, stub: SendGridStub, mail: SendGridMail
) -> None:
    outbox_id = await leave(sessions)
    stub.script.add("503", "429_rate_limit")
    for kind in ("mail_failed", "mail_rate_limited"):
        with pytest.raises(ApplicationError) as caught:
            await deliver(pool, mail, outbox_id)
        assert (caught.value.type, caught.value.non_retryable) == (kind, False)
        row = await message(sessions, outbox_id)
        assert row.problem is not None
        assert (row.status, row.problem["kind"]) == ("pending", kind)
    assert await deliver(pool, mail, outbox_id) == "sent"
    row = await message(sessions, outbox_id)
    assert (row.attempts, row.problem, stub.mails_by("dedupe_key")) == (3, None, {KEY: 1})


async def test_of_several_one_that_has_to_wait_keeps_back_no_other(
    sessions: Sessions, pool: Pool, stub: SendGridStub, mail: SendGridMail
) -> None:
    first, second = await leave(sessions), await leave(sessions, "course_ready:2:9")
    both = Deliveries(outbox_ids=(first, second))
    emails = EmailDelivery(pool, mail)
    stub.script.add("503")
    with pytest.raises(ApplicationError) as caught:
        await ActivityEnvironment().run(emails.deliver_all, both)
    assert (caught.value.type, caught.value.non_retryable) == ("mail_failed", False)
    assert [(await message(sessions, one)).status for one in (first, second)] == ["pending", "sent"]
    await ActivityEnvironment().run(emails.deliver_all, both)
    assert [(await message(sessions, one)).status for one in (first, second)] == ["sent", "sent"]
    assert stub.mails_by("dedupe_key") == {KEY: 1, "course_ready:2:9": 1}


async def test_what_may_have_been_sent_is_never_sent_again(
    sessions: Sessions, pool: Pool, stub: SendGridStub, mail: SendGridMail
) -> None:
    outbox_id = await leave(sessions)
    stub.script.add("close")
    assert [await deliver(pool, mail, outbox_id) for _ in range(2)] == ["ambiguous"] * 2
    row = await message(sessions, outbox_id)
    assert row.problem is not None
    assert (row.problem["kind"], row.sent_at) == ("mail_fate_unknown", None)
    assert len(stub.bodies) == 1


async def test_a_send_that_nobody_comes_back_from_is_not_repeated(
    sessions: Sessions, pool: Pool, stub: SendGridStub, mail: SendGridMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sendgrid_mail, "MOST_SECONDS", 60)
    outbox_id = await leave(sessions)
    stub.script.hold()
    broken_off = asyncio.create_task(deliver(pool, mail, outbox_id))
    await stub.script.counts.until_in_flight(1)
    broken_off.cancel()
    with pytest.raises(asyncio.CancelledError):
        await broken_off
    stub.script.release()
    assert await deliver(pool, mail, outbox_id) == "ambiguous"
    assert len(stub.bodies) == 1


async def test_a_refusal_is_recorded_and_stops_nothing(
    sessions: Sessions, pool: Pool, stub: SendGridStub, mail: SendGridMail
) -> None:
    outbox_id = await leave(sessions)
    stub.script.add("403")
    assert [await deliver(pool, mail, outbox_id) for _ in range(2)] == ["failed"] * 2
    row = await message(sessions, outbox_id)
    assert row.problem is not None
    assert row.problem["kind"] == "mail_sender_refused"
    assert "verifies" in row.problem["detail"]
    assert len(stub.bodies) == 1


@pytest.mark.parametrize(("preferences", "status"), [({"mail": False}, "suppressed"), ({"mail": True}, "sent")])
async def test_who_wants_no_mail_gets_none(
    sessions: Sessions, pool: Pool, stub: SendGridStub, mail: SendGridMail, preferences: dict[str, bool], status: str
) -> None:
    outbox_id = await leave(sessions, **preferences)
    assert [await deliver(pool, mail, outbox_id) for _ in range(2)] == [status] * 2
    row = await message(sessions, outbox_id)
    assert (row.status, row.attempts, len(stub.mails)) == (status, int(status == "sent"), int(status == "sent"))


async def test_a_folder_is_written_again_when_the_first_time_was_broken_off(
    sessions: Sessions, pool: Pool, tmp_path: Path
) -> None:
    outbox_id = await leave(sessions)
    blocked = tmp_path / "mail"
    blocked.write_text("a file in the way")
    with pytest.raises(OSError, match="mail"):
        await deliver(pool, OutboxMail(blocked), outbox_id)
    assert (await message(sessions, outbox_id)).status == "pending"
    blocked.unlink()
    assert await deliver(pool, OutboxMail(blocked), outbox_id) == "sent"
    assert len(list(blocked.glob("*.eml"))) == 1
