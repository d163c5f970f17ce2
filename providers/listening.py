"""Listening to an answer that comes piece by piece, and losing patience only with a service that says nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

Hear = Callable[[str], None]
"""Is given the text of an answer as far as it has come, again and again while it grows."""


@dataclass(frozen=True)
class Patience:
    """Seconds: how long a service may say nothing, and how long a whole call may take."""

    silence: float = 300
    total: float = 3_600


def unheard(_text: str) -> None:
    """What hears an answer that nobody follows."""


async def event_data(lines: AsyncIterator[str], silence: float) -> AsyncIterator[str]:
    """The data of each server-sent event of a stream (WHATWG HTML, 9.2.6); what has none, as a comment, only counts
    as a sign of life. Raises TimeoutError after `silence` seconds without a line."""
    data: list[str] = []
    while True:
        async with asyncio.timeout(silence):
            line = await anext(lines, None)
        if line:
            name, _, value = line.partition(":")
            if name == "data":
                data.append(value.removeprefix(" "))
        elif data:
            yield "\n".join(data)
            data = []
        if line is None:
            return
