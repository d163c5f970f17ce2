"""Registered addresses are told what happened to whose courses, at least once, and left alone when they are gone."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from temporalio.testing import ActivityEnvironment

from activities import webhook_delivery
from activities.progression import Progression
from activities.webhook_delivery import WAITS, WebhookDelivery
from enrollments.repository import RecordRepository
from models.accounts import User
from models.generations import Generation
from models.messages import ProgressionRef, WebhooksDelivered
from models.milestones import locked, milestone
from models.pool import Pool, create_pool
from models.session import create_engine, create_sessions
from models.webhooks import EVENTS, TEST, Webhook
from models.webhooks import WebhookDelivery as Row
from providers.webhooks import WebhookSender, new_secret
from tests.faults.wire import json_answer
from tests.learners import Sessions, enroll, publish, send
from tests.learning import drafts
from tests.providers.test_webhooks import Receiver

Json = dict[str, Any]


class School(NamedTuple):
    sessions: Sessions
    pool: Pool
    receiver: Receiver
    delivery: WebhookDelivery
    progression: Progression

    async def course(self) -> tuple[UUID, list[UUID]]:
        return await publish(self.sessions, drafts.course_draft())

    async def owner_of(self, course_id: UUID) -> UUID:
        [row] = await self.rows("SELECT instructor_id FROM courses WHERE id = %(id)s", id=course_id)
        owner: UUID = row["instructor_id"]
        return owner

    async def person(self, role: str) -> UUID:
        async with self.sessions() as session, session.begin():
            user = User(email=f"{role}@example.org", full_name="Ada", role=role)
            session.add(user)
        return user.id

    async def hook(self, owner: UUID, *events: str, scope: str = "own", path: str = "/") -> Webhook:
        url = f"http://localhost:{self.receiver.server.port}{path}"
        webhook = Webhook(owner_id=owner, url=url, events=list(events), scope=scope, secret=new_secret())
        async with self.sessions() as session, session.begin():
            session.add(webhook)
        return webhook

    async def finishes(self, course: tuple[UUID, list[UUID]]) -> UUID:
        """A new learner who completes the course; the id."""
        learner = await enroll(self.sessions, self.pool, *course)
        for section in range(4):
            await send(self.pool, learner, section, time_spent_seconds=900, answers={"k1": "o0"})
        await ActivityEnvironment().run(
            self.progression.record, ProgressionRef(enrollment_id=learner.start.enrollment_id)
        )
        return learner.start.user_id

    async def tells(self) -> list[Json]:
        """What the address gets now."""
        self.receiver.got.clear()
        await ActivityEnvironment().run(self.delivery.deliver)
        return [json.loads(one.body) for one in self.receiver.got]

    async def leave(self, webhook: Webhook, kind: str = TEST) -> UUID:
        delivery = Row(webhook_id=webhook.id, kind=kind)
        async with self.sessions() as session, session.begin():
            session.add(delivery)
        return delivery.id

    async def skip_waits(self) -> None:
        await self.rows("UPDATE webhook_deliveries SET next_try_at = now()")

    async def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        async with self.pool.connection() as connection:
            cursor = await connection.execute(query.encode(), values)
            return await cursor.fetchall() if cursor.description else []

    async def state(self, webhook: Webhook) -> Webhook:
        async with self.sessions() as session:
            return await session.get_one(Webhook, webhook.id)

    async def is_due(self) -> bool:
        async with self.pool.connection() as connection:
            return await webhook_delivery.is_due(connection)


@pytest.fixture
async def school(database_url: str) -> AsyncIterator[School]:
    engine = create_engine(database_url)
    receiver = Receiver()
    await receiver.server.start()
    async with create_pool(database_url) as pool:
        delivery = WebhookDelivery(pool, WebhookSender({"localhost"}, most_seconds=4))
        yield School(create_sessions(engine), pool, receiver, delivery, Progression(pool, RecordRepository()))
    await receiver.server.close()
    assert receiver.server.failures == []
    await engine.dispose()


async def test_the_owner_of_a_course_is_told_of_it_and_nobody_else(school: School) -> None:
    mine, other = await school.course(), await school.course()
    hook = await school.hook(await school.owner_of(mine[0]), "course.completed", "achievement.earned")
    everybody = await school.hook(await school.person("admin"), "course.completed", scope="all", path="/all")
    await school.hook(await school.owner_of(other[0]), "course.published", path="/other")
    learner = await school.finishes(mine)
    await school.finishes(other)
    told = await school.tells()
    by_path = {
        path: [one for one, got in zip(told, school.receiver.got, strict=True) if got.path == path]
        for path in ("/", "/all")
    }
    completed = [one for one in by_path["/"] if one["type"] == "course.completed"]
    assert [one["data"]["learner_id"] for one in completed] == [str(learner)]
    assert completed[0]["data"]["course_id"] == str(mine[0])
    assert {one["data"]["achievement"] for one in by_path["/"] if one["type"] == "achievement.earned"} >= {
        "first-course"
    }
    assert {one["data"]["course_id"] for one in by_path["/all"]} == {str(mine[0]), str(other[0])}
    assert len(told) == len(by_path["/"]) + len(by_path["/all"])
    assert "example.org" not in json.dumps(told)
    for got in school.receiver.got:
        secret = (hook if got.path == "/" else everybody).secret
        signed = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
        mac = hmac.digest(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256)
        assert got.headers["webhook-signature"] == f"v1,{base64.b64encode(mac).decode()}"
    assert await school.tells() == []


async def test_an_admin_who_is_one_no_more_is_told_of_no_others(school: School) -> None:
    course, admin = await school.course(), await school.person("admin")
    await school.hook(admin, "course.completed", scope="all")
    await school.rows("UPDATE users SET role = 'student' WHERE id = %(id)s", id=admin)
    await school.finishes(course)
    assert await school.tells() == []


async def test_publishing_and_every_end_and_wait_of_a_generation_is_told(school: School) -> None:
    owner = await school.person("instructor")
    await school.hook(owner, *EVENTS)
    async with school.sessions() as session, session.begin():
        made = Generation(
            instructor_id=owner, kind="course", status="queued", request_hash="", brief={"title": "Secret bread"}
        )
        session.add(made)
        await session.flush()
        for status in ("generating", "awaiting_review", "needs_attention", "failed", "cancelled", "completed"):
            generation = await locked(session, made.id)
            generation.status = status
            milestone(session, generation, status)
            await session.flush()
    told = await school.tells()
    assert {one["type"] for one in told} == {kind for kind in EVENTS if kind.startswith("generation.")}
    assert {one["data"]["generation_id"] for one in told} == {str(made.id)}
    assert "Secret" not in json.dumps(told)
    course = await school.course()
    await school.hook(await school.owner_of(course[0]), "course.published")
    await school.rows(
        "INSERT INTO course_releases (course_id, number, structure, published_at) "
        "SELECT course_id, 2, structure, now() FROM course_releases WHERE course_id = %(id)s",
        id=course[0],
    )
    assert [one["data"] for one in await school.tells()] == [{"course_id": str(course[0]), "release": 2}]


async def test_an_address_that_fails_is_told_again_for_a_day_and_no_longer(school: School) -> None:
    hook = await school.hook(await school.person("instructor"), "course.completed")
    id_ = await school.leave(hook, "course.completed")
    school.receiver.answer = json_answer(500, {})
    assert timedelta(hours=22) < sum(WAITS, timedelta()) < timedelta(hours=25)
    for wait in WAITS:
        assert len(await school.tells()) == 1
        [row] = await school.rows(
            "SELECT status, next_try_at - now() AS wait, problem, last_status FROM webhook_deliveries"
        )
        assert (row["status"], row["last_status"], row["problem"]["kind"]) == ("pending", 500, "webhook_not_taken")
        assert wait - timedelta(seconds=5) < row["wait"] <= wait
        assert await school.tells() == []
        await school.skip_waits()
    await school.tells()
    assert {one.headers["webhook-id"] for one in school.receiver.got} == {str(id_)}
    assert await school.rows("SELECT status, attempts FROM webhook_deliveries") == [
        {"status": "failed", "attempts": 10}
    ]
    assert not await school.is_due()
    assert (await school.state(hook)).status == "active"


async def test_what_is_told_again_has_the_same_id_and_body(school: School) -> None:
    hook = await school.hook(await school.person("instructor"), "course.completed")
    await school.leave(hook, "course.completed")
    school.receiver.answer = None
    await school.tells()
    school.receiver.answer = json_answer(204, None)
    first = school.receiver.got[0]
    await school.skip_waits()
    await school.tells()
    [second] = school.receiver.got
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)
    assert (await school.state(hook)).failing_since is None


async def test_an_address_that_fails_at_one_event_gets_the_others(school: School) -> None:
    hook = await school.hook(await school.person("instructor"), "course.completed")
    poison = await school.leave(hook, "course.completed")
    school.receiver.answer = json_answer(500, {})
    await school.tells()
    fresh = await school.leave(hook, "course.completed")
    school.receiver.answer = json_answer(200, {})
    assert len(await school.tells()) == 1
    await school.skip_waits()
    await school.tells()
    found = await school.rows("SELECT id, status FROM webhook_deliveries")
    assert {row["id"]: row["status"] for row in found} == {poison: "delivered", fresh: "delivered"}


async def test_one_address_that_is_slow_keeps_back_no_other(school: School) -> None:
    owner = await school.person("instructor")
    away = Webhook(
        owner_id=owner, url="http://localhost:9/", events=["course.completed"], scope="own", secret=new_secret()
    )
    async with school.sessions() as session, session.begin():
        session.add(away)
    there = await school.hook(owner, "course.completed")
    for hook in (away, there):
        await school.leave(hook, "course.completed")
    assert len(await school.tells()) == 1
    assert (await school.state(away)).problem is not None
    assert (await school.state(there)).last_status == 200


@pytest.mark.parametrize("how", ["gone", "long"])
async def test_an_address_that_is_gone_is_disabled_until_a_test_reaches_it(school: School, how: str) -> None:
    hook = await school.hook(await school.person("instructor"), "course.completed")
    await school.leave(hook, "course.completed")
    await school.leave(hook, "course.completed")
    school.receiver.answer = json_answer(410 if how == "gone" else 503, {})
    if how == "long":
        await school.rows("UPDATE webhooks SET failing_since = now() - interval '4 days'")
    await school.tells()
    state = await school.state(hook)
    assert (state.status, state.problem and state.problem["kind"]) == ("disabled", "webhook_not_taken")
    assert await school.rows("SELECT DISTINCT status FROM webhook_deliveries") == [{"status": "failed"}]
    course = await school.course()
    await school.rows(
        "UPDATE courses SET instructor_id = %(owner)s WHERE id = %(id)s", owner=hook.owner_id, id=course[0]
    )
    await school.finishes(course)
    assert await school.tells() == []
    school.receiver.answer = json_answer(200, {})
    await school.leave(hook)
    assert [one["type"] for one in await school.tells()] == [TEST]
    assert (await school.state(hook)).status == "active"


async def test_a_test_is_tried_once(school: School) -> None:
    hook = await school.hook(await school.person("instructor"), "course.completed")
    await school.leave(hook)
    school.receiver.answer = json_answer(500, {})
    await school.tells()
    await school.skip_waits()
    assert await school.tells() == []
    assert (await school.state(hook)).status == "active"


async def test_who_has_left_is_told_nothing_and_nothing_is_told_of_them(school: School) -> None:
    course = await school.course()
    hook = await school.hook(await school.owner_of(course[0]), "course.completed")
    learner = await school.finishes(course)
    await school.rows("UPDATE users SET deleted_at = now() WHERE id = %(id)s", id=learner)
    assert await school.tells() == []
    await school.leave(hook, "course.completed")
    await school.rows("UPDATE webhooks SET removed_at = now()")
    assert await school.tells() == []
    result: WebhooksDelivered = await ActivityEnvironment().run(school.delivery.deliver)
    assert result == WebhooksDelivered()
