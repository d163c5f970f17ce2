"""Recorded histories replay: a change that would break runs under way breaks this first."""

import json
from pathlib import Path

import pytest
from pydantic import SecretStr
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from temporal.converter import data_converter
from tests.payload_keys import PAYLOAD_KEYS
from workflows.course_creation import CourseCreation
from workflows.learner_progression import LearnerProgression
from workflows.sandbox import sandboxed

HISTORIES = sorted((Path(__file__).parent / "histories").glob("*.json"))


def test_there_are_recorded_histories() -> None:
    assert {path.stem for path in HISTORIES} >= {"whole_course", "reviewed_and_revised", "cancelled", "a_learner"}


@pytest.mark.parametrize("keys", [None, PAYLOAD_KEYS], ids=["plain", "with keys since"])
@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)
async def test_a_recorded_history_replays(path: Path, keys: str | None) -> None:
    history = WorkflowHistory.from_json("course-creation/recorded", json.loads(path.read_text()))
    replayer = Replayer(
        workflows=[CourseCreation, LearnerProgression],
        data_converter=data_converter(SecretStr(keys) if keys else None),
        workflow_runner=sandboxed(),
    )
    await replayer.replay_workflow(history)
