"""Ralph, a Learning Record Store: installed once into the project's cache, and run as a process."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import psutil

from stack import ports, processes
from stack.servers.cache import cache_folder, locked
from stack.waiting import wait_until

REQUIREMENTS = Path(__file__).with_name("ralph.txt")
SERVER = Path(__file__).with_name("ralph_server.py")
INSTALL_SECONDS = 600
START_SECONDS = 60.0
STOP_SECONDS = 20.0


def python() -> Path:
    """The Python that has Ralph; installs it if it is not there yet. Raises AssertionError with what is missing."""
    wanted = REQUIREMENTS.read_bytes() + sys.version.encode()
    folder = cache_folder() / "ralph" / hashlib.sha256(wanted).hexdigest()[:16]
    found = folder / "venv" / "bin" / "python"
    with locked(folder):
        if not (folder / "installed").exists():
            print("Installing Ralph, a Learning Record Store (once, about a minute)…", file=sys.stderr, flush=True)
            _run(sys.executable, "-m", "venv", "--clear", str(folder / "venv"))
            pip = [str(found), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            _run(*pip, "--requirement", str(REQUIREMENTS))
            (folder / "installed").touch()
    return found


class Ralph:
    """A store in an empty folder, on a free port; it can be stopped, and started again with what it has."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = ports.any_free()
        self._process: psutil.Popen | None = None

    @property
    def endpoint(self) -> str:
        """As XAPI_ENDPOINT has it; key and secret are "key" and "secret"."""
        return f"http://127.0.0.1:{self._port}/xAPI"

    def start(self) -> None:
        """Return when it answers."""
        command = [str(python()), str(SERVER), str(self._port), str(self._folder)]
        log = self._folder / "log"
        self._process = processes.spawn(processes.Launch(command, log, self._folder, _environment()))
        assert wait_until(self._answers, START_SECONDS), log.read_text()

    def stop(self) -> None:
        """Let it end what it has begun."""
        if self._process is not None:
            processes.stop(self._process, STOP_SECONDS)
            self._process = None

    def statements(self) -> list[dict[str, Any]]:
        """What it holds, in the order of their arrival."""
        file = self._folder / "fs_lrs.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def _answers(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self._port}/__lbheartbeat__").status_code == 200
        except httpx.HTTPError:
            return False


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=INSTALL_SECONDS)
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}"
