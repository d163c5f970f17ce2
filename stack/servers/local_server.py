"""A Temporal development server for this machine: found, downloaded or, as the last resort, built."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stack.servers import go_build, sdk_download
from stack.servers.cache import cache_folder, locked
from temporal.errors import TemporalUnavailable

VERSION = "1.5.1"
"""Of the Temporal CLI; its server is 1.29. `temporal/server/go.mod` pins the same version for the build."""

ONE_PARTITION = ("matching.numTaskqueueReadPartitions=1", "matching.numTaskqueueWritePartitions=1")
"""Of each task queue. The default of four is for many workers: with the few pollers of one, a task can wait 2 s in a
partition that nobody asks at the moment."""

NO_HTTP_API = 'frontend.httpAllowedHosts=["temporal.invalid"]'
"""Its HTTP API has a port of its own, and no defence against web pages. Nobody here uses it: SDK, CLI and UI speak
gRPC, which no page can."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class ServerBinary:
    path: Path
    origin: str
    """Where it comes from, in words for a person."""


def say_on_stderr(line: str) -> None:
    """Print a line to stderr at once: stdout is for the path that was found."""
    print(line, file=sys.stderr, flush=True)


def find(say: Say = say_on_stderr) -> ServerBinary:
    """The first server to be had: PATH, the project's cache, the SDK's download, a build with Go.

    The last two put it into the cache, so they happen once. Tells `say` what takes long. Raises TemporalUnavailable.
    """
    if (on_path := shutil.which("temporal")) and _runs(Path(on_path)):
        return ServerBinary(Path(on_path), "the temporal command on PATH")
    folder = cache_folder() / "temporal" / VERSION
    with locked(folder):
        cached = folder / "temporal"
        if _runs(cached):
            return ServerBinary(cached, "the project's cache")
        if sdk_download.dev_server(cached, f"v{VERSION}", say) and _runs(cached):
            return ServerBinary(cached, "the download of the Temporal SDK, now in the project's cache")
        try:
            go_build.build(cached, say)
        except go_build.CannotBuild as reason:
            raise TemporalUnavailable(
                f"There is no Temporal server here: put the `temporal` command (the Temporal CLI, {VERSION} or newer) "
                f"on PATH, or install Go {go_build.needed()} or newer so that it can be built ({reason})."
            ) from None
        return ServerBinary(cached, "a build from source, now in the project's cache")


def command(
    binary: Path, *, port: int, ui_port: int | None, database: Path | None, codec_url: str | None = None
) -> list[str]:
    """The command line of a server on 127.0.0.1: without `ui_port` no web UI, without `database` all in memory.

    The web UI has payloads decoded at `codec_url`.
    """
    ui = ["--headless"] if ui_port is None else ["--ui-port", str(ui_port)]
    codec = [] if codec_url is None else ["--ui-codec-endpoint", codec_url]
    store = [] if database is None else ["--db-filename", str(database)]
    base = [str(binary), "server", "start-dev", "--ip", "127.0.0.1", "--log-level", "warn"]
    dynamic = [word for value in (*ONE_PARTITION, NO_HTTP_API) for word in ("--dynamic-config-value", value)]
    return [*base, "--namespace", "default", "--port", str(port), *ui, *codec, *store, *dynamic]


def _runs(binary: Path) -> bool:
    if not os.access(binary, os.X_OK):
        return False
    try:
        answer = subprocess.run(
            [binary, "--version"], capture_output=True, text=True, timeout=30, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "Server" in answer.stdout


if __name__ == "__main__":
    try:
        found = find()
    except TemporalUnavailable as missing:
        raise SystemExit(str(missing)) from None
    print(f"{found.path} ({found.origin})")
