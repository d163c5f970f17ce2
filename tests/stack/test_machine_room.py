"""What the stack is made of, piece by piece."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from stack import embedded, ports, processes
from stack.addresses import settle
from stack.interruption import uninterrupted
from stack.layout import Layout
from stack.postgres import Cluster
from stack.processes import Launch, PidFile
from stack.waiting import wait_until

SLEEPER = [sys.executable, "-c", "import signal; signal.pause()"]
STUBBORN_PROGRAM = """
import signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
print("ready", flush=True)
signal.pause()
"""
STUBBORN = [sys.executable, "-c", STUBBORN_PROGRAM]


def start(command: list[str], folder: Path) -> psutil.Popen:
    return processes.spawn(Launch(command, folder / "log", folder, os.environ))


@pytest.mark.parametrize("value", ["plain", "postgresql://u@:5432/d?host=/tmp/x", "/tmp/with space/'quotes'", ""])
def test_remembered_addresses_come_back_and_a_shell_reads_the_same(tmp_path: Path, value: str) -> None:
    layout = Layout(tmp_path / "data")
    layout.remember({"NAME": value})
    assert layout.remembered() == {"NAME": value}
    script = f'. "{layout.addresses}" && printf %s "$NAME"'
    assert subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout == value


def test_an_ordinary_url_is_written_without_quotes(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    layout.remember({"DATABASE_URL": "postgresql://u@:5432/d?host=/tmp/x"})
    assert layout.addresses.read_text() == "DATABASE_URL=postgresql://u@:5432/d?host=/tmp/x\n"


def test_a_port_with_a_listener_is_not_free() -> None:
    with socket.socket() as listener:
        listener.bind((ports.LOCALHOST, 0))
        listener.listen()
        assert not ports.is_free(listener.getsockname()[1])


def test_ports_asked_for_are_taken_and_never_twice(tmp_path: Path) -> None:
    port, told = str(ports.any_free()), list[str]()
    asked = {"API_PORT": port, "TEMPORAL_PORT": port}
    addresses = settle(Layout(tmp_path), asked, told.append)
    assert addresses.api_url == f"http://127.0.0.1:{port}"
    assert addresses.temporal_address != f"127.0.0.1:{port}"
    assert any(f"Port {port} is taken: Temporal uses" in line for line in told)


def test_a_pid_file_tells_its_process_from_others(tmp_path: Path) -> None:
    pid_file = PidFile(tmp_path / "part.pid")
    assert pid_file.process() is None
    process = start(SLEEPER, tmp_path)
    try:
        pid_file.write(process, {"A": "b"})
        assert pid_file.path.read_text() == f"{process.pid}\n"
        assert pid_file.process() == process
        assert pid_file.settings() == {"A": "b"}
    finally:
        process.kill()
    assert wait_until(lambda: pid_file.process() is None, 10)


def test_what_does_not_end_when_asked_is_killed_with_its_children(tmp_path: Path) -> None:
    process = start(STUBBORN, tmp_path)
    assert wait_until(lambda: "ready" in (tmp_path / "log").read_text(), 20)
    children = process.children()
    assert children
    assert not processes.stop(process, 0.2)
    assert not any(processes.is_alive(each) for each in [process, *children])


def test_what_ends_when_asked_is_not_killed(tmp_path: Path) -> None:
    assert processes.stop(start(SLEEPER, tmp_path), 20)


def test_a_signal_waits_for_the_end_of_the_block() -> None:
    reached: list[str] = []

    def block() -> None:
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGTERM)
            reached.append("the end")

    with pytest.raises(KeyboardInterrupt):
        block()
    assert reached == ["the end"]


def test_postgres_runs_below_a_folder_with_a_long_name_and_odd_letters(tmp_path: Path) -> None:
    folder = tmp_path / "a folder with ä long name" / ("x" * 100)
    with embedded.postgres(folder=folder) as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        socket_folder = Cluster(folder.resolve() / "postgres").socket_folder
        assert not socket_folder.is_relative_to(folder)
        assert socket_folder.exists()
    assert not socket_folder.exists()
