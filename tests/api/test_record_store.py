"""What an operator sees of the Learning Record Store."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from models.progress import Enrollment
from models.xapi import XapiPosition, XapiStatement, XapiStore
from tests.api.people import Town
from tests.api.people import town as closed_town
from tests.api.test_stored_text import bring, course


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with closed_town(database_url, tmp_path) as running:
        yield running


async def test_without_a_store_there_is_nothing_to_see(town: Town) -> None:
    operator = await town.person("operator")
    state = (await operator.api.get("/api/record-store")).json()
    assert (state["endpoint"], state["pending"], state["refused"], state["unread"]) == (None, 0, [], [])
    for role in ("instructor", "student"):
        assert (await (await town.person(role)).api.get("/api/record-store")).status_code == 403


async def test_what_was_refused_is_told_once_more_but_not_what_was_taken_back(town: Town) -> None:
    operator, learner = await town.person("operator"), await town.person()
    assert (await operator.api.post("/api/record-store/retry")).status_code == 404
    made = await bring(await town.person("instructor"), course())
    problem = {"kind": "statement_refused", "detail": "It is not valid."}
    later = datetime.now(UTC) + timedelta(hours=1)
    ids = {name: uuid4() for name in ("refused", "voided", "set aside", "pending", "sent")}
    async with town.sessions() as session, session.begin():
        enrollment = Enrollment(user_id=learner.id, course_id=UUID(made["id"]))
        session.add(enrollment)
        await session.flush()
        whose: dict[str, Any] = {"user_id": learner.id, "enrollment_id": enrollment.id, "statement": {}}
        wrong: dict[str, Any] = whose | {"problem": problem, "attempts": 8}
        session.add(XapiStore(endpoint="https://lrs.example.org/xapi"))
        session.add_all(
            [
                XapiStatement(id=ids["refused"], status="refused", **wrong),
                XapiStatement(id=ids["voided"], status="refused", is_voided=True, **wrong),
                XapiStatement(id=ids["set aside"], status="pending", next_try_at=later, tried_at=later, **wrong),
                XapiStatement(id=ids["pending"], status="pending", **whose),
                XapiStatement(id=ids["sent"], status="sent", **whose),
            ]
        )
    for role in ("instructor", "student"):
        assert (await (await town.person(role)).api.post("/api/record-store/retry")).status_code == 403
    state = (await operator.api.post("/api/record-store/retry")).json()
    assert state["pending"] == 3
    assert [one["id"] for one in state["refused"]] == [str(ids["voided"])]
    async with town.sessions() as session:
        rows = {row.id: row for row in await session.exec(select(XapiStatement))}
    for name in ("refused", "set aside"):
        row = rows[ids[name]]
        assert (row.status, row.attempts, row.problem, row.next_try_at) == ("pending", 0, None, None)
    assert rows[ids["sent"]].status == "sent"


async def test_what_waits_and_what_is_refused_is_named_and_counted(town: Town) -> None:
    operator, learner = await town.person("operator"), await town.person()
    made = await bring(await town.person("instructor"), course())
    problem = {
        "kind": "statement_refused",
        "detail": "The Learning Record Store says that this statement is not valid.",
    }
    async with town.sessions() as session, session.begin():
        enrollment = Enrollment(user_id=learner.id, course_id=UUID(made["id"]))
        session.add(enrollment)
        await session.flush()
        whose: dict[str, Any] = {"user_id": learner.id, "enrollment_id": enrollment.id}
        session.add(XapiStore(endpoint="https://lrs.example.org/xapi", problem=problem, attempts=3))
        session.add(XapiPosition(enrollment_id=enrollment.id, problem=problem))
        session.add_all(
            [
                XapiStatement(id=uuid4(), status="pending", **whose),
                XapiStatement(id=uuid4(), status="sent", **whose),
                XapiStatement(id=uuid4(), status="refused", problem=problem, **whose),
            ]
        )
    state = (await operator.api.get("/api/record-store")).json()
    assert (state["endpoint"], state["attempts"], state["problem"]) == ("https://lrs.example.org/xapi", 3, problem)
    assert state["pending"] == 1
    assert state["oldest_pending_at"]
    assert [(one["learner_id"], one["problem"]) for one in state["refused"]] == [(str(learner.id), problem)]
    assert [one["enrollment_id"] for one in state["unread"]] == [str(enrollment.id)]
    figures = (await operator.api.get("/metrics")).text
    for line in ("xapi_pending 1.0", "xapi_refused 1.0", "xapi_store_away 1.0", "webhooks_disabled 0.0"):
        assert f"coursewright_{line}" in figures
