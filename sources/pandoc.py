"""Pandoc as a process of its own: bytes of a document in, its syntax tree out, within limits of time and memory."""

from __future__ import annotations

import json
import subprocess
from functools import lru_cache
from typing import Any

import pypandoc

from sources.errors import UnreadableSource

SECONDS = 25.0
SECONDS_OF_TEXT = 15.0
"""Of texts with light markup: those that people write take two or three."""
_MEMORY = "640m"
_LONGEST_LOG = 1_000_000
_OUT_OF_MEMORY = 251
"""Pandoc's exit code when its heap is full; those of other failures are below 100."""


class NotUnderstood(UnreadableSource):
    """Pandoc stops at a construct; `said` is what it says of it, with the place."""

    def __init__(self, said: str) -> None:
        super().__init__("broken")
        self.said = said


@lru_cache(maxsize=1)
def _program() -> str:
    return str(pypandoc.get_pandoc_path())


def syntax_tree(data: bytes, form: str) -> dict[str, Any]:
    """The document as pandoc's JSON, read as `form` (a pandoc format with extensions, such as `docx+styles`).

    Pandoc runs with `--sandbox`: it reads nothing but `data`. Raises `UnreadableSource` too_large where it needs more
    time or memory than a document may, broken where it does not understand the bytes.
    """
    return tree_and_log(data, form)[0]


def tree_and_log(data: bytes, form: str, seconds: float = SECONDS) -> tuple[dict[str, Any], str]:
    """The same, within so many seconds, and what pandoc says of what it has skipped, a line each."""
    done = _run(data, seconds, "--verbose", f"--from={form}", "--to=json")
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree, done.stderr[:_LONGEST_LOG].decode(errors="replace")


def converted(data: bytes, form: str, into: str, *options: str) -> bytes:
    """The document in another of pandoc's formats, in UTF-8. Raises as `syntax_tree`."""
    return _run(data, SECONDS, f"--from={form}", f"--to={into}", *options).stdout


def _run(data: bytes, seconds: float, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = [_program(), "+RTS", f"-M{_MEMORY}", "-RTS", "--sandbox", *options]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableSource("too_large") from error
    if done.returncode in (_OUT_OF_MEMORY, -9):
        raise UnreadableSource("too_large")
    if done.returncode:
        raise NotUnderstood(done.stderr[:_LONGEST_LOG].decode(errors="replace"))
    return done
