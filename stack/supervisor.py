"""Starts, watches and ends the parts. What runs is left alone; what has died is brought back."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from models import revisions
from stack import accounts, parts, processes
from stack.addresses import DATABASE, Addresses, settle
from stack.errors import StackError
from stack.interruption import uninterrupted
from stack.layout import Layout
from stack.parts import Part
from stack.postgres import Cluster
from stack.processes import PidFile
from stack.servers import local_server
from stack.servers.cache import cache_folder, locked
from stack.waiting import wait_until
from temporal.connection import describe, load_profile

Say = Callable[[str], None]

COMPLAINT = re.compile(r"error|fatal", re.IGNORECASE)
COMPLAINT_WITHIN_LINES = 20
OURS = ("ui", "worker", "api", "migrate")
"""Programs whose last line says why they ended; foreign servers say more after their complaint."""
POLLING_SECONDS = 5.0
"""How long a worker may take from its start to its first poll."""


class Supervisor:
    """One stack, below one DATA_DIR. `started` has the pid of each part that this object has started."""

    def __init__(self, layout: Layout, say: Say) -> None:
        self.started: dict[str, int] = {}
        self._layout, self._say = layout, say
        self._begins: dict[str, int] = {}
        """Bytes that were in each log before what was started here wrote into it."""

    def up(self) -> Addresses:
        """Starts what is not running, waits until all is ready, and remembers the addresses.

        Raises StackError or TemporalUnavailable; then, as after Ctrl-C, what it has started is ended again.
        """
        with self._alone():
            try:
                return self._up()
            except BaseException:
                with uninterrupted():
                    self._stop_started()
                raise

    def down(self) -> None:
        """Ends every part of this stack, and what a killed part has left behind."""
        with self._alone():
            for name in reversed(parts.PARTS):
                self._stop(name)
            Cluster(self._layout.postgres).remove_socket_folder()

    def stop_started(self) -> None:
        """Ends what `up` has started, the last one first; a part that somebody else has started since stays."""
        if self.started:
            with self._alone():
                self._stop_started()

    def process(self, name: str) -> psutil.Process | None:
        """The running process of a part."""
        return PidFile(self._layout.pid_file(name)).process()

    def _up(self) -> Addresses:
        # One stack at a time, so that two that start at once do not choose the same ports.
        with locked(cache_folder() / "ports", lambda: self._say("Waiting for another stack to start…")):
            addresses = settle(self._layout, os.environ, self._say)
            known = accounts.remembered(self._layout) if addresses.own_postgres else {}
            token = accounts.api_token(self._layout, os.environ)
            self._layout.remember(addresses.as_environment(self._layout) | token | known)
            self._start(self._servers(addresses))
            self._migrate(addresses)
            if addresses.own_postgres:
                accounts.ensure(self._layout, addresses.database_url, self._say)
            self._start([parts.worker(self._layout, addresses), parts.api(self._layout, addresses)])
        accounts.remember_link(self._layout, addresses.api_url, addresses.database_url)
        self._tell_of_workers(addresses)
        return addresses

    def _tell_of_workers(self, addresses: Addresses) -> None:
        """What keeps them from working though they run, such as a version that is not current."""
        if not wait_until(lambda: not parts.worker_faults(addresses), POLLING_SECONDS):
            for fault in parts.worker_faults(addresses):
                self._say(f"worker: {fault}")

    def _servers(self, addresses: Addresses) -> list[Part]:
        servers = []
        if addresses.own_postgres:
            servers.append(parts.postgres(self._layout, self._say))
        else:
            self._say("postgres: using the one of DATABASE_URL.")
        if addresses.own_temporal:
            servers.append(parts.temporal(self._layout, addresses, self._find_server))
            servers.append(parts.ui(self._layout, addresses))
        else:
            self._say(f"temporal: using {describe(load_profile())} (from the environment).")
        return servers

    def _start(self, wanted: Sequence[Part]) -> None:
        """All of them at once."""
        for part in wanted:
            self._ensure(part)
        for part in wanted:
            self._wait(part)

    def _ensure(self, part: Part) -> None:
        pid_file = PidFile(self._layout.pid_file(part.name))
        if pid_file.process():
            if pid_file.settings() == part.settings:
                return
            self._say(f"{part.name}: its addresses have changed, so it starts anew.")
            self._stop(part.name)
        part.prepare()
        launch = part.launch()
        self._begins[part.name] = launch.log.stat().st_size if launch.log.exists() else 0
        with uninterrupted():  # a process that is not written down would be left behind
            process = processes.spawn(launch)
            pid_file.write(process, part.settings)
            self.started[part.name] = process.pid

    def _wait(self, part: Part) -> None:
        in_time = wait_until(lambda: not self.process(part.name) or part.ready(), parts.START_SECONDS)
        process = self.process(part.name)
        if process is None:
            raise StackError(f"{part.name} has ended instead of starting: {self._last_words(part.name)}")
        if not in_time:
            waited = f"{parts.START_SECONDS:.0f} s"
            raise StackError(f"{part.name} is not ready after {waited}: {self._last_words(part.name)}")
        if part.name in self.started:
            self._say(f"{part.name}: started (pid {process.pid}).")

    def _migrate(self, addresses: Addresses) -> None:
        if addresses.own_postgres:
            Cluster(self._layout.postgres).ensure_database(DATABASE)
            if revisions.is_current(addresses.database_url):  # then the login of the application is there as well
                return
        urls = {"DATABASE_URL": addresses.database_url, "DATABASE_OWNER_URL": addresses.database_owner_url}
        environment = {**os.environ, **urls, "DATA_DIR": str(self._layout.data)}
        log = self._layout.log("migrate")
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            command = [sys.executable, "-m", "models.migrate"]
            answer = subprocess.run(
                command, cwd=parts.PROJECT, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL
            )
        if answer.returncode:
            raise StackError(f"The migrations have failed: {self._last_words('migrate')}")

    def _stop_started(self) -> None:
        for name, pid in reversed(self.started.items()):
            process = self.process(name)
            if process is None or process.pid == pid:
                self._stop(name)
        self.started.clear()

    def _stop(self, name: str) -> None:
        pid_file, ending = PidFile(self._layout.pid_file(name)), parts.ENDINGS[name]
        if process := pid_file.process():
            gently = processes.stop(process, ending.seconds, ending.signal)
            late = f"did not stop within {ending.seconds:.0f} s, so it was killed"
            self._say(f"{name}: {'stopped' if gently else late}.")
        if name == "postgres":
            Cluster(self._layout.postgres).end_leftovers()
        pid_file.remove()

    def _find_server(self) -> Path:
        found = local_server.find(self._say)
        self._say(f"temporal: using {found.path} ({found.origin}).")
        return found.path

    def _last_words(self, name: str) -> str:
        """Why it does not run, of what it said since this start: its last complaint, or its last line."""
        log = self._layout.log(name)
        said = log.read_bytes()[self._begins.get(name, 0) :] if log.exists() else b""
        lines = said.decode(errors="replace").strip().splitlines()
        recent = [] if name in OURS else lines[-COMPLAINT_WITHIN_LINES:]
        complaints = [line for line in recent if COMPLAINT.search(line)]
        return f"{(complaints or lines or ['it said nothing'])[-1]} (more in {log})"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two commands on one DATA_DIR take turns."""
        with locked(self._layout.run, lambda: self._say("Waiting for another command on this DATA_DIR…")):
            yield
