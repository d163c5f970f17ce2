"""JavaScript of packages, run by Node: one process that answers a line of JSON with another."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.debian import install

PLAYER = Path(__file__).parents[2] / "exports" / "scorm" / "player"
_LOOP = """
import * as answers from {player}/answers.js";
import * as progress from {player}/progress.js";
import * as suspended from {player}/suspended.js";
import {{ createInterface }} from "node:readline";
const calls = {calls};
for await (const line of createInterface({{ input: process.stdin }})) {{
  const [name, given] = JSON.parse(line);
  process.stdout.write(JSON.stringify(calls[name](...given)) + "\\n");
}}
"""


class Node:
    """`call` gives what a function of the script returns; arguments and result are JSON."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def call(self, name: str, *given: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([name, given]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def node(calls: str) -> Iterator[Node]:
    """Node with an object of functions, which see the player's modules by their names."""
    script = _LOOP.format(player=f'"{PLAYER.as_uri()}', calls=calls)
    command = [_program(), "--input-type=module", "--eval", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Node(process)
        assert process.stdin is not None
        process.stdin.close()


def _program() -> str:
    """$NODE, the one on PATH, or Debian's. Raises AssertionError where there is none to be had."""
    found = shutil.which(os.environ.get("NODE", "node"))
    if found is None:
        install("nodejs", "the tests of packages with JavaScript")
        found = shutil.which("node")
    assert found, "There is no Node.js for the tests of packages: install it (Debian: apt-get install nodejs)."
    return found
