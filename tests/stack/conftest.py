"""A stack of the test's own, driven the way a person drives it: by command, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from stack import processes
from stack.layout import Layout
from stack.parts import ENDINGS, PARTS, PROJECT
from stack.processes import PidFile

COMMAND_SECONDS = 180


@dataclass(frozen=True)
class OwnStack:
    """A stack below a DATA_DIR of the test's own."""

    layout: Layout

    def environment(self, variables: Mapping[str, str]) -> dict[str, str]:
        unwanted = (
            "API_TOKEN",
            "DATABASE_OWNER_URL",
            "DATABASE_URL",
            "TEMPORAL_ADDRESS",
            "API_PORT",
            "SOURCE",
            "TITLE",
            "ONCE",
            "MAKEFLAGS",
        )
        ours = {name: value for name, value in os.environ.items() if name not in unwanted}
        return {**ours, "DATA_DIR": str(self.layout.data), **variables}

    def begin(self, command: str, variables: Mapping[str, str] | None = None) -> "subprocess.Popen[str]":
        """Starts a command; `variables` are added to its environment."""
        return subprocess.Popen(
            [sys.executable, "-m", "stack", command],
            cwd=PROJECT,
            env=self.environment(variables or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, command: str, variables: Mapping[str, str] | None = None, *, status: int = 0) -> str:
        """Runs a command to its end, checks its exit status, and answers what it has said."""
        process = self.begin(command, variables)
        said, _ = process.communicate(timeout=COMMAND_SECONDS)
        assert process.returncode == status, said
        return said

    def be_up(self) -> None:
        """Starts whatever is not running, if anything."""
        if not all(PidFile(self.layout.pid_file(part)).process() for part in PARTS):
            self.run("up")

    def end(self, *names: str) -> None:
        """Ends these parts and leaves the others as they are."""
        for name in names:
            if process := PidFile(self.layout.pid_file(name)).process():
                assert processes.stop(process, ENDINGS[name].seconds, ENDINGS[name].signal), name

    def pids(self) -> dict[str, int]:
        """What the pid files say."""
        files = {part: self.layout.pid_file(part) for part in PARTS}
        return {part: int(file.read_text()) for part, file in files.items() if file.exists()}

    def addresses(self) -> dict[str, str]:
        return self.layout.remembered()

    def as_instructor(self) -> dict[str, str]:
        """Headers of the local instructor."""
        return {"Authorization": f"Bearer {self.addresses()['API_TOKEN']}"}

    def leftovers(self) -> list[str]:
        """The command lines of all processes that have to do with this stack."""
        found = []
        for process in psutil.process_iter():
            try:
                told = [*process.cmdline(), process.cwd(), process.environ().get("DATA_DIR", "")]
            except psutil.Error:
                continue
            if any(str(self.layout.data) in word for word in told) and process.pid != os.getpid():
                found.append(" ".join(process.cmdline()))
        return found


@pytest.fixture(scope="module")
def own_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnStack]:
    """Down at first; the module's tests start it. Whatever they leave is ended."""
    stack = OwnStack(Layout(tmp_path_factory.mktemp("stack").resolve()))
    yield stack
    stack.run("down")


@pytest.fixture
def fresh_stack(tmp_path: Path) -> Iterator[OwnStack]:
    """The same for one test alone."""
    stack = OwnStack(Layout(tmp_path.resolve()))
    yield stack
    stack.run("down")
