"""A machine of the test's own: an empty cache, and a PATH that has only what the test puts there."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from stack.servers import sdk_download


@dataclass(frozen=True)
class Machine:
    programs: Path
    cache: Path

    def install(self, name: str, script: str) -> Path:
        """Puts a shell script on PATH."""
        return write_program(self.programs / name, script)


def write_program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Without a network, too: the SDK's download is known to have failed."""
    own = Machine(tmp_path / "programs", tmp_path / "cache")
    own.programs.mkdir()
    monkeypatch.setenv("PATH", str(own.programs))
    monkeypatch.setenv("COURSEWRIGHT_CACHE", str(own.cache))
    monkeypatch.setattr(sdk_download, "_failed", {"Temporal server", "time-skipping test server"})
    return own
