"""Recorded histories replay: a change that would break runs under way breaks this first."""

import json
from pathlib import Path

import pytest
from pydantic import SecretStr
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from serving.course_queues import COURSE_WORKFLOWS
from temporal.converter import data_converter
from tests.payload_keys import PAYLOAD_KEYS
from tests.workflows.record import wanted
from tests.workflows.variants import VARIANTS
from workflows.learner_progression import LearnerProgression
from workflows.sandbox import sandboxed

WORKFLOWS = [*COURSE_WORKFLOWS, LearnerProgression]

HISTORIES = sorted((Path(__file__).parent / "histories").glob("*.json"))


def test_every_variant_is_recorded() -> None:
    assert {path.stem for path in HISTORIES} == set(VARIANTS)


def test_a_history_is_recorded_of_every_workflow() -> None:
    recorded = {_started(path) for path in HISTORIES}
    assert recorded == {_type(workflow) for workflow in WORKFLOWS}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("keys", [None, PAYLOAD_KEYS], ids=["plain", "with keys since"])
@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)
async def test_a_recorded_history_replays(path: Path, keys: str | None) -> None:
    history = WorkflowHistory.from_json("course-creation/recorded", json.loads(path.read_text()))
    replayer = Replayer(
        workflows=WORKFLOWS,
        data_converter=data_converter(SecretStr(keys) if keys else None),
        workflow_runner=sandboxed(),
    )
    await replayer.replay_workflow(history)


def _started(path: Path) -> str:
    first = json.loads(path.read_text())["events"][0]
    return str(first["workflowExecutionStartedEventAttributes"]["workflowType"]["name"])


def _type(workflow: type) -> str:
    return str(workflow.__temporal_workflow_definition.name)  # type: ignore[attr-defined]


def test_a_recorded_history_is_not_lost_by_chance(capsys: pytest.CaptureFixture[str]) -> None:
    recorded = HISTORIES[0].stem
    for arguments in ([], [recorded], ["no such variant"]):
        with pytest.raises(SystemExit):
            wanted(arguments)
    assert f"a history of {recorded}" in capsys.readouterr().err
    assert wanted([recorded, "--anew"]) == [recorded]
