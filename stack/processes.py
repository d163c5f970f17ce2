"""Processes of ours: started in a session of their own, found again by pid file, ended by id."""

import contextlib
import json
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from stack.waiting import wait_until

SAME_START_SECONDS = 0.1
"""How far two readings of one process's start may lie apart."""


@dataclass(frozen=True)
class Owner:
    """The unprivileged account that a process runs as, when we are root."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Launch:
    """A command, and what it must run with."""

    command: Sequence[str]
    log: Path
    folder: Path
    environment: Mapping[str, str]
    owner: Owner | None = None


def spawn(launch: Launch) -> psutil.Popen:
    """Starts the command in a session of its own, so that Ctrl-C on our terminal does not reach it."""
    launch.log.parent.mkdir(parents=True, exist_ok=True)
    with launch.log.open("ab") as log:
        return psutil.Popen(
            list(launch.command),
            cwd=launch.folder,
            env=dict(launch.environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **as_owner(launch.owner),
        )


def as_owner(owner: Owner | None) -> dict[str, Any]:
    """The arguments of `subprocess` that run a command as this account."""
    return {} if owner is None else {"user": owner.uid, "group": owner.gid, "extra_groups": []}


@dataclass(frozen=True)
class PidFile:
    """`<part>.pid` holds the bare pid for scripts; beside it, `<part>.json` tells that process from a later one."""

    path: Path

    @property
    def _details(self) -> Path:
        return self.path.with_suffix(".json")

    def write(self, process: psutil.Process, settings: Mapping[str, str]) -> None:
        """Records the process, and the settings it was started with."""
        details = {"pid": process.pid, "started": _started(process), "settings": dict(settings)}
        _replace(self._details, json.dumps(details))
        _replace(self.path, f"{process.pid}\n")

    def process(self) -> psutil.Process | None:
        """The recorded process when it still lives; None when it ended, or when its pid is somebody else's by now."""
        try:
            details = json.loads(self._details.read_text())
            process = psutil.Process(details["pid"])
            same = abs(_started(process) - details["started"]) < SAME_START_SECONDS
        except (OSError, ValueError, KeyError, psutil.Error):
            return None
        return process if same and is_alive(process) else None

    def settings(self) -> dict[str, str]:
        """What the recorded process was started with."""
        try:
            return dict(json.loads(self._details.read_text())["settings"])
        except (OSError, ValueError, KeyError):
            return {}

    def remove(self) -> None:
        """Forget the process: both files go. Without them, nothing happens."""
        self.path.unlink(missing_ok=True)
        self._details.unlink(missing_ok=True)


def is_alive(process: psutil.Process) -> bool:
    """Whether it runs. One that has ended and waits to be collected by its parent does not."""
    if isinstance(process, psutil.Popen):
        process.poll()
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def stop(process: psutil.Process, within_seconds: float, first: signal.Signals = signal.SIGTERM) -> bool:
    """Asks the process to end, and ends it when it has not after the time given. False: it had to be killed.

    What it leaves of its session is killed too.
    """
    session = members_of_session(process.pid)
    _signal(process, first)
    gently = wait_until(lambda: not is_alive(process), within_seconds)
    for member in [process, *session]:
        if is_alive(member):
            _signal(member, signal.SIGKILL)
    wait_until(lambda: not any(map(is_alive, [process, *session])), within_seconds)
    return gently


def members_of_session(leader: int) -> list[psutil.Process]:
    """The other processes of the session that `leader` opened."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid != leader and os.getsid(process.pid) == leader:
                found.append(process)
        except (OSError, psutil.Error):
            continue
    return found


def _started(process: psutil.Process) -> float:
    """Seconds from the machine's start to the process's: unlike the time of day, no setting of the clock moves it."""
    return process.create_time() - psutil.boot_time()


def _signal(process: psutil.Process, signum: signal.Signals) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(signum)


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(path.suffix + ".new")
    fresh.touch(mode=0o600)  # settings may hold a password
    fresh.write_text(text)
    fresh.replace(path)
