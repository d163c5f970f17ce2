"""Recorded histories replay: a change that would break runs under way breaks this first."""

import json
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer

from workflows.course_creation import CourseCreation
from workflows.learner_progression import LearnerProgression
from workflows.sandbox import sandboxed

HISTORIES = sorted((Path(__file__).parent / "histories").glob("*.json"))


def test_there_are_recorded_histories() -> None:
    assert {path.stem for path in HISTORIES} >= {"whole_course", "reviewed_and_revised", "cancelled", "a_learner"}


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)
async def test_a_recorded_history_replays(path: Path) -> None:
    history = WorkflowHistory.from_json("course-creation/recorded", json.loads(path.read_text()))
    replayer = Replayer(
        workflows=[CourseCreation, LearnerProgression],
        data_converter=pydantic_data_converter,
        workflow_runner=sandboxed(),
    )
    await replayer.replay_workflow(history)
