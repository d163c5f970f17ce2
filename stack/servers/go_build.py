"""Building the Temporal server from source, out of the Go module that `temporal/server` pins."""

import os
import re
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

MODULE = Path(__file__).parent / "server"
PACKAGE = "github.com/temporalio/cli/cmd/temporal"
SECONDS_BETWEEN_LINES = 15.0
"""How often progress is told where a line cannot be rewritten."""

Say = Callable[[str], None]


class CannotBuild(RuntimeError):
    """Why there is no build: no Go, an old one, or what Go said last."""


def needed() -> str:
    """The Go version that the pinned module asks for, such as `1.25`."""
    found = re.search(r"^go (\d+\.\d+)", (MODULE / "go.mod").read_text(), re.MULTILINE)
    assert found, "go.mod names no Go version"
    return found[1]


def build(destination: Path, say: Say) -> None:
    """Builds into `destination`, in one step: there is a whole program or none. Raises CannotBuild."""
    _check_go()
    say("Building the Temporal server from source (once, some minutes)…")
    began = monotonic()
    with tempfile.TemporaryDirectory(dir=destination.parent, prefix="build-") as folder:
        program = Path(folder) / destination.name
        with _running_go(program) as go:
            last = _follow(go, began, say)
        if go.returncode:
            raise CannotBuild(f"go build said: {last}")
        program.replace(destination)
    say(f"Built the Temporal server in {monotonic() - began:.0f} s.")


@contextmanager
def _running_go(program: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The build at work; an interruption ends it with all the compilers that it has started."""
    go = subprocess.Popen(
        ["go", "build", "-v", "-ldflags=-s -w", "-o", str(program), PACKAGE],
        cwd=MODULE,
        env={**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly"},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield go
        go.wait()
    finally:
        if go.poll() is None:
            os.killpg(go.pid, signal.SIGKILL)
            go.wait()


def _check_go() -> None:
    if shutil.which("go") is None:
        raise CannotBuild("there is no `go` on PATH")
    answer = subprocess.run(["go", "env", "GOVERSION"], cwd=MODULE, capture_output=True, text=True, check=False)
    version = re.search(r"go(\d+)\.(\d+)", answer.stdout)
    if version is None or (int(version[1]), int(version[2])) < tuple(map(int, needed().split("."))):
        raise CannotBuild(f"the Go here is {answer.stdout.strip() or 'too old'}")


def _follow(go: "subprocess.Popen[bytes]", began: float, say: Say) -> str:
    """Shows elapsed seconds and the packages compiled so far; the answer is the last that Go says."""
    assert go.stderr is not None
    rewritable, told, said = sys.stderr.isatty(), began, b""
    with selectors.DefaultSelector() as output:
        output.register(go.stderr, selectors.EVENT_READ)
        while True:
            if output.select(timeout=1.0):
                if not (more := os.read(go.stderr.fileno(), 65536)):
                    break
                said += more
            count = said.count(b"\n")
            progress = f"  {monotonic() - began:4.0f} s, {count} packages"
            if rewritable:
                print(f"\r{progress}", end="", file=sys.stderr, flush=True)
            elif monotonic() - told > SECONDS_BETWEEN_LINES:
                told = monotonic()
                say(progress)
    if rewritable:
        print(file=sys.stderr)
    return said.decode(errors="replace").strip().rpartition("\n")[2]
