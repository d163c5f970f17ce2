"""The SDK's download with an SDK that only pretends: it brings a program, fails, or hangs."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from stack.servers import sdk_download
from tests.temporal.conftest import write_program


class Started:
    """What the SDK answers: a server that runs, until it is told to end."""

    ended = False

    async def shutdown(self) -> None:
        self.ended = True


@pytest.fixture(autouse=True)
def _first_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdk_download, "_failed", set[str]())


def test_the_program_is_kept_and_the_server_that_came_with_it_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Started()

    async def start_local(download_dest_dir: str, dev_server_download_version: str) -> Any:
        write_program(Path(download_dest_dir) / f"temporal-cli-{dev_server_download_version}", "exit 0")
        return server

    monkeypatch.setattr(WorkflowEnvironment, "start_local", start_local)
    assert sdk_download.dev_server(tmp_path / "temporal", "v1.5.1", lambda _: None)
    assert [file.name for file in tmp_path.iterdir()] == ["temporal"]
    assert server.ended


def test_a_failure_is_told_and_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    async def start_time_skipping(download_dest_dir: str) -> Any:
        tries.append(download_dest_dir)
        raise RuntimeError("failed to download ephemeral server executable: no route to host")

    monkeypatch.setattr(WorkflowEnvironment, "start_time_skipping", start_time_skipping)
    told: list[str] = []
    assert not sdk_download.time_skipping_server(tmp_path / "server", told.append)
    assert not sdk_download.time_skipping_server(tmp_path / "server", told.append)
    assert told[-1] == "The time-skipping test server could not be downloaded: no route to host."
    assert len(tries) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_download_that_brings_nothing_more_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def start_local(download_dest_dir: str, dev_server_download_version: str) -> Any:
        (Path(download_dest_dir) / "part").write_bytes(b"a beginning")
        await asyncio.Event().wait()

    monkeypatch.setattr(WorkflowEnvironment, "start_local", start_local)
    monkeypatch.setattr(sdk_download, "STALL_SECONDS", 0.05)
    told: list[str] = []
    assert not sdk_download.dev_server(tmp_path / "temporal", "v1.5.1", told.append)
    assert "nothing came for" in told[-1]
