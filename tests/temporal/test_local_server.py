"""The order in which a server is looked for, with programs that only pretend."""

from pathlib import Path

import pytest

from stack.servers import local_server, sdk_download
from temporal.errors import TemporalUnavailable
from tests.temporal.conftest import Machine, write_program

SERVER = "echo 'temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)'"
GO = """
case "$1" in
  env) echo {version} ;;
  build) while [ "$1" != -o ]; do shift; done; printf '#!/bin/sh\\n%s\\n' "{server}" > "$2"; {chmod} +x "$2"
         echo some/package >&2; exit {status} ;;
esac"""


def go(version: str = "go1.26.1", status: int = 0) -> str:
    return GO.format(version=version, status=status, server=SERVER.replace('"', ""), chmod="/bin/chmod")


def cached(machine: Machine) -> Path:
    return machine.cache / "temporal" / local_server.VERSION / "temporal"


def test_path_comes_first(machine: Machine) -> None:
    on_path = machine.install("temporal", SERVER)
    write_program(cached(machine), SERVER)
    found = local_server.find()
    assert (found.path, found.origin) == (on_path, "the temporal command on PATH")


def test_then_the_cache(machine: Machine) -> None:
    write_program(cached(machine), SERVER)
    assert local_server.find().path == cached(machine)


def test_a_program_of_the_same_name_that_is_no_server_is_passed_over(machine: Machine) -> None:
    machine.install("temporal", "echo 'temporal, a calendar'")
    write_program(cached(machine), SERVER)
    assert local_server.find().path == cached(machine)


def test_then_the_download_of_the_sdk(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def download(destination: Path, version: str, say: local_server.Say) -> bool:
        write_program(destination, SERVER)
        return version == "v1.5.1"

    monkeypatch.setattr(sdk_download, "dev_server", download)
    machine.install("go", "exit 1")
    found = local_server.find()
    assert found.path == cached(machine)
    assert "download" in found.origin


def test_at_last_a_build_that_is_told_of_and_kept(machine: Machine) -> None:
    machine.install("go", go())
    told: list[str] = []
    found = local_server.find(told.append)
    assert found.path == cached(machine)
    assert "build from source" in found.origin
    assert "some minutes" in told[0]
    assert local_server.find().origin == "the project's cache"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (None, "no `go` on PATH"),
        (go(version="go1.19"), "go1.19"),
        (go(status=1), "go build said: some/package"),
    ],
)
def test_without_any_one_sentence_says_what_to_install(machine: Machine, script: str | None, reason: str) -> None:
    if script:
        machine.install("go", script)
    with pytest.raises(TemporalUnavailable, match=r"install Go 1\.25 or newer") as refusal:
        local_server.find(lambda _: None)
    assert reason in str(refusal.value)
    assert not cached(machine).exists()


def test_the_command_line_keeps_to_this_machine_and_to_a_file() -> None:
    command = local_server.command(Path("/t"), port=1, ui_port=2, database=Path("/d/temporal.db"))
    assert command[:3] == ["/t", "server", "start-dev"]
    assert command[3:5] == ["--ip", "127.0.0.1"]
    assert _value(command, "--ui-port") == "2"
    assert _value(command, "--db-filename") == "/d/temporal.db"
    assert "--headless" in local_server.command(Path("/t"), port=1, ui_port=None, database=None)
    decoding = local_server.command(Path("/t"), port=1, ui_port=2, database=None, codec_url="http://127.0.0.1:3/codec")
    assert _value(decoding, "--ui-codec-endpoint") == "http://127.0.0.1:3/codec"


def _value(command: list[str], option: str) -> str:
    return command[command.index(option) + 1]
