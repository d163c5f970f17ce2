"""What an operator sees of the Learning Record Store."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

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
