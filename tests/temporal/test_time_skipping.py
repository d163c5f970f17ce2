import asyncio
from datetime import timedelta

import pytest
from temporalio import workflow
from temporalio.worker import Worker

from stack.servers import test_server
from temporal.errors import TemporalUnavailable
from tests.temporal.conftest import Machine
from tests.time_skipping import time_skipping

A_MONTH = timedelta(days=30)


@workflow.defn
class Patience:
    @workflow.run
    async def run(self) -> float:
        began = workflow.now()
        await asyncio.sleep(A_MONTH.total_seconds())
        return (workflow.now() - began).total_seconds()


async def test_a_month_passes_at_once(time_skipping_path: str) -> None:
    async with (
        time_skipping(time_skipping_path) as environment,
        Worker(environment.client, task_queue="patience", workflows=[Patience]),
    ):
        waited = await environment.client.execute_workflow(Patience.run, id="patience", task_queue="patience")
    assert waited >= A_MONTH.total_seconds()


def test_without_maven_one_sentence_says_what_to_install(machine: Machine) -> None:
    with pytest.raises(TemporalUnavailable, match=r"install Maven and Java 17 or newer \(java and mvn not found\)"):
        test_server.find(lambda _: None)


def test_what_maven_says_when_it_fails_is_passed_on(machine: Machine) -> None:
    machine.install("java", "exit 0")
    machine.install("mvn", "echo '[ERROR] the repository is away'; exit 1")
    with pytest.raises(TemporalUnavailable, match="the repository is away"):
        test_server.find(lambda _: None)
    assert list((machine.cache / "time-skipping").glob("maven-*")) == []
